//! Sums and counts of many.

use crate::numeric::{Number, NumberError};

/// A count as a number.
pub(super) fn whole(count: usize) -> Number {
    Number::from(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The sum of numbers.
pub(super) fn sum_of<'a>(numbers: impl IntoIterator<Item = &'a Number>) -> Result<Number, NumberError> {
    numbers.into_iter().try_fold(Number::zero(), |sum, number| sum.add(number))
}
