//! The row of budget execution.

use rust_decimal::Decimal;

use super::super::reading::{FormReading, MoneyLine, ReadCell};
use super::super::remark::{FormRemark, RemarkKind};
use super::super::role::CellRole;
use super::guess::{Guess, GuessKind};
use super::item::Blank;

/// What the form prints of budget and execution, as one row.
#[derive(Debug, Clone)]
pub(super) struct DraftMoney {
    /// Full marks.
    pub weight: Decimal,
    /// The budget that counts.
    pub budget: Option<Decimal>,
    /// What was executed.
    pub executed: Option<Decimal>,
    /// Whether the budget is the one at the start of the year.
    pub is_initial: bool,
    /// The unit of all.
    pub unit: String,
    /// The points claimed.
    pub claimed: Option<Decimal>,
    /// What stands where points belong.
    pub blank: Option<Blank>,
    /// The printed rate, in percent.
    pub rate: Option<Decimal>,
    /// The budget at the start of the year.
    pub initial: Option<Decimal>,
    /// What was carried over from the year before.
    pub carried_over: Option<Decimal>,
    /// The lines below the sum.
    pub lines: Vec<DraftLine>,
    /// What was guessed.
    pub guesses: Vec<Guess>,
}

/// A line that the sum is made of.
#[derive(Debug, Clone)]
pub(super) struct DraftLine {
    /// What it is called.
    pub name: String,
    /// At the start of the year.
    pub initial: Option<Decimal>,
    /// Carried over from the year before.
    pub carried_over: Option<Decimal>,
    /// Of the year.
    pub budget: Decimal,
    /// What was executed.
    pub executed: Decimal,
}

/// Drafts the row, if the form prints points for it.
pub(super) fn draft(
    reading: &FormReading,
    row_weights: Decimal,
    guesses: &mut Vec<Guess>,
    remarks: &mut Vec<FormRemark>,
) -> Option<DraftMoney> {
    let block = reading.money.as_ref()?;
    let line = block.sum_line()?;
    let place = line.cells.values().next().map(|cell| cell.place);
    let score = line.cells.get(&CellRole::Score);
    let mut own = Vec::new();
    let printed = line.number(CellRole::Weight).or(block.points.map(|(points, _)| points));
    let has_column = block.columns.iter().any(|(role, _)| *role == CellRole::Weight);
    let has_score = block.columns.iter().any(|(role, _)| *role == CellRole::Score);
    let settled = block.layout_points.filter(|_| !has_column && has_score);
    let rest =
        Decimal::ONE_HUNDRED.checked_sub(row_weights).filter(|rest| *rest > Decimal::ZERO && *rest < Decimal::from(50));
    let guessed = || score.and_then(ReadCell::number).and(rest).or(block.layout_points.filter(|_| has_score));
    let weight = match printed.or(settled) {
        Some(weight) => weight,
        None => {
            let Some(weight) = guessed() else {
                remarks.push(FormRemark { cell: place, kind: RemarkKind::MoneyNotScored });
                return None;
            };
            own.push(Guess::new(GuessKind::MoneyWeight, None, place, &weight.normalize().to_string()));
            weight
        }
    };
    let (total, initial) = (line.number(CellRole::Total), line.number(CellRole::Initial));
    let is_initial = total.is_none() && initial.is_some();
    let has_total_column = block.columns.iter().any(|(role, _)| *role == CellRole::Total);
    if is_initial && has_total_column {
        own.push(Guess::new(GuessKind::Budget, None, place, CellRole::Initial.name()));
    }
    let draft = DraftMoney {
        weight,
        budget: total.or(initial),
        executed: line.number(CellRole::Executed),
        is_initial,
        unit: reading.money_unit.clone().unwrap_or_else(|| "万元".to_owned()),
        claimed: score.filter(|cell| cell.is_given()).and_then(ReadCell::number),
        blank: Blank::of(score),
        rate: rate(line),
        initial: initial.filter(|_| total.is_some()),
        carried_over: line.number(CellRole::CarriedOver),
        lines: lines(reading, block.sum),
        guesses: own.clone(),
    };
    guesses.extend(own);
    Some(draft)
}

/// The rate as it is seen: 86 % behind which 86.2037… stands is 86.
fn rate(line: &MoneyLine) -> Option<Decimal> {
    let cell = line.cells.get(&CellRole::Rate)?;
    crate::notation::PrintedValue::parse(&cell.shown).number()
}

/// The lines that the sum is made of, those with numbers.
fn lines(reading: &FormReading, sum: usize) -> Vec<DraftLine> {
    let lines = reading.money.iter().flat_map(|money| money.lines.iter().enumerate());
    let line = |(position, line): (usize, &MoneyLine)| {
        let name = line.name.as_ref()?.line();
        let name = name.trim_start_matches("其中").trim_start_matches([':', '：']).trim().to_owned();
        let numbers = line.number(CellRole::Total).zip(line.number(CellRole::Executed));
        let (budget, executed) = numbers.filter(|_| position != sum && !name.is_empty())?;
        let (initial, carried_over) = (line.number(CellRole::Initial), line.number(CellRole::CarriedOver));
        Some(DraftLine { name, initial, carried_over, budget, executed })
    };
    lines.filter_map(line).collect()
}
