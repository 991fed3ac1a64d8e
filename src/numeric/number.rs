//! [`Number`]: an exact rational number.

mod small;
mod text;
mod words;

#[cfg(test)]
pub(super) mod laws;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;
use rust_decimal::Decimal;

use small::{Small, Wide};
pub(crate) use text::write_digits;

/// How large numerator and denominator may grow, in bits. A chain of squarings in a script ends here, not in memory.
const MOST_BITS: u64 = 4_096;

/// How many decimals a short number has at most.
const SHORT: u32 = 12;

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
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Form);

/// How a number is held. Each number has one form: what fits in a [`Small`] is one.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    Small(Small),
    Big(Arc<BigRational>),
}

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
            Self::NotANumber => "not a decimal number",
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
        Self::from(0)
    }

    /// 1 followed by so many zeros.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn power_of_ten(zeros: u32) -> Result<Self, NumberError> {
        // Checked before it is computed, so that a number of zeros costs no memory.
        if u64::from(zeros) > MOST_BITS {
            return Err(NumberError::TooLarge);
        }
        match 10_i128.checked_pow(zeros) {
            Some(numerator) => Ok(Wide { numerator, denominator: 1 }.into()),
            None => Self::from_ratio(BigRational::from_integer(BigInt::from(10).pow(zeros))).bounded(),
        }
    }

    /// One unit of the last of so many decimals.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    ///
    /// # Example: a hundredth is the last place of two
    /// ```
    /// use jixiao::Number;
    /// assert_eq!(Number::last_place(2)?.to_string(), "0.01");
    /// # Ok::<(), jixiao::NumberError>(())
    /// ```
    pub fn last_place(places: u32) -> Result<Self, NumberError> {
        Self::from(1).divide(&Self::power_of_ten(places)?)
    }

    /// A count of things.
    #[must_use]
    pub fn count(things: usize) -> Self {
        Self::from(i64::try_from(things).unwrap_or(i64::MAX))
    }

    /// The sum.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn add(&self, other: &Self) -> Result<Self, NumberError> {
        match (&self.0, &other.0) {
            (Form::Small(left), Form::Small(right)) => Ok(left.add(*right).into()),
            _ => Self::from_ratio(&*self.ratio() + &*other.ratio()).bounded(),
        }
    }

    /// The difference.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn subtract(&self, other: &Self) -> Result<Self, NumberError> {
        match (&self.0, &other.0) {
            (Form::Small(left), Form::Small(right)) => Ok(left.subtract(*right).into()),
            _ => Self::from_ratio(&*self.ratio() - &*other.ratio()).bounded(),
        }
    }

    /// The product.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        match (&self.0, &other.0) {
            (Form::Small(left), Form::Small(right)) => Ok(left.multiply(*right).into()),
            _ => Self::from_ratio(&*self.ratio() * &*other.ratio()).bounded(),
        }
    }

    /// The quotient, as a fraction: nothing is rounded.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`], [`NumberError::TooLarge`].
    pub fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        match (&self.0, &other.0) {
            (Form::Small(left), Form::Small(right)) => {
                left.divide(*right).map(Self::from).ok_or(NumberError::DivisionByZero)
            }
            _ if other.is_zero() => Err(NumberError::DivisionByZero),
            _ => Self::from_ratio(&*self.ratio() / &*other.ratio()).bounded(),
        }
    }

    /// What is left after taking `other` away as often as it goes, with the sign of `self`.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`], [`NumberError::TooLarge`].
    pub fn remainder(&self, other: &Self) -> Result<Self, NumberError> {
        match (&self.0, &other.0) {
            (Form::Small(left), Form::Small(right)) => {
                left.remainder(*right).map(Self::from).ok_or(NumberError::DivisionByZero)
            }
            _ if other.is_zero() => Err(NumberError::DivisionByZero),
            _ => Self::from_ratio(&*self.ratio() % &*other.ratio()).bounded(),
        }
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negate(&self) -> Self {
        match &self.0 {
            Form::Small(small) => small.negate().into(),
            Form::Big(big) => Self::from_ratio(-&**big),
        }
    }

    /// The number without its sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        if self.is_negative() { self.negate() } else { self.clone() }
    }

    /// A number between two others, whichever is greater, with as few decimals as there are; their mean where it would have
    /// many, and where they are equal.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub(crate) fn between(one: &Self, other: &Self) -> Result<Self, NumberError> {
        let (low, high) = if one < other { (one, other) } else { (other, one) };
        for places in 0..=SHORT {
            let power = Self::power_of_ten(places)?;
            let found = low.multiply(&power)?.floor().add(&Self::from(1))?.divide(&power)?;
            if found < *high {
                return Ok(found);
            }
        }
        low.add(high)?.divide(&Self::from(2))
    }

    /// The greatest whole number that is not greater.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Form::Small(small) => Self(Form::Small(small.floor())),
            Form::Big(big) => Self::from_ratio(big.floor()),
        }
    }

    /// The smallest whole number that is not smaller.
    #[must_use]
    pub fn ceiling(&self) -> Self {
        match &self.0 {
            Form::Small(small) => Self(Form::Small(small.ceiling())),
            Form::Big(big) => Self::from_ratio(big.ceil()),
        }
    }

    /// Whether the number is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(&self.0, Form::Small(small) if small.numerator() == 0)
    }

    /// Whether the number is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small(small) => small.is_negative(),
            Form::Big(big) => big.is_negative(),
        }
    }

    /// Whether the number is whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Form::Small(small) => small.is_whole(),
            Form::Big(big) => big.is_integer(),
        }
    }

    /// The number as a whole number of 64 bits, if it is one.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Form::Small(small) if small.is_whole() => Some(small.numerator()),
            _ => None,
        }
    }

    pub(super) fn ratio(&self) -> Cow<'_, BigRational> {
        match &self.0 {
            Form::Small(small) => Cow::Owned(ratio(small.numerator(), small.denominator())),
            Form::Big(big) => Cow::Borrowed(big),
        }
    }

    pub(super) fn from_ratio(ratio: BigRational) -> Self {
        match Small::new(ratio.numer(), ratio.denom()) {
            Some(small) => Self(Form::Small(small)),
            None => Self(Form::Big(Arc::new(ratio))),
        }
    }

    /// `mantissa ÷ 10^places`.
    pub(super) fn scaled(mantissa: i128, places: u32) -> Self {
        match 10_i128.checked_pow(places).and_then(|power| Wide::reduced(mantissa, power)) {
            Some(wide) => wide.into(),
            None => Self::from_ratio(BigRational::new(mantissa.into(), BigInt::from(10).pow(places))),
        }
    }

    fn bounded(self) -> Result<Self, NumberError> {
        match &self.0 {
            Form::Big(big) if big.numer().bits() > MOST_BITS || big.denom().bits() > MOST_BITS => {
                Err(NumberError::TooLarge)
            }
            _ => Ok(self),
        }
    }
}

