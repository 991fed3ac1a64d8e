//! What became of a row, as a record names it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evaluation::RowState;

/// What became of a row (状态).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum RowStateName {
    /// It has points (已得分).
    Scored,
    /// It does not apply (不适用).
    NotApplicable,
    /// A figure is missing (缺数据).
    Missing,
    /// It could not be scored (无法评分).
    Failed,
}

impl From<&RowState> for RowStateName {
    fn from(state: &RowState) -> Self {
        match state {
            RowState::Scored(_) => Self::Scored,
            RowState::NotApplicable(_) => Self::NotApplicable,
            RowState::Missing(_) => Self::Missing,
            RowState::Failed => Self::Failed,
        }
    }
}
