//! [`KnownUnits`]: who has reported already, within a bound.

#![expect(clippy::disallowed_types, reason = "only whether one is in it is asked: it is never gone through")]

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// Up to how many organisations the set grows as they come.
const FEW: usize = 1 << 16;

/// Who has reported already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct KnownUnits(HashSet<u128, BuildHasherDefault<FirstBits>>);

/// The first bits of an identity, which is a hash already.
#[derive(Clone, Debug, Default)]
struct FirstBits(u64);

impl Hasher for FirstBits {
    fn write(&mut self, bytes: &[u8]) {
        let first = bytes.first_chunk::<8>().copied().unwrap_or_default();
        self.0 = u64::from_ne_bytes(first);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl KnownUnits {
    /// How many organisations are remembered: the room of a set is doubled when seven of eight places are taken, and so many
    /// take up 36 MiB.
    pub const MOST: usize = (1 << 21) / 8 * 7;

    /// Adds a unit; whether it is new, or cannot be told any more.
    pub fn insert(&mut self, identity: u128) -> bool {
        if self.is_full() {
            return !self.0.contains(&identity);
        }
        // Room for all at once: a run over many takes up no more than one over more.
        if self.0.len() == FEW {
            self.0.reserve(Self::MOST.saturating_sub(FEW));
        }
        self.0.insert(identity)
    }

    /// Whether no more are remembered: whoever reports from then on may report again unseen.
    pub fn is_full(&self) -> bool {
        self.0.len() >= Self::MOST
    }
}
