//! The outline of a text that may be half written: every value with the way to it, as far as the text can be read, and
//! where in it a cursor stands.
//!
//! Nothing is refused here. What a file may say is decided by [`read`](super::read); this is for finding one's way in a text
//! while somebody types.

use std::ops::Range;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span, StructureStyle};

use crate::location::{Place, Source};

/// What may stand before the first character of a file.
const BYTE_ORDER_MARK: char = '\u{feff}';
/// How many values are outlined.
const MOST_VALUES: usize = 100_000;
/// Stands for the cursor in a text that ends there.
const CURSOR: char = '\u{e000}';

/// One step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathStep {
    /// Into a mapping.
    Key(String),
    /// Into a list, counted from 0.
    Item(usize),
}

impl PathStep {
    /// The key, if it is one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Item(_) => None,
        }
    }
}

/// A value and the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlinedValue {
    /// The way from the top.
    pub path: Vec<PathStep>,
    /// Where its key stands, if it has one; quotes included.
    pub key: Option<Place>,
    /// Where the value stands; quotes included.
    pub place: Place,
    /// The text of a single value; nothing for lists and mappings.
    pub text: Option<String>,
}

/// The values of a text, each before those in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The values.
    pub values: Vec<OutlinedValue>,
    /// Whether the whole text could be read.
    pub is_whole: bool,
}

/// What is being written where a cursor stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CursorPlace {
    /// The way to the mapping whose key is written, or to the value.
    pub path: Vec<PathStep>,
    /// Whether it is a key.
    pub is_key: bool,
    /// What stands before the cursor, without a quote.
    pub typed: String,
    /// Where that begins, in bytes.
    pub start: usize,
    /// Whether the word stands in quotes.
    pub is_quoted: bool,
    /// Whether the value begins on the line of its key, or between brackets.
    pub is_inline: bool,
    /// What stands before the cursor, under the ways that `path` goes too.
    pub before: Outline,
}

impl Outline {
    /// Reads a text as far as it goes.
    #[must_use]
    pub fn read(source: &Arc<Source>) -> Self {
        let mut walker = Walker::new(source, None);
        let is_whole = walker.walk(source.text());
        Self { values: walker.values, is_whole }
    }

    /// The value whose key or whose text is at a byte, the innermost, and whether it is the key.
    #[must_use]
    pub fn at(&self, offset: usize) -> Option<(&OutlinedValue, bool)> {
        let holds = |place: &Place| place.range().start <= offset && offset <= place.range().end;
        self.values.iter().rev().find_map(|value| {
            if value.key.as_ref().is_some_and(holds) {
                return Some((value, true));
            }
            (value.text.is_some() && holds(&value.place)).then_some((value, false))
        })
    }

    /// The value at the end of a way.
    #[must_use]
    pub fn get(&self, path: &[PathStep]) -> Option<&OutlinedValue> {
        self.values.iter().find(|value| value.path == path)
    }

    /// The single value at the end of a way.
    #[must_use]
    pub fn text(&self, path: &[PathStep]) -> Option<&str> {
        self.get(path)?.text.as_deref()
    }

    /// The values right below a way.
    pub fn below<'o>(&'o self, path: &'o [PathStep]) -> impl Iterator<Item = &'o OutlinedValue> {
        self.values
            .iter()
            .filter(move |value| value.path.len() == path.len().saturating_add(1) && value.path.starts_with(path))
    }
}

impl CursorPlace {
    /// Where a cursor at a byte of a text stands; `None` within comments, and where the text before it has no shape.
    #[must_use]
    pub fn find(text: &str, offset: usize) -> Option<Self> {
        let before = text.get(..offset)?;
        Self::in_text(before, 0).or_else(|| {
            // Something above is wrong: the lines that the cursor's line is indented under are enough.
            let (above, line_start) = lines_above(before);
            let line = before.get(line_start..)?;
            let shift = i64::try_from(line_start).ok()?.checked_sub(i64::try_from(above.len()).ok()?)?;
            Self::in_text(&format!("{above}{line}"), shift)
        })
    }

