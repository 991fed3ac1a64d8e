//! [`ReportCheck`]: what all parts of the check of a report share.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::location::{Place, Places};
use crate::scheme::Scheme;

/// What all parts of the check share.
pub(super) struct ReportCheck<'a> {
    pub places: &'a Places,
    pub scheme: &'a Scheme,
    /// Who reports.
    pub unit: String,
    /// Whether the report copies a published table, and the year that days without one are of.
    pub copied: Option<Option<i32>>,
    /// Copied values with what they were read as, each with its place.
    pub read_as: Vec<(Place, Bilingual)>,
    pub found: Diagnostics,
}

impl ReportCheck<'_> {
    /// Adds a problem of the organisation.
    pub(super) fn push(&mut self, problem: Diagnostic) {
        self.found.push(problem.unit(self.unit.clone()));
    }
}
