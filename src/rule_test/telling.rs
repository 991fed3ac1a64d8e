//! The example that would notice a change: looked for around the values at which the script or the changed one turns.

use std::collections::BTreeSet;

use super::boundary::Boundary;
use super::numeric_input::NumericInput;
use crate::numeric::Number;
use crate::rule::{Example, RuleCase, ScriptRule, Value, step_of};

/// How many cases are tried for one change.
const MAX_TRIED: usize = 4_000;
/// How many examples are started from.
const MAX_STARTS: usize = 40;

/// A line for `examples()` on which the rule and the changed one differ, as `differs` says; nothing where none was found.
/// The line has been put into the script, and holds there.
pub(super) fn telling_line(
    rule: &ScriptRule,
    examples: &[Example],
    boundaries: &[&[Boundary]],
    differs: &dyn Fn(&RuleCase) -> bool,
) -> Option<String> {
    let turns: BTreeSet<Number> = boundaries
        .iter()
        .flat_map(|found| found.iter())
        .flat_map(|boundary| around(&boundary.at).into_iter().chain([boundary.at.clone()]))
        .filter(|number| number.decimals().is_some())
        .collect();
    let starts = examples.iter().filter_map(|example| example.case.as_ref().ok()).take(MAX_STARTS);
    starts.flat_map(|case| candidates(rule, case, &turns)).take(MAX_TRIED).find_map(|case| {
        if !differs(&case) {
            return None;
        }
        let line = rule.example_line(&case, &rule.call_result(&case).ok()?)?;
        let pasted = rule.with_example(&line)?;
        let example = pasted.examples().ok()?.pop()?;
        let holds = example.differs(&pasted).is_none() && example.case.as_ref().is_ok_and(differs);
        holds.then_some(line)
    })
}

/// Just below and just above.
fn around(number: &Number) -> Vec<Number> {
    let step = step_of(number);
    let one = Number::from(1);
    [number.subtract(&step), number.add(&step), number.subtract(&one), number.add(&one)].into_iter().flatten().collect()
}

/// Cases near one: the simplest changes first.
fn candidates<'a>(
    rule: &'a ScriptRule,
    case: &'a RuleCase,
    turns: &'a BTreeSet<Number>,
) -> impl Iterator<Item = RuleCase> + 'a {
    let of_target = std::iter::once(case.clone()).chain(other_targets(case));
    of_target.flat_map(move |case| {
        let inputs = NumericInput::of(rule.metadata(), &case);
        let start = case.clone();
        let varied = inputs.into_iter().flat_map(move |input| {
            let usual = input.get(&start).unwrap_or_else(Number::zero);
            let whole = usual.floor();
            let near = around(&usual).into_iter().chain(around(&whole)).chain([whole, Number::zero()]);
            let tried: Vec<Number> = near.chain(turns.iter().cloned()).collect();
            let start = start.clone();
            tried.into_iter().filter_map(move |number| input.set(&start, &number)).collect::<Vec<_>>()
        });
        std::iter::once(case.clone()).chain(varied).flat_map(|case| [case.clone(), heavier(case)])
    })
}

/// The case with another target: 0, and what lies beside it.
fn other_targets(case: &RuleCase) -> Vec<RuleCase> {
    let Value::Number(target) = &case.target else { return Vec::new() };
    let zero = Number::zero();
    let tried = around(target).into_iter().chain(around(&zero)).chain([zero]);
    tried.map(|target| RuleCase { target: Value::Number(target), ..case.clone() }).collect()
}

/// The case with another weight.
fn heavier(case: RuleCase) -> RuleCase {
    let weight = case.weight.add(&Number::from(1)).unwrap_or_else(|_| case.weight.clone());
    RuleCase { weight, ..case }
}
