//! One sheet of a workbook, record by record.

use rust_decimal::Decimal;

use super::biff::{Record, RecordReader, Records};
use super::book::{BEGIN, Book, END};
use super::broken::damaged;
use super::compound::{number16, number32};
use crate::document::sheet::{Cell, CellPlace, CellValue};
use crate::document::workbook::draft::Draft;
use crate::document::workbook::exact::number_of_bits;
use crate::document::workbook::problem::{Damage, TableProblem};

/// What a sheet is read into.
#[derive(Debug)]
struct Filling<'d> {
    book: &'d Book,
    draft: &'d mut Draft,
    number: usize,
    /// Formulas whose result is no text at all: so it is, or nobody calculated.
    without_text: Vec<CellPlace>,
    /// Has any formula another result?
    is_calculated: bool,
    /// The formula whose result is the text in the next record.
    awaits_text: Option<CellPlace>,
}

/// Reads the sheet whose records begin there into the one that was begun with this number; how many bytes they take.
pub(super) fn read(
    stream: &[u8],
    start: usize,
    book: &Book,
    draft: &mut Draft,
    number: usize,
) -> Result<usize, TableProblem> {
    let mut records = Records::new(stream, start);
    let broken = || damaged(Damage::BreaksOff);
    if records.next()?.is_none_or(|record| record.kind != BEGIN) {
        return Err(damaged(Damage::Structure));
    }
    let mut filling =
        Filling { book, draft, number, without_text: Vec::new(), is_calculated: false, awaits_text: None };
    // Charts on a sheet have runs of records of their own.
    let mut depth = 1_usize;
    while depth > 0 {
        let record = records.next()?.ok_or_else(broken)?;
        match record.kind {
            BEGIN => depth += 1,
            END => depth -= 1,
            _ if depth == 1 => filling.take(&record)?,
            _ => {}
        }
    }
    filling.finish();
    Ok(records.place().saturating_sub(start))
}

