//! Finding the header of a table: which cells of a row, or of two, are names of columns.

mod name;
mod split;

use std::collections::BTreeSet;

use super::grid::{GridCell, SeenGrid};
use super::layout::TableBlock;
use super::role::CellRole;
use crate::document::sheet::CellPlace;

pub use name::HeaderCell;

/// A cell merged over more rows than this is a side caption and no column.
const MAX_HEADER_HEIGHT: u32 = 2;
/// How names of columns end that say how far two others lie apart: 得分偏离度 holds no points.
const DEVIATIONS: [&str; 4] = ["偏离度", "偏离率", "偏差度", "偏差率"];
/// How many roles a second line must add to be a part of the header.
const MIN_ADDED: usize = 2;

/// The header of a table, or of several side by side.
#[derive(Debug, Clone)]
pub struct Header {
    /// The first of its rows.
    pub first_row: u32,
    /// The last of its rows.
    pub last_row: u32,
    /// The columns of each table, from the left.
    pub tables: Vec<Vec<HeaderCell>>,
    /// Columns of a role that another has already.
    pub twice: Vec<HeaderCell>,
}

impl Header {
    /// The roles found, each once.
    #[must_use]
    pub fn roles(&self) -> BTreeSet<CellRole> {
        self.tables.iter().flatten().map(|cell| cell.role).collect()
    }
}

/// The header that begins in a row; nothing where needed roles are missing.
#[must_use]
pub fn header_at(grid: &SeenGrid, position: usize, table: &TableBlock) -> Option<Header> {
    let row = *grid.rows().get(position)?;
    let second = grid.rows().get(position.saturating_add(1)).copied();
    if !may_be_header(grid, row, table) && !second.is_some_and(|second| may_be_header(grid, second, table)) {
        return None;
    }
    let cells = names_in(grid, row, table);
    let one_line = header_of(grid, (row, row), cells.clone(), table);
    let two_lines = second.and_then(|next| {
        let below = names_in(grid, next, table);
        let is_whole_header = header_of(grid, (next, next), below.clone(), table).is_some();
        let is_name = |(_, cell): (CellPlace, &GridCell)| !cell.shown.is_number;
        if cells.is_empty() || is_whole_header || !grid.cells_of(next).all(is_name) {
            return None;
        }
        let known: BTreeSet<CellRole> = cells.iter().map(|cell| cell.role).collect();
        let added: BTreeSet<CellRole> =
            below.iter().map(|cell| cell.role).filter(|role| !known.contains(role)).collect();
        let below_count = below.len();
        let joined = joined(grid, &cells, below, next);
        // A second line that is nothing but names may add a single one.
        let least = if below_count == grid.cells_of(next).count() { 1 } else { MIN_ADDED };
        (added.len() >= least).then(|| header_of(grid, (row, next), joined, table)).flatten()
    });
    two_lines.or(one_line)
}

/// The roles of a row, for telling which row came closest to a header.
#[must_use]
pub fn roles_in(grid: &SeenGrid, row: u32, table: &TableBlock) -> BTreeSet<CellRole> {
    if !may_be_header(grid, row, table) {
        return BTreeSet::new();
    }
    names_in(grid, row, table).into_iter().map(|cell| cell.role).collect()
}

/// Whether one cell at least is a word of the table to the letter, which is quickly seen.
fn may_be_header(grid: &SeenGrid, row: u32, table: &TableBlock) -> bool {
    let is_word = |cell: &GridCell| table.words.contains(&cell.outside) || table.words.contains(&cell.folded);
    grid.cells_of(row).any(|(_, cell)| is_word(cell))
}

/// The cells of a row that are names of columns.
fn names_in(grid: &SeenGrid, row: u32, table: &TableBlock) -> Vec<HeaderCell> {
    let name = |(place, cell): (CellPlace, &GridCell)| {
        if cell.height() > MAX_HEADER_HEIGHT || cell.shown.is_number {
            return None;
        }
        let outside = if cell.outside.is_empty() { &cell.folded } else { &cell.outside };
        if DEVIATIONS.iter().any(|end| outside.ends_with(end)) {
            return None;
        }
        let of = |column: &super::layout::LayoutColumn| Some((column.likeness(&cell.folded, outside)?, column.role));
        let all = table.columns.iter().chain(&table.besides).filter_map(of);
        // Of columns that are equally alike the first counts.
        let best = all.reduce(|best, next| if next.0.0 > best.0.0 { next } else { best });
        best.map(|((likeness, rank), role)| HeaderCell {
            role,
            place,
            last_column: cell.last_column(place),
            text: outside.clone(),
            likeness,
            rank,
        })
    };
    grid.cells_of(row).filter_map(name).collect()
}

