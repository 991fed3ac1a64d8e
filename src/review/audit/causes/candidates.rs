//! The faults that are tried.

mod single;

use std::collections::BTreeMap;

use super::{Fault, Tested};
use crate::numeric::{Number, NumberError};
use crate::review::accounts::{Accounts, Column, Line, Table};
use crate::review::audit::Comparison;
use crate::review::audit::finance::twins;
use crate::review::audit::law::Law;
use crate::review::audit::ledger::Ledger;

/// A fault with what it would change.
pub(super) struct Candidate {
    pub fault: Fault,
    pub effect: Effect,
    /// How many numbers were chosen so that the fault fits.
    pub freedom: usize,
    /// How many failing comparisons it has to close by itself to say anything.
    pub least: usize,
}

/// What a fault changes.
#[derive(Default)]
pub(super) struct Effect {
    /// Numbers that take the place of printed ones.
    pub numbers: Vec<(String, Number)>,
    /// A row that is added.
    pub row: Option<AddedRow>,
    /// A comparison that follows another law.
    pub law: Option<(usize, Law)>,
}

/// A row that is added to a table.
pub(super) struct AddedRow {
    table: String,
    class: Option<String>,
    amounts: Vec<(Column, Number)>,
}

impl Effect {
    fn of_number(id: &str, number: Number) -> Self {
        Self { numbers: vec![(id.to_owned(), number)], ..Self::default() }
    }

    /// Puts into a comparison's law what is not a number of the ledger; says whether there was anything.
    pub fn applies_to(&self, at: usize, comparison: &Comparison, law: &mut Law) -> Result<bool, NumberError> {
        let mut is_touched = false;
        if let Some((_, other)) = self.law.as_ref().filter(|(wanted, _)| *wanted == at) {
            *law = other.clone();
            is_touched = true;
        }
        if let (Some(row), Some(rows), Law::Sum { missing, .. }) = (&self.row, &comparison.rows, law) {
            let is_in = rows.table == row.table && (rows.class.is_none() || rows.class == row.class);
            if let Some((_, amount)) = row.amounts.iter().find(|(column, _)| is_in && *column == rows.column) {
                *missing = Some(match missing.as_ref() {
                    Some(before) => before.add(amount)?,
                    None => amount.clone(),
                });
                is_touched = true;
            }
        }
        Ok(is_touched)
    }
}

/// All faults that could close something that fails.
pub(super) fn all(accounts: &Accounts, ledger: &Ledger<'_>, tested: &[Tested<'_>]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for table in &accounts.tables {
        let residuals = Residuals::of(table, tested);
        if residuals.fails {
            missing_rows(table, &residuals, &mut candidates);
            duplicates(accounts, table, &residuals, ledger, &mut candidates);
        }
    }
    single::slips(accounts, ledger, tested, &mut candidates);
    single::denominators(accounts, ledger, tested, &mut candidates);
    candidates
}

/// The residuals of the sums of a table: of each class, and of the total under no class.
struct Residuals {
    fails: bool,
    open: BTreeMap<(Option<String>, Column), Option<Number>>,
}

impl Residuals {
    fn of(table: &Table, tested: &[Tested<'_>]) -> Self {
        let mut residuals = Self { fails: false, open: BTreeMap::new() };
        for one in tested {
            let Some(rows) = one.comparison.rows.as_ref().filter(|rows| rows.table == table.id) else { continue };
            residuals.fails |= one.fails();
            let open = one.residual.clone().filter(|_| one.fails());
            residuals.open.insert((rows.class.clone(), rows.column), open);
        }
        residuals
    }

    /// What the sums say is too much in the column of a class: its own residual where the class is printed, otherwise
    /// that of the total. None where nothing is open.
    fn excess(&self, class: Option<&str>, column: Column) -> Option<&Number> {
        let of = |class: Option<&str>| self.open.get(&(class.map(str::to_owned), column));
        let own = class.and_then(|class| of(Some(class)));
        own.or_else(|| of(None)).and_then(Option::as_ref)
    }
}

/// A row that is missing from a class closes all sums above it at once; one that closes a single sum says nothing.
fn missing_rows(table: &Table, residuals: &Residuals, candidates: &mut Vec<Candidate>) {
    let classes: Vec<Option<&Line>> =
        if table.classes.is_empty() { vec![None] } else { table.classes.iter().map(Some).collect() };
    for class in classes {
        let id = class.map(|class| class.id.as_str());
        let lacks = |column: Column| Some((column, residuals.excess(id, column)?.negate()));
        let amounts: Vec<(Column, Number)> = Column::AMOUNTS.into_iter().filter_map(lacks).collect();
        if amounts.is_empty() || amounts.iter().any(|(_, amount)| amount.is_negative()) {
            continue;
        }
        let fault = Fault::MissingRow {
            table: table.name.clone(),
            class: class.map(|class| class.name.clone()),
            amounts: amounts.clone(),
        };
        let freedom = amounts.len();
        let row = Some(AddedRow { table: table.id.clone(), class: id.map(str::to_owned), amounts });
        candidates.push(Candidate { fault, effect: Effect { row, ..Effect::default() }, freedom, least: 2 });
    }
}

/// Rows with the same amounts: one of them has to go, or has one amount of its own.
fn duplicates(
    accounts: &Accounts,
    table: &Table,
    residuals: &Residuals,
    ledger: &Ledger<'_>,
    candidates: &mut Vec<Candidate>,
) {
    for (twin, row) in twins(accounts, table) {
        let cells = || row.cells.iter().filter(|(column, _)| column.is_amount());
        let numbers = cells().map(|(_, id)| (id.clone(), Number::zero())).collect();
        candidates.push(Candidate {
            fault: Fault::RowTwice { row: row.name.clone(), twin: twin.name.clone() },
            effect: Effect { numbers, ..Effect::default() },
            freedom: 0,
            least: 1,
        });
        for (column, id) in cells() {
            let Some(printed) = ledger.leaf(id).map(|leaf| leaf.number.clone()) else { continue };
            let Some(excess) = residuals.excess(row.class.as_deref(), *column) else { continue };
            let Ok(wanted) = printed.subtract(excess) else { continue };
            if wanted.is_negative() || wanted.is_zero() {
                continue;
            }
            let (row, twin, column) = (row.name.clone(), twin.name.clone(), *column);
            let effect = Effect::of_number(id, wanted.clone());
            let fault = Fault::CopiedAmount { row, twin, column, printed, wanted };
            candidates.push(Candidate { fault, effect, freedom: 1, least: 1 });
        }
    }
}
