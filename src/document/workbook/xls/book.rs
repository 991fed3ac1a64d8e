//! What the sheets of a workbook share, and the list of them.

use std::collections::BTreeMap;

use super::biff::{Record, RecordReader, Records, Texts};
use super::broken::damaged;
use super::compound::{number16, number32};
use crate::document::workbook::calendar::DayCount;
use crate::document::workbook::draft::{SHEETS, too_large};
use crate::document::workbook::file_kind::FileKind;
use crate::document::workbook::format_code::FormatCode;
use crate::document::workbook::problem::{Damage, SizeMeasure, TableProblem};

/// The most texts that cells share, and the most formats of cells.
const TEXTS: usize = 500_000;
const FORMATS: usize = 100_000;

/// The end of a run of records.
pub(super) const END: u16 = 0x0A;

/// What begins a run of records.
pub(super) const BEGIN: u16 = 0x0809;

/// What the sheets share.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) texts: Texts,
    pub(super) count: DayCount,
    /// The texts that cells share.
    pub(super) shared: Vec<String>,
    /// By the number that a cell names: the number of its format.
    formats_of_cells: Vec<u16>,
    codes: BTreeMap<u16, FormatCode>,
    pub(super) sheets: Vec<Listed>,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    /// Where its records begin.
    pub(super) start: usize,
}

impl Book {
    /// Reads what stands before the sheets.
    pub(super) fn read(stream: &[u8]) -> Result<Self, TableProblem> {
        let mut records = Records::new(stream, 0);
        let first = records.next()?.filter(|record| record.kind == BEGIN);
        let version = first.and_then(|record| number16(record.data, 0));
        let texts = match version {
            Some(0x0600) => Texts::Unicode,
            Some(0x0500) => Texts::Page(1252),
            _ => return Err(damaged(Damage::Structure)),
        };
        let mut book = Self {
            texts,
            count: DayCount::From1900,
            shared: Vec::new(),
            formats_of_cells: Vec::new(),
            codes: BTreeMap::new(),
            sheets: Vec::new(),
        };
        while let Some(record) = records.next()? {
            match record.kind {
                END => {
                    for number in &book.formats_of_cells {
                        book.codes.entry(*number).or_insert_with(|| FormatCode::builtin(*number));
                    }
                    return Ok(book);
                }
                0x2F => return Err(TableProblem::Encrypted { kind: Some(FileKind::Xls) }),
                0x42 => {
                    if let (Texts::Page(page), Some(named)) = (&mut book.texts, number16(record.data, 0)) {
                        *page = named;
                    }
                }
                0x22 if number16(record.data, 0) == Some(1) => book.count = DayCount::From1904,
                0x41E => book.take_format(&record),
                0xE0 => book.formats_of_cells.push(number16(record.data, 2).unwrap_or(0)),
                0x85 => book.list(&record),
                0xFC => book.take_texts(&record)?,
                _ => {}
            }
            if book.formats_of_cells.len() > FORMATS {
                return Err(too_large(SizeMeasure::Styles, FORMATS));
            }
            if book.sheets.len() > SHEETS {
                return Err(too_large(SizeMeasure::Sheets, SHEETS));
            }
        }
        Err(damaged(Damage::BreaksOff))
    }

    fn take_format(&mut self, record: &Record<'_>) {
        let mut reader = RecordReader::new(record, 0);
        let Some(number) = reader.number16() else { return };
        let length = match self.texts {
            Texts::Unicode => reader.number16().map(usize::from),
            Texts::Page(_) => reader.byte().map(usize::from),
        };
        if let Some(code) = length.and_then(|length| reader.text(length, self.texts)) {
            self.codes.insert(number, FormatCode::parse(&code));
        }
    }

    fn list(&mut self, record: &Record<'_>) {
        let mut reader = RecordReader::new(record, 0);
        let (Some(start), Some(state), Some(kind)) = (reader.number32(), reader.byte(), reader.byte()) else { return };
        // Charts and macros have sheets of their own.
        if kind != 0 {
            return;
        }
        let name = reader.byte().and_then(|length| reader.text(usize::from(length), self.texts));
        self.sheets.push(Listed { name: name.unwrap_or_default(), is_hidden: state & 3 != 0, start: start as usize });
    }

    /// Takes the texts that cells share; the number that the file claims is no more than a claim.
    fn take_texts(&mut self, record: &Record<'_>) -> Result<(), TableProblem> {
        let claimed = number32(record.data, 4).unwrap_or(0);
        let mut reader = RecordReader::new(record, 8);
        for _ in 0..claimed {
            let Some(length) = reader.number16() else { break };
            let broken = || damaged(Damage::BreaksOff);
            self.shared.push(reader.text(usize::from(length), Texts::Unicode).ok_or_else(broken)?);
            if self.shared.len() > TEXTS {
                return Err(too_large(SizeMeasure::Cells, TEXTS));
            }
        }
        Ok(())
    }

    /// The code of the format that a cell names; `None` for one that the workbook does not list.
    pub(super) fn code(&self, style: u16) -> Option<&FormatCode> {
        self.codes.get(self.formats_of_cells.get(usize::from(style))?)
    }
}
