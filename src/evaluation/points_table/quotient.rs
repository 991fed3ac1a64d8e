//! [`WholeQuotient`]: a fraction of a whole number, rounded by one product and one shift, exactly.

use crate::numeric::{Mode, Number};

/// `(a × k + b) ÷ d`, rounded to a whole number by a mode, for every whole `k` of a range.
///
/// `a ÷ d` and `b ÷ d` are each taken in 2⁻ˢ and rounded up, so `k ×` the one `+` the other is too large by less than
/// `k + 1` of these. A quotient that is not whole stays at least `1 ÷ d` below the next whole number, so nothing is carried
/// over it where `(k + 1) × d ≤ 2ˢ`; the shift is chosen so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WholeQuotient {
    /// Every product and sum fits in 64 bits.
    Narrow(ScaledQuotient<i64>),
    /// Every product and sum fits in 128 bits.
    Wide(ScaledQuotient<i128>),
}

/// A quotient in parts of a power of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ScaledQuotient<T> {
    pub factor: T,
    pub offset: T,
    pub shift: u32,
    /// Below this lies what is cut off only of a whole quotient, which tells a half from all else; 0 where nobody asks.
    pub whole_below: T,
}

impl WholeQuotient {
    /// The rounding of `constant + slope × k` for `k` up to `most`; `None` where 128 bits do not hold its parts.
    pub fn new(constant: &Number, slope: &Number, most: u32, mode: Mode) -> Option<Self> {
        let half = Number::from(1).divide(&Number::from(2)).ok()?;
        let constant = if mode == Mode::Down { constant.clone() } else { constant.add(&half).ok()? };
        let below = common_denominator([&constant, slope])?;
        let span = below.checked_mul(i128::from(most).checked_add(1)?)?;
        let shift = 128_u32.checked_sub(span.checked_sub(1)?.leading_zeros())?;
        let power = Number::whole(1_i128.checked_shl(shift).filter(|power| *power > 0)?);
        let scaled = |number: &Number| number.multiply(&power).ok()?.ceiling().to_i128();
        let (factor, offset) = (scaled(slope)?, scaled(&constant)?);
        let largest = factor.checked_abs()?.checked_mul(most.into())?.checked_add(offset.checked_abs()?)?;
        let whole_below = if mode == Mode::HalfEven { i128::from(most).checked_add(1)? } else { 0 };
        let narrow = i64::try_from(largest).is_ok() && shift < 63;
        Some(match (i64::try_from(factor), i64::try_from(offset), i64::try_from(whole_below)) {
            (Ok(factor), Ok(offset), Ok(whole_below)) if narrow => {
                Self::Narrow(ScaledQuotient { factor, offset, shift, whole_below })
            }
            _ => Self::Wide(ScaledQuotient { factor, offset, shift, whole_below }),
        })
    }

    /// The rounded number at `k`, which lies in the range.
    pub fn at(&self, k: u32) -> i64 {
        match self {
            Self::Narrow(quotient) => quotient.at(k),
            Self::Wide(quotient) => quotient.at(k),
        }
    }
}

impl ScaledQuotient<i64> {
    #[inline]
    pub fn at(&self, k: u32) -> i64 {
        let scaled = self.factor.wrapping_mul(i64::from(k)).wrapping_add(self.offset);
        let whole = scaled >> self.shift;
        let rest = scaled & ((1 << self.shift) - 1);
        // A half goes to the even neighbour: it was rounded up, which is one too many if that is odd.
        whole - i64::from(rest < self.whole_below) * (whole & 1)
    }
}

impl ScaledQuotient<i128> {
    pub fn at(&self, k: u32) -> i64 {
        let scaled = self.factor.wrapping_mul(i128::from(k)).wrapping_add(self.offset);
        let whole = scaled >> self.shift;
        let rest = scaled & ((1 << self.shift) - 1);
        let whole = whole - i128::from(rest < self.whole_below) * (whole & 1);
        // Points in whole parts of a last place are far below 2⁶³.
        i64::try_from(whole).unwrap_or(i64::MAX)
    }
}

/// The least whole number that makes all of them whole; `None` beyond 128 bits.
pub(super) fn common_denominator<'n>(numbers: impl IntoIterator<Item = &'n Number>) -> Option<i128> {
    numbers.into_iter().try_fold(1_i128, |common, number| {
        let (_, below) = number.parts()?;
        common.checked_div(num_integer::gcd(common, below))?.checked_mul(below)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::numeric::Rounding;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Every rounding at every step, ends and halves included, is that of exact fractions.
        #[test]
        fn a_quotient_is_rounded_as_an_exact_fraction_is(
            above in 0_i64..100_000_000,
            below in prop_oneof![1_i64..1_000, 1_i64..100_000_000, Just(2), Just(8), Just(1_000)],
            constant in -1_000_i64..1_000,
            most in prop_oneof![1_u32..100, Just(10_000_000)],
            drawn in proptest::collection::vec(any::<u32>(), 8),
        ) {
            let slope = Number::from(above).divide(&Number::from(below)).unwrap();
            let constant = Number::from(constant).divide(&Number::from(200)).unwrap();
            for mode in [Mode::HalfUp, Mode::HalfEven, Mode::Down] {
                let quotient = WholeQuotient::new(&constant, &slope, most, mode).unwrap();
                for k in drawn.iter().map(|drawn| drawn % (most + 1)).chain([0, 1, most - 1, most]) {
                    let exact = slope.multiply(&Number::from(i64::from(k))).unwrap().add(&constant).unwrap();
                    // Points are never below 0.
                    if !exact.is_negative() {
                        let wanted = Rounding { places: 0, mode }.apply(&exact);
                        prop_assert_eq!(Number::from(quotient.at(k)), wanted, "{} at {} by {:?}", exact, k, mode);
                    }
                }
            }
        }
    }

    /// 0.125 × k: halves at every fourth k, even ones kept and odd ones left.
    #[test]
    fn halves_are_told_from_what_lies_beside_them() {
        let eighth = Number::parse("0.125").unwrap();
        let at = |mode, k| WholeQuotient::new(&Number::zero(), &eighth, 100, mode).unwrap().at(k);
        assert_eq!([4, 12, 20, 3, 5].map(|k| at(Mode::HalfUp, k)), [1, 2, 3, 0, 1]);
        assert_eq!([4, 12, 20, 3, 5].map(|k| at(Mode::HalfEven, k)), [0, 2, 2, 0, 1]);
        assert_eq!([4, 12, 20, 7, 8].map(|k| at(Mode::Down, k)), [0, 1, 2, 0, 1]);
    }
}
