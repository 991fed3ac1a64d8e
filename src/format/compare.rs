//! A comparison as text and as a record.

mod columns;
mod paper;
mod record;
mod sentence;

use std::fmt::Write;

use self::columns::{BAR, Columns, CompareLine, signed};
use self::sentence::sentence;
use super::markdown::{markdown_cell, markdown_head, markdown_line};
use super::palette::Tone;
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::{phrases, tell_problem};
use crate::comparison::compare::{Comparison, Factor, GradeChange, NamedTotal, Reversed, RowComparison, row_name};
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::numeric::Number;

pub use paper::comparison_paper;
pub use record::compare_record;

/// The comparison for people.
#[must_use]
pub fn comparison_text(comparison: &Comparison, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let mut text = ScreenText::new(screen);
    let changed = comparison.moved_rows();
    if let Some(summary) = summary_line(comparison, messages) {
        text.toned(&summary, Tone::Strong);
    }
    for line in side_lines(comparison, messages) {
        let _ = writeln!(text, "{line}");
    }
    if !comparison.is_same() {
        text.table(&Columns::of(comparison, messages).table(comparison, &changed, screen), messages);
    }
    for line in notes(comparison, &changed, messages) {
        text.line(&line);
    }
    text.finish()
}

/// The difference in one sentence, or that there is none; nothing where it is too large to be added up.
fn summary_line(comparison: &Comparison, messages: &Messages) -> Option<String> {
    if comparison.is_same() {
        return Some(messages.say("compare-same", &[]));
    }
    comparison.summary().ok().map(|summary| sentence(comparison, &summary, messages))
}

/// The comparison as Markdown: the sentence, both sides, the table, what stands below it.
#[must_use]
pub fn comparison_markdown(comparison: &Comparison, messages: &Messages) -> String {
    let CompareTable { sides, summary, header, lines, notes, bar_column, .. } = compare_table(comparison, messages);
    let mut text = String::new();
    if let Some(line) = summary {
        let _ = writeln!(text, "**{}**\n", markdown_cell(&line));
    }
    for line in sides {
        let _ = writeln!(text, "- {}", markdown_cell(&line));
    }
    let shown = |cells: &[String]| -> Vec<String> {
        cells.iter().enumerate().filter(|(at, _)| *at != bar_column).map(|(_, cell)| cell.clone()).collect()
    };
    let header = shown(&header);
    let numbers: Vec<usize> = (2..header.len()).collect();
    let _ = write!(text, "\n{}", markdown_head(&header, &numbers));
    let last = lines.len().saturating_sub(1);
    for (at, CompareLine { is_sum, cells, .. }) in lines.iter().enumerate() {
        let mut cells = shown(cells);
        cells.resize(header.len(), String::new());
        text.push_str(&markdown_line(&cells, *is_sum || at == last));
    }
    for (at, line) in notes.iter().enumerate() {
        let gap = if at == 0 { "\n" } else { "" };
        let _ = writeln!(text, "{gap}{}  ", markdown_cell(line));
    }
    text
}

/// Whose totals are compared.
fn side_lines(comparison: &Comparison, messages: &Messages) -> Vec<String> {
    let sides = [(&comparison.names.from, &comparison.from), (&comparison.names.to, &comparison.to)];
    let line = |(name, side): (&Bilingual, &NamedTotal)| {
        let total = side.total.to_padded(side.places);
        let organisation = phrases::organisation(&side.unit, side.year.as_deref(), messages);
        let facts = [
            ("name", messages.pick(name)),
            ("title", messages.pick(&side.title)),
            ("scheme", &side.scheme),
            ("organisation", organisation.as_str()),
            ("total", &total),
            ("grade", messages.pick(&side.grade)),
        ];
        messages.say("compare-side", &facts)
    };
    sides.map(line).into()
}

/// A comparison as its views show it.
pub(super) struct CompareTable {
    /// Whose totals are compared.
    pub sides: Vec<String>,
    /// The difference in one sentence.
    pub summary: Option<String>,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The lines; the last one is the total.
    pub lines: Vec<CompareLine>,
    /// The longest bar.
    pub most: Number,
    /// Which column holds the bars.
    pub bar_column: usize,
    /// What stands below.
    pub notes: Vec<String>,
}

