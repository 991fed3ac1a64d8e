//! The text as a tree of places, and the refusal of what has no business in these files.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StructureStyle};

use super::{characters, indentation, unquoted, width};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::{Path, Place, Places, Source};
use crate::messages::phrase;

/// What may stand before the first character of a file.
const BYTE_ORDER_MARK: char = '\u{feff}';
/// How deep a file may nest.
const MOST_DEPTH: usize = 32;
/// How many values a file may hold, ten times what the largest scheme needs.
const MOST_VALUES: usize = 1_000_000;
/// After how many problems reading stops.
const MOST_PROBLEMS: usize = 1_000;

/// One value and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) kind: NodeKind,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum NodeKind {
    /// A single value; `quoted` also for block scalars.
    RawScalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Node>),
    Map(Vec<Entry>),
    /// Something that was refused already; nothing more is said about it.
    Refused,
}

/// One key of a mapping with its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) place: Place,
    pub(super) node: Node,
}

/// A whole file.
pub(super) struct Tree {
    pub(super) root: Node,
    pub(super) places: Places,
    pub(super) problems: Vec<Diagnostic>,
}

/// Reads the text into a tree. Problems that leave a tree standing are in it; the others are returned alone.
pub(super) fn parse(source: &Arc<Source>) -> Result<Tree, Vec<Diagnostic>> {
    let text = source.text().strip_prefix(BYTE_ORDER_MARK).unwrap_or(source.text());
    let shift = source.text().len().saturating_sub(text.len());
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        emit_comments: false,
        block_scalar_eof_without_line_feed: true,
        disallow_directives: true,
        flow_nesting_limit: MOST_DEPTH,
        block_nesting_limit: MOST_DEPTH,
    };
    let mut builder = Builder {
        source,
        shift,
        frames: Vec::new(),
        root: None,
        documents: 0,
        last_end: shift,
        places: Places::new(Place::start_of(source)),
        problems: Vec::new(),
        values: 0,
    };
    for next in Parser::new_from_str_with_options(text, options) {
        let step =
            next.map_err(|error| Box::new(builder.syntax(&error))).and_then(|(event, span)| builder.take(event, span));
        if let Err(last) = step {
            builder.problems.push(*last);
            return Err(builder.problems);
        }
        if builder.problems.len() >= MOST_PROBLEMS {
            return Err(builder.problems);
        }
        if builder.values > MOST_VALUES {
            let limit = phrase("limit-of-values", &[("limit", Bilingual::same(MOST_VALUES.to_string()))]);
            let problem = Diagnostic::new(Code::FileTooLarge).fact("path", source.name()).said("limit", limit);
            return Err(vec![problem.at(Place::start_of(source))]);
        }
    }
    let Builder { root, places, mut problems, .. } = builder;
    let Some(root) = root else {
        problems.push(Diagnostic::new(Code::EmptyFile).at(Place::start_of(source)));
        return Err(problems);
    };
    Ok(Tree { root, places, problems })
}

/// A list or mapping that is not closed yet. Without a path its places are not noted.
struct Frame {
    path: Option<Path>,
    start: usize,
    end: usize,
    flow: bool,
    is_key: bool,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, seen: BTreeMap<String, Place>, key: Option<Key> },
}

/// A key that waits for its value; a refused one drops it.
enum Key {
    Good(String, Place),
    Refused,
}

