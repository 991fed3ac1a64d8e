//! A recheck as a record.

mod verdict;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::checked_row::ScoreDeviation;
use super::reason::DisagreementReason;
use crate::language::Bilingual;
use crate::numeric::{Number, Rounding, Weight};

pub use verdict::{
    AlternativeRecord, BasisRecord, Favours, ObstacleName, PointsRange, RemarkNumbers, RemarkRecord, TierFit,
    VerdictRecord,
};

/// What was claimed or published, recomputed, case by case (复核结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecheckRecord {
    /// The cases (案例).
    pub cases: Vec<RecheckedCase>,
}

/// One case, recomputed (一个案例).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecheckedCase {
    /// The folder of the case (案例).
    pub case: String,
    /// The scheme's id (指标体系编号).
    pub scheme: String,
    /// What the evaluation is called (标题).
    pub title: Bilingual,
    /// The organisation (单位).
    pub unit: String,
    /// The year (年度).
    pub year: Option<String>,
    /// Where the table was published; null where it was not (公布来源).
    pub publication: Option<PublicationRecord>,
    /// Whether the report claims anything: points, a total, a grade (有无自评).
    pub has_claims: bool,
    /// Whether something claimed is not what it should be (有无不一致).
    pub has_disagreement: bool,
    /// What that is, one by one (不一致之处).
    pub disagreements: Vec<DisagreementReason>,
    /// The rows in the order of the scheme (指标).
    pub rows: Vec<RecheckedRow>,
    /// The sums (合计).
    pub totals: RecheckedTotals,
    /// What reviewers make of the whole; null where nothing is reviewed (复核结果).
    pub review: Option<TotalReviewRecord>,
}

/// Where a table was published (公布来源).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PublicationRecord {
    /// The address, or the file with its sheet; empty where neither is told (来源).
    pub source: String,
    /// The title (标题).
    pub title: String,
    /// The day, as 2024-12-31 (公布日期).
    pub published: Option<String>,
    /// Whether the whole table was read (是否完整).
    pub complete: bool,
    /// The weight of the rows that were not read, where it is known (没有读到的分值).
    pub unseen: Option<Number>,
}

/// One row with everything that is said of it (一项指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecheckedRow {
    /// The indicator (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// The target with its sign and unit (目标值).
    pub target: String,
    /// What was reached, or what is written where the figures could not be read (实际值).
    pub actual: Bilingual,
    /// Full marks (分值).
    pub weight: Weight,
    /// The points claimed, as printed (自评得分).
    #[serde(rename = "self")]
    pub claimed: Option<Number>,
    /// The points after the form's own conversion, as printed (折算得分).
    pub converted: Option<Number>,
    /// The engine's points, of a penalty what is taken off; null where it has none, or where a person decides (重算得分).
    pub engine: Option<Number>,
    /// The engine's points before rounding (重算得分, 取整前).
    pub engine_unrounded: Option<Number>,
    /// What a reviewer gives (复核得分).
    pub review: Option<ReviewRecord>,
    /// How far the actual lies from the target, as a share of the target (完成偏差率).
    pub completion_deviation: Option<Number>,
    /// How far the claim lies from the review or, without one, from the engine, in favour of the organisation
    /// (自评偏差率).
    pub score_deviation: Option<ScoreDeviation>,
    /// How the claim compares with the engine's points (结论).
    pub verdict: VerdictRecord,
    /// What else a reviewer should see (提示).
    pub remarks: Vec<RemarkRecord>,
    /// The verdict with its reasons in sentences (说明).
    pub why: Bilingual,
}

/// What a reviewer gives a row (复核得分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewRecord {
    /// The points (得分).
    pub points: Number,
    /// Why they differ from the claim (理由).
    pub reason: Option<String>,
    /// What the reviewer found to have been reached (复核完成值).
    pub actual: Option<String>,
    /// What the round is called (轮次).
    pub round: Option<String>,
    /// Earlier rounds, the first one first (以前各轮).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub earlier: Vec<ReviewRecord>,
}

/// What reviewers make of the whole (复核结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TotalReviewRecord {
    /// How many rows they gave points (复核的指标数).
    pub rows: usize,
    /// The rows that they left; these count with the claim or the engine's points (未复核的指标).
    pub left: Vec<Bilingual>,
    /// The total (复核总分).
    pub total: Option<Number>,
    /// Its grade (复核等级).
    pub grade: Option<Bilingual>,
    /// The total that is printed (公布的复核总分).
    pub printed: Option<Number>,
    /// How the printed total compares (结论).
    pub verdict: SumVerdictRecord,
    /// The grade that is printed (公布的复核等级).
    pub printed_grade: Option<String>,
    /// (claimed total − total of the review) ÷ claimed total (自评偏差率).
    pub deviation: Option<Number>,
}

