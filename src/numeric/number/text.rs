//! Numbers as text: what is read as one, and how one is written.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use rust_decimal::Decimal;

use super::{Number, NumberError};

/// How many decimals are printed of a number that never ends, before the ellipsis.
const SHOWN_DECIMALS: u32 = 12;
/// How many decimals a number may have and still be printed whole.
const MOST_DECIMALS: u32 = 28;

impl Number {
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
}
