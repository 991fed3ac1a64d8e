//! C33–C36: reasons and proofs.

use super::audited_case::AuditedCase;
use super::finding::{Finding, FindingRemark, Verdict, plain};
use crate::evaluation::{Role, Row};
use crate::language::Bilingual;
use crate::report::Metric;
use crate::review::recheck::{CheckedRow, Remark};
use crate::rule::Value;
use crate::scheme::{Target, words};

/// A word in the name of the dimension or row that asks for a survey.
const SATISFACTION: &str = "满意";

pub(super) fn check(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let rows = || case.evaluation().rows.iter().filter(|row| row.points().is_some());
    let is_full = |row: &&Row| row.lost().is_some_and(|lost| lost.is_zero());
    // A deduction by hand carries its own reason.
    let deducted = |row: &&Row| case.report.rows.get(row.id()).is_some_and(|note| note.deduction.is_some());

    // What is claimed was looked at by the recheck; the rest as the engine scores it.
    let is_lost = |row: &&Row, checked: &CheckedRow| match checked.counted() {
        Some(points) => row.role() != Role::Bonus && points < checked.weight,
        None => row.lost().is_some_and(|lost| !lost.is_zero()),
    };
    let is_silent = |row: &&Row, checked: &CheckedRow| match checked.counted() {
        Some(_) => checked.remarks.iter().any(|remark| matches!(remark, Remark::NoReason(_))),
        None => !row.has_stated_reason(),
    };
    let lost: Vec<(&Row, &CheckedRow)> = case.rows().filter(|(row, checked)| is_lost(row, checked)).collect();
    let silent = lost.iter().filter(|(row, checked)| is_silent(row, checked) && !deducted(row));
    listed("C33", "lost-without-reason", silent.map(|(row, _)| *row).collect(), lost.len(), findings);

    let full: Vec<&Row> = rows().filter(is_full).collect();
    let excused = full.iter().copied().filter(|row| row.has_stated_reason());
    listed("C34", "full-with-shortfall", excused.collect(), full.len(), findings);

    let bare = rows().filter(|row| {
        let metrics = metrics_of(case, row);
        !metrics.is_empty() && metrics.iter().all(|metric| metric.source.is_none() && metric.evidence.is_empty())
    });
    listed("C35", "no-evidence", bare.collect(), rows().count(), findings);
    let unsurveyed: Vec<&Row> = rows()
        .filter(|row| asks_for_survey(case, row))
        .filter(|row| metrics_of(case, row).iter().all(|metric| metric.evidence.is_empty()))
        .collect();
    if !unsurveyed.is_empty() {
        listed("C35", "no-survey", unsurveyed, 1, findings);
    }

    let dated: Vec<(&Row, bool)> = rows().filter_map(|row| Some((row, is_late(row)?))).collect();
    let late = dated.iter().filter(|(row, late)| *late && !row.has_stated_reason()).map(|(row, _)| *row);
    listed("C36", "late", late.collect(), dated.len(), findings);
}

/// One finding that names the rows, or one that says how many were looked at.
fn listed(check: &'static str, id: &'static str, rows: Vec<&Row>, looked_at: usize, findings: &mut Vec<Finding>) {
    if !rows.is_empty() {
        let names: Vec<&Bilingual> = rows.iter().map(|row| row.name()).collect();
        let remark = FindingRemark::new(id).fact("count", rows.len()).names("rows", names);
        findings.push(plain(check, Verdict::Warn, remark));
    } else if looked_at > 0 {
        findings.push(plain(check, Verdict::Pass, FindingRemark::new("nothing-found").fact("count", looked_at)));
    }
}

/// The reported metrics that feed a row, directly or through a formula.
fn metrics_of<'a>(case: &AuditedCase<'a>, row: &Row) -> Vec<&'a Metric> {
    let formula = |from: &str| case.scheme.metrics.get(from).and_then(|declared| declared.formula.as_ref());
    let inputs = row.inputs();
    let texts = inputs.iter().map(|input| formula(&input.from).map_or(input.from.as_str(), |(text, _)| text));
    let words: Vec<&str> = texts.flat_map(words).collect();
    case.report
        .metrics
        .iter()
        .filter(|(id, _)| words.contains(&id.as_str()))
        .map(|(_, metric)| metric.as_ref())
        .collect()
}

fn asks_for_survey(case: &AuditedCase<'_>, row: &Row) -> bool {
    let top = row.dimensions().first();
    let dimension = case.scheme.dimensions.iter().find(|dimension| Some(&dimension.id) == top);
    row.name().zh.contains(SATISFACTION) || dimension.is_some_and(|dimension| dimension.name.zh.contains(SATISFACTION))
}

/// Whether a row with a date for its target was done after it; none for other rows.
fn is_late(row: &Row) -> Option<bool> {
    let Some(Target::By(day)) = &row.target() else { return None };
    let actual = row.inputs().into_iter().find(|input| input.name == "actual")?;
    match &actual.value {
        // Days are written as 2024-12-31, in which order of text is order of time.
        Value::Day(done) => Some(done.to_string() > *day),
        _ => None,
    }
}
