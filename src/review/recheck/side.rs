//! Points as somebody states them, and whom a difference of points favours.

use crate::evaluation::Role;
use crate::numeric::{Number, NumberError};

/// Stated points as the rule of the row gives them: those of a penalty are what is taken off, and may carry the sign with
/// which they count.
pub(super) fn as_scored(role: Role, stated: &Number) -> Number {
    if role == Role::Penalty { stated.absolute() } else { stated.clone() }
}

/// How much better off the organisation is with one number of points than with another: below 0 where it is worse off.
pub(super) fn advantage(role: Role, points: &Number, other: &Number) -> Result<Number, NumberError> {
    if role == Role::Penalty { other.subtract(points) } else { points.subtract(other) }
}
