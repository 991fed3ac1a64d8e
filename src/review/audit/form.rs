//! C1–C4, C7: the arithmetic of the form. Weights and points hold by construction, for a scheme or score that broke them
//! is refused before; these checks show the numbers all the same, and hold what the unit claims against them.

use super::audited_case::AuditedCase;
use super::finding::{Finding, FindingRemark, Verdict, plain};
use crate::diagnostic::Code;
use crate::numeric::{Number, NumberError};
use crate::report::RowNote;
use crate::scheme::Indicator;

/// How far a claimed score may lie from the recomputed one and count as a tail, in hundredths of a point.
const HUNDREDTHS: i64 = 1;

pub(super) fn check(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    weights(case, findings);
    bounds(case, findings);
    rows(case, findings);
    totals(case, findings);
    grade(case, findings);
}

fn hundredth() -> Result<Number, NumberError> {
    Number::from(HUNDREDTHS).divide(&Number::from(100))
}

/// C1.
fn weights(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let weights = case.scheme.dimensions.iter().map(|dimension| dimension.weight.to_string());
    let remark = FindingRemark::new("weights").fact("formula", weights.collect::<Vec<_>>().join(" + "));
    findings.push(plain("C1", Verdict::Pass, remark.fact("full", &case.scheme.full_score)));
}

/// The rows of which the unit claims points.
fn claimed<'a>(case: &AuditedCase<'a>) -> Vec<(&'a Indicator, &'a RowNote, &'a Number)> {
    let rows = case.scheme.scored_rows().into_iter();
    rows.filter_map(|row| {
        let note = case.report.rows.get(&row.id)?;
        Some((row, note.as_ref(), note.claimed.as_ref()?))
    })
    .collect()
}

fn of_row(check: &str, verdict: Verdict, remark: FindingRemark, row: &Indicator, note: &RowNote) -> Finding {
    let (about, place) = (Some(row.name.clone()), note.place.clone());
    Finding { about, place, ..plain(check, verdict, remark) }
}

/// C2.
fn bounds(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let claimed = claimed(case);
    let is_own = |points: &Number, row: &Indicator| {
        case.evaluation.row(&row.id).and_then(|row| row.points()).is_some_and(|own| own.number() == points)
    };
    // Rounding can lift full marks above a weight that is finer than it.
    let outside = |points: &Number, row: &Indicator| {
        points.is_negative() || (points > row.weight.number() && !is_own(points, row))
    };
    let wrong: Vec<_> = claimed.iter().filter(|(row, _, points)| outside(points, row)).collect();
    for (row, note, points) in &wrong {
        let remark = FindingRemark::new("points-outside").fact("points", points).fact("weight", &row.weight);
        findings.push(of_row("C2", Verdict::Fail, remark, row, note));
    }
    if wrong.is_empty() {
        let scored = case.evaluation.rows.iter().filter(|row| row.points().is_some()).count();
        let remark = FindingRemark::new("points-inside").fact("scored", scored).fact("claimed", claimed.len());
        findings.push(plain("C2", Verdict::Pass, remark));
    }
}

/// C3.
fn rows(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    for (row, note, claimed) in claimed(case) {
        let Some(points) = case.evaluation.row(&row.id).and_then(|row| row.points()) else {
            findings.push(of_row("C3", Verdict::Skip, FindingRemark::new("row-without-points"), row, note));
            continue;
        };
        let Ok((verdict, remark)) = compared(points.number(), claimed) else { continue };
        findings.push(of_row("C3", verdict, remark, row, note));
    }
}

/// Recomputed points against claimed ones.
fn compared(points: &Number, claimed: &Number) -> Result<(Verdict, FindingRemark), NumberError> {
    let difference = claimed.subtract(points)?;
    let verdict = match () {
        () if difference.is_zero() => Verdict::Pass,
        () if difference.absolute() <= hundredth()? => Verdict::Tail,
        () => Verdict::Fail,
    };
    let remark = FindingRemark::new("claimed").fact("points", points).fact("claimed", claimed);
    Ok((verdict, remark.fact("difference", difference)))
}

/// C4.
fn totals(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let Some(total) = case.report.claimed_total.as_ref() else { return };
    if let Some(recomputed) = &case.evaluation.total
        && let Ok((verdict, remark)) = compared(recomputed.points.number(), total)
    {
        findings.push(plain("C4", verdict, remark));
    }
    let (claimed, evaluation) = (claimed(case), case.evaluation);
    if claimed.len() != evaluation.rows.len() {
        return;
    }
    // The claimed points come to a total by the order of the scheme, with its roundings, limits and vetoes.
    let stated: Vec<Option<Number>> = claimed.iter().map(|(_, _, points)| Some((*points).clone())).collect();
    let sum = evaluation.program().total_of_stated(case.report, evaluation, &stated);
    let sum = sum.map(|total| total.points.number().clone());
    let tolerance = i64::try_from(claimed.len()).ok().map(Number::from);
    let tolerance = tolerance.and_then(|rows| rows.multiply(&hundredth().ok()?).ok()?.divide(&Number::from(2)).ok());
    if let (Ok(sum), Some(tolerance)) = (sum, tolerance)
        && let Ok(difference) = total.subtract(&sum)
    {
        let verdict = match () {
            () if difference.is_zero() => Verdict::Pass,
            () if difference.absolute() <= tolerance => Verdict::Tail,
            () => Verdict::Fail,
        };
        let remark =
            FindingRemark::new("claimed-sum").fact("sum", sum).fact("total", total).fact("difference", difference);
        findings.push(plain("C4", verdict, remark));
    }
}

/// C7.
fn grade(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    if let (Some(total), Some(claimed)) = (&case.report.claimed_total, &case.report.claimed_grade) {
        let own = case.evaluation.grade_of(total);
        let holds = own.zh == *claimed;
        let remark = FindingRemark::new(if holds { "grade-holds" } else { "grade-differs" });
        let remark = remark.fact("total", total).said("grade", own).fact("claimed", claimed);
        findings.push(plain("C7", if holds { Verdict::Pass } else { Verdict::Fail }, remark));
    }
    for problem in case.evaluation.diagnostics.iter().filter(|problem| problem.code == Code::RoundingDecides) {
        let remark = FindingRemark::new("rounding-decides");
        let remark = problem.facts().fold(remark, |remark, (name, fact)| remark.said(name, fact.clone()));
        let place = problem.place.clone();
        findings.push(Finding { place, ..plain("C7", Verdict::Warn, remark) });
    }
}
