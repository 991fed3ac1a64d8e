//! [`BatchCounts`]: how many units of a population came to what.

use std::collections::{BTreeMap, BTreeSet};

use super::scored_block::ScoredBlock;

/// How many units of a population came to what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchCounts {
    /// All units.
    pub units: usize,
    /// Those with a total.
    pub scored: usize,
    /// Those that the ordinary evaluation answered.
    pub ordinary: usize,
    /// Those that columns and the ordinary evaluation both scored.
    pub compared: usize,
    /// How often each kind of problem withheld a total.
    pub problems: BTreeMap<&'static str, usize>,
    /// Metrics that records report although the scheme derives them.
    pub derived: BTreeSet<String>,
    /// Whether that is all of the inputs; not where nobody wanted more of the results.
    pub is_whole: bool,
}

impl BatchCounts {
    /// Those of a block.
    #[must_use]
    pub fn of(block: &ScoredBlock<'_>) -> Self {
        let mut counts = Self::default();
        counts.add(block);
        counts
    }

    fn add(&mut self, block: &ScoredBlock<'_>) {
        self.units = self.units.saturating_add(block.len());
        self.ordinary = self.ordinary.saturating_add(block.results.ordinary_count());
        self.compared = self.compared.saturating_add(block.compared);
        self.derived.extend(block.derived.iter().cloned());
        for unit in 0..block.len() {
            if block.results.has_total(unit) {
                self.scored = self.scored.saturating_add(1);
                continue;
            }
            let mut codes: Vec<&'static str> = block.faults(unit).iter().map(|fault| fault.code.name()).collect();
            codes.sort_unstable();
            codes.dedup();
            for code in codes {
                let count = self.problems.entry(code).or_default();
                *count = count.saturating_add(1);
            }
        }
    }

    /// The counts of both.
    pub fn merge(&mut self, other: Self) {
        self.units = self.units.saturating_add(other.units);
        self.scored = self.scored.saturating_add(other.scored);
        self.ordinary = self.ordinary.saturating_add(other.ordinary);
        self.compared = self.compared.saturating_add(other.compared);
        self.derived.extend(other.derived);
        for (code, count) in other.problems {
            let known = self.problems.entry(code).or_default();
            *known = known.saturating_add(count);
        }
    }
}
