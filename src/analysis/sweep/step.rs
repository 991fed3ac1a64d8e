//! By how much weights are moved.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::numeric::Number;

/// By how much each weight is moved, down and up (移动幅度).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "unit", content = "by")]
pub enum Step {
    /// By points.
    Points(Number),
    /// By a share of the weight itself, in per cent.
    Percent(Number),
}
