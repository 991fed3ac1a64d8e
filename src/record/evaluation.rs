//! A scored report as a record.

mod row;
mod step;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ProblemRecord, ReceiptRecord, Shown, TotalRecord};
use crate::evaluation::Subtotal;
use crate::language::Bilingual;
use crate::numeric::Weight;
use crate::scheme::Roundings;

pub use row::{InputRecord, RowRecord};
pub use step::{RowStepRecord, TotalStepRecord};

/// What a scheme and its rules make of a report (评分结果), as `score --format json` writes it and `verify`, `compare` read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationRecord {
    /// The scheme's id (指标体系编号).
    pub scheme: String,
    /// What the evaluation is called (标题).
    pub title: Bilingual,
    /// The organisation (单位).
    pub unit: String,
    /// The year (年度).
    pub year: Option<String>,
    /// Whether the report is an illustration (是否示例).
    pub illustrative: bool,
    /// The full score (满分).
    pub full_score: Weight,
    /// Where scores are rounded, and how (取整规则).
    pub rounding: Roundings,
    /// The total; null where it is withheld, which a problem explains (总分).
    pub total: Option<TotalRecord>,
    /// What happened between the subtotals and the total, in order (总分的由来).
    pub steps: Vec<TotalStepRecord>,
    /// The top-level dimensions with their subtotals (一级指标).
    pub dimensions: Vec<SubtotalRecord>,
    /// All rows in the order of the scheme: weighted ones, bonuses, penalties (指标).
    pub rows: Vec<RowRecord>,
    /// Problems and remarks (问题).
    pub problems: Vec<ProblemRecord>,
    /// Which engine and which texts made it; only where it was made from files (凭据).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptRecord>,
    /// The files it was made from (文件).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<FilesRecord>,
}

/// The files that a result was made from, as they were named (文件).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FilesRecord {
    /// The scheme (指标体系).
    pub scheme: String,
    /// The report (填报数据).
    pub report: String,
}

/// The sum of a dimension (维度得分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubtotalRecord {
    /// The dimension (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// What it is worth (分值).
    pub weight: Weight,
    /// The sum of its scored rows, after the dimension's rounding (得分).
    pub points: Shown,
    /// Whether every row in it was scored (是否完整).
    pub complete: bool,
    /// The dimensions below it (下级维度).
    pub dimensions: Vec<SubtotalRecord>,
}

impl From<&Subtotal> for SubtotalRecord {
    fn from(part: &Subtotal) -> Self {
        Self {
            id: part.id().to_owned(),
            name: part.name().clone(),
            weight: part.weight().clone(),
            points: Shown::from(part.points.number()),
            complete: part.is_complete,
            dimensions: part.below.iter().map(Self::from).collect(),
        }
    }
}
