//! One table of a Word file while it is read.

use std::collections::BTreeMap;

use super::super::draft::{COLUMNS, Draft, within};
use super::super::problem::TableProblem;
use crate::document::sheet::{Cell, CellPlace, CellValue, Merge};

/// A table that is open.
#[derive(Debug)]
pub(super) struct WordTable {
    /// The number of its sheet.
    pub(super) sheet: usize,
    row: u32,
    column: u32,
    is_deleted: bool,
    /// Was it told that text in it is deleted?
    pub(super) is_told: bool,
    cell: Option<OpenCell>,
    /// Every cell of more than one place, or that may become one.
    merges: Vec<Merge>,
    /// By column: the merge that may go on in the next row.
    open: BTreeMap<u32, usize>,
    /// The merge of the cell before, if the row has one.
    before: Option<usize>,
}

#[derive(Debug, Default)]
struct OpenCell {
    text: String,
    has_paragraph: bool,
    span: u32,
    /// Does it go on with the cell above, or begin a merge that others go on with?
    down: Option<bool>,
    /// The same of the cell to the left.
    right: Option<bool>,
}

impl WordTable {
    /// A table for this sheet.
    pub(super) fn new(sheet: usize) -> Self {
        Self {
            sheet,
            row: 0,
            column: 0,
            is_deleted: false,
            is_told: false,
            cell: None,
            merges: Vec::new(),
            open: BTreeMap::new(),
            before: None,
        }
    }

    pub(super) fn begin_row(&mut self) {
        self.column = 0;
        self.is_deleted = false;
        self.before = None;
    }

    pub(super) fn end_row(&mut self) {
        if !self.is_deleted {
            self.row = self.row.saturating_add(1);
        }
    }

    pub(super) fn delete_row(&mut self) {
        self.is_deleted = true;
    }

    pub(super) fn hide_row(&self, draft: &mut Draft) {
        draft.hide_rows(self.sheet, self.row, self.row);
    }

    /// Leaves columns out at the beginning of the row.
    pub(super) fn leave_out(&mut self, columns: u32) {
        self.column = columns.min(COLUMNS);
    }

    pub(super) fn begin_cell(&mut self) {
        self.cell = Some(OpenCell { span: 1, ..OpenCell::default() });
    }

    /// The cell takes so many columns.
    pub(super) fn span(&mut self, columns: u32) {
        if let Some(cell) = &mut self.cell {
            cell.span = columns.clamp(1, COLUMNS);
        }
    }

    pub(super) fn merge_down(&mut self, continues: bool) {
        if let Some(cell) = &mut self.cell {
            cell.down = Some(continues);
        }
    }

    pub(super) fn merge_right(&mut self, continues: bool) {
        if let Some(cell) = &mut self.cell {
            cell.right = Some(continues);
        }
    }

    pub(super) fn begin_paragraph(&mut self) {
        if let Some(cell) = &mut self.cell {
            if cell.has_paragraph {
                cell.text.push('\n');
            }
            cell.has_paragraph = true;
        }
    }

    /// Adds text to the cell that is open.
    pub(super) fn write(&mut self, text: &str) -> Result<(), TableProblem> {
        let Some(cell) = &mut self.cell else { return Ok(()) };
        cell.text.push_str(text);
        within(cell.text.len())
    }

    pub(super) fn end_cell(&mut self, draft: &mut Draft) -> Result<(), TableProblem> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        if self.is_deleted {
            return Ok(());
        }
        let first = CellPlace::new(self.row, self.column);
        let last = CellPlace::new(self.row, self.column.saturating_add(cell.span - 1));
        self.column = self.column.saturating_add(cell.span).min(COLUMNS);
        let text = cell.text.trim_matches('\n');
        draft.set(self.sheet, first, Cell::new(CellValue::Text(text.to_owned())))?;
        if cell.right == Some(true)
            && let Some(merge) = self.before.and_then(|before| self.merges.get_mut(before))
        {
            merge.last.column = merge.last.column.max(last.column);
            return Ok(());
        }
        let above = self.open.get(&first.column).copied().filter(|_| cell.down == Some(true));
        if let Some(above) = above
            && let Some(merge) = self.merges.get_mut(above)
            && merge.last.row.checked_add(1) == Some(first.row)
        {
            merge.last = CellPlace::new(first.row, merge.last.column.max(last.column));
            self.before = Some(above);
            return Ok(());
        }
        self.open.remove(&first.column);
        self.before = None;
        if cell.down.is_some() || cell.right.is_some() || cell.span > 1 {
            self.before = Some(self.merges.len());
            if cell.down.is_some() {
                self.open.insert(first.column, self.merges.len());
            }
            self.merges.push(Merge { first, last });
        }
        Ok(())
    }

    /// Hands the merges on when the table ends.
    pub(super) fn finish(self, draft: &mut Draft) -> Result<(), TableProblem> {
        self.merges.into_iter().try_for_each(|merge| draft.merge(self.sheet, merge.first, merge.last))
    }
}
