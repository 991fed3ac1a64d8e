//! Boundary values: where a comparison in a script turns, and what comes out just below, at and just above.
//!
//! A recorded run keeps every pair of numbers that the script compares. Two runs at neighbouring values of one input say
//! how the distance between the two sides moves; where it is a straight line, its zero is the boundary, exactly, whatever
//! the script computed on the way to the comparison. A third run confirms it.

use std::collections::BTreeMap;

use super::numeric_input::NumericInput;
use super::situation::TestCase;
use crate::diagnostic::Code;
use crate::location::Place;
use crate::numeric::{Mode, Number, Rounding};
use crate::rule::{CallResult, Observation, Recorder, RuleCase, ScriptRule, Value, step_of};

/// How often a boundary that is not on a straight line is approached.
const MAX_TRIES: usize = 4;

/// One input of one situation at a value where a comparison turns.
#[derive(Clone, Debug)]
pub struct Boundary {
    /// The example (`#3`) or the case and row it starts from.
    pub from: String,
    /// The input, `rates[2]` for the second of a list.
    pub input: String,
    /// The comparison.
    pub place: Place,
    /// How far below and above lie from the boundary.
    pub step: Number,
    /// Just below, at and just above; without the middle one where the rule does not take the boundary itself.
    pub samples: Vec<Sample>,
    /// Whether the points change by more than the step explains.
    pub is_jump: bool,
    pub(super) at: Number,
}

/// What a rule answers at one value.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The value.
    pub value: Value,
    /// The answer, or the kind of problem that stopped the script.
    pub result: Result<CallResult, Code>,
}

/// A comparison: where it stands, and how often it was made before.
type Occasion = ((usize, usize), usize);

