//! An evaluation for machines and as a paper.

mod paper;
mod row_formula;

use super::phrases;
use super::record::problem_record;
use crate::evaluation::Evaluation;
use crate::record::{EvaluationRecord, RowRecord, SubtotalRecord, TotalRecord, TotalStepRecord};

pub use paper::evaluation_paper;

/// The evaluation as a record; receipt and files are put in by whoever knows the files.
#[must_use]
pub fn evaluation_record(evaluation: &Evaluation) -> EvaluationRecord {
    EvaluationRecord {
        scheme: evaluation.scheme().to_owned(),
        title: evaluation.title().clone(),
        unit: evaluation.organisation.clone(),
        year: evaluation.year.clone(),
        illustrative: evaluation.illustrative,
        full_score: evaluation.full_score().clone(),
        rounding: evaluation.roundings(),
        total: TotalRecord::of(evaluation),
        steps: evaluation.steps.iter().map(TotalStepRecord::from).collect(),
        dimensions: evaluation.subtotals.iter().map(SubtotalRecord::from).collect(),
        rows: evaluation.rows.iter().map(|row| RowRecord::new(row, phrases::target_notation(row))).collect(),
        problems: evaluation.diagnostics.iter().map(problem_record).collect(),
        receipt: None,
        files: None,
    }
}
