//! What stands wrong in front of a line: a tab, or a hyphen without a blank behind it.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::location::{Place, Source};
use crate::messages::phrase;

/// The tab before the first word of the line of the byte `at`, or of the line after it: what reads YAML notices it late in one
/// line or early in the other.
pub(super) fn tab_at(source: &Arc<Source>, at: usize) -> Option<Diagnostic> {
    let line = line(source, at);
    let next = self::line(source, line.end.saturating_add(1));
    [line, next].into_iter().find_map(|line| {
        let text = source.text().get(line.clone())?;
        let indent = text.len().saturating_sub(text.trim_start_matches([' ', '\t']).len());
        let tab = text.get(..indent)?.find('\t')?;
        let place = Place::new(source, line.start.saturating_add(tab)..line.start.saturating_add(indent));
        Some(Diagnostic::new(Code::YamlSyntax).said("detail", phrase("yaml-tab", &[])).fact("tab", "Tab").at(place))
    })
}

/// The hyphen of an item that has no blank behind it, in the line of the byte `at` or the one before it: `-id: a` is a key
/// called `-id`.
pub(super) fn hyphen_before(source: &Arc<Source>, at: usize) -> Option<Diagnostic> {
    let line = line(source, at);
    let before = self::line(source, line.start.saturating_sub(1));
    [line, before].into_iter().find_map(|line| {
        let text = source.text().get(line.clone())?;
        let item = text.trim_start_matches(' ');
        let rest = item.strip_prefix('-')?;
        let is_glued = rest.starts_with(char::is_alphabetic) && rest.contains(": ");
        let start = line.end.saturating_sub(item.len());
        let problem = Diagnostic::new(Code::YamlSyntax).said("detail", phrase("yaml-hyphen", &[]));
        let place = Place::new(source, start..start.saturating_add(1));
        is_glued.then(|| problem.fact("item", rest.trim_end()).at(place))
    })
}

/// The line of the byte `at`, with the blanks that it begins with.
fn line(source: &Arc<Source>, at: usize) -> Range<usize> {
    let text = source.text();
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
    let end = after.find('\n').map_or(text.len(), |end| before.len().saturating_add(end));
    start..end
}
