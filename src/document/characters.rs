//! The characters of keys and values, judged as they are read: whatever way they were written in.

use crate::diagnostic::{Diagnostic, is_hidden};
use crate::location::Place;

/// The keys whose values are names: a line of a result, or a cell of a table.
const NAMES: [&str; 14] = [
    "class",
    "en",
    "grade",
    "id",
    "money",
    "name",
    "organisation",
    "report",
    "scheme",
    "title",
    "title_en",
    "unit",
    "url",
    "year",
];

/// What is wrong with the characters of a key.
pub(super) fn problem_in_key(text: &str, place: &Place) -> Option<Diagnostic> {
    find(text, true).map(|character| Diagnostic::hidden(character, place))
}

/// What is wrong with the characters of the value of `key`.
pub(super) fn problem_in_value(text: &str, key: Option<&str>, place: &Place) -> Option<Diagnostic> {
    let is_name = key.is_some_and(|key| NAMES.contains(&key));
    find(text, is_name).map(|character| Diagnostic::hidden(character, place))
}

fn find(text: &str, is_name: bool) -> Option<char> {
    text.chars().find(|character| is_hidden(*character) || (is_name && matches!(character, '\n' | '\t')))
}
