//! [`Number`]: an exact rational number.

mod text;

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use rust_decimal::Decimal;

/// How large numerator and denominator may grow, in bits. A chain of squarings in a script ends here, not in memory.
const MOST_BITS: u64 = 4_096;

/// An exact rational number: what every figure, weight and score is made of.
///
/// Addition, multiplication and division are exact, so `weight * (actual / target)` and `weight * actual / target`
/// are the same number. Only [`Rounding`](crate::Rounding) loses anything.
///
/// # Example: a third, three times, is one
/// ```
/// use jixiao::Number;
/// let third = Number::from(1).divide(&Number::from(3))?;
/// assert_eq!(third.multiply(&Number::from(3))?, Number::from(1));
/// # Ok::<(), jixiao::NumberError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(BigRational);

/// Why a text is not a number, or an operation has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NumberError {
    /// The text is not `-?digits(.digits)?` in plain ASCII digits.
    NotANumber,
    /// The text has more digits than a decimal of 28 digits can hold.
    TooManyDigits,
    /// Division by zero.
    DivisionByZero,
    /// The exact result needs more than 4,096 bits above or below the fraction bar.
    TooLarge,
}

impl fmt::Display for NumberError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NotANumber => "not a plain number",
            Self::TooManyDigits => "more than 28 digits",
            Self::DivisionByZero => "division by zero",
            Self::TooLarge => "number too large",
        })
    }
}

impl std::error::Error for NumberError {}

impl Number {
    /// Zero.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// The sum.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn add(&self, other: &Self) -> Result<Self, NumberError> {
        Self(&self.0 + &other.0).bounded()
    }

    /// The difference.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn subtract(&self, other: &Self) -> Result<Self, NumberError> {
        Self(&self.0 - &other.0).bounded()
    }

    /// The product.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        Self(&self.0 * &other.0).bounded()
    }

    /// The quotient, as a fraction: nothing is rounded.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`], [`NumberError::TooLarge`].
    pub fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        Self(&self.0 / &other.0).bounded()
    }

    /// What is left after taking `other` away as often as it goes, with the sign of `self`.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`], [`NumberError::TooLarge`].
    pub fn remainder(&self, other: &Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        Self(&self.0 % &other.0).bounded()
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negate(&self) -> Self {
        Self(-&self.0)
    }

    /// The number without its sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        Self(self.0.abs())
    }

    /// The greatest whole number that is not greater.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }

    /// The smallest whole number that is not smaller.
    #[must_use]
    pub fn ceiling(&self) -> Self {
        Self(self.0.ceil())
    }

    /// Whether the number is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether the number is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether the number is whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.is_integer()
    }

    /// The number as a whole number of 64 bits, if it is one.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        if self.0.is_integer() { i64::try_from(self.0.numer()).ok() } else { None }
    }

    pub(super) fn ratio(&self) -> &BigRational {
        &self.0
    }

    pub(super) fn from_ratio(ratio: BigRational) -> Self {
        Self(ratio)
    }

    fn bounded(self) -> Result<Self, NumberError> {
        if self.0.numer().bits() > MOST_BITS || self.0.denom().bits() > MOST_BITS {
            return Err(NumberError::TooLarge);
        }
        Ok(self)
    }
}

impl From<i64> for Number {
    fn from(whole: i64) -> Self {
        Self(BigRational::from_integer(BigInt::from(whole)))
    }
}

impl From<Decimal> for Number {
    fn from(decimal: Decimal) -> Self {
        let denominator = BigInt::from(10).pow(decimal.scale());
        Self(BigRational::new(BigInt::from(decimal.mantissa()), denominator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squaring_without_end_is_stopped() {
        let mut number = Number::from(12_345);
        let error = (0..64).find_map(|_| match number.multiply(&number) {
            Ok(next) => {
                number = next;
                None
            }
            Err(error) => Some(error),
        });
        assert_eq!(error, Some(NumberError::TooLarge));
    }
}
