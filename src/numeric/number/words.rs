//! Numbers as whole numbers of machine words, as far as they fit.

use super::small::Wide;
use super::{Form, Number};

impl Number {
    /// How many machine words the number takes: what an operation on it costs grows with that.
    pub(crate) fn size(&self) -> usize {
        let words = |bits: u64| usize::try_from(bits.div_ceil(64)).unwrap_or(usize::MAX);
        match &self.0 {
            Form::Small(_) => 1,
            Form::Big(big) => words(big.numer().bits()).saturating_add(words(big.denom().bits())),
        }
    }

    /// Numerator and denominator in lowest terms, if the number is held in machine words.
    pub(crate) fn words(&self) -> Option<(i64, u64)> {
        match &self.0 {
            Form::Small(small) => Some((small.numerator(), small.denominator())),
            Form::Big(_) => None,
        }
    }

    /// Numerator and denominator in lowest terms, if both fit in 128 bits; the denominator is above 0.
    pub(crate) fn parts(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Form::Small(small) => Some((small.numerator().into(), small.denominator().into())),
            Form::Big(big) => Some((big.numer().try_into().ok()?, big.denom().try_into().ok()?)),
        }
    }

    /// The number as a whole number of 128 bits, if it is one.
    pub(crate) fn to_i128(&self) -> Option<i128> {
        self.parts().filter(|(_, below)| *below == 1).map(|(above, _)| above)
    }

    /// A whole number of 128 bits.
    pub(crate) fn whole(number: i128) -> Self {
        Wide { numerator: number, denominator: 1 }.into()
    }

    /// The quotient of two whole numbers of 128 bits; `None` over 0, and for the least of them.
    pub(crate) fn quotient(above: i128, below: i128) -> Option<Self> {
        if above == i128::MIN || below == i128::MIN {
            return None;
        }
        Wide::reduced(above, below).map(Self::from)
    }
}
