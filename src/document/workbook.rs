//! Files of any kind as sheets of cells: workbooks, Word tables, pages, and texts with separators.
//!
//! What a file is, its content says, not its name. Nothing is taken from a file without a bound: neither its bytes
//! unpacked, nor cells, texts, or the depth of its XML; see `draft` and `container`.

mod calendar;
mod container;
mod content;
mod docx;
mod draft;
mod encoding;
mod exact;
mod excess;
mod file_kind;
mod format_code;
mod html;
mod markup;
mod ods;
mod patch;
mod problem;
mod section;
mod spreadsheet_xml;
mod tables;
mod text;
mod xls;
mod xlsx;

pub(crate) use content::is_office_file;
pub use file_kind::FileKind;
pub use patch::{CellPatch, PatchProblem, PatchValue, patch_xlsx};
pub use problem::{Damage, FileContent, SizeMeasure, TableProblem};
pub use tables::{Workbook, WorkbookRemark};

use self::content::Sniffed;

/// The largest file that is looked into, in bytes.
const FILE_BYTES: usize = 64 << 20;

/// Reads the tables of a file from its bytes. Its name counts only where the content leaves open whether a text is a
/// table: `.csv` and `.tsv` say that it is.
///
/// # Errors
/// Why there are no tables; a file of which only a part could be read gives none of it.
pub fn read_workbook(name: &str, bytes: &[u8]) -> Result<Workbook, TableProblem> {
    if bytes.len() > FILE_BYTES {
        return Err(draft::too_large(SizeMeasure::FileBytes, FILE_BYTES));
    }
    match content::sniff(bytes)? {
        Sniffed::Package(package) => match package.kind()? {
            FileKind::Ods => ods::read_package(package),
            FileKind::Docx => docx::read_package(package),
            _ => xlsx::read_package(package),
        },
        Sniffed::Compound => xls::read_compound(bytes),
        Sniffed::Biff => xls::read_stream(bytes),
        Sniffed::SpreadsheetXml(text) => spreadsheet_xml::read(&text),
        Sniffed::WordXml(text) => docx::read_xml(&text),
        Sniffed::FlatOds(text) => ods::read_xml(&text),
        Sniffed::Html(text) => html::read(&text),
        Sniffed::Text { text, guessed } => text::read(name, &text, guessed),
    }
}
