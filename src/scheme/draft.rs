//! What a scheme file says, before anything is checked.

mod input;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Direction, MissingPolicy, NotApplicablePolicy, PeersDraft, TiedRanks};
use crate::data::Data;
use crate::literal::{DateText, DecimalLiteral, RawScalar, YesNo};
use crate::numeric::Mode;

pub use self::input::InputDraft;

/// A scheme (指标体系) as written: a whole one, or one that extends another and says only what differs.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct SchemeDraft {
    /// The scheme's id, as results name it (指标体系编号).
    pub scheme: String,
    /// What the evaluation is called (标题).
    pub title: Option<String>,
    /// The title in English (英文标题).
    pub title_en: Option<String>,
    /// The year that is evaluated (评价年度).
    pub year: Option<RawScalar>,
    /// The path of the scheme file that this one changes (继承的指标体系文件).
    pub extends: Option<String>,
    /// The full score; the weights of the dimensions add up to it exactly (满分).
    pub full_score: Option<DecimalLiteral>,
    /// The step that weights lie on, as 0.5 or 1 (分值步长).
    pub weight_grid: Option<DecimalLiteral>,
    /// The indicator that receives the weight another one gives up, by the id of the one that gives (分值划转).
    pub reallocation: Option<BTreeMap<String, String>>,
    /// Where scores are rounded, and how (取整规则).
    pub rounding: Option<RoundingsDraft>,
    /// The grade bands, best first; the last begins at 0 (等级).
    pub grades: Option<Vec<GradeDraft>>,
    /// What happens to rows that do not apply: rescale, full or refuse (不适用的处理).
    pub not_applicable: Option<NotApplicablePolicy>,
    /// What happens to rows whose figures are missing: refuse or zero (缺数据的处理).
    pub missing: Option<MissingPolicy>,
    /// Which rank follows organisations with equal totals: skip gives 1, 2, 2, 4, dense 1, 2, 2, 3 (并列名次).
    pub tied_ranks: Option<TiedRanks>,
    /// The indicators and metrics that may be reported as not applicable; without it all may, but those of vetoes and
    /// ceilings (可不适用的指标和数据项).
    pub may_not_apply: Option<Vec<String>>,
    /// The metrics that reports give or that formulas derive, by id (数据项).
    pub metrics: Option<BTreeMap<String, MetricDraft>>,
    /// The top-level dimensions (一级指标).
    pub dimensions: Option<Vec<DimensionDraft>>,
    /// Rows that add points beyond the full score (加分项).
    pub bonuses: Option<Vec<IndicatorDraft>>,
    /// Rows whose points are taken away from the total (扣分项).
    pub penalties: Option<Vec<IndicatorDraft>>,
    /// The most that all bonuses together may add (加分上限).
    pub bonus_limit: Option<DecimalLiteral>,
    /// Conditions that override the total (一票否决).
    pub vetoes: Option<Vec<VetoDraft>>,
    /// Ceilings on the total that depend on a metric (总分封顶).
    pub caps: Option<Vec<CapDraft>>,
    /// What was asked of the weights, where they were worked out by a what-if; only with `extends` (试算要求).
    pub whatif: Option<WhatIfDraft>,
    /// Changes to indicators and dimensions of the extended scheme, by id; only with `extends` (变更).
    pub changes: Option<BTreeMap<String, ChangeDraft>>,
    /// The weights of the rows of every scheme that went into this one, nearest first, by indicator id.
    #[serde(skip)]
    pub extended_weights: Vec<BTreeMap<String, DecimalLiteral>>,
}

/// What was asked of the weights (试算要求). The scheme itself is what `changes` say; this tells which of their weights
/// were asked for and how the others follow, so that `jixiao whatif --overlay` can work them out again.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct WhatIfDraft {
    /// Who makes room: proportional, transfer:ID, equal-shift, policy or as-entered (让出方式).
    pub mode: Option<String>,
    /// The indicators whose weights were asked for; without it all whose weights are changed (设定的指标).
    pub set: Option<Vec<String>>,
    /// Indicators that keep their weight (锁定的指标).
    pub lock: Option<Vec<String>>,
    /// The least and the most that indicators may be worth (分值范围).
    pub bounds: Option<BTreeMap<String, Vec<DecimalLiteral>>>,
    /// The step that weights lie on, where it is not the scheme's (分值步长).
    pub grid: Option<DecimalLiteral>,
    /// The indicator that takes what whole steps leave over; without it the one that is worth most (余数归入的指标).
    pub rest: Option<String>,
}