impl Filling<'_> {
    fn take(&mut self, record: &Record<'_>) -> Result<(), TableProblem> {
        let data = record.data;
        let short = |at| number16(data, at);
        let (row, column, style) = (short(0).unwrap_or(0), short(2).unwrap_or(0), short(4).unwrap_or(0));
        let place = CellPlace::new(u32::from(row), u32::from(column));
        let broken = || damaged(Damage::BreaksOff);
        match record.kind {
            0x208 if short(12).is_some_and(|options| options & 0x20 != 0) => {
                self.draft.hide_rows(self.number, place.row, place.row);
            }
            0x7D if short(8).is_some_and(|options| options & 1 != 0) => {
                self.draft.hide_columns(self.number, u32::from(row), u32::from(column));
            }
            0xE5 => self.merges(data)?,
            0x203 => {
                let bits = bits(data, 6).ok_or_else(broken)?;
                self.set_number(place, style, number_of_bits(bits), None)?;
            }
            0x27E => {
                let number = short_number(number32(data, 6).ok_or_else(broken)?);
                self.set_number(place, style, number, None)?;
            }
            0xBD => {
                for (offset, cell) in data.get(4..).unwrap_or_default().chunks_exact(6).enumerate() {
                    let place =
                        CellPlace::new(place.row, place.column.saturating_add(u32::try_from(offset).unwrap_or(0)));
                    let number = number32(cell, 2).and_then(short_number);
                    self.set_number(place, number16(cell, 0).unwrap_or(0), number, None)?;
                }
            }
            0xFD => {
                let index = number32(data, 6).ok_or_else(broken)?;
                let missing = || damaged(Damage::MissingText);
                let text = self.book.shared.get(index as usize).ok_or_else(missing)?;
                self.set(place, Cell::new(CellValue::Text(text.clone())))?;
            }
            0x204 | 0xD6 => {
                let text = self.text(record, 6).ok_or_else(broken)?;
                self.set(place, Cell::new(CellValue::Text(text)))?;
            }
            0x205 => {
                let (value, is_error) = (data.get(6).copied().ok_or_else(broken)?, data.get(7) == Some(&1));
                let value = if is_error { CellValue::Error(error_word(value)) } else { CellValue::Logical(value != 0) };
                self.set(place, Cell::new(value))?;
            }
            0x06 | 0x206 | 0x406 => self.formula(place, style, data.get(6..14).ok_or_else(broken)?)?,
            0x207 => {
                if let Some(place) = self.awaits_text.take() {
                    let text = self.text(record, 0).ok_or_else(broken)?;
                    self.set_result(place, CellValue::Text(text))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn merges(&mut self, data: &[u8]) -> Result<(), TableProblem> {
        for merge in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let number = |at| u32::from(number16(merge, at).unwrap_or(0));
            let (first, last) = (CellPlace::new(number(0), number(4)), CellPlace::new(number(2), number(6)));
            self.draft.merge(self.number, first, last)?;
        }
        Ok(())
    }

    /// A text that stands for itself in a record.
    fn text(&self, record: &Record<'_>, at: usize) -> Option<String> {
        let mut reader = RecordReader::new(record, at);
        let length = usize::from(reader.number16()?);
        reader.text(length, self.book.texts)
    }

    /// A formula, by the eight bytes of its result.
    fn formula(&mut self, place: CellPlace, style: u16, result: &[u8]) -> Result<(), TableProblem> {
        self.awaits_text = None;
        if result.get(6..8) != Some(&[0xFF, 0xFF]) {
            self.is_calculated = true;
            let number = bits(result, 0).and_then(number_of_bits);
            return self.set_number(place, style, number, Some(String::new()));
        }
        let value = result.get(2).copied().unwrap_or(0);
        match result.first() {
            Some(0) => {
                self.is_calculated = true;
                self.awaits_text = Some(place);
                self.set_result(place, CellValue::NoResult)
            }
            Some(1) => {
                self.is_calculated = true;
                self.set_result(place, CellValue::Logical(value != 0))
            }
            Some(2) => {
                self.is_calculated = true;
                self.set_result(place, CellValue::Error(error_word(value)))
            }
            _ => {
                self.without_text.push(place);
                self.set_result(place, CellValue::Text(String::new()))
            }
        }
    }

    fn set_result(&mut self, place: CellPlace, value: CellValue) -> Result<(), TableProblem> {
        self.set(place, Cell { formula: Some(String::new()), ..Cell::new(value) })
    }

    fn set_number(
        &mut self,
        place: CellPlace,
        style: u16,
        number: Option<Decimal>,
        formula: Option<String>,
    ) -> Result<(), TableProblem> {
        let cell = match number {
            Some(number) => match self.book.code(style) {
                Some(code) => code.cell(number, self.book.count),
                None => Cell::new(CellValue::Number(number)),
            },
            None => Cell::new(CellValue::Error(String::from("#NUM!"))),
        };
        self.set(place, Cell { formula, ..cell })
    }

    fn set(&mut self, place: CellPlace, cell: Cell) -> Result<(), TableProblem> {
        let cell = match cell.value {
            CellValue::Text(text) => {
                Cell { value: CellValue::Text(text.replace("\r\n", "\n").replace('\r', "\n")), ..cell }
            }
            _ => cell,
        };
        self.draft.set(self.number, place, cell)
    }

    /// Programs that do not calculate store no text as the result of every formula.
    fn finish(self) {
        if let (false, Some(sheet)) = (self.is_calculated, self.draft.sheet(self.number)) {
            for place in &self.without_text {
                if let Some(cell) = sheet.cells.get_mut(place) {
                    cell.value = CellValue::NoResult;
                }
            }
        }
    }
}

fn bits(data: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(data.get(at..)?.first_chunk().copied()?))
}

/// A number in four bytes: whole or the upper half of a binary one, as it is or in hundredths.
fn short_number(packed: u32) -> Option<Decimal> {
    let number = if packed & 2 != 0 {
        Decimal::from(packed.cast_signed() >> 2)
    } else {
        number_of_bits(u64::from(packed & !3) << 32)?
    };
    let number = if packed & 1 != 0 { number.checked_div(Decimal::ONE_HUNDRED)? } else { number };
    Some(number.normalize())
}

fn error_word(code: u8) -> String {
    String::from(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    })
}
