//! Numbers drawn from a fixed seed: the same on every machine and in every run.

use crate::numeric::Number;

/// A sequence of numbers (SplitMix64); the seed is part of the program, so that a counter-example comes again.
pub(super) struct Generator(u64);

impl Generator {
    /// The sequence that begins at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to `most` in hundredths, or in whole steps.
    pub fn up_to(&mut self, most: &Number, whole: bool) -> Number {
        let parts = if whole { 1 } else { 100 };
        let steps = most.multiply(&Number::from(parts)).map(|most| most.ceiling()).ok();
        let steps = steps.and_then(|steps| steps.to_i64()).and_then(|steps| u64::try_from(steps).ok()).unwrap_or(0);
        let drawn = self.next() % steps.max(1).saturating_add(1);
        let number = Number::from(i64::try_from(drawn).unwrap_or(0));
        number.divide(&Number::from(parts)).unwrap_or(number)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}
