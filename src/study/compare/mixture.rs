//! One row under mixed circumstances: the actual of one side, the target of the other, and so on.

use std::collections::BTreeMap;

use super::shapley::{Block, blocks};
use super::{Factor, Side};
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluation::{Row, RowStep};
use crate::numeric::{Number, Unit};
use crate::rule::{Outcome, Rule, RuleCase, ScriptRule, Value};

/// What one side says of a row, taken apart.
pub(super) struct Told<'a> {
    weight: Number,
    target: Value,
    unit: Unit,
    /// The rule, then the modifiers.
    uses: Vec<Use<'a>>,
    deduction: Number,
}

/// A script with what it was told.
struct Use<'a> {
    rule: &'a ScriptRule,
    case: RuleCase,
}

impl<'a> Told<'a> {
    /// What `side` says of `row`; `None` where no rule gave its points.
    pub fn of(side: &Side<'a>, row: &Row) -> Option<Self> {
        let by_policy = |step: &RowStep| matches!(step, RowStep::Policy { policy, .. } if *policy != "veto");
        if row.points().is_none() || row.trace.steps.iter().any(by_policy) {
            return None;
        }
        let indicator = side.evaluator.scheme().scored_rows().into_iter().find(|indicator| indicator.id == row.id)?;
        let modifiers = indicator.modifiers.iter().map(|modifier| modifier.rule.as_str());
        let names = std::iter::once(indicator.rule.as_str()).chain(modifiers);
        let scripts = side.evaluator.scripts();
        let uses = names.zip(&row.trace.cases).map(|(name, case)| {
            let rule = *scripts.get(name)?;
            Some(Use { rule, case: case.clone() })
        });
        let uses = uses.collect::<Option<Vec<_>>>()?;
        let first = &uses.first()?.case;
        let note = side.report.rows.get(&row.id);
        let deduction = note.and_then(|note| note.deduction.as_ref()).map_or_else(Number::zero, |(off, _)| off.clone());
        let (weight, target) = (first.weight.clone(), first.target.clone());
        Some(Self { weight, target, unit: indicator.unit.clone(), uses, deduction })
    }

    fn is_same_rule(&self, other: &Self) -> bool {
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

/// A row on both sides, and its points under every mixture of the factors that differ.
pub(super) struct Mixture {
    /// The factors that differ.
    pub factors: Vec<Factor>,
    /// The unrounded points by combination: bit *i* is set where factor *i* is that of the second side.
    pub worth: Vec<Result<Number, Diagnostic>>,
    /// The factors as far as they can be told apart.
    pub blocks: Vec<Block>,
}

impl Mixture {
    /// Scores every mixture by the ordinary rules. `same_figures` says that both sides reported the same figures: then an
    /// input that only one side asks for is a matter of its rule, not of what was reached.
    pub fn of(from: &Told<'_>, to: &Told<'_>, same_figures: bool) -> Self {
        let differs = |factor: &Factor| match factor {
            Factor::Actual => has_other_actual(from, to, same_figures),
            Factor::Target => from.target != to.target,
            Factor::Weight => from.weight != to.weight,
            Factor::Rule => !from.is_same_rule(to),
            Factor::Deduction => from.deduction != to.deduction,
        };
        let factors: Vec<Factor> = Factor::ALL.into_iter().filter(differs).collect();
        let side = |set: usize, factor: Factor| {
            let bit = factors.iter().position(|known| *known == factor);
            if bit.is_some_and(|bit| set & (1 << bit) != 0) { to } else { from }
        };
        let worth = (0..1_usize << factors.len()).map(|set| {
            // Where neither actual nor rule differ in substance, names and order of the inputs are still the rule's.
            let actual =
                if factors.contains(&Factor::Actual) { side(set, Factor::Actual) } else { side(set, Factor::Rule) };
            let mixed = Mixed {
                actual,
                rule: side(set, Factor::Rule),
                target: side(set, Factor::Target),
                weight: side(set, Factor::Weight),
                deduction: side(set, Factor::Deduction),
            };
            mixed.points(same_figures)
        });
        let worth: Vec<Result<Number, Diagnostic>> = worth.collect();
        let blocks = blocks(apart(&factors, from, to), &worth);
        Self { factors, worth, blocks }
    }

    /// The factors of a block.
    pub fn factors_of(&self, block: &Block) -> Vec<Factor> {
        let inside = self.factors.iter().enumerate().filter(|(at, _)| block.mask & (1 << at) != 0);
        inside.map(|(_, factor)| *factor).collect()
    }

    /// The points of the second side with this block of factors taken back to the first.
    pub fn reversed(&self, mask: usize) -> Option<&Result<Number, Diagnostic>> {
        self.worth.get((self.worth.len() - 1) & !mask)
    }

    /// The bit of a factor, if it differs.
    pub fn bit(&self, factor: Factor) -> Option<usize> {
        self.factors.iter().position(|known| *known == factor).map(|at| 1 << at)
    }
}

/// Actual, target and parameters are counted in the indicator's unit: where it differs, they only change together.
fn apart(factors: &[Factor], from: &Told<'_>, to: &Told<'_>) -> Vec<Block> {
    let in_unit = |factor: &Factor| matches!(factor, Factor::Actual | Factor::Target | Factor::Rule);
    let mut blocks: Vec<Block> = Vec::new();
    let mut counted: Option<usize> = None;
    for (at, factor) in factors.iter().enumerate() {
        let together = counted.filter(|_| from.unit != to.unit && in_unit(factor));
        match together.and_then(|first| blocks.get_mut(first)) {
            Some(block) => {
                block.mask |= 1 << at;
                let problem = Diagnostic::new(Code::UnitMismatch).fact("found", &from.unit).fact("wanted", &to.unit);
                block.refused = Some(problem);
            }
            None => {
                if in_unit(factor) {
                    counted = Some(blocks.len());
                }
                blocks.push(Block { mask: 1 << at, refused: None });
            }
        }
    }
    blocks
}

fn has_other_actual(from: &Told<'_>, to: &Told<'_>, same_figures: bool) -> bool {
    let inputs = |told: &Told<'_>| {
        let uses = told.uses.iter().enumerate();
        let values = uses.flat_map(|(at, used)| {
            used.case.inputs.iter().map(move |(name, value)| ((at, name.clone()), value.clone()))
        });
        values.collect::<BTreeMap<_, _>>()
    };
    let (old, new) = (inputs(from), inputs(to));
    if same_figures {
        old.iter().any(|(key, value)| new.get(key).is_some_and(|other| other != value))
    } else {
        old != new
    }
}

/// Which side each factor is taken from.
struct Mixed<'t> {
    actual: &'t Told<'t>,
    rule: &'t Told<'t>,
    target: &'t Told<'t>,
    weight: &'t Told<'t>,
    deduction: &'t Told<'t>,
}

impl Mixed<'_> {
    /// Rule, modifiers, deduction, bounds: the order of the evaluation.
    fn points(&self, same_figures: bool) -> Result<Number, Diagnostic> {
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
