//! [`Number`]: an exact rational number.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use rust_decimal::Decimal;

/// How many decimals are printed of a number that never ends, before the ellipsis.
const SHOWN_DECIMALS: u32 = 12;
/// How many decimals a number may have and still be printed whole.
const MOST_DECIMALS: u32 = 28;
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

    /// Reads `-?digits(.digits)?`, every digit kept.
    ///
    /// Nothing else is a number here: no exponent, no `+`, no separators, no full-width digits, no leading zeros as
    /// in `012`, no bare point as in `.5`. A spelling that two readers could take for two numbers is refused.
    ///
    /// # Errors
    /// [`NumberError::NotANumber`] for any other spelling, [`NumberError::TooManyDigits`] beyond 28 digits.
    ///
    /// # Example: every digit counts, no spelling is guessed
    /// ```
    /// use jixiao::Number;
    /// assert_eq!(Number::parse("98.70")?.to_string(), "98.7");
    /// assert!(Number::parse("1e3").is_err());
    /// assert!(Number::parse("012").is_err());
    /// # Ok::<(), jixiao::NumberError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        if !is_plain(text) {
            return Err(NumberError::NotANumber);
        }
        let decimal = Decimal::from_str_exact(text).map_err(|_| NumberError::TooManyDigits)?;
        Ok(Self::from(decimal))
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

    /// How many decimals write the number out, if it ends within 28.
    #[must_use]
    pub fn decimals(&self) -> Option<u32> {
        let mut power = BigInt::from(1);
        for places in 0..=MOST_DECIMALS {
            if (&power % self.0.denom()).is_zero() {
                return Some(places);
            }
            power *= 10;
        }
        None
    }

    /// Writes the number with `places` decimals, padding with zeros, never rounding: what does not fit is shown
    /// with all the decimals it has.
    ///
    /// # Example: printing pads and never rounds
    /// ```
    /// use jixiao::Number;
    /// assert_eq!(Number::parse("65")?.to_padded(2), "65.00");
    /// assert_eq!(Number::parse("4.935")?.to_padded(2), "4.935");
    /// # Ok::<(), jixiao::NumberError>(())
    /// ```
    #[must_use]
    pub fn to_padded(&self, places: u32) -> String {
        match self.decimals() {
            Some(needed) => self.write_truncated(needed.max(places)),
            None => self.to_string(),
        }
    }

    /// `numerator/denominator` in lowest terms: the exact value of a number that never ends.
    #[must_use]
    pub fn to_fraction(&self) -> String {
        format!("{}/{}", self.0.numer(), self.0.denom())
    }

    /// Reads what [`Number::to_fraction`] writes, and every decimal that [`Number::parse`] reads: the exact value again.
    ///
    /// # Errors
    /// [`NumberError::NotANumber`] for any other spelling, [`NumberError::DivisionByZero`], [`NumberError::TooLarge`].
    ///
    /// # Example: a third is read as a third
    /// ```
    /// use jixiao::Number;
    /// let third = Number::from(1).divide(&Number::from(3))?;
    /// assert_eq!(Number::parse_exact(&third.to_fraction())?, third);
    /// assert!(Number::parse_exact("1/0").is_err());
    /// # Ok::<(), jixiao::NumberError>(())
    /// ```
    pub fn parse_exact(text: &str) -> Result<Self, NumberError> {
        let Some((above, below)) = text.split_once('/') else { return Self::parse(text) };
        let whole = |part: &str| {
            if !is_plain(part) || part.contains('.') {
                return Err(NumberError::NotANumber);
            }
            part.parse::<BigInt>().map_err(|_| NumberError::NotANumber)
        };
        let (above, below) = (whole(above)?, whole(below)?);
        if below.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        Self(BigRational::new(above, below)).bounded()
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

    fn write_truncated(&self, places: u32) -> String {
        // On integers: as a fraction, each product would be reduced before its digits are cut off.
        let scaled = (self.0.numer().abs() * BigInt::from(10).pow(places) / self.0.denom()).to_string();
        let sign = if self.0.is_negative() { "-" } else { "" };
        let places = usize::try_from(places).unwrap_or(usize::MAX);
        if places == 0 {
            return format!("{sign}{scaled}");
        }
        let padded = format!("{scaled:0>width$}", width = places.saturating_add(1));
        let (whole, fraction) = padded.split_at(padded.len().saturating_sub(places));
        format!("{sign}{whole}.{fraction}")
    }
}

/// The whole decimal where the number ends within 28 places; otherwise 12 places and `…`.
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimals() {
            Some(places) => out.write_str(&self.write_truncated(places)),
            None => write!(out, "{}…", self.write_truncated(SHOWN_DECIMALS)),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
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

fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(all_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_two_readers_could_take_for_two_numbers_are_refused() {
        for text in
            ["", "-", ".5", "5.", "+5", "012", "1e3", "1_000", "1,000", "0x10", "１２", "98.7%", " 1", "--1", "1.2.3"]
        {
            assert_eq!(Number::parse(text), Err(NumberError::NotANumber), "{text}");
        }
        assert_eq!(Number::parse("12345678901234567890123456789.5"), Err(NumberError::TooManyDigits));
    }

    #[test]
    fn every_digit_of_a_text_is_kept() {
        let text = "12345678901234567890.12345678";
        assert_eq!(Number::parse(text).map(|number| number.to_string()), Ok(text.to_owned()));
    }

    #[test]
    fn a_number_that_never_ends_is_marked_as_such() {
        let third = Number::from(-1).divide(&Number::from(3)).unwrap();
        assert_eq!(third.to_string(), "-0.333333333333…");
        assert_eq!(third.to_fraction(), "-1/3");
        assert_eq!(third.decimals(), None);
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
