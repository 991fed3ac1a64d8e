//! How sure grades and ranks are, as a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::left_out::LeftOut;
use super::organisation::{FollowerShare, GradeShare, RankShare};
use super::rank_range::RankRange;
use super::share::SetShare;
use crate::analysis::whatif::RefusedReport;
use crate::language::Bilingual;
use crate::numeric::{Number, Weight};
use crate::record::Shown;

/// How sure grades and ranks are where the weights could have been others (分值不确定时等级与名次的稳定程度).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RobustRecord {
    /// The scheme's id (指标体系编号).
    pub scheme: String,
    /// What the evaluation is called (标题).
    pub title: Bilingual,
    /// The year (年度).
    pub year: Option<String>,
    /// Which sets of weights were drawn (分值的不确定性).
    pub uncertainty: UncertaintyRecord,
    /// Every weighted row (各指标).
    pub weights: Vec<DrawnWeightRecord>,
    /// Every organisation with a total, from the first rank to the last (各单位).
    pub organisations: Vec<RobustOrganisationRecord>,
    /// The organisations whose grade fewer than 95 percent of the sets give, the least sure first (等级不稳定的单位).
    pub fragile: Vec<String>,
    /// The organisations without a total (没有总分的单位).
    pub withheld: Vec<String>,
    /// The reports that could not be read (无法读取的自评数据).
    pub refused: Vec<RefusedReport>,
}

/// Which sets of weights were drawn (抽取的分值组合).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UncertaintyRecord {
    /// `simplex`, `box`, `relative` or `experts` (方式).
    pub weights: String,
    /// The percentage of `box` and `relative` (百分比).
    pub percent: Option<Number>,
    /// How many sets were drawn (组数).
    pub draws: u64,
    /// Where the drawing started (随机种子).
    pub seed: u64,
    /// How the numbers were drawn (随机数算法).
    pub generator: String,
    /// One step of a drawn weight (步长).
    pub step: Weight,
}

/// A row and the weights it was drawn with (一项指标的分值范围).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DrawnWeightRecord {
    /// Its id (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// What it is worth as things stand (分值).
    pub weight: Weight,
    /// The least it can be worth (下限).
    pub low: Weight,
    /// The most it can be worth (上限).
    pub high: Weight,
    /// What becomes of ranks and grades without it; null for a row that is worth nothing, or everything (去掉该项指标).
    pub left_out: Option<LeftOut>,
}

/// One organisation (一个单位).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RobustOrganisationRecord {
    /// The organisation (单位).
    pub unit: String,
    /// The file of its report (自评数据文件).
    pub file: String,
    /// Its rank as things stand (名次).
    pub rank: usize,
    /// Its total as things stand (总分).
    pub total: Shown,
    /// Its grade as things stand (等级).
    pub grade: Bilingual,
    /// Whether fewer than 95 percent of the sets give it that grade (等级是否不稳定).
    pub fragile: bool,
    /// The share of each grade (各等级占比).
    pub grades: Vec<GradeShare>,
    /// The share of sets without a total; null where there was none (没有总分的占比).
    pub withheld: Option<SetShare>,
    /// The best rank that was seen (出现过的最好名次).
    pub best_seen: Option<usize>,
    /// The worst rank that was seen (出现过的最差名次).
    pub worst_seen: Option<usize>,
    /// The best and the worst rank of all weights within their ranges, proved; null where not all of them are meant, where the total
    /// is no line over the weights, and for more than 1,000 organisations (名次范围).
    pub range: Option<RankRange>,
    /// The part of each weight in what moves the total, in the order of `weights`, where all weights are off by small parts of their
    /// own; null where the total is no line over the weights, or nothing moves it (各项分值的影响).
    pub effects: Option<Vec<Number>>,
    /// Every rank that was seen; empty for more than 2,000 organisations (各名次占比).
    pub ranks: Vec<RankShare>,
    /// How often it is ahead of the one that follows it; null for the last (领先下一名).
    pub follower: Option<FollowerShare>,
    /// Under how many sets it is ahead of each organisation, in their order; null for more than 200 organisations (领先各单位的组数).
    pub ahead: Option<Vec<u64>>,
    /// Whether every weighting was evaluated by the rules, since the points follow no table (是否逐次评价).
    pub evaluated: bool,
}
