//! The excerpts under a problem: the lines of files, and the arguments of the command line, with the parts at fault
//! underlined.

use std::borrow::Cow;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use super::visible::visible;
use crate::location::{Place, Source};

/// One text with what is underlined in it; all arguments make one text, each a line of it.
pub(super) struct Excerpt<'p> {
    text: Cow<'p, str>,
    path: Option<&'p str>,
    /// Where each source begins in the text.
    sources: Vec<(&'p Source, usize)>,
    annotations: Vec<Annotation<'p>>,
}

impl<'p> Excerpt<'p> {
    /// Underlines a place in the excerpt that holds its source, or in a new one.
    pub(super) fn add(excerpts: &mut Vec<Self>, kind: AnnotationKind, place: &'p Place, remark: Option<String>) {
        let source: &Source = place.source();
        let fits = |excerpt: &&mut Self| excerpt.start_of(source).is_some() || excerpt.takes_argument(source);
        let new = Self { text: Cow::Borrowed(""), path: None, sources: Vec::new(), annotations: Vec::new() };
        let excerpt = match excerpts.iter_mut().find(fits) {
            Some(excerpt) => excerpt,
            None => excerpts.push_mut(new),
        };
        let start = excerpt.start_of(source).unwrap_or_else(|| excerpt.append(source));
        let range = place.range();
        let span = start.saturating_add(range.start)..start.saturating_add(range.end);
        excerpt.annotations.push(kind.span(span).label(remark));
    }

    fn start_of(&self, source: &Source) -> Option<usize> {
        self.sources.iter().find(|(known, _)| *known == source).map(|(_, start)| *start)
    }

    fn takes_argument(&self, source: &Source) -> bool {
        let is_argument = |source: &Source| matches!(source, Source::Argument { .. });
        is_argument(source) && self.sources.first().is_some_and(|(first, _)| is_argument(first))
    }

    /// Adds a source, and says where it begins.
    fn append(&mut self, source: &'p Source) -> usize {
        let start = match source {
            Source::Text { name, text } => {
                self.text = Cow::Borrowed(text.as_str());
                self.path = Some(name.as_str());
                0
            }
            Source::Argument { option, text } => {
                let drawn = self.text.to_mut();
                if !drawn.is_empty() {
                    drawn.push('\n');
                }
                drawn.push_str(option);
                drawn.push(' ');
                let start = drawn.len();
                drawn.push_str(text);
                start
            }
        };
        self.sources.push((source, start));
        start
    }

    pub(super) fn into_snippet(self) -> Snippet<'p, Annotation<'p>> {
        let is_file = self.path.is_some();
        Snippet::source(self.text).path(self.path.map(visible)).line_numbering(is_file).annotations(self.annotations)
    }
}
