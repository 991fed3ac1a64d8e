//! [`FormGrid`]: the cells of a form on their way to a paper.

use crate::paper::{Align, PaperCell, PaperMerge, PaperRow, PaperRowKind};

/// The cells of a form, row by row.
#[derive(Debug, Default)]
pub(super) struct FormGrid {
    width: usize,
    /// The rows.
    pub rows: Vec<PaperRow>,
    /// The merged cells.
    pub merges: Vec<PaperMerge>,
}

impl FormGrid {
    /// A grid of so many columns, without rows.
    pub fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// The position of a new row, which is blank.
    pub fn row(&mut self, kind: PaperRowKind) -> usize {
        self.rows.push(PaperRow { kind, cells: vec![PaperCell::blank(); self.width] });
        self.rows.len().saturating_sub(1)
    }

    /// Puts a cell that reaches over some columns of a row.
    pub fn put(&mut self, row: usize, (column, columns): (usize, usize), cell: PaperCell) {
        self.put_over(row, column, (1, columns), cell);
    }

    /// Puts a name into the middle of a cell.
    pub fn name(&mut self, row: usize, span: (usize, usize), name: &str) {
        self.put(row, span, PaperCell::text(name).aligned(Align::Centre));
    }

    /// Puts a cell that reaches over some rows and columns.
    pub fn put_over(&mut self, row: usize, column: usize, (rows, columns): (usize, usize), cell: PaperCell) {
        if let Some(place) = self.rows.get_mut(row).and_then(|row| row.cells.get_mut(column)) {
            *place = cell;
        }
        if rows > 1 || columns > 1 {
            self.merges.push(PaperMerge { row, column, rows, columns });
        }
    }
}
