//! Writing single values and short mappings of YAML.

use super::super::rules::slot;

/// A text as it is, where nobody can take it for anything else, otherwise in quotes.
pub(super) fn scalar(text: &str) -> String {
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '/');
    let begins = text.chars().next().is_some_and(|first| first.is_alphanumeric() || "-./".contains(first));
    let is_reserved = ["null", "Null", "NULL", "true", "false", "yes", "no", "on", "off"].contains(&text);
    let is_plain = begins && text.chars().all(is_word) && !is_reserved && text != "-" && !text.starts_with("--");
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A mapping on one line, of entries that are written already.
pub(super) fn flow(entries: &[(&str, String)]) -> String {
    let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{ {} }}", entries.join(", "))
}

/// Entries as they are written, `{name}` filled in with what is written for that name; one for which there is nothing is
/// left out.
pub(super) fn filled<'a>(
    entries: impl IntoIterator<Item = (&'a String, &'a String)>,
    known: &[(&str, String)],
) -> Vec<(&'a str, String)> {
    let entry = |(key, value): (&'a String, &'a String)| match slot(value) {
        None => Some((key.as_str(), scalar(value))),
        Some(name) => {
            let found = known.iter().find(|(known, _)| *known == name);
            found.map(|(_, written)| (key.as_str(), written.clone()))
        }
    };
    entries.into_iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_misread_is_quoted() {
        let scalars =
            ["甲", "=HYPERLINK(1)", "≥266", "a: b", "2019", "", "元/人*月", "yes", "他说“好”", "a\"b"].map(scalar);
        let wanted = [
            "甲",
            "\"=HYPERLINK(1)\"",
            "\"≥266\"",
            "\"a: b\"",
            "2019",
            "\"\"",
            "\"元/人*月\"",
            "\"yes\"",
            "\"他说“好”\"",
            "\"a\\\"b\"",
        ];
        assert_eq!(scalars, wanted);
    }
}
