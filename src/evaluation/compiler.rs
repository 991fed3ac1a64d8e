//! Joining a scheme with the rules it names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compiled::{CompiledFormula, CompiledRow, CompiledUse};
use super::steps::Role;
use crate::data::Data;
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{Path, Place};
use crate::messages::phrase;
use crate::rule::{Arguments, RuleDirection, RuleMetadata, RuleSet, ScriptRule, TargetKind, Value, check_parameters};
use crate::scheme::{Direction, Indicator, InputSource, Scheme, Target};

/// What joining a scheme with its rules shares: the rules, the names, the problems.
pub(super) struct Compiler<'a> {
    pub rules: &'a RuleSet,
    pub scheme: &'a Scheme,
    /// The names of the declared metrics, in order.
    pub names: Vec<&'a str>,
    /// Which of them a formula reads.
    pub used: Vec<bool>,
    /// Formulas that have been compiled before.
    pub known: Vec<CompiledFormula>,
    pub problems: Vec<Diagnostic>,
    /// Names in formulas that are no metrics.
    pub unknown: Vec<Diagnostic>,
}

/// What a row or a modifier wrote down.
pub(super) struct Written<'a> {
    pub rule: &'a str,
    pub rule_place: &'a Place,
    pub params: &'a BTreeMap<String, Data>,
    pub inputs: &'a BTreeMap<String, InputSource>,
    pub path: &'a Path,
    pub is_modifier: bool,
}

