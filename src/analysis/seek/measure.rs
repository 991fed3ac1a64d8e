//! What the size of a change counts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the size of a change counts, without its unit (变化量的计法).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum MeasureKind {
    /// Points of weight that change hands (移动的分数).
    Points,
    /// Whole steps of weight that change hands (移动的步数).
    Steps,
    /// The largest change of a single weight, in points (单项最大变化).
    Max,
    /// The change of one figure, in its unit (数据的变化).
    Figure,
    /// The cost of changing several figures (变化的代价).
    Cost,
}

/// What the size of a change counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Points of weight that change hands.
    Points,
    /// Whole steps of weight that change hands.
    Steps,
    /// The largest change of a single weight, in points.
    Max,
    /// The change of one figure, in this unit.
    Figure(String),
    /// The cost of changing several figures.
    Cost,
}

impl Measure {
    /// What is counted, without the unit.
    #[must_use]
    pub fn kind(&self) -> MeasureKind {
        match self {
            Self::Points => MeasureKind::Points,
            Self::Steps => MeasureKind::Steps,
            Self::Max => MeasureKind::Max,
            Self::Figure(_) => MeasureKind::Figure,
            Self::Cost => MeasureKind::Cost,
        }
    }
}

/// How the size of a change of weights is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Norm {
    /// Points that change hands.
    Points,
    /// Whole steps that change hands.
    Steps,
    /// The largest change of a single weight, in points.
    Max,
}
