//! What would explain the residuals: faults that make failing comparisons hold again and break none that held.
//!
//! A fault is only reported if it closes what it explains exactly or within the rounding of the figures. How much that
//! proves is counted in independent residuals: a grand total that follows from its classes proves nothing more.

mod candidate;
mod candidates;
mod rank;
mod tested;
mod trials;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use self::candidate::{Candidate, Correction};
use self::trials::Trials;
use super::explanation::{Closed, Explained, ExplainingFault, Explanation};
use super::figures::Figures;
use super::finding::Verdict;
use super::planned_comparison::PlannedComparison;
use crate::review::accounts::Accounts;

/// How many faults are tried together.
const MOST_TOGETHER: usize = 3;
/// How many candidates of one component are combined; far more than accounts that fail for a reason give.
const MOST_CANDIDATES: usize = 24;
/// How many explanations of the same worth are reported; where there are more, none of them says anything.
const MOST_ALIKE: usize = 3;

/// A fault that was tried: which failing comparisons it makes hold.
struct Tried {
    candidate: Candidate,
    closes: Vec<usize>,
}

/// Looks for explanations of what fails.
pub(super) fn find(accounts: &Accounts, figures: &Figures<'_>, comparisons: &[PlannedComparison]) -> Explained {
    let trials = Trials::new(figures, comparisons);
    let components = components(&trials);
    let group_of: BTreeMap<usize, usize> =
        components.iter().enumerate().flat_map(|(group, all)| all.iter().map(move |at| (*at, group))).collect();
    let mut useful: Vec<Vec<Rc<Tried>>> = vec![Vec::new(); components.len()];
    candidates::each(accounts, &trials, &mut |candidate: Candidate| {
        let Some(closes) = trials.closed_by(&[&candidate.correction]) else { return };
        if closes.len() >= candidate.least {
            let groups: BTreeSet<usize> = closes.iter().filter_map(|at| group_of.get(at)).copied().collect();
            let tried = Rc::new(Tried { candidate, closes });
            for group in groups {
                useful.get_mut(group).into_iter().for_each(|useful| useful.push(Rc::clone(&tried)));
            }
        }
    });
    let mut explained = Explained::default();
    for (group, (component, useful)) in components.iter().zip(&useful).enumerate() {
        match explain(group, component, useful, &trials) {
            Some(explanations) => {
                let open = explanations.iter().map(|it| it.left_open).min().unwrap_or(component.len());
                explained.unexplained = explained.unexplained.saturating_add(open);
                explained.explanations.extend(explanations);
            }
            None => explained.undecided = explained.undecided.saturating_add(1),
        }
    }
    Explained { work: trials.work(), is_cut: trials.is_exhausted(), ..explained }
}

/// The failing comparisons in groups that one fault could touch at once: those that share a figure or a table.
fn components(trials: &Trials<'_>) -> Vec<Vec<usize>> {
    let mut groups = Groups(BTreeMap::new());
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut tables: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, one) in trials.failing() {
        groups.0.insert(at, at);
        for leaf in &one.leaves {
            groups.join(*first.entry(leaf).or_insert(at), at);
        }
        if let Some(rows) = &one.comparison.rows {
            groups.join(*tables.entry(&rows.table).or_insert(at), at);
        }
    }
    let mut components: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, _) in trials.failing() {
        components.entry(groups.first(at)).or_default().push(at);
    }
    components.into_values().collect()
}

/// Positions that belong together, each with an earlier one of its group, or with itself where it is the first.
struct Groups(BTreeMap<usize, usize>);

impl Groups {
    /// The first position of a group.
    fn first(&mut self, at: usize) -> usize {
        let mut first = at;
        while let Some(earlier) = self.0.get(&first).filter(|earlier| **earlier != first) {
            first = *earlier;
        }
        self.0.insert(at, first);
        first
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.first(left), self.first(right));
        self.0.insert(left.max(right), left.min(right));
    }
}

/// The smallest sets of faults that close a whole component, those with the fewest free numbers first. Where there is
/// none, single faults that close a part of it. Nothing where too many explain it alike.
fn explain(group: usize, component: &[usize], useful: &[Rc<Tried>], trials: &Trials<'_>) -> Option<Vec<Explanation>> {
    let mut useful: Vec<&Tried> = useful.iter().map(Rc::as_ref).collect();
    useful.sort_by_key(|one| (std::cmp::Reverse(one.closes.len()), one.candidate.freedom));
    useful.truncate(MOST_CANDIDATES);
    for size in 1..=MOST_TOGETHER {
        let mut found: Vec<(usize, Vec<&Tried>, Vec<usize>)> = Vec::new();
        for set in subsets(&useful, size) {
            let corrections: Vec<&Correction> = set.iter().map(|one| &one.candidate.correction).collect();
            let Some(closes) = trials.closed_by(&corrections) else { continue };
            if component.iter().all(|failing| closes.binary_search(failing).is_ok()) {
                found.push((set.iter().map(|one| one.candidate.freedom).sum(), set, closes));
            }
        }
        let Some(least) = found.iter().map(|(freedom, ..)| *freedom).min() else { continue };
        found.retain(|(freedom, ..)| *freedom == least);
        let explanations = found.iter().map(|(_, set, closes)| explanation(group, set, closes, component, trials));
        return (found.len() <= MOST_ALIKE).then(|| explanations.collect());
    }
    let parts = useful.iter().map(|one| explanation(group, &[one], &one.closes, component, trials));
    (useful.len() <= MOST_ALIKE).then(|| parts.collect())
}

/// All sets of `size` among `all`, in their order.
fn subsets<'t>(all: &[&'t Tried], size: usize) -> Vec<Vec<&'t Tried>> {
    let Some(less) = size.checked_sub(1) else { return vec![Vec::new()] };
    let mut sets = Vec::new();
    for (at, first) in all.iter().enumerate() {
        let rest = all.get(at.saturating_add(1)..).unwrap_or_default();
        sets.extend(subsets(rest, less).into_iter().map(|mut set| {
            set.insert(0, *first);
            set
        }));
    }
    sets
}

fn explanation(
    group: usize,
    set: &[&Tried],
    closes: &[usize],
    component: &[usize],
    trials: &Trials<'_>,
) -> Explanation {
    let corrections: Vec<&Correction> = set.iter().map(|one| &one.candidate.correction).collect();
    let causes = set.iter().map(|one| ExplainingFault {
        fault: one.candidate.fault.clone(),
        closes: closed(&one.closes, &[&one.candidate.correction], trials),
        independent: rank::independent(&one.closes, &trials.tested, trials.figures, &trials.basis),
    });
    Explanation {
        causes: causes.collect(),
        closes: closed(closes, &corrections, trials),
        independent: rank::independent(closes, &trials.tested, trials.figures, &trials.basis),
        left_open: component.iter().filter(|failing| closes.binary_search(failing).is_err()).count(),
        group,
    }
}

fn closed(closes: &[usize], corrections: &[&Correction], trials: &Trials<'_>) -> Vec<Closed> {
    let mut changed = trials.figures.clone();
    for (id, number) in corrections.iter().flat_map(|correction| &correction.numbers) {
        changed.print(id, number.clone());
    }
    let described = closes.iter().filter_map(|at| {
        let one = trials.tested.get(*at)?;
        let is_exact = one.verdict_with(*at, corrections, &changed).ok()? == Verdict::Pass;
        let PlannedComparison { check, name, about, column, .. } = one.comparison.clone();
        Some(Closed { check, name, about, column, residual: one.residual.clone(), is_exact })
    });
    described.collect()
}
