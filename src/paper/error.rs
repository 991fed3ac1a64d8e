//! Why a paper cannot be written. The sentences are the caller's.

use std::fmt;

/// Why a paper cannot be written. Sheets, rows and columns count from 0, rows from the first below the header.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PaperError {
    /// There is no sheet.
    NoSheet,
    /// The language is no tag such as `zh-CN`.
    Language {
        /// What stands in its place.
        language: String,
    },
    /// A sheet has no column or more than a Word table can have.
    ColumnCount {
        /// The sheet.
        sheet: usize,
        /// How many columns it has.
        count: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A column is not 1 to 200 characters wide.
    ColumnWidth {
        /// The sheet.
        sheet: usize,
        /// The column.
        column: usize,
        /// The width asked for.
        width: u32,
        /// The greatest width.
        limit: u32,
    },
    /// A sheet has more rows than a spreadsheet.
    RowCount {
        /// The sheet.
        sheet: usize,
        /// How many rows it would need.
        count: usize,
        /// How many a spreadsheet has.
        limit: usize,
    },
    /// A row has more cells than there are columns.
    CellCount {
        /// The sheet.
        sheet: usize,
        /// The row.
        row: usize,
        /// How many cells the row has.
        count: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// A text is longer than a cell may be.
    TextLength {
        /// The sheet, unless the text belongs to the whole paper.
        sheet: Option<usize>,
        /// Row and column, where the text stands in a cell.
        cell: Option<(usize, usize)>,
        /// How long it is, in UTF-16 units.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// A number has more digits than can be shown, or more than 28 decimals are asked for.
    Number {
        /// The sheet.
        sheet: usize,
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// Merged cells are empty, leave the table or overlap others, or one of those covered is not blank.
    Merge {
        /// The sheet.
        sheet: usize,
        /// Where it goes wrong: a cell outside of the table, covered twice, or covered and not blank.
        row: usize,
        /// The column of that cell.
        column: usize,
    },
    /// A formula refers to a cell that holds no number, to one outside of the table, or to itself.
    FormulaReference {
        /// The sheet of the formula.
        sheet: usize,
        /// Its row.
        row: usize,
        /// Its column.
        column: usize,
        /// Sheet, row and column it refers to.
        refers_to: (usize, usize, usize),
    },
    /// A formula is longer or deeper than a spreadsheet allows, or adds up nothing.
    FormulaSize {
        /// The sheet.
        sheet: usize,
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A library below refused, which the checks should have prevented.
    Writer {
        /// What it said.
        detail: String,
    },
}

impl PaperError {
    /// A stable name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSheet => "no-sheet",
            Self::Language { .. } => "language",
            Self::ColumnCount { .. } => "column-count",
            Self::ColumnWidth { .. } => "column-width",
            Self::RowCount { .. } => "row-count",
            Self::CellCount { .. } => "cell-count",
            Self::TextLength { .. } => "text-length",
            Self::Number { .. } => "number",
            Self::Merge { .. } => "merge",
            Self::FormulaReference { .. } => "formula-reference",
            Self::FormulaSize { .. } => "formula-size",
            Self::Writer { .. } => "writer",
        }
    }

    /// What a library below said.
    pub(super) fn writer(error: impl fmt::Display) -> Self {
        Self::Writer { detail: error.to_string() }
    }
}

impl fmt::Display for PaperError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl std::error::Error for PaperError {}
