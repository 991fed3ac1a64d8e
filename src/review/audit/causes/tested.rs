//! Comparisons with what became of them, before anything is explained.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::Correction;
use crate::numeric::{Number, NumberError};
use crate::review::audit::constraint::{Constraint, graded};
use crate::review::audit::figures::{ComparisonError, Figures};
use crate::review::audit::finding::{Measured, Verdict};
use crate::review::audit::planned_comparison::PlannedComparison;

/// A comparison with what became of it.
pub(super) struct Tested<'a> {
    pub comparison: &'a PlannedComparison,
    /// The printed figures it rests on.
    pub leaves: BTreeSet<String>,
    pub verdict: Verdict,
    pub residual: Option<Number>,
    /// What it measures, where it is a sum.
    pub sum: Option<TestedSum>,
}

/// A sum that was compared, and by what each printed figure moves its residual.
pub(super) struct TestedSum {
    residual: Number,
    /// The rounding of the result.
    own: Number,
    tolerance: Number,
    moves: BTreeMap<String, Number>,
}

impl<'a> Tested<'a> {
    /// Makes the comparison.
    pub fn of(comparison: &'a PlannedComparison, figures: &Figures<'_>) -> Self {
        let constraint = &comparison.constraint;
        let measured = constraint.measured(figures);
        let verdict = verdict_of(&measured);
        let measured = measured.ok().map(|(_, measured)| measured);
        let sum = measured.as_ref().and_then(|measured| TestedSum::of(constraint, figures, measured));
        let residual = measured.map(|measured| measured.residual);
        Self { comparison, leaves: constraint.leaves(figures), verdict, residual, sum }
    }

    /// Whether it fails and could be explained. A limit that is exceeded holds again with any number that is small
    /// enough, so nothing explains it.
    pub fn fails(&self) -> bool {
        self.verdict == Verdict::Fail && !matches!(self.comparison.constraint, Constraint::NotAbove { .. })
    }

    pub fn holds(&self) -> bool {
        matches!(self.verdict, Verdict::Pass | Verdict::Tail)
    }

    /// Whether it could hold if a printed figure were larger by `change`: always, where only computing it again tells.
    pub fn could_hold(&self, id: &str, change: &Number) -> bool {
        let Some(sum) = &self.sum else { return self.leaves.contains(id) };
        let moved = sum.moves.get(id).and_then(|factor| sum.residual.add(&factor.multiply(change).ok()?).ok());
        moved.is_some_and(|residual| graded(&residual, &sum.own, &sum.tolerance) != Verdict::Fail)
    }

    /// What becomes of a sum under corrections; none where it has to be computed again.
    pub fn moved_by(&self, corrections: &[&Correction], figures: &Figures<'_>) -> Option<Result<Verdict, NumberError>> {
        let sum = self.sum.as_ref()?;
        Some(sum.residual_after(corrections, self.comparison, figures).map(|it| graded(&it, &sum.own, &sum.tolerance)))
    }

    /// What becomes of it at position `at` under corrections, whose numbers `changed` has.
    pub fn verdict_with(
        &self,
        at: usize,
        corrections: &[&Correction],
        changed: &Figures<'_>,
    ) -> Result<Verdict, NumberError> {
        let mut constraint = self.comparison.constraint.clone();
        for correction in corrections {
            correction.applies_to(at, self.comparison, &mut constraint)?;
        }
        Ok(verdict_of(&constraint.measured(changed)))
    }
}

impl TestedSum {
    fn of(constraint: &Constraint, figures: &Figures<'_>, measured: &Measured) -> Option<Self> {
        let own = match constraint {
            Constraint::Sum { is, .. } => figures.leaf(is).map_or_else(Number::zero, |leaf| leaf.within.clone()),
            Constraint::Whole { .. } => Number::zero(),
            _ => return None,
        };
        let terms = constraint.residual(figures).ok()??.terms;
        let moves = terms.into_iter().map(|(id, factor)| (id.to_owned(), factor)).collect();
        Some(Self { residual: measured.residual.clone(), own, tolerance: measured.tolerance.clone(), moves })
    }

    fn residual_after(
        &self,
        corrections: &[&Correction],
        comparison: &PlannedComparison,
        figures: &Figures<'_>,
    ) -> Result<Number, NumberError> {
        let mut residual = self.residual.clone();
        for correction in corrections {
            for (id, number) in &correction.numbers {
                if let (Some(factor), Some(leaf)) = (self.moves.get(id), figures.leaf(id)) {
                    residual = residual.add(&factor.multiply(&number.subtract(&leaf.number)?)?)?;
                }
            }
            if let Some(amount) = correction.missing_from(comparison) {
                residual = residual.add(amount)?;
            }
        }
        Ok(residual)
    }
}

fn verdict_of(measured: &Result<(Verdict, Measured), ComparisonError>) -> Verdict {
    match measured {
        Ok((verdict, _)) => *verdict,
        Err(ComparisonError::Undefined { printed: Some(_), .. }) => Verdict::Fail,
        Err(_) => Verdict::Skip,
    }
}
