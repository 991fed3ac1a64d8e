//! Rounding: the one function in the engine that loses digits.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Number;

/// What happens to the digits that are cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Mode {
    /// 四舍五入: to the nearest, a half away from zero (2.345 → 2.35, −2.345 → −2.35).
    HalfUp,
    /// 四舍六入五成双: to the nearest, a half to the even neighbour (2.345 → 2.34, 2.355 → 2.36).
    HalfEven,
    /// 舍去: towards zero (2.349 → 2.34, −2.349 → −2.34).
    Down,
}

/// A declared rounding: how many decimals are kept and how.
///
/// # Example: the same half under three modes
/// ```
/// use jixiao::{Mode, Number, Rounding};
/// let half = Number::parse("4.935")?;
/// assert_eq!(Rounding { places: 2, mode: Mode::HalfUp }.apply(&half).to_string(), "4.94");
/// assert_eq!(Rounding { places: 2, mode: Mode::HalfEven }.apply(&half).to_string(), "4.94");
/// assert_eq!(Rounding { places: 2, mode: Mode::Down }.apply(&half).to_string(), "4.93");
/// # Ok::<(), jixiao::NumberError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Decimals kept, 0 to 6.
    pub places: u32,
    /// What happens to the rest.
    pub mode: Mode,
}

impl Rounding {
    /// The rounded number.
    #[must_use]
    pub fn apply(&self, number: &Number) -> Number {
        // On integers: one common factor is sought, at the end, and not one for every step.
        let power = BigInt::from(10).pow(self.places);
        let (numerator, denominator) = (number.ratio().numer(), number.ratio().denom());
        let (toward_zero, rest) = (numerator * &power).div_rem(denominator);
        let twice = (rest * 2_i32).abs();
        let away = match (self.mode, twice.cmp(denominator)) {
            (Mode::Down, _) | (_, Ordering::Less) => false,
            (_, Ordering::Greater) | (Mode::HalfUp, Ordering::Equal) => true,
            (Mode::HalfEven, Ordering::Equal) => toward_zero.is_odd(),
        };
        let step = if away { numerator.signum() } else { BigInt::zero() };
        Number::from_ratio(BigRational::new(toward_zero + step, power))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Halves and their neighbours, negative ones included, worked by hand.
    #[test]
    fn each_mode_treats_halves_as_its_name_says() {
        let table = [
            // number, half-up, half-even, down
            ("0.125", "0.13", "0.12", "0.12"),
            ("0.135", "0.14", "0.14", "0.13"),
            ("2.345", "2.35", "2.34", "2.34"),
            ("-2.345", "-2.35", "-2.34", "-2.34"),
            ("2.3449", "2.34", "2.34", "2.34"),
            ("2.3451", "2.35", "2.35", "2.34"),
            ("-0.005", "-0.01", "0", "0"),
            ("89.995", "90", "90", "89.99"),
            ("7", "7", "7", "7"),
        ];
        for (text, half_up, half_even, down) in table {
            let number = Number::parse(text).unwrap();
            for (mode, wanted) in [(Mode::HalfUp, half_up), (Mode::HalfEven, half_even), (Mode::Down, down)] {
                let got = Rounding { places: 2, mode }.apply(&number);
                assert_eq!(got, Number::parse(wanted).unwrap(), "{text} {mode:?}");
            }
        }
    }
}
