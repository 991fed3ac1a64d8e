//! What would explain the residuals: faults that make failing comparisons hold again and break none that held.
//!
//! A fault is only reported if it closes what it explains exactly or within the rounding of the figures. How much that
//! proves is counted in independent residuals: a grand total that follows from its classes proves nothing more.

mod candidates;
mod rank;

use std::collections::{BTreeMap, BTreeSet};

use super::law::Law;
use super::ledger::Ledger;
use super::{Comparison, Detail, Verdict};
use crate::language::Bilingual;
use crate::numeric::{Number, Unit};
use crate::review::accounts::{Accounts, Column};
use candidates::{Candidate, Effect};

/// How many faults are tried together.
const MOST_TOGETHER: usize = 3;
/// How many candidates of one component are combined; far more than accounts that fail for a reason give.
const MOST_CANDIDATES: usize = 24;
/// How many explanations of the same worth are reported; where there are more, none of them says anything.
const MOST_ALIKE: usize = 3;

/// One explanation: faults that together make failing comparisons hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The faults.
    pub causes: Vec<Cause>,
    /// All that they close together, in the order of the checks.
    pub closes: Vec<Closed>,
    /// How many of these residuals are independent of each other and of what holds.
    pub independent: usize,
    /// How many failing comparisons that hang together with these stay open.
    pub left_open: usize,
    /// Which group of failing comparisons it is about; explanations of one group exclude each other.
    pub group: usize,
}

/// All explanations, and how much is left without one.
#[derive(Debug, Default)]
pub(super) struct Explained {
    pub explanations: Vec<Explanation>,
    pub undecided: usize,
    pub unexplained: usize,
}

/// One fault, and what it closes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What would have happened.
    pub fault: Fault,
    /// The comparisons that it closes by itself.
    pub closes: Vec<Closed>,
    /// How many of these residuals are independent of each other and of what holds.
    pub independent: usize,
}

/// A comparison that an explanation makes hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The check.
    pub check: String,
    /// What a declared identity is called.
    pub name: Option<Bilingual>,
    /// What was compared.
    pub about: Option<Bilingual>,
    /// The column of a table.
    pub column: Option<Column>,
    /// The residual without the explanation; none where there was no number.
    pub residual: Option<Number>,
    /// Whether it then holds exactly, and not only within rounding.
    pub is_exact: bool,
}

/// What would have happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A row is missing from a table.
    MissingRow {
        /// The table.
        table: Bilingual,
        /// The class it belongs to, where the table has classes.
        class: Option<Bilingual>,
        /// Its amounts, by column.
        amounts: Vec<(Column, Number)>,
    },
    /// A row stands twice and has to go once.
    RowTwice {
        /// The row.
        row: Bilingual,
        /// The row with the same amounts.
        twin: Bilingual,
    },
    /// A row repeats another's amount where it has one of its own.
    CopiedAmount {
        /// The row.
        row: Bilingual,
        /// The row with the same amounts.
        twin: Bilingual,
        /// The column.
        column: Column,
        /// What was printed.
        printed: Number,
        /// What would close the sums.
        wanted: Number,
    },
    /// A figure is off by a power of ten.
    UnitSlip {
        /// The figure.
        figure: Bilingual,
        /// The column of a cell.
        column: Option<Column>,
        /// What was printed.
        printed: Number,
        /// The printed unit.
        unit: Unit,
        /// What the printed figure has to be multiplied with.
        factor: Number,
    },
    /// Two neighbouring digits changed places.
    Transposition {
        /// The figure.
        figure: Bilingual,
        /// The column of a cell.
        column: Option<Column>,
        /// What was printed.
        printed: Number,
        /// The number with the digits in their places.
        wanted: Number,
    },
    /// A percentage has another denominator than it says.
    Denominator {
        /// The percentage.
        figure: Bilingual,
        /// The denominator that gives it.
        whole: Bilingual,
        /// That denominator's number.
        number: String,
    },
}

/// A comparison with what became of it.
struct Tested<'a> {
    comparison: &'a Comparison,
    /// The printed figures it rests on.
    leaves: BTreeSet<String>,
    verdict: Option<Verdict>,
    residual: Option<Number>,
    tolerance: Option<Number>,
    /// By what each printed figure moves the residual of a sum; none for other laws.
    moves: Option<BTreeMap<String, Number>>,
}

impl Tested<'_> {
    /// Whether it fails and could be explained. A limit that is exceeded holds again with any number that is small
    /// enough, so nothing explains it.
    fn fails(&self) -> bool {
        self.verdict == Some(Verdict::Fail) && !matches!(self.comparison.law, Law::NotAbove { .. })
    }

    fn holds(&self) -> bool {
        matches!(self.verdict, Some(Verdict::Pass | Verdict::Tail))
    }

    /// Whether it could hold if a printed figure were larger by `change`: always, where only computing it again tells.
    fn could_hold(&self, id: &str, change: &Number) -> bool {
        let (Some(moves), Some(residual), Some(tolerance)) = (&self.moves, &self.residual, &self.tolerance) else {
            return self.leaves.contains(id);
        };
        let moved = moves.get(id).and_then(|factor| residual.add(&factor.multiply(change).ok()?).ok());
        moved.is_some_and(|residual| residual.absolute() <= *tolerance)
    }
}

/// A fault that was tried: which failing comparisons it makes hold.
struct Tried {
    candidate: Candidate,
    closes: Vec<usize>,
}

