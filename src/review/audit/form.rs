//! C1–C4, C7: the arithmetic of the form. Weights and points hold by construction, for a scheme or score that broke them
//! is refused before; these checks show the numbers all the same, and hold what the unit claims against them.

use super::{Finding, Remark, Subject, Verdict, plain};
use crate::diagnostic::Code;
use crate::numeric::{Number, NumberError};
use crate::report::RowNote;
use crate::scheme::Indicator;

/// How far a claimed score may lie from the recomputed one and count as a tail, in hundredths of a point.
const HUNDREDTHS: i64 = 1;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    weights(subject, findings);
    bounds(subject, findings);
    rows(subject, findings);
    totals(subject, findings);
    grade(subject, findings);
}

fn hundredth() -> Result<Number, NumberError> {
    Number::from(HUNDREDTHS).divide(&Number::from(100))
}

/// C1.
fn weights(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let weights = subject.scheme.dimensions.iter().map(|dimension| dimension.weight.to_string());
    let remark = Remark::new("weights").fact("formula", weights.collect::<Vec<_>>().join(" + "));
    findings.push(plain("C1", Verdict::Pass, remark.fact("full", &subject.scheme.full_score)));
}

/// The rows of which the unit claims points.
fn claimed<'a>(subject: &Subject<'a>) -> Vec<(&'a Indicator, &'a RowNote, &'a Number)> {
    let rows = subject.scheme.scored_rows().into_iter();
    rows.filter_map(|row| {
        let note = subject.report.rows.get(&row.id)?;
        Some((row, note.as_ref(), note.claimed.as_ref()?))
    })
    .collect()
}

fn of_row(check: &str, verdict: Verdict, remark: Remark, row: &Indicator, note: &RowNote) -> Finding {
    let (about, place) = (Some(row.name.clone()), note.place.clone());
    Finding { about, place, ..plain(check, verdict, remark) }
}

/// C2.
fn bounds(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let claimed = claimed(subject);
    let is_own = |points: &Number, row: &Indicator| {
        subject.evaluation.row(&row.id).and_then(|row| row.points()).is_some_and(|own| own.number() == points)
    };
    // Rounding can lift full marks above a weight that is finer than it.
    let outside = |points: &Number, row: &Indicator| {
        points.is_negative() || (points > row.weight.number() && !is_own(points, row))
    };
    let wrong: Vec<_> = claimed.iter().filter(|(row, _, points)| outside(points, row)).collect();
    for (row, note, points) in &wrong {
        let remark = Remark::new("points-outside").fact("points", points).fact("weight", &row.weight);
        findings.push(of_row("C2", Verdict::Fail, remark, row, note));
    }
    if wrong.is_empty() {
        let scored = subject.evaluation.rows.iter().filter(|row| row.points().is_some()).count();
        let remark = Remark::new("points-inside").fact("scored", scored).fact("claimed", claimed.len());
        findings.push(plain("C2", Verdict::Pass, remark));
    }
}

/// C3.
fn rows(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (row, note, claimed) in claimed(subject) {
        let Some(points) = subject.evaluation.row(&row.id).and_then(|row| row.points()) else {
            findings.push(of_row("C3", Verdict::Skip, Remark::new("row-without-points"), row, note));
            continue;
        };
        let Ok((verdict, remark)) = compared(points.number(), claimed) else { continue };
        findings.push(of_row("C3", verdict, remark, row, note));
    }
}

/// Recomputed points against claimed ones.
fn compared(points: &Number, claimed: &Number) -> Result<(Verdict, Remark), NumberError> {
    let difference = claimed.subtract(points)?;
    let verdict = match () {
        () if difference.is_zero() => Verdict::Pass,
        () if difference.absolute() <= hundredth()? => Verdict::Tail,
        () => Verdict::Fail,
    };
    let remark = Remark::new("claimed").fact("points", points).fact("claimed", claimed);
    Ok((verdict, remark.fact("difference", difference)))
}

/// C4.
fn totals(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(total) = subject.report.claimed_total.as_ref() else { return };
    if let Some(recomputed) = &subject.evaluation.total
        && let Ok((verdict, remark)) = compared(recomputed.points.number(), total)
    {
        findings.push(plain("C4", verdict, remark));
    }
    let (claimed, evaluation) = (claimed(subject), subject.evaluation);
    if claimed.len() != evaluation.rows.len() {
        return;
    }
    // The claimed points come to a total by the order of the scheme, with its roundings, limits and vetoes.
    let stated: Vec<Option<Number>> = claimed.iter().map(|(_, _, points)| Some((*points).clone())).collect();
    let sum = evaluation.program().total_of_stated(subject.report, evaluation, &stated);
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
        let remark = Remark::new("claimed-sum").fact("sum", sum).fact("total", total).fact("difference", difference);
        findings.push(plain("C4", verdict, remark));
    }
}

/// C7.
fn grade(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if let (Some(total), Some(claimed)) = (&subject.report.claimed_total, &subject.report.claimed_grade) {
        let own = subject.evaluation.grade_of(total);
        let holds = own.zh == *claimed;
        let remark = Remark::new(if holds { "grade-holds" } else { "grade-differs" });
        let remark = remark.fact("total", total).said("grade", own).fact("claimed", claimed);
        findings.push(plain("C7", if holds { Verdict::Pass } else { Verdict::Fail }, remark));
    }
    for problem in subject.evaluation.diagnostics.iter().filter(|problem| problem.code == Code::RoundingDecides) {
        let remark = Remark::new("rounding-decides");
        let remark = problem.facts().fold(remark, |remark, (name, fact)| remark.said(name, fact.clone()));
        let place = problem.place.clone();
        findings.push(Finding { place, ..plain("C7", Verdict::Warn, remark) });
    }
}
