//! The unit that a change is tried on.

use crate::evaluation::{Evaluation, Program};
use crate::report::Report;

/// One unit: its report as it is, and as it is read after the change.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Where the report was read.
    pub file: String,
    /// The report as it is.
    pub before: Report,
    /// The report for the scheme after the change, with changed figures; none where both are the same.
    pub after: Option<Report>,
}

impl Subject {
    /// The report after the change.
    #[must_use]
    pub fn report(&self) -> &Report {
        self.after.as_ref().unwrap_or(&self.before)
    }

    /// The unit as it is and after the change; what both share is computed once.
    #[must_use]
    pub fn evaluate(&self, before: &Program, after: &Program) -> (Evaluation, Evaluation) {
        match &self.after {
            Some(report) => (before.evaluate(&self.before), after.evaluate(report)),
            None => before.evaluate_both(after, &self.before),
        }
    }
}
