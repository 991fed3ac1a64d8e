//! The sums: of what is printed, of what is recomputed, of the weights; and the grade.

use super::alternative::ROUNDINGS;
use super::checked_row::{CheckedRow, RowVerdict};
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluation::{Evaluation, Row, RowState, TotalStep};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError, Rounding};
use crate::report::Report;
use crate::scheme::Scheme;

/// The sums of a report beside what it claims.
#[derive(Clone, Debug)]
pub struct Totals {
    /// The total claimed, as printed.
    pub claimed: Option<Number>,
    /// What stands where the total belongs, if it is no number.
    pub blank: Option<String>,
    /// The sum of the points as printed; none where no row claims any.
    pub printed: Option<(Sum, SumVerdict)>,
    /// The sum of the engine's points.
    pub recomputed: (Sum, SumVerdict),
    /// The weights.
    pub weights: WeightCheck,
    /// The grade; none where nothing is said of it.
    pub grade: Option<GradeCheck>,
}

impl Totals {
    pub(super) fn has_disagreement(&self) -> bool {
        let sums = self.printed.iter().chain(std::iter::once(&self.recomputed));
        let mut verdicts = sums.map(|(_, verdict)| verdict).chain(std::iter::once(&self.weights.verdict));
        verdicts.any(|verdict| matches!(verdict, SumVerdict::Disagrees(_)))
            || self.grade.as_ref().is_some_and(GradeCheck::has_disagreement)
    }
}

/// A sum, and how it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The points.
    pub points: Number,
    /// Rows that are not in it, for want of points.
    pub without: Vec<Bilingual>,
    /// Rows that are in it with the points claimed, because the engine has none of its own.
    pub as_claimed: Vec<Bilingual>,
}

/// How a sum stands to the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SumVerdict {
    /// They are the same.
    Agrees,
    /// They are the same once the sum is rounded.
    AgreesUnder(Rounding),
    /// They differ by what the rows differ: each with claim less engine.
    Explained(Number, Vec<(Bilingual, Number)>),
    /// They differ: claim less sum.
    Disagrees(Number),
    /// Nothing is claimed.
    NotClaimed,
    /// Only a part of the table was read, and it holds no more than the claim.
    PartOnly,
    /// Rows are left out of the sum.
    RowsWithout,
    /// A figure is missing that the total rests on: nobody can say what it should be.
    CannotBeRecomputed,
}

/// The weights of the rows beside the printed total.
#[derive(Clone, Debug)]
pub struct WeightCheck {
    /// The printed total of weights.
    pub claimed: Option<Number>,
    /// The sum of the rows' weights.
    pub sum: Number,
    /// How they stand to each other.
    pub verdict: SumVerdict,
}

/// The grade claimed beside the grades of the totals.
#[derive(Clone, Debug)]
pub struct GradeCheck {
    /// The grade claimed.
    pub claimed: Option<String>,
    /// The grade of the total claimed.
    pub of_claimed: Option<Bilingual>,
    /// The grade of the sum recomputed; none where it cannot be recomputed.
    pub of_recomputed: Option<Bilingual>,
}

impl GradeCheck {
    /// Whether the grade claimed is not that of the total claimed or, where none is claimed, recomputed.
    #[must_use]
    pub fn has_disagreement(&self) -> bool {
        let differs = |claimed: &String| self.own().is_some_and(|own| *claimed != own.zh);
        self.claimed.as_ref().is_some_and(differs)
    }

    /// The grade of the total claimed or, where none is claimed, recomputed.
    #[must_use]
    pub fn own(&self) -> Option<&Bilingual> {
        self.of_claimed.as_ref().or(self.of_recomputed.as_ref())
    }
}

/// Checks the sums.
///
/// # Errors
/// Sums too large to be held.
pub(super) fn check(
    scheme: &Scheme,
    report: &Report,
    evaluation: &Evaluation,
    rows: &[CheckedRow],
) -> Result<Totals, NumberError> {
    let claimed = report.claimed_total.clone();
    let is_part = report.publication.as_ref().is_some_and(|publication| !publication.is_complete);
    let is_undecided = is_undecided(scheme, evaluation);
    let is_open =
        |lacks: &dyn Fn(&CheckedRow) -> bool| is_undecided || rows.iter().any(|row| row.is_missing && lacks(row));
    let compare = |claimed: Option<&Number>, sum: &Number, has_gaps: bool| match claimed {
        None => Ok(SumVerdict::NotClaimed),
        Some(claimed) if claimed == sum => Ok(SumVerdict::Agrees),
        Some(claimed) if is_part && sum < claimed => Ok(SumVerdict::PartOnly),
        Some(claimed) if has_gaps && sum < claimed => Ok(SumVerdict::RowsWithout),
        Some(claimed) => differ(claimed, sum),
    };
    let printed = printed(report, evaluation, rows)?;
    let of_sum = |sum: &Sum, is_open: bool| match is_open && claimed.is_some() {
        true => Ok(SumVerdict::CannotBeRecomputed),
        false => compare(claimed.as_ref(), &sum.points, !sum.without.is_empty()),
    };
    let printed_verdict = printed.as_ref().map(|sum| of_sum(sum, is_open(&|row| row.counted().is_none())));
    let printed_verdict = printed_verdict.transpose()?;
    let recomputed = recomputed(report, evaluation, rows)?;
    let mut verdict = of_sum(&recomputed, is_open(&|_| true))?;
    if let (SumVerdict::Disagrees(difference), Some(SumVerdict::Agrees)) = (&verdict, &printed_verdict) {
        verdict = SumVerdict::Explained(difference.clone(), differences(evaluation, rows));
    }
    let sum = scheme.full_score.number().clone();
    let weights = WeightCheck {
        verdict: match report.claimed_weight.as_ref() {
            // Weights are printed as they are: no rounding makes up for a difference.
            Some(claimed) if *claimed != sum && !(is_part && sum < *claimed) => {
                SumVerdict::Disagrees(claimed.subtract(&sum)?)
            }
            claimed => compare(claimed, &sum, false)?,
        },
        claimed: report.claimed_weight.clone(),
        sum,
    };
    Ok(Totals {
        grade: grade(evaluation, report, (!is_open(&|_| true)).then_some(&recomputed)),
        printed: printed.zip(printed_verdict),
        recomputed: (recomputed, verdict),
        blank: report.blank_total.clone(),
        claimed,
        weights,
    })
}

