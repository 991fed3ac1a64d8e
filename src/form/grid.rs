//! [`SeenGrid`]: a sheet as a person sees it: what is shown in which cell, which cells are one, and which are hidden.

use std::collections::BTreeMap;

use super::reading::ReadCell;
use super::remark::{FormRemark, RemarkKind};
use super::shown::{ShownCell, show};
use crate::document::sheet::{CellPlace, CellValue, Merge, Sheet};
use crate::notation::PrintedValue;
use crate::notation::fold::{fold, without_brackets};

/// How many pairs of row and merge are kept; a sheet with more is no form.
const MAX_COVERS: usize = 2_000_000;

/// How many rows a heading may have.
const MAX_HEADING: usize = 80;
/// A merge of which so many rows or columns are hidden counts as hidden.
const MAX_HIDDEN: usize = 10_000;

/// A sheet as a person sees it.
#[derive(Debug)]
pub struct SeenGrid {
    cells: BTreeMap<CellPlace, GridCell>,
    /// Visible rows that hold something, from the top.
    rows: Vec<u32>,
    /// The merges that reach into a row.
    covers: BTreeMap<u32, Vec<Merge>>,
    /// What was met on the way: hidden rows, text under merges, cells without value.
    pub remarks: Vec<FormRemark>,
}

/// A cell that shows something.
#[derive(Debug, Clone)]
pub struct GridCell {
    /// What it shows.
    pub shown: ShownCell,
    /// The same, folded.
    pub folded: String,
    /// The same without what stands in brackets.
    pub outside: String,
    /// What stands in brackets.
    pub inside: Vec<String>,
    /// The cells it is merged with.
    pub merge: Option<Merge>,
}

impl GridCell {
    /// How many rows it reaches over.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.merge.map_or(1, |merge| merge.last.row.saturating_sub(merge.first.row).saturating_add(1))
    }

    /// The last column it reaches into.
    #[must_use]
    pub fn last_column(&self, place: CellPlace) -> u32 {
        self.merge.map_or(place.column, |merge| merge.last.column)
    }
}

impl SeenGrid {
    /// Takes a sheet as a person sees it.
    #[must_use]
    pub fn new(sheet: &Sheet) -> Self {
        let mut grid = Self { cells: BTreeMap::new(), rows: Vec::new(), covers: BTreeMap::new(), remarks: Vec::new() };
        grid.take_merges(sheet);
        let mut hidden_rows = std::collections::BTreeSet::new();
        let mut hidden_columns = std::collections::BTreeSet::new();
        for (place, cell) in &sheet.cells {
            let is_hidden_row = sheet.hidden_rows.contains(&place.row);
            let is_hidden_column = sheet.hidden_columns.contains(&place.column);
            let Some(shown) = show(cell) else {
                if !is_hidden_row && !is_hidden_column {
                    grid.note_no_value(*place, &cell.value);
                }
                continue;
            };
            let folded = fold(&shown.exact);
            if folded.is_empty() {
                continue;
            }
            let merge = grid.merge_at(*place);
            if let Some(under) = merge.filter(|merge| merge.first != *place) {
                // A filler that writes the same text into every merged cell hides nothing.
                let owner = sheet.cells.get(&under.first).and_then(show);
                if owner.is_none_or(|owner| owner.exact != shown.exact) && !is_hidden_row && !is_hidden_column {
                    grid.remarks.push(FormRemark::at(*place, RemarkKind::UnderMerge { text: shown.exact }));
                }
                continue;
            }
            if is_hidden_row {
                hidden_rows.insert(place.row);
            }
            if is_hidden_column {
                hidden_columns.insert(place.column);
            }
            let (outside, inside) = without_brackets(&folded);
            grid.cells.insert(*place, GridCell { shown, folded, outside, inside, merge });
            let is_seen = !is_hidden_row && !is_hidden_column;
            if is_seen && grid.rows.last() != Some(&place.row) {
                grid.rows.push(place.row);
            }
        }
        grid.hide(sheet);
        for (count, kind) in [
            (hidden_rows.len(), RemarkKind::HiddenRows { count: hidden_rows.len() }),
            (hidden_columns.len(), RemarkKind::HiddenColumns { count: hidden_columns.len() }),
        ] {
            if count > 0 {
                grid.remarks.push(FormRemark::on_sheet(kind));
            }
        }
        grid
    }

