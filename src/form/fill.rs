//! [`plan_fill`]: which cells of an office's own form are written, and what is left as it is.

use std::collections::BTreeSet;

use super::filled::{FilledForm, FilledRow, FilledTotal, FilledValue};
use super::message::Message;
use super::reading::{FormReading, FormRow};
use super::role::CellRole;
use super::write::{Beside, percent_cell, row_cell};
use crate::document::sheet::{CellPlace, Sheet};
use crate::document::workbook::{CellPatch, PatchValue};
use crate::notation::fold::fold;
use crate::notation::{PrintedText, PrintedValue};
use crate::paper::{PaperCell, PaperValue};

/// The columns that are filled in; all others belong to the office.
const FILLED: &[CellRole] = &[
    CellRole::Actual,
    CellRole::Completion,
    CellRole::Deduction,
    CellRole::Score,
    CellRole::Converted,
    CellRole::Reason,
];

/// What is written into a form, and what is not.
#[derive(Debug, Clone, Default)]
pub struct FillPlan {
    /// The cells that are written.
    pub patches: Vec<CellPatch>,
    /// What is left as it is although the case says something else.
    pub notes: Vec<FillNote>,
}

/// What is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FillNote {
    /// The form has no row of that name.
    NoRow {
        /// The row of the case.
        row: String,
    },
    /// The case has no row of that name.
    NoSuchRow {
        /// The row of the form.
        row: String,
    },
    /// A cell says something else already.
    Taken {
        /// The cell.
        place: CellPlace,
        /// What it says.
        text: String,
        /// What the case says.
        wanted: String,
    },
    /// A formula stands there.
    Formula {
        /// The cell.
        place: CellPlace,
    },
    /// A cell belongs to several rows.
    Shared {
        /// The cell.
        place: CellPlace,
    },
    /// The form has no line of sums.
    NoTotal,
}

impl FillNote {
    /// What it says.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoRow { row } => Message::new("form-fill-no-row").with("row", row),
            Self::NoSuchRow { row } => Message::new("form-fill-no-such-row").with("row", row),
            Self::Taken { place, text, wanted } => {
                Message::new("form-fill-taken").with("cell", place).with("text", text).with("wanted", wanted)
            }
            Self::Formula { place } => Message::new("form-fill-formula").with("cell", place),
            Self::Shared { place } => Message::new("form-fill-shared").with("cell", place),
            Self::NoTotal => Message::new("form-fill-no-total"),
        }
    }
}

/// Plans what is written into a form that was read from a sheet. A cell that says something is left as it is unless
/// `is_replacing`; a formula always is.
#[must_use]
pub fn plan_fill(reading: &FormReading, sheet: &Sheet, form: &FilledForm, is_replacing: bool) -> FillPlan {
    let mut filler = Filler { sheet, is_replacing, plan: FillPlan::default() };
    let column =
        |role: CellRole| reading.columns.iter().find(|(known, _)| *known == role).map(|(_, place)| place.column);
    let beside = Beside { operator: column(CellRole::Operator).is_some(), unit: column(CellRole::Unit).is_some() };
    let is_by_hundred = column(CellRole::Converted).is_some();
    let mut taken = BTreeSet::new();
    for row in &form.rows {
        let Some((position, found)) = matching(reading, row, &taken) else {
            filler.plan.notes.push(FillNote::NoRow { row: row.name.clone() });
            continue;
        };
        taken.insert(position);
        let row = in_unit_of(row, found);
        for role in FILLED {
            if let Some(column) = column(*role) {
                filler.put(CellPlace::new(found.row, column), &row_cell(*role, &row, is_by_hundred, beside));
            }
        }
    }
    let others = reading.rows.iter().enumerate().filter(|(position, _)| !taken.contains(position));
    filler.plan.notes.extend(others.map(|(_, row)| FillNote::NoSuchRow { row: row.name.clone() }));
    fill_money(reading, form, &mut filler);
    fill_total(reading, form, column(if is_by_hundred { CellRole::Converted } else { CellRole::Score }), &mut filler);
    filler.plan
}

/// The row of a form that a row of a case belongs to: the first of its name that no other has taken.
fn matching<'r>(reading: &'r FormReading, row: &FilledRow, taken: &BTreeSet<usize>) -> Option<(usize, &'r FormRow)> {
    let name = fold(&row.name);
    let is_same = |found: &FormRow| {
        let own = fold(&found.name);
        // Two rows of one name are told apart by their second level, or by a number.
        let told_apart =
            name.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('(') && rest.ends_with(')'));
        own == name || told_apart
    };
    let mut free = reading.rows.iter().enumerate().filter(|(position, _)| !taken.contains(position));
    let exact = free.clone().find(|(_, found)| fold(&found.name) == name);
    exact.or_else(|| free.find(|(_, found)| is_same(found)))
}

