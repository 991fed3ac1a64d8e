//! What a row would be worth if some of what it depends on were as on another side: another report, another scheme.
//!
//! What-if, compare and sweep ask the same question; the points come from the one order of a row.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::compiled::CompiledUse;
use super::points::{Course, RowInputs, UseInputs, points};
use super::row::Row;
use super::row_stop::RowStop;
use crate::diagnostic::{Code, Diagnostic};
use crate::numeric::{Number, Unit};
use crate::rule::{RowSetting, RuleCase, Value, handed};

/// What the points of a row depend on, on one side.
#[derive(Clone, Debug)]
pub(crate) struct RowFactors {
    pub weight: Number,
    /// The weight at which the scripts run, where a person entered points for it.
    pub entered_for: Option<Number>,
    pub target: Value,
    pub setting: RowSetting,
    /// The unit in which scripts are handed target and actual.
    pub unit: Unit,
    /// The rule, then the modifiers.
    pub uses: Vec<UseFactors>,
    pub deduction: Number,
}

/// A script with what it was given.
#[derive(Clone, Debug)]
pub(crate) struct UseFactors {
    pub script: Arc<CompiledUse>,
    pub case: RuleCase,
}

impl RowFactors {
    /// What scheme and report say of `row`; `None` where no rule gave its points.
    pub fn of(row: &Row) -> Option<Self> {
        if row.points().is_none() || row.is_by_policy() {
            return None;
        }
        let uses = row.uses().zip(row.cases());
        let uses: Vec<_> = uses.map(|(script, case)| UseFactors { script: Arc::clone(script), case }).collect();
        let first = &uses.first()?.case;
        let deduction = row.note.as_ref().and_then(|note| note.deduction.as_ref());
        let deduction = deduction.map_or_else(Number::zero, |(points, _)| points.clone());
        Some(Self {
            weight: row.weight().number().clone(),
            entered_for: row.entered_for(),
            target: first.target.clone(),
            setting: first.setting,
            unit: handed(row.unit()),
            uses,
            deduction,
        })
    }

    /// Whether both run the same scripts, by name and text, with the same parameters.
    pub fn is_same_rule(&self, other: &Self) -> bool {
        let same = |(one, two): (&UseFactors, &UseFactors)| {
            let (rule, other_rule) = (&one.script.rule, &two.script.rule);
            rule.source().text() == other_rule.source().text()
                && rule.metadata().name == other_rule.metadata().name
                && one.params_at(&two.case.weight).as_ref() == Some(&two.case.params)
        };
        self.uses.len() == other.uses.len() && self.uses.iter().zip(&other.uses).all(same)
    }

    /// The value of an input of the script at `at`: what this side gave a script of that name, or else its rule.
    fn input(&self, at: usize, script: &str, name: &str) -> Option<&Value> {
        let uses = self.uses.iter().enumerate();
        let alike = uses.filter(|(own, used)| *own == at || used.script.rule.metadata().name == script);
        let rule = self.uses.first().into_iter();
        alike.map(|(_, used)| used).chain(rule).find_map(|used| used.case.inputs.get(name))
    }
}

impl UseFactors {
    /// The parameters, with the points in them that follow the weight, at another weight than that of the case.
    fn params_at(&self, weight: &Number) -> Option<BTreeMap<String, Value>> {
        self.script.params_at(&self.case.params, &self.case.weight, weight).ok()
    }
}

/// The side that each factor is taken from.
pub(crate) struct Counterfactual<'f> {
    pub actual: &'f RowFactors,
    pub rule: &'f RowFactors,
    pub target: &'f RowFactors,
    pub weight: &'f RowFactors,
    pub deduction: &'f RowFactors,
}

impl<'f> Counterfactual<'f> {
    /// Every factor from one side.
    pub fn of(side: &'f RowFactors) -> Self {
        Self { actual: side, rule: side, target: side, weight: side, deduction: side }
    }

    /// The unrounded points. With `same_figures` an input that `actual` does not have is what `rule` was given itself.
    ///
    /// # Errors
    /// What a rule refuses, and what it cannot be given: inputs and targets of another kind than it asks for.
    pub fn points(&self, same_figures: bool) -> Result<Number, Diagnostic> {
        let target = &self.target.target;
        let mut uses = Vec::new();
        let weight = &self.weight.weight;
        let entered_for = self.actual.entered_for.as_ref();
        let entered_for = entered_for.or(self.rule.entered_for.as_ref().filter(|_| same_figures)).cloned();
        let at = entered_for.as_ref().unwrap_or(weight);
        let params = self.rule.uses.iter().map(|used| used.params_at(at).unwrap_or_default());
        let params: Vec<BTreeMap<String, Value>> = params.collect();
        for ((at, used), params) in self.rule.uses.iter().enumerate().zip(&params) {
            let rule = &used.script.rule;
            let inputs = if rule.metadata().target.accept_value(target) {
                self.inputs(at, used, same_figures)
            } else {
                let detail = format!("{} ← {target}", rule.metadata().name);
                Err(Diagnostic::new(Code::TargetForm).fact("detail", detail))
            };
            let inputs = inputs.map_err(RowStop::Failed);
            uses.push(UseInputs {
                rule,
                params: Cow::Borrowed(params),
                following: &[],
                fixed: None,
                known: None,
                inputs,
            });
        }
        let deduction = Some(&self.deduction.deduction).filter(|deduction| !deduction.is_zero());
        let setting = RowSetting { form: self.target.setting.form, ..self.rule.setting };
        let inputs = RowInputs { target, setting, uses, deduction, entered_for };
        points(&inputs, weight, &mut Course::default()).map_err(|stop| match stop {
            RowStop::Failed(problem) | RowStop::Opaque(problem) | RowStop::Missing(_, problem) => problem,
            RowStop::NotApplicable(reason) => Diagnostic::new(Code::RuleRefusal).said("detail", reason),
        })
    }

    fn inputs<'u>(
        &self,
        at: usize,
        used: &'u UseFactors,
        same_figures: bool,
    ) -> Result<Vec<(&'u str, &'u Value)>, Diagnostic>
    where
        'f: 'u,
    {
        let card = used.script.rule.metadata();
        let mut inputs = Vec::new();
        for (name, own) in &used.case.inputs {
            let asked = card.inputs.get(name);
            let found = self.actual.input(at, &card.name, name).or_else(|| same_figures.then_some(own));
            let value = match (found, asked) {
                (Some(value), Some(asked)) if asked.accepts(value) => value,
                // A modifier is given the row's own actual without asking for it.
                (Some(value), None) => value,
                (None, None) => continue,
                (None, Some(asked)) if asked.optional => &Value::Missing,
                (_, Some(asked)) => {
                    let problem = Diagnostic::new(Code::MissingInput).fact("input", name).fact("rule", &card.name);
                    return Err(problem.said("meaning", asked.meaning.clone()));
                }
            };
            inputs.push((name.as_str(), value));
        }
        Ok(inputs)
    }
}
