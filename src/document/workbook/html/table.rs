//! One table of a page while it is read.

use super::super::draft::{COLUMNS, Draft, ROWS, too_large};
use super::super::problem::{SizeMeasure, TableProblem};
use super::scan::Tag;
use crate::document::sheet::{Cell, CellPlace, CellValue};

/// The most columns and rows that a browser lets a cell take.
const WIDEST: u32 = 1_000;
const TALLEST: u32 = 65_534;

/// How many places of a table are looked at to find free ones.
const LOOKS: usize = 20_000_000;

/// A table that is open.
#[derive(Debug)]
pub(super) struct PageTable {
    /// The number of its sheet.
    pub(super) sheet: usize,
    /// How many rows were begun.
    rows: u32,
    is_in_row: bool,
    column: u32,
    /// By column: the first row that is free below a tall cell.
    free_from: Vec<u32>,
    cell: Option<OpenCell>,
    looks: usize,
}

#[derive(Debug)]
struct OpenCell {
    place: CellPlace,
    text: String,
    is_hidden: bool,
}

impl PageTable {
    /// A table for this sheet.
    pub(super) fn new(sheet: usize) -> Self {
        Self { sheet, rows: 0, is_in_row: false, column: 0, free_from: Vec::new(), cell: None, looks: 0 }
    }

    /// The text of the cell that is open.
    pub(super) fn text(&mut self) -> Option<&mut String> {
        self.cell.as_mut().map(|cell| &mut cell.text)
    }

    pub(super) fn begin_row(&mut self, is_hidden: bool, draft: &mut Draft) -> Result<(), TableProblem> {
        self.end_row(draft)?;
        if is_hidden && self.rows < ROWS {
            draft.hide_rows(self.sheet, self.rows, self.rows);
        }
        self.rows = self.rows.saturating_add(1);
        self.is_in_row = true;
        self.column = 0;
        Ok(())
    }

    pub(super) fn end_row(&mut self, draft: &mut Draft) -> Result<(), TableProblem> {
        self.end_cell(draft)?;
        self.is_in_row = false;
        Ok(())
    }

    /// Begins a cell in the next free place of the row.
    pub(super) fn begin_cell(&mut self, tag: &Tag, draft: &mut Draft) -> Result<(), TableProblem> {
        self.end_cell(draft)?;
        if !self.is_in_row {
            self.begin_row(false, draft)?;
        }
        let row = self.rows.saturating_sub(1);
        let is_hidden = tag.is_hidden();
        if is_hidden {
            // It takes no place at all.
            self.cell = Some(OpenCell { place: CellPlace::new(row, 0), text: String::new(), is_hidden });
            return Ok(());
        }
        let start = self.column;
        while self.free_from.get(self.column as usize).is_some_and(|free| *free > row) {
            self.column += 1;
        }
        let first = CellPlace::new(row, self.column);
        let (columns, rows) = (tag.span("colspan", WIDEST), tag.span("rowspan", TALLEST));
        self.column = first.column.saturating_add(columns).min(COLUMNS);
        self.looks = self.looks.saturating_add(self.column.saturating_sub(start) as usize);
        if self.looks > LOOKS {
            return Err(too_large(SizeMeasure::Cells, LOOKS));
        }
        if first.column < COLUMNS {
            let free = row.saturating_add(rows);
            if self.free_from.len() < self.column as usize {
                self.free_from.resize(self.column as usize, 0);
            }
            for taken in self.free_from.iter_mut().take(self.column as usize).skip(first.column as usize) {
                *taken = free.max(*taken);
            }
            let last = CellPlace::new(row.saturating_add(rows - 1), self.column - 1);
            draft.merge(self.sheet, first, last)?;
        }
        self.cell = Some(OpenCell { place: first, text: String::new(), is_hidden });
        Ok(())
    }

    pub(super) fn end_cell(&mut self, draft: &mut Draft) -> Result<(), TableProblem> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        // Spaces that do not break stand for an indent, and fill cells that are empty.
        let text = cell.text.trim_matches([' ', '\n']).replace('\u{a0}', " ");
        if cell.is_hidden || text.trim().is_empty() {
            return Ok(());
        }
        draft.set(self.sheet, cell.place, Cell::new(CellValue::Text(text)))
    }

    /// Ends the table: a cell that is taller than what is left of it ends there.
    pub(super) fn finish(mut self, draft: &mut Draft) -> Result<(), TableProblem> {
        self.end_row(draft)?;
        let last_row = self.rows.saturating_sub(1);
        if let Some(sheet) = draft.sheet(self.sheet) {
            for merge in &mut sheet.merges {
                merge.last.row = merge.last.row.min(last_row);
            }
            sheet.merges.retain(|merge| merge.first != merge.last);
        }
        Ok(())
    }
}
