//! Sums of many numbers.

use crate::numeric::{Number, NumberError};

/// The sum of numbers.
pub(super) fn sum_of<'a>(numbers: impl IntoIterator<Item = &'a Number>) -> Result<Number, NumberError> {
    numbers.into_iter().try_fold(Number::zero(), |sum, number| sum.add(number))
}
