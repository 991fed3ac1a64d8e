//! [`BatchCounts`]: how many units of a population came to what.

use std::collections::{BTreeMap, BTreeSet};

use super::known_units::KnownUnits;
use super::named_units::NamedUnits;
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
    /// Those that report for a year for which they have reported before, each time.
    pub repeated: NamedUnits,
    /// Those that report for another year than the scheme's.
    pub other_year: NamedUnits,
    /// Whether there were so many that who reported before could not be told of all.
    pub is_beyond_memory: bool,
    /// Those with full marks everywhere.
    pub full_marks: NamedUnits,
    /// Those whose grade the rounding of the total decided.
    pub decided_by_rounding: NamedUnits,
    /// Those that claim a total.
    pub claims: usize,
    /// Those whose claim is not the total.
    pub differing_claims: NamedUnits,
    /// Whether that is all of the inputs; not where nobody wanted more of the results.
    pub is_whole: bool,
    known: KnownUnits,
    /// The units of a block that are not counted as known yet.
    heads: UnitNames,
}

/// Who reports in a block: the identities, and the names behind each other in one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct UnitNames {
    identities: Vec<u128>,
    /// Behind each name, where it ends.
    ends: Vec<usize>,
    names: String,
}

impl UnitNames {
    fn add(&mut self, identity: u128, name: &str) {
        self.names.push_str(name);
        self.identities.push(identity);
        self.ends.push(self.names.len());
    }

    /// The name of one of them.
    fn name(&self, at: usize) -> &str {
        let end_of = |at: usize| self.ends.get(at).copied();
        let start = at.checked_sub(1).and_then(end_of).unwrap_or_default();
        end_of(at).and_then(|end| self.names.get(start..end)).unwrap_or_default()
    }
}

impl BatchCounts {
    /// Among how many organisations those that report twice are looked for.
    pub const MOST_KNOWN: usize = KnownUnits::MOST;

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
        for unit in &block.decided_by_rounding {
            self.decided_by_rounding.add(block.organisation(*unit));
        }
        for unit in block.full_marks() {
            self.full_marks.add(block.organisation(unit));
        }
        let scheme = block.program().scheme();
        for unit in 0..block.len() {
            let name = block.organisation(unit);
            block.identity(unit).into_iter().for_each(|identity| self.heads.add(identity, name));
            if block.year(unit).and_then(|year| scheme.year_instead_of(year)).is_some() {
                self.other_year.add(name);
            }
            if let Some(claimed) = block.claimed(unit) {
                self.claims = self.claims.saturating_add(1);
                if block.results.unit(unit).total().is_some_and(|total| total != *claimed) {
                    self.differing_claims.add(name);
                }
            }
            if block.results.unit(unit).has_total() {
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

    /// The counts of both, `other` standing behind.
    pub fn merge(&mut self, other: Self) {
        for (at, identity) in other.heads.identities.iter().enumerate() {
            if !self.known.insert(*identity) {
                self.repeated.add(other.heads.name(at));
            }
        }
        self.is_beyond_memory = self.known.is_full();
        self.other_year.merge(other.other_year);
        self.full_marks.merge(other.full_marks);
        self.decided_by_rounding.merge(other.decided_by_rounding);
        self.claims = self.claims.saturating_add(other.claims);
        self.differing_claims.merge(other.differing_claims);
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
