//! An evaluation for a terminal: a table aligned under Chinese text, then what the total means.

use std::fmt::Write;

use super::palette::Tone;
use super::phrases;
use super::result_table::{LineKind, ResultLine, ResultSheet};
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::table::{ScreenTable, TableRow, align_right, ruled};
use crate::evaluation::{Evaluation, Role, Row, TotalStep};
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::numeric::Number;

/// The columns that differ from words.
const WEIGHT: usize = 1;
const TARGET: usize = 2;
const POINTS: usize = 4;
const LOST: usize = 5;
const REASONS: usize = 6;
/// How many rows with points to be had are named below the table.
const MOST_CHANCES: usize = 5;

/// The evaluation as text for a screen.
#[must_use]
pub fn evaluation_text(evaluation: &Evaluation, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let sheet = ResultSheet::new(evaluation, messages);
    let mut text = ScreenText::new(screen);
    let _ = writeln!(text, "{}", messages.pick(evaluation.title()));
    text.line(&phrases::organisation(&evaluation.organisation, evaluation.year.as_deref(), messages));
    if evaluation.illustrative {
        let _ = writeln!(text, "{}", messages.say("illustrative", &[]));
    }
    text.table(&table(&sheet, screen), messages);
    for line in below(evaluation, messages) {
        text.line(&line);
    }
    text.finish()
}

fn table(sheet: &ResultSheet, screen: Screen) -> ScreenTable {
    let mut table = ruled(&sheet.columns, screen, 160);
    for ResultLine { kind, cells, has_lost, is_lacking, .. } in &sheet.lines {
        let mut cells = cells.clone();
        // What the total amounts to is said below the table.
        if *kind == LineKind::Total {
            cells.truncate(REASONS);
        }
        if let (LineKind::Row(depth) | LineKind::Dimension(depth), Some(first)) = (kind, cells.first_mut()) {
            *first = format!("{}{first}", "  ".repeat(*depth));
        }
        let row = TableRow::new(cells);
        table.add(match kind {
            LineKind::Total => row.tone(Tone::Strong).below_rule(),
            LineKind::Dimension(_) => row.tone(Tone::Strong),
            LineKind::Row(_) if *is_lacking => row.cell_tone(POINTS, Tone::Wrong),
            LineKind::Row(_) if *has_lost => row.cell_tone(LOST, Tone::Lost),
            LineKind::Row(_) => row,
        });
    }
    align_right(&mut table, &[WEIGHT, POINTS, LOST]);
    table.reasons(REASONS);
    table.optional(&[LOST, TARGET]);
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
        let shown = named.len().to_string();
        let id = if named.len() < losses.len() { "chances-first" } else { "chances" };
        lines.push(messages.say(id, &[("rows", &rows), ("count", &count), ("shown", &shown)]));
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
    let down = total.down.as_ref().map(|next| match next.1.is_zero() {
        true => messages.say("grade-at-line", &[("grade", messages.pick(&next.0))]),
        false => line("grade-down", next),
    });
    up.into_iter().chain(down).collect()
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
            // Of what was rounded more digits are shown than of what it came to.
            let decimals = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let (short, rounded) = (phrases::short(before), after.to_string());
            let before = if decimals(&short) > decimals(&rounded) { short } else { before.to_string() };
            say("total-rounded", &[("before", &before), ("after", &rounded)])
        }
    }
}