    /// Notes which merges reach into which rows that hold cells. Of overlapping ones the smallest counts.
    fn take_merges(&mut self, sheet: &Sheet) {
        let rows: std::collections::BTreeSet<u32> = sheet.cells.keys().map(|place| place.row).collect();
        let mut left = MAX_COVERS;
        for merge in &sheet.merges {
            if merge.last.row < merge.first.row {
                continue;
            }
            for row in rows.range(merge.first.row..=merge.last.row) {
                left = left.saturating_sub(1);
                if left == 0 {
                    return;
                }
                self.covers.entry(*row).or_default().push(*merge);
            }
        }
    }

    /// Drops what is hidden and is not seen through a merge that reaches out of hiding.
    fn hide(&mut self, sheet: &Sheet) {
        let is_seen = |place: &CellPlace, cell: &mut GridCell| {
            let last = cell.merge.map_or(*place, |merge| merge.last);
            let shows_row = (place.row..=last.row).take(MAX_HIDDEN).any(|row| !sheet.hidden_rows.contains(&row));
            let shows_column =
                (place.column..=last.column).take(MAX_HIDDEN).any(|column| !sheet.hidden_columns.contains(&column));
            shows_row && shows_column
        };
        self.cells.retain(is_seen);
    }

    fn note_no_value(&mut self, place: CellPlace, value: &CellValue) {
        let kind = match value {
            CellValue::Error(error) => RemarkKind::ErrorCell { error: error.clone() },
            _ => RemarkKind::FormulaWithoutResult,
        };
        self.remarks.push(FormRemark::at(place, kind));
    }

    /// Visible rows that hold something, from the top.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The visible rows just above a row, as many as a heading may have, from the top.
    #[must_use]
    pub fn rows_above(&self, row: u32) -> Vec<u32> {
        let end = self.rows.partition_point(|above| *above < row);
        let begin = end.saturating_sub(MAX_HEADING);
        self.rows.get(begin..end).unwrap_or_default().to_vec()
    }

    /// The merge that the cell belongs to.
    #[must_use]
    pub fn merge_at(&self, place: CellPlace) -> Option<Merge> {
        let area = |merge: &Merge| {
            let side = |first: u32, last: u32| u64::from(last.saturating_sub(first)).saturating_add(1);
            side(merge.first.row, merge.last.row).saturating_mul(side(merge.first.column, merge.last.column))
        };
        let covers = self.covers.get(&place.row).into_iter().flatten();
        let here = covers.filter(|merge| (merge.first.column..=merge.last.column).contains(&place.column));
        here.copied().min_by_key(area)
    }

    /// The cells that begin in a row, from the left.
    pub fn cells_of(&self, row: u32) -> impl Iterator<Item = (CellPlace, &GridCell)> {
        let range = CellPlace::new(row, 0)..=CellPlace::new(row, u32::MAX);
        self.cells.range(range).map(|(place, cell)| (*place, cell))
    }

    /// The cell at a place, through the merge it may belong to.
    #[must_use]
    pub fn over(&self, place: CellPlace) -> Option<(CellPlace, &GridCell)> {
        let first = self.merge_at(place).map_or(place, |merge| merge.first);
        self.cells.get(&first).map(|cell| (first, cell))
    }

    /// The first cell that shows something in columns of a row.
    #[must_use]
    pub fn first_over(&self, row: u32, columns: std::ops::RangeInclusive<u32>) -> Option<(CellPlace, &GridCell)> {
        let own = self.over(CellPlace::new(row, *columns.start()));
        own.or_else(|| {
            let range = CellPlace::new(row, *columns.start())..=CellPlace::new(row, *columns.end());
            self.cells.range(range).next().map(|(place, cell)| (*place, cell))
        })
    }

    /// A cell as it is read.
    #[must_use]
    pub fn read(place: CellPlace, cell: &GridCell) -> ReadCell {
        ReadCell {
            place,
            text: cell.shown.exact.trim().to_owned(),
            shown: cell.shown.shown.trim().to_owned(),
            value: PrintedValue::parse(&cell.shown.exact),
        }
    }
}
