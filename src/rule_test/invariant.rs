//! Declared invariants of the points, checked on generated inputs; a counter-example is made as simple as it goes.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use super::boundary::Boundary;
use super::generator::Generator;
use super::numeric_input::NumericInput;
use super::situation::TestCase;
use crate::diagnostic::{Code, Diagnostic};
use crate::numeric::Number;
use crate::rule::{CallResult, Invariant, Property, RuleCase, RuleMetadata, ScriptRule, Value};

/// Where the generator of every rule begins.
const SEED: u64 = 2024;
/// How many numbers are drawn for one input.
const DRAWN: usize = 12;
/// How many variations with all numbers drawn anew are made of each base.
const VARIATIONS: usize = 2;
/// How many inputs of one invariant may use up all that a script may use, before the rest is left.
const MAX_EXHAUSTED: usize = 8;
/// How often a counter-example is gone through to make it simpler.
const MAX_ROUNDS: usize = 4;

/// What became of one declared invariant.
#[derive(Clone, Debug)]
pub struct CheckedInvariant {
    /// The invariant as it is written.
    pub text: String,
    /// How often the rule was called.
    pub calls: usize,
    /// Whether every result satisfied it.
    pub holds: bool,
}

/// A rule, how often it was called, and the calls that used up all that a script may use.
struct RuleProbe<'a> {
    rule: &'a ScriptRule,
    calls: Cell<usize>,
    exhausted: RefCell<Vec<Diagnostic>>,
}

impl RuleProbe<'_> {
    fn call(&self, case: &RuleCase) -> Result<CallResult, Diagnostic> {
        // A script that runs into its limits again and again would take minutes and give nothing else.
        if let Some(last) = self.exhausted.borrow().get(MAX_EXHAUSTED) {
            return Err(last.clone());
        }
        self.calls.set(self.calls.get().saturating_add(1));
        let result = self.rule.call_result(case);
        if let Err(problem) = &result
            && problem.code == Code::ScriptLimit
        {
            self.exhausted.borrow_mut().push(problem.clone());
        }
        result
    }

    fn points(&self, case: Option<RuleCase>) -> Option<Number> {
        self.call(&case?).ok()?.points().cloned()
    }

    fn metadata(&self) -> &RuleMetadata {
        self.rule.metadata()
    }
}

