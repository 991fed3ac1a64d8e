//! A row laid out for scoring under other circumstances than its own: rule, modifiers, deduction and bounds, in the order
//! of the evaluation, each told what somebody wants to know about.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::evaluation::{Evaluator, Row, RowStep};
use crate::numeric::{Number, Unit};
use crate::report::Report;
use crate::rule::{Outcome, Rule, RuleCase, ScriptRule, Value};

/// What one side says of a row, taken apart.
#[derive(Clone)]
pub(crate) struct Told<'a> {
    pub weight: Number,
    pub target: Value,
    pub unit: Unit,
    /// The rule, then the modifiers.
    pub uses: Vec<Use<'a>>,
    pub deduction: Number,
}

/// A script with what it was told.
#[derive(Clone)]
pub(crate) struct Use<'a> {
    pub rule: &'a ScriptRule,
    pub case: RuleCase,
}

impl<'a> Told<'a> {
    /// What scheme and report say of `row`; `None` where no rule gave its points.
    pub fn of(evaluator: &Evaluator<'a>, report: &Report, row: &Row) -> Option<Self> {
        let by_policy = |step: &RowStep| matches!(step, RowStep::Policy { policy, .. } if *policy != "veto");
        if row.points().is_none() || row.trace.steps.iter().any(by_policy) {
            return None;
        }
        let indicator = evaluator.scheme().scored_rows().into_iter().find(|indicator| indicator.id == row.id)?;
        let modifiers = indicator.modifiers.iter().map(|modifier| modifier.rule.as_str());
        let names = std::iter::once(indicator.rule.as_str()).chain(modifiers);
        let scripts = evaluator.scripts();
        let uses = names.zip(&row.trace.cases).map(|(name, case)| {
            let rule = *scripts.get(name)?;
            Some(Use { rule, case: case.clone() })
        });
        let uses = uses.collect::<Option<Vec<_>>>()?;
        let first = &uses.first()?.case;
        let note = report.rows.get(&row.id);
        let deduction = note.and_then(|note| note.deduction.as_ref()).map_or_else(Number::zero, |(off, _)| off.clone());
        let (weight, target) = (first.weight.clone(), first.target.clone());
        Some(Self { weight, target, unit: indicator.unit.clone(), uses, deduction })
    }

    /// Whether both run the same scripts, by name and text, with the same parameters.
    pub fn is_same_rule(&self, other: &Self) -> bool {
        let same = |(one, two): (&Use<'_>, &Use<'_>)| {
            let texts = one.rule.source().text() == two.rule.source().text();
            texts && one.rule.card().name == two.rule.card().name && one.case.params == two.case.params
        };
        self.uses.len() == other.uses.len() && self.uses.iter().zip(&other.uses).all(same)
    }

    /// The value of an input of the script at `at`: what this side told a script of that name, or else its rule.
    fn input(&self, at: usize, script: &str, name: &str) -> Option<&Value> {
        let alike = self.uses.iter().enumerate().filter(|(own, used)| *own == at || used.rule.card().name == script);
        let rule = self.uses.first().into_iter();
        alike.map(|(_, used)| used).chain(rule).find_map(|used| used.case.inputs.get(name))
    }
}

/// Which side each factor is taken from.
pub(crate) struct Mixed<'t> {
    pub actual: &'t Told<'t>,
    pub rule: &'t Told<'t>,
    pub target: &'t Told<'t>,
    pub weight: &'t Told<'t>,
    pub deduction: &'t Told<'t>,
}

impl Mixed<'_> {
    /// The unrounded points: rule, modifiers, deduction, bounds, in the order of the evaluation. With `same_figures` an
    /// input that `actual` does not have is what `rule` was told itself.
    ///
    /// # Errors
    /// What a rule refuses, and what it cannot be told: inputs and targets of another kind than it asks for.
    pub fn points(&self, same_figures: bool) -> Result<Number, Diagnostic> {
        let mut points: Option<Number> = None;
        for (at, used) in self.rule.uses.iter().enumerate() {
            let case = RuleCase {
                weight: self.weight.weight.clone(),
                target: self.target.target.clone(),
                inputs: self.inputs(at, used, same_figures)?,
                params: used.case.params.clone(),
                before: points.take(),
            };
            if !used.rule.card().target.accepts(&case.target) {
                let detail = format!("{} ← {}", used.rule.card().name, case.target);
                return Err(Diagnostic::new(Code::TargetForm).fact("detail", detail));
            }
            match used.rule.score(&case)? {
                Outcome::Scored(award) => points = Some(award.points.number().clone()),
                Outcome::NotApplicable(reason) => {
                    return Err(Diagnostic::new(Code::RuleRefusal).said("detail", reason));
                }
            }
        }
        let large = |error| Diagnostic::new(Code::ScriptLimit).fact("detail", error);
        let points = points.unwrap_or_else(Number::zero).subtract(&self.deduction.deduction).map_err(large)?;
        Ok(points.max(Number::zero()).min(self.weight.weight.clone()))
    }

    fn inputs(&self, at: usize, used: &Use<'_>, same_figures: bool) -> Result<BTreeMap<String, Value>, Diagnostic> {
        let script = &used.rule.card().name;
        let mut inputs = BTreeMap::new();
        for (name, own) in &used.case.inputs {
            let asked = used.rule.card().inputs.get(name);
            let found = self.actual.input(at, script, name).or_else(|| same_figures.then_some(own));
            let value = match (found, asked) {
                (Some(value), Some(asked)) if asked.accepts(value) => value.clone(),
                // A modifier is shown the row's own actual without asking for it.
                (Some(value), None) => value.clone(),
                (None, None) => continue,
                (None, Some(asked)) if asked.optional => Value::Missing,
                _ => return Err(Diagnostic::new(Code::MissingInput).fact("input", name).fact("rule", script)),
            };
            inputs.insert(name.clone(), value);
        }
        Ok(inputs)
    }
}