/// All boundaries that the cases lie around, each once, in the order of the script.
pub(super) fn find(rule: &ScriptRule, cases: &[TestCase<'_>]) -> Vec<Boundary> {
    let Some((recorded, recorder)) = rule.recorded() else { return Vec::new() };
    let mut found: BTreeMap<((usize, usize), String, Number, String), Boundary> = BTreeMap::new();
    for start in cases {
        for input in NumericInput::of(rule.metadata(), start.case).iter().filter(|input| input.is_measured()) {
            let surroundings = surroundings(input, start.case);
            for (at, turn) in turns(&recorded, &recorder, input, start.case) {
                let key = (at, input.label(), turn.clone(), surroundings.clone());
                if let (false, Some(boundary)) = (found.contains_key(&key), around(rule, start, input, at, &turn)) {
                    found.insert(key, boundary);
                }
            }
        }
    }
    found.into_values().collect()
}

/// Everything about a case but the one number: two examples that differ in nothing else have the same boundaries.
fn surroundings(input: &NumericInput, case: &RuleCase) -> String {
    let neutral = input.set(case, &Number::zero()).unwrap_or_else(|| case.clone());
    format!("{neutral:?}")
}

/// Where comparisons turn as one number changes.
fn turns(
    rule: &ScriptRule,
    recorder: &Recorder,
    input: &NumericInput,
    case: &RuleCase,
) -> Vec<((usize, usize), Number)> {
    let Some(start) = input.get(case) else { return Vec::new() };
    let run = |number: &Number| -> Option<BTreeMap<Occasion, Number>> {
        let case = input.set(case, number)?;
        recorder.take();
        let _ = rule.call_result(&case);
        Some(distances(recorder.take()))
    };
    let one = Number::from(1);
    let mut found = Vec::new();
    let Some(here) = run(&start) else { return found };
    for beside in [start.add(&one), start.subtract(&one)].into_iter().flatten() {
        let Some(there) = run(&beside) else { continue };
        for (occasion, distance) in &here {
            let Some(other) = there.get(occasion) else { continue };
            let turn = zero((&start, distance), (&beside, other), |number| run(number)?.get(occasion).cloned(), input);
            found.extend(turn.map(|turn| (occasion.0, turn)));
        }
    }
    found
}

fn distances(observation: Observation) -> BTreeMap<Occasion, Number> {
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut distances = BTreeMap::new();
    for (at, left, right) in observation.compared {
        let count = counts.entry(at).or_default();
        if let Ok(distance) = left.subtract(&right) {
            distances.insert((at, *count), distance);
        }
        *count = count.saturating_add(1);
    }
    distances
}

/// Where the distance is 0, by the straight line through two points; confirmed, or approached a few times where the line
/// is not straight.
fn zero(
    first: (&Number, &Number),
    second: (&Number, &Number),
    distance: impl Fn(&Number) -> Option<Number>,
    input: &NumericInput,
) -> Option<Number> {
    let (mut first, mut second) = ((first.0.clone(), first.1.clone()), (second.0.clone(), second.1.clone()));
    for _ in 0..MAX_TRIES {
        let rise = second.1.subtract(&first.1).ok()?;
        let run = second.0.subtract(&first.0).ok()?;
        let root = first.0.subtract(&first.1.multiply(&run).ok()?.divide(&rise).ok()?).ok()?;
        if input.is_whole() && !root.is_whole() {
            // Between two whole numbers; the line is taken to be straight.
            return Some(root);
        }
        let there = distance(&root)?;
        if there.is_zero() {
            return Some(root);
        }
        first = second;
        second = (root, there);
    }
    None
}

/// The answers around a boundary.
fn around(
    rule: &ScriptRule,
    start: &TestCase<'_>,
    input: &NumericInput,
    at: (usize, usize),
    turn: &Number,
) -> Option<Boundary> {
    let step = if input.is_whole() { Number::from(1) } else { step_of(turn) };
    // A boundary that no figure can hit lies between two that figures can: 10/3 between 3.33 and 3.34.
    let grid = Rounding { places: if input.is_whole() { 0 } else { 2 }, mode: Mode::Down };
    let is_hit = input.value(turn).is_some() && turn.decimals().is_some();
    let (below, above) = if is_hit {
        (turn.subtract(&step).ok()?, turn.add(&step).ok()?)
    } else {
        let cut = grid.apply(turn);
        if turn.is_negative() { (cut.subtract(&step).ok()?, cut) } else { (cut.clone(), cut.add(&step).ok()?) }
    };
    let ask = |number: &Number| {
        let case = input.set(start.case, number)?;
        Some(rule.call_result(&case).map_err(|problem| problem.code))
    };
    let numbers: Vec<Number> = if is_hit { vec![below, turn.clone(), above] } else { vec![below, above] };
    let samples: Vec<Sample> = numbers
        .iter()
        .filter_map(|number| Some(Sample { value: input.value(number)?, result: ask(number)? }))
        .collect();
    if samples.len() < 2 {
        return None;
    }
    let points = |number: &Number| ask(number)?.ok()?.points().cloned();
    let further = |number: Option<&Number>, is_up: bool| {
        let number = number?;
        points(&if is_up { number.add(&step) } else { number.subtract(&step) }.ok()?)
    };
    let mut line = vec![further(numbers.first(), false)];
    line.extend(numbers.iter().map(points));
    line.push(further(numbers.last(), true));
    Some(Boundary {
        from: start.from.clone(),
        input: input.label(),
        place: Place::at(rule.source(), at.0, at.1),
        step,
        samples,
        is_jump: jumps(&line),
        at: turn.clone(),
    })
}

/// Whether one of the inner steps along a line of points is more than twice as high as both outer ones.
fn jumps(line: &[Option<Number>]) -> bool {
    let steps: Vec<Option<Number>> = line
        .iter()
        .zip(line.iter().skip(1))
        .map(|(a, b)| Some(b.as_ref()?.subtract(a.as_ref()?).ok()?.absolute()))
        .collect();
    let [first, inner @ .., last] = steps.as_slice() else { return false };
    let outer = first.iter().chain(last).max().cloned().unwrap_or_else(Number::zero);
    let explained = outer.add(&outer).unwrap_or(outer);
    inner.iter().flatten().any(|step| *step > explained)
}
