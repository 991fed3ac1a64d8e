//! Rows of a table that print the same amounts.

use std::collections::BTreeMap;

use crate::numeric::Number;
use crate::review::accounts::{AccountLine, Accounts, Column, FigureContent, Table};

/// The columns of amounts that a row prints, and what it prints in them with their decimals.
type Printed = (Vec<Column>, Vec<(Number, u32)>);

/// Pairs of rows that print the same amounts in two columns or more, not all of them 0: each row with the first `most` of
/// the rows before it that are like it.
pub(super) fn twins<'t>(accounts: &Accounts, table: &'t Table, most: usize) -> Vec<(&'t AccountLine, &'t AccountLine)> {
    let columns = |line: &AccountLine| line.cells.keys().copied().filter(|it| it.is_amount()).collect::<Vec<_>>();
    let mut alike: BTreeMap<Printed, Vec<&AccountLine>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for row in &table.rows {
        let own = amounts(accounts, row);
        if own.len() < 2 || own.iter().all(|(number, _)| number.is_zero()) {
            continue;
        }
        let earlier = alike.entry((columns(row), own)).or_default();
        pairs.extend(earlier.iter().map(|twin| (*twin, row)));
        if earlier.len() < most {
            earlier.push(row);
        }
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
