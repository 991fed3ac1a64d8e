//! What files with tables are.

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A workbook of Excel 2007 or later.
    Xlsx,
    /// A workbook of Excel 5 to 2003.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A workbook as XML of Excel 2003.
    SpreadsheetXml,
    /// A Word file, also as one XML.
    Docx,
    /// A web page.
    Html,
    /// A text with separators, stored or pasted.
    Text,
}
