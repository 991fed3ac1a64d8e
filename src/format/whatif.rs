//! A what-if for one unit: what was asked, every row before and after, and what the totals mean.

mod paper;
mod record;

use std::fmt::Write;

use super::palette::Tone;
use super::phrases;
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::table::{TableRow, align_right, ruled};
use super::text::distances;
use crate::analysis::whatif::{CaseChange, RowChange, RowPart, SubtotalChange, Variant};
use crate::evaluation::{Evaluation, Row};
use crate::messages::Messages;
use crate::numeric::{Rounding, Weight};
use crate::scheme::WeightRole;

pub use paper::case_change_paper;
pub use record::whatif_record;

/// Names of the columns, as the catalogue knows them.
pub(super) const COLUMNS: [&str; 7] = [
    "column-indicator",
    "column-weight",
    "column-weight-after",
    "column-points",
    "column-points-after",
    "column-difference",
    "column-change",
];

/// The column of differences.
const DIFFERENCE: usize = 5;

/// The what-if as text for a screen.
#[must_use]
pub fn case_change_text(
    change: &CaseChange,
    variant: &Variant,
    messages: &Messages,
    screen: impl Into<Screen>,
) -> String {
    let screen = screen.into();
    let (before, after) = (&change.before, &change.after);
    let mut text = ScreenText::new(screen);
    text.line(&messages.say("whatif-title", &[("title", messages.pick(before.title()))]));
    text.line(&phrases::organisation(&before.organisation, before.year.as_deref(), messages));
    if before.illustrative {
        let _ = writeln!(text, "{}", messages.say("illustrative", &[]));
    }
    for line in asked_lines(variant, messages) {
        let _ = writeln!(text, "{line}");
    }
    let columns: Vec<String> = COLUMNS.iter().map(|id| messages.say(id, &[])).collect();
    let mut table = ruled(&columns, screen, 160);
    for ChangeLine { is_sum, id, depth, cells } in change_lines(change, messages) {
        let mut cells = cells;
        if let Some(first) = cells.first_mut() {
            *first = format!("{}{first}", "  ".repeat(depth));
        }
        let tone = phrases::change_tone(cells.get(DIFFERENCE).map_or("", String::as_str));
        let row = TableRow::new(cells).cell_tone(DIFFERENCE, tone);
        let row = if is_sum { row.tone(Tone::Strong) } else { row };
        table.add(if id.is_empty() { row.below_rule() } else { row });
    }
    align_right(&mut table, &[1, 2, 3, 4, 5]);
    table.reasons(6);
    text.table(&table, messages);
    for line in below(change, messages) {
        let _ = writeln!(text, "{line}");
    }
    for (id, evaluation) in [("whatif-before", before), ("whatif-after", after)] {
        for line in distances(evaluation, messages) {
            text.line(&messages.say(id, &[("line", &line)]));
        }
    }
    text.finish()
}

/// One line of the table of a what-if.
pub(super) struct ChangeLine {
    /// Whether it is a sum of others: that of a dimension, or the total.
    pub is_sum: bool,
    /// The id of the row or dimension; empty for the total.
    pub id: String,
    /// In how many dimensions it lies.
    pub depth: usize,
    /// The cells, in the order of the columns.
    pub cells: Vec<String>,
}

/// All lines: dimensions before what they hold, rows outside them, the total.
pub(super) fn change_lines(change: &CaseChange, messages: &Messages) -> Vec<ChangeLine> {
    let mut lines = Vec::new();
    let mut push = |is_sum, id: &str, depth, cells| lines.push(ChangeLine { is_sum, id: id.to_owned(), depth, cells });
    for part in &change.subtotals {
        push(true, &part.id, part.depth, subtotal_cells(change, part, messages));
        for row in change.rows.iter().filter(|row| row.dimensions.last() == Some(&part.id)) {
            push(false, &row.id, part.depth.saturating_add(1), row_cells(change, row, messages));
        }
    }
    for row in change.rows.iter().filter(|row| row.dimensions.is_empty()) {
        push(false, &row.id, 0, row_cells(change, row, messages));
    }
    push(true, "", 0, total_cells(change, messages));
    lines
}