/// Where scores are rounded (取整规则); a level that is not named is not rounded.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct RoundingsDraft {
    /// The rounding of each row (指标得分).
    pub indicator: Option<RoundingDraft>,
    /// The rounding of each dimension's sum (维度得分).
    pub dimension: Option<RoundingDraft>,
    /// The rounding of the total (总分).
    pub total: RoundingDraft,
}

/// One rounding (取整).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct RoundingDraft {
    /// How many decimals are kept, 0 to 6 (保留小数位数).
    pub places: DecimalLiteral,
    /// What happens to the digits that are cut off (取整方式).
    pub mode: Mode,
}

/// One grade band (等级).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct GradeDraft {
    /// The label of the band, such as 优秀 (等级名称).
    pub grade: String,
    /// The label in English (英文名称).
    pub en: Option<String>,
    /// The lowest total in the band, which belongs to it (下限, 含).
    pub from: DecimalLiteral,
    /// The total at which the next better band begins (上限, 不含); it only repeats that band's `from`.
    pub below: Option<DecimalLiteral>,
}

/// A metric (数据项).
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct MetricDraft {
    /// What the metric is called (名称).
    pub name: Option<String>,
    /// The name in English (英文名称).
    pub en: Option<String>,
    /// The unit that figures are converted into (单位).
    pub unit: Option<String>,
    /// The formula over other metrics; reports do not give such a metric (公式).
    pub formula: Option<String>,
    /// What it says of all organisations of the same scheme and year (与其他单位比较).
    pub peers: Option<PeersDraft>,
    /// What the metric rests on (依据).
    pub basis: Option<String>,
}

/// A dimension (维度): it holds either dimensions or indicators.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct DimensionDraft {
    /// The id (编号).
    pub id: String,
    /// What the dimension is called (名称).
    pub name: String,
    /// The name in English (英文名称).
    pub en: Option<String>,
    /// The points it is worth: exactly the sum of what it holds (分值).
    pub weight: DecimalLiteral,
    /// What a form prints as its points, where that is not what its rows come to (表上印的分值).
    pub printed_weight: Option<DecimalLiteral>,
    /// What the weight rests on (依据).
    pub basis: Option<String>,
    /// The dimensions below it (下级维度).
    pub dimensions: Option<Vec<DimensionDraft>>,
    /// The indicators in it (指标).
    pub indicators: Option<Vec<IndicatorDraft>>,
}

/// An indicator (指标): one scored row.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct IndicatorDraft {
    /// The id (编号).
    pub id: String,
    /// What the indicator is called (名称).
    pub name: String,
    /// The name in English (英文名称).
    pub en: Option<String>,
    /// Full marks (分值).
    pub weight: DecimalLiteral,
    /// The unit of actual and target (单位).
    pub unit: Option<String>,
    /// What had to be reached (目标值).
    pub target: Option<TargetDraft>,
    /// The metric or formula that was reached; without it the metric named like the indicator (实际值).
    pub actual: Option<String>,
    /// The rule that scores the row (评分规则).
    pub rule: String,
    /// The rule's parameters (参数).
    pub params: Option<BTreeMap<String, Data>>,
    /// Parameters whose points a standard fixes, so that they stay when the weight changes (固定分值的参数).
    pub fixed: Option<Vec<String>>,
    /// The weight that the points in the parameters are written for, where it is another one (参数分值对应的分值).
    pub points_of: Option<DecimalLiteral>,
    /// Further metrics or formulas that feed the rule, by the rule's input names (输入).
    pub inputs: Option<BTreeMap<String, InputDraft>>,
    /// Scripts that change the points after the rule, in order (调整).
    pub modifiers: Option<Vec<ModifierDraft>>,
    /// Which way is better: higher, lower or either (方向).
    pub direction: Option<Direction>,
    /// What the row rests on (依据).
    pub basis: Option<String>,
    /// The cells of a table that its guesses rest on, as D5 (推定所依据的单元格).
    pub guessed: Option<Vec<String>>,
    /// Whether the form prints no weight, so that it was taken from the points that are printed (分值按得分还原).
    pub weight_restored: Option<YesNo>,
    /// What is done if the row's figures are missing, where it differs from the scheme (缺数据的处理).
    pub missing: Option<MissingPolicy>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}