impl<'a> Compiler<'a> {
    pub fn new(scheme: &'a Scheme, rules: &'a RuleSet) -> Self {
        let names: Vec<&str> = scheme.metrics.keys().map(String::as_str).collect();
        Self {
            rules,
            scheme,
            used: vec![false; names.len()],
            names,
            known: Vec::new(),
            problems: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// Compiles a formula and resolves its names.
    pub fn formula(&mut self, text: &str, place: &Place) -> Result<CompiledFormula, Diagnostic> {
        let known = self.known.iter().find(|known| known.formula.text() == text && known.formula.place() == place);
        if let Some(known) = known {
            return Ok(known.clone());
        }
        let formula = self.rules.formula(text, place)?;
        let mut terms = Vec::new();
        for name in formula.metrics() {
            let Ok(id) = self.names.binary_search(&name.as_str()) else {
                let problem = Diagnostic::new(Code::UnknownMetric).fact("metric", name);
                self.unknown.push(problem.suggest(name, self.names.iter().copied()).at(place.clone()));
                continue;
            };
            self.used.get_mut(id).into_iter().for_each(|used| *used = true);
            terms.push(id);
        }
        let is_name = formula.metrics().first().is_some_and(|name| name == formula.text().trim());
        Ok(CompiledFormula { formula, terms, is_name })
    }

    /// A row with its rule and modifiers; none where the rule cannot be used.
    pub fn row(&mut self, indicator: &Arc<Indicator>, dimensions: Arc<[String]>, role: Role) -> Option<CompiledRow> {
        let target = Arc::new(target_value(indicator.target.as_ref()));
        let written = Written {
            rule: &indicator.rule,
            rule_place: &indicator.rule_place,
            params: &indicator.params,
            inputs: &indicator.inputs,
            path: &indicator.path,
            is_modifier: false,
        };
        let rule = self.used(indicator, &target, &written);
        let modifiers = indicator.modifiers.iter().filter_map(|modifier| {
            let written = Written {
                rule: &modifier.rule,
                rule_place: &modifier.rule_place,
                params: &modifier.params,
                inputs: &modifier.inputs,
                path: &modifier.path,
                is_modifier: true,
            };
            self.used(indicator, &target, &written).map(Arc::new)
        });
        let modifiers = modifiers.collect();
        let (indicator, weight) = (Arc::clone(indicator), indicator.weight.clone());
        Some(CompiledRow { indicator, weight, dimensions, role, target, rule: Arc::new(rule?), modifiers })
    }

    /// Joins what was written with the rule it names.
    fn used(&mut self, row: &Indicator, target: &Value, written: &Written<'_>) -> Option<CompiledUse> {
        let before = self.problems.len();
        let compiled = self.find(row, written).and_then(|rule| {
            let inputs = self.inputs(&rule, row, written);
            let params = self.parameters(&rule, row, written)?;
            self.problems.extend(check_target(row, rule.metadata()));
            let fixed = Arc::new(Arguments::fixed(target, &params));
            Some(CompiledUse { rule, params, fixed, inputs })
        });
        for problem in self.problems.iter_mut().skip(before) {
            problem.row.get_or_insert_with(|| row.name.clone());
        }
        compiled
    }

    fn find(&mut self, row: &Indicator, written: &Written<'_>) -> Option<Arc<ScriptRule>> {
        let found = self.rules.find(written.rule, written.rule_place.clone());
        let found = found.and_then(|rule| match rule.metadata().is_modifier == written.is_modifier {
            true => Ok(Arc::clone(rule)),
            false => {
                let problem = Diagnostic::new(Code::UnknownRule).fact("rule", written.rule);
                Err(problem.at(written.rule_place.clone()).row(row.name.clone()))
            }
        });
        found.map_err(|problem| self.problems.push(problem)).ok()
    }

    fn inputs(
        &mut self,
        rule: &ScriptRule,
        row: &Indicator,
        written: &Written<'_>,
    ) -> Vec<Option<Vec<CompiledFormula>>> {
        let card = rule.metadata();
        for name in written.inputs.keys().filter(|name| *name != "actual" && !card.inputs.contains_key(*name)) {
            let known: Vec<&str> = card.inputs.keys().map(String::as_str).collect();
            let problem = Diagnostic::new(Code::UnknownInput).fact("input", name).fact("rule", &card.name);
            let problem = problem.fact("known", known.join(", ")).suggest(name, known);
            self.problems.push(problem.at(row.places.key(&written.path.key("inputs").key(name))));
        }
        let asked = card.inputs.iter().map(|(name, asked)| {
            let Some(source) = written.inputs.get(name) else {
                if !asked.optional {
                    let problem = Diagnostic::new(Code::MissingInput).fact("input", name).fact("rule", &card.name);
                    let problem = problem.said("meaning", asked.meaning.clone());
                    self.problems.push(problem.at(written.rule_place.clone()));
                }
                return None;
            };
            let sources = match source {
                InputSource::One(text, place) => vec![(text, place)],
                InputSource::Many(items) => items.iter().map(|(text, place)| (text, place)).collect(),
            };
            if !asked.many && sources.len() != 1 {
                let problem = Diagnostic::new(Code::WrongType).fact("wanted", "single value").fact("found", "list");
                self.problems.push(problem.at(written.rule_place.clone()));
            }
            let formulas = sources.into_iter().filter_map(|(text, place)| {
                self.formula(text, place).map_err(|problem| self.problems.push(problem)).ok()
            });
            Some(formulas.collect())
        });
        asked.collect()
    }

    fn parameters(
        &mut self,
        rule: &ScriptRule,
        row: &Indicator,
        written: &Written<'_>,
    ) -> Option<BTreeMap<String, Value>> {
        let path = written.path.key("params");
        let params = match check_parameters(rule.metadata(), written.params, &row.places, &path) {
            Ok(params) => params,
            Err(found) => {
                self.problems.extend(found);
                return None;
            }
        };
        if let Err(problem) = rule.check(&params) {
            let script = problem.place.clone();
            let problem = problem.at(row.places.key(&path));
            self.problems
                .push(script.into_iter().fold(problem, |problem, script| problem.related(script, "said-here")));
            return None;
        }
        Some(params)
    }
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

/// Whether a rule can use the target of a row.
pub(super) fn check_target(row: &Indicator, card: &RuleMetadata) -> Option<Diagnostic> {
    let (wanted, direction) = (card.target, card.direction);
    let fits = wanted.accepts(&target_value(row.target.as_ref()));
    if !fits {
        let detail = match wanted {
            TargetKind::Range => phrase("target-range-wanted", &[]),
            TargetKind::Date => phrase("target-date-wanted", &[]),
            _ => phrase("target-number-wanted", &[]),
        };
        return Some(Diagnostic::new(Code::TargetForm).said("detail", detail).at(row.target_place.clone()));
    }
    let own = row.target.as_ref().map(Target::direction);
    match (direction, own) {
        (RuleDirection::Higher, Some(Direction::Lower)) | (RuleDirection::Lower, Some(Direction::Higher))
            if !card.is_modifier =>
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
