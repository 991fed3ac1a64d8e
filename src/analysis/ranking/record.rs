//! A ranking as a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::analysis::whatif::RefusedReport;
use crate::evaluation::Role;
use crate::language::Bilingual;
use crate::numeric::Number;
use crate::record::{ProblemRecord, Shown};
use crate::scheme::TiedRanks;

/// Many organisations scored by one scheme (多个单位的评价结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankingRecord {
    /// The scheme's id (指标体系编号).
    pub scheme: String,
    /// What the evaluation is called (标题).
    pub title: Bilingual,
    /// The year (年度).
    pub year: Option<String>,
    /// Which rank follows organisations with equal totals (并列名次).
    pub tied_ranks: TiedRanks,
    /// How many organisations have each grade, best first (等级分布).
    pub grades: Vec<GradeCount>,
    /// How many organisations have no total (未计算总分的单位数).
    pub withheld: usize,
    /// The totals as a whole; null where no organisation has one (总分概况).
    pub totals: Option<TotalStatisticsRecord>,
    /// Every scored row, over the organisations with a total (各指标).
    pub indicators: Vec<IndicatorRecord>,
    /// Every organisation, in the order of the reports (各单位).
    pub organisations: Vec<RankedRecord>,
    /// The reports that could not be read; the others are scored without them (无法读取的自评数据).
    pub refused: Vec<RefusedReport>,
}

/// How many organisations have a grade (等级与单位数).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradeCount {
    /// The grade (等级).
    pub grade: Bilingual,
    /// How many (单位数).
    pub organisations: usize,
}

/// The totals as a whole (总分概况).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TotalStatisticsRecord {
    /// How many organisations have a total (有总分的单位数).
    pub organisations: usize,
    /// The mean of the totals (平均分).
    pub mean: Number,
    /// The one in the middle, or the mean of the two in the middle (中位数).
    pub median: Number,
    /// The lowest (最低分).
    pub least: Number,
    /// The highest (最高分).
    pub most: Number,
}

/// One scored row over many organisations (一项指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorRecord {
    /// Its id (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// What it counts towards (计入方式).
    pub role: Role,
    /// Full marks (分值).
    pub weight: Number,
    /// How many organisations have points here (计分的单位数).
    pub scored: usize,
    /// How many of them lost nothing; of a bonus, how many got something (未扣分的单位数).
    pub full: usize,
    /// The mean of the points; null where nobody has any (平均得分).
    pub mean: Option<Number>,
    /// The points lost by all together (扣分合计).
    pub lost: Number,
    /// The part of all points lost, from 0 to 1; null where nothing was lost (占全部扣分的比重).
    pub share_of_lost: Option<Number>,
    /// The part of the differences between organisations that comes from this row: covariance with the sum of all rows over
    /// the variance of that sum; all parts add up to 1. Null where all sums are equal (对总分差距的影响).
    pub influence: Option<Number>,
}

/// One organisation among many (一个单位).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankedRecord {
    /// The organisation (单位).
    pub unit: String,
    /// The file of its report (自评数据文件).
    pub file: String,
    /// Its rank; null without a total (名次).
    pub rank: Option<usize>,
    /// The rounded total; null where it is withheld (总分).
    pub total: Option<Shown>,
    /// The total before its own rounding (取整前).
    pub unrounded: Option<Number>,
    /// Its grade (等级).
    pub grade: Option<Bilingual>,
    /// The grade of the total before rounding, where it is another (取整前的等级).
    pub unrounded_grade: Option<Bilingual>,
    /// Whether it has full marks in every row (是否全部满分).
    pub full_marks: bool,
    /// The points of each row, in the order of `indicators`; null where there are none (各指标得分).
    pub points: Vec<Option<Number>>,
    /// The total it claims beside the recomputed one; null where it claims none (自评总分).
    pub claimed: Option<ClaimRecord>,
    /// The problems for which the total is withheld (问题).
    pub problems: Vec<ProblemRecord>,
}

/// A claimed total (自评总分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimRecord {
    /// What is claimed (自评总分).
    pub total: Number,
    /// The recomputed total less the claimed one; null without a recomputed one (差额).
    pub difference: Option<Number>,
}