/// A script that changes points after the rule (调整).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ModifierDraft {
    /// The script's name (规则).
    pub rule: String,
    /// The script's parameters (参数).
    pub params: Option<BTreeMap<String, Data>>,
    /// The metrics or formulas that feed it (输入).
    pub inputs: Option<BTreeMap<String, InputDraft>>,
}

/// A target (目标值), in exactly one of its forms.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct TargetDraft {
    /// This number or more (不低于, ≥).
    pub at_least: Option<DecimalLiteral>,
    /// More than this number (高于, >).
    pub more_than: Option<DecimalLiteral>,
    /// This number or less (不高于, ≤).
    pub at_most: Option<DecimalLiteral>,
    /// Less than this number (低于, <).
    pub less_than: Option<DecimalLiteral>,
    /// Exactly this number (等于, =).
    pub equal: Option<DecimalLiteral>,
    /// From the first number to the second, both included (区间).
    #[schemars(length(min = 2, max = 2))]
    pub between: Option<Vec<DecimalLiteral>>,
    /// A qualitative target in words (定性目标).
    pub statement: Option<String>,
    /// On that day or before, as 2024-12-31 (完成时限).
    pub by: Option<DateText>,
    /// The unit of the target, where it differs from the indicator's (单位).
    pub unit: Option<String>,
    /// Whether a share that looks as if it was written in another scale is meant as it stands (按所写数值).
    pub as_written: Option<YesNo>,
}

/// A veto (一票否决).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct VetoDraft {
    /// The id (编号).
    pub id: String,
    /// What the veto is called (名称).
    pub name: String,
    /// The name in English (英文名称).
    pub en: Option<String>,
    /// The yes/no metric that triggers it (触发的数据项).
    pub metric: String,
    /// What it does (后果).
    pub effect: EffectDraft,
}

/// What a veto does (后果), in exactly one of its forms.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct EffectDraft {
    /// The total becomes 0 (总分记零).
    pub total: Option<ZeroDraft>,
    /// The grade is at most this one (等级不高于).
    pub grade_at_most: Option<String>,
    /// The points of this dimension become 0 (该维度记零).
    pub dimension: Option<String>,
    /// The points of this indicator become 0 (该指标记零).
    pub indicator: Option<String>,
}

/// The word `zero` (记零).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZeroDraft {
    /// Nothing is left (记零).
    Zero,
}

/// A ceiling on the total that depends on a metric (总分封顶).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct CapDraft {
    /// The id (编号).
    pub id: String,
    /// What the cap is called (名称).
    pub name: String,
    /// The name in English (英文名称).
    pub en: Option<String>,
    /// The metric or formula that decides (依据的数据项).
    pub metric: String,
    /// The steps, highest bound first (档次).
    pub steps: Vec<StepDraft>,
    /// Whether steps that make sense only in another scale are meant as they are written (照写).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_written: Option<bool>,
}

/// One step of a cap (档次).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct StepDraft {
    /// The step applies where the metric is below this number; shares are compared in percent (低于，比率以 % 计).
    pub below: DecimalLiteral,
    /// The total is then at most this (总分不超过).
    pub total_at_most: DecimalLiteral,
}

/// A change to an indicator or dimension of the extended scheme (变更). What is named replaces what the extended
/// scheme says there; the rest stays.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ChangeDraft {
    /// Another name (名称); the English one of the extended scheme goes with the old name.
    pub name: Option<String>,
    /// Another English name (英文名称).
    pub en: Option<String>,
    /// Another weight (分值).
    pub weight: Option<DecimalLiteral>,
    /// Another basis (依据).
    pub basis: Option<String>,
    /// Another target, in whole (目标值).
    pub target: Option<TargetDraft>,
    /// Another metric or formula (实际值).
    pub actual: Option<String>,
    /// Other inputs, in whole (输入).
    pub inputs: Option<BTreeMap<String, InputDraft>>,
    /// Another rule (评分规则).
    pub rule: Option<String>,
    /// Other parameters, in whole (参数).
    pub params: Option<BTreeMap<String, Data>>,
    /// Other parameters whose points a standard fixes (固定分值的参数).
    pub fixed: Option<Vec<String>>,
    /// Other modifiers, in whole (调整).
    pub modifiers: Option<Vec<ModifierDraft>>,
    /// Another direction (方向).
    pub direction: Option<Direction>,
}