/// A fraction that is already in lowest terms.
fn ratio(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> BigRational {
    BigRational::new_raw(numerator.into(), denominator.into())
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Small(left), Form::Small(right)) => left.cmp(right),
            _ => self.ratio().cmp(&other.ratio()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Wide> for Number {
    fn from(Wide { numerator, denominator }: Wide) -> Self {
        match Small::new(numerator, denominator) {
            Some(small) => Self(Form::Small(small)),
            None => Self(Form::Big(Arc::new(ratio(numerator, denominator)))),
        }
    }
}

impl From<i64> for Number {
    fn from(whole: i64) -> Self {
        Self(Form::Small(Small::whole(whole)))
    }
}

impl From<Decimal> for Number {
    fn from(decimal: Decimal) -> Self {
        Self::scaled(decimal.mantissa(), decimal.scale())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_end_with_the_bound() {
        let texts = [0, 2, 18, 19, 40].map(|zeros| Number::power_of_ten(zeros).unwrap().to_string());
        assert_eq!(texts, [0, 2, 18, 19, 40].map(|zeros| format!("1{}", "0".repeat(zeros))));
        assert_eq!(Number::last_place(0), Ok(Number::from(1)));
        assert_eq!(Number::last_place(28).unwrap().to_string(), "0.0000000000000000000000000001");
        assert!(Number::power_of_ten(1_233).is_ok() && Number::last_place(1_233).is_ok());
        assert_eq!(Number::power_of_ten(1_234), Err(NumberError::TooLarge));
        assert_eq!(Number::last_place(u32::MAX), Err(NumberError::TooLarge));
    }

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
