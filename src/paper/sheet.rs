//! A paper, its sheets, their columns and rows.

use super::PaperCell;

/// A document of one or several tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// Title of the document: its properties, the browser's tab, and a heading above several sheets on a web page.
    pub title: String,
    /// The language of the texts as a tag, such as `zh-CN` or `en`. It decides the fonts too.
    pub language: String,
    /// What stands around the page numbers of a printed page.
    pub page_label: PageLabel,
    /// What stands before a marked cell, so that a mark is seen without colour.
    pub signs: Signs,
    /// The tables, in order. At least one.
    pub sheets: Vec<PaperSheet>,
}

/// What stands around page number and page count: `before` 1 `between` 3 `after`. Together at most 100 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLabel {
    /// Before the page number.
    pub before: String,
    /// Between the page number and the number of pages.
    pub between: String,
    /// After the number of pages.
    pub after: String,
}

/// The signs of marked cells. Each at most 8 characters. The default signs are in every Chinese font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signs {
    /// Sign of [`PaperMark::Wrong`](super::PaperMark::Wrong).
    pub wrong: String,
    /// Sign of [`PaperMark::Attention`](super::PaperMark::Attention).
    pub attention: String,
}

impl Default for Signs {
    fn default() -> Self {
        Self { wrong: "×".to_owned(), attention: "※".to_owned() }
    }
}

/// One table with what stands above and below it: a sheet of a workbook, a section of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PaperSheet {
    /// Name of the sheet's tab. The writers shorten it, replace characters that a tab may not have, and number twins.
    pub name: String,
    /// The heading; may be empty.
    pub heading: String,
    /// PaperLines between heading and table, such as organisation and year.
    pub lines: Vec<String>,
    /// The columns, at least one and at most [`MAX_COLUMNS`](super::MAX_COLUMNS).
    pub columns: Vec<PaperColumn>,
    /// The rows below the header.
    pub rows: Vec<PaperRow>,
    /// Merged cells of `rows`.
    pub merges: Vec<PaperMerge>,
    /// PaperLines below the table.
    pub notes: Vec<String>,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperColumn {
    /// Its name; where no column has one, there is no line of names.
    pub header: String,
    /// A name above its own; neighbours with the same one share it.
    pub group: Option<String>,
    /// Wanted width in half-width characters, 1 to 200; a Chinese character takes two. Columns of numbers become as
    /// wide as their longest number.
    pub width: u32,
    /// How its cells are aligned unless they say otherwise.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Texts, from the left.
    #[default]
    Text,
    /// Numbers, from the right.
    Number,
    /// Short texts, in the middle.
    Label,
}

/// One row below the header.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PaperRow {
    /// What the row is.
    pub kind: PaperRowKind,
    /// Its cells from the left; those that are left out are blank.
    pub cells: Vec<PaperCell>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperRowKind {
    /// One of the things listed.
    #[default]
    Body,
    /// The head or the subtotal of a group, in bold.
    Group,
    /// The total, in bold and tinted.
    Total,
}

/// Cells of the rows below the header that are one cell; its value is that of the first, the others are blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaperMerge {
    /// First row, counted from 0 below the header.
    pub row: usize,
    /// First column, counted from 0.
    pub column: usize,
    /// Number of rows, at least 1.
    pub rows: usize,
    /// Number of columns, at least 1.
    pub columns: usize,
}