/// What became of the declared invariants, and those that do not hold, each with a counter-example.
pub(super) fn check(
    rule: &ScriptRule,
    cases: &[TestCase<'_>],
    boundaries: &[Boundary],
) -> (Vec<CheckedInvariant>, Vec<Diagnostic>) {
    let mut checked = Vec::new();
    let mut broken = Vec::new();
    for invariant in &rule.invariants {
        let rule = &RuleProbe { rule, calls: Cell::new(0), exhausted: RefCell::new(Vec::new()) };
        let cases: Vec<&RuleCase> =
            cases.iter().map(|case| case.case).filter(|case| applies(invariant, case)).collect();
        let found = match &invariant.property {
            Property::MonotoneUp(name) => monotone(rule, &cases, boundaries, name, true),
            Property::MonotoneDown(name) => monotone(rule, &cases, boundaries, name, false),
            Property::Bounded => bounded(rule, &cases, boundaries),
            Property::FullMarksReachable => full_marks(rule, &cases, boundaries),
        };
        checked.push(CheckedInvariant {
            text: invariant.text.clone(),
            calls: rule.calls.get(),
            holds: found.is_none(),
        });
        broken.extend(found.map(|found| {
            let problem = Diagnostic::new(Code::InvariantBroken).fact("law", &invariant.text).fact("found", found);
            problem.at(invariant.place.clone())
        }));
    }
    (checked, broken)
}

/// Whether the parameters of a case are those that an invariant is limited to.
fn applies(invariant: &Invariant, case: &RuleCase) -> bool {
    // What a penalty takes off rises with what is worse; only the bounds hold there too.
    let is_meant = !case.setting.is_penalty || invariant.property == Property::Bounded;
    is_meant && invariant.holds_under(&case.params)
}

/// The case, and some with all its numbers and its target drawn anew.
fn variations(rule: &RuleProbe<'_>, case: &RuleCase, generator: &mut Generator) -> Vec<RuleCase> {
    let mut found = vec![case.clone()];
    for _ in 0..VARIATIONS {
        let mut other = case.clone();
        for input in NumericInput::of(rule.metadata(), case) {
            let Some(usual) = input.get(case) else { continue };
            let drawn = generator.up_to(&reach(&usual), input.is_whole());
            other = input.set(&other, &drawn).unwrap_or(other);
        }
        if let Value::Number(target) = &case.target {
            other.target = Value::Number(generator.up_to(&reach(target), false));
        }
        found.push(other);
    }
    found
}

/// Twice a number, and at least 2: how far numbers are drawn.
fn reach(number: &Number) -> Number {
    let size = number.absolute().max(Number::from(1));
    size.add(&size).unwrap_or(size)
}

/// The numbers that one input of a case is tried with, rising: its own and those around it, those around the boundaries,
/// and some drawn.
fn numbers(
    input: &NumericInput,
    case: &RuleCase,
    boundaries: &[Boundary],
    generator: &mut Generator,
) -> BTreeSet<Number> {
    let usual = input.get(case).unwrap_or_else(Number::zero);
    let mut found: BTreeSet<Number> = [0, 1, 100].into_iter().map(Number::from).collect();
    let own = boundaries.iter().filter(|boundary| boundary.input == input.label());
    for (number, step) in own.map(|boundary| (&boundary.at, &boundary.step)).chain([(&usual, &Number::from(1))]) {
        found.extend([Ok(number.clone()), number.subtract(step), number.add(step)].into_iter().flatten());
    }
    let most = reach(&usual);
    for _ in 0..DRAWN {
        let drawn = generator.up_to(&most, input.is_whole());
        found.insert(drawn.negate());
        found.insert(drawn);
    }
    found.retain(|number| input.value(number).is_some());
    found
}

fn monotone(
    rule: &RuleProbe<'_>,
    cases: &[&RuleCase],
    boundaries: &[Boundary],
    name: &str,
    up: bool,
) -> Option<String> {
    let mut generator = Generator::new(SEED);
    for case in cases.iter().flat_map(|case| variations(rule, case, &mut generator)).collect::<Vec<_>>() {
        for input in NumericInput::of(rule.metadata(), &case).into_iter().filter(|input| input.name == name) {
            let mut last: Option<(Number, Number)> = None;
            for number in numbers(&input, &case, boundaries, &mut generator) {
                let Some(points) = rule.points(input.set(&case, &number)) else { continue };
                let breaks = |had: &Number| if up { points < *had } else { points > *had };
                if let Some((before, _)) = last.as_ref().filter(|(_, had)| breaks(had)) {
                    return Some(CounterExample { rule, input, case, up }.simplest(before.clone(), number));
                }
                last = Some((number, points));
            }
        }
    }
    None
}

/// Two values of one input whose points stand in the wrong order.
struct CounterExample<'a> {
    rule: &'a RuleProbe<'a>,
    input: NumericInput,
    case: RuleCase,
    up: bool,
}

impl CounterExample<'_> {
    /// The pair with the simplest numbers that still break the invariant, in words: both values with their points,
    /// then the rest of the case.
    fn simplest(self, low: Number, high: Number) -> String {
        let others: Vec<NumericInput> = NumericInput::of(self.rule.metadata(), &self.case)
            .into_iter()
            .filter(|input| input.label() != self.input.label())
            .collect();
        let mut numbers = vec![low, high, self.case.weight.clone()];
        numbers.extend(self.case.target.as_number().cloned());
        let fixed = numbers.len();
        numbers.extend(others.iter().filter_map(|input| input.get(&self.case)));
        let build = |numbers: &[Number]| -> Option<RuleCase> {
            let mut case = self.case.clone();
            case.weight = numbers.get(2)?.clone();
            if matches!(case.target, Value::Number(_)) {
                case.target = Value::Number(numbers.get(3)?.clone());
            }
            for (input, number) in others.iter().zip(numbers.get(fixed..)?) {
                case = input.set(&case, number)?;
            }
            Some(case)
        };
        let at = |case: &RuleCase, number: &Number| self.rule.points(self.input.set(case, number));
        let breaks = |numbers: &[Number]| {
            let (Some(case), Some(low), Some(high)) = (build(numbers), numbers.first(), numbers.get(1)) else {
                return false;
            };
            match (at(&case, low), at(&case, high)) {
                (Some(first), Some(second)) => low < high && if self.up { second < first } else { second > first },
                _ => false,
            }
        };
        let numbers = simplify(numbers, breaks);
        let case = build(&numbers).unwrap_or_else(|| self.case.clone());
        let sides = numbers.iter().take(2).map(|number| {
            let value = self.input.value(number).unwrap_or(Value::Missing);
            let points = at(&case, number).map(|points| points.to_string()).unwrap_or_default();
            format!("{} = {value} → {points}", self.input.label())
        });
        let sides: Vec<String> = sides.collect();
        format!("{}; {}", sides.join(", "), describe(&case, Some(&self.input)))
    }
}

