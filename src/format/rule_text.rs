//! Texts for authors of rules: the script of a new rule, and the functions that scripts may call, for editors.

use std::fmt::Write;

use crate::language::Language;
use crate::messages::Messages;
use crate::rule::{FUNCTIONS, ScriptRule};

/// The script of a new rule under that name, with a place for everything and a comment on each; it loads, passes its tests
/// and scores. With `like`, the script of that rule under the new name.
#[must_use]
pub fn new_rule_text(name: &str, like: Option<&ScriptRule>, language: Language) -> String {
    let page = match language {
        Language::Zh => include_str!("pages/new-rule.zh.rhai"),
        Language::En => include_str!("pages/new-rule.en.rhai"),
    };
    let Some(like) = like else { return page.replace("{name}", name) };
    let titled = |line: &str| match line.split_once(':') {
        Some((word @ ("//! title-zh" | "//! title-en"), _)) => format!("{word}: {name}\n"),
        _ => format!("{line}\n"),
    };
    like.source().text().lines().map(titled).collect()
}

/// All functions that scripts may call, as a definitions file that editors of Rhai scripts read.
#[must_use]
pub fn definitions_text(messages: &Messages) -> String {
    let mut text = format!("// {}\nmodule static;\n", messages.say("definitions-head", &[]));
    for function in FUNCTIONS {
        let said = messages.say(&format!("function-{}", function.name), &[]);
        let gives = if function.gives == "!" { String::new() } else { format!(" -> {}", function.gives) };
        let _ = write!(text, "\n/// {said}\nfn {}({}){gives};\n", function.name, function.arguments);
    }
    text
}
