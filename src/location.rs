//! Where a thing was written: sources, places in them, and the places of everything in a structured file or a request.

mod places;
mod record;
mod request;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use places::{Path, Places};
pub use record::PlaceRecord;
pub use request::RequestPlaces;

/// What some programs put before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What a thing was written in.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A file, or a text handed in under a name.
    Text {
        /// The name that diagnostics show (usually the path as the user wrote it).
        name: String,
        /// The whole text.
        text: String,
    },
    /// A cell of a sheet or a field of a record, whose name says where it is.
    Cell {
        /// The name that diagnostics show: file, sheet and cell (`2024.xlsx 自评表!E13`), or file, record and field.
        name: String,
        /// What is shown of it: the rows of the sheet, a line each, or the field alone.
        text: String,
    },
    /// An argument of the command line.
    Argument {
        /// What stands before it: its option, or the command of an argument without one.
        option: String,
        /// The argument.
        text: String,
    },
}

impl Source {
    /// A text under the name that diagnostics show.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self::Text { name: name.into(), text: text.into() })
    }

    /// A text that stands in a cell or a field, under the name that says where that is.
    #[must_use]
    pub fn cell(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self::Cell { name: name.into(), text: text.into() })
    }

    /// The same text without a byte-order mark and with one kind of line end: how a text is stored is not what it says.
    #[must_use]
    pub(crate) fn canonical(self: &Arc<Self>) -> Arc<Self> {
        let (text, name) = (self.text(), self.name());
        let bare = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        if bare.len() == text.len() && !text.contains('\r') {
            return Arc::clone(self);
        }
        Self::new(name, bare.replace("\r\n", "\n").replace('\r', "\n"))
    }

    /// The name shown to people: that of the file, or the option.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Text { name, .. } | Self::Cell { name, .. } => name,
            Self::Argument { option, .. } => option,
        }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text { text, .. } | Self::Cell { text, .. } | Self::Argument { text, .. } => text,
        }
    }
}

/// A range of bytes in a source.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    source: Arc<Source>,
    start: usize,
    end: usize,
}

impl Place {
    /// The bytes `range` of `source`; a range beyond the text, or inside a character, is drawn in to it.
    #[must_use]
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        let text = source.text();
        let start = floor_boundary(text, range.start);
        let end = floor_boundary(text, range.end).max(start);
        Self { source: Arc::clone(source), start, end }
    }

    /// An argument of the command line, with the option before it.
    #[must_use]
    pub fn argument(option: impl Into<String>, text: impl Into<String>) -> Self {
        let source = Arc::new(Source::Argument { option: option.into(), text: text.into() });
        let end = source.text().len();
        Self { source, start: 0, end }
    }

    /// The beginning of a source.
    #[must_use]
    pub fn start_of(source: &Arc<Source>) -> Self {
        Self::new(source, 0..0)
    }

    /// The place at a line and column, both counted from 1, columns in characters.
    #[must_use]
    pub fn at(source: &Arc<Source>, line: usize, column: usize) -> Self {
        let text = source.text();
        let mut start = 0;
        for (number, content) in text.split_inclusive('\n').enumerate() {
            if number.saturating_add(1) >= line {
                let inside = content.trim_end_matches(['\n', '\r']);
                let offset = inside.char_indices().nth(column.saturating_sub(1)).map_or(inside.len(), |(at, _)| at);
                let from = start + offset;
                let width = text.get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                return Self::new(source, from..from + width);
            }
            start += content.len();
        }
        Self::new(source, text.len()..text.len())
    }

    /// The line around the byte `at`, without the blanks around it.
    #[must_use]
    pub fn line_at(source: &Arc<Source>, at: usize) -> Self {
        let text = source.text();
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end.saturating_add(1));
        Self::new(source, start..text.len()).first_line()
    }

    /// The first line of the place, without the blanks around it.
    #[must_use]
    pub fn first_line(&self) -> Self {
        let end = self.text().find(['\n', '\r']).unwrap_or(self.text().len());
        self.part(0..end).trim()
    }

    /// The place without the blanks around it.
    #[must_use]
    pub fn trim(&self) -> Self {
        let text = self.text();
        let start = text.len().saturating_sub(text.trim_start().len());
        self.part(start..start.saturating_add(text.trim().len()))
    }

    /// The places before and behind the first `separator`.
    #[must_use]
    pub fn split_once(&self, separator: &str) -> Option<(Self, Self)> {
        let at = self.text().find(separator)?;
        Some((self.part(0..at), self.part(at.saturating_add(separator.len())..self.text().len())))
    }

    /// The part with these bytes, counted from the beginning of the place.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let within = |at: usize| self.start.saturating_add(at).min(self.end);
        Self::new(&self.source, within(range.start)..within(range.end))
    }

    /// The source.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The range of bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The text at the place.
    #[must_use]
    pub fn text(&self) -> &str {
        self.source.text().get(self.range()).unwrap_or_default()
    }

    /// Line and column of the beginning, both from 1; columns count characters, so Chinese text counts as it reads.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        let before = self.source.text().get(..self.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}

/// `file:line:column`, the cell, or the argument with its option.
impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.source.as_ref() {
            Source::Text { name, .. } => {
                let (line, column) = self.line_column();
                write!(out, "{name}:{line}:{column}")
            }
            Source::Cell { name, .. } => out.write_str(name),
            Source::Argument { option, text } => write!(out, "{option} {text}"),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.yaml", "名称: x\n权重: 10\n");
        let place = Place::at(&source, 2, 5);
        assert_eq!((place.text(), place.line_column()), ("1", (2, 5)));
    }

    #[test]
    fn places_outside_the_text_are_drawn_in() {
        let source = Source::new("a.yaml", "名");
        assert_eq!(Place::new(&source, 1..99).range(), 0..3);
        assert_eq!(Place::at(&source, 9, 9).range(), 3..3);
    }

    #[test]
    fn an_argument_has_parts() {
        let argument = Place::argument("--set", "complaint = 6");
        let (id, weight) = argument.split_once("=").unwrap();
        assert_eq!((id.trim().text(), weight.trim().range()), ("complaint", 12..13));
        assert_eq!(weight.to_string(), "--set complaint = 6");
        assert!(weight.split_once("=").is_none());
    }
}
