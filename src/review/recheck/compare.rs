//! A claim beside the points of its row.

use super::alternative::Alternative;
use super::checked_row::{Disagreement, RowVerdict};
use super::other_ways::{agreement, alternatives};
use super::scoring_context::ScoringContext;
use super::side::advantage;
use crate::evaluation::{Role, Row};
use crate::numeric::{Number, NumberError};
use crate::report::RowNote;
use crate::scheme::Indicator;

/// How a claim stands to the points of the row, and what else gives it.
///
/// # Errors
/// Differences too large to be held.
pub(super) fn compare(
    context: &ScoringContext<'_>,
    indicator: &Indicator,
    note: &RowNote,
    row: &Row,
    counted: &Number,
    engine: &Number,
) -> Result<RowVerdict, NumberError> {
    if counted == engine {
        return Ok(RowVerdict::Agrees);
    }
    let weight = indicator.weight.number();
    let twice = percent_of(engine, weight).is_ok_and(|twice| twice == *counted);
    let weight_twice = note.converted.is_some() && twice && note.claimed.as_ref() == Some(engine);
    let is_lifted = is_lifted(row.role(), counted, engine, weight);
    let agreement = |tried: &[(Alternative, Number)]| agreement(tried, counted, is_lifted);
    let is_enough = |tried: &[(Alternative, Number)]| !agreement(tried).0.is_empty();
    let (agreeing, lifting) = agreement(&alternatives(context, indicator, note, row, is_enough));
    if !weight_twice && !agreeing.is_empty() {
        return Ok(RowVerdict::AgreesUnder(agreeing));
    }
    let difference = advantage(row.role(), counted, engine)?;
    let lifted_by = lifting.map(Box::new);
    Ok(RowVerdict::Disagrees(Disagreement { difference, weight_twice, lifted_by, beyond: None }))
}

/// Whether the claim says that the target was reached, and it was missed.
fn is_lifted(role: Role, counted: &Number, engine: &Number, weight: &Number) -> bool {
    match role {
        Role::Penalty => counted.is_zero() && !engine.is_zero(),
        Role::Weighted | Role::Bonus => counted == weight && engine < weight,
    }
}

/// Points × weight in percent, as forms convert them.
pub(super) fn percent_of(points: &Number, weight: &Number) -> Result<Number, NumberError> {
    points.multiply(weight)?.divide(&Number::from(100))
}
