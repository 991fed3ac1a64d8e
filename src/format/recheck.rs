//! A recheck for people: the reviewer's working paper, and below it the sums.

mod paper;
mod record;
mod sentences;
mod summary;
mod sums;

use std::fmt::Write;

use super::palette::Tone;
use super::phrases;
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::table::{TableRow, align_right, ruled};
use crate::evaluation::Row;
use crate::form::is_pasted;
use crate::messages::Messages;
use crate::numeric::Rounding;
use crate::report::Publication;
use crate::review::recheck::{CheckedRow, Fit, Judgement, Recheck, RowVerdict};

pub use paper::recheck_paper;
pub use record::recheck_record;
pub use summary::rechecks_text;

/// The columns of the working paper, as the catalogue knows them.
const COLUMNS: [&str; 11] = [
    "column-indicator",
    "column-target",
    "column-actual",
    "column-weight",
    "recheck-column-self",
    "recheck-column-engine",
    "recheck-column-review",
    "recheck-column-completion",
    "recheck-column-score",
    "recheck-column-verdict",
    "column-why",
];

/// The columns of verdicts and reasons.
const VERDICT: usize = 9;
const REASONS: usize = 10;
/// What is left out first where there is no room: the review and the deviations, then what the form says itself.
const OPTIONAL: [usize; 5] = [7, 8, 6, 1, 2];

/// The verdicts, as the catalogue knows them, in the order in which they are counted.
const VERDICTS: [&str; 8] =
    ["agrees", "agrees-under", "unproven", "judgement", "disagrees", "cannot", "together", "not-claimed"];

/// The working paper as text for a screen.
#[must_use]
pub fn recheck_text(recheck: &Recheck, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let evaluation = &recheck.evaluation;
    let mut text = ScreenText::new(screen);
    let _ = writeln!(text, "{}", messages.pick(evaluation.title()));
    let organisation = phrases::organisation(&evaluation.organisation, evaluation.year.as_deref(), messages);
    let _ = writeln!(text, "{organisation}");
    if let Some(publication) = &recheck.publication {
        let _ = writeln!(text, "{}", source(publication, messages));
        if !publication.is_complete {
            let unseen = publication.unseen.as_ref();
            let part = unseen.map_or_else(
                || messages.say("recheck-part", &[]),
                |unseen| messages.say("recheck-part-unseen", &[("unseen", &unseen.to_string())]),
            );
            let _ = writeln!(text, "{part}");
        }
    }
    if !recheck.has_claims {
        let _ = writeln!(text, "{}", messages.say("recheck-no-claims", &[]));
        return text.finish();
    }
    let columns: Vec<String> = COLUMNS.iter().map(|id| messages.say(id, &[])).collect();
    let mut table = ruled(&columns, screen, 220);
    for (row, checked) in evaluation.rows.iter().zip(&recheck.rows) {
        let cells = cells(row, checked, evaluation.roundings().indicator, messages);
        table.add(TableRow::new(cells).cell_tone(VERDICT, tone(&checked.verdict)));
    }
    align_right(&mut table, &[3, 4, 5, 6, 7, 8]);
    table.reasons(REASONS);
    table.optional(&OPTIONAL);
    text.table(&table, messages);
    let _ = writeln!(text, "{}", counts(recheck, messages));
    for line in sums::totals(recheck, messages).into_iter().chain(sums::reasons(recheck, messages)) {
        text.line(&line);
    }
    text.finish()
}

/// Where a table comes from: the day and address of what was published, or the sheet of a file, which nobody dates.
fn source(publication: &Publication, messages: &Messages) -> String {
    let title = publication.title.as_str();
    let sheet = publication.source.split_once('#').filter(|(file, _)| !file.contains("://"));
    if sheet.is_some_and(|(file, _)| is_pasted(file)) {
        if is_pasted(title) {
            return messages.say("recheck-source-only-pasted", &[]);
        }
        return messages.say("recheck-source-pasted", &[("title", title)]);
    }
    if let (Some((file, sheet)), None) = (sheet, &publication.published) {
        return messages.say("recheck-source-sheet", &[("file", file), ("sheet", sheet), ("title", title)]);
    }
    let day = publication.published.clone().unwrap_or_else(|| messages.say("recheck-undated", &[]));
    messages.say("recheck-source", &[("title", title), ("day", &day), ("url", &publication.source)])
}

fn cells(row: &Row, checked: &CheckedRow, rounding: Option<Rounding>, messages: &Messages) -> Vec<String> {
    let none = || "—".to_owned();
    let claimed = checked.claimed.as_ref().map(ToString::to_string);
    let own = match (claimed, &checked.converted) {
        (Some(claimed), Some(converted)) => format!("{claimed} → {converted}"),
        (None, Some(converted)) => converted.to_string(),
        (claimed, None) => claimed.unwrap_or_else(none),
    };
    vec![
        messages.pick(row.name()).to_owned(),
        phrases::target(row, messages),
        checked.stated.clone().unwrap_or_else(|| phrases::actual(row, messages)),
        row.weight().to_string(),
        own,
        checked
            .engine
            .as_ref()
            .map_or_else(none, |points| phrases::in_role(checked.role, phrases::points(points, rounding))),
        checked.review.as_ref().map_or_else(none, |review| review.last.points.to_string()),
        checked.completion_deviation.as_ref().map_or_else(none, sentences::percent),
        checked.score_deviation.as_ref().map_or_else(none, |deviation| sentences::percent(&deviation.share)),
        messages.say(&format!("recheck-{}", verdict_name(&checked.verdict)), &[]),
        sentences::why(row, checked, rounding, messages).join(phrases::separator(messages)),
    ]
}

fn tone(verdict: &RowVerdict) -> Tone {
    match verdict {
        RowVerdict::Disagrees(_) => Tone::Wrong,
        RowVerdict::CannotBeRecomputed(_) | RowVerdict::Unproven => Tone::Lost,
        _ => Tone::Plain,
    }
}

/// The name of a verdict in the catalogue.
fn verdict_name(verdict: &RowVerdict) -> &'static str {
    match verdict {
        RowVerdict::Agrees => "agrees",
        RowVerdict::AgreesUnder(_) => "agrees-under",
        RowVerdict::Unproven => "unproven",
        RowVerdict::Together => "together",
        RowVerdict::Judgement(_) => "judgement",
        RowVerdict::Disagrees(_) => "disagrees",
        RowVerdict::CannotBeRecomputed(_) => "cannot",
        RowVerdict::NotClaimed => "not-claimed",
    }
}

fn counts(recheck: &Recheck, messages: &Messages) -> String {
    messages.say("recheck-counts", &[("list", &count_list(recheck, messages))])
}

/// How many rows have each verdict.
fn count_list(recheck: &Recheck, messages: &Messages) -> String {
    let counted = VERDICTS.iter().filter_map(|name| {
        let count = recheck.rows.iter().filter(|row| verdict_name(&row.verdict) == *name).count();
        (count > 0).then(|| format!("{} {count}", messages.say(&format!("recheck-{name}"), &[])))
    });
    let list = counted.collect::<Vec<_>>().join(&messages.say("list-comma", &[]));
    let is_outside = |row: &&CheckedRow| {
        matches!(
            &row.verdict,
            RowVerdict::Judgement(Judgement { fit: Some(Fit::Outside(_) | Fit::WithinOlder(_)), .. })
        )
    };
    match recheck.rows.iter().filter(is_outside).count() {
        0 => list,
        outside => format!("{list}{}", messages.say("recheck-counts-outside", &[("count", &outside.to_string())])),
    }
}
