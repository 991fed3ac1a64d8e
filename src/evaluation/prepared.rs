//! A row joined with its rule: parameters checked, formulas compiled, inputs matched with what the rule asks for.

use std::collections::BTreeMap;

use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::{Path, Place};
use crate::rule::{Formula, Rule, RuleDirection, RuleSet, ScriptRule, TargetKind, Value, check_parameters};
use crate::scheme::{Direction, Indicator, InputSource, Target};

/// A use of a script: the rule of a row, or one of its modifiers.
#[derive(Clone, Debug)]
pub(super) struct Prepared<'a> {
    pub rule: &'a ScriptRule,
    pub params: BTreeMap<String, Value>,
    /// The formulas of each input; a list for inputs that are lists.
    pub inputs: BTreeMap<String, Vec<Formula>>,
}

/// What a row or a modifier wrote down.
pub(super) struct Written<'a> {
    pub rule: &'a str,
    pub rule_place: &'a Place,
    pub params: &'a BTreeMap<String, crate::data::Data>,
    pub inputs: &'a BTreeMap<String, InputSource>,
    pub path: &'a Path,
    pub is_modifier: bool,
}

/// Joins what was written with the rule it names.
pub(super) fn prepare<'a>(
    book: &'a RuleSet,
    row: &Indicator,
    written: &Written<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Prepared<'a>> {
    let mut note = |problem: Diagnostic| problems.push(problem.row(row.name.clone()));
    let rule = match book.find(written.rule, written.rule_place.clone()) {
        Ok(rule) => rule,
        Err(problem) => {
            note(problem);
            return None;
        }
    };
    let card = rule.card();
    if card.is_modifier != written.is_modifier {
        note(Diagnostic::new(Code::UnknownRule).fact("rule", written.rule).at(written.rule_place.clone()));
        return None;
    }
    let mut inputs = BTreeMap::new();
    for (name, source) in written.inputs {
        let Some(asked) = card.inputs.get(name) else {
            if name != "actual" {
                let known: Vec<&str> = card.inputs.keys().map(String::as_str).collect();
                note(
                    Diagnostic::new(Code::UnknownInput)
                        .fact("input", name)
                        .fact("rule", &card.name)
                        .fact("known", known.join(", "))
                        .suggest(name, known)
                        .at(row.places.key(&written.path.key("inputs").key(name))),
                );
            }
            continue;
        };
        let sources = match source {
            InputSource::One(text, place) => vec![(text, place)],
            InputSource::Many(items) => items.iter().map(|(text, place)| (text, place)).collect(),
        };
        if !asked.many && sources.len() != 1 {
            note(
                Diagnostic::new(Code::WrongType)
                    .fact("wanted", "single value")
                    .fact("found", "list")
                    .at(written.rule_place.clone()),
            );
        }
        let mut formulas = Vec::new();
        for (text, place) in sources {
            match book.formula(text, place) {
                Ok(formula) => formulas.push(formula),
                Err(problem) => note(problem),
            }
        }
        inputs.insert(name.clone(), formulas);
    }
    for (name, asked) in &card.inputs {
        if !asked.optional && !written.inputs.contains_key(name) {
            note(
                Diagnostic::new(Code::MissingInput)
                    .fact("input", name)
                    .fact("rule", &card.name)
                    .said("meaning", asked.meaning.clone())
                    .at(written.rule_place.clone()),
            );
        }
    }
    let params = match check_parameters(card, written.params, &row.places, &written.path.key("params")) {
        Ok(params) => params,
        Err(found) => {
            found.into_iter().for_each(note);
            return None;
        }
    };
    if let Err(problem) = rule.check(&params) {
        let place = row.places.key(&written.path.key("params"));
        let script = problem.place.clone();
        let problem =
            script.into_iter().fold(problem.at(place), |problem, script| problem.related(script, "said-here"));
        note(problem);
        return None;
    }
    if let Some(problem) = check_target(row, card.target, card.direction, written.is_modifier) {
        note(problem);
    }
    Some(Prepared { rule, params, inputs })
}

/// The target as a rule receives it.
pub(super) fn target_value(target: Option<&Target>) -> Value {
    match target {
        None => Value::Missing,
        Some(
            Target::AtLeast(number)
            | Target::MoreThan(number)
            | Target::AtMost(number)
            | Target::LessThan(number)
            | Target::Equal(number),
        ) => Value::Number(number.clone()),
        Some(Target::Between(low, high)) => Value::Map(BTreeMap::from([
            ("low".to_owned(), Value::Number(low.clone())),
            ("high".to_owned(), Value::Number(high.clone())),
        ])),
        Some(Target::Statement(text)) => Value::Text(text.clone()),
        Some(Target::By(day)) => Day::parse(day).map_or(Value::Missing, Value::Day),
    }
}

fn check_target(
    row: &Indicator,
    wanted: TargetKind,
    direction: RuleDirection,
    is_modifier: bool,
) -> Option<Diagnostic> {
    let fits = wanted.accepts(&target_value(row.target.as_ref()));
    if !fits {
        let detail = match wanted {
            TargetKind::Range => {
                Bilingual::new("规则需要区间目标（between）", Some("the rule needs a range (between)"))
            }
            TargetKind::Date => Bilingual::new("规则需要日期目标（by）", Some("the rule needs a date (by)")),
            _ => Bilingual::new("规则需要数值目标", Some("the rule needs a number as target")),
        };
        return Some(Diagnostic::new(Code::TargetForm).said("detail", detail).at(row.target_place.clone()));
    }
    let own = row.target.as_ref().map(Target::direction);
    match (direction, own) {
        (RuleDirection::Higher, Some(Direction::Lower)) | (RuleDirection::Lower, Some(Direction::Higher))
            if !is_modifier =>
        {
            Some(
                Diagnostic::new(Code::DirectionConflict)
                    .fact("declared", <&str>::from(direction))
                    .fact("target", own.map_or("", <&str>::from))
                    .at(row.target_place.clone())
                    .related(row.rule_place.clone(), "said-here"),
            )
        }
        _ => None,
    }
}
