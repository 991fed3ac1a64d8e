//! Rows of a table that print the same amounts.

use crate::numeric::Number;
use crate::review::accounts::{AccountLine, Accounts, FigureContent, Table};

/// Pairs of rows that print the same amounts in two columns or more, not all of them 0.
pub(super) fn twins<'t>(accounts: &Accounts, table: &'t Table) -> Vec<(&'t AccountLine, &'t AccountLine)> {
    let columns = |line: &AccountLine| line.cells.keys().copied().filter(|it| it.is_amount()).collect::<Vec<_>>();
    let mut pairs = Vec::new();
    for (position, first) in table.rows.iter().enumerate() {
        let own = amounts(accounts, first);
        if own.len() < 2 || own.iter().all(|(number, _)| number.is_zero()) {
            continue;
        }
        let later = table.rows.iter().skip(position.saturating_add(1));
        let same = later.filter(|row| columns(row) == columns(first) && amounts(accounts, row) == own);
        pairs.extend(same.map(|second| (first, second)));
    }
    pairs
}

/// The amounts of a line, with the decimals they are shown with.
pub(super) fn amounts(accounts: &Accounts, line: &AccountLine) -> Vec<(Number, u32)> {
    let cells = line.cells.iter().filter(|(column, _)| column.is_amount());
    cells.filter_map(|(_, id)| printed(accounts, id)).collect()
}

/// What a figure prints, with its decimals; nothing where it prints nothing of its own.
pub(super) fn printed(accounts: &Accounts, id: &str) -> Option<(Number, u32)> {
    match &accounts.figures.get(id)?.content {
        FigureContent::Printed { number, places, .. } => Some((number.clone(), *places)),
        _ => None,
    }
}
