//! The excerpts under a problem: the lines of files, and the arguments of the command line, with the parts at fault
//! underlined. An excerpt is a window of lines, however long the file is.

use std::ops::Range;
use std::ptr;

use annotate_snippets::{Annotation, AnnotationKind, Element, Origin, Snippet};

use super::visible::visible;
use crate::location::{Place, Source};
use crate::messages::Messages;
use crate::rule::shipped_script;

/// How far apart two places may be and still be shown in one window, in bytes.
const NEAR: usize = 16_384;
/// How much of a place is underlined, in bytes.
const MAX_MARK: usize = 2_048;
/// How much of a line is shown before and behind a place, in bytes.
const MAX_CONTEXT: usize = 400;
/// The number of the first line of a file.
const FIRST_LINE: usize = 1;
/// Stands for what is cut off.
const CUT: char = '…';

/// One text with what is underlined in it; all arguments make one text, each a line of it.
pub(super) struct Excerpt<'p> {
    marks: Vec<Mark<'p>>,
}

/// What is underlined in a source.
struct Mark<'p> {
    kind: AnnotationKind,
    source: &'p Source,
    range: Range<usize>,
    remark: Option<String>,
}

impl<'p> Excerpt<'p> {
    /// Underlines a place in the excerpt that holds its source, or in a new one.
    pub(super) fn add(excerpts: &mut Vec<Self>, kind: AnnotationKind, place: &'p Place, remark: Option<String>) {
        let source: &Source = place.source();
        let Range { start, end } = place.range();
        let range = start..floor(source.text(), end.min(start.saturating_add(MAX_MARK)));
        let is_argument = |source: &Source| matches!(source, Source::Argument { .. });
        let fits = |excerpt: &&mut Self| {
            let first = excerpt.marks.first().map(|mark| mark.source);
            first.is_some_and(|first| ptr::eq(first, source) || (is_argument(first) && is_argument(source)))
        };
        let mark = Mark { kind, source, range, remark };
        match excerpts.iter_mut().find(fits) {
            Some(excerpt) => excerpt.marks.push(mark),
            None => excerpts.push(Self { marks: vec![mark] }),
        }
    }

    /// The excerpt as parts of a drawing.
    pub(super) fn into_elements(self, messages: &Messages) -> Vec<Element<'p>> {
        match self.marks.first().map(|mark| mark.source) {
            Some(Source::Argument { .. }) => vec![arguments(self.marks).into()],
            Some(Source::Text { name, text }) => match shipped_script(name) {
                Some(script) => {
                    windows(self.marks, text, FIRST_LINE, Some(&messages.say("shipped-script", &[("script", script)])))
                }
                None => windows(self.marks, text, FIRST_LINE, Some(name)),
            },
            // The cell says where it is; a line and a column of the drawn rows would be a riddle beside it.
            Some(Source::Cell { name, text }) => {
                let is_alone = !text.contains('\n');
                let first = row_of(name).filter(|_| is_alone).unwrap_or(FIRST_LINE);
                let rows = windows(self.marks, text, first, None);
                [Origin::path(visible(name).into_owned()).into()].into_iter().chain(rows).collect()
            }
            None => Vec::new(),
        }
    }
}

/// The row of the cell that ends a name: 6 in `reports.csv!A6`.
fn row_of(name: &str) -> Option<usize> {
    let (_, cell) = name.rsplit_once('!')?;
    cell.trim_start_matches(|letter: char| letter.is_ascii_uppercase()).parse().ok()
}

/// All arguments as one text.
fn arguments(marks: Vec<Mark<'_>>) -> Snippet<'_, Annotation<'_>> {
    let mut drawn = String::new();
    let mut starts: Vec<(&Source, usize)> = Vec::new();
    let mut annotations = Vec::new();
    for Mark { kind, source, range, remark } in marks {
        let known = starts.iter().find(|(known, _)| ptr::eq(*known, source)).map(|(_, start)| *start);
        let start = known.unwrap_or_else(|| {
            if !drawn.is_empty() {
                drawn.push('\n');
            }
            drawn.push_str(source.name());
            drawn.push(' ');
            let start = drawn.len();
            let text = source.text();
            let shown = floor(text, text.len().min(MAX_MARK.saturating_add(MAX_CONTEXT)));
            drawn.push_str(text.get(..shown).unwrap_or_default());
            drawn.extend((shown < text.len()).then_some(CUT));
            starts.push((source, start));
            start
        });
        let within = |at: usize| start.saturating_add(at).min(drawn.len());
        annotations.push(kind.span(within(range.start)..within(range.end)).label(remark));
    }
    Snippet::source(drawn).line_numbering(false).annotations(annotations)
}

/// The windows of a text whose first line has this number, that of the place at fault first, under the name of its file where
/// it has one to be shown.
fn windows<'p>(mut marks: Vec<Mark<'p>>, text: &'p str, first: usize, name: Option<&str>) -> Vec<Element<'p>> {
    marks.sort_by_key(|mark| mark.range.start);
    let mut windows: Vec<Vec<Mark<'p>>> = Vec::new();
    for mark in marks {
        let last = windows.last_mut();
        let near = last
            .filter(|window| window.last().is_some_and(|last| mark.range.start.saturating_sub(last.range.end) <= NEAR));
        match near {
            Some(window) => window.push(mark),
            None => windows.push(vec![mark]),
        }
    }
    windows.sort_by_key(|window| !window.iter().any(|mark| matches!(mark.kind, AnnotationKind::Primary)));
    windows.into_iter().flat_map(|window| drawn_window(window, text, first, name)).collect()
}

/// The lines of some marks, as one part or, where the beginning of a line is cut off, two.
fn drawn_window<'p>(marks: Vec<Mark<'p>>, text: &'p str, first: usize, name: Option<&str>) -> Vec<Element<'p>> {
    let start = marks.iter().map(|mark| mark.range.start).min().unwrap_or(0);
    let end = marks.iter().map(|mark| mark.range.end).max().unwrap_or(start);
    let before = text.get(..start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let line = before.matches('\n').count().saturating_add(first);
    let from = line_start.max(floor(text, start.saturating_sub(MAX_CONTEXT)));
    let rest = text.get(end..).unwrap_or_default();
    let line_end = rest.find('\n').map_or(text.len(), |at| end.saturating_add(at).saturating_add(1));
    let to = line_end.min(floor(text, end.saturating_add(MAX_CONTEXT)));
    let is_cut = from > line_start;
    let mut shown = String::with_capacity(to.saturating_sub(from).saturating_add(8));
    shown.extend(is_cut.then_some(CUT));
    shown.push_str(text.get(from..to).unwrap_or_default());
    shown.extend((to < line_end).then_some(CUT));
    let shift = if is_cut { CUT.len_utf8() } else { 0 };
    let within = |at: usize| at.saturating_sub(from).saturating_add(shift);
    let column = text.get(line_start..start).unwrap_or_default().chars().count().saturating_add(1);
    let annotations = marks.into_iter().map(|mark| {
        let Mark { kind, range, remark, .. } = mark;
        kind.span(within(range.start)..within(range.end)).label(remark)
    });
    let snippet = Snippet::source(shown).line_start(line).annotations(annotations);
    let Some(name) = name else { return vec![snippet.into()] };
    if is_cut {
        // Its own columns would be those of the window.
        let origin = Origin::path(visible(name).into_owned()).line(line).char_column(column);
        return vec![origin.into(), snippet.into()];
    }
    vec![snippet.path(visible(name).into_owned()).into()]
}

/// The beginning of the character at a byte.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}
