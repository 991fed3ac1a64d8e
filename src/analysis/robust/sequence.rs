//! [`RandomSequence`]: whole numbers drawn evenly, the same for a seed and a number of the draw on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// The numbers of one draw: ChaCha with 8 rounds, the seed in its key, the number of the draw as its stream. No draw depends
/// on another, so it does not matter in which order and on how many threads they are made.
pub(super) struct RandomSequence(ChaCha8Rng);

impl RandomSequence {
    /// Draws from a seed.
    pub fn new(seed: u64) -> Self {
        let mut key = [0; 32];
        key.iter_mut().zip(seed.to_le_bytes()).for_each(|(key, byte)| *key = byte);
        Self(ChaCha8Rng::from_seed(key))
    }

    /// Begins the draw of this number.
    pub fn begin(&mut self, draw: u64) {
        self.0.set_stream(draw);
        self.0.set_word_pos(0);
    }

    /// A whole number from 0 to below `limit`, which is above 0, each as often as any other: the upper half of a product, drawn
    /// again where the lower half would favour some.
    pub fn below(&mut self, limit: u32) -> u32 {
        let limit = u64::from(limit.max(1));
        let unfair = (1_u64 << 32) % limit;
        loop {
            let product = u64::from(self.0.next_u32()).wrapping_mul(limit);
            if product & u64::from(u32::MAX) >= unfair {
                return u32::try_from(product >> 32).unwrap_or(u32::MAX);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first words of ChaCha8 with a key of zeros, from the vectors of the eSTREAM project: 3e00ef2f895f40d6…
    #[test]
    fn the_words_are_those_of_the_cipher() {
        let mut sequence = RandomSequence::new(0);
        sequence.begin(0);
        assert_eq!(sequence.0.next_u32().to_le_bytes(), [0x3e, 0x00, 0xef, 0x2f]);
        assert_eq!(sequence.0.next_u32().to_le_bytes(), [0x89, 0x5f, 0x40, 0xd6]);
    }

    #[test]
    fn a_draw_depends_on_seed_and_number_alone() {
        let drawn = |seed: u64, draws: &[u64]| {
            let mut sequence = RandomSequence::new(seed);
            let mut drawn = |draw: u64| {
                sequence.begin(draw);
                [sequence.below(1_000_000), sequence.below(7), sequence.below(1)]
            };
            draws.iter().map(|draw| (*draw, drawn(*draw))).collect::<std::collections::BTreeMap<_, _>>()
        };
        assert_eq!(drawn(5, &[0, 1, 2, 900]), drawn(5, &[900, 2, 1, 0]));
        assert_ne!(drawn(5, &[1]), drawn(6, &[1]));
    }

    /// 60,000 throws of a die: each face 10,000 times, give or take 4 standard deviations of 91.
    #[test]
    fn every_number_comes_as_often_as_any_other() {
        let mut sequence = RandomSequence::new(1);
        sequence.begin(0);
        let mut faces = [0_i64; 6];
        for _ in 0..60_000 {
            faces[usize::try_from(sequence.below(6)).unwrap()] += 1;
        }
        assert!(faces.iter().all(|count| (count - 10_000).abs() < 366), "{faces:?}");
    }
}
