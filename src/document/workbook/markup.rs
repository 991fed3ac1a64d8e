//! XML piece by piece, under a limit of depth; entities of its own are refused.

use std::cell::Cell;
use std::io::BufRead;
use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::draft::{too_large, within};
use super::excess::Excess;
use super::file_kind::FileKind;
use super::problem::{Damage, SizeMeasure, TableProblem};

/// The most elements within one another; Word files go to some sixty.
const DEPTH: usize = 256;

/// The most elements in all parts of a file that are read: what takes no room at all still takes time.
const ELEMENTS: u32 = 1_500_000;

/// How many elements of a file may still be read; its copies count together.
#[derive(Debug, Clone)]
pub(super) struct ElementBudget(Rc<Cell<u32>>);

impl Default for ElementBudget {
    fn default() -> Self {
        Self(Rc::new(Cell::new(ELEMENTS)))
    }
}

impl ElementBudget {
    fn take(&self) -> Result<(), TableProblem> {
        let excess = TableProblem::TooLarge { what: SizeMeasure::Elements, limit: u64::from(ELEMENTS) };
        self.0.set(self.0.get().checked_sub(1).ok_or(excess)?);
        Ok(())
    }
}

/// A part of a file that is read as XML.
#[derive(Debug)]
pub(super) struct Markup<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    depth: usize,
    /// The name of the element that ended last.
    closed: String,
    elements: ElementBudget,
    kind: FileKind,
    part: String,
}

/// A piece of XML; names are without the prefix.
#[derive(Debug)]
pub(super) enum MarkupPiece {
    /// An element begins; every one ends, too.
    Open(Tag),
    /// An element ends, the one that [`Markup::closed`] names.
    Close,
    /// Text, as it is meant.
    Text(String),
    /// The XML ends.
    End,
}

/// The beginning of an element.
#[derive(Debug)]
pub(super) struct Tag(BytesStart<'static>);

impl<R: BufRead> Markup<R> {
    /// Reads this part of a file.
    pub(super) fn new(reader: R, kind: FileKind, part: &str, elements: ElementBudget) -> Self {
        let mut reader = Reader::from_reader(reader);
        reader.config_mut().expand_empty_elements = true;
        let part = part.to_owned();
        Self { reader, buffer: Vec::new(), depth: 0, closed: String::new(), elements, kind, part }
    }

    /// The next piece.
    pub(super) fn next(&mut self) -> Result<MarkupPiece, TableProblem> {
        loop {
            self.buffer.clear();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => {
                    let damaged = || TableProblem::damaged(self.kind, &self.part, Damage::Packing);
                    return Err(Excess::behind(&error).unwrap_or_else(damaged));
                }
                Err(_) => return Err(TableProblem::damaged(self.kind, &self.part, Damage::Syntax)),
            };
            return Ok(match event {
                Event::Start(start) => {
                    within(start.len())?;
                    self.elements.take()?;
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(too_large(SizeMeasure::Depth, DEPTH));
                    }
                    MarkupPiece::Open(Tag(start.into_owned()))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.closed.clear();
                    self.closed.push_str(end.local_name().into_inner());
                    MarkupPiece::Close
                }
                Event::Text(text) => {
                    within(text.len())?;
                    MarkupPiece::Text(text.xml10_content().into_owned())
                }
                Event::CData(text) => {
                    within(text.len())?;
                    MarkupPiece::Text(text.xml10_content().into_owned())
                }
                Event::GeneralRef(reference) => {
                    let text = match reference.resolve_char_ref() {
                        Ok(Some(character)) => Some(character.to_string()),
                        Ok(None) => resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned),
                        Err(_) => None,
                    };
                    let unknown = || TableProblem::damaged(self.kind, &self.part, Damage::Syntax);
                    MarkupPiece::Text(text.ok_or_else(unknown)?)
                }
                Event::Eof if self.depth > 0 => {
                    return Err(TableProblem::damaged(self.kind, &self.part, Damage::BreaksOff));
                }
                Event::Eof => MarkupPiece::End,
                _ => continue,
            });
        }
    }

    /// The name of the element that ended last, without its prefix.
    pub(super) fn closed(&self) -> &str {
        &self.closed
    }

    /// Passes over the element that was opened last.
    pub(super) fn skip(&mut self) -> Result<(), TableProblem> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let MarkupPiece::End = self.next()? {
                break;
            }
        }
        Ok(())
    }

    /// The text in the element that was opened last, that of elements in it included.
    pub(super) fn text(&mut self) -> Result<String, TableProblem> {
        let outside = self.depth.saturating_sub(1);
        let mut all = String::new();
        while self.depth > outside {
            match self.next()? {
                MarkupPiece::Text(text) => {
                    all.push_str(&text);
                    within(all.len())?;
                }
                MarkupPiece::End => break,
                _ => {}
            }
        }
        Ok(all)
    }
}

impl Tag {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute of this name; a name without a prefix fits one with any.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let is_wanted = |key: &str| match key.split_once(':') {
            Some((_, local)) if !name.contains(':') => local == name,
            _ => key == name,
        };
        let attribute = attributes.with_checks(false).flatten().find(|attribute| is_wanted(attribute.key.0))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| attribute.value.clone().into_owned(), |value| value.into_owned()))
    }

    /// The whole number in an attribute.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.value(name)?.trim().parse().ok()
    }

    /// Does an attribute say yes? `0`, `false` and `off` say no.
    pub(super) fn is_true(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| !matches!(value.trim(), "0" | "false" | "off" | "none"))
    }
}
