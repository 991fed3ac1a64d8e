//! The total of an evaluation as a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Shown;
use crate::evaluation::{Evaluation, Total};
use crate::language::Bilingual;
use crate::numeric::{Number, Rounding};

/// The total with its grade and the distances to the next ones (总分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TotalRecord {
    /// The rounded total (总分).
    pub points: Shown,
    /// The total before its own rounding (取整前).
    pub unrounded: Number,
    /// Its grade (等级).
    pub grade: Bilingual,
    /// The next better grade, and what is missing to it; null at the top (距上一等级).
    pub up: Option<GradeDistance>,
    /// The next lower grade, and how far the total lies above the bottom of its own; null at the bottom (距下一等级).
    pub down: Option<GradeDistance>,
}

/// How far another grade is (与另一等级的距离).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeDistance {
    /// The grade (等级).
    pub grade: Bilingual,
    /// How many points (分数).
    pub points: Number,
}

impl TotalRecord {
    /// The total of an evaluation; `None` where it is withheld.
    #[must_use]
    pub fn of(evaluation: &Evaluation) -> Option<Self> {
        evaluation.total.as_ref().map(|total| Self::new(total, evaluation.roundings().total))
    }

    fn new(total: &Total, rounding: Rounding) -> Self {
        let distance =
            |(grade, points): &(Bilingual, Number)| GradeDistance { grade: grade.clone(), points: points.clone() };
        Self {
            points: Shown::padded(total.points.number(), rounding.places),
            unrounded: total.unrounded.clone(),
            grade: total.grade.clone(),
            up: total.up.as_ref().map(distance),
            down: total.down.as_ref().map(distance),
        }
    }
}
