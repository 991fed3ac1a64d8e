//! Texts as they are written: one kind of line end, and nothing hidden in them.

use std::borrow::Cow;
use std::fmt::Write;

use crate::diagnostic::is_hidden;

/// What a text begins with that a spreadsheet would take for a formula when somebody edits the cell; the wide twins
/// count too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would take the text for a formula.
pub(super) fn looks_like_formula(text: &str) -> bool {
    text.trim_start().starts_with(FORMULA)
}

/// The text with line feeds as its only line ends, blanks for tabs, and every hidden character written out as `\u202e`:
/// control characters, marks of direction, joiners, tags, and what XML does not allow.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(|character| character == '\t' || is_hidden(character)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\r' => shown.push('\n'),
            '\t' => shown.push(' '),
            _ if is_hidden(character) => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(shown, "\\u{unit:04x}");
                }
            }
            _ => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_written_out() {
        assert_eq!(clean("甲\u{202e}乙\u{0}\u{ffff}"), "甲\\u202e乙\\u0000\\uffff");
        assert_eq!(clean("👍 3,200"), "👍 3,200");
        assert!(matches!(clean("第一行\n第二行"), Cow::Borrowed(_)));
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(clean("a\r\nb\rc\td"), "a\nb\nc d");
    }
}