    /// The place at the end of a text, which stands `shift` bytes further on.
    fn in_text(before: &str, shift: i64) -> Option<Self> {
        ["", ":", "\"", "'", "\":", "':"].iter().find_map(|behind| {
            let mut found = Self::closing_brackets(format!("{before}{CURSOR}{behind}"))?;
            found.start = usize::try_from(i64::try_from(found.start).ok()?.checked_add(shift)?).ok()?;
            Some(found)
        })
    }

    /// The place of the mark in a text, whose open brackets are closed behind it: what stands in them is not told before
    /// their end is seen.
    fn closing_brackets(mut text: String) -> Option<Self> {
        let mut closed = None;
        loop {
            let source = Source::new("", format!("{text}\n"));
            let mut walker = Walker::new(&source, Some(CURSOR));
            walker.walk(source.text());
            if let Some(mut found) = walker.cursor {
                found.before.values = walker.values;
                return Some(found);
            }
            let (at, bracket) = walker.unclosed?;
            // A bracket that stays open stands before a comment or a quote that takes in whatever follows.
            if closed == Some(at) {
                return None;
            }
            closed = Some(at);
            text.push(if bracket == '{' { '}' } else { ']' });
        }
    }
}

/// The lines that the last line of a text is indented under, and where that line begins.
fn lines_above(before: &str) -> (String, usize) {
    let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let indent = |line: &str| line.len().saturating_sub(line.trim_start_matches(' ').len());
    let mut depth = indent(before.get(line_start..).unwrap_or_default());
    let mut is_item = before.get(line_start..).is_some_and(|line| line.trim_start().starts_with('-'));
    let mut kept = Vec::new();
    for line in before.get(..line_start).unwrap_or_default().lines().rev() {
        let bare = line.trim_start();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        let own = indent(line);
        let starts_item = bare.starts_with('-');
        // A list may stand right below its key.
        if own < depth || (own == depth && is_item && !starts_item) {
            kept.push(line);
            (depth, is_item) = (own, starts_item);
        }
    }
    let lines: Vec<String> = kept.into_iter().rev().map(|line| format!("{line}\n")).collect();
    (lines.concat(), line_start)
}

/// A list or mapping that is not closed yet.
struct OpenValue {
    is_map: bool,
    is_flow: bool,
    items: usize,
    /// The key that waits for its value.
    key: Option<(String, Place)>,
    /// Where it stands among the values.
    position: usize,
    end: usize,
}

struct Walker<'s> {
    source: &'s Arc<Source>,
    shift: usize,
    open: Vec<OpenValue>,
    values: Vec<OutlinedValue>,
    mark: Option<char>,
    cursor: Option<CursorPlace>,
    /// The innermost bracket that is open at the end, and where.
    unclosed: Option<(usize, char)>,
}

impl<'s> Walker<'s> {
    fn new(source: &'s Arc<Source>, mark: Option<char>) -> Self {
        Self { source, shift: 0, open: Vec::new(), values: Vec::new(), mark, cursor: None, unclosed: None }
    }

    /// Goes through a text; whether all of it could be read.
    fn walk(&mut self, text: &str) -> bool {
        let bare = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        self.shift = text.len().saturating_sub(bare.len());
        let options = granit_parser::options! {
            emit_unresolved_aliases: true,
            flow_nesting_limit: 32,
            block_nesting_limit: 32,
        };
        for next in Parser::new_from_str_with_options(bare, options) {
            let (event, span) = match next {
                Ok(found) => found,
                Err(error) => {
                    if let ErrorKind::UnclosedFlowCollection { open } = error.kind() {
                        self.unclosed = Some((error.marker().index(), *open));
                    }
                    return false;
                }
            };
            if self.values.len() > MOST_VALUES || self.cursor.is_some() {
                return false;
            }
            self.take(event, &span);
        }
        true
    }

