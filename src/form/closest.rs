//! [`ClosestHeader`]: where no table was found, the row that came closest to a header, and what it lacks.

use super::grid::SeenGrid;
use super::header::roles_in;
use super::layout::{Layout, TableKind};
use super::role::CellRole;

/// The row that came closest to a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosestHeader {
    /// From 0.
    pub row: u32,
    /// The layout whose header it nearly is.
    pub layout: String,
    /// What was found.
    pub found: Vec<CellRole>,
    /// What is missing, each with a word that would have been taken.
    pub missing: Vec<(CellRole, String)>,
}

/// The row with most of the needed roles of any layout.
#[must_use]
pub fn closest_header<'a>(grid: &SeenGrid, layouts: impl Iterator<Item = &'a Layout>) -> Option<ClosestHeader> {
    let mut best: Option<ClosestHeader> = None;
    for layout in layouts {
        for table in layout.tables(TableKind::Indicators) {
            for row in grid.rows() {
                let found = roles_in(grid, *row, table);
                let count = found.len();
                if count < 2 || best.as_ref().is_some_and(|best| best.found.len() >= count) {
                    continue;
                }
                let word = |roles: &Vec<CellRole>| {
                    let role = *roles.first()?;
                    let column = table.columns.iter().find(|column| column.role == role)?;
                    Some((role, column.words.first().cloned()?))
                };
                let is_missing = |roles: &&Vec<CellRole>| !roles.iter().any(|role| found.contains(role));
                let missing = table.need.iter().filter(is_missing).filter_map(word).collect();
                let layout = layout.name.clone();
                best = Some(ClosestHeader { row: *row, layout, found: found.into_iter().collect(), missing });
            }
        }
    }
    best
}
