//! Steps on the way from a rule's points to the total, as records.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evaluation::{Row, RowPolicy, RowStep, TotalStep};
use crate::language::Bilingual;
use crate::numeric::Number;

/// What changed the points of a row after its rule (一步).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", tag = "step")]
pub enum RowStepRecord {
    /// The points rest on what a person entered for another weight, and keep their share of this one (折算).
    Converted {
        /// The weight that they were entered for (填写时的分值).
        weight: Number,
        /// Points before (之前).
        before: Number,
        /// Points after (之后).
        after: Number,
    },
    /// A modifier changed the points (调整).
    Modified {
        /// The modifier (规则).
        rule: String,
        /// Points before (之前).
        before: Number,
        /// Points after (之后).
        after: Number,
        /// Why, as the modifier words it (原因).
        why: Bilingual,
    },
    /// A person took points away (人工扣分).
    Deducted {
        /// Points before (之前).
        before: Number,
        /// Points after (之后).
        after: Number,
        /// Why, as the report states (原因).
        why: String,
    },
    /// What lay outside 0 and the weight was limited to them (限于分值之内).
    Clamped {
        /// Points before (之前).
        before: Number,
        /// Points after (之后).
        after: Number,
    },
    /// The declared rounding changed the digits (取整).
    Rounded {
        /// Points before (之前).
        before: Number,
        /// Points after (之后).
        after: Number,
    },
    /// A policy gave the points, or a veto took them (按规定计分).
    Policy {
        /// Which (规定).
        policy: RowPolicy,
        /// Points after (之后).
        after: Number,
    },
}

/// What happened between subtotals and total (一步).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", tag = "step")]
pub enum TotalStepRecord {
    /// The subtotals were added up (合计).
    Sum {
        /// The total after (之后).
        after: Number,
    },
    /// Rows that do not apply were left out and the rest scaled up (折算).
    Rescaled {
        /// Unrounded points of the rows that apply (得分).
        points: Number,
        /// Weight of the rows that apply (分值).
        weight: Number,
        /// The total after (之后).
        after: Number,
    },
    /// Points beyond the full score (加分).
    Bonus {
        /// What was added, after the limit (分数).
        points: Number,
        /// The total after (之后).
        after: Number,
    },
    /// Points taken away (扣分).
    Penalty {
        /// What was taken away (分数).
        points: Number,
        /// The total after (之后).
        after: Number,
    },
    /// A veto struck (一票否决).
    Veto {
        /// The veto (编号).
        id: String,
        /// The total after (之后).
        after: Number,
    },
    /// A ceiling took the excess (总分封顶).
    Capped {
        /// The ceiling (编号).
        id: String,
        /// The figure that decided (数据).
        figure: Number,
        /// The total after (之后).
        after: Number,
    },
    /// What lay outside 0 and the highest possible total was limited to them (总分上下限).
    Clamped {
        /// The total after (之后).
        after: Number,
    },
    /// The declared rounding changed the digits (取整).
    Rounded {
        /// The total before (之前).
        before: Number,
        /// The total after (之后).
        after: Number,
    },
}

impl RowStepRecord {
    /// A step of that row.
    #[must_use]
    pub fn new(row: &Row, step: &RowStep) -> Self {
        match step.clone() {
            RowStep::Modified { modifier, before, after } => {
                let (rule, why) = row.modifier(modifier).unwrap_or_default();
                Self::Modified { rule: rule.to_owned(), before, after, why }
            }
            RowStep::Converted { weight, before, after } => Self::Converted { weight, before, after },
            RowStep::Deducted { before, after } => {
                let why = row.deduction_reason().unwrap_or_default().to_owned();
                Self::Deducted { before, after, why }
            }
            RowStep::Clamped { before, after } => Self::Clamped { before, after },
            RowStep::Rounded { before, after } => Self::Rounded { before, after },
            RowStep::Policy { policy, after } => Self::Policy { policy, after },
        }
    }
}

impl From<&TotalStep> for TotalStepRecord {
    fn from(step: &TotalStep) -> Self {
        match step.clone() {
            TotalStep::Sum(after) => Self::Sum { after },
            TotalStep::Rescaled { points, weight, after } => Self::Rescaled { points, weight, after },
            TotalStep::Bonus { points, after } => Self::Bonus { points, after },
            TotalStep::Penalty { points, after } => Self::Penalty { points, after },
            TotalStep::Veto { id, after, .. } => Self::Veto { id, after },
            TotalStep::Capped { id, figure, after, .. } => Self::Capped { id, figure, after },
            TotalStep::Clamped { after } => Self::Clamped { after },
            TotalStep::Rounded { before, after } => Self::Rounded { before, after },
        }
    }
}
