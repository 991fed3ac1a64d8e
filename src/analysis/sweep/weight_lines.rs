//! How all weights follow the one that is moved, as straight lines over it.

use std::collections::BTreeMap;

use super::swept_case::{SweptCase, Weights, first_error};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::numeric::{Interval, Line, Number, NumberError};
use crate::scheme::{Indicator, WeightGrid};

/// How small the first step is that shows how the others follow, as a part of the full score.
const SMALL: i64 = 1_000_000;

/// How every weight follows the one that is moved: straight lines through the weights as they are and through those
/// after a small step, upwards or, where that is refused, downwards.
pub(super) fn lines(
    case: &SweptCase<'_>,
    row: &Indicator,
) -> Result<Result<BTreeMap<String, Line>, Diagnostic>, Diagnostics> {
    let weight = row.weight.number();
    let small = case.scheme.full_score.number().divide(&Number::from(SMALL))?;
    let mut refused = None;
    for by in [small.clone(), small.negate()] {
        let at = weight.add(&by)?;
        match case.weights(&row.id, &at, WeightGrid::Exact) {
            Ok(after) => return Ok(Ok(through(case, weight, &by, &after)?)),
            Err(problems) => refused = refused.or(Some(first_error(problems)?)),
        }
    }
    refused.map(Err).ok_or_else(Diagnostics::new)
}

fn through(
    case: &SweptCase<'_>,
    weight: &Number,
    by: &Number,
    after: &Weights,
) -> Result<BTreeMap<String, Line>, NumberError> {
    let mut lines = BTreeMap::new();
    for row in case.scheme.indicators() {
        let own = row.weight.number();
        let moved = after.get(&row.id).map_or_else(|| own.clone(), |weight| weight.number().clone());
        let slope = moved.subtract(own)?.divide(by)?;
        let constant = own.subtract(&slope.multiply(weight)?)?;
        lines.insert(row.id.clone(), Line { constant, slope });
    }
    Ok(lines)
}

/// Where no weight lies below 0 or above the full score.
pub(super) fn domain(full: &Number, lines: &BTreeMap<String, Line>) -> Result<Interval, NumberError> {
    let (mut low, mut high) = (Number::zero(), full.clone());
    for line in lines.values().filter(|line| !line.slope.is_zero()) {
        let zero = line.constant.negate().divide(&line.slope)?;
        if line.slope.is_negative() { high = high.min(zero) } else { low = low.max(zero) }
    }
    Interval::closed(low, high).ok_or(NumberError::NotANumber)
}
