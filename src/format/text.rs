//! An evaluation for a terminal: a table aligned under Chinese text, then what the total means.

use std::fmt::Write;

use comfy_table::Table;

use super::phrases;
use super::result_table::{LineKind, ResultLine, ResultSheet};
use super::table::{align_right, ruled};
use crate::evaluation::{Evaluation, Role, Row, TotalStep};
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::numeric::Number;

/// How many rows with points to be had are named below the table.
const MOST_CHANCES: usize = 5;

/// The evaluation as text; `width` is how many columns the terminal has, if it is one.
#[must_use]
pub fn evaluation_text(evaluation: &Evaluation, messages: &Messages, width: Option<u16>) -> String {
    let sheet = ResultSheet::new(evaluation, messages);
    let mut text = String::new();
    let year = evaluation.year.clone().unwrap_or_default();
    let _ = writeln!(text, "{}", messages.pick(evaluation.title()));
    let _ = writeln!(text, "{}", messages.say("headline", &[("unit", &evaluation.organisation), ("year", &year)]));
    if evaluation.illustrative {
        let _ = writeln!(text, "{}", messages.say("illustrative", &[]));
    }
    let _ = writeln!(text, "{}", table(&sheet, width));
    for line in below(evaluation, messages) {
        let _ = writeln!(text, "{line}");
    }
    text
}

fn table(sheet: &ResultSheet, width: Option<u16>) -> Table {
    let mut table = ruled(&sheet.columns, width, 160);
    for ResultLine { kind, cells, .. } in &sheet.lines {
        let mut cells = cells.clone();
        if let (LineKind::Row(depth) | LineKind::Dimension(depth), Some(first)) = (kind, cells.first_mut()) {
            *first = format!("{}{first}", "  ".repeat(*depth));
        }
        table.add_row(cells);
    }
    align_right(&mut table, &[1, 4, 5]);
    table
}

/// What happened between subtotals and total, the distances to the next grades, and where points are to be had.
pub(super) fn below(evaluation: &Evaluation, messages: &Messages) -> Vec<String> {
    let mut lines = total_steps(evaluation, messages);
    let Some(total) = &evaluation.total else {
        lines.push(messages.say("no-total", &[]));
        return lines;
    };
    let points = phrases::points(total.points.number(), Some(evaluation.roundings().total));
    lines.push(messages.say("total-line", &[("points", &points), ("grade", messages.pick(&total.grade))]));
    lines.extend(distances(evaluation, messages));
    let losses = losses(evaluation);
    if !losses.is_empty() {
        let named: Vec<String> = losses
            .iter()
            .take(MOST_CHANCES)
            .map(|(lost, row)| format!("{} {lost}", messages.pick(row.name())))
            .collect();
        let count = losses.len().to_string();
        let rows = named.join(messages.say("list-comma", &[]).as_str());
        lines.push(messages.say("chances", &[("rows", &rows), ("count", &count)]));
    }
    lines
}

/// What changed something between subtotals and total.
pub(super) fn total_steps(evaluation: &Evaluation, messages: &Messages) -> Vec<String> {
    evaluation.steps.iter().filter_map(|step| total_step(step, evaluation, messages)).collect()
}

/// How far the next grades are.
pub(super) fn distances(evaluation: &Evaluation, messages: &Messages) -> Vec<String> {
    let Some(total) = &evaluation.total else { return Vec::new() };
    let line = |id: &str, (grade, distance): &(Bilingual, Number)| {
        messages.say(id, &[("grade", messages.pick(grade)), ("distance", &distance.to_string())])
    };
    let up = total.up.as_ref().map(|next| line("grade-up", next));
    up.into_iter().chain(total.down.as_ref().map(|next| line("grade-down", next))).collect()
}

/// The rows of the full score that lost points, those that lost most first.
pub(super) fn losses(evaluation: &Evaluation) -> Vec<(Number, &Row)> {
    let weighted = evaluation.rows.iter().filter(|row| row.role() == Role::Weighted);
    let lost = weighted.filter_map(|row| Some((row.lost().filter(|lost| !lost.is_zero())?, row)));
    let mut losses: Vec<(Number, &Row)> = lost.collect();
    losses.sort_by(|left, right| right.0.cmp(&left.0));
    losses
}

fn total_step(step: &TotalStep, evaluation: &Evaluation, messages: &Messages) -> Option<String> {
    let say = |id: &str, facts: &[(&str, &str)]| Some(messages.say(id, facts));
    match step {
        TotalStep::Sum(_) => None,
        TotalStep::Rescaled { points, weight, after } => say(
            "total-rescaled",
            &[
                ("points", &phrases::short(points)),
                ("weight", &weight.to_string()),
                ("full", &evaluation.full_score().to_string()),
                ("after", &phrases::short(after)),
            ],
        ),
        TotalStep::Bonus { points, after } => {
            say("total-bonus", &[("points", &points.to_string()), ("after", &phrases::short(after))])
        }
        TotalStep::Penalty { points, after } => {
            say("total-penalty", &[("points", &points.to_string()), ("after", &phrases::short(after))])
        }
        TotalStep::Veto { name, after, .. } => {
            say("total-veto", &[("name", messages.pick(name)), ("after", &phrases::short(after))])
        }
        TotalStep::Capped { name, figure, after, .. } => say(
            "total-capped",
            &[("name", messages.pick(name)), ("figure", &phrases::short(figure)), ("after", &after.to_string())],
        ),
        TotalStep::Clamped { after } => say("total-clamped", &[("after", &after.to_string())]),
        TotalStep::Rounded { before, after } => {
            say("total-rounded", &[("before", &phrases::short(before)), ("after", &after.to_string())])
        }
    }
}
