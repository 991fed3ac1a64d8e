//! [`UnitHead`]: what a record says of itself.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

use crate::numeric::Number;

/// Two keys that nobody knows, the same for all of a run.
static KEYS: LazyLock<[RandomState; 2]> = LazyLock::new(Default::default);

/// What a record says of itself: who reports, for which year, and which total is claimed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct UnitHead {
    /// Empty where none is told.
    pub organisation: String,
    pub year: Option<String>,
    pub claimed: Option<Number>,
}

impl UnitHead {
    /// Whether it says who reports.
    pub fn is_named(&self) -> bool {
        !self.organisation.trim().is_empty()
    }

    /// The same for the same organisation and year within a run, however the name is spaced: 128 bits under keys that nobody
    /// knows, so that nobody can make two that share them. None without an organisation.
    pub fn identity(&self) -> Option<u128> {
        if !self.is_named() {
            return None;
        }
        let mut hashers = KEYS.each_ref().map(RandomState::build_hasher);
        let words = self.organisation.split_whitespace();
        // A line break is in no word: it parts the name from the year.
        for part in words.chain(["\n", self.year.as_deref().unwrap_or_default()]) {
            hashers.iter_mut().for_each(|hasher| hasher.write(part.as_bytes()));
        }
        let [above, below] = hashers.map(|hasher| u128::from(hasher.finish()));
        Some(above << 64 | below)
    }
}
