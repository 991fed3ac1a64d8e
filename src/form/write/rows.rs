//! The table of indicators: its header, its rows with merged levels, its line of sums.

use std::ops::Range;

use rust_decimal::Decimal;

use super::super::filled::{FilledForm, FilledRow, FilledTotal};
use super::super::layout::{TableBlock, TableWeight};
use super::super::message::Message;
use super::super::role::CellRole;
use super::caption::caption;
use super::cells::{self, Beside};
use super::columns::{FormColumn, FormColumns};
use super::grid::FormGrid;
use super::money::MoneyPlaces;
use crate::messages::Messages;
use crate::paper::{Align, CellRange, PaperCell, PaperFormula, PaperRowKind};

/// How many blank rows a form has that nobody has filled in.
const BLANK_ROWS: usize = 3;

/// Writes header and rows; the positions of the rows come back.
pub(super) fn write_rows(
    grid: &mut FormGrid,
    columns: &FormColumns<'_>,
    table: &TableBlock,
    rows: &[FilledRow],
) -> Range<usize> {
    let header = grid.row(PaperRowKind::Group);
    for column in &columns.columns {
        grid.name(header, column.span, column.word);
    }
    let beside =
        Beside { operator: columns.span(CellRole::Operator).is_some(), unit: columns.span(CellRole::Unit).is_some() };
    let is_by_hundred = columns.span(CellRole::Converted).is_some();
    let first = grid.rows.len();
    for _ in 0..if rows.is_empty() { BLANK_ROWS } else { rows.len() } {
        grid.row(PaperRowKind::Body);
    }
    for column in &columns.columns {
        match column.role {
            CellRole::Level1 => write_level(grid, column, first, rows, 0, table),
            CellRole::Level2 => write_level(grid, column, first, rows, 1, table),
            _ => {
                for (at, row) in rows.iter().enumerate() {
                    grid.put(first.saturating_add(at), column.span, row_cell(column.role, row, is_by_hundred, beside));
                }
            }
        }
    }
    let end = grid.rows.len();
    if columns.has_side {
        let text = table.caption.as_deref().unwrap_or_default();
        let points: Decimal = rows.iter().map(|row| row.weight).sum();
        let caption = caption(text, Some(points).filter(|_| !rows.is_empty()));
        let height = end.saturating_sub(header);
        grid.put_over(header, 0, (height, 1), PaperCell::text(caption).aligned(Align::Centre));
    }
    first..end
}

/// Writes a level, merged over the rows that it stands for.
fn write_level(
    grid: &mut FormGrid,
    column: &FormColumn<'_>,
    first: usize,
    rows: &[FilledRow],
    depth: usize,
    table: &TableBlock,
) {
    let above = |row: &FilledRow| row.levels.get(..=depth).unwrap_or(&row.levels).to_vec();
    let mut begin = 0;
    for group in rows.chunk_by(|left, right| above(left) == above(right)) {
        let name = group.first().and_then(|row| row.levels.get(depth));
        if let Some(name) = name {
            let points: Decimal = group.iter().map(|row| row.weight).sum();
            let text = match table.weight {
                Some(TableWeight::FromLevel1) if depth == 0 && !table.has_column(CellRole::Weight) => {
                    [name.as_str(), "\n（", &points.normalize().to_string(), "分）"].concat()
                }
                _ => name.clone(),
            };
            let row = first.saturating_add(begin);
            let cell = PaperCell::text(text).aligned(Align::Centre);
            let (start, count) = column.span;
            grid.put_over(row, start, (group.len(), count), cell);
        }
        begin = begin.saturating_add(group.len());
    }
}

/// The cell of a row in a column; `is_by_hundred` where the form counts points by the hundred and converts them.
pub(in super::super) fn row_cell(role: CellRole, row: &FilledRow, is_by_hundred: bool, beside: Beside) -> PaperCell {
    let text = |text: Option<&str>| text.map_or_else(PaperCell::blank, PaperCell::text);
    let number = |number: Option<Decimal>| number.map_or_else(PaperCell::blank, cells::number);
    let cell = match role {
        CellRole::Level3 => return PaperCell::text(row.name.as_str()),
        CellRole::Standard => return text(row.standard.as_deref()),
        CellRole::Reason => return text(row.reason.as_deref()),
        CellRole::Note => return text(row.note.as_deref()),
        CellRole::Operator => text(row.operator.map(|operator| operator.to_string()).as_deref()),
        CellRole::Target => cells::target(row, beside),
        CellRole::Unit => text(row.unit.as_deref()),
        CellRole::Actual => cells::actual(row, beside),
        CellRole::Completion => row.completion.map_or_else(PaperCell::blank, cells::percent),
        CellRole::Weight => number(Some(row.weight)),
        CellRole::Deduction => number(row.score.and_then(|score| row.weight.checked_sub(score))),
        CellRole::Score if is_by_hundred && row.converted.is_none() => number(by_hundred(row)),
        CellRole::Score => number(row.score),
        CellRole::Converted => number(row.converted.or(row.score)),
        CellRole::ReviewScore => number(row.review_score),
        _ => PaperCell::blank(),
    };
    cell.aligned(Align::Centre)
}

