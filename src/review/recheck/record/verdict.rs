//! Verdicts and remarks on a row as records.
#![expect(
    clippy::disallowed_types,
    reason = "what serde derives for a flattened record names floats; the numbers of records are texts"
)]

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Bilingual;
use crate::numeric::{Number, Rounding};

/// How a claim compares with what the engine makes of target and actual (结论).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum VerdictRecord {
    /// The same points (一致).
    Agrees,
    /// The same points under other roundings or rules (换算法一致).
    AgreesUnder {
        /// The most plausible first; at least one (算法).
        under: Vec<AlternativeRecord>,
    },
    /// The form prints no weight; it was taken from these points, which proves nothing (分值未印).
    Unproven,
    /// Target and actual do not settle the points: a person gave them (人工判断).
    Judgement {
        /// Whether the points lie in the tier that is permitted; null where no rule says so (档次).
        tier: Option<TierFit>,
        /// The tier, as the rule words it (档次说明).
        sentence: Option<Bilingual>,
    },
    /// Other points (不一致).
    Disagrees {
        /// Claim less engine, as they count in the total (差额).
        difference: Number,
        /// Whom the difference favours (有利于).
        favours: Favours,
        /// Whether the claim comes out if the weight is applied twice (分值是否乘了两次).
        weight_twice: bool,
        /// The rounding that would make the claimed full marks of a target that was missed (取整后满分).
        lifted_by: Option<AlternativeRecord>,
        /// The points that a bound allows, where the claim lies beyond them (界限所允许的得分).
        beyond: Option<PointsRange>,
    },
    /// There is nothing to compare (无法重算).
    Cannot {
        /// Why (原因).
        why: ObstacleName,
        /// The reason in a sentence (说明).
        sentence: Bilingual,
    },
    /// The points are claimed together with other rows (几行合写).
    Together,
    /// The report claims no points for the row (未自评).
    NotClaimed,
}

/// How points lie to the tier that is permitted (档次).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TierFit {
    /// In the tier (档内).
    Within,
    /// Only in the tier of the older form with 80 and 50 percent (旧表档内).
    WithinOlder,
    /// Outside (档外).
    Outside,
}

/// Whom a difference favours (有利于).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Favours {
    /// The organisation: more is claimed than the engine gives, or less taken off (单位).
    Unit,
    /// Not the organisation: less is claimed, or more taken off (不利于单位).
    AgainstUnit,
}

/// Why a row cannot be recomputed (无法重算的原因).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ObstacleName {
    /// The cell of the points holds no number (得分空缺).
    Blank,
    /// The figure is a bound and nothing that was measured (未实测).
    NotMeasured,
    /// The figure is a bound, and the claim one of the points that it allows (界限之内).
    Between,
    /// A text stands where a number belongs (文字).
    Text,
    /// A figure stands where a level belongs, and no target that it could be compared with (没有年度指标值).
    NoTarget,
    /// A figure is missing (缺数据).
    Missing,
    /// The row does not apply (不适用).
    NotApplicable,
    /// The engine refuses the figures (拒绝).
    Refused,
}

/// The least and the most that points can be (可能的得分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PointsRange {
    /// The least (最低).
    pub low: Number,
    /// The most; null where nobody knows what the rows that were not read are worth (最高).
    pub high: Option<Number>,
}

/// Another way of scoring a row (另一算法).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AlternativeRecord {
    /// What the points are made from (依据).
    pub from: BasisRecord,
    /// How the points are rounded, where it is not as the scheme says (取整).
    pub rounding: Option<Rounding>,
    /// Both in a sentence (说明).
    pub sentence: Bilingual,
}

/// What the points of an alternative are made from (算法依据).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "basis")]
pub enum BasisRecord {
    /// Rule and figures of the scheme (指标体系规则).
    Scheme,
    /// The rate as it is printed (公布的比率).
    PrintedRate {
        /// In percent (百分比).
        rate: Number,
    },
    /// The rate, rounded before it is used (取整的比率).
    RoundedRate {
        /// In percent (百分比).
        rate: Number,
    },
    /// Another rule, or other parameters of the same one (其他规则).
    Rule {
        /// Its name (规则).
        rule: String,
        /// The parameters that differ from its defaults (参数).
        params: BTreeMap<String, String>,
    },
    /// The budget at the start of the year as the denominator (年初预算).
    InitialBudget {
        /// That budget (预算).
        budget: Number,
    },
    /// The lines of the budget in place of their sum (预算明细).
    BudgetLines {
        /// The sum of their budgets (预算).
        budget: Number,
        /// The sum of what was executed (执行数).
        executed: Number,
    },
}

/// What else is to be seen in a row (提示).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RemarkRecord {
    /// The remark with its numbers (提示).
    #[serde(flatten)]
    pub remark: RemarkNumbers,
    /// The remark in a sentence (说明).
    pub sentence: Bilingual,
}

/// A remark with its numbers (提示与数值).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "remark", content = "numbers")]
pub enum RemarkNumbers {
    /// The printed rate is not what the figures give, at its own number of decimals (比率不符).
    RateDiffers {
        /// The printed rate (公布的比率).
        printed: Number,
        /// The rate of the figures (计算的比率).
        rate: Number,
    },
    /// The printed rate is a rounded one (比率已取整).
    RateRounded {
        /// The printed rate (公布的比率).
        printed: Number,
        /// The rate of the figures (计算的比率).
        rate: Number,
    },
    /// The printed rate is a decimal and no percentage (比率印成小数).
    RateAsDecimal {
        /// The printed rate (公布的比率).
        printed: Number,
        /// The rate of the figures, in percent (计算的比率).
        rate: Number,
    },
    /// A rate is printed where the figures give none (比率无意义).
    RateUndefined {
        /// The printed rate (公布的比率).
        printed: Number,
    },
    /// The converted points are not points × weight ÷ 100 (折算不符).
    ConversionDiffers {
        /// What they should be (应为).
        wanted: Number,
    },
    /// More points than the weight are claimed (超过分值).
    AboveWeight {},
    /// Points are missing from the weight or taken off by a penalty, and no reason is given (未说明原因).
    NoReason {
        /// How many (失分).
        lost: Number,
    },
    /// Full marks, with a reason for a shortfall (满分却有偏差原因).
    ReasonAtFullMarks {},
    /// The lines of the budget come to more than the row they belong to (明细超出).
    LinesExceed {
        /// The budgets of the lines (预算).
        budget: Number,
        /// What was executed of them (执行数).
        executed: Number,
    },
    /// The points that the lines of the budget would give (按明细得分).
    LinesGive {
        /// The points (得分).
        points: Number,
    },
    /// The review is above the claim (复核高于自评).
    ReviewHigher {
        /// By how much (差额).
        by: Number,
    },
    /// The review differs from the claim and gives no reason (复核未说明理由).
    ReviewWithoutReason {},
    /// The figure is a bound, and all that it allows has the same points (界限已能定分).
    BoundDecides {
        /// These points (得分).
        points: Number,
    },
    /// What the rule remarks (规则提示).
    Rule {},
}
