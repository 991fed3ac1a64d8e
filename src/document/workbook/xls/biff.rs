//! Records of a workbook of Excel 5 to 2003, and the texts in them.

use super::broken::damaged;
use super::compound::number16;
use crate::document::workbook::encoding::decode_page;
use crate::document::workbook::problem::{Damage, TableProblem};

/// The kind of a record that goes on with the one before.
const CONTINUE: u16 = 0x3C;

/// A record with those that go on with it.
#[derive(Debug)]
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) data: &'s [u8],
    more: Vec<&'s [u8]>,
}

/// Goes through records.
#[derive(Debug)]
pub(super) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    /// From this byte of the stream.
    pub(super) fn new(stream: &'s [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The byte at which the next record begins.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// The next record; `None` at the end of the stream.
    pub(super) fn next(&mut self) -> Result<Option<Record<'s>>, TableProblem> {
        let Some((kind, data)) = self.single()? else { return Ok(None) };
        let mut record = Record { kind, data, more: Vec::new() };
        while number16(self.stream, self.at) == Some(CONTINUE) {
            let more = self.single()?.map(|(_, data)| data);
            record.more.extend(more.filter(|data| !data.is_empty()));
        }
        Ok(Some(record))
    }

    fn single(&mut self) -> Result<Option<(u16, &'s [u8])>, TableProblem> {
        let Some(kind) = number16(self.stream, self.at) else { return Ok(None) };
        let broken = || damaged(Damage::BreaksOff);
        let length = usize::from(number16(self.stream, self.at + 2).ok_or_else(broken)?);
        let start = self.at + 4;
        let data = self.stream.get(start..start + length).ok_or_else(broken)?;
        self.at = start + length;
        Ok(Some((kind, data)))
    }
}

/// How a workbook stores its texts.
#[derive(Debug, Clone, Copy)]
pub(super) enum Texts {
    /// As UTF-16, in one or two bytes each.
    Unicode,
    /// In this code page.
    Page(u16),
}

/// Reads what is in a record and those that go on with it.
#[derive(Debug)]
pub(super) struct RecordReader<'r> {
    parts: Vec<&'r [u8]>,
    part: usize,
    at: usize,
}

impl<'r> RecordReader<'r> {
    /// From this byte of the record.
    pub(super) fn new(record: &Record<'r>, at: usize) -> Self {
        let mut parts = vec![record.data];
        parts.extend(&record.more);
        Self { parts, part: 0, at }
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        while self.left().is_empty() {
            self.turn()?;
        }
        let byte = *self.left().first()?;
        self.at += 1;
        Some(byte)
    }

    pub(super) fn number16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn number32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    /// A text of this length in characters.
    pub(super) fn text(&mut self, length: usize, texts: Texts) -> Option<String> {
        match texts {
            Texts::Page(page) => {
                let bytes: Option<Vec<u8>> = (0..length).map(|_| self.byte()).collect();
                Some(decode_page(&bytes?, page))
            }
            Texts::Unicode => {
                let flags = self.byte()?;
                let runs = if flags & 8 != 0 { usize::from(self.number16()?) } else { 0 };
                let more = if flags & 4 != 0 { self.number32()? as usize } else { 0 };
                let text = self.characters(length, flags & 1 != 0)?;
                self.pass(runs * 4)?;
                self.pass(more)?;
                Some(text)
            }
        }
    }

    /// Characters of one or two bytes; where the record ends within them, the next one says anew which.
    fn characters(&mut self, length: usize, is_wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        let mut is_wide = is_wide;
        while units.len() < length {
            if self.left().is_empty() {
                self.turn()?;
                is_wide = self.byte()? & 1 != 0;
                continue;
            }
            units.push(if is_wide { self.number16()? } else { u16::from(self.byte()?) });
        }
        Some(String::from_utf16_lossy(&units))
    }

    fn left(&self) -> &'r [u8] {
        self.parts.get(self.part).and_then(|part| part.get(self.at..)).unwrap_or_default()
    }

    /// Goes on to the next part.
    fn turn(&mut self) -> Option<()> {
        self.part += 1;
        self.at = 0;
        self.parts.get(self.part).map(|_| ())
    }

    fn pass(&mut self, bytes: usize) -> Option<()> {
        let mut bytes = bytes;
        while bytes > 0 {
            let here = self.left().len().min(bytes);
            if here == 0 {
                self.turn()?;
            }
            self.at += here;
            bytes -= here;
        }
        Some(())
    }
}
