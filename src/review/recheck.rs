//! Recheck: what a unit claimed or a form printed, recomputed row by row and in its totals.
//!
//! Nothing is corrected: every claim stays as it is, and beside it stand the engine's points, a reviewer's, and a verdict
//! that says how the three hang together. All points come from [`Program::evaluate`], those of the declared
//! alternatives too.

mod alternative;
mod bound;
mod checked_row;
mod compare;
mod figures;
mod judgement;
mod other_ways;
mod printed_rate;
mod reason;
mod record;
mod remarks;
mod reviewed;
mod row;
mod scoring_context;
mod side;
mod sum;
mod total;

use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::evaluation::{Evaluation, Program};
use crate::numeric::NumberError;
use crate::report::{Publication, Report};
use crate::rule::RuleSet;
use crate::scheme::Scheme;

pub use alternative::{Alternative, Basis};
pub use checked_row::{Against, CheckedRow, Disagreement, Obstacle, Remark, RowFigure, RowVerdict, ScoreDeviation};
pub use judgement::{Fit, Judgement};
pub use reason::DisagreementReason;
pub use record::{
    AlternativeRecord, BasisRecord, Favours, GradeClaim, GroupRecord, ObstacleName, PointsRange, PrintedSum,
    PublicationRecord, RecheckRecord, RecheckedCase, RecheckedRow, RecheckedTotals, RemarkNumbers, RemarkRecord,
    ReviewRecord, RowGap, SumRecord, SumVerdictRecord, TierFit, TogetherRecord, TotalReviewRecord, VerdictRecord,
    WeightSum,
};
pub use reviewed::ReviewCheck;
pub use sum::{Sum, SumRange, SumVerdict};
pub use total::{GradeCheck, GroupCheck, TogetherCheck, Totals, WeightCheck};

/// A report with its claims, recomputed.
#[derive(Clone, Debug)]
pub struct Recheck {
    /// What the engine makes of the report.
    pub evaluation: Evaluation,
    /// Where the report was published, if it was.
    pub publication: Option<Publication>,
    /// Whether the report claims anything: points, a total, a grade.
    pub has_claims: bool,
    /// The rows, in the order of the evaluation's.
    pub rows: Vec<CheckedRow>,
    /// The sums.
    pub totals: Totals,
    /// What reviewers make of the whole; none where nothing is reviewed.
    pub review: Option<ReviewCheck>,
}

/// Recomputes what a report claims.
///
/// # Errors
/// Those of [`Program::compile`]: a scheme that does not fit its rules. Numbers too large to be held.
pub fn recheck(scheme: &Scheme, book: &RuleSet, report: &Report) -> Result<Warned<Recheck>, Diagnostics> {
    let program = Program::compile(scheme.clone(), book.clone())?;
    let warnings = program.warnings().clone();
    let evaluation = program.evaluate(report);
    let indicators = scheme.scored_rows();
    let pairs = indicators.iter().filter_map(|indicator| Some((*indicator, evaluation.row(&indicator.id)?)));
    let rows = pairs.map(|(indicator, row)| row::check(scheme, book, report, indicator, row));
    let too_large = |error: NumberError| Diagnostics::from(Diagnostic::from(error).unit(&report.organisation));
    let rows: Vec<CheckedRow> = rows.collect::<Result<_, _>>().map_err(too_large)?;
    let totals = total::check(scheme, report, &evaluation, &rows).map_err(too_large)?;
    let review = reviewed::check(report, &evaluation, &rows).map_err(too_large)?;
    let has_claims = report.claimed_total.is_some()
        || report.claimed_grade.is_some()
        || !report.together.is_empty()
        || review.is_some()
        || report.rows.values().any(|note| note.claimed.is_some() || note.blank.is_some() || note.review.is_some());
    let value = Recheck { evaluation, publication: report.publication.clone(), has_claims, rows, totals, review };
    Ok(Warned { value, warnings })
}
