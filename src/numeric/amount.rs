//! [`Weight`] and [`Points`]: quantities that must not be mixed up.

use std::fmt;

use super::{Number, NumberError};

/// The full marks of an indicator or dimension, in points: never negative.
///
/// # Example: a weight is not a score
/// ```compile_fail
/// let weight = jixiao::Weight::new(jixiao::Number::from(5)).unwrap();
/// let points: jixiao::Points = weight; // full marks are not marks awarded
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(Number);

impl Weight {
    /// A weight of `number` points; `None` below zero.
    #[must_use]
    pub fn new(number: Number) -> Option<Self> {
        if number.is_negative() { None } else { Some(Self(number)) }
    }

    /// The number of points.
    #[must_use]
    pub fn number(&self) -> &Number {
        &self.0
    }

    /// The exact sum of weights.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn total<'a>(weights: impl IntoIterator<Item = &'a Self>) -> Result<Self, NumberError> {
        weights.into_iter().try_fold(Self(Number::zero()), |sum, weight| Ok(Self(sum.0.add(&weight.0)?)))
    }
}

/// Marks awarded. Points add to points; two of them have no product.
///
/// # Example: points times points means nothing
/// ```compile_fail
/// let points = jixiao::Points::new(jixiao::Number::from(5));
/// let nonsense = points * points;
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(Number);

impl Points {
    /// `number` points.
    #[must_use]
    pub fn new(number: Number) -> Self {
        Self(number)
    }

    /// The number of points.
    #[must_use]
    pub fn number(&self) -> &Number {
        &self.0
    }

    /// The exact sum of points.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn total<'a>(points: impl IntoIterator<Item = &'a Self>) -> Result<Self, NumberError> {
        points.into_iter().try_fold(Self(Number::zero()), |sum, some| Ok(Self(sum.0.add(&some.0)?)))
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}
