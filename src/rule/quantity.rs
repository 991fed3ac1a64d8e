//! [`Quantity`]: what scripts, rows and totals compute with.
//!
//! One list of operators serves every kind: a plain [`Number`], and a number that remembers how it depends on a weight
//! (`Affine`). A script, the order of a row and the way from rows to a total are each written once, over this trait.

use std::cmp::Ordering;

use crate::language::Bilingual;
use crate::messages::{number_error, phrase};
use crate::numeric::{Number, NumberError, Rounding};

/// Why an operation has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum QuantityError {
    /// Arithmetic without a result.
    Number(NumberError),
    /// Two numbers that both depend on the weight were multiplied.
    Product,
    /// A number was divided by one that depends on the weight, and the quotient depends on it too.
    Quotient,
    /// A place that takes plain numbers only.
    Plain(&'static str),
}

impl From<NumberError> for QuantityError {
    fn from(error: NumberError) -> Self {
        Self::Number(error)
    }
}

impl QuantityError {
    /// The error of arithmetic on plain numbers, which is never about symbols.
    pub fn of_numbers(self) -> NumberError {
        match self {
            Self::Number(error) => error,
            Self::Product | Self::Quotient | Self::Plain(_) => NumberError::TooLarge,
        }
    }

    /// What happened, in words.
    pub fn reason(&self) -> Bilingual {
        match self {
            Self::Number(error) => number_error(*error),
            Self::Product => phrase("quantity-product", &[]),
            Self::Quotient => phrase("quantity-quotient", &[]),
            Self::Plain(place) => phrase("quantity-plain", &[("place", Bilingual::same(*place))]),
        }
    }
}

/// The answer of an operation.
pub(crate) type Answer<T> = Result<T, QuantityError>;

/// A kind of number to compute with.
pub(crate) trait Quantity: Clone + Send + Sync + 'static {
    /// The quantity that is this number, whatever the weight.
    fn exactly(number: Number) -> Self;
    /// Its value at the weight at which the computation runs.
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
    fn rounded(&self, rounding: Rounding) -> Answer<Self>;
    /// Whether it stands to `other` in one of the orders.
    fn compare(&self, other: &Self, wanted: &[Ordering]) -> Answer<bool>;
    /// The same quantity after every decision that its later use would leave open has been made.
    fn settled(self) -> Answer<Self>;

    fn zero() -> Self {
        Self::exactly(Number::zero())
    }

    fn lower(&self, other: &Self) -> Answer<Self> {
        Ok(if self.compare(other, &[Ordering::Less, Ordering::Equal])? { self } else { other }.clone())
    }

    fn higher(&self, other: &Self) -> Answer<Self> {
        Ok(if self.compare(other, &[Ordering::Greater, Ordering::Equal])? { self } else { other }.clone())
    }

    fn absolute(&self) -> Answer<Self> {
        if self.compare(&Self::zero(), &[Ordering::Less])? { self.negated() } else { Ok(self.clone()) }
    }

    /// Whether it lies below 0 or above `most`.
    fn is_outside(&self, most: &Self) -> Answer<bool> {
        Ok(self.compare(&Self::zero(), &[Ordering::Less])? || self.compare(most, &[Ordering::Greater])?)
    }

    /// The nearest quantity from 0 to `most`.
    fn within(&self, most: &Self) -> Answer<Self> {
        if self.compare(&Self::zero(), &[Ordering::Less])? {
            return Ok(Self::zero());
        }
        Ok(if self.compare(most, &[Ordering::Greater])? { most.clone() } else { self.clone() })
    }
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
        Ok(self.add(other)?)
    }
    fn minus(&self, other: &Self) -> Answer<Self> {
        Ok(self.subtract(other)?)
    }
    fn times(&self, other: &Self) -> Answer<Self> {
        Ok(self.multiply(other)?)
    }
    fn divided_by(&self, other: &Self) -> Answer<Self> {
        Ok(self.divide(other)?)
    }
    fn remainder(&self, other: &Self) -> Answer<Self> {
        Ok(Number::remainder(self, other)?)
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
    fn rounded(&self, rounding: Rounding) -> Answer<Self> {
        Ok(rounding.apply(self))
    }
    fn compare(&self, other: &Self, wanted: &[Ordering]) -> Answer<bool> {
        Ok(wanted.contains(&self.cmp(other)))
    }
    fn settled(self) -> Answer<Self> {
        Ok(self)
    }
}
