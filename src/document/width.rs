//! Full-width characters typed where YAML wants ASCII: the usual slip of a Chinese keyboard.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::location::{Place, Source};

/// The space of Chinese keyboards, which YAML takes for a letter.
const WIDE_SPACE: char = '\u{3000}';
/// How many lines above a syntax error may have caused it.
const LINES_ABOVE: usize = 3;

/// Whether the character has an ASCII twin that was probably meant.
pub(super) fn is_wide(character: char) -> bool {
    matches!(character, '：' | '，' | '（' | '）' | '“' | '”' | '％' | '．' | '－' | '＋' | '０'..='９' | WIDE_SPACE)
}

/// The problem that a full-width character stands `offset` bytes into `place`.
pub(super) fn problem(place: &Place, offset: usize, character: char) -> Diagnostic {
    let start = place.range().start.saturating_add(offset);
    let shown = if character == WIDE_SPACE { "U+3000".to_owned() } else { character.to_string() };
    let place = Place::new(place.source(), start..start.saturating_add(character.len_utf8()));
    Diagnostic::new(Code::FullWidth).fact("character", shown).at(place)
}

/// The full-width character that broke the syntax around the byte `at`, if there is one. `continued` is set where the
/// parser notices a missing colon only some lines later.
pub(super) fn behind_syntax_error(source: &Arc<Source>, at: usize, continued: bool) -> Option<Diagnostic> {
    let mut place = Place::line_at(source, at);
    let mut left = if continued { LINES_ABOVE } else { 0 };
    loop {
        let line = spoilt(place.text());
        if let Some((offset, character)) = line.culprit {
            return Some(problem(&place, offset, character));
        }
        let above = source.text().get(..place.range().start)?.trim_end().len();
        if left == 0 || above == 0 {
            return None;
        }
        left = left.saturating_sub(1);
        place = Place::line_at(source, above);
        if spoilt(place.text()).has_key {
            // Whatever went wrong there is not continued below, unless its value was.
            left = 0;
        }
    }
}

struct TextLine {
    culprit: Option<(usize, char)>,
    has_key: bool,
}

/// Looks through one line, outside of quotes and comments, for a full-width character that structure would need.
fn spoilt(line: &str) -> TextLine {
    let (mut quote, mut brackets, mut has_key) = (None, 0_usize, false);
    let (mut before, mut token_starts) = (' ', true);
    for (offset, character) in line.char_indices() {
        let starts = token_starts;
        token_starts = matches!(character, ':' | '-' | ',' | '[' | '{') || (starts && character == ' ');
        let blank_before = before.is_whitespace();
        let ascii_before = std::mem::replace(&mut before, character);
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if starts => quote = Some(character),
            (None, '#') if blank_before => break,
            (None, '[' | '{') if starts || brackets > 0 => brackets = brackets.saturating_add(1),
            (None, ']' | '}') => brackets = brackets.saturating_sub(1),
            (None, ':')
                if line
                    .get(offset.saturating_add(1)..)
                    .is_none_or(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) =>
            {
                has_key = true;
            }
            (None, ',') if brackets > 0 => has_key = false,
            (None, '：') if !has_key => return TextLine { culprit: Some((offset, character)), has_key },
            (None, '，') if brackets > 0 => return TextLine { culprit: Some((offset, character)), has_key },
            (None, '“' | '”' | '｛' | '［') if starts => {
                return TextLine { culprit: Some((offset, character)), has_key };
            }
            (None, WIDE_SPACE) if matches!(ascii_before, ':' | '-') => {
                return TextLine { culprit: Some((offset, character)), has_key };
            }
            _ => {}
        }
    }
    TextLine { culprit: None, has_key }
}

/// The full-width character in a plain scalar that stands where a mapping or list was wanted.
pub(super) fn instead_of_structure(place: &Place) -> Option<Diagnostic> {
    let text = place.text();
    if let Some(bracket) = text.chars().next().filter(|first| matches!(first, '［' | '【' | '｛' | '－')) {
        return Some(problem(place, 0, bracket));
    }
    let colon = text.char_indices().find(|(_, character)| *character == '：');
    let space = || {
        let at = [":\u{3000}", "-\u{3000}"].into_iter().filter_map(|pair| text.find(pair)).min()?;
        Some((at.saturating_add(1), WIDE_SPACE))
    };
    colon.or_else(space).map(|(offset, character)| problem(place, offset, character))
}

/// The full-width bracket with which a quoted text begins that stands where a mapping or list was wanted.
pub(super) fn quoted_bracket(place: &Place) -> Option<Diagnostic> {
    let within = place.text().trim_start_matches(['"', '\'']);
    let bracket = within.chars().next().filter(|first| matches!(first, '［' | '【' | '｛'))?;
    Some(problem(place, place.text().len().saturating_sub(within.len()), bracket))
}

/// The full-width character in a plain scalar that would be a number, a date or one of `known` without it.
pub(super) fn inside_scalar(place: &Place, known: &[&str]) -> Option<Diagnostic> {
    let text = place.text();
    let (offset, character) = text.char_indices().find(|(_, character)| is_wide(*character))?;
    let has_digit = text.chars().any(|character| character.is_ascii_digit() || matches!(character, '０'..='９'));
    let only_signs = text
        .chars()
        .all(|character| is_wide(character) || character.is_ascii_digit() || ".,%-+:/() ".contains(character));
    let unquoted = text.trim_matches(is_wide);
    if has_digit && only_signs || known.contains(&unquoted) {
        return Some(problem(place, offset, character));
    }
    // A following line with a full-width colon has been swallowed into the value.
    let (first, rest) = text.split_once('\n')?;
    let at = rest.find('：')?;
    Some(problem(place, first.len().saturating_add(1).saturating_add(at), '：'))
}

/// The full-width character in a key that would be one of `known` without it.
pub(super) fn inside_key(place: &Place, known: &[&str]) -> Option<Diagnostic> {
    let text = place.text();
    let (offset, character) = text.char_indices().find(|(_, character)| is_wide(*character))?;
    let stripped = text.trim_matches(is_wide);
    let word = stripped.split(is_wide).next().unwrap_or_default();
    (known.contains(&stripped) || known.contains(&word)).then(|| problem(place, offset, character))
}
