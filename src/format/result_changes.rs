//! What is not as a result says it: the texts that were changed, then figures and points row by row.

use super::phrases;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::messages::{Messages, phrase};
use crate::record::{ChangedText, EvaluationRecord, PartChange, ResultDifference, TotalRecord};
use crate::scheme::Scheme;

/// What stands where there is nothing.
const NONE: &str = "—";

/// How many rows are told.
const MAX_ROWS: usize = 50;

/// A line for the changed texts, one for each row with its figures and points, and one for the total. Figures are called as
/// the scheme calls their metrics.
#[must_use]
pub fn result_changes_text(
    recorded: &EvaluationRecord,
    found: &EvaluationRecord,
    scheme: &Scheme,
    messages: &Messages,
) -> String {
    let mut lines = Vec::new();
    let texts: Vec<String> = recorded.changed_texts(found).iter().map(|text| changed_text(text, messages)).collect();
    if !texts.is_empty() {
        lines.push(messages.say("result-texts", &[("texts", &texts.join(&messages.say("list-comma", &[])))]));
    }
    let rows = recorded.row_differences(found);
    for row in rows.iter().take(MAX_ROWS) {
        let parts: Vec<String> = row.parts.iter().map(|part| changed_part(part, scheme, messages)).collect();
        let parts = parts.join(&messages.say("list-comma", &[]));
        lines.push(messages.say("result-row", &[("name", messages.pick(&row.name)), ("changes", &parts)]));
    }
    if let Some(more) = rows.len().checked_sub(MAX_ROWS).filter(|more| *more > 0) {
        lines.push(messages.say("result-more-rows", &[("count", &more.to_string())]));
    }
    let total = |record: &EvaluationRecord| {
        let told = |total: &TotalRecord| {
            messages
                .say("result-graded", &[("points", &total.points.to_string()), ("grade", messages.pick(&total.grade))])
        };
        record.total.as_ref().map_or_else(|| NONE.to_owned(), told)
    };
    let (before, after) = (total(recorded), total(found));
    if before != after {
        lines.push(messages.say("result-total", &[("before", &before), ("after", &after)]));
    } else if rows.is_empty() && !texts.is_empty() {
        lines.push(messages.say("result-same-figures", &[]));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// The problem of a result that does not come out again; what differs first is said in words where no line of
/// [`result_changes_text`] says it.
#[must_use]
pub fn result_differs(
    difference: &ResultDifference,
    recorded: &EvaluationRecord,
    found: &EvaluationRecord,
) -> Diagnostic {
    let graded =
        |record: &EvaluationRecord| record.total.as_ref().map(|total| (total.points.clone(), total.grade.clone()));
    if graded(recorded) != graded(found) || !recorded.row_differences(found).is_empty() {
        return Diagnostic::new(Code::ResultDiffers).fact("step", "told");
    }
    let step = difference.step.as_str();
    let id = step.split(['[', ']']).nth(1).unwrap_or_default();
    let row = found.rows.iter().find(|row| row.id == id).map_or_else(|| Bilingual::same(id), |row| row.name.clone());
    let field = Bilingual::same(step.rsplit('.').next().unwrap_or_default());
    let words = match step.split(['.', '[']).next().unwrap_or_default() {
        "total" if step.ends_with("grade.zh") || step.ends_with("grade.en") => phrase("differs-grade", &[]),
        "total" => phrase("differs-total", &[]),
        "steps" => phrase("differs-steps", &[]),
        "dimensions" => phrase("differs-dimension", &[("id", Bilingual::same(id))]),
        "rows" if step.ends_with(".points") => phrase("differs-points", &[("row", row)]),
        "rows" => phrase("differs-row", &[("row", row), ("field", field)]),
        _ => Bilingual::same(step),
    };
    let problem = Diagnostic::new(Code::ResultDiffers).said("step", words);
    problem.fact("recorded", &difference.recorded).fact("found", &difference.found)
}

fn changed_text(text: &ChangedText, messages: &Messages) -> String {
    match text {
        ChangedText::Engine(before, after) => {
            messages.say("result-text-engine", &[("before", before), ("after", after)])
        }
        ChangedText::Scheme => messages.say("result-text-scheme", &[]),
        ChangedText::Report => messages.say("result-text-report", &[]),
        ChangedText::Script(name) => messages.say("result-text-script", &[("name", name)]),
    }
}

fn changed_part(change: &PartChange, scheme: &Scheme, messages: &Messages) -> String {
    let id: &str = change.part.into();
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| NONE.to_owned());
    // People know a figure by the name of its metric, and not by what the rule calls it.
    let name = match change.from.as_str() {
        "" => change.name.clone(),
        from => phrases::named_metrics(from, scheme, messages),
    };
    let facts = [("name", name.as_str()), ("before", &text(&change.before)), ("after", &text(&change.after))];
    messages.say(&format!("result-part-{id}"), &facts)
}
