//! Names of sheets as spreadsheets allow them.

use std::collections::BTreeSet;

/// How long a name may be, in UTF-16 units.
const MAX_NAME: usize = 31;
/// What a name may not hold.
const FORBIDDEN: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// A name that Excel keeps for itself.
const RESERVED: &str = "history";

/// Names for the tabs: without forbidden characters, 31 long, each once whether in capitals or not. A sheet without a
/// name gets its number.
pub(super) fn tab_names<'a>(wanted: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let unique = |(index, wanted): (usize, &str)| {
        let base = allowed(wanted).unwrap_or_else(|| (index + 1).to_string());
        let twins = (2_usize..).map(|count| numbered(&base, count));
        let mut names = std::iter::once(base.clone()).chain(twins);
        // Twins are numbered without end, so one of them is free.
        names.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
    };
    wanted.enumerate().map(unique).collect()
}

fn allowed(wanted: &str) -> Option<String> {
    let replaced = wanted.replace(FORBIDDEN, "_").replace('\n', " ");
    let trimmed = |text: &str| text.trim_matches(|c: char| c == '\'' || c.is_whitespace()).to_owned();
    let name = trimmed(&shortened(&trimmed(&replaced), MAX_NAME));
    match name.to_lowercase() {
        lower if lower.is_empty() => None,
        lower if lower == RESERVED => Some(format!("{name}_")),
        _ => Some(name),
    }
}

fn numbered(base: &str, count: usize) -> String {
    let number = format!(" ({count})");
    shortened(base, MAX_NAME.saturating_sub(number.len())) + &number
}

fn shortened(text: &str, limit: usize) -> String {
    let mut used = 0_usize;
    let fits = |character: &char| {
        used = used.saturating_add(character.len_utf16());
        used <= limit
    };
    text.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(wanted: &[&str]) -> Vec<String> {
        tab_names(wanted.iter().copied())
    }

    #[test]
    fn forbidden_characters_are_replaced() {
        assert_eq!(names(&["2024/城管:[甲]*?\\", "'引号'", "a\nb"]), ["2024_城管__甲____", "引号", "a b"]);
    }

    #[test]
    fn names_are_there_short_and_different() {
        assert_eq!(names(&["", "  ", "''"]), ["1", "2", "3"]);
        assert_eq!(names(&["Sheet", "sheet", "SHEET"]), ["Sheet", "sheet (2)", "SHEET (3)"]);
        assert_eq!(names(&["History"]), ["History_"]);
        let long = "长".repeat(40);
        let written = names(&[&long, &long, &"😀".repeat(40)]);
        assert!(written.iter().all(|name| name.encode_utf16().count() <= MAX_NAME), "{written:?}");
        assert_ne!(written[0], written[1]);
    }
}
