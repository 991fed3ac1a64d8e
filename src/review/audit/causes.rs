//! What would explain the residuals: faults that make failing comparisons hold again and break none that held.
//!
//! A fault is only reported if it closes what it explains exactly or within the rounding of the figures. How much that
//! proves is counted in independent residuals: a grand total that follows from its classes proves nothing more.

mod candidate;
mod candidates;
mod rank;
mod tested;

use std::collections::BTreeSet;

use self::candidate::{Candidate, Correction};
use self::tested::Tested;
use super::constraint::Constraint;
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
    let tested: Vec<Tested<'_>> = comparisons.iter().map(|comparison| Tested::of(comparison, figures)).collect();
    let tried: Vec<Tried> = candidates::all(accounts, figures, &tested)
        .into_iter()
        .filter_map(|candidate| {
            let closes = closed_by(&[&candidate.correction], figures, &tested)?;
            (closes.len() >= candidate.least).then_some(Tried { candidate, closes })
        })
        .collect();
    let mut explained = Explained::default();
    for (group, component) in components(&tested).iter().enumerate() {
        match explain(group, component, &tried, figures, &tested) {
            Some(explanations) => {
                let open = explanations.iter().map(|it| it.left_open).min().unwrap_or(component.len());
                explained.unexplained = explained.unexplained.saturating_add(open);
                explained.explanations.extend(explanations);
            }
            None => explained.undecided = explained.undecided.saturating_add(1),
        }
    }
    explained
}

/// The failing comparisons in groups that one fault could touch at once: those that share a figure or a table.
fn components(tested: &[Tested<'_>]) -> Vec<Vec<usize>> {
    let table = |tested: &Tested<'_>| tested.comparison.rows.as_ref().map(|rows| rows.table.clone());
    let touches = |left: &Tested<'_>, right: &Tested<'_>| {
        !left.leaves.is_disjoint(&right.leaves) || table(left).is_some() && table(left) == table(right)
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, one) in tested.iter().enumerate().filter(|(_, one)| one.fails()) {
        let joins =
            |group: &Vec<usize>| group.iter().filter_map(|other| tested.get(*other)).any(|other| touches(one, other));
        let (near, mut far): (Vec<_>, Vec<_>) = groups.into_iter().partition(joins);
        let mut joined: Vec<usize> = near.into_iter().flatten().chain([at]).collect();
        joined.sort_unstable();
        far.push(joined);
        groups = far;
    }
    groups.sort();
    groups
}

/// The failing comparisons that hold with these corrections; none if one that held would fail, or if the corrections exclude
/// each other.
fn closed_by(corrections: &[&Correction], figures: &Figures<'_>, tested: &[Tested<'_>]) -> Option<Vec<usize>> {
    let mut changed = figures.clone();
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for (id, number) in corrections.iter().flat_map(|correction| &correction.numbers) {
        if !ids.insert(id) {
            return None;
        }
        changed.print(id, number.clone());
    }
    let mut closes = Vec::new();
    for (at, one) in tested.iter().enumerate() {
        let mut constraint = one.comparison.constraint.clone();
        let mut is_touched = one.leaves.iter().any(|leaf| ids.contains(leaf.as_str()));
        for correction in corrections {
            is_touched |= correction.applies_to(at, one.comparison, &mut constraint).ok()?;
        }
        if !is_touched {
            continue;
        }
        let verdict = PlannedComparison { constraint, ..one.comparison.clone() }.made(&changed).verdict;
        match (one.fails(), verdict) {
            (true, Verdict::Pass | Verdict::Tail) => closes.push(at),
            (false, Verdict::Fail) if one.holds() => return None,
            _ => {}
        }
    }
    Some(closes)
}

/// The smallest sets of faults that close a whole component, those with the fewest free numbers first. Where there is
/// none, single faults that close a part of it. Nothing where too many explain it alike.
fn explain(
    group: usize,
    component: &[usize],
    tried: &[Tried],
    figures: &Figures<'_>,
    tested: &[Tested<'_>],
) -> Option<Vec<Explanation>> {
    let mut useful: Vec<&Tried> =
        tried.iter().filter(|one| one.closes.iter().any(|closed| component.contains(closed))).collect();
    useful.sort_by_key(|one| (std::cmp::Reverse(one.closes.len()), one.candidate.freedom));
    useful.truncate(MOST_CANDIDATES);
    for size in 1..=MOST_TOGETHER {
        let mut found: Vec<(usize, Vec<&Tried>, Vec<usize>)> = Vec::new();
        for set in subsets(&useful, size) {
            let corrections: Vec<&Correction> = set.iter().map(|one| &one.candidate.correction).collect();
            let Some(closes) = closed_by(&corrections, figures, tested) else { continue };
            if component.iter().all(|failing| closes.contains(failing)) {
                found.push((set.iter().map(|one| one.candidate.freedom).sum(), set, closes));
            }
        }
        let Some(least) = found.iter().map(|(freedom, ..)| *freedom).min() else { continue };
        found.retain(|(freedom, ..)| *freedom == least);
        let explanations =
            found.iter().map(|(_, set, closes)| explanation(group, set, closes, component, figures, tested));
        return (found.len() <= MOST_ALIKE).then(|| explanations.collect());
    }
    let parts = useful.iter().map(|one| explanation(group, &[one], &one.closes, component, figures, tested));
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
    figures: &Figures<'_>,
    tested: &[Tested<'_>],
) -> Explanation {
    let corrections: Vec<&Correction> = set.iter().map(|one| &one.candidate.correction).collect();
    let causes = set.iter().map(|one| ExplainingFault {
        fault: one.candidate.fault.clone(),
        closes: closed(&one.closes, &[&one.candidate.correction], figures, tested),
        independent: rank::independent(&one.closes, figures, tested),
    });
    Explanation {
        causes: causes.collect(),
        closes: closed(closes, &corrections, figures, tested),
        independent: rank::independent(closes, figures, tested),
        left_open: component.iter().filter(|failing| !closes.contains(failing)).count(),
        group,
    }
}

fn closed(closes: &[usize], corrections: &[&Correction], figures: &Figures<'_>, tested: &[Tested<'_>]) -> Vec<Closed> {
    let mut changed = figures.clone();
    for (id, number) in corrections.iter().flat_map(|correction| &correction.numbers) {
        changed.print(id, number.clone());
    }
    let described = closes.iter().filter_map(|at| {
        let one = tested.get(*at)?;
        let mut constraint: Constraint = one.comparison.constraint.clone();
        for correction in corrections {
            correction.applies_to(*at, one.comparison, &mut constraint).ok()?;
        }
        let PlannedComparison { check, name, about, column, .. } = one.comparison.clone();
        let is_exact =
            PlannedComparison { constraint, ..one.comparison.clone() }.made(&changed).verdict == Verdict::Pass;
        Some(Closed { check, name, about, column, residual: one.residual.clone(), is_exact })
    });
    described.collect()
}