    fn take(&mut self, event: Event<'_>, span: &Span) {
        let range = span.byte_range().unwrap_or_default();
        let range = range.start.saturating_add(self.shift)..range.end.saturating_add(self.shift);
        match event {
            Event::Scalar(text, style, ..) => self.scalar(text.into_owned(), style, range),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.scalar(String::new(), ScalarStyle::Plain, range),
            Event::SequenceStart(style, ..) => self.begin(false, style, range),
            Event::MappingStart(style, ..) => self.begin(true, style, range),
            Event::SequenceEnd | Event::MappingEnd => self.end(range.end),
            _ => {}
        }
    }

    fn path(&self) -> Vec<PathStep> {
        let steps = self.open.iter().filter_map(|open| match (&open.key, open.is_map) {
            (Some((key, _)), _) => Some(PathStep::Key(key.clone())),
            (None, false) => Some(PathStep::Item(open.items)),
            (None, true) => None,
        });
        steps.collect()
    }

    fn wants_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_map && open.key.is_none())
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, range: Range<usize>) {
        let place = Place::new(self.source, range.clone());
        let wants_key = self.wants_key();
        if let Some(mark) = self.mark
            && let Some((typed, _)) = text.split_once(mark)
        {
            self.note_cursor(typed, style, &range, wants_key);
            return;
        }
        if wants_key {
            if let Some(open) = self.open.last_mut() {
                open.key = Some((text, place));
            }
            return;
        }
        let end = range.end;
        self.values.push(OutlinedValue { path: self.path(), key: self.key(), place, text: Some(text) });
        self.done(end);
    }

    fn note_cursor(&mut self, typed: &str, style: ScalarStyle, range: &Range<usize>, is_key: bool) {
        let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let start = range.start.saturating_add(usize::from(is_quoted));
        let open = self.open.last();
        let line_of = |at: usize| self.source.text().get(..at).unwrap_or_default().matches('\n').count();
        let key = open.and_then(|open| open.key.as_ref());
        let on_line = key.is_some_and(|(_, place)| line_of(place.range().end) == line_of(range.start));
        let is_inline = on_line || open.is_some_and(|open| open.is_flow);
        let path = self.path();
        let (typed, before) = (typed.to_owned(), Outline::default());
        self.cursor = Some(CursorPlace { path, is_key, typed, start, is_quoted, is_inline, before });
    }

    fn key(&self) -> Option<Place> {
        self.open.last()?.key.as_ref().map(|(_, place)| place.clone())
    }

    fn begin(&mut self, is_map: bool, style: StructureStyle, range: Range<usize>) {
        let position = self.values.len();
        let place = Place::new(self.source, range.clone());
        self.values.push(OutlinedValue { path: self.path(), key: self.key(), place, text: None });
        let is_flow = style == StructureStyle::Flow;
        self.open.push(OpenValue { is_map, is_flow, items: 0, key: None, position, end: range.end });
    }

    fn end(&mut self, at: usize) {
        let Some(closed) = self.open.pop() else { return };
        let end = if closed.is_flow { at } else { closed.end };
        if let Some(value) = self.values.get_mut(closed.position) {
            value.place = Place::new(self.source, value.place.range().start..end);
        }
        if self.wants_key() {
            // A list or mapping as a key: nobody can name it.
            let place = Place::new(self.source, end..end);
            if let Some(open) = self.open.last_mut() {
                open.key = Some((String::new(), place));
            }
            return;
        }
        self.done(end);
    }

    /// A value that ends there is complete.
    fn done(&mut self, end: usize) {
        if let Some(open) = self.open.last_mut() {
            open.items = open.items.saturating_add(1);
            open.key = None;
            open.end = open.end.max(end);
        }
    }
}

#[cfg(test)]
mod tests;
