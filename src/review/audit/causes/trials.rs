//! [`Trials`]: all comparisons, found by the figures they rest on, and how much work trying faults may take.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::candidate::Correction;
use super::rank::ResidualBasis;
use super::tested::Tested;
use crate::review::audit::figures::Figures;
use crate::review::audit::finding::Verdict;
use crate::review::audit::planned_comparison::PlannedComparison;

/// How much may be computed before no more is tried. One sum that is moved by a changed figure counts 1.
const MOST_WORK: usize = 2_000_000;
/// What computing a comparison anew counts, beside the figures that it rests on.
const ANEW: usize = 20;

/// The comparisons with what became of them; every trial asks only those that it touches.
pub(super) struct Trials<'a> {
    pub figures: &'a Figures<'a>,
    pub tested: Vec<Tested<'a>>,
    /// What follows from the sums that hold.
    pub basis: ResidualBasis,
    by_leaf: BTreeMap<String, Vec<usize>>,
    by_table: BTreeMap<&'a str, Vec<usize>>,
    work: Cell<usize>,
}

impl<'a> Trials<'a> {
    pub fn new(figures: &'a Figures<'a>, comparisons: &'a [PlannedComparison]) -> Self {
        let tested: Vec<Tested<'_>> = comparisons.iter().map(|comparison| Tested::of(comparison, figures)).collect();
        let mut by_leaf: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut by_table: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, one) in tested.iter().enumerate() {
            for leaf in &one.leaves {
                by_leaf.entry(leaf.clone()).or_default().push(at);
            }
            if let Some(rows) = &one.comparison.rows {
                by_table.entry(&rows.table).or_default().push(at);
            }
        }
        let basis = ResidualBasis::holding(figures, &tested);
        Self { figures, tested, basis, by_leaf, by_table, work: Cell::new(0) }
    }

    /// The comparisons that fail, with their positions.
    pub fn failing(&self) -> impl Iterator<Item = (usize, &Tested<'a>)> {
        self.tested.iter().enumerate().filter(|(_, one)| one.fails())
    }

    /// The failing comparisons that rest on a printed figure.
    pub fn failing_on(&self, leaf: &str) -> Vec<&Tested<'a>> {
        let touched = self.by_leaf.get(leaf).into_iter().flatten();
        touched.filter_map(|at| self.tested.get(*at)).filter(|one| one.fails()).collect()
    }

    /// Counts work; false if no more may be done.
    pub fn may_work(&self, amount: usize) -> bool {
        self.work.set(self.work.get().saturating_add(amount));
        !self.is_exhausted()
    }

    /// How much has been computed.
    pub fn work(&self) -> usize {
        self.work.get()
    }

    /// Whether something was left untried.
    pub fn is_exhausted(&self) -> bool {
        self.work.get() > MOST_WORK
    }

    /// The failing comparisons that hold with these corrections, in order; none if one that held would fail, if the
    /// corrections exclude each other, or if no more may be tried.
    pub fn closed_by(&self, corrections: &[&Correction]) -> Option<Vec<usize>> {
        let mut changed = self.figures.clone();
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        let mut touched: BTreeSet<usize> = BTreeSet::new();
        for correction in corrections {
            for (id, number) in &correction.numbers {
                if !ids.insert(id) {
                    return None;
                }
                changed.print(id, number.clone());
                touched.extend(self.by_leaf.get(id).into_iter().flatten());
            }
            touched.extend(correction.row.iter().filter_map(|row| self.by_table.get(row.table.as_str())).flatten());
            touched.extend(correction.constraint.iter().map(|(at, _)| *at));
        }
        // Sums first: they are moved, not computed again, and most faults break one that holds.
        let (sums, others): (Vec<usize>, Vec<usize>) =
            touched.into_iter().partition(|at| self.tested.get(*at).is_some_and(|one| one.sum.is_some()));
        let mut closes = Vec::new();
        for at in sums.into_iter().chain(others) {
            let one = self.tested.get(at)?;
            let holds = match one.moved_by(corrections, self.figures) {
                Some(holds) => self.may_work(1).then_some(holds)?.ok()?,
                None => {
                    let amount = one.leaves.len().saturating_add(ANEW);
                    self.may_work(amount).then(|| one.verdict_with(at, corrections, &changed))?.ok()?
                }
            };
            match (one.fails(), holds) {
                (true, Verdict::Pass | Verdict::Tail) => closes.push(at),
                (false, Verdict::Fail) if one.holds() => return None,
                _ => {}
            }
        }
        closes.sort_unstable();
        Some(closes)
    }
}
