//! What reviewers make of the whole: their total, its grade, and how far the claim lies from it.

use super::checked_row::CheckedRow;
use super::side::as_scored;
use super::sum::{SumRange, SumVerdict, compare};
use crate::evaluation::Evaluation;
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};
use crate::report::Report;

/// What reviewers make of the whole.
#[derive(Clone, Debug)]
pub struct ReviewCheck {
    /// How many rows they gave points.
    pub rows: usize,
    /// The rows that they left: these count with the claim or, without one, with the engine's points.
    pub left: Vec<Bilingual>,
    /// The total; none where rows have neither a review, nor a claim, nor points of the engine.
    pub total: Option<Number>,
    /// Its grade.
    pub grade: Option<Bilingual>,
    /// The total that is printed.
    pub printed: Option<Number>,
    /// How the printed total stands to it.
    pub verdict: SumVerdict,
    /// The grade that is printed, and whether it is another than that of the review's total.
    pub printed_grade: Option<(String, bool)>,
    /// (claimed total − total of the review) ÷ claimed total.
    pub deviation: Option<Number>,
}

impl ReviewCheck {
    /// Whether something printed is not what it should be.
    #[must_use]
    pub fn has_disagreement(&self) -> bool {
        self.verdict.is_disagreement() || self.printed_grade.as_ref().is_some_and(|(_, differs)| *differs)
    }
}

/// Checks the review; nothing where nothing is reviewed.
///
/// # Errors
/// Sums too large to be held.
pub(super) fn check(
    report: &Report,
    evaluation: &Evaluation,
    rows: &[CheckedRow],
) -> Result<Option<ReviewCheck>, NumberError> {
    let reviewed = rows.iter().filter(|row| row.review.is_some()).count();
    let printed = report.review.total.clone();
    if reviewed == 0 && printed.is_none() && report.review.grade.is_none() {
        return Ok(None);
    }
    let review = |row: &CheckedRow| row.review.as_ref().map(|review| as_scored(row.role, &review.last.points));
    let points = |row: &CheckedRow| review(row).or_else(|| row.counted()).or_else(|| row.engine.clone());
    let parts: Vec<Option<Number>> = rows.iter().map(points).collect();
    let is_whole = reviewed > 0 && parts.iter().all(Option::is_some);
    let total = match is_whole {
        true => Some(evaluation.program().total_of_stated(report, evaluation, &parts)?.points.number().clone()),
        false => None,
    };
    let left = evaluation.rows.iter().zip(rows).filter(|(_, row)| row.review.is_none());
    let verdict = match &total {
        Some(total) => compare(printed.as_ref(), &SumRange::exactly(total))?,
        None => SumVerdict::NothingRecomputed,
    };
    let basis = total.as_ref().or(printed.as_ref().map(|printed| &printed.number));
    let grade = basis.map(|total| evaluation.grade_of(total));
    let printed_grade = report.review.grade.clone().map(|printed| {
        let differs = grade.as_ref().is_some_and(|grade| grade.zh != printed);
        (printed, differs)
    });
    let deviation = report.claimed_total.as_ref().map(|claimed| &claimed.number).zip(basis);
    let deviation = deviation.and_then(|(claimed, total)| claimed.subtract(total).ok()?.divide(claimed).ok());
    Ok(Some(ReviewCheck {
        rows: reviewed,
        left: left.map(|(row, _)| row.name().clone()).collect(),
        grade,
        verdict: if printed.is_some() { verdict } else { SumVerdict::NotClaimed },
        printed: printed.map(|printed| printed.number),
        total,
        printed_grade,
        deviation,
    }))
}
