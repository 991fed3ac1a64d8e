//! Sheets while they are read, within bounds that a file cannot move.

use std::collections::BTreeMap;

use super::file_kind::FileKind;
use super::problem::{SizeMeasure, TableProblem};
use super::tables::{Workbook, WorkbookRemark};
use crate::document::sheet::{Cell, CellPlace, CellValue, Merge, Sheet};

/// What a table without a name is called, before its number.
const TABLE: &str = "表";

/// Rows of a sheet, as many as a spreadsheet has.
pub(super) const ROWS: u32 = 1_048_576;

/// Columns of a sheet, as many as a spreadsheet has.
pub(super) const COLUMNS: u32 = 16_384;

/// The most cells of a file that are not empty: three hundred sheets of a thousand.
const CELLS: usize = 300_000;

/// The most sheets of a file.
pub(super) const SHEETS: usize = 1_000;

/// The most merges of a file.
const MERGES: usize = 100_000;

/// The longest text of a cell, in bytes; a spreadsheet allows 32,767 characters.
const TEXT_BYTES: usize = 1 << 20;

/// The most text of a file, in bytes.
const ALL_TEXT_BYTES: usize = 64 << 20;

/// A workbook while it is read.
#[derive(Debug)]
pub(super) struct Draft {
    kind: FileKind,
    sheets: Vec<Sheet>,
    remarks: Vec<WorkbookRemark>,
    cells: usize,
    merges: usize,
    text_bytes: usize,
    /// By sheet: how many cells lie beyond the grid.
    beyond: BTreeMap<usize, u64>,
}

impl Draft {
    /// A workbook without sheets.
    pub(super) fn new(kind: FileKind) -> Self {
        Self {
            kind,
            sheets: Vec::new(),
            remarks: Vec::new(),
            cells: 0,
            merges: 0,
            text_bytes: 0,
            beyond: BTreeMap::new(),
        }
    }

    /// Begins a sheet; an empty name becomes 表1, 表2 … by its place. Its number is what the other methods ask for.
    pub(super) fn begin(&mut self, name: &str) -> Result<usize, TableProblem> {
        if self.sheets.len() >= SHEETS {
            return Err(too_large(SizeMeasure::Sheets, SHEETS));
        }
        let number = self.sheets.len();
        let name = if name.trim().is_empty() { format!("{TABLE}{}", number + 1) } else { name.to_owned() };
        self.count_text(name.len())?;
        self.sheets.push(Sheet::named(name));
        Ok(number)
    }

    /// Sets a cell; a text of no characters stands only where a formula made it. What lies beyond the grid is counted.
    pub(super) fn set(&mut self, sheet: usize, place: CellPlace, cell: Cell) -> Result<(), TableProblem> {
        if self.admit(sheet, place, (1, 1), &cell)? == (1, 1) {
            self.insert(sheet, place, cell)?;
        }
        Ok(())
    }

    /// Sets the same cell in so many rows and columns from this place on.
    pub(super) fn set_block(
        &mut self,
        sheet: usize,
        first: CellPlace,
        size: (u32, u32),
        cell: &Cell,
    ) -> Result<(), TableProblem> {
        let (rows, columns) = self.admit(sheet, first, size, cell)?;
        for row in first.row..first.row.saturating_add(rows) {
            for column in first.column..first.column.saturating_add(columns) {
                self.insert(sheet, CellPlace::new(row, column), cell.clone())?;
            }
        }
        Ok(())
    }

    /// How many rows and columns of a block are set; what lies beyond the grid and the cells on it are counted before the
    /// first of them takes memory.
    fn admit(
        &mut self,
        sheet: usize,
        first: CellPlace,
        (rows, columns): (u32, u32),
        cell: &Cell,
    ) -> Result<(u32, u32), TableProblem> {
        let is_nothing = matches!(&cell.value, CellValue::Text(text) if text.is_empty()) && cell.formula.is_none();
        if is_nothing {
            return Ok((0, 0));
        }
        let all = u64::from(rows).saturating_mul(u64::from(columns));
        let rows = rows.min(ROWS.saturating_sub(first.row));
        let columns = columns.min(COLUMNS.saturating_sub(first.column));
        let on_grid = u64::from(rows).saturating_mul(u64::from(columns));
        if all > on_grid {
            let beyond = self.beyond.entry(sheet).or_default();
            *beyond = beyond.saturating_add(all - on_grid);
        }
        self.cells = self.cells.saturating_add(usize::try_from(on_grid).unwrap_or(usize::MAX));
        if self.cells > CELLS {
            return Err(too_large(SizeMeasure::Cells, CELLS));
        }
        Ok(if on_grid == 0 { (0, 0) } else { (rows, columns) })
    }

