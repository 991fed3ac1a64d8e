//! What of an evaluation is a fault of the files that were evaluated.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Warned};
use crate::evaluation::Program;
use crate::format::row_not_recomputed;
use crate::language::Bilingual;
use crate::report::{Publication, Report};
use crate::review::omissions::{Omission, omissions};
use crate::review::recheck::{Recheck, recheck};

/// What a report leaves out, and what is wrong with what comes out of it. An illustration leaves nothing out, and a
/// published table is not ours to complete.
pub(super) fn evaluated(program: &Program, report: &Report) -> Warned<Vec<Omission>> {
    if let Some(publication) = &report.publication {
        return Warned { value: Vec::new(), warnings: of_table(program, report, publication) };
    }
    let evaluation = program.evaluate(report);
    let value = if report.illustrative { Vec::new() } else { omissions(program.scheme(), report, &evaluation) };
    Warned { value, warnings: without_peers(evaluation.diagnostics) }
}

/// What is wrong with a case on its own: that its peers are not at hand is no fault of its files.
fn without_peers(found: Diagnostics) -> Diagnostics {
    let is_of_peers = |problem: &Diagnostic| problem.code == Code::PeersMissing;
    let is_compared = found.iter().any(is_of_peers);
    let is_alone = |problem: &Diagnostic| {
        problem.severity() == Severity::Warning || problem.code == Code::TotalWithheld || is_of_peers(problem)
    };
    let follows = is_compared && found.iter().all(is_alone);
    let is_told = |problem: &Diagnostic| !(is_of_peers(problem) || follows && problem.code == Code::TotalWithheld);
    found.into_iter().filter(is_told).collect()
}

/// The rows of a published table that cannot be recomputed, each with the reason; of a table of one's own, which stands on
/// no page, also the reasons for lost points that it lacks.
fn of_table(program: &Program, report: &Report, publication: &Publication) -> Diagnostics {
    let Ok(Warned { value: recheck, .. }) = recheck(program.scheme(), program.rules(), report) else {
        return Diagnostics::new();
    };
    let Recheck { evaluation, rows, .. } = recheck;
    let open = evaluation.rows.iter().zip(&rows).filter(|(_, row)| row.possible.is_none());
    let problems = &evaluation.diagnostics;
    let first = |name: &Bilingual| {
        problems.iter().find(|problem| problem.row.as_ref() == Some(name) && problem.severity() == Severity::Error)
    };
    let open = open.filter_map(|(row, _)| Some(row_not_recomputed(first(row.name())?)));
    let is_own = !publication.source.contains("://");
    let lacking = problems.iter().filter(|problem| is_own && problem.code == Code::ReasonMissing);
    open.chain(lacking.cloned()).collect()
}