/// Looks for explanations of what fails.
pub(super) fn find(accounts: &Accounts, ledger: &Ledger<'_>, comparisons: &[Comparison]) -> Explained {
    let tested: Vec<Tested<'_>> = comparisons.iter().map(|comparison| test(comparison, ledger)).collect();
    let tried: Vec<Tried> = candidates::all(accounts, ledger, &tested)
        .into_iter()
        .filter_map(|candidate| {
            let closes = closed_by(&[&candidate.effect], ledger, &tested)?;
            (closes.len() >= candidate.least).then_some(Tried { candidate, closes })
        })
        .collect();
    let mut explained = Explained::default();
    for (group, component) in components(&tested).iter().enumerate() {
        match explain(group, component, &tried, ledger, &tested) {
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

fn test<'a>(comparison: &'a Comparison, ledger: &Ledger<'_>) -> Tested<'a> {
    let finding = comparison.made(ledger);
    let (residual, tolerance) = match finding.detail {
        Detail::Measured(measured) => (Some(measured.residual), Some(measured.tolerance)),
        Detail::Remark(_) => (None, None),
    };
    let verdict = Some(finding.verdict).filter(|verdict| *verdict != Verdict::Skip);
    let linear = if comparison.law.is_linear() { comparison.law.residual(ledger).ok().flatten() } else { None };
    let moves = linear.map(|sum| sum.terms.into_iter().map(|(id, factor)| (id.to_owned(), factor)).collect());
    Tested { comparison, leaves: ledger.leaves_of(&comparison.law), verdict, residual, tolerance, moves }
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

/// The failing comparisons that hold with these effects; none if one that held would fail, or if the effects exclude
/// each other.
fn closed_by(effects: &[&Effect], ledger: &Ledger<'_>, tested: &[Tested<'_>]) -> Option<Vec<usize>> {
    let mut changed = ledger.clone();
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for (id, number) in effects.iter().flat_map(|effect| &effect.numbers) {
        if !ids.insert(id) {
            return None;
        }
        changed.print(id, number.clone());
    }
    let mut closes = Vec::new();
    for (at, one) in tested.iter().enumerate() {
        let mut law = one.comparison.law.clone();
        let mut is_touched = one.leaves.iter().any(|leaf| ids.contains(leaf.as_str()));
        for effect in effects {
            is_touched |= effect.applies_to(at, one.comparison, &mut law).ok()?;
        }
        if !is_touched {
            continue;
        }
        let verdict = Comparison { law, ..one.comparison.clone() }.made(&changed).verdict;
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
    ledger: &Ledger<'_>,
    tested: &[Tested<'_>],
) -> Option<Vec<Explanation>> {
    let mut useful: Vec<&Tried> =
        tried.iter().filter(|one| one.closes.iter().any(|closed| component.contains(closed))).collect();
    useful.sort_by_key(|one| (std::cmp::Reverse(one.closes.len()), one.candidate.freedom));
    useful.truncate(MOST_CANDIDATES);
    for size in 1..=MOST_TOGETHER {
        let mut found: Vec<(usize, Vec<&Tried>, Vec<usize>)> = Vec::new();
        for set in subsets(&useful, size) {
            let effects: Vec<&Effect> = set.iter().map(|one| &one.candidate.effect).collect();
            let Some(closes) = closed_by(&effects, ledger, tested) else { continue };
            if component.iter().all(|failing| closes.contains(failing)) {
                found.push((set.iter().map(|one| one.candidate.freedom).sum(), set, closes));
            }
        }
        let Some(least) = found.iter().map(|(freedom, ..)| *freedom).min() else { continue };
        found.retain(|(freedom, ..)| *freedom == least);
        let explanations =
            found.iter().map(|(_, set, closes)| explanation(group, set, closes, component, ledger, tested));
        return (found.len() <= MOST_ALIKE).then(|| explanations.collect());
    }
    let parts = useful.iter().map(|one| explanation(group, &[one], &one.closes, component, ledger, tested));
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
    ledger: &Ledger<'_>,
    tested: &[Tested<'_>],
) -> Explanation {
    let effects: Vec<&Effect> = set.iter().map(|one| &one.candidate.effect).collect();
    let causes = set.iter().map(|one| Cause {
        fault: one.candidate.fault.clone(),
        closes: closed(&one.closes, &[&one.candidate.effect], ledger, tested),
        independent: rank::independent(&one.closes, ledger, tested),
    });
    Explanation {
        causes: causes.collect(),
        closes: closed(closes, &effects, ledger, tested),
        independent: rank::independent(closes, ledger, tested),
        left_open: component.iter().filter(|failing| !closes.contains(failing)).count(),
        group,
    }
}

fn closed(closes: &[usize], effects: &[&Effect], ledger: &Ledger<'_>, tested: &[Tested<'_>]) -> Vec<Closed> {
    let mut changed = ledger.clone();
    for (id, number) in effects.iter().flat_map(|effect| &effect.numbers) {
        changed.print(id, number.clone());
    }
    let described = closes.iter().filter_map(|at| {
        let one = tested.get(*at)?;
        let mut law: Law = one.comparison.law.clone();
        for effect in effects {
            effect.applies_to(*at, one.comparison, &mut law).ok()?;
        }
        let Comparison { check, name, about, column, .. } = one.comparison.clone();
        let is_exact = Comparison { law, ..one.comparison.clone() }.made(&changed).verdict == Verdict::Pass;
        Some(Closed { check, name, about, column, residual: one.residual.clone(), is_exact })
    });
    described.collect()
}