/// The row in the unit that the form prints with the same target, or without one where it prints none.
fn in_unit_of(row: &FilledRow, found: &FormRow) -> FilledRow {
    let target = found.given(CellRole::Target).filter(|_| found.given(CellRole::Unit).is_none());
    let is_same = |number: rust_decimal::Decimal| match &row.target {
        Some(FilledValue::Number { number: own, unit: None }) => *own == number,
        _ => false,
    };
    let printed = target.filter(|cell| cell.number().is_some_and(is_same));
    let unit = printed.map_or_else(|| row.unit.clone(), |cell| cell.value.unit().map(str::to_owned));
    FilledRow { unit, ..row.clone() }
}

fn fill_money(reading: &FormReading, form: &FilledForm, filler: &mut Filler<'_>) {
    let Some((money, block)) = form.money.as_ref().zip(reading.money.as_ref()) else { return };
    let Some(line) = block.sum_line() else { return };
    let places = line.name.iter().map(|name| name.place).chain(line.cells.values().map(|cell| cell.place));
    let Some(row) = places.map(|place| place.row).max() else { return };
    for (role, header) in &block.columns {
        let number = |number: Option<rust_decimal::Decimal>| {
            number.map_or_else(PaperCell::blank, |number| PaperCell::number(number, number.scale()))
        };
        let cell = match role {
            CellRole::Executed => number(money.sum.executed),
            CellRole::Score => number(money.score),
            CellRole::Rate => money.sum.rate.map_or_else(PaperCell::blank, percent_cell),
            _ => continue,
        };
        filler.put(CellPlace::new(row, header.column), &cell);
    }
}

fn fill_total(reading: &FormReading, form: &FilledForm, column: Option<u32>, filler: &mut Filler<'_>) {
    let score = match form.total {
        FilledTotal::Printed { score, .. } => score,
        FilledTotal::Sums => {
            let rows = form.rows.iter().map(|row| row.score);
            rows.chain(form.money.iter().map(|money| money.score)).sum()
        }
    };
    let (Some(score), Some(column)) = (score, column) else { return };
    match &reading.total {
        Some(total) => {
            let cell = PaperCell::number(score, score.scale());
            filler.put(CellPlace::new(total.label.place.row, column), &cell);
        }
        None => filler.plan.notes.push(FillNote::NoTotal),
    }
}

struct Filler<'s> {
    sheet: &'s Sheet,
    is_replacing: bool,
    plan: FillPlan,
}

impl Filler<'_> {
    fn put(&mut self, place: CellPlace, cell: &PaperCell) {
        let Some(value) = patch_value(cell) else { return };
        let merge = self.sheet.merges.iter().find(|merge| merge.holds(place));
        if merge.is_some_and(|merge| merge.last.row > merge.first.row) {
            self.plan.notes.push(FillNote::Shared { place });
            return;
        }
        let place = merge.map_or(place, |merge| merge.first);
        if let Some(known) = self.sheet.cells.get(&place) {
            let (text, wanted) = (known.written(), shown(&value));
            if known.formula.is_some() {
                self.plan.notes.push(FillNote::Formula { place });
                return;
            }
            // What is seen is the same: 86% of which the format hides digits.
            if text == wanted || known.shown() == wanted || is_number(&text, &value) {
                return;
            }
            if !text.trim().is_empty() && !self.is_replacing {
                self.plan.notes.push(FillNote::Taken { place, text, wanted });
                return;
            }
        }
        self.plan.patches.push(CellPatch { sheet: self.sheet.name.clone(), place, value });
    }
}

/// The value of a cell of a form as it is written into a workbook; nothing for a blank one.
fn patch_value(cell: &PaperCell) -> Option<PatchValue> {
    match &cell.value {
        PaperValue::Blank => None,
        PaperValue::Text(text) => Some(PatchValue::Text(text.clone())),
        PaperValue::Number(number) | PaperValue::Formula { value: number, .. } => match number.percent {
            true => number.value.checked_mul(rust_decimal::Decimal::ONE_HUNDRED).map(PatchValue::Percent),
            false => Some(PatchValue::Number(number.value)),
        },
    }
}

/// Whether a text is that number in another spelling: 1,100.25 is 1100.25, and 8.80 is 8.8.
fn is_number(text: &str, value: &PatchValue) -> bool {
    let PrintedValue { operator: None, value: PrintedText::Number { number, unit, rest }, .. } =
        PrintedValue::parse(text)
    else {
        return false;
    };
    rest.is_empty()
        && match value {
            PatchValue::Number(wanted) => unit.is_none() && number == *wanted,
            PatchValue::Percent(wanted) => unit.as_deref() == Some("%") && number == *wanted,
            PatchValue::Text(_) => false,
        }
}

/// The value as a person sees it.
fn shown(value: &PatchValue) -> String {
    match value {
        PatchValue::Number(number) => number.normalize().to_string(),
        PatchValue::Percent(number) => format!("{}%", number.normalize()),
        PatchValue::Text(text) => text.clone(),
    }
}
