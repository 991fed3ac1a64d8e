//! Workbooks: numbers as numbers, formulas where a spreadsheet can follow, rows as high as their texts.

mod book;
mod name;
mod number;
mod plan;
mod style;
mod table;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use self::book::PaperBook;
use self::table::write_sheet;
use super::check::check;
use super::text::clean;
use super::{PageSetup, Paper, PaperError};

/// The day that every workbook says it was made on: the same paper gives the same bytes.
const CREATED: (u16, u8, u8) = (2000, 1, 1);

/// Writes the paper as a workbook, one sheet each.
///
/// A number of up to 15 digits is a number in its cell, written with exactly these digits. One with more would lose
/// digits there: it is written as text, and formulas that refer to it are replaced by their values.
///
/// # Errors
///
/// Why the paper cannot be written, see [`PaperError`].
pub fn write_xlsx(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    write_xlsx_on(paper, PageSetup::default())
}

/// Writes the paper as a workbook, as [`write_xlsx`] does, on pages that lie so.
///
/// # Errors
///
/// Those of [`write_xlsx`].
pub fn write_xlsx_on(paper: &Paper, page: PageSetup) -> Result<Vec<u8>, PaperError> {
    check(paper)?;
    let book = PaperBook::new(paper, page)?;
    let mut workbook = Workbook::new();
    let (year, month, day) = CREATED;
    let created = ExcelDateTime::from_ymd(year, month, day).map_err(PaperError::writer)?;
    let properties = DocProperties::new().set_title(clean(&paper.title)).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    for index in 0..book.layouts.len() {
        let Some(context) = book.context(index) else { continue };
        write_sheet(workbook.add_worksheet(), &context).map_err(PaperError::writer)?;
    }
    workbook.save_to_buffer().map_err(PaperError::writer)
}
