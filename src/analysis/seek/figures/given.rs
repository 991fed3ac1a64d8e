//! Which figures are given facts: budgets, plans and totals that others are measured against.

use std::collections::BTreeSet;

use crate::location::Place;
use crate::rule::{CountedIn, RuleMetadata, RuleSet};
use crate::scheme::{InputSource, Scheme};

/// The metrics that are given facts: inputs whose unit other inputs follow or that have one of their own, and whatever
/// a formula divides by.
pub(super) fn given(scheme: &Scheme, rules: &RuleSet) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for indicator in scheme.indicators() {
        let uses = indicator.modifiers.iter().map(|modifier| (&modifier.rule, &modifier.inputs));
        for (rule, inputs) in uses.chain([(&indicator.rule, &indicator.inputs)]) {
            let references = rules.get(rule).map(|rule| references(rule.metadata())).unwrap_or_default();
            for (input, source) in inputs {
                for (text, place) in sources(source) {
                    let Ok(formula) = rules.formula(text, place) else { continue };
                    let is_reference = references.contains(input);
                    let given = formula.metrics().iter().filter(|metric| is_reference || divides(text, metric));
                    found.extend(given.cloned());
                }
            }
        }
    }
    for (text, place) in scheme.metrics.values().filter_map(|metric| metric.formula.as_ref()) {
        let Ok(formula) = rules.formula(text, place) else { continue };
        found.extend(formula.metrics().iter().filter(|metric| divides(text, metric)).cloned());
    }
    // Nobody chooses where others stand.
    found.extend(scheme.peers().map(|(metric, _)| metric.clone()));
    with_parts(found, scheme, rules)
}

/// The given facts with what those are derived from that a report does not state.
fn with_parts(mut found: BTreeSet<String>, scheme: &Scheme, rules: &RuleSet) -> BTreeSet<String> {
    let mut waiting: Vec<String> = found.iter().cloned().collect();
    while let Some(metric) = waiting.pop() {
        let derived = scheme.metrics.get(&metric).and_then(|metric| metric.formula.as_ref());
        let formula = derived.and_then(|(text, place)| rules.formula(text, place).ok());
        for part in formula.iter().flat_map(|formula| formula.metrics()) {
            if found.insert(part.clone()) {
                waiting.push(part.clone());
            }
        }
    }
    found
}

/// The inputs of a rule that others are measured against.
fn references(rule: &RuleMetadata) -> BTreeSet<String> {
    let followed = rule.inputs.values().filter_map(|card| match &card.unit {
        CountedIn::Like(other) => Some(other.clone()),
        _ => None,
    });
    let own = rule.inputs.iter().filter(|(_, card)| card.unit == CountedIn::Own).map(|(name, _)| name.clone());
    followed.chain(own).collect()
}

fn sources(source: &InputSource) -> Vec<(&String, &Place)> {
    match source {
        InputSource::One(text, place) => vec![(text, place)],
        InputSource::Many(all) => all.iter().map(|(text, place)| (text, place)).collect(),
    }
}

/// Whether a formula divides by a metric, alone or in brackets.
fn divides(formula: &str, metric: &str) -> bool {
    formula.split('/').skip(1).any(|after| {
        let after = after.trim_start();
        let divisor = match after.strip_prefix('(') {
            Some(inside) => bracket(inside),
            None => after.split(|it: char| !is_of_name(it)).next().unwrap_or_default(),
        };
        divisor.split(|it: char| !is_of_name(it)).any(|name| name == metric)
    })
}

/// What stands before the bracket that closes.
fn bracket(inside: &str) -> &str {
    let mut open = 1_usize;
    let end = inside.char_indices().find(|(_, it)| {
        match it {
            '(' => open = open.saturating_add(1),
            ')' => open = open.saturating_sub(1),
            _ => {}
        }
        open == 0
    });
    end.and_then(|(at, _)| inside.get(..at)).unwrap_or(inside)
}

fn is_of_name(it: char) -> bool {
    it.is_alphanumeric() || it == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_formula_divides_by_is_told_from_what_it_adds() {
        let formula = "100 * done / (planned - (waived + moved)) + extra / days * share";
        let told: Vec<&str> = ["done", "planned", "waived", "moved", "extra", "days", "share", "plan"]
            .into_iter()
            .filter(|metric| divides(formula, metric))
            .collect();
        assert_eq!(told, ["planned", "waived", "moved", "days"]);
    }
}
