//! Records as JSON, and the sentences in them.

use serde::Serialize;

use super::tell_problem;
use crate::diagnostic::Diagnostic;
use crate::messages::in_both;
use crate::record::ProblemRecord;

/// A record as JSON, with the line end of a text file.
#[must_use]
pub fn json_text(record: &impl Serialize) -> String {
    // INVARIANT: the keys of records are texts, which is all that JSON asks of them.
    let text = serde_json::to_string_pretty(record).unwrap_or_else(|error| error.to_string());
    format!("{text}\n")
}

/// A problem with its sentence.
pub(super) fn problem_record(problem: &Diagnostic) -> ProblemRecord {
    ProblemRecord::new(problem, in_both(|messages| tell_problem(problem, messages).0))
}
