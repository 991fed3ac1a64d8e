//! [`Paper`]: tables for people, the same in a spreadsheet, a Word document and a web page. What stands in the cells,
//! every heading and every label come from the caller; the writers add nothing that would have to be translated.

mod cell;
mod check;
mod docx;
mod error;
mod formula;
mod html;
mod layout;
mod measure;
mod page_setup;
mod sheet;
mod text;
mod tint;
mod xlsx;

pub use cell::{Align, PaperCell, PaperMark, PaperNumber, PaperValue};
pub use check::{MAX_COLUMNS, MAX_TEXT};
pub use docx::{write_docx, write_docx_on};
pub use error::PaperError;
pub use formula::{CellAt, CellRange, PaperFormula};
pub use html::{write_html, write_html_on};
pub use page_setup::PageSetup;
pub use sheet::{ColumnKind, PageLabel, Paper, PaperColumn, PaperMerge, PaperRow, PaperRowKind, PaperSheet, Signs};
pub use xlsx::{write_xlsx, write_xlsx_on};

#[cfg(test)]
mod tests;
