//! The tables of a file, and what is told of reading them.

use super::file_kind::FileKind;
use crate::document::sheet::Sheet;

/// The tables of a file.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// What the file is, by its content.
    pub kind: FileKind,
    /// In the order of the file, at least one; hidden and empty ones too.
    pub sheets: Vec<Sheet>,
    /// What a person should know of the reading.
    pub remarks: Vec<WorkbookRemark>,
}

/// What a person should know of the reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkbookRemark {
    /// Cells beyond the last row or column of a sheet were left out.
    BeyondGrid {
        /// In which sheet.
        sheet: String,
        /// How many.
        cells: u64,
    },
    /// Text is marked as deleted in a Word file and was not read.
    DeletedText {
        /// In which table.
        sheet: String,
    },
    /// The text does not name its encoding, and is no UTF-8.
    GuessedEncoding {
        /// As which it was read.
        encoding: &'static str,
    },
    /// A quote is opened and never closed, so that quotes were taken as part of the text.
    OpenQuote,
}