/// The sums of a report beside what it claims (合计).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecheckedTotals {
    /// The total claimed, as printed (自评总分).
    pub claimed: Option<Number>,
    /// What is written where the total belongs, if it is no number (总分处的文字).
    pub blank: Option<String>,
    /// The sum of the points as printed; null where no row claims any (自评合计).
    pub printed: Option<SumRecord>,
    /// The sum of the engine's points (重算合计).
    pub recomputed: SumRecord,
    /// The weights (分值合计).
    pub weights: WeightSum,
    /// What is printed for dimensions (分组的分值和得分).
    pub groups: Vec<GroupRecord>,
    /// Points printed for several rows together (几行合写的得分).
    pub together: Vec<TogetherRecord>,
    /// The grade; null where nothing is said of it (等级).
    pub grade: Option<GradeClaim>,
}

/// A sum, and how it was made (合计).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SumRecord {
    /// The points (分数).
    pub points: Number,
    /// Rows that leave it open: without a claim, or that cannot be recomputed (不能确定的指标).
    pub without: Vec<Bilingual>,
    /// Rows that are in it with the points claimed (按自评计入的指标).
    pub as_claimed: Vec<Bilingual>,
    /// What it can be (可能的合计).
    pub range: PointsRange,
    /// How it compares with the claim (结论).
    pub verdict: SumVerdictRecord,
}

/// How a sum compares with the claim (合计结论).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum SumVerdictRecord {
    /// They are the same (一致).
    Agrees,
    /// They are the same once the sum is rounded (取整后一致).
    AgreesUnder {
        /// The rounding (取整).
        rounding: Rounding,
    },
    /// They differ by what the rows differ (由指标差额解释).
    Explained {
        /// Claim less sum (差额).
        difference: Number,
        /// The rows that differ (指标).
        rows: Vec<RowGap>,
    },
    /// They differ (不一致).
    Disagrees {
        /// Claim less sum (差额).
        difference: Number,
    },
    /// Nothing is claimed (未自评).
    NotClaimed,
    /// No row could be recomputed (没有可重算的指标).
    NothingRecomputed,
    /// The claim is possible, and nothing more can be said (可能).
    Possible {
        /// What the sum can be (可能的合计).
        range: PointsRange,
    },
    /// The claim is less than the least or more than the most that is possible (不可能).
    Impossible {
        /// What the sum can be (可能的合计).
        range: PointsRange,
    },
}

/// A row whose claim differs from the engine's points (指标差额).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowGap {
    /// What it is called (名称).
    pub name: Bilingual,
    /// Claim less engine, as they count in the total (差额).
    pub difference: Number,
}

/// The weights of the rows beside the printed total (分值合计).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WeightSum {
    /// The printed total of weights (公布的分值合计).
    pub claimed: Option<Number>,
    /// The sum of the rows' weights (分值合计).
    pub sum: Number,
    /// How they compare (结论).
    pub verdict: SumVerdictRecord,
}

/// What is printed for a dimension beside what its rows come to (分组).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroupRecord {
    /// The dimension (维度).
    pub name: Bilingual,
    /// The weight; null where none is printed (分值).
    pub weight: Option<PrintedSum>,
    /// The points; null where none are printed (得分).
    pub points: Option<PrintedSum>,
}

/// A printed number beside what it should be the sum of (公布的小计).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PrintedSum {
    /// What is printed (公布数).
    pub printed: Number,
    /// What the rows come to (合计).
    pub range: PointsRange,
    /// How they compare (结论).
    pub verdict: SumVerdictRecord,
}

/// Points printed once for several rows (几行合写的得分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TogetherRecord {
    /// The rows (指标).
    pub rows: Vec<Bilingual>,
    /// The points claimed (自评得分).
    pub claimed: Number,
    /// What the rows come to (重算).
    pub range: PointsRange,
    /// How they compare (结论).
    pub verdict: SumVerdictRecord,
}

/// The grade claimed beside the grades of the totals (等级).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradeClaim {
    /// The grade claimed (自评等级).
    pub claimed: Option<String>,
    /// The grade of the total claimed (自评总分的等级).
    pub of_claimed: Option<Bilingual>,
    /// The grade of the sum recomputed; null where it cannot be recomputed (重算总分的等级).
    pub of_recomputed: Option<Bilingual>,
    /// Whether the grade claimed is not that of the total (是否不符).
    pub disagrees: bool,
}
