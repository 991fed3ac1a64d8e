//! Positions as the protocol counts them: lines from 0, columns in units of UTF-16.
//!
//! This is the only place that converts. A character beyond the basic plane (𠮷, 📊) is two units, a Chinese one is one, and
//! both are several bytes.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A position between two characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct TextPosition {
    pub line: u32,
    pub character: u32,
}

/// What lies between two positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct TextRange {
    pub start: TextPosition,
    pub end: TextPosition,
}

/// The lines of a text. They end with `\n`, `\r\n` or `\r`, as editors have it.
pub(super) struct TextLines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> TextLines<'t> {
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at.saturating_add(1)) != Some(&b'\n'),
            _ => false,
        });
        let starts = ends.map(|(at, _)| at.saturating_add(1));
        Self { text, starts: std::iter::once(0).chain(starts).collect() }
    }

    /// The position of a byte.
    pub fn position(&self, offset: usize) -> TextPosition {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default();
        TextPosition { line: narrow(line), character: narrow(before.encode_utf16().count()) }
    }

    /// The positions of a range of bytes.
    pub fn range(&self, range: &Range<usize>) -> TextRange {
        TextRange { start: self.position(range.start), end: self.position(range.end) }
    }

    /// The byte at a position; a position beyond its line or the text, or within a character, is drawn in to it.
    pub fn offset(&self, position: TextPosition) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let Some(start) = self.starts.get(line).copied() else { return self.text.len() };
        let end = self.starts.get(line.saturating_add(1)).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let mut left = usize::try_from(position.character).unwrap_or(usize::MAX);
        for (at, character) in line.char_indices() {
            match left.checked_sub(character.len_utf16()) {
                Some(rest) if left > 0 => left = rest,
                _ => return start.saturating_add(at),
            }
        }
        start.saturating_add(line.len())
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 名 is 1 unit and 3 bytes, 𠮷 and 📊 are 2 units and 4 bytes.
    #[test]
    fn columns_are_units_of_utf_16() {
        let lines = TextLines::new("名: 𠮷\r\n📊x\r末\n");
        for (offset, line, character) in [
            (0, 0, 0),
            (3, 0, 1),
            (5, 0, 3),
            (9, 0, 5),
            (11, 1, 0),
            (15, 1, 2),
            (16, 1, 3),
            (17, 2, 0),
            (20, 2, 1),
            (21, 3, 0),
        ] {
            let position = TextPosition { line, character };
            assert_eq!((lines.position(offset), lines.offset(position)), (position, offset));
        }
    }

    #[test]
    fn positions_outside_the_text_are_drawn_in() {
        let lines = TextLines::new("𠮷a\nb");
        for (line, character, offset) in [(0, 1, 0), (0, 99, 5), (1, 99, 7), (9, 0, 7), (u32::MAX, u32::MAX, 7)] {
            assert_eq!(lines.offset(TextPosition { line, character }), offset, "{line}:{character}");
        }
    }
}
