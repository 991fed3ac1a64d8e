//! What each scored row of one organisation came to.

use crate::evaluation::{Evaluation, Role, Row};
use crate::numeric::Number;

/// What a row of one organisation came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowScore {
    /// The rounded points; those of a penalty are what it takes off.
    pub points: Number,
    /// Full marks less points; of a penalty, what it takes off; of a bonus, nothing.
    pub lost: Number,
}

/// Each scored row in the order of the scheme; none for a row without points.
pub(crate) fn row_scores(evaluation: &Evaluation) -> Vec<Option<RowScore>> {
    let score = |row: &Row| {
        let points = row.points()?.number().clone();
        // What a bonus leaves is not lost.
        let lost = if row.role() == Role::Bonus { Number::zero() } else { row.lost()? };
        Some(RowScore { points, lost })
    };
    evaluation.rows.iter().map(score).collect()
}
