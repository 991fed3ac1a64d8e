//! The copy of a text that serde reads: every plain scalar in quotes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::tree::Tree;
use crate::location::Source;

/// Characters that end a line for the one parser and not for the other.
const DISPUTED_BREAKS: [char; 4] = ['\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'];

impl Tree {
    /// The text with every plain scalar quoted, except those that start at a byte in `bare`, which are replaced.
    pub(super) fn quoted(&self, source: &Source, bare: &BTreeMap<usize, (usize, String)>) -> String {
        let text = source.text();
        let swaps = bare.iter().map(|(start, (end, word))| (*start..*end, Some(Cow::Borrowed(word.as_str()))));
        let quotes = self.respelt.iter().filter(|(range, _)| !bare.contains_key(&range.start));
        let quotes = quotes.map(|(range, spelling)| (range.clone(), spelling.as_deref().map(Cow::Borrowed)));
        let mut edits: Vec<_> = swaps.chain(quotes).collect();
        edits.sort_by_key(|(range, _)| range.start);
        let mut copy = String::with_capacity(text.len().saturating_add(edits.len().saturating_mul(2)));
        let mut done = bom(text);
        for (range, spelling) in edits {
            copy.push_str(text.get(done..range.start).unwrap_or_default());
            match spelling {
                Some(word) => copy.push_str(&word),
                None => {
                    copy.push('\'');
                    copy.push_str(&text.get(range.clone()).unwrap_or_default().replace('\'', "''"));
                    copy.push('\'');
                }
            }
            done = range.end;
        }
        copy.push_str(text.get(done..).unwrap_or_default());
        copy
    }
}

/// The spelling both parsers read alike, for a text that would otherwise be disputed.
pub(super) fn disputed(text: &str) -> Option<String> {
    text.contains(DISPUTED_BREAKS).then(|| double_quoted(text))
}

/// How many bytes of byte-order mark the text begins with.
pub(super) fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The text in double quotes, with everything escaped that is not plainly printable.
fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            _ if character.is_control() || DISPUTED_BREAKS.contains(&character) => {
                quoted.push_str(&format!("\\U{:08X}", u32::from(character)));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