struct Builder<'a> {
    source: &'a Arc<Source>,
    shift: usize,
    frames: Vec<Frame>,
    root: Option<Node>,
    documents: usize,
    last_end: usize,
    places: Places,
    problems: Vec<Diagnostic>,
    values: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Box<Diagnostic>> {
        let range = self.range(&span);
        if let Some(tag) = event.tag() {
            let at = span.tag_span().map_or_else(|| range.clone(), |tag_span| self.range(&tag_span));
            let original = tag.original();
            self.feature(at, &original);
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents = self.documents.saturating_add(1);
                if self.documents > 1 {
                    let line = Place::line_at(self.source, range.start);
                    return Err(Box::new(Diagnostic::new(Code::MultipleDocuments).at(line)));
                }
            }
            Event::Anchor(_, name) => self.feature(range, &format!("&{name}")),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let written = self.source.text().get(range.clone()).unwrap_or_default();
                self.feature(range.clone(), written);
                self.last_end = range.end;
                self.refused(&range);
            }
            Event::Scalar(text, style, ..) => self.scalar(text.into_owned(), style, range),
            Event::SequenceStart(style, ..) => self.open(style, range, Content::List(Vec::new()))?,
            Event::MappingStart(style, ..) => {
                self.open(style, range, Content::Map { entries: Vec::new(), seen: BTreeMap::new(), key: None })?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            _ => {}
        }
        Ok(())
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, range: Range<usize>) {
        let plain = style == ScalarStyle::Plain;
        let empty = plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL");
        if self.wants_key() {
            self.key(text, plain, range);
            return;
        }
        self.last_end = range.end;
        if !empty {
            let written = self.source.text().get(range.clone()).unwrap_or_default();
            let end = range.start.saturating_add(written.trim_end().len());
            let place = self.place(range.start..end);
            if let Some(problem) = characters::problem_in_value(&text, self.key_in_wait(), &place) {
                self.problems.push(problem);
                self.put(Node { place, kind: NodeKind::Refused });
                return;
            }
            self.put(Node { place, kind: NodeKind::RawScalar { text, quoted: !plain } });
            return;
        }
        if self.frames.is_empty() {
            return; // A document of nothing: an empty file.
        }
        let named = self.frames.iter().rev().find_map(|frame| match &frame.content {
            Content::Map { key: Some(Key::Good(name, place)), .. } => Some((name.clone(), place.clone())),
            _ => None,
        });
        let (name, place) = named.unwrap_or_else(|| (String::new(), Place::line_at(self.source, range.start)));
        let in_list = matches!(self.frames.last(), Some(Frame { content: Content::List(_), .. }));
        let place = if in_list { Place::line_at(self.source, range.start) } else { place };
        // `{value：1}` is a key without a value only because its colon is a full-width one.
        let is_plain = !place.text().starts_with(['"', '\'']);
        let wide = if is_plain { super::width::instead_of_structure(&place) } else { None };
        let grouped = || unquoted::thousands_around(&place);
        let problem = wide.or_else(grouped);
        self.problems.push(problem.unwrap_or_else(|| unquoted::empty_value(&name).at(place)));
        self.refused(&range);
    }

    fn key(&mut self, text: String, plain: bool, range: Range<usize>) {
        let explicit = self.explicit_mark(range.start);
        self.last_end = range.end;
        let place = self.place(range.clone());
        if let Some(at) = explicit {
            self.feature(at..at.saturating_add(1), "?");
        } else if plain && range.is_empty() {
            self.feature(range.start..range.start.saturating_add(1), ":");
            self.set_key(Key::Refused);
            return;
        }
        if plain && text == "<<" {
            self.feature(range, "<<");
            self.set_key(Key::Refused);
            return;
        }
        if let Some(problem) = characters::problem_in_key(&text, &place) {
            self.problems.push(problem);
            self.set_key(Key::Refused);
            return;
        }
        let Some(Frame { content: Content::Map { seen, key, .. }, path, .. }) = self.frames.last_mut() else { return };
        if let Some(first) = seen.get(&text) {
            let twice =
                Diagnostic::new(Code::DuplicateKey).fact("key", &text).at(place).related(first.clone(), "first-here");
            self.problems.push(twice);
            *key = Some(Key::Refused);
            return;
        }
        seen.insert(text.clone(), place.clone());
        if let Some(path) = path {
            self.places.note_key(path.key(&text), place.clone());
        }
        *key = Some(Key::Good(text, place));
    }

    /// Where a `?` stands between the last thing read and the byte `until`, outside of comments.
    fn explicit_mark(&self, until: usize) -> Option<usize> {
        let mut at = self.last_end;
        for line in self.source.text().get(at..until)?.split_inclusive('\n') {
            let code = line.split('#').next().unwrap_or_default();
            if let Some(found) = code.find('?') {
                return Some(at.saturating_add(found));
            }
            at = at.saturating_add(line.len());
        }
        None
    }

    fn open(&mut self, style: StructureStyle, range: Range<usize>, content: Content) -> Result<(), Box<Diagnostic>> {
        if self.frames.len() >= MOST_DEPTH {
            return Err(Box::new(self.too_deep(range.start)));
        }
        let is_key = self.wants_key();
        if is_key {
            let line = self.place(range.start..self.source.text().len()).first_line();
            self.feature(range.clone(), line.text());
        }
        let flow = style == StructureStyle::Flow;
        if flow {
            self.last_end = range.end;
        }
        let path = if is_key { None } else { self.child_path() };
        self.frames.push(Frame { path, start: range.start, end: range.end, flow, is_key, content });
        Ok(())
    }

    fn close(&mut self, end: usize) {
        let Some(frame) = self.frames.pop() else { return };
        let end = if frame.flow { end } else { frame.end };
        if frame.flow {
            self.last_end = end;
        }
        let place = self.place(frame.start..end);
        if frame.is_key {
            self.set_key(Key::Refused);
            return;
        }
        let kind = match frame.content {
            Content::List(items) => NodeKind::List(items),
            Content::Map { entries, .. } => NodeKind::Map(entries),
        };
        self.put(Node { place, kind });
    }

    /// Puts a finished value where it belongs.
    fn put(&mut self, node: Node) {
        self.values = self.values.saturating_add(1);
        if let Some(path) = self.child_path() {
            self.places.note_value(path, node.place.clone());
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(node);
            return;
        };
        frame.end = frame.end.max(node.place.range().end);
        match &mut frame.content {
            Content::List(items) => items.push(node),
            Content::Map { entries, key, .. } => {
                if let Some(Key::Good(key, place)) = key.take() {
                    entries.push(Entry { key, place, node });
                }
            }
        }
    }

    /// Something refused stands where a key or a value is wanted.
    fn refused(&mut self, range: &Range<usize>) {
        if self.wants_key() {
            self.set_key(Key::Refused);
        } else {
            let place = self.place(range.clone());
            self.put(Node { place, kind: NodeKind::Refused });
        }
    }

    fn child_path(&self) -> Option<Path> {
        let Some(frame) = self.frames.last() else { return Some(Path::top()) };
        let path = frame.path.as_ref()?;
        match &frame.content {
            Content::List(items) => Some(path.item(items.len())),
            Content::Map { key: Some(Key::Good(key, _)), .. } => Some(path.key(key)),
            Content::Map { .. } => None,
        }
    }

    fn wants_key(&self) -> bool {
        matches!(self.frames.last(), Some(Frame { content: Content::Map { key: None, .. }, .. }))
    }

    /// The key whose value comes next.
    fn key_in_wait(&self) -> Option<&str> {
        match self.frames.last() {
            Some(Frame { content: Content::Map { key: Some(Key::Good(key, _)), .. }, .. }) => Some(key),
            _ => None,
        }
    }

    fn set_key(&mut self, to: Key) {
        if let Some(Frame { content: Content::Map { key, .. }, .. }) = self.frames.last_mut() {
            *key = Some(to);
        }
    }

    fn feature(&mut self, range: Range<usize>, feature: &str) {
        let place = self.place(range);
        self.problems.push(Diagnostic::new(Code::YamlFeature).fact("feature", feature).at(place));
    }

    fn syntax(&self, error: &ScanError) -> Diagnostic {
        let at = error.marker().byte_offset().unwrap_or_default().saturating_add(self.shift);
        let wide = self.source.text().get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let place = self.place(at..at.saturating_add(wide));
        let continued = matches!(
            error.kind(),
            ErrorKind::MappingValueNotAllowed | ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey
        );
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => self.too_deep(at),
            ErrorKind::DirectiveDisallowed => {
                let place = Place::line_at(self.source, at);
                Diagnostic::new(Code::YamlFeature).fact("feature", place.text()).at(place)
            }
            _ => width::behind_syntax_error(self.source, at, continued)
                .or_else(|| indentation::tab_at(self.source, at))
                .or_else(|| indentation::hyphen_before(self.source, at))
                .or_else(|| unquoted::sign_before(self.source, at))
                .or_else(|| unquoted::colon_at(self.source, at))
                .unwrap_or_else(|| Diagnostic::new(Code::YamlSyntax).fact("detail", error.info()).at(place)),
        }
    }

    fn too_deep(&self, at: usize) -> Diagnostic {
        Diagnostic::new(Code::YamlDepth).at(self.place(at..at.saturating_add(1)))
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or_default();
        range.start.saturating_add(self.shift)..range.end.saturating_add(self.shift)
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.source, range)
    }
}
