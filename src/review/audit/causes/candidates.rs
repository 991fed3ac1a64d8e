//! The faults that are tried.

mod single;

use std::collections::BTreeMap;

use super::candidate::{AddedRow, Candidate, Correction};
use super::tested::Tested;
use super::trials::Trials;
use crate::numeric::Number;
use crate::review::accounts::{AccountLine, Accounts, Column, Table};
use crate::review::audit::explanation::Fault;
use crate::review::audit::twin_rows::twins;

/// With how many rows of the same amounts a row is compared: more of them say the same of it.
const MOST_TWINS: usize = 3;

/// Tries all faults that could close something that fails, until no more may be tried.
pub(super) fn each(accounts: &Accounts, trials: &Trials<'_>, attempt: &mut impl FnMut(Candidate)) {
    for table in &accounts.tables {
        let residuals = Residuals::of(table, &trials.tested);
        if residuals.fails {
            missing_rows(table, &residuals, attempt);
            duplicates(accounts, table, &residuals, trials, attempt);
        }
    }
    single::slips(accounts, trials, attempt);
    single::denominators(accounts, trials, attempt);
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
fn missing_rows(table: &Table, residuals: &Residuals, attempt: &mut impl FnMut(Candidate)) {
    let classes: Vec<Option<&AccountLine>> =
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
        attempt(Candidate { fault, correction: Correction { row, ..Correction::default() }, freedom, least: 2 });
    }
}

/// Rows with the same amounts: one of them has to go, or has one amount of its own.
fn duplicates(
    accounts: &Accounts,
    table: &Table,
    residuals: &Residuals,
    trials: &Trials<'_>,
    attempt: &mut impl FnMut(Candidate),
) {
    for (twin, row) in twins(accounts, table, MOST_TWINS) {
        if trials.is_exhausted() {
            return;
        }
        let cells = || row.cells.iter().filter(|(column, _)| column.is_amount());
        let numbers = cells().map(|(_, id)| (id.clone(), Number::zero())).collect();
        attempt(Candidate {
            fault: Fault::RowTwice { row: row.name.clone(), twin: twin.name.clone() },
            correction: Correction { numbers, ..Correction::default() },
            freedom: 0,
            least: 1,
        });
        for (column, id) in cells() {
            let Some(printed) = trials.figures.leaf(id).map(|leaf| leaf.number.clone()) else { continue };
            let Some(excess) = residuals.excess(row.class.as_deref(), *column) else { continue };
            let Ok(wanted) = printed.subtract(excess) else { continue };
            if wanted.is_negative() || wanted.is_zero() {
                continue;
            }
            let (row, twin, column) = (row.name.clone(), twin.name.clone(), *column);
            let correction = Correction::of_number(id, wanted.clone());
            let fault = Fault::CopiedAmount { row, twin, column, printed, wanted };
            attempt(Candidate { fault, correction, freedom: 1, least: 1 });
        }
    }
}
