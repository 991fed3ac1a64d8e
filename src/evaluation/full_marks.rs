//! Full marks: whether a row can earn them, whether it earns them where its target is met, and which share that is.

use std::collections::BTreeMap;

use super::compiled::{CompiledInput, CompiledUse};
use super::row_base::RowBase;
use crate::diagnostic::{Code, Diagnostic};
use crate::messages::phrase;
use crate::numeric::Number;
use crate::rule::{Call, CountedIn, Kind, ParameterCard, ParameterKind, Property, ScriptRule, Stop, TargetForm, Value};

/// What the points of a row break: a table that does not reach full marks or goes beyond them, a target that is refused
/// or that earns less.
pub(super) fn check_full_marks(base: &RowBase<'_>, used: &CompiledUse) -> Vec<Diagnostic> {
    let weight = base.weight.number();
    if weight.is_zero() {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for (name, card) in &used.rule.metadata().parameters {
        let Some(value) = used.params.get(name) else { continue };
        let worth: Vec<Number> = match value {
            Value::List(entries) if is_table(card) => entries.iter().filter_map(|entry| worth(entry, weight)).collect(),
            Value::List(shares) if card.is_full_share => shares.iter().filter_map(|share| of(share, weight)).collect(),
            Value::Map(shares) if card.is_full_share => shares.values().filter_map(|share| of(share, weight)).collect(),
            _ => continue,
        };
        let is_wrong = |most: &Number| most > weight || (most < weight && !base.setting.is_penalty);
        let Some(most) = worth.iter().max().filter(|most| is_wrong(most)) else { continue };
        // The entry that is worth too much; the whole where none is worth enough.
        let entry = worth.iter().position(|worth| worth == most).filter(|_| most > weight);
        let entry = entry.filter(|_| matches!(value, Value::List(items) if items.len() == worth.len()));
        let place = base.indicator.place(&["params", name]);
        let place = entry.map_or(place, |at| base.indicator.item_place(&["params", name], at));
        let problem =
            Diagnostic::new(Code::FullMarks).fact("most", most).fact("weight", weight).fact("parameter", name);
        problems.push(problem.at(place));
    }
    problems.extend(check_target_met(base, used));
    problems
}

fn is_table(card: &ParameterCard) -> bool {
    matches!(card.kind, ParameterKind::Bands | ParameterKind::Knots)
}

/// What a band or knot is worth.
fn worth(entry: &Value, weight: &Number) -> Option<Number> {
    match entry.entry("points") {
        Some(points) => points.as_number().cloned(),
        None => of(entry.entry("share")?, weight),
    }
}

/// So much of the weight.
fn of(share: &Value, weight: &Number) -> Option<Number> {
    share.as_number()?.multiply(weight).ok()
}

/// Whether a row that feeds on its actual alone, and whose rule promises full marks, earns full marks where it is what the target says.
fn check_target_met(base: &RowBase<'_>, used: &CompiledUse) -> Option<Diagnostic> {
    let Value::Number(target) = &base.target else { return None };
    let promises = used.rule.invariants.iter().any(|invariant| invariant.property == Property::FullMarksReachable);
    let met_at_the_number =
        matches!(base.setting.form, Some(TargetForm::AtLeast | TargetForm::AtMost | TargetForm::Equal));
    if base.setting.is_penalty || !promises || !met_at_the_number {
        return None;
    }
    let asked: Vec<_> = used.inputs().filter(|(.., values)| values.is_some()).collect();
    let [("actual", card, _)] = asked.as_slice() else { return None };
    if card.kind != Kind::Number || card.many || card.unit != CountedIn::Row {
        return None;
    }
    let place = || base.indicator.target_place.clone();
    if target.is_negative() && !card.negative {
        let problem = Diagnostic::new(Code::NegativeValue).said("named", phrase("target-as-figure", &[]));
        return Some(problem.fact("value", target).at(place()));
    }
    let actual = Value::Number(target.clone());
    match probe(base, &used.rule, &used.params, vec![("actual", &actual)]) {
        Ok(points) if points == *base.weight.number() => None,
        Ok(points) => {
            let problem = Diagnostic::new(Code::TargetUnmet).fact("points", points).fact("weight", base.weight);
            Some(problem.fact("target", target).at(place()).related(base.indicator.rule_place.clone(), "named-here"))
        }
        Err(Stop::Failed(problem)) if problem.code == Code::RuleRefusal => {
            let script = problem.place.clone();
            let problem = problem.at(place());
            Some(script.into_iter().fold(problem, |problem, script| problem.related(script, "said-here")))
        }
        Err(_) => None,
    }
}

/// What a rule gives for these inputs.
fn probe(
    base: &RowBase<'_>,
    rule: &ScriptRule,
    params: &BTreeMap<String, Value>,
    inputs: Vec<(&str, &Value)>,
) -> Result<Number, Stop> {
    let weight = base.weight.number();
    let (target, setting) = (&base.target, base.setting);
    let call = Call { weight, before: None, target, setting, params, inputs, fixed: None };
    rule.score(&call).map(|award| award.points)
}

/// What the shares among the inputs of a rule are usually about, in percent: the target, else the edges of the bands that
/// give full marks, else 100 % where that earns them.
pub(super) fn usual(
    base: &RowBase<'_>,
    rule: &ScriptRule,
    params: &BTreeMap<String, Value>,
    inputs: &[Option<Vec<CompiledInput>>],
) -> Vec<Number> {
    let asked: Vec<_> = rule.metadata().inputs.iter().zip(inputs).filter(|(_, values)| values.is_some()).collect();
    let has_shares = inputs.iter().flatten().flatten().any(|input| !input.shares.is_empty());
    if !has_shares {
        return Vec::new();
    }
    let reads_target = rule.metadata().target.iter().next().is_some();
    match (&base.target, reads_target) {
        (Value::Number(target), true) => return vec![target.clone()],
        (Value::Map(bounds), true) => return bounds.values().filter_map(Value::as_number).cloned().collect(),
        _ => {}
    }
    let tables = rule.metadata().parameters.iter().filter(|(_, card)| is_table(card));
    let entries = tables.filter_map(|(name, _)| match params.get(name) {
        Some(Value::List(entries)) => Some(entries.iter()),
        _ => None,
    });
    let weight = base.weight.number();
    let full = entries.flatten().filter(|entry| worth(entry, weight).as_ref() == Some(weight));
    let edges: Vec<Number> = full
        .flat_map(|entry| ["from", "to", "x"].into_iter().filter_map(|edge| entry.entry(edge)?.as_number().cloned()))
        .collect();
    if !edges.is_empty() {
        return edges;
    }
    let whole = Number::from(100);
    let value = |many: bool, count: usize| match many {
        true => Value::List(vec![Value::Number(whole.clone()); count]),
        false => Value::Number(whole.clone()),
    };
    let numbers = asked.iter().filter(|((_, card), _)| card.kind == Kind::Number);
    let values: Vec<(&str, Value)> = numbers
        .map(|((name, card), values)| (name.as_str(), value(card.many, values.as_ref().map_or(0, Vec::len))))
        .collect();
    if values.len() != asked.len() {
        return Vec::new();
    }
    let given = values.iter().map(|(name, value)| (*name, value)).collect();
    match probe(base, rule, params, given) {
        Ok(points) if points == *weight => vec![whole],
        _ => Vec::new(),
    }
}
