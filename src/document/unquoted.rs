//! What people write without quotes although YAML reads something else: a percent sign alone, thousands with commas.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::{Place, Source};
use crate::messages::phrase;

/// The signs with which no value begins unless it is quoted.
const NEVER_FIRST: [char; 3] = ['%', '@', '`'];

/// The value at or before the byte `at` of its line that begins with a sign which needs quotes.
pub(super) fn sign_before(source: &Arc<Source>, at: usize) -> Option<Diagnostic> {
    let line = Place::line_at(source, at.min(source.text().len()));
    let text = line.text();
    let mut start = None;
    for (offset, sign) in text.char_indices() {
        let before = text.get(..offset).unwrap_or_default().trim_end();
        let begins = before.is_empty() || before.ends_with([':', ',', '[', '{', '-']);
        let is_behind = line.range().start.saturating_add(offset) > at;
        let rest = text.get(offset..).unwrap_or_default();
        if sign == '-' && before.ends_with("value:") && !is_behind && is_dash_alone(rest) {
            // What tables print where there is no number.
            return Some(Diagnostic::not_a_number("-").at(line.part(offset..offset.saturating_add(1))));
        }
        if begins && !is_behind && NEVER_FIRST.contains(&sign) {
            start = Some(offset);
        }
    }
    let start = start?;
    let rest = text.get(start..)?;
    let end = rest.find([',', '}', ']', '#']).unwrap_or(rest.len());
    Some(needs_quotes(line.part(start..start.saturating_add(end)).trim()))
}

/// The problem of a key that nothing follows; a figure that is not there is written otherwise.
pub(super) fn empty_value(key: &str) -> Diagnostic {
    let problem = Diagnostic::new(Code::EmptyValue).fact("key", key);
    if key == "value" { problem.fact("figure", key) } else { problem }
}

/// Whether a text begins with a dash that nothing follows.
fn is_dash_alone(text: &str) -> bool {
    let rest = text.trim_start_matches('-').trim_start();
    rest.is_empty() || rest.starts_with([',', '}', '#'])
}

/// The text around the byte `at` that holds a colon with a blank behind it, as YAML has it between a key and a value.
pub(super) fn colon_at(source: &Arc<Source>, at: usize) -> Option<Diagnostic> {
    let line = Place::line_at(source, at.min(source.text().len()));
    let text = line.text();
    // Between brackets a text ends at a comma.
    let is_flow = text.contains(['{', '[']);
    let ends = |sign: char| is_flow && matches!(sign, ',' | '{' | '}' | '[' | ']');
    let mut start = 0_usize;
    for part in text.split_inclusive(ends) {
        let begin = start;
        start = start.saturating_add(part.len());
        let part = part.trim_end_matches(ends);
        let part = part.split(" #").next().unwrap_or_default();
        let Some((key, said)) = part.split_once(": ") else { continue };
        let begins_otherwise = said.trim_start().starts_with(['"', '\'', '|', '>', '&', '*', '!']);
        if !begins_otherwise && (said.contains(": ") || said.trim_end().ends_with(':')) {
            let from = begin.saturating_add(key.len()).saturating_add(2);
            return Some(needs_quotes(line.part(from..begin.saturating_add(part.len())).trim()));
        }
    }
    None
}

fn needs_quotes(place: Place) -> Diagnostic {
    let words = phrase("yaml-needs-quotes", &[("value", Bilingual::same(place.text()))]);
    let quoted = format!("\"{}\"", place.text().replace('\\', "\\\\").replace('"', "\\\""));
    Diagnostic::new(Code::YamlSyntax).said("detail", words).fact("quoted", quoted).at(place)
}

/// A number whose thousands are separated by commas, of which `place` is taken for a key: `748` in `{ value: 27,748 }`.
pub(super) fn thousands_around(place: &Place) -> Option<Diagnostic> {
    let (source, range) = (place.source(), place.range());
    let is_part = |sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '.');
    let is_group = !place.text().is_empty() && place.text().chars().all(is_part);
    let before = source.text().get(..range.start).filter(|_| is_group)?;
    let start = before.trim_end_matches(is_part).len();
    let after = source.text().get(range.end..)?.trim_start_matches(is_part);
    let end = source.text().len().saturating_sub(after.len());
    let whole = Place::new(source, start..end);
    let whole = whole.part(0..whole.text().trim_end_matches(',').len());
    let problem = Diagnostic::not_a_number(whole.text());
    problem.get("plain").or_else(|| problem.get("decimal")).is_some().then(|| problem.at(whole))
}
