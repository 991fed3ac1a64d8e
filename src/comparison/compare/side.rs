//! One side of a comparison.

use super::breakdown::Breakdown;
use crate::diagnostic::{Diagnostics, Warned};
use crate::evaluation::{Evaluation, Program, Response};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

/// One side of a comparison, scored.
pub struct Side<'a> {
    pub(super) report: &'a Report,
    /// Its total over the points of its rows, with the rows scored once.
    pub(super) response: Response<'a>,
}

impl<'a> Side<'a> {
    /// Scores one side.
    ///
    /// # Errors
    /// Those of [`Program::compile`].
    pub fn new(scheme: &'a Scheme, book: &'a RuleSet, report: &'a Report) -> Result<Warned<Self>, Diagnostics> {
        let program = Program::compile(scheme.clone(), book.clone())?;
        let (response, warnings) = (program.response(report), program.warnings().clone());
        Ok(Warned { value: Self { report, response }, warnings })
    }

    /// What the side came to.
    #[must_use]
    pub fn evaluation(&self) -> &Evaluation {
        self.response.evaluation()
    }

    /// The program that scored it.
    pub(super) fn program(&self) -> &Program {
        self.evaluation().program()
    }

    /// How its total adds up.
    ///
    /// # Errors
    /// [`crate::Code::TotalWithheld`] and the other problems of the evaluation where there is no total.
    pub fn breakdown(&self) -> Result<Breakdown, Diagnostics> {
        let breakdown = Breakdown::of(self.evaluation())?;
        breakdown.ok_or_else(|| self.evaluation().diagnostics.clone())
    }
}