/// The numbers, each made as simple as `breaks` still holds for.
fn simplify(mut numbers: Vec<Number>, breaks: impl Fn(&[Number]) -> bool) -> Vec<Number> {
    for _ in 0..MAX_ROUNDS {
        let mut changed = false;
        for at in 0..numbers.len() {
            let Some(now) = numbers.get(at).cloned() else { continue };
            let simple = [now.floor(), now.ceiling()].into_iter().chain([0, 1, 10, 100].into_iter().map(Number::from));
            for other in simple.filter(|other| size(other) < size(&now)) {
                let mut tried = numbers.clone();
                if let Some(slot) = tried.get_mut(at) {
                    *slot = other;
                }
                if breaks(&tried) {
                    numbers = tried;
                    changed = true;
                    break;
                }
            }
        }
        if !changed {
            break;
        }
    }
    numbers
}

/// How much a person has to read of a number.
fn size(number: &Number) -> (usize, Number) {
    (number.to_string().len(), number.absolute())
}

fn bounded(rule: &RuleProbe<'_>, cases: &[&RuleCase], boundaries: &[Boundary]) -> Option<String> {
    let mut generator = Generator::new(SEED);
    for case in cases.iter().flat_map(|case| variations(rule, case, &mut generator)).collect::<Vec<_>>() {
        if let Err(problem) = rule.call(&case) {
            return Some(stopped(&case, &problem));
        }
        for input in NumericInput::of(rule.metadata(), &case) {
            for number in numbers(&input, &case, boundaries, &mut generator) {
                let Some(other) = input.set(&case, &number) else { continue };
                let stops = |numbers: &[Number]| {
                    let [number, weight] = numbers else { return None };
                    if weight.is_zero() {
                        return None;
                    }
                    let other = input.set(&RuleCase { weight: weight.clone(), ..case.clone() }, number)?;
                    rule.call(&other).err().map(|problem| (other, problem))
                };
                if rule.call(&other).is_err() {
                    let simple = simplify(vec![number, case.weight.clone()], |numbers| stops(numbers).is_some());
                    let (case, problem) = stops(&simple)?;
                    return Some(stopped(&case, &problem));
                }
            }
        }
    }
    None
}

/// A case at which the script stops, and why.
fn stopped(case: &RuleCase, problem: &Diagnostic) -> String {
    let facts: Vec<String> = problem.facts().map(|(_, fact)| fact.en.clone()).collect();
    format!("{} → {} ({})", describe(case, None), problem.code.name(), facts.join(", "))
}

fn full_marks(rule: &RuleProbe<'_>, cases: &[&RuleCase], boundaries: &[Boundary]) -> Option<String> {
    let mut generator = Generator::new(SEED);
    for case in cases {
        // A rule that refuses its parameters or target, whatever is reported, promises nothing under them.
        let mut best: Option<Number> = None;
        let full = case.before.as_ref().unwrap_or(&case.weight);
        let inputs = cases.iter().map(|other| RuleCase { inputs: other.inputs.clone(), ..(*case).clone() });
        let numeric = NumericInput::of(rule.metadata(), case);
        let moved = numeric.iter().flat_map(|input| {
            let numbers = numbers(input, case, boundaries, &mut generator);
            numbers.into_iter().filter_map(|number| input.set(case, &number)).collect::<Vec<_>>()
        });
        for other in inputs.chain(moved) {
            best = best.max(rule.points(Some(other)));
            if best.as_ref() == Some(full) {
                break;
            }
        }
        if let Some(best) = best.filter(|best| best != full) {
            return Some(format!("{best} < {full}; {}", describe(case, None)));
        }
    }
    None
}

/// A case in one line: inputs, target, weight and parameters; without the input that was described already.
fn describe(case: &RuleCase, described: Option<&NumericInput>) -> String {
    let is_described = |name: &str| described.is_some_and(|input| input.label() == name);
    let mut parts: Vec<String> = case
        .inputs
        .iter()
        .filter(|(name, value)| !is_described(name) && **value != Value::Missing)
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    if case.target != Value::Missing {
        parts.push(format!("target = {}", case.target));
    }
    parts.push(format!("weight = {}", case.weight));
    parts.extend(case.before.iter().map(|before| format!("before = {before}")));
    let params = case.params.iter().filter(|(_, value)| **value != Value::Missing);
    parts.extend(params.map(|(name, value)| format!("params.{name} = {value}")));
    parts.join(", ")
}
