//! Comparisons with what became of them, before anything is explained.

use std::collections::{BTreeMap, BTreeSet};

use crate::numeric::Number;
use crate::review::audit::constraint::Constraint;
use crate::review::audit::figures::Figures;
use crate::review::audit::finding::{FindingDetail, Verdict};
use crate::review::audit::planned_comparison::PlannedComparison;

/// A comparison with what became of it.
pub(super) struct Tested<'a> {
    pub comparison: &'a PlannedComparison,
    /// The printed figures it rests on.
    pub leaves: BTreeSet<String>,
    pub verdict: Option<Verdict>,
    pub residual: Option<Number>,
    pub tolerance: Option<Number>,
    /// By what each printed figure moves the residual of a sum; none for other laws.
    pub moves: Option<BTreeMap<String, Number>>,
}

impl<'a> Tested<'a> {
    /// Makes the comparison.
    pub fn of(comparison: &'a PlannedComparison, figures: &Figures<'_>) -> Self {
        let finding = comparison.made(figures);
        let (residual, tolerance) = match finding.detail {
            FindingDetail::Measured(measured) => (Some(measured.residual), Some(measured.tolerance)),
            FindingDetail::Remark(_) => (None, None),
        };
        let verdict = Some(finding.verdict).filter(|verdict| *verdict != Verdict::Skip);
        let linear = if comparison.constraint.is_linear() {
            comparison.constraint.residual(figures).ok().flatten()
        } else {
            None
        };
        let moves = linear.map(|sum| sum.terms.into_iter().map(|(id, factor)| (id.to_owned(), factor)).collect());
        Self { comparison, leaves: comparison.constraint.leaves(figures), verdict, residual, tolerance, moves }
    }

    /// Whether it fails and could be explained. A limit that is exceeded holds again with any number that is small
    /// enough, so nothing explains it.
    pub fn fails(&self) -> bool {
        self.verdict == Some(Verdict::Fail) && !matches!(self.comparison.constraint, Constraint::NotAbove { .. })
    }

    pub fn holds(&self) -> bool {
        matches!(self.verdict, Some(Verdict::Pass | Verdict::Tail))
    }

    /// Whether it could hold if a printed figure were larger by `change`: always, where only computing it again tells.
    pub fn could_hold(&self, id: &str, change: &Number) -> bool {
        let (Some(moves), Some(residual), Some(tolerance)) = (&self.moves, &self.residual, &self.tolerance) else {
            return self.leaves.contains(id);
        };
        let moved = moves.get(id).and_then(|factor| residual.add(&factor.multiply(change).ok()?).ok());
        moved.is_some_and(|residual| residual.absolute() <= *tolerance)
    }
}