/// The points as a form has them that counts every row by the hundred and converts them then.
fn by_hundred(row: &FilledRow) -> Option<Decimal> {
    cells::quotient(row.score?.checked_mul(Decimal::ONE_HUNDRED)?, row.weight, 2)
}

/// Writes the line of sums, and the grade beside or below it.
pub(super) fn write_total(
    grid: &mut FormGrid,
    columns: &FormColumns<'_>,
    word: &str,
    form: &FilledForm,
    rows: Range<usize>,
    money: MoneyPlaces,
    words: &Messages,
) {
    let line = grid.row(PaperRowKind::Total);
    let is_by_hundred = columns.span(CellRole::Converted).is_some();
    let (weight, score) = (
        columns.span(CellRole::Weight),
        columns.span(if is_by_hundred { CellRole::Converted } else { CellRole::Score }),
    );
    let sums = [weight, score].into_iter().flatten();
    let begin = sums.clone().map(|(column, _)| column).min().unwrap_or(1).max(1);
    grid.name(line, (0, begin), word);
    let (printed_weight, printed_score) = match form.total {
        FilledTotal::Sums => (None, None),
        FilledTotal::Printed { weight, score } => (weight.map(Some), Some(score)),
    };
    if let Some(span) = weight {
        let own = form.rows.iter().map(|row| Some(row.weight));
        let sum = own.chain(form.money.iter().map(|money| Some(money.weight)));
        let formula = formula(span, &rows, form.money.is_some(), money.weight);
        grid.put(line, span, sum_cell(sum, printed_weight, formula));
    }
    if let Some(span) = score {
        let points = |row: &FilledRow| if is_by_hundred { row.converted.or(row.score) } else { row.score };
        let own = form.rows.iter().map(points);
        let sum = own.chain(form.money.iter().map(|money| money.score));
        let formula = formula(span, &rows, form.money.is_some(), money.score);
        grid.put(line, span, sum_cell(sum, printed_score, formula));
    }
    let rest = sums.map(|(column, count)| column.saturating_add(count)).max().unwrap_or(begin);
    let left = columns.widths.len().saturating_sub(rest);
    let grade = form.grade.as_ref().map(|grade| Message::new("form-word-grade").with("grade", grade).text(words));
    let grade = grade.map(|grade| PaperCell::text(grade).aligned(Align::Centre));
    match (grade, left) {
        (Some(grade), 0) => {
            let below = grid.row(PaperRowKind::Body);
            grid.put(below, (0, columns.widths.len()), grade);
        }
        (None, 0) => {}
        (grade, left) => grid.put(line, (rest, left), grade.unwrap_or_default()),
    }
}

/// The formula of a sum: the rows, and the money where its number stands in a cell of its own.
fn formula(
    (column, _): (usize, usize),
    rows: &Range<usize>,
    has_money: bool,
    money: Option<(usize, usize)>,
) -> Option<PaperFormula> {
    let own = CellRange::column(column, rows.clone());
    match (has_money, money) {
        (false, _) => Some(PaperFormula::Sum(vec![own])),
        (true, Some((row, column))) => Some(PaperFormula::Sum(vec![CellRange::cell(row, column), own])),
        (true, None) => None,
    }
}

/// A sum: the printed one where there is one, else that of the numbers; a formula where it is the sum of what stands above.
fn sum_cell(
    numbers: impl Iterator<Item = Option<Decimal>>,
    printed: Option<Option<Decimal>>,
    formula: Option<PaperFormula>,
) -> PaperCell {
    let mut count: usize = 0;
    let sum: Option<Decimal> = numbers.inspect(|_| count = count.saturating_add(1)).sum();
    let sum = sum.filter(|_| count > 0);
    let Some(shown) = printed.unwrap_or(sum) else { return PaperCell::blank() };
    let cell = match formula.filter(|_| sum == Some(shown)) {
        Some(formula) => PaperCell::formula(formula, shown, shown.scale()),
        None => cells::number(shown),
    };
    cell.aligned(Align::Centre)
}
