//! What a case came to, as far as guard compares it.

use crate::evaluation::Evaluation;
use crate::numeric::Number;
use crate::record::{RowResult, RowStateName, TotalResult};

/// What a case came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// The rows in the order of the scheme.
    pub rows: Vec<RowResult>,
    /// The total; none where it was withheld.
    pub total: Option<TotalResult>,
}

impl Results {
    /// The results of an evaluation.
    #[must_use]
    pub fn of(evaluation: &Evaluation) -> Self {
        let rows = evaluation.rows.iter().map(|row| RowResult {
            id: row.id().to_owned(),
            state: RowStateName::from(&row.state),
            points: row.points().map(|points| points.number().clone()),
            unrounded: row.points().and(row.unrounded().cloned()),
        });
        let total = evaluation.total.as_ref().map(|total| TotalResult {
            points: total.points.number().clone(),
            unrounded: total.unrounded.clone(),
            grade: total.grade.clone(),
        });
        Self { rows: rows.collect(), total }
    }

    /// The result of a row.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&RowResult> {
        self.rows.iter().find(|row| row.id == id)
    }
}

/// Points and unrounded points of a row: what a change moves. A row that has none, or that is not there, counts as 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub points: Number,
    pub unrounded: Number,
}

impl Amount {
    pub fn of(row: Option<&RowResult>) -> Self {
        let number = |number: Option<&Number>| number.cloned().unwrap_or_else(Number::zero);
        Self {
            points: number(row.and_then(|row| row.points.as_ref())),
            unrounded: number(row.and_then(|row| row.unrounded.as_ref())),
        }
    }
}
