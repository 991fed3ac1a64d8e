//! Cells to be written, and why a workbook is not.

use std::fmt;

use rust_decimal::Decimal;

use super::super::problem::TableProblem;
use crate::document::sheet::CellPlace;

/// A cell to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellPatch {
    /// The name of its sheet.
    pub sheet: String,
    /// Where it stands.
    pub place: CellPlace,
    /// What is written.
    pub value: PatchValue,
}

/// What is written into a cell. Its style stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatchValue {
    /// A number.
    Number(Decimal),
    /// A share in percent: a number where the cell's style shows percent, else a text.
    Percent(Decimal),
    /// A text, whatever it begins with.
    Text(String),
}

/// Why a workbook is not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatchProblem {
    /// It cannot be read.
    Unread(TableProblem),
    /// It is no workbook of Excel 2007 or later.
    NoXlsx,
    /// There is no such sheet.
    NoSheet {
        /// Its name.
        name: String,
    },
    /// A formula stands there.
    Formula {
        /// The sheet.
        sheet: String,
        /// The cell.
        place: CellPlace,
    },
    /// The part cannot be taken apart.
    Part {
        /// Its name.
        part: String,
    },
}

impl fmt::Display for PatchProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self:?}")
    }
}

impl std::error::Error for PatchProblem {}

impl From<TableProblem> for PatchProblem {
    fn from(problem: TableProblem) -> Self {
        Self::Unread(problem)
    }
}
