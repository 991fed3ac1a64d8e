//! What of an evaluation is a fault of the files that were evaluated.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Warned};
use crate::evaluation::Program;
use crate::format::row_not_recomputed;
use crate::language::Bilingual;
use crate::report::Report;
use crate::review::recheck::recheck;

/// What is wrong with a case on its own: that its peers are not at hand is no fault of its files.
pub(super) fn without_peers(found: Diagnostics) -> Diagnostics {
    let is_of_peers = |problem: &Diagnostic| problem.code == Code::PeersMissing;
    let is_compared = found.iter().any(is_of_peers);
    let is_alone = |problem: &Diagnostic| {
        problem.severity() == Severity::Warning || problem.code == Code::TotalWithheld || is_of_peers(problem)
    };
    let follows = is_compared && found.iter().all(is_alone);
    let is_told = |problem: &Diagnostic| !(is_of_peers(problem) || follows && problem.code == Code::TotalWithheld);
    found.into_iter().filter(is_told).collect()
}

/// What a table of one's own lacks of reasons for points lost; one that stands on a page is not ours to complete.
pub(super) fn lacking_reasons(program: &Program, report: &Report) -> Vec<Diagnostic> {
    let is_own = report.publication.as_ref().is_some_and(|publication| !publication.source.contains("://"));
    let diagnostics = is_own.then(|| program.evaluate(report).diagnostics).into_iter().flatten();
    diagnostics.filter(|problem| problem.code == Code::ReasonMissing).collect()
}

/// The rows of a published table that cannot be recomputed, each with the reason.
pub(super) fn not_recomputed(program: &Program, report: &Report) -> Vec<Diagnostic> {
    let Ok(Warned { value: recheck, .. }) = recheck(program.scheme(), program.rules(), report) else {
        return Vec::new();
    };
    let rows = recheck.evaluation.rows.iter().zip(&recheck.rows);
    let open = rows.filter(|(_, row)| row.possible.is_none());
    let problems = &recheck.evaluation.diagnostics;
    let first = |name: &Bilingual| {
        problems.iter().find(|problem| problem.row.as_ref() == Some(name) && problem.severity() == Severity::Error)
    };
    open.filter_map(|(row, _)| Some(row_not_recomputed(first(row.name())?))).collect()
}
