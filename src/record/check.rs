//! A check of a folder as a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlaceText, ProblemRecord};
use crate::language::Bilingual;

/// What checking a folder found (检查结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckRecord {
    /// How many problems are errors (错误数).
    pub errors: usize,
    /// How many are warnings (提醒数).
    pub warnings: usize,
    /// How many of the cases are published tables (公布的表).
    pub published: usize,
    /// How many reports say that their figures are an illustration (示例).
    pub illustrative: usize,
    /// The problems (问题).
    pub problems: Vec<ProblemRecord>,
    /// What reports leave out although they have a place for it (尚未填写).
    pub omissions: Vec<OmissionRecord>,
}

/// What a report leaves out (尚未填写的一项).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OmissionRecord {
    /// What: `organisation`, `source`, `reason` or `evidence` (单位、来源、偏差原因、佐证材料).
    pub kind: String,
    /// The metric, row or organisation that lacks it (名称).
    pub name: Bilingual,
    /// Where it stands in the report (位置).
    pub place: PlaceText,
}
