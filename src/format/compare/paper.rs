//! A comparison as a paper: a line for each row that differs, with the part of each factor, then what adds up to the total.

use super::columns::Columns;
use super::{notes, side_lines, summary_line};
use crate::comparison::compare::{BreakdownEntry, Comparison, NamedTotal, RowComparison, row_name};
use crate::evaluation::Role;
use crate::format::paper::{column, decimal, difference_cell, formula_cell, number_cell, paper, sum_formula, text};
use crate::messages::Messages;
use crate::numeric::Number;
use crate::paper::{ColumnKind, Paper, PaperCell, PaperRow, PaperRowKind, PaperSheet};

const BEFORE: usize = 2;
const AFTER: usize = 3;
const DIFFERENCE: usize = 4;
/// How many decimals points are written with where they are not rounded.
const PLACES: u32 = 2;

/// The comparison as a paper.
#[must_use]
pub fn comparison_paper(comparison: &Comparison, messages: &Messages) -> Paper {
    let plan = Columns::of(comparison, messages);
    let changed = comparison.moved_rows();
    let mut rows: Vec<PaperRow> = Vec::new();
    for row in &changed {
        let cells = row_cells(rows.len(), row, comparison, &plan);
        rows.push(PaperRow { kind: PaperRowKind::Body, cells });
    }
    if !changed.is_empty() {
        let cells = sums(&rows, &changed, comparison, &plan);
        rows.push(PaperRow { kind: PaperRowKind::Group, cells });
    }
    let first = rows.len().saturating_sub(usize::from(!changed.is_empty()));
    for (line, points) in &comparison.lines {
        let mut cells = vec![text(&plan.line_name(line)), PaperCell::blank(), PaperCell::blank(), PaperCell::blank()];
        cells.push(number_cell(Some(points), comparison.to.places));
        rows.push(PaperRow { kind: PaperRowKind::Body, cells });
    }
    let parts: Vec<usize> = (first..rows.len()).collect();
    let cells = total(&rows, &parts, comparison, messages);
    rows.push(PaperRow { kind: PaperRowKind::Total, cells });
    let names = plan.header(comparison).into_iter().enumerate();
    let columns = names.map(|(at, name)| match at {
        0 => column(name, 28, ColumnKind::Text),
        1 => column(name, 44, ColumnKind::Text),
        _ => column(name, 11, ColumnKind::Number),
    });
    let title = messages.say("paper-comparison", &[]);
    let sheet = PaperSheet {
        name: title.clone(),
        heading: title.clone(),
        lines: summary_line(comparison, messages).into_iter().chain(side_lines(comparison, messages)).collect(),
        columns: columns.collect(),
        rows,
        merges: Vec::new(),
        notes: notes(comparison, &changed, messages),
    };
    paper(title, vec![sheet], messages)
}

fn row_cells(at: usize, row: &RowComparison, comparison: &Comparison, plan: &Columns<'_>) -> Vec<PaperCell> {
    let mut cells = vec![text(plan.messages.pick(&row_name(row))), text(&plan.changes(row, comparison))];
    cells.push(points(row.from.as_ref(), &comparison.from, plan.messages));
    cells.push(points(row.to.as_ref(), &comparison.to, plan.messages));
    let places = comparison.to.row_places.unwrap_or(PLACES);
    cells.push(difference_cell(Some(&row.difference), (at, &cells), (AFTER, BEFORE), places));
    cells.extend(plan.parts(row).iter().map(|part| match part {
        Some(part) => number_cell(Some(part), 0),
        None => PaperCell::blank(),
    }));
    cells
}

/// The points of one side as they count.
fn points(entry: Option<&BreakdownEntry>, side: &NamedTotal, messages: &Messages) -> PaperCell {
    let places = side.row_places.unwrap_or(PLACES);
    match entry.map(|entry| (&entry.points, entry.role)) {
        None => number_cell(None, 0),
        Some((None, _)) => text(&messages.say("compare-unscored", &[])),
        Some((Some(points), Role::Penalty)) => number_cell(Some(&points.negate()), places),
        Some((Some(points), _)) => number_cell(Some(points), places),
    }
}

/// The sum of every column of differences and parts.
fn sums(rows: &[PaperRow], changed: &[&RowComparison], comparison: &Comparison, plan: &Columns<'_>) -> Vec<PaperCell> {
    let all: Vec<usize> = (0..rows.len()).collect();
    let mut cells = vec![text(&plan.messages.say("compare-rows", &[])), PaperCell::blank()];
    cells.resize(DIFFERENCE, PaperCell::blank());
    let mut columns: Vec<Vec<Number>> = vec![changed.iter().map(|row| row.difference.clone()).collect()];
    let parts: Vec<Vec<Option<Number>>> = changed.iter().map(|row| plan.parts(row)).collect();
    let count = parts.first().map_or(0, Vec::len);
    let part = |at: usize| parts.iter().filter_map(|row| row.get(at).cloned().flatten()).collect();
    columns.extend((0..count).map(part));
    for (at, numbers) in columns.iter().enumerate() {
        let sum = numbers.iter().try_fold(Number::zero(), |sum, number| sum.add(number)).ok();
        let column = DIFFERENCE.saturating_add(at);
        let filled: Vec<usize> = all.iter().copied().filter(|row| is_number(rows, *row, column)).collect();
        let whole = sum.as_ref().filter(|sum| decimal(sum).is_some());
        let formula = whole.and_then(|sum| sum_formula(rows, (column, &filled), sum, None));
        let places = if at == 0 { comparison.to.row_places.unwrap_or(PLACES) } else { 0 };
        cells.push(formula_cell(formula, sum.as_ref(), places));
    }
    cells
}

fn is_number(rows: &[PaperRow], row: usize, column: usize) -> bool {
    rows.get(row).and_then(|row| row.cells.get(column)).is_some_and(|cell| cell.as_number().is_some())
}

/// Both totals and their difference: that of the rows and of all lines below them.
fn total(rows: &[PaperRow], parts: &[usize], comparison: &Comparison, messages: &Messages) -> Vec<PaperCell> {
    let mut cells = vec![text(&messages.say("total", &[])), PaperCell::blank()];
    cells.extend([&comparison.from, &comparison.to].map(|side| number_cell(Some(&side.total), side.places)));
    let difference = &comparison.difference;
    let formula = sum_formula(rows, (DIFFERENCE, parts), difference, None);
    cells.push(formula_cell(formula, Some(difference), comparison.to.places));
    cells
}
