//! One rule in detail: what it asks for, each with meaning, kind, unit and bounds, and how a scheme uses it.

use std::fmt::Write;

use super::catalogue::origin_words;
use super::phrases;
use super::rule_use::rule_use;
use crate::document::to_yaml;
use crate::messages::Messages;
use crate::rule::{CallResult, CountedIn, InputCard, ParameterCard, RuleCase, ScriptRule, TargetForm, Value};

/// How many examples are shown.
const MAX_EXAMPLES: usize = 8;

/// One rule in detail.
#[must_use]
pub fn rule_text(rule: &ScriptRule, messages: &Messages) -> String {
    let card = rule.metadata();
    let mut text = format!("{}  {}\n{}\n", card.name, messages.pick(&card.title), messages.pick(&card.description));
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(text, "{}: {value}", messages.say(label, &[]));
    };
    line("rule-source", &card.source);
    line("rule-origin", &origin_words(rule, messages));
    line("card-kind", &messages.say(if card.is_modifier { "kind-modifier" } else { "kind-rule" }, &[]));
    line("card-direction", &messages.say(&format!("direction-{}", <&str>::from(card.direction)), &[]));
    if card.gives_deductions {
        line("rule-penalty", &messages.say("rule-penalty-yes", &[]));
    }
    line("column-target", &target_words(rule, messages));
    let _ = writeln!(text, "{}:", messages.say("rule-inputs", &[]));
    for (name, input) in card.input_order.iter().filter_map(|name| card.inputs.get_key_value(name)) {
        let _ = writeln!(text, "  {name}  {}: {}", messages.pick(&input.meaning), input_words(input, messages));
    }
    if !card.parameters.is_empty() {
        let _ = writeln!(text, "{}:", messages.say("rule-params", &[]));
    }
    for (name, parameter) in &card.parameters {
        let words = parameter_words(parameter, messages);
        let _ = writeln!(text, "  {name}  {}: {words}", messages.pick(&parameter.meaning));
    }
    let _ = writeln!(text, "{}:", messages.say("rule-sentences", &[]));
    for (name, sentence) in &card.sentences {
        let _ = writeln!(text, "  {name}  {}", messages.pick(sentence));
    }
    if !card.declared.lines.is_empty() {
        let _ = writeln!(text, "{}:", messages.say("rule-declared", &[]));
    }
    for line in &card.declared.lines {
        let _ = writeln!(text, "  {line}");
    }
    if !rule.invariants.is_empty() {
        let _ = writeln!(text, "{}:", messages.say("rule-laws", &[]));
    }
    for invariant in &rule.invariants {
        let _ = writeln!(text, "  {}", invariant.text);
    }
    text.push_str(&examples(rule, messages));
    if let Some(tree) = rule_use(rule) {
        let _ = writeln!(text, "{}:", messages.say("rule-use", &[]));
        for line in to_yaml(&tree).lines() {
            let _ = writeln!(text, "  {line}");
        }
    }
    text
}

/// The first examples, each in a line.
fn examples(rule: &ScriptRule, messages: &Messages) -> String {
    let all = rule.examples().unwrap_or_default();
    let cases: Vec<_> =
        all.iter().filter_map(|example| Some((example.position, example.case.as_ref().ok()?))).collect();
    if cases.is_empty() {
        return String::new();
    }
    let mut text = format!("{}:\n", messages.say("card-examples", &[]));
    for (position, case) in cases.iter().take(MAX_EXAMPLES) {
        let Ok(result) = rule.call_result(case) else { continue };
        let (number, weight) = (position.to_string(), case.weight.to_string());
        let facts = [
            ("number", number.as_str()),
            ("given", &given(rule, case, messages)),
            ("weight", &weight),
            ("result", &result_words(&result, messages)),
        ];
        let _ = writeln!(text, "  {}", messages.say("card-example", &facts));
    }
    if let Some(more) = cases.len().checked_sub(MAX_EXAMPLES).filter(|more| *more > 0) {
        let _ = writeln!(text, "  {}", messages.say("card-more-examples", &[("count", &more.to_string())]));
    }
    text
}

