//! C1–C4, C7: the arithmetic of the form. Weights and points hold by construction, for a scheme or score that broke them
//! is refused before; these checks show the numbers all the same. What is said of claims is
//! what the recheck says.

use super::audited_case::AuditedCase;
use super::finding::{Finding, FindingRemark, Verdict, plain};
use crate::diagnostic::Code;
use crate::evaluation::Row;
use crate::numeric::Number;
use crate::review::recheck::{Basis, CheckedRow, Remark, RowVerdict, SumVerdict};

pub(super) fn check(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    weights(case, findings);
    bounds(case, findings);
    rows(case, findings);
    totals(case, findings);
    grade(case, findings);
}

/// C1.
fn weights(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let weights = case.scheme.dimensions.iter().map(|dimension| dimension.weight.to_string());
    let remark = FindingRemark::new("weights").fact("formula", weights.collect::<Vec<_>>().join(" + "));
    findings.push(plain("C1", Verdict::Pass, remark.fact("full", &case.scheme.full_score)));
}

fn of_row(check: &str, verdict: Verdict, remark: FindingRemark, row: &Row, case: &AuditedCase<'_>) -> Finding {
    let place = case.report.rows.get(row.id()).and_then(|note| note.place.clone());
    Finding { about: Some(row.name().clone()), place, ..plain(check, verdict, remark) }
}

/// C2.
fn bounds(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let claimed: Vec<_> = case.rows().filter_map(|(row, checked)| Some((row, checked, checked.counted()?))).collect();
    let is_outside =
        |checked: &CheckedRow, points: &Number| points.is_negative() || checked.remarks.contains(&Remark::AboveWeight);
    let wrong: Vec<_> = claimed.iter().filter(|(_, checked, points)| is_outside(checked, points)).collect();
    for (row, _, points) in &wrong {
        let remark = FindingRemark::new("points-outside").fact("points", points).fact("weight", row.weight());
        findings.push(of_row("C2", Verdict::Fail, remark, row, case));
    }
    if wrong.is_empty() {
        let scored = case.rows().filter(|(row, _)| row.points().is_some()).count();
        let remark = FindingRemark::new("points-inside").fact("scored", scored).fact("claimed", claimed.len());
        findings.push(plain("C2", Verdict::Pass, remark));
    }
}

/// C3: the verdicts of the recheck on rows.
fn rows(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    for (row, checked) in case.rows() {
        let Some(claimed) = checked.counted() else { continue };
        let engine = checked.engine.as_ref().map(ToString::to_string).unwrap_or_default();
        let compared = |id: &'static str| FindingRemark::new(id).fact("points", &engine).fact("claimed", &claimed);
        let (verdict, remark) = match &checked.verdict {
            RowVerdict::Agrees => (Verdict::Pass, compared("claimed-same")),
            RowVerdict::AgreesUnder(under) => {
                let is_rounding = under.iter().any(|one| one.basis == Basis::Scheme);
                (if is_rounding { Verdict::Tail } else { Verdict::Warn }, compared("claimed-under"))
            }
            RowVerdict::Disagrees(found) => (Verdict::Fail, compared("claimed").fact("difference", &found.difference)),
            RowVerdict::Judgement(_) => (Verdict::Skip, FindingRemark::new("row-judged")),
            RowVerdict::Unproven => (Verdict::Skip, FindingRemark::new("row-unproven")),
            RowVerdict::CannotBeRecomputed(_) => (Verdict::Skip, FindingRemark::new("row-without-points")),
            RowVerdict::Together | RowVerdict::NotClaimed => continue,
        };
        findings.push(of_row("C3", verdict, remark, row, case));
    }
}

/// C4: the verdicts of the recheck on sums.
fn totals(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let totals = &case.recheck.totals;
    let Some(total) = &totals.claimed else { return };
    let printed = totals.printed.iter().map(|(sum, verdict)| ("claimed-sum", sum, verdict));
    for (id, sum, verdict) in
        std::iter::once(("claimed-total", &totals.recomputed.0, &totals.recomputed.1)).chain(printed)
    {
        let (made, id) = match verdict {
            SumVerdict::Agrees => (Verdict::Pass, id),
            SumVerdict::AgreesUnder(_) => (Verdict::Tail, id),
            SumVerdict::Explained(..) => (Verdict::Warn, "claimed-total"),
            SumVerdict::Disagrees(_) | SumVerdict::Impossible(_) => (Verdict::Fail, id),
            SumVerdict::Possible(_) | SumVerdict::NothingRecomputed => (Verdict::Skip, "total-open"),
            SumVerdict::NotClaimed => continue,
        };
        let high = sum.range.high.as_ref().map_or_else(|| "…".to_owned(), ToString::to_string);
        let range = if sum.range.decided().is_some() { high } else { format!("{}~{high}", sum.range.low) };
        let remark = FindingRemark::new(id).fact("sum", range).fact("total", total);
        findings.push(plain("C4", made, remark));
    }
}

/// C7.
fn grade(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let claimed =
        case.recheck.totals.grade.as_ref().and_then(|grade| Some((grade, grade.claimed.as_ref()?, grade.own()?)));
    if let (Some(total), Some((grade, claimed, own))) = (&case.report.claimed_total, claimed) {
        let differs = grade.has_disagreement();
        let remark = FindingRemark::new(if differs { "grade-differs" } else { "grade-holds" });
        let remark = remark.fact("total", &total.number).said("grade", own.clone()).fact("claimed", claimed);
        findings.push(plain("C7", if differs { Verdict::Fail } else { Verdict::Pass }, remark));
    }
    for problem in case.evaluation().diagnostics.iter().filter(|problem| problem.code == Code::RoundingDecides) {
        let remark = FindingRemark::new("rounding-decides");
        let remark = problem.facts().fold(remark, |remark, (name, fact)| remark.said(name, fact.clone()));
        let place = problem.place.clone();
        findings.push(Finding { place, ..plain("C7", Verdict::Warn, remark) });
    }
}
