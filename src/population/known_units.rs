//! [`KnownUnits`]: who has reported already, within a bound.

use std::collections::BTreeSet;

/// How many organisations are remembered: about 100 MiB.
const MOST: usize = 1 << 22;
/// In how many parts, by the first bits of what is remembered: each stays small, and quick to look through.
const PARTS: u32 = 10;

/// Who has reported already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct KnownUnits {
    parts: Vec<BTreeSet<u128>>,
    count: usize,
}

impl KnownUnits {
    /// Adds a unit; whether it is new, or cannot be told any more.
    pub fn insert(&mut self, identity: u128) -> bool {
        if self.parts.is_empty() {
            self.parts.resize_with(1 << PARTS, BTreeSet::new);
        }
        let part = usize::try_from(identity >> u128::BITS.saturating_sub(PARTS)).unwrap_or_default();
        let is_full = self.is_full();
        let Some(part) = self.parts.get_mut(part) else { return true };
        if is_full {
            return !part.contains(&identity);
        }
        let is_new = part.insert(identity);
        self.count = self.count.saturating_add(usize::from(is_new));
        is_new
    }

    /// Whether no more are remembered: whoever reports from then on may report again unseen.
    pub fn is_full(&self) -> bool {
        self.count >= MOST
    }
}