/// Whether a veto or a ceiling cannot be decided for want of its figure.
fn is_undecided(scheme: &Scheme, evaluation: &Evaluation) -> bool {
    let names = || scheme.vetoes.iter().map(|veto| &veto.name).chain(scheme.caps.iter().map(|cap| &cap.name));
    let is_told = |problem: &Diagnostic| {
        let is_error = problem.severity() == Severity::Error;
        is_error && problem.row.as_ref().is_some_and(|row| names().any(|name| name == row))
    };
    evaluation.total.is_none() && evaluation.diagnostics.iter().any(is_told)
}

fn differ(claimed: &Number, sum: &Number) -> Result<SumVerdict, NumberError> {
    match ROUNDINGS.iter().find(|rounding| rounding.apply(sum) == *claimed) {
        Some(rounding) => Ok(SumVerdict::AgreesUnder(*rounding)),
        None => claimed.subtract(sum).map(SumVerdict::Disagrees),
    }
}

/// The names of the rows for which `wanted` holds; rows that were left out because they do not apply are not missed.
fn names(evaluation: &Evaluation, rows: &[CheckedRow], wanted: impl Fn(&CheckedRow) -> bool) -> Vec<Bilingual> {
    let rescaled = evaluation.steps.iter().any(|step| matches!(step, TotalStep::Rescaled { .. }));
    let left_out = |row: &Row| rescaled && matches!(row.state, RowState::NotApplicable(_));
    let pairs = evaluation.rows.iter().zip(rows).filter(|(row, checked)| wanted(checked) && !left_out(row));
    pairs.map(|(row, _)| row.name().clone()).collect()
}

/// The total that the printed points come to by the order of the scheme.
fn printed(report: &Report, evaluation: &Evaluation, rows: &[CheckedRow]) -> Result<Option<Sum>, NumberError> {
    let parts: Vec<Option<Number>> = rows.iter().map(|row| row.counted()).collect();
    if parts.iter().all(Option::is_none) {
        return Ok(None);
    }
    let total = evaluation.program().total_of_stated(report, evaluation, &parts)?;
    let points = total.points.number().clone();
    let without = names(evaluation, rows, |row| row.counted().is_none());
    Ok(Some(Sum { points, without, as_claimed: Vec::new() }))
}

/// The engine's total where it gives one; otherwise what its rows come to, with the claim where it has no points.
fn recomputed(report: &Report, evaluation: &Evaluation, rows: &[CheckedRow]) -> Result<Sum, NumberError> {
    let as_claimed = names(evaluation, rows, |row| row.engine.is_none() && row.counted().is_some());
    let is_missing = rows.iter().any(|row| row.is_missing);
    if let Some(total) = evaluation.total.as_ref().filter(|_| !is_missing) {
        return Ok(Sum { points: total.points.number().clone(), without: Vec::new(), as_claimed });
    }
    let parts: Vec<Option<Number>> = rows.iter().map(|row| row.engine.clone().or_else(|| row.counted())).collect();
    let total = evaluation.program().total_of_stated(report, evaluation, &parts)?;
    let without = names(evaluation, rows, |row| row.engine.is_none() && row.counted().is_none());
    Ok(Sum { points: total.points.number().clone(), without, as_claimed })
}

fn differences(evaluation: &Evaluation, rows: &[CheckedRow]) -> Vec<(Bilingual, Number)> {
    let pairs = evaluation.rows.iter().zip(rows).filter(|(_, checked)| checked.verdict != RowVerdict::Agrees);
    let differing = pairs.filter_map(|(row, checked)| Some((row.name().clone(), checked.difference()?)));
    differing.filter(|(_, difference)| !difference.is_zero()).collect()
}

fn grade(evaluation: &Evaluation, report: &Report, recomputed: Option<&Sum>) -> Option<GradeCheck> {
    let of = |total: &Number| evaluation.grade_of(total);
    let claimed = report.claimed_grade.clone();
    let check = GradeCheck {
        of_claimed: report.claimed_total.as_ref().map(of),
        of_recomputed: recomputed.map(|sum| of(&sum.points)),
        claimed,
    };
    let moves = check.of_claimed.as_ref().zip(check.of_recomputed.as_ref()).is_some_and(|(own, other)| own != other);
    (evaluation.grades().count() > 1 && (check.claimed.is_some() || moves)).then_some(check)
}
