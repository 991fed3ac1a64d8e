//! The block of budget and execution.

use rust_decimal::Decimal;

use super::super::filled::{FilledForm, FilledMoney, FilledMoneyLine};
use super::super::layout::{Layout, TableBlock};
use super::super::message::Message;
use super::super::role::CellRole;
use super::caption::caption;
use super::cells;
use super::columns::{FormColumns, MONEY, MONEY_NAME};
use super::grid::FormGrid;
use crate::messages::Messages;
use crate::paper::{Align, PaperCell, PaperFormula, PaperRowKind};

/// How many decimals a rate has as a share.
const RATE_PLACES: u32 = 4;

/// The table with the columns that are written: all, or those with something in them where the layout reads any table.
pub(super) fn used_columns(layout: &Layout, table: &TableBlock, form: &FilledForm) -> TableBlock {
    let mut used = table.clone();
    let lines = || form.money.iter().flat_map(|money| std::iter::once(&money.sum).chain(&money.lines));
    used.columns.retain(|column| match column.role {
        CellRole::Initial => !layout.is_fallback || lines().any(|line| line.initial.is_some()),
        CellRole::CarriedOver => !layout.is_fallback || lines().any(|line| line.carried_over.is_some()),
        _ => true,
    });
    used
}

/// Where the sums of the form find what belongs to the money.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MoneyPlaces {
    /// The cell of the weight, as row and column.
    pub weight: Option<(usize, usize)>,
    /// The cell of the points.
    pub score: Option<(usize, usize)>,
}

/// Writes the block.
pub(super) fn write_money(
    grid: &mut FormGrid,
    columns: &FormColumns<'_>,
    table: &TableBlock,
    form: &FilledForm,
    words: &Messages,
) -> MoneyPlaces {
    let unit = form.money.as_ref().map(|money| money.unit.as_str());
    let first = columns.first();
    let wanted: Vec<u32> = std::iter::once(MONEY_NAME).chain(table.columns.iter().map(|_| MONEY)).collect();
    let mut spans = columns.line(first, &wanted).into_iter();
    let Some(name) = spans.next() else { return MoneyPlaces::default() };
    let spans: Vec<(usize, usize)> = spans.collect();
    let header = grid.row(PaperRowKind::Group);
    grid.put(header, name, PaperCell::blank());
    for (column, span) in table.columns.iter().zip(&spans) {
        grid.name(header, *span, column.words.first().map_or("", String::as_str));
    }
    let blank = FilledMoneyLine::default();
    let sum = form.money.as_ref().map_or(&blank, |money| &money.sum);
    let lines = form.money.iter().flat_map(|money| &money.lines);
    let has_total = table.has_column(CellRole::Total);
    let mut places = MoneyPlaces::default();
    for (position, line) in std::iter::once(sum).chain(lines).enumerate() {
        let row = grid.row(PaperRowKind::Body);
        let sum_name = table.row.first().map(String::as_str).unwrap_or_default();
        match position {
            0 => grid.name(row, name, sum_name),
            _ => {
                let of_which = Message::new("form-word-of-which").with("name", &line.name).text(words);
                grid.put(row, name, PaperCell::text(of_which));
            }
        }
        let at = |role: CellRole| {
            let column = table.columns.iter().position(|column| column.role == role)?;
            spans.get(column).map(|(first, _)| *first)
        };
        for (column, span) in table.columns.iter().zip(&spans) {
            let own = form.money.as_ref().filter(|_| position == 0);
            let cell = match column.role {
                CellRole::Rate => rate(line, row, at(budget_column(has_total)), at(CellRole::Executed)),
                role => amount(role, line, own, has_total).map_or_else(PaperCell::blank, cells::number),
            };
            if position == 0 && cell != PaperCell::blank() {
                match column.role {
                    CellRole::Weight => places.weight = Some((row, span.0)),
                    CellRole::Score => places.score = Some((row, span.0)),
                    _ => {}
                }
            }
            grid.put(row, *span, cell.aligned(Align::Centre));
        }
    }
    if columns.has_side {
        let text = table.caption.as_deref().unwrap_or_default();
        let points = form.money.as_ref().map(|money| money.weight);
        let caption = caption(&text.replace("{unit}", unit.unwrap_or("万元")), points);
        let rows = grid.rows.len().saturating_sub(header);
        grid.put_over(header, 0, (rows, 1), PaperCell::text(caption).aligned(Align::Centre));
    }
    places
}

/// Which column holds the budget that counts.
fn budget_column(has_total: bool) -> CellRole {
    if has_total { CellRole::Total } else { CellRole::Initial }
}

/// The number of a column; weight and points belong to the sum alone.
fn amount(role: CellRole, line: &FilledMoneyLine, own: Option<&FilledMoney>, has_total: bool) -> Option<Decimal> {
    match role {
        CellRole::Initial if has_total => line.initial,
        CellRole::Initial | CellRole::Total => line.total,
        CellRole::CarriedOver => line.carried_over,
        CellRole::Executed => line.executed,
        CellRole::Weight => own.map(|money| money.weight),
        CellRole::Score => own.and_then(|money| money.score),
        _ => None,
    }
}

/// The rate: as it is printed, else worked out.
fn rate(line: &FilledMoneyLine, row: usize, budget: Option<usize>, executed: Option<usize>) -> PaperCell {
    if let Some(rate) = line.rate {
        return cells::percent(rate);
    }
    let numbers = line.executed.zip(line.total.filter(|total| *total > Decimal::ZERO));
    let share = numbers.and_then(|(executed, total)| cells::quotient(executed, total, RATE_PLACES));
    let Some((share, (budget, executed))) = share.zip(budget.zip(executed)) else { return PaperCell::blank() };
    let formula = PaperFormula::cell(row, executed) / PaperFormula::cell(row, budget);
    PaperCell::percent_formula(formula.round(RATE_PLACES), share, RATE_PLACES.saturating_sub(2))
}
