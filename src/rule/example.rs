//! The examples in a script, run as tests.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::card::{Kind, TargetKind};
use super::script::ScriptRule;
use super::value::Value;
use super::{Outcome, Rule, RuleCase, check_parameters};
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic};
use crate::numeric::Number;
use crate::source::{Path, Place, Places, Source};

/// How one example came out.
#[derive(Clone, Debug)]
pub struct ExampleOutcome {
    /// Its position in the script, from 1.
    pub position: usize,
    /// The branch that was taken, if it came to points.
    pub branch: Option<String>,
    /// What went wrong; none where the example holds.
    pub problem: Option<Diagnostic>,
}

impl ScriptRule {
    /// Runs the examples of the script, in order.
    ///
    /// # Errors
    /// A script whose `examples` cannot be read, or that has none.
    pub fn run_examples(&self) -> Result<Vec<ExampleOutcome>, Diagnostic> {
        let examples = match self.tell("examples")? {
            Value::List(items) if !items.is_empty() => items,
            _ => {
                let part = Diagnostic::new(Code::ScriptPart).fact("part", "fn examples()");
                return Err(part.at(Place::start_of(&self.source)));
            }
        };
        let places = self.example_places();
        Ok(examples
            .iter()
            .enumerate()
            .map(|(at, example)| {
                let place = places.get(at).cloned().unwrap_or_else(|| Place::start_of(&self.source));
                let (branch, problem) = self.run_example(example, &place);
                ExampleOutcome { position: at.saturating_add(1), branch, problem }
            })
            .collect())
    }

    /// The cases that the examples describe, without those that the rule's parameters refuse.
    ///
    /// # Errors
    /// A script whose `examples` cannot be read.
    #[cfg(test)]
    pub(crate) fn example_cases(&self) -> Result<Vec<RuleCase>, Diagnostic> {
        let Value::List(examples) = self.tell("examples")? else { return Ok(Vec::new()) };
        Ok(examples.iter().filter_map(|example| self.example_case(example).ok()).collect())
    }

    fn run_example(&self, example: &Value, place: &Place) -> (Option<String>, Option<Diagnostic>) {
        let failed = |wanted: String, got: String| {
            Some(Diagnostic::new(Code::ScriptExample).fact("wanted", wanted).fact("got", got).at(place.clone()))
        };
        let case = match self.example_case(example) {
            Ok(case) => case,
            Err(problem) => {
                let refused = example.entry("refused").is_some();
                return (None, if refused { None } else { Some(problem.at(place.clone())) });
            }
        };
        let text = |key: &str| example.entry(key).map(ToString::to_string);
        let outcome = self.score(&case);
        match (outcome, text("refused"), text("not_applicable")) {
            (Err(problem), Some(key), None) if problem.code == Code::RuleRefusal => {
                let got = problem.facts.get("key").map(|key| key.zh.clone()).unwrap_or_default();
                (None, if got == key { None } else { failed(key, got) })
            }
            (Ok(Outcome::NotApplicable(_)), None, Some(_)) => (None, None),
            (Ok(Outcome::Scored(award)), None, None) => {
                let wanted = text("points").unwrap_or_default();
                let got = award.points.to_string();
                let is_equal = example.entry("points").and_then(Value::as_number) == Some(award.points.number());
                let branch = text("branch").filter(|branch| *branch != award.branch);
                let notes = match example.entry("notes") {
                    Some(Value::List(keys)) => keys.len(),
                    _ => 0,
                };
                let problem = if !is_equal {
                    failed(wanted, got)
                } else if let Some(branch) = branch {
                    failed(branch, award.branch.clone())
                } else if notes != award.notes.len() {
                    failed(format!("notes: {notes}"), format!("notes: {}", award.notes.len()))
                } else if award.sentence.zh.contains('{') || award.sentence.en.contains('{') {
                    failed("{…}".to_owned(), award.sentence.to_string())
                } else {
                    None
                };
                (Some(award.branch), problem)
            }
            (outcome, refused, not_applicable) => {
                let wanted = refused
                    .map(|key| format!("refuse({key})"))
                    .or(not_applicable.map(|key| format!("not_applicable({key})")))
                    .or(text("points"))
                    .unwrap_or_default();
                match outcome {
                    Ok(Outcome::Scored(award)) => (Some(award.branch), failed(wanted, award.points.to_string())),
                    Ok(Outcome::NotApplicable(why)) => (None, failed(wanted, why.to_string())),
                    Err(problem) => (None, Some(problem)),
                }
            }
        }
    }

    fn example_case(&self, example: &Value) -> Result<RuleCase, Diagnostic> {
        let card = self.card();
        let number = |key: &str| example.entry(key).and_then(Value::as_number).cloned();
        let weight = number("weight").unwrap_or_else(|| Number::from(10));
        let written = match example.entry("params").and_then(Value::to_data) {
            Some(crate::data::Data::Map(entries)) => entries,
            _ => BTreeMap::new(),
        };
        let nowhere = Places::new(Place::start_of(&Source::new(self.source.name(), "")));
        let params = check_parameters(card, &written, &nowhere, &Path::top())
            .map_err(|problems| problems.into_iter().next().unwrap_or_else(|| Diagnostic::new(Code::BadParameter)))?;
        self.check(&params)?;
        let day = |value: &Value| match value.as_text().and_then(Day::parse) {
            Some(day) => Value::Day(day),
            None => value.clone(),
        };
        let inputs = card
            .inputs
            .iter()
            .map(|(name, input)| {
                let value = example.entry(name).cloned().unwrap_or(Value::Missing);
                let value = if input.kind == Kind::Date { day(&value) } else { value };
                (name.clone(), value)
            })
            .collect();
        let target = example.entry("target").cloned().unwrap_or(Value::Missing);
        let target = if matches!(card.target, TargetKind::Date | TargetKind::Any) { day(&target) } else { target };
        Ok(RuleCase { weight, target, inputs, params, before: number("before") })
    }

    /// Where each example begins: the lines inside `examples` that open a mapping at the outermost level.
    fn example_places(&self) -> Vec<Place> {
        let text = self.source.text();
        let Some(start) = text.find("fn examples") else { return Vec::new() };
        let mut depth = 0_usize;
        let mut places = Vec::new();
        for (at, character) in text.get(start..).unwrap_or_default().char_indices() {
            match character {
                '{' => {
                    // The body of the function is level 1, each example level 2.
                    depth = depth.saturating_add(1);
                    if depth == 2 {
                        let at = start.saturating_add(at);
                        places.push(Place::new(&Arc::clone(&self.source), at.saturating_sub(1)..at.saturating_add(1)));
                    }
                }
                '}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        places
    }
}
