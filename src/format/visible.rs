//! The last thing before a text leaves: what hides in it is shown.

use std::borrow::Cow;
use std::fmt::Write;

use crate::diagnostic::is_hidden;

/// The text with every hidden character written out as `\u202e`. Inside JSON this is the same text.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, |_| None)
}

/// The same for a text that we coloured: our own colours stay.
#[must_use]
pub fn visible_but_colours(text: &str) -> Cow<'_, str> {
    shown(text, |rest| {
        let parameters = rest.strip_prefix("\u{1b}[")?;
        let end = parameters.find(|character: char| !character.is_ascii_digit() && character != ';')?;
        parameters.get(end..)?.starts_with('m').then(|| "\u{1b}[m".len().saturating_add(end))
    })
}

/// `kept` says how many bytes at the beginning of a rest stay as they are.
fn shown(text: &str, kept: impl Fn(&str) -> Option<usize>) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_hidden) {
        let (before, from) = rest.split_at(at);
        shown.push_str(before);
        let mut characters = from.chars();
        let character = characters.next().unwrap_or_default();
        rest = match kept(from).and_then(|bytes| from.split_at_checked(bytes)) {
            Some((own, behind)) => {
                shown.push_str(own);
                behind
            }
            None => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(shown, "\\u{unit:04x}");
                }
                characters.as_str()
            }
        };
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_written_out() {
        assert_eq!(visible("甲\u{1b}[31m乙\u{202e}"), "甲\\u001b[31m乙\\u202e");
        assert_eq!(visible("a\tb\n"), "a\tb\n");
        let json = format!("\"{}\"", visible("\u{9b}\u{e0041}"));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), "\u{9b}\u{e0041}");
    }

    #[test]
    fn colours_stay_and_nothing_else() {
        let ours = "\u{1b}[1m\u{1b}[38;5;12m错\u{1b}[0m";
        assert_eq!(visible_but_colours(ours), ours);
        for theirs in ["\u{1b}]0;x\u{7}", "\u{1b}[2J", "\u{1b}[H", "\u{1b}", "\u{1b}[", "\u{1b}[1", "\u{9b}1m"] {
            assert!(!visible_but_colours(theirs).contains(char::is_control), "{theirs:?}");
        }
    }
}
