//! One side of a comparison.

use super::breakdown::Breakdown;
use crate::diagnostic::{Diagnostics, Warned};
use crate::evaluation::{Evaluation, Program};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

/// One side of a comparison, scored.
pub struct Side<'a> {
    pub(super) program: Program,
    pub(super) report: &'a Report,
    pub(super) evaluation: Evaluation,
}

impl<'a> Side<'a> {
    /// Scores one side.
    ///
    /// # Errors
    /// Those of [`Program::compile`].
    pub fn new(scheme: &'a Scheme, book: &'a RuleSet, report: &'a Report) -> Result<Warned<Self>, Diagnostics> {
        let program = Program::compile(scheme.clone(), book.clone())?;
        let (evaluation, warnings) = (program.evaluate(report), program.warnings().clone());
        Ok(Warned { value: Self { program, report, evaluation }, warnings })
    }

    /// What the side came to.
    #[must_use]
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// How its total adds up.
    ///
    /// # Errors
    /// [`crate::Code::TotalWithheld`] and the other problems of the evaluation where there is no total.
    pub fn breakdown(&self) -> Result<Breakdown, Diagnostics> {
        let breakdown = Breakdown::of(&self.evaluation)?;
        breakdown.ok_or_else(|| self.evaluation.diagnostics.clone())
    }
}
