//! What a report file says, before anything is checked.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::written::{Scalar, Written, YesNo};

/// A report (填报表) as written: what one unit reports for one year.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ReportDraft {
    /// The report's id (填报编号).
    pub report: Option<String>,
    /// The id of the scheme that the report is for (方案编号).
    pub scheme: Option<String>,
    /// The unit that reports (填报单位).
    pub unit: String,
    /// The year reported (年度).
    pub year: Option<Scalar>,
    /// Whether the figures are an illustration and nobody's own (示例数据).
    pub illustrative: Option<YesNo>,
    /// The reported metrics, by id (数据项).
    pub metrics: BTreeMap<String, MetricEntryDraft>,
    /// What is said of single rows, by indicator id (指标说明).
    pub rows: Option<BTreeMap<String, RowDraft>>,
    /// The result that the unit claims (自评结果).
    pub claimed: Option<ClaimDraft>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}

/// One reported figure (填报数据): a value, or the reason why there is none.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct MetricEntryDraft {
    /// The figure, word, date or yes/no (数值).
    pub value: Option<Scalar>,
    /// The unit of the figure (单位).
    pub unit: Option<String>,
    /// Where the figure comes from (数据来源).
    pub source: Option<String>,
    /// What proves the figure (佐证材料).
    pub evidence: Option<Vec<String>>,
    /// Why there is no figure (缺失原因).
    pub missing: Option<String>,
    /// Why the metric does not apply to this unit (不适用原因).
    pub not_applicable: Option<String>,
    /// Whether a percentage below 1 is meant as it is written (按所写数值).
    pub as_written: Option<YesNo>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}

/// What is said of one row (指标说明).
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct RowDraft {
    /// Why the target was not reached (偏差原因).
    pub deviation: Option<String>,
    /// Why the row does not apply to this unit (不适用原因).
    pub not_applicable: Option<String>,
    /// Points that a person takes away (人工扣分).
    pub deduction: Option<DeductionDraft>,
    /// The points that the unit claims (自评得分).
    pub claimed: Option<Written>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}

/// Points that a person takes away (人工扣分).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct DeductionDraft {
    /// How many points (扣分).
    pub points: Written,
    /// Why (扣分原因).
    pub reason: String,
}

/// The result that the unit claims (自评结果).
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ClaimDraft {
    /// The total (自评总分).
    pub total: Option<Written>,
    /// The grade (自评等级).
    pub grade: Option<String>,
}
