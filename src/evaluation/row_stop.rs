//! [`RowStop`]: why a row has no points.

use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::rule;

/// What stops a row before it has points.
#[derive(Clone, Debug)]
pub(crate) enum RowStop {
    NotApplicable(Bilingual),
    Missing(Bilingual, Diagnostic),
    Failed(Diagnostic),
    /// The points are not linear in the weight; symbols only.
    Opaque(Diagnostic),
}

impl From<rule::Stop> for RowStop {
    fn from(stop: rule::Stop) -> Self {
        match stop {
            rule::Stop::NotApplicable(reason) => Self::NotApplicable(reason),
            rule::Stop::Failed(problem) => Self::Failed(problem),
            rule::Stop::Opaque(problem) => Self::Opaque(problem),
        }
    }
}
