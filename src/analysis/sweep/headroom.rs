//! Points still to be had on a row: the most that its rules give, at whatever actual, less what it has.
//!
//! The most is looked for, not assumed to be the weight: a ceiling, a band or a deduction by hand can keep a row below
//! it. What is tried are the numbers at which rules change their minds (target, parameters, weight) and their
//! neighbourhood; where that reaches the bound that the evaluation sets, it is the most, and otherwise at least that
//! much is to be had.

use std::collections::BTreeMap;

use super::Headroom;
use super::swept_case::SweptCase;
use crate::evaluation::Row;
use crate::evaluation::counterfactual::{Counterfactual, RowFactors};
use crate::numeric::Number;
use crate::rule::{InputCard, Kind, Value};

/// How many combinations of inputs are tried for a row.
const MOST_TRIED: usize = 512;

/// The headroom of a row; `None` where no rule gave its points.
pub(super) fn headroom(case: &SweptCase<'_>, row: &Row) -> Option<Headroom> {
    let own = RowFactors::of(row)?;
    let now = row.points()?.number();
    let rounded =
        |points: Number| case.scheme.roundings.indicator.map_or(points.clone(), |rounding| rounding.apply(&points));
    let bound = rounded(own.weight.subtract(&own.deduction).ok()?.max(Number::zero()));
    let mut most = now.clone();
    for inputs in trials(&own) {
        let tried = with_inputs(&own, &inputs);
        let counterfactual = Counterfactual { actual: &tried, ..Counterfactual::of(&own) };
        // What a rule refuses is no actual that could be had.
        if let Ok(points) = counterfactual.points(false) {
            most = most.max(rounded(points));
        }
        if most >= bound {
            break;
        }
    }
    Some(Headroom { points: most.subtract(now).ok()?, is_most: most >= bound })
}

/// The row with other inputs of its rule; modifiers that ask for an input of the same name are told the same.
fn with_inputs(own: &RowFactors, inputs: &BTreeMap<String, Value>) -> RowFactors {
    let mut tried = own.clone();
    for used in &mut tried.uses {
        for (name, value) in inputs {
            if let Some(input) = used.case.inputs.get_mut(name) {
                *input = value.clone();
            }
        }
    }
    tried
}

/// Combinations of inputs to try: every candidate of every input with every one of the others, as far as they go.
fn trials(factors: &RowFactors) -> Vec<BTreeMap<String, Value>> {
    let Some(used) = factors.uses.first() else { return Vec::new() };
    let mut numbers = vec![Number::zero(), Number::from(1), Number::from(100), factors.weight.clone()];
    let mut texts = Vec::new();
    gather(&factors.target, &mut numbers, &mut texts);
    used.case.params.values().for_each(|value| gather(value, &mut numbers, &mut texts));
    let neighbours: Vec<Number> = numbers.iter().flat_map(beside).collect();
    numbers.extend(neighbours);
    numbers.sort();
    numbers.dedup();
    let mut all = vec![BTreeMap::new()];
    for (name, asked) in &used.script.rule.metadata().inputs {
        let own = used.case.inputs.get(name);
        let values = candidates(asked, own, &numbers, &texts);
        let with = |trial: &BTreeMap<String, Value>| {
            let trial = trial.clone();
            values
                .iter()
                .cloned()
                .map(move |value| {
                    let mut trial = trial.clone();
                    trial.insert(name.clone(), value);
                    trial
                })
                .collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).take(MOST_TRIED).collect();
    }
    all
}

/// A little below, a little above, and far above.
fn beside(number: &Number) -> Vec<Number> {
    let little = Number::from(1).divide(&Number::from(100));
    let near = little.and_then(|little| Ok([number.subtract(&little)?, number.add(&little)?]));
    let far = number.multiply(&Number::from(2));
    near.into_iter().flatten().chain(far).collect()
}

fn gather(value: &Value, numbers: &mut Vec<Number>, texts: &mut Vec<String>) {
    match value {
        Value::Number(number) => numbers.push(number.clone()),
        Value::Text(text) => texts.push(text.clone()),
        Value::List(items) => items.iter().for_each(|item| gather(item, numbers, texts)),
        Value::Map(entries) => {
            texts.extend(entries.keys().cloned());
            entries.values().for_each(|value| gather(value, numbers, texts));
        }
        Value::Missing | Value::Flag(_) | Value::Day(_) => {}
    }
}

/// What an input could be: its own value first, so that other inputs are tried beside it.
fn candidates(asked: &InputCard, own: Option<&Value>, numbers: &[Number], texts: &[String]) -> Vec<Value> {
    let single: Vec<Value> = match asked.kind {
        Kind::Number => numbers.iter().cloned().map(Value::Number).collect(),
        Kind::Text => texts.iter().cloned().map(Value::Text).collect(),
        Kind::Flag => vec![Value::Flag(true), Value::Flag(false)],
        Kind::Date => Vec::new(),
    };
    let length = match own {
        Some(Value::List(items)) if asked.many => Some(items.len()),
        _ => None,
    };
    let shaped = single.into_iter().map(|value| match length {
        Some(length) => Value::List(vec![value; length]),
        None => value,
    });
    own.cloned().into_iter().chain(shaped).filter(|value| asked.accepts(value)).collect()
}