/// The comparison for views.
pub(super) fn compare_table(comparison: &Comparison, messages: &Messages) -> CompareTable {
    let changed = comparison.moved_rows();
    let columns = Columns::of(comparison, messages);
    let mut header = columns.header(comparison);
    header.insert(BAR, messages.say("view-bar", &[]));
    CompareTable {
        sides: side_lines(comparison, messages),
        summary: summary_line(comparison, messages),
        header,
        lines: columns.lines(comparison, &changed),
        most: columns.most,
        bar_column: BAR,
        notes: notes(comparison, &changed, messages),
    }
}

/// What stands below the table: factors that could not be told apart, rows without a split, the grade.
fn notes(comparison: &Comparison, changed: &[&RowComparison], messages: &Messages) -> Vec<String> {
    let mut lines = Vec::new();
    let unmoved = comparison.rows.len().saturating_sub(changed.len());
    if unmoved > 0 && !comparison.is_same() {
        lines.push(messages.say("compare-unmoved", &[("count", &unmoved.to_string())]));
    }
    for row in changed {
        for part in &row.parts {
            let Some(problem) = &part.refused else { continue };
            let names =
                part.factors.iter().map(|factor| messages.say(&format!("factor-{}", <&str>::from(factor)), &[]));
            let factors = names.collect::<Vec<_>>().join(" + ");
            let why = tell_problem(problem, messages).0;
            let name = row_name(row);
            let facts = [("row", messages.pick(&name)), ("factors", &factors), ("why", &why)];
            lines.push(messages.say("compare-joined", &facts));
        }
    }
    if comparison.rows.iter().any(|row| !row.centring.is_zero()) {
        let share = phrases::short(&comparison.mean_share);
        lines.push(messages.say("compare-centring", &[("share", &share)]));
        if !comparison.full_score_part.is_zero() {
            let left = signed(&comparison.full_score_part);
            lines.push(messages.say("compare-full-score", &[("points", &left)]));
        }
    }
    match &comparison.grade {
        Some(change) => lines.extend(necessity(change, comparison, messages)),
        None => lines.push(messages.say("compare-results-only", &[])),
    }
    lines
}

fn necessity(change: &GradeChange, comparison: &Comparison, messages: &Messages) -> Vec<String> {
    let (old, new) = (messages.pick(&comparison.from.grade), messages.pick(&comparison.to.grade));
    let (from, to) = (messages.pick(&comparison.names.from), messages.pick(&comparison.names.to));
    if !change.is_changed {
        return vec![messages.say("grade-stays", &[("grade", new)])];
    }
    let mut lines = vec![messages.say("grade-changed", &[("old", old), ("new", new), ("from", from), ("to", to)])];
    let restoring = change.tried.iter().filter(|tried| tried.restores);
    for reversal in restoring.clone() {
        let what = reversed_words(&reversal.what, messages);
        let total = reversal.total.to_padded(comparison.to.places);
        lines.push(messages.say("grade-restored", &[("what", &what), ("total", &total), ("grade", old)]));
    }
    if restoring.count() == 0 {
        let count = change.tried.len().to_string();
        let facts = [("count", count.as_str()), ("grade", old), ("to", to)];
        lines.push(messages.say("grade-not-restored", &facts));
    }
    for (what, problem) in &change.refused {
        let what = reversed_words(what, messages);
        let why = tell_problem(problem, messages).0;
        lines.push(messages.say("reversal-refused", &[("what", &what), ("why", &why)]));
    }
    if !change.has_same_rows {
        lines.push(messages.say("reversal-other-rows", &[]));
    }
    lines
}

fn reversed_words(what: &Reversed, messages: &Messages) -> String {
    let factor = |factor: &Factor| messages.say(&format!("factor-{}", <&str>::from(factor)), &[]);
    match what {
        Reversed::Row { name, factors, .. } => {
            let factors = factors.iter().map(factor).collect::<Vec<_>>().join(" + ");
            messages.say("reversed-row", &[("row", messages.pick(name)), ("factors", &factors)])
        }
        Reversed::All(all) => messages.say("reversed-all", &[("factor", &factor(all))]),
        Reversed::Rounding => messages.say("reversed-rounding", &[]),
        Reversed::Grades => messages.say("reversed-grades", &[]),
        Reversed::Veto(name) => messages.say("reversed-veto", &[("name", messages.pick(name))]),
        Reversed::Ceiling(name) => messages.say("reversed-ceiling", &[("name", messages.pick(name))]),
    }
}
