//! A ranking as a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::indicator::IndicatorStatistics;
use super::roll_up::RollUp;
use super::totals::TotalStatistics;
use crate::analysis::whatif::RefusedReport;
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
    pub totals: Option<TotalStatistics>,
    /// The score of who stands above all; null unless it was asked for (汇总得分).
    pub roll_up: Option<RollUp>,
    /// Every scored row, over the organisations with a total (各指标).
    pub indicators: Vec<IndicatorStatistics>,
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
