//! The program names no rule.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{root, shipped};

/// Where a shipped rule's name is a word of another vocabulary: keys of files, functions of scripts, facts of messages.
const HOMONYMS: [(&str, &str); 15] = [
    ("bands", "src/rule/fault.rs"),
    ("boolean", "src/literal.rs"),
    ("cases", "src/cli/rules.rs"),
    ("cases", "src/format/guard.rs"),
    ("cases", "src/format/guard/markdown.rs"),
    ("cases", "src/project/case_folder.rs"),
    ("cases", "src/rule/sentence.rs"),
    ("change_rate", "src/messages/en/audit.ftl"),
    ("change_rate", "src/messages/zh/audit.ftl"),
    ("change_rate", "src/review/audit/finance.rs"),
    ("interpolate", "src/rule/api.rs"),
    ("interpolate", "src/rule/functions.rs"),
    ("interpolate", "src/rule/recorder.rs"),
    ("interpolate", "src/rule/table.rs"),
    ("bands", "src/lsp/script_completion.rs"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "ftl") {
            found.push(path);
        }
    }
}

/// Names of two words nowhere at all, those that are ordinary words nowhere as a text or as the rule of a row. Comments
/// may: the examples in them are for readers.
#[test]
fn no_shipped_rule_is_named_in_the_sources() {
    let mut paths = Vec::new();
    sources(&root().join("src"), &mut paths);
    assert!(paths.len() > 150);
    let mut homonyms = BTreeSet::new();
    for path in paths {
        let file = path.strip_prefix(root()).unwrap().display().to_string();
        let text = fs::read_to_string(&path).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let text = code.collect::<Vec<_>>().join("\n");
        for name in shipped().names() {
            let quoted = format!("\"{name}\"");
            let is_word = |part: &str, rest: &str| {
                let joins = |letter: Option<char>| letter.is_some_and(|it| it.is_alphanumeric() || it == '_');
                !joins(part.chars().next_back()) && !joins(rest.chars().next())
            };
            let mut found = text.match_indices(name).filter(|(at, _)| is_word(&text[..*at], &text[at + name.len()..]));
            let is_named = if name.contains('_') {
                found.any(|_| true)
            } else {
                text.contains(&quoted) || text.contains(&format!("rule: {name}"))
            };
            if is_named {
                let homonym = HOMONYMS.iter().find(|(word, place)| *word == name && *place == file);
                homonyms.insert(homonym.unwrap_or_else(|| panic!("{file} names the rule {name}")));
            }
        }
    }
    assert_eq!(homonyms.len(), HOMONYMS.len(), "of {HOMONYMS:?} only {homonyms:?} are needed");
}
