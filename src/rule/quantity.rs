//! [`Quantity`]: what scripts compute with, and what is computed with it.
//!
//! One list of operators and functions serves two engines: rows are scored with plain [`Number`]s and traced with
//! [`Traced`] ones.

use std::cmp::Ordering;

use rhai::Dynamic;

use super::operators::{Answer, Trouble};
use super::traced::{self, Traced};
use crate::numeric::{Mode, Number, NumberError, Rounding};

/// A kind of number that scripts can compute with.
pub(super) trait Quantity: Clone + Send + Sync + 'static {
    /// The quantity that is this number, whatever the weight.
    fn exactly(number: Number) -> Self;
    /// What it is now.
    fn now(&self) -> &Number;
    /// The plain number, for `place`, which takes no other.
    fn plain(&self, place: &'static str) -> Answer<&Number>;
    fn plus(&self, other: &Self) -> Answer<Self>;
    fn minus(&self, other: &Self) -> Answer<Self>;
    fn times(&self, other: &Self) -> Answer<Self>;
    fn divided_by(&self, other: &Self) -> Answer<Self>;
    fn remainder(&self, other: &Self) -> Answer<Self>;
    fn negated(&self) -> Answer<Self>;
    fn floor(&self) -> Answer<Self>;
    fn ceiling(&self) -> Answer<Self>;
    fn is_whole(&self) -> Answer<bool>;
    /// Rounded half up.
    fn rounded(&self, places: u32) -> Answer<Self>;
    /// Whether it stands to `other` in one of the orders.
    fn compare(&self, other: &Self, wanted: &[Ordering]) -> Answer<bool>;

    fn lower(&self, other: &Self) -> Answer<Self> {
        Ok(if self.compare(other, &[Ordering::Less, Ordering::Equal])? { self } else { other }.clone())
    }

    fn higher(&self, other: &Self) -> Answer<Self> {
        Ok(if self.compare(other, &[Ordering::Greater, Ordering::Equal])? { self } else { other }.clone())
    }

    fn absolute(&self) -> Answer<Self> {
        let zero = Self::exactly(Number::zero());
        if self.compare(&zero, &[Ordering::Less])? { self.negated() } else { Ok(self.clone()) }
    }

    /// The quantity in a script value, if it is one.
    fn read(value: &Dynamic) -> Option<Self> {
        if let Some(own) = value.read_lock::<Self>() {
            return Some(own.clone());
        }
        let number = value.as_int().ok().map(Number::from).or_else(|| value.as_decimal().ok().map(Number::from));
        number.map(Self::exactly)
    }
}

fn told<T>(answer: Result<T, NumberError>) -> Answer<T> {
    answer.map_err(|error| Trouble::Number(error).raise())
}

impl Quantity for Number {
    fn exactly(number: Number) -> Self {
        number
    }
    fn now(&self) -> &Number {
        self
    }
    fn plain(&self, _: &'static str) -> Answer<&Number> {
        Ok(self)
    }
    fn plus(&self, other: &Self) -> Answer<Self> {
        told(self.add(other))
    }
    fn minus(&self, other: &Self) -> Answer<Self> {
        told(self.subtract(other))
    }
    fn times(&self, other: &Self) -> Answer<Self> {
        told(self.multiply(other))
    }
    fn divided_by(&self, other: &Self) -> Answer<Self> {
        told(self.divide(other))
    }
    fn remainder(&self, other: &Self) -> Answer<Self> {
        told(Number::remainder(self, other))
    }
    fn negated(&self) -> Answer<Self> {
        Ok(self.negate())
    }
    fn floor(&self) -> Answer<Self> {
        Ok(Number::floor(self))
    }
    fn ceiling(&self) -> Answer<Self> {
        Ok(Number::ceiling(self))
    }
    fn is_whole(&self) -> Answer<bool> {
        Ok(Number::is_whole(self))
    }
    fn rounded(&self, places: u32) -> Answer<Self> {
        Ok(Rounding { places, mode: Mode::HalfUp }.apply(self))
    }
    fn compare(&self, other: &Self, wanted: &[Ordering]) -> Answer<bool> {
        Ok(wanted.contains(&self.cmp(other)))
    }
}

fn traced<T>(answer: traced::Answer<T>) -> Answer<T> {
    answer.map_err(|error| Trouble::Untraceable(error).raise())
}

impl Quantity for Traced {
    fn exactly(number: Number) -> Self {
        Self::Fixed(number)
    }
    fn now(&self) -> &Number {
        self.value()
    }
    fn plain(&self, place: &'static str) -> Answer<&Number> {
        traced(self.fixed(place))
    }
    fn plus(&self, other: &Self) -> Answer<Self> {
        traced(Traced::plus(self, other))
    }
    fn minus(&self, other: &Self) -> Answer<Self> {
        traced(Traced::minus(self, other))
    }
    fn times(&self, other: &Self) -> Answer<Self> {
        traced(Traced::times(self, other))
    }
    fn divided_by(&self, other: &Self) -> Answer<Self> {
        traced(Traced::divided_by(self, other))
    }
    fn remainder(&self, other: &Self) -> Answer<Self> {
        traced(Traced::remainder(self, other))
    }
    fn negated(&self) -> Answer<Self> {
        traced(Traced::negated(self))
    }
    fn floor(&self) -> Answer<Self> {
        traced(Traced::floor(self))
    }
    fn ceiling(&self) -> Answer<Self> {
        traced(Traced::ceiling(self))
    }
    fn is_whole(&self) -> Answer<bool> {
        traced(Traced::is_whole(self))
    }
    fn rounded(&self, places: u32) -> Answer<Self> {
        traced(Traced::rounded(self, places))
    }
    fn compare(&self, other: &Self, wanted: &[Ordering]) -> Answer<bool> {
        traced(Traced::compare(self, other, wanted))
    }
}
