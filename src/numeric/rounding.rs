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
    /// 四舍五入: to the nearest, a half away from zero (2.345 → 2.35, -2.345 → -2.35).
    HalfUp,
    /// 四舍六入五成双: to the nearest, a half to the even neighbour (2.345 → 2.34, 2.355 → 2.36).
    HalfEven,
    /// 舍去: towards zero (2.349 → 2.34, -2.349 → -2.34).
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
        match number.words().and_then(|(numerator, denominator)| self.of_words(number, numerator, denominator)) {
            Some(rounded) => rounded,
            None => self.of_ratio(&number.ratio()),
        }
    }

    /// The rounded number `numerator / denominator`; `None` where the steps do not fit in 128 bits.
    fn of_words(self, number: &Number, numerator: i64, denominator: u64) -> Option<Number> {
        let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
        let scaled = numerator.checked_mul(10_i128.checked_pow(self.places)?)?;
        let (toward_zero, rest) = (scaled / denominator, scaled % denominator);
        if rest == 0 {
            return Some(number.clone());
        }
        let away = self.mode.goes_away((rest.abs() * 2).cmp(&denominator), toward_zero % 2 != 0);
        let step = if away { numerator.signum() } else { 0 };
        Some(Number::scaled(toward_zero + step, self.places))
    }

    fn of_ratio(self, ratio: &BigRational) -> Number {
        // On integers: one common factor is sought, at the end, and not one for every step.
        let power = BigInt::from(10).pow(self.places);
        let (toward_zero, rest) = (ratio.numer() * &power).div_rem(ratio.denom());
        let away = self.mode.goes_away((rest * 2_i32).abs().cmp(ratio.denom()), toward_zero.is_odd());
        let step = if away { ratio.numer().signum() } else { BigInt::zero() };
        Number::from_ratio(BigRational::new(toward_zero + step, power))
    }
}

impl Mode {
    /// Whether the last digit kept moves away from zero. `rest` compares what is cut off with a half; `is_odd` is said
    /// of the digits kept.
    fn goes_away(self, rest: Ordering, is_odd: bool) -> bool {
        match (self, rest) {
            (Self::Down, _) | (_, Ordering::Less) => false,
            (_, Ordering::Greater) | (Self::HalfUp, Ordering::Equal) => true,
            (Self::HalfEven, Ordering::Equal) => is_odd,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::number::laws;
    use super::*;

    const MODES: [Mode; 3] = [Mode::HalfUp, Mode::HalfEven, Mode::Down];

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

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn machine_words_are_rounded_as_numbers_without_bounds(
            number in laws::numbers(),
            halves in 0_i128..4,
            places in prop_oneof![9 => 0_u32..7, 1 => 7_u32..45],
        ) {
            // Drawn numbers seldom lie halfway between two roundings.
            let halfway = number.floor().add(&Number::scaled(5 * halves, places + 1)).unwrap();
            for (mode, number) in MODES.into_iter().flat_map(|mode| [(mode, &number), (mode, &halfway)]) {
                let rounding = Rounding { places, mode };
                let fraction = number.to_fraction();
                prop_assert_eq!(rounding.apply(number), rounding.of_ratio(&number.ratio()), "{:?} {}", rounding, fraction);
            }
        }
    }
}