/// Two lines as one: what stands below a cell takes its place, unless it is no name.
fn joined(grid: &SeenGrid, above: &[HeaderCell], below: Vec<HeaderCell>, row: u32) -> Vec<HeaderCell> {
    let is_over = |cell: &HeaderCell| {
        let columns = cell.place.column..=cell.last_column;
        let spans = cell.last_column > cell.place.column;
        let is_split =
            grid.cells_of(row).any(|(place, _)| place.column > cell.place.column && columns.contains(&place.column));
        let is_named = below.iter().any(|name| columns.contains(&name.place.column));
        is_named || (spans && is_split)
    };
    let mut all: Vec<HeaderCell> = above.iter().filter(|cell| !is_over(cell)).cloned().collect();
    all.extend(below.iter().cloned());
    all.sort_by_key(|cell| cell.place.column);
    all
}

/// The tables of a header, if what is needed is there.
fn header_of(
    grid: &SeenGrid,
    (first_row, last_row): (u32, u32),
    cells: Vec<HeaderCell>,
    table: &TableBlock,
) -> Option<Header> {
    let mut cells = split::split_names(grid, last_row, cells);
    name_nested_weights(&mut cells);
    let mut header = Header { first_row, last_row, tables: vec![Vec::new()], twice: Vec::new() };
    for cell in cells {
        let current = header.tables.last_mut()?;
        match current.iter_mut().find(|known| known.role == cell.role) {
            None => current.push(cell),
            Some(known) if known.text == cell.text && begins_table(cell.role) => header.tables.push(vec![cell]),
            Some(known) => {
                let is_better =
                    (cell.likeness, std::cmp::Reverse(cell.rank)) > (known.likeness, std::cmp::Reverse(known.rank));
                let worse = if is_better { std::mem::replace(known, cell) } else { cell };
                header.twice.push(worse);
            }
        }
    }
    share_levels(&mut header);
    let is_table = |cells: &Vec<HeaderCell>| {
        let has = |role: &CellRole| cells.iter().any(|cell| cell.role == *role);
        table.need.iter().all(|roles| roles.iter().any(has)) && cells.len() >= table.least
    };
    header.tables.retain(is_table);
    (!header.tables.is_empty()).then_some(header)
}

/// Whether the same name again begins another table beside the first.
fn begins_table(role: CellRole) -> bool {
    matches!(role, CellRole::Level1 | CellRole::Level2 | CellRole::Level3 | CellRole::Target | CellRole::Item)
}

/// A weight behind a level is the level's, where the indicators have a weight of their own.
fn name_nested_weights(cells: &mut [HeaderCell]) {
    let count = cells.iter().filter(|cell| cell.role == CellRole::Weight).count();
    if count < 2 {
        return;
    }
    let mut level = None;
    for cell in cells {
        match (cell.role, level) {
            (CellRole::Weight, Some(CellRole::Level1)) => cell.role = CellRole::Weight1,
            (CellRole::Weight, Some(CellRole::Level2)) => cell.role = CellRole::Weight2,
            _ => {}
        }
        level = Some(cell.role);
    }
}

/// Tables side by side share the levels that stand before the first.
fn share_levels(header: &mut Header) {
    let Some((first, others)) = header.tables.split_first_mut() else { return };
    for table in others {
        let missing = first.iter().filter(|cell| matches!(cell.role, CellRole::Level1 | CellRole::Level2));
        let missing: Vec<HeaderCell> =
            missing.filter(|cell| !table.iter().any(|known| known.role == cell.role)).cloned().collect();
        let is_shared = |cell: &HeaderCell| table.first().is_some_and(|begin| cell.place.column < begin.place.column);
        let shared: Vec<HeaderCell> = missing.into_iter().filter(is_shared).collect();
        table.splice(0..0, shared);
    }
}
