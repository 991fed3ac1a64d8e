//! What a report file says, before anything is checked.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::literal::{DateText, DecimalLiteral, PrintedDecimal, RawScalar, YesNo};

/// A report (填报表) as written: what one unit reports for one year.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ReportDraft {
    /// The report's id (填报编号).
    pub report: Option<String>,
    /// The id of the scheme that the report is for (指标体系编号).
    pub scheme: Option<String>,
    /// The unit that reports (填报单位).
    pub unit: String,
    /// The year reported (年度).
    pub year: Option<RawScalar>,
    /// Whether the figures are an illustration and nobody's own (示例数据).
    pub illustrative: Option<YesNo>,
    /// The reported metrics, by id (数据项).
    pub metrics: BTreeMap<String, MetricEntryDraft>,
    /// What is said of single rows, by indicator id (指标说明).
    pub rows: Option<BTreeMap<String, RowDraft>>,
    /// The result that the unit claims (自评结果).
    pub claimed: Option<ClaimDraft>,
    /// Where the table was published, if the report copies a published one (公开来源).
    pub publication: Option<PublicationDraft>,
    /// What the review printed for the whole (复核结果).
    pub review: Option<TotalReviewDraft>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}

/// One reported figure (填报数据): a value, or the reason why there is none.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct MetricEntryDraft {
    /// The figure, word, date or yes/no (数值).
    pub value: Option<RawScalar>,
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
    /// Why what it measures is not finished; only where a rule asks for it (未完成原因).
    pub unfinished: Option<String>,
    /// Whether a percentage below 1 is meant as it is written (按所写数值).
    pub as_written: Option<YesNo>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}

/// What is said of one row (指标说明).
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct RowDraft {
    /// Why the target was not reached (偏差原因).
    pub deviation: Option<String>,
    /// Why the row does not apply to this unit (不适用原因).
    pub not_applicable: Option<String>,
    /// Points that a person takes away (人工扣分).
    pub deduction: Option<DeductionDraft>,
    /// The points that the unit claims (自评得分).
    pub claimed: Option<DecimalLiteral>,
    /// The weight that points are entered for, where it is not that of the scheme (填写得分所按的分值).
    pub points_of: Option<DecimalLiteral>,
    /// What stands where the claimed points belong, if it is no number (得分栏的情况).
    pub blank: Option<String>,
    /// The rate of completion or execution that is printed, in percent (公布的完成率或执行率).
    pub printed_rate: Option<DecimalLiteral>,
    /// The points after the form's own conversion by the weight in percent (折算得分).
    pub converted: Option<DecimalLiteral>,
    /// The budget at the start of the year, where the row is scored by another one (年初预算数).
    pub initial_budget: Option<DecimalLiteral>,
    /// The money carried over from the year before, which is part of the budget (上年结转).
    pub carried_over: Option<DecimalLiteral>,
    /// The lines that a row of budget execution is the sum of (资金明细).
    pub budget_lines: Option<Vec<BudgetLineDraft>>,
    /// What a reviewer gives (复核).
    pub review: Option<ReviewDraft>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}

/// Points that a person takes away (人工扣分).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct DeductionDraft {
    /// How many points (扣分).
    pub points: DecimalLiteral,
    /// Why (扣分原因).
    pub reason: String,
}

/// The result that the unit claims (自评结果).
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ClaimDraft {
    /// The total (自评总分).
    pub total: Option<PrintedDecimal>,
    /// The grade (自评等级).
    pub grade: Option<String>,
    /// The sum of all weights that is printed (分值合计).
    pub total_weight: Option<DecimalLiteral>,
    /// What stands where the total belongs, if it is no number (总分栏的情况).
    pub blank: Option<String>,
    /// The points that are printed for whole dimensions, by the dimension's id (各组得分小计).
    pub subtotals: Option<BTreeMap<String, PrintedDecimal>>,
    /// Points that are printed once for several rows together (几行合写的得分).
    pub together: Option<Vec<TogetherDraft>>,
}

/// Points that are printed once for several rows (几行合写的得分); none of these rows claims points of its own.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct TogetherDraft {
    /// The indicators (指标).
    pub rows: Vec<String>,
    /// The points (得分).
    pub points: PrintedDecimal,
}

/// Where a table was published (公开来源). What is copied from there is kept as it is printed, faults included.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct PublicationDraft {
    /// The address (网址).
    pub url: Option<String>,
    /// The file that it was read from (文件).
    pub file: Option<String>,
    /// The sheet of that file (工作表).
    pub sheet: Option<String>,
    /// The title (标题).
    pub title: String,
    /// The day of publication (公开日期).
    pub published: Option<DateText>,
    /// The department in charge that the table names (主管部门).
    pub department: Option<String>,
    /// Whether the whole table was read; rows and totals may be missing otherwise (是否完整).
    pub complete: YesNo,
    /// The weight of the rows that were not read, where it is known (没有读到的分值).
    pub unseen: Option<DecimalLiteral>,
}

/// One line of a budget (资金来源).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct BudgetLineDraft {
    /// What it is called (名称).
    pub name: String,
    /// The budget at the start of the year (年初预算数).
    pub initial: Option<DecimalLiteral>,
    /// The money carried over from the year before (上年结转).
    pub carried_over: Option<DecimalLiteral>,
    /// The budget of the year (全年预算数).
    pub budget: DecimalLiteral,
    /// What was executed (全年执行数).
    pub executed: DecimalLiteral,
}

/// What a reviewer gives a row (复核).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ReviewDraft {
    /// The points, 0 to the weight (复核得分).
    pub points: DecimalLiteral,
    /// Why they differ from the unit's (扣分原因).
    pub reason: Option<String>,
    /// What the reviewer found to have been reached, as it is written (复核完成值).
    pub actual: Option<RawScalar>,
    /// What this round is called (轮次).
    pub round: Option<String>,
    /// Earlier rounds, the first one first (以前各轮).
    pub earlier: Option<Vec<ReviewRoundDraft>>,
}

/// An earlier round of a review (以前的一轮复核).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ReviewRoundDraft {
    /// The points, 0 to the weight (得分).
    pub points: DecimalLiteral,
    /// Why they differ from the unit's (扣分原因).
    pub reason: Option<String>,
    /// What the reviewer found to have been reached, as it is written (复核完成值).
    pub actual: Option<RawScalar>,
    /// What the round is called (轮次).
    pub round: Option<String>,
}

/// What a review printed for the whole (复核结果).
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct TotalReviewDraft {
    /// The total (复核总分).
    pub total: Option<PrintedDecimal>,
    /// The grade (复核等级).
    pub grade: Option<String>,
}