/// The inputs, the target and the parameters that differ from what counts anyway.
fn given(rule: &ScriptRule, case: &RuleCase, messages: &Messages) -> String {
    let card = rule.metadata();
    let inputs = case.inputs.iter().filter(|(_, value)| **value != Value::Missing);
    let mut words: Vec<String> = inputs.map(|(name, value)| format!("{name} = {value}")).collect();
    if case.target != Value::Missing {
        words.push(messages.say("card-example-target", &[("target", &case.target.to_string())]));
    }
    words.extend(card.stated(&case.params).map(|(name, value)| match value {
        Value::List(_) | Value::Map(_) => format!("{name} = […]"),
        value => format!("{name} = {value}"),
    }));
    words.join(&messages.say("list-comma", &[]))
}

fn result_words(result: &CallResult, messages: &Messages) -> String {
    match result {
        CallResult::Scored { points, branch, .. } => {
            messages.say("card-example-points", &[("points", &phrases::short(points)), ("branch", branch)])
        }
        CallResult::NotApplicable(name) => format!("{} ({name})", messages.say("state-not-applicable", &[])),
        CallResult::Refused(name) => format!("{} ({name})", messages.say("reply-refused", &[])),
    }
}

/// The forms of target, and whether one has to be there.
fn target_words(rule: &ScriptRule, messages: &Messages) -> String {
    let target = &rule.metadata().target;
    let forms: Vec<String> = target.iter().map(|form| form_word(form, messages)).collect();
    let mut forms = forms.join(&messages.say("list-comma", &[]));
    if let Some(unit) = &rule.metadata().target_unit {
        let counted = unit_words(&CountedIn::Share(unit.clone()), messages).unwrap_or_default();
        forms.push_str(&messages.say("card-target-unit", &[("counted", &counted)]));
    }
    match (forms.is_empty(), target.is_required()) {
        (true, _) => messages.say("rule-no-target", &[]),
        (false, true) => messages.say("rule-target", &[("forms", &forms)]),
        (false, false) => messages.say("rule-target-optional", &[("forms", &forms)]),
    }
}

fn form_word(form: TargetForm, messages: &Messages) -> String {
    messages.say(&format!("target-form-{}", <&str>::from(form)), &[])
}

fn input_words(input: &InputCard, messages: &Messages) -> String {
    let mut words = vec![messages.say(&format!("kind-of-{}", <&str>::from(input.kind)), &[])];
    words.extend(unit_words(&input.unit, messages).filter(|_| input.kind == crate::rule::Kind::Number));
    let mut say = |id: &str, holds: bool| {
        if holds {
            words.push(messages.say(id, &[]));
        }
    };
    say("card-many", input.many);
    say("card-whole", input.whole);
    say("card-negative", input.negative);
    say("optional", input.optional);
    say("required", !input.optional);
    words.join(&messages.say("list-comma", &[]))
}

fn parameter_words(parameter: &ParameterCard, messages: &Messages) -> String {
    let mut words = vec![messages.say(&format!("kind-of-{}", <&str>::from(parameter.kind)), &[])];
    if !parameter.choices.is_empty() {
        words.push(parameter.choices.join(" | "));
    }
    words.extend(unit_words(&parameter.unit, messages));
    let bounds = [("≥", &parameter.min), ("≤", &parameter.max), (">", &parameter.above), ("<", &parameter.below)];
    words.extend(bounds.iter().filter_map(|(sign, bound)| Some(format!("{sign} {}", bound.as_ref()?))));
    if parameter.is_full_share {
        words.push(messages.say("card-full-share", &[]));
    }
    if let Some(along) = &parameter.along {
        words.push(messages.say("card-along", &[("input", along)]));
    }
    words.push(match (&parameter.default, parameter.optional) {
        (Some(default), _) => messages.say("card-default", &[("value", &default.to_string())]),
        (None, true) => messages.say("optional", &[]),
        (None, false) => messages.say("required", &[]),
    });
    words.join(&messages.say("list-comma", &[]))
}

/// What the numbers count; nothing for plain ones.
fn unit_words(unit: &CountedIn, messages: &Messages) -> Option<String> {
    Some(match unit {
        CountedIn::Plain => return None,
        CountedIn::Row => messages.say("counted-row", &[]),
        CountedIn::Step => messages.say("counted-step", &[]),
        CountedIn::Own => messages.say("counted-own", &[]),
        CountedIn::Count => messages.say("counted-count", &[]),
        CountedIn::Like(other) => messages.say("counted-like", &[("input", other)]),
        CountedIn::Share(unit) if unit.is_percent() => messages.say("counted-percent", &[]),
        CountedIn::Share(_) => messages.say("counted-ratio", &[]),
        CountedIn::Points => messages.say("counted-points", &[]),
    })
}
