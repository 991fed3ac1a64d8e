//! Writing what the reader reads: block style outside, short mappings and lists on one line, texts quoted where a reader
//! could take them for something else.

use std::fmt::Write;

use serde::Serialize;
use serde_json::Value;

/// How long a mapping or list on one line may be.
const MOST_COLUMNS: usize = 100;

/// A tree of texts as YAML. What is `null` is left out; numbers must come as texts, so that no digit is at stake.
///
/// # Example: what is short stays on one line
/// ```
/// let scheme = serde_json::json!({ "scheme": "s", "title": null, "changes": { "a": { "weight": "10" }, "b": { "name": "甲: 乙" } } });
/// assert_eq!(jixiao::to_yaml(&scheme), "scheme: s\nchanges:\n  a: { weight: 10 }\n  b: { name: \"甲: 乙\" }\n");
/// ```
#[must_use]
pub fn to_yaml(value: &Value) -> String {
    let mut text = String::new();
    block(value, 0, &mut text);
    text
}

/// A value as the tree of a file: what it does not say is not there.
pub(crate) fn file_tree(value: &impl Serialize) -> Value {
    // INVARIANT: the keys of files are texts, which is all that a tree asks of them.
    let mut tree = serde_json::to_value(value).unwrap_or_default();
    drop_nulls(&mut tree);
    tree
}

fn drop_nulls(tree: &mut Value) {
    match tree {
        Value::Object(entries) => {
            entries.retain(|_, value| !value.is_null());
            entries.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

/// Writes the entries of a mapping or the items of a list, each on lines of its own.
fn block(value: &Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter().filter(|(_, value)| !value.is_null()) {
                let _ = write!(text, "{indent}{}:", scalar(key));
                below(value, depth, text);
            }
        }
        Value::Array(list) => {
            for item in list {
                let _ = write!(text, "{indent}-");
                below(item, depth, text);
            }
        }
        single => {
            let _ = writeln!(text, "{indent}{}", flow(single));
        }
    }
}

/// Writes a value behind its key or dash, on the same line where it is short, otherwise below.
fn below(value: &Value, depth: usize, text: &mut String) {
    let line = flow(value);
    let holds_mappings = value.as_object().is_some_and(|map| map.values().any(Value::is_object));
    let is_long = line.chars().count() > MOST_COLUMNS;
    if (value.is_object() || value.is_array()) && (is_long || (depth == 0 && holds_mappings)) {
        text.push('\n');
        block(value, depth.saturating_add(1), text);
    } else {
        let _ = writeln!(text, " {line}");
    }
}

fn flow(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let entries = map.iter().filter(|(_, value)| !value.is_null());
            let entries: Vec<String> =
                entries.map(|(key, value)| format!("{}: {}", scalar(key), flow(value))).collect();
            if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
        }
        Value::Array(list) => format!("[{}]", list.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::String(text) => scalar(text),
        other => other.to_string(),
    }
}

/// A text as it is, where nobody can take it for anything else, otherwise in quotes.
fn scalar(text: &str) -> String {
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '/');
    let begins = text.chars().next().is_some_and(|first| first.is_alphanumeric() || "-./".contains(first));
    let is_null = ["null", "Null", "NULL"].contains(&text);
    // A mode as `transfer:id` has no blank behind its colon, so that it is one word.
    let is_plain = text.split(':').all(|part| !part.is_empty() && part.chars().all(is_word));
    if begins && is_plain && !is_null && text != "-" && !text.starts_with("--") {
        text.to_owned()
    } else {
        Value::from(text).to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::data::Data;
    use crate::location::Source;

    fn read(text: &str) -> BTreeMap<String, Data> {
        super::super::read::<BTreeMap<String, Data>>(&Source::new("x.yaml", text)).unwrap().0
    }

    #[test]
    fn long_mappings_go_below_their_key() {
        let long = "甲".repeat(60);
        let value = json!({ "a": { "one": long, "two": long }, "b": [], "list": [{ "x": { "y": "1" } }, "z"] });
        let text = to_yaml(&value);
        let wanted = format!("a:\n  one: {long}\n  two: {long}\nb: []\nlist: [{{ x: {{ y: 1 }} }}, z]\n");
        assert_eq!(text, wanted);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever a text holds, the strict reader reads the same text back.
        #[test]
        fn what_is_written_is_read_again(texts in prop::collection::vec("[ -~甲：，%\\t\n]{0,12}", 1..5)) {
            let keyed: BTreeMap<String, Data> =
                texts.iter().enumerate().map(|(at, text)| (format!("k{at}"), Data::Text(text.clone()))).collect();
            let list = Data::List(texts.iter().cloned().map(Data::Text).collect());
            let mut whole = keyed.clone();
            whole.insert("list".to_owned(), list);
            whole.insert("map".to_owned(), Data::Map(keyed));
            let text = to_yaml(&serde_json::to_value(&whole).unwrap());
            prop_assert_eq!(read(&text), whole, "{}", text);
        }
    }
}
