//! Longer texts: a row in words, the catalogue of rules, one rule, the page of a code.

use std::fmt::Write;

use super::phrases;
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::table::ruled;
use crate::diagnostic::Code;
use crate::evaluation::{Evaluation, Row};
use crate::language::{Bilingual, Language};
use crate::messages::Messages;
use crate::rule::{RuleOrigin, RuleSet, ScriptRule, Value};

/// How one row came to its points, in words.
#[must_use]
pub fn row_words(row: &Row, evaluation: &Evaluation, messages: &Messages) -> String {
    let rounding = evaluation.roundings().indicator;
    let mut text = String::new();
    let points = phrases::row_points(row, rounding, messages);
    let _ = writeln!(text, "{}  {points} / {}", phrases::with_id(row.id(), row.name(), messages), row.weight());
    for (label, value) in row_facts(row, evaluation, messages) {
        let _ = writeln!(text, "  {}: {value}", messages.say(label, &[]));
    }
    text
}

/// Where a row's points come from: each fact under the label that the catalogue has for it.
pub(super) fn row_facts(row: &Row, evaluation: &Evaluation, messages: &Messages) -> Vec<(&'static str, String)> {
    let mut facts = vec![("column-target", phrases::target(row, messages))];
    let scheme = evaluation.program().scheme();
    for input in &row.inputs() {
        let places = input.places.iter().map(|place| Bilingual::same(place.to_string()));
        let said = messages.say(
            "explain-input",
            &[
                ("meaning", messages.pick(&input.meaning)),
                ("input", &input.name),
                ("value", &input.value.to_string()),
                ("unit", input.unit.name()),
                ("from", &phrases::named_metrics(&input.from, scheme, messages)),
                ("places", messages.pick(&Bilingual::listed(&places.collect::<Vec<_>>()))),
            ],
        );
        facts.push(("explain-from", said));
    }
    let title = row.rule_title().map_or(row.rule(), |title| messages.pick(title));
    facts.push(("explain-rule", messages.say("named-with-id", &[("name", title), ("id", row.rule())])));
    // A parameter that was left out says nothing of the points.
    let given = row.params().iter().filter(|(_, value)| **value != Value::Missing);
    facts.extend(given.map(|(name, value)| {
        let meaning = row.parameter_card(name).map_or(name.as_str(), |card| messages.pick(&card.meaning));
        let said = [("meaning", meaning), ("parameter", name), ("value", &value.to_string())];
        ("rule-parameter", messages.say("explain-parameter-value", &said))
    }));
    let reasons = phrases::exact_reasons(row, evaluation.roundings().indicator, messages);
    facts.extend(reasons.into_iter().map(|reason| ("column-why", reason)));
    facts.extend(row.deviation().map(|deviation| ("explain-deviation", deviation.to_owned())));
    facts.extend(row.basis().map(|basis| ("explain-basis", basis_words(basis, messages))));
    facts
}

/// What the numbers of a row rest on: the words for the kinds of basis, and any other text as it is.
fn basis_words(basis: &str, messages: &Messages) -> String {
    messages.find(&format!("basis-{}", basis.trim()), &[]).unwrap_or_else(|| basis.to_owned())
}

/// The word for where a rule comes from.
fn origin_id(origin: RuleOrigin) -> &'static str {
    match origin {
        RuleOrigin::Shipped => "origin-shipped",
        RuleOrigin::Copy => "origin-copy",
        RuleOrigin::Override => "origin-override",
        RuleOrigin::Own => "origin-own",
    }
}

/// Where a rule comes from: compiled in, or from which file.
pub(super) fn origin_words(rule: &ScriptRule, messages: &Messages) -> String {
    let origin = messages.say(origin_id(rule.origin()), &[]);
    match rule.origin() {
        RuleOrigin::Shipped => origin,
        _ => messages.say("origin-file", &[("file", rule.source().name()), ("origin", &origin)]),
    }
}

/// All rules in a table; `folder` is the one whose scripts are among them.
#[must_use]
pub fn catalogue_text(book: &RuleSet, folder: Option<&str>, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let header = ["explain-rule", "rule-title", "rule-kind", "rule-origin", "rule-source"];
    let mut table = ruled(&header.map(|id| messages.say(id, &[])), screen, 120);
    for rule in book.rules() {
        let card = rule.metadata();
        let kind = messages.say(if card.is_modifier { "kind-modifier" } else { "kind-rule" }, &[]);
        let origin = messages.say(origin_id(rule.origin()), &[]);
        table.add_row([&card.name, messages.pick(&card.title), &kind, &origin, &card.source].map(String::from));
    }
    table.optional(&[2, 4]);
    let mut text = ScreenText::new(screen);
    text.table(&table, messages);
    let origin = match folder {
        Some(folder) => messages.say("rules-folder", &[("folder", folder)]),
        None => messages.say("rules-shipped", &[]),
    };
    text.line(&origin);
    text.finish()
}

/// What a diagnostic code means: its kind of sentence, why it is refused, how it is written rightly, what to do.
#[must_use]
pub fn code_page(code: Code, messages: &Messages) -> String {
    let name = code.name();
    let severity: &str = code.severity().into();
    let severity = messages.say(&format!("severity-{severity}"), &[]);
    // An advice with a hole in it is filled where the problem is told; here the page says it.
    let help = messages.find(&format!("{name}.help"), &[]).filter(|help| !help.contains("{$"));
    let help = help.map(|help| format!("{help}\n")).unwrap_or_default();
    let page = page(code, messages.language()).unwrap_or_default();
    format!("{name} ({severity})\n\n{page}\n{help}")
}

/// In which order points and totals come about; a test holds it to what evaluations do.
#[must_use]
pub fn evaluation_order(language: Language) -> &'static str {
    match language {
        Language::Zh => include_str!("pages/evaluation-order.zh.md"),
        Language::En => include_str!("pages/evaluation-order.en.md"),
    }
}

/// The page of a code in one language, without its heading.
fn page(code: Code, language: Language) -> Option<&'static str> {
    let pages = match language {
        Language::Zh => include_str!("../diagnostic/pages/zh.md"),
        Language::En => include_str!("../diagnostic/pages/en.md"),
    };
    let found = pages.split("## ").find(|page| page.lines().next() == Some(code.name()));
    found.and_then(|page| page.split_once('\n')).map(|(_, page)| page.trim_matches('\n')).map(|page| page.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_in_both_languages() {
        for language in [Language::Zh, Language::En] {
            let without: Vec<&str> =
                Code::all().filter(|code| page(*code, language).is_none()).map(Code::name).collect();
            assert!(without.is_empty(), "{language:?}: {without:?}");
        }
    }
}