/// What was asked, and what moved as a consequence.
pub(super) fn asked_lines(variant: &Variant, messages: &Messages) -> Vec<String> {
    let comma = messages.say("list-comma", &[]);
    let rows = variant.scheme.indicators();
    let dimensions = variant.scheme.all_dimensions();
    let moved = |role: WeightRole| {
        let of_role = variant.weights.rows.iter().filter(|row| row.role == role && row.before != row.after);
        let named = of_role.map(|row| {
            let name =
                rows.iter().find(|known| known.id == row.id).map_or(row.id.as_str(), |row| messages.pick(&row.name));
            format!("{name} {} → {}", row.before, row.after)
        });
        named.collect::<Vec<_>>().join(&comma)
    };
    let mut lines = Vec::new();
    let of_dimensions = dimensions.iter().filter(|dimension| variant.request.set.contains_key(&dimension.id));
    let of_dimensions = of_dimensions.map(|dimension| {
        let inside: Vec<&str> = dimension.rows().into_iter().map(|row| row.id.as_str()).collect();
        let before = variant.weights.rows.iter().filter(|row| inside.contains(&row.id.as_str())).map(|row| &row.before);
        let before = Weight::total(before).map_or_else(|error| error.to_string(), |before| before.to_string());
        format!("{} {before} → {}", messages.pick(&dimension.name), dimension.weight)
    });
    let set: Vec<String> =
        of_dimensions.chain([moved(WeightRole::Set)].into_iter().filter(|set| !set.is_empty())).collect();
    let (set, followed) = (set.join(&comma), moved(WeightRole::Free));
    if !set.is_empty() {
        lines.push(messages.say("whatif-set", &[("rows", &set)]));
    }
    if !followed.is_empty() {
        let mode = phrases::mode_words(
            &variant.request.mode,
            variant.scheme.giver_name(&variant.request.mode).as_ref(),
            messages,
        );
        lines.push(messages.say("whatif-followed", &[("mode", &mode), ("rows", &followed)]));
    }
    if let Some(grid) = variant.weights.grid.as_ref().filter(|_| !(set.is_empty() && followed.is_empty())) {
        let (grid, residual) = (grid.to_string(), variant.weights.residual.to_string());
        let name_of = |id: &String| rows.iter().find(|row| row.id == *id).map(|row| messages.pick(&row.name));
        let rest = variant.weights.rest.as_ref().map(|id| name_of(id).unwrap_or(id.as_str()));
        let facts = |rest| [("grid", grid.as_str()), ("residual", residual.as_str()), ("row", rest)];
        match (rest, &variant.weights.finer) {
            (None, _) => lines.push(messages.say("whatif-grid", &[("grid", &grid)])),
            (Some(rest), None) => lines.push(messages.say("whatif-residual", &facts(rest))),
            (Some(rest), Some(finer)) => {
                lines.push(messages.say("whatif-residual", &facts(rest)));
                lines.push(messages.say("whatif-finer", &[("step", &finer.to_string())]));
            }
        }
    }
    if !variant.asked.grades.is_empty() {
        let bounds = variant.asked.grades.iter().map(|(at, from)| {
            let name = variant.scheme.grade_name(*at);
            format!("{} {from}", messages.pick(&name))
        });
        let bounds = bounds.collect::<Vec<_>>().join(&comma);
        lines.push(messages.say("whatif-grades", &[("rows", &bounds)]));
    }
    if !variant.asked.metrics.is_empty() {
        let named = variant.asked.metrics.iter().map(|(id, amount)| {
            let name = variant.scheme.metrics.get(id).map_or(id.as_str(), |metric| messages.pick(&metric.name));
            if amount.is_relative() { format!("{name} {amount}") } else { format!("{name} → {amount}") }
        });
        let named: Vec<String> = named.collect();
        lines.push(messages.say("whatif-metrics", &[("rows", &named.join(&comma))]));
    }
    lines
}

fn row_cells(change: &CaseChange, row: &RowChange, messages: &Messages) -> Vec<String> {
    let dash = || "—".to_owned();
    let weight = |row: &Option<Row>| row.as_ref().map_or_else(dash, |row| row.weight().to_string());
    let points = |row: &Option<Row>, rounding: Option<Rounding>| {
        row.as_ref().map_or_else(dash, |row| phrases::row_points(row, rounding, messages))
    };
    let (old, new) = (change.before.roundings().indicator, change.after.roundings().indicator);
    vec![
        messages.pick(&row.name).to_owned(),
        weight(&row.before),
        weight(&row.after),
        points(&row.before, old),
        points(&row.after, new),
        phrases::signed(row.difference().as_ref(), wider(old, new)),
        change_words(row, messages).join(phrases::separator(messages)),
    ]
}

