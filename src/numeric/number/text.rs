//! Numbers as text: what is read as one, and how one is written.

use std::fmt::{self, Write};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use rust_decimal::Decimal;

use super::small::Small;
use super::{Form, Number, NumberError};

/// How many decimals are printed of a number that never ends, before the ellipsis.
const SHOWN_DECIMALS: u32 = 12;
/// How many decimals a number may have and still be printed whole.
const MOST_DECIMALS: u32 = 28;
/// How many digits a rest below 10 may be lengthened by within a machine word.
const WORD_DIGITS_BELOW: u32 = 18;
/// As many digits always fit in a machine word.
const WORD_DIGITS: usize = 18;

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
        let plain = Plain::read(text).ok_or(NumberError::NotANumber)?;
        if let Some(number) = plain.in_words() {
            return Ok(number);
        }
        let decimal = Decimal::from_str_exact(text).map_err(|_| NumberError::TooManyDigits)?;
        Ok(Self::from(decimal))
    }

    /// How many decimals write the number out, if it ends within 28.
    #[must_use]
    pub fn decimals(&self) -> Option<u32> {
        match &self.0 {
            Form::Small(small) => small.decimals().filter(|places| *places <= MOST_DECIMALS),
            Form::Big(big) => big_decimals(big),
        }
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
        let mut text = String::with_capacity(16);
        // Writing to a text does not fail.
        let _ = self.write(&mut text, places);
        text
    }

    /// `numerator/denominator` in lowest terms: the exact value of a number that never ends.
    #[must_use]
    pub fn to_fraction(&self) -> String {
        match &self.0 {
            Form::Small(small) => format!("{}/{}", small.numerator(), small.denominator()),
            Form::Big(big) => format!("{}/{}", big.numer(), big.denom()),
        }
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
        if [above, below].iter().any(|part| Plain::read(part).is_none_or(|plain| plain.fraction.is_some())) {
            return Err(NumberError::NotANumber);
        }
        if let (Ok(above), Ok(below)) = (above.parse::<i64>(), below.parse::<i64>()) {
            return Self::quotient(above.into(), below.into()).ok_or(NumberError::DivisionByZero);
        }
        let whole = |part: &str| part.parse::<BigInt>().map_err(|_| NumberError::NotANumber);
        let (above, below) = (whole(above)?, whole(below)?);
        if below.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        Self::from_ratio(BigRational::new(above, below)).bounded()
    }

    /// All decimals of the number, at least `least`; of one that never ends the first 12 and `…`.
    fn write(&self, out: &mut impl Write, least: u32) -> fmt::Result {
        let (places, end) = match self.decimals() {
            Some(places) => (places.max(least), ""),
            None => (SHOWN_DECIMALS, "…"),
        };
        match &self.0 {
            Form::Small(small) => write_small(out, *small, places)?,
            Form::Big(big) => out.write_str(&truncated(big, places))?,
        }
        out.write_str(end)
    }
}

/// The whole decimal where the number ends within 28 places; otherwise 12 places and `…`.
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(out, 0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// The parts of `-?digits(.digits)?` without leading zeros.
struct Plain<'a> {
    is_negative: bool,
    whole: &'a str,
    fraction: Option<&'a str>,
}

impl<'a> Plain<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain =
            all_digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(all_digits);
        is_plain.then_some(Self { is_negative: digits.len() < text.len(), whole, fraction })
    }

    /// The number, if it has no more digits than always fit in a machine word.
    fn in_words(&self) -> Option<Number> {
        let fraction = self.fraction.unwrap_or_default();
        let digits = self.whole.bytes().chain(fraction.bytes());
        if self.whole.len() + fraction.len() > WORD_DIGITS {
            return None;
        }
        let size = digits.fold(0_i64, |size, digit| size * 10 + i64::from(digit - b'0'));
        let places = u32::try_from(fraction.len()).ok()?;
        Some(Number::scaled(i128::from(if self.is_negative { -size } else { size }), places))
    }
}

fn write_small(out: &mut impl Write, small: Small, places: u32) -> fmt::Result {
    let (size, denominator) = (small.numerator().unsigned_abs(), small.denominator());
    if small.is_negative() {
        out.write_char('-')?;
    }
    write_digits(out, size / denominator, 1)?;
    if places == 0 {
        return Ok(());
    }
    out.write_char('.')?;
    let (mut rest, mut left) = (size % denominator, places);
    while left > 0 {
        // As many digits at a time as fit in a machine word, whatever rest there is.
        let digits = WORD_DIGITS_BELOW.saturating_sub(denominator.ilog10()).min(left);
        let (digits, cut) = match digits {
            0 => {
                let (scaled, divisor) = (u128::from(rest) * 10, u128::from(denominator));
                // INVARIANT: both are below ten, or below the denominator.
                let word = |part: u128| u64::try_from(part).unwrap_or(0);
                (1, (word(scaled / divisor), word(scaled % divisor)))
            }
            digits => {
                let scaled = rest * 10_u64.pow(digits);
                (digits, (scaled / denominator, scaled % denominator))
            }
        };
        write_digits(out, cut.0, digits)?;
        (rest, left) = (cut.1, left - digits);
    }
    Ok(())
}

/// Writes a whole number with zeros in front of it, so that it has at least so many digits.
pub(crate) fn write_digits(out: &mut impl Write, number: u64, least: u32) -> fmt::Result {
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(number);
    for _ in digits.len()..usize::try_from(least).unwrap_or_default() {
        out.write_char('0')?;
    }
    out.write_str(digits)
}

fn big_decimals(big: &BigRational) -> Option<u32> {
    let mut power = BigInt::from(1);
    for places in 0..=MOST_DECIMALS {
        if (&power % big.denom()).is_zero() {
            return Some(places);
        }
        power *= 10;
    }
    None
}

fn truncated(big: &BigRational, places: u32) -> String {
    // On integers: as a fraction, each product would be reduced before its digits are cut off.
    let scaled = (big.numer().abs() * BigInt::from(10).pow(places) / big.denom()).to_string();
    let sign = if big.is_negative() { "-" } else { "" };
    let places = usize::try_from(places).unwrap_or(usize::MAX);
    if places == 0 {
        return format!("{sign}{scaled}");
    }
    let padded = format!("{scaled:0>width$}", width = places.saturating_add(1));
    let (whole, fraction) = padded.split_at(padded.len().saturating_sub(places));
    format!("{sign}{whole}.{fraction}")
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
