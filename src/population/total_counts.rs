//! [`TotalCounts`]: how many organisations have which total, year by year: all that their ranks depend on.

use std::collections::BTreeMap;

use super::scored_block::ScoredBlock;
use crate::numeric::Number;
use crate::scheme::TiedRanks;

/// How many organisations have which total, by the year they report for. As large as there are totals, however many
/// organisations there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TotalCounts(BTreeMap<Option<String>, BTreeMap<Number, usize>>);

/// The rank of a total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankedTotal<'c> {
    /// The year, where it is told.
    pub year: Option<&'c str>,
    /// The total.
    pub total: &'c Number,
    /// How many organisations have it.
    pub organisations: usize,
    /// Its rank among those of the year, 1 for the highest.
    pub rank: usize,
}

impl TotalCounts {
    /// Those of a block; who has no total has no rank.
    #[must_use]
    pub fn of(block: &ScoredBlock<'_>) -> Self {
        let mut counts = Self::default();
        for unit in 0..block.len() {
            if let Some(total) = block.results.unit(unit).total() {
                counts.add(block.year(unit), total);
            }
        }
        counts
    }

    fn add(&mut self, year: Option<&str>, total: Number) {
        let count = self.0.entry(year.map(str::to_owned)).or_default().entry(total).or_default();
        *count = count.saturating_add(1);
    }

    /// Those of both.
    pub fn merge(&mut self, other: Self) {
        for (year, totals) in other.0 {
            let own = self.0.entry(year).or_default();
            for (total, organisations) in totals {
                let count = own.entry(total).or_default();
                *count = count.saturating_add(organisations);
            }
        }
    }

    /// The totals of each year, the highest first; `ties` says which rank comes after equal ones.
    pub fn ranked(&self, ties: TiedRanks) -> impl Iterator<Item = RankedTotal<'_>> {
        self.0.iter().flat_map(move |(year, totals)| {
            totals.iter().rev().scan((0_usize, 0_usize), move |(ranked, distinct), (total, organisations)| {
                let rank = ties.rank(*ranked, *distinct);
                *ranked = ranked.saturating_add(*organisations);
                *distinct = distinct.saturating_add(1);
                Some(RankedTotal { year: year.as_deref(), total, organisations: *organisations, rank })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The rank of a total is 1 and as many as are better: of organisations, or of totals.
        #[test]
        fn ranks_are_those_of_one_total_after_the_other(
            totals in prop::collection::vec(0_i64..40, 1..200),
            at in any::<prop::sample::Index>(),
        ) {
            let mut parts = [TotalCounts::default(), TotalCounts::default()];
            for (unit, total) in totals.iter().enumerate() {
                parts[unit % 2].add(None, Number::from(*total));
            }
            let [mut counts, other] = parts;
            counts.merge(other);
            let total = totals[at.index(totals.len())];
            let mut better: Vec<i64> = totals.iter().copied().filter(|other| *other > total).collect();
            let skipped = better.len() + 1;
            better.sort_unstable();
            better.dedup();
            for (ties, wanted) in [(TiedRanks::Skip, skipped), (TiedRanks::Dense, better.len() + 1)] {
                let found = counts.ranked(ties).find(|ranked| *ranked.total == Number::from(total)).unwrap();
                prop_assert_eq!(found.rank, wanted);
                prop_assert_eq!(found.organisations, totals.iter().filter(|other| **other == total).count());
            }
        }
    }
}
