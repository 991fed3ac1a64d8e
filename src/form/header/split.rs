//! One name over several columns of levels: 绩效指标 over first, second and third level.

use std::collections::BTreeMap;

use super::name::HeaderCell;
use crate::document::sheet::CellPlace;
use crate::form::grid::SeenGrid;
use crate::form::role::CellRole;

/// How many rows below a header are looked at.
const MAX_ROWS: usize = 40;

/// The names, one that stands over several columns of levels taken apart.
pub(super) fn split_names(grid: &SeenGrid, last_row: u32, cells: Vec<HeaderCell>) -> Vec<HeaderCell> {
    let has = |role: CellRole| cells.iter().any(|cell| cell.role == role);
    let (has_first, has_second, has_third) = (has(CellRole::Level1), has(CellRole::Level2), has(CellRole::Level3));
    let mut all = Vec::new();
    for cell in &cells {
        let is_level = matches!(cell.role, CellRole::Level1 | CellRole::Level2 | CellRole::Level3);
        let columns = if is_level { columns_below(grid, last_row, cell) } else { Vec::new() };
        let open: &[CellRole] = match (cell.role, columns.len()) {
            (_, 0 | 1) => &[],
            (CellRole::Level3, 2) if !has_first && !has_second => &[CellRole::Level1, CellRole::Level3],
            (CellRole::Level3, 2) if !has_second => &[CellRole::Level2, CellRole::Level3],
            (CellRole::Level3, _) if !has_first && !has_second => {
                &[CellRole::Level1, CellRole::Level2, CellRole::Level3]
            }
            (CellRole::Level1, _) if has_third && !has_second => &[CellRole::Level1, CellRole::Level2],
            (CellRole::Level1, 2) if !has_third && !has_second => &[CellRole::Level1, CellRole::Level3],
            (CellRole::Level1, _) if !has_third && !has_second => {
                &[CellRole::Level1, CellRole::Level2, CellRole::Level3]
            }
            (CellRole::Level2, _) if !has_third => &[CellRole::Level2, CellRole::Level3],
            _ => &[],
        };
        if open.is_empty() {
            all.push(cell.clone());
        }
        // What is left over belongs to the last of them.
        for (position, (role, column)) in open.iter().zip(&columns).enumerate() {
            let next = columns.get(position.saturating_add(1)).filter(|_| position.saturating_add(1) < open.len());
            let last_column = next.map_or(cell.last_column, |next| next.saturating_sub(1));
            let place = CellPlace::new(cell.place.row, *column);
            all.push(HeaderCell { role: *role, place, last_column, ..cell.clone() });
        }
    }
    all
}

/// The columns below a name in which texts begin, from the left.
fn columns_below(grid: &SeenGrid, last_row: u32, name: &HeaderCell) -> Vec<u32> {
    if name.last_column == name.place.column {
        return Vec::new();
    }
    let mut counts: BTreeMap<u32, usize> = BTreeMap::from([(name.place.column, 1)]);
    for row in grid.rows().iter().filter(|row| **row > last_row).take(MAX_ROWS) {
        let inside = |place: &CellPlace| (name.place.column..=name.last_column).contains(&place.column);
        let texts = grid.cells_of(*row).filter(|(place, cell)| inside(place) && !cell.shown.is_number);
        for (place, _) in texts {
            let count = counts.entry(place.column).or_insert(0);
            *count = count.saturating_add(1);
        }
    }
    counts.into_keys().collect()
}
