//! Workbooks of Excel 5 to 2003.

mod biff;
mod book;
mod broken;
mod compound;
mod worksheet;

use self::book::Book;
use self::broken::damaged;
use self::compound::CompoundFile;
use super::draft::Draft;
use super::file_kind::FileKind;
use super::problem::{Damage, FileContent, TableProblem};
use super::tables::Workbook;

/// Reads a workbook in a compound file, or says what else the file is.
pub(super) fn read_compound(bytes: &[u8]) -> Result<Workbook, TableProblem> {
    let file = CompoundFile::open(bytes).map_err(|problem| {
        let word: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_word = bytes.windows(word.len()).any(|window| window == word);
        if is_word { TableProblem::Foreign(FileContent::WordBinary) } else { problem }
    })?;
    if file.has("EncryptedPackage") {
        return Err(TableProblem::Encrypted { kind: None });
    }
    for name in ["Workbook", "Book"] {
        if file.has(name) {
            return read_stream(&file.stream(name)?);
        }
    }
    Err(TableProblem::Foreign(if file.has("WordDocument") {
        FileContent::WordBinary
    } else if file.has("PowerPoint Document") {
        FileContent::Presentation
    } else {
        FileContent::Compound
    }))
}

/// Reads the records of a workbook.
pub(super) fn read_stream(stream: &[u8]) -> Result<Workbook, TableProblem> {
    let book = Book::read(stream)?;
    let mut draft = Draft::new(FileKind::Xls);
    // Sheets follow one another: those that lie over one another would have the same bytes read again and again.
    let mut left = stream.len();
    for sheet in &book.sheets {
        let number = draft.begin(&sheet.name)?;
        if let Some(begun) = draft.sheet(number) {
            begun.is_hidden = sheet.is_hidden;
        }
        let read = worksheet::read(stream, sheet.start, &book, &mut draft, number)?;
        let overlap = || damaged(Damage::Structure);
        left = left.checked_sub(read).ok_or_else(overlap)?;
    }
    draft.finish()
}