/// What was done to a row, and what befell it.
fn change_words(row: &RowChange, messages: &Messages) -> Vec<String> {
    let mut words = Vec::new();
    match (&row.before, &row.after, row.weight) {
        (None, _, _) => words.push(messages.say("whatif-row-came", &[])),
        (_, None, _) => words.push(messages.say("whatif-row-went", &[])),
        (Some(before), Some(after), role) if before.weight() != after.weight() => {
            let id = if role == Some(WeightRole::Free) { "whatif-row-followed" } else { "whatif-row-set" };
            words.push(messages.say(id, &[]));
        }
        (_, _, Some(WeightRole::Locked)) => words.push(messages.say("whatif-row-locked", &[])),
        _ => {}
    }
    let sides = row.before.as_ref().zip(row.after.as_ref());
    words.extend(row.parts.iter().zip(sides.into_iter().cycle()).map(|(part, (before, after))| {
        let both = |words: &dyn Fn(&Row) -> String| (words(before), words(after));
        let (old, new) = match part {
            RowPart::Target => both(&|row| phrases::target(row, messages)),
            RowPart::Rule => phrases::rule_titles((before, after), messages),
            RowPart::Params => both(&params),
            RowPart::Figures => both(&|row| phrases::actual(row, messages)),
        };
        let id = format!("whatif-part-{}", <&str>::from(*part));
        messages.say(&id, &[("before", &old), ("after", &new)])
    }));
    words
}

fn params(row: &Row) -> String {
    let params: Vec<String> = row.params().iter().map(|(name, value)| format!("{name} {value}")).collect();
    params.join(" ")
}

fn subtotal_cells(change: &CaseChange, part: &SubtotalChange, messages: &Messages) -> Vec<String> {
    let dash = || "—".to_owned();
    let rounding = |evaluation: &Evaluation| evaluation.roundings().dimension.or(evaluation.roundings().indicator);
    let (old, new) = (rounding(&change.before), rounding(&change.after));
    let (before, after) = (part.before.as_ref(), part.after.as_ref());
    let points = |part: Option<&crate::evaluation::Subtotal>, rounding| {
        let whole = part.filter(|part| part.is_complete);
        whole.map_or_else(dash, |part| phrases::points(part.points.number(), rounding))
    };
    vec![
        messages.pick(&part.name).to_owned(),
        before.map_or_else(dash, |part| part.weight().to_string()),
        after.map_or_else(dash, |part| part.weight().to_string()),
        points(before, old),
        points(after, new),
        phrases::signed(part.difference().as_ref(), wider(old, new)),
        String::new(),
    ]
}

fn total_cells(change: &CaseChange, messages: &Messages) -> Vec<String> {
    let points = |evaluation: &Evaluation| {
        let total = evaluation.total.as_ref();
        total.map_or_else(
            || "—".to_owned(),
            |total| phrases::points(total.points.number(), Some(evaluation.roundings().total)),
        )
    };
    let (before, after) = (&change.before, &change.after);
    vec![
        messages.say("total", &[]),
        before.full_score().to_string(),
        after.full_score().to_string(),
        points(before),
        points(after),
        phrases::signed(
            change.difference().as_ref(),
            wider(Some(before.roundings().total), Some(after.roundings().total)),
        ),
        String::new(),
    ]
}

/// Of two roundings the one with more decimals; none if either side is not rounded.
pub(super) fn wider(left: Option<Rounding>, right: Option<Rounding>) -> Option<Rounding> {
    left.zip(right).map(|(left, right)| if left.places >= right.places { left } else { right })
}

/// Both totals with their grades, and how the one became the other.
pub(super) fn below(change: &CaseChange, messages: &Messages) -> Vec<String> {
    let side = |evaluation: &Evaluation| match &evaluation.total {
        Some(total) => {
            let points = phrases::points(total.points.number(), Some(evaluation.roundings().total));
            messages.say("whatif-side", &[("points", &points), ("grade", messages.pick(&total.grade))])
        }
        None => messages.say("whatif-withheld", &[]),
    };
    let (before, after) = (side(&change.before), side(&change.after));
    let rounding = wider(Some(change.before.roundings().total), Some(change.after.roundings().total));
    let difference = phrases::signed(change.difference().as_ref(), rounding);
    let id = match (&change.before.total, &change.after.total) {
        (Some(before), Some(after)) if before.grade == after.grade => "whatif-total",
        (Some(_), Some(_)) => "whatif-total-grade",
        _ => "whatif-total-withheld",
    };
    let mut lines = vec![messages.say(id, &[("before", &before), ("after", &after), ("difference", &difference)])];
    // Points that a person entered for the old weight may not fit the new one.
    let scored = |row: &Option<Row>| row.as_ref().is_some_and(|row| row.points().is_some());
    let lost = change.rows.iter().filter(|row| row.is_consequence() && scored(&row.before) && !scored(&row.after));
    lines
        .extend(lost.map(|row| messages.say("whatif-unscored", &[("row", messages.pick(&row.name)), ("id", &row.id)])));
    lines
}