    fn insert(&mut self, sheet: usize, place: CellPlace, cell: Cell) -> Result<(), TableProblem> {
        self.count_text(text_bytes(&cell))?;
        if let Some(sheet) = self.sheets.get_mut(sheet) {
            sheet.cells.insert(place, cell);
        }
        Ok(())
    }

    /// Adds a merge of more than one cell, as far as it lies on the grid.
    pub(super) fn merge(&mut self, sheet: usize, first: CellPlace, last: CellPlace) -> Result<(), TableProblem> {
        let last = CellPlace::new(last.row.min(ROWS - 1), last.column.min(COLUMNS - 1));
        if first == last || first.row > last.row || first.column > last.column {
            return Ok(());
        }
        self.merges += 1;
        if self.merges > MERGES {
            return Err(too_large(SizeMeasure::Merges, MERGES));
        }
        if let Some(sheet) = self.sheets.get_mut(sheet) {
            sheet.merges.push(Merge { first, last });
        }
        Ok(())
    }

    /// Marks rows as hidden, both included.
    pub(super) fn hide_rows(&mut self, sheet: usize, first: u32, last: u32) {
        if let Some(sheet) = self.sheets.get_mut(sheet) {
            sheet.hidden_rows.insert(first, last.min(ROWS - 1));
        }
    }

    /// Marks columns as hidden, both included.
    pub(super) fn hide_columns(&mut self, sheet: usize, first: u32, last: u32) {
        if let Some(sheet) = self.sheets.get_mut(sheet) {
            sheet.hidden_columns.insert(first, last.min(COLUMNS - 1));
        }
    }

    /// The sheet of this number, to say more about it.
    pub(super) fn sheet(&mut self, sheet: usize) -> Option<&mut Sheet> {
        self.sheets.get_mut(sheet)
    }

    /// Notes something that is told beside the tables.
    pub(super) fn remark(&mut self, remark: WorkbookRemark) {
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// The workbook, if anything stands in it.
    pub(super) fn finish(mut self) -> Result<Workbook, TableProblem> {
        for (sheet, cells) in std::mem::take(&mut self.beyond) {
            let sheet = self.sheets.get(sheet).map(|sheet| sheet.name.clone()).unwrap_or_default();
            self.remark(WorkbookRemark::BeyondGrid { sheet, cells });
        }
        if self.sheets.iter().all(|sheet| sheet.cells.is_empty()) {
            return Err(TableProblem::NoTable { kind: self.kind });
        }
        Ok(Workbook { kind: self.kind, sheets: self.sheets, remarks: self.remarks })
    }

    fn count_text(&mut self, bytes: usize) -> Result<(), TableProblem> {
        within(bytes)?;
        self.text_bytes = self.text_bytes.saturating_add(bytes);
        if self.text_bytes > ALL_TEXT_BYTES {
            return Err(too_large(SizeMeasure::AllTextBytes, ALL_TEXT_BYTES));
        }
        Ok(())
    }
}

/// The bytes of all texts of a cell.
fn text_bytes(cell: &Cell) -> usize {
    let value = match &cell.value {
        CellValue::Text(text) | CellValue::Error(text) => text.len(),
        _ => 0,
    };
    let of = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    value.saturating_add(of(&cell.suffix)).saturating_add(of(&cell.formula))
}

/// Is a text of so many bytes short enough for a cell?
pub(super) fn within(bytes: usize) -> Result<(), TableProblem> {
    if bytes > TEXT_BYTES { Err(too_large(SizeMeasure::TextBytes, TEXT_BYTES)) } else { Ok(()) }
}

/// More of this than is read.
pub(super) fn too_large(what: SizeMeasure, limit: usize) -> TableProblem {
    TableProblem::TooLarge { what, limit: u64::try_from(limit).unwrap_or(u64::MAX) }
}
