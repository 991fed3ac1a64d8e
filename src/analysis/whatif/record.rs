//! What-ifs as records: of one unit, and of many.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{RowPart, Variant};
use crate::evaluation::Role;
use crate::language::Bilingual;
use crate::numeric::{Number, Weight};
use crate::record::{BeforeAfter, ProblemRecord, Shown, TotalRecord};
use crate::scheme::{RowWeight, WeightMode, WeightRole};

/// One organisation before and after a change (单个单位的试算).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WhatIfRecord {
    /// The schemes' ids (指标体系编号).
    pub scheme: BeforeAfter<String>,
    /// What the evaluation is called (标题).
    pub title: Bilingual,
    /// The organisation (单位).
    pub unit: String,
    /// The year (年度).
    pub year: Option<String>,
    /// Whether the report is an illustration (是否示例).
    pub illustrative: bool,
    /// What was asked, and how the weights came about (试算要求).
    pub change: AskedRecord,
    /// The totals (总分).
    pub total: TotalChange,
    /// Every dimension, each before those below it (维度).
    pub dimensions: Vec<DimensionChange>,
    /// Every row, in the order of the scheme after the change; rows that went come last (指标).
    pub rows: Vec<WhatIfRow>,
    /// Problems and remarks on both sides (问题).
    pub problems: BeforeAfter<Vec<ProblemRecord>>,
}

/// What was asked, and how the weights came about (试算要求).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AskedRecord {
    /// Which rows make room (让出方式).
    pub mode: WeightMode,
    /// The weights asked for, by indicator or dimension (设定的分值).
    pub set: BTreeMap<String, Weight>,
    /// The lower bounds of grades that were asked for, by grade (设定的等级下限).
    pub grades: BTreeMap<String, Number>,
    /// Indicators and dimensions that keep their weight (锁定的指标和维度).
    pub locked: BTreeSet<String>,
    /// The least and the most that indicators may be worth (分值范围).
    pub bounds: BTreeMap<String, (Weight, Weight)>,
    /// Targets as written, by indicator (设定的目标值).
    pub targets: BTreeMap<String, String>,
    /// Rules, by indicator (设定的评分规则).
    pub rules: BTreeMap<String, String>,
    /// Figures as written, or what they change by, by metric (设定的数据).
    pub metrics: BTreeMap<String, String>,
    /// The step that the weights lie on; null where fractions were asked for (分值步长).
    pub grid: Option<Weight>,
    /// The points that whole steps left over (取整余数).
    pub residual: Weight,
    /// The indicator that took them beyond its own share; null where nothing was left over (余数归入的指标).
    pub rest: Option<String>,
    /// A step that would leave less over, where more than one step is left (余数较少的步长).
    pub finer: Option<Weight>,
    /// All weights (分值).
    pub weights: Vec<RowWeight>,
}

/// The totals before and after (总分变化).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TotalChange {
    /// Before; null where it is withheld (之前).
    pub before: Option<TotalRecord>,
    /// After; null where it is withheld (之后).
    pub after: Option<TotalRecord>,
    /// After less before, where both are given (变化).
    pub difference: Option<Number>,
}

/// A dimension before and after (维度变化).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DimensionChange {
    /// The dimension (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// How many dimensions it lies in (层级).
    pub depth: usize,
    /// What it is worth; null where it came or went (分值).
    pub weight: BeforeAfter<Option<Weight>>,
    /// Its points (得分).
    pub points: BeforeAfter<Option<Number>>,
    /// After less before (变化).
    pub difference: Option<Number>,
}

/// A row before and after (指标变化).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WhatIfRow {
    /// The indicator (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// The dimensions it lies in, outermost first (所属维度).
    pub dimensions: Vec<String>,
    /// What it counts towards (性质).
    pub role: Role,
    /// Why it is worth what it is; null for bonuses, penalties and rows that went (分值的由来).
    pub weight_role: Option<WeightRole>,
    /// Whether its weight moved as a consequence of what was asked (是否随动).
    pub consequence: bool,
    /// What else of it was changed (其他变化).
    pub changed: Vec<RowPart>,
    /// As it is; null for a row that came (之前).
    pub before: Option<WhatIfSide>,
    /// After the change; null for a row that went (之后).
    pub after: Option<WhatIfSide>,
    /// Points after less points before, where both were scored (变化).
    pub difference: Option<Number>,
}

/// One side of a row (指标的一侧).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WhatIfSide {
    /// Full marks (分值).
    pub weight: Weight,
    /// The rounded points, if the row was scored (得分).
    pub points: Option<Number>,
    /// The points before rounding (取整前).
    pub unrounded: Option<Number>,
    /// Full marks less points (失分).
    pub lost: Option<Number>,
    /// The target with its sign and unit (目标值).
    pub target: String,
    /// The rule (评分规则).
    pub rule: String,
}

/// Many organisations before and after a change (多个单位的试算).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PopulationRecord {
    /// The schemes' ids (指标体系编号).
    pub scheme: BeforeAfter<String>,
    /// What the evaluation is called (标题).
    pub title: Bilingual,
    /// What was asked, and how the weights came about (试算要求).
    pub change: AskedRecord,
    /// How ranks are counted (名次的计法).
    pub ranks: RankRule,
    /// How many organisations have a rank before and after (有名次的单位数).
    pub ranked: usize,
    /// The mean of how many ranks these moved; null where there are none (名次平均变动).
    pub mean_rank_shift: Option<Number>,
    /// How many went from which grade to which (等级变动).
    pub transitions: Transitions,
    /// Every organisation, in the order of the files (各单位).
    pub units: Vec<PopulationUnit>,
    /// The reports that could not be read; the others are scored without them (读不出的填报).
    pub refused: Vec<RefusedReport>,
}

/// A report that could not be read (读不出的填报).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RefusedReport {
    /// The file (填报文件).
    pub file: String,
    /// Why (问题).
    pub problems: Vec<ProblemRecord>,
}

/// How ranks are counted (名次的计法).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum RankRule {
    /// 1 and one for every higher total; equal totals share the best rank (并列取最前名次).
    #[serde(rename = "1 + number of units with a higher official total; equal totals share the best rank")]
    Best,
}

/// How many organisations went from which grade to which (等级变动).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Transitions {
    /// The grades before, best first; null for totals that are withheld (之前的等级).
    pub before: Vec<Option<Bilingual>>,
    /// The grades after, best first; null for totals that are withheld (之后的等级).
    pub after: Vec<Option<Bilingual>>,
    /// How many: a list for each grade before, in it a number for each grade after (单位数).
    pub units: Vec<Vec<usize>>,
}

/// One organisation among many (一个单位).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PopulationUnit {
    /// The organisation (单位).
    pub unit: String,
    /// The file of its report (填报文件).
    pub file: String,
    /// As it is; null where the total is withheld (之前).
    pub before: Option<PopulationStanding>,
    /// After the change; null where the total is withheld (之后).
    pub after: Option<PopulationStanding>,
    /// The total after less the total before, where both are given (变化).
    pub difference: Option<Number>,
    /// Whether rank or grade changed, or the total came or went (是否变动).
    pub moved: bool,
    /// The problems for which a total is withheld (问题).
    pub problems: Vec<ProblemRecord>,
}

/// A total and its rank among many (总分与名次).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PopulationStanding {
    /// The rounded total (总分).
    pub points: Shown,
    /// The total before its own rounding (取整前).
    pub unrounded: Number,
    /// Its grade (等级).
    pub grade: Option<Bilingual>,
    /// Its rank; null unless the total is given before and after (名次).
    pub rank: Option<usize>,
}

impl AskedRecord {
    /// What was asked of the weights and of everything else, with all weights as they came about.
    #[must_use]
    pub fn new(variant: &Variant) -> Self {
        let (request, asked) = (&variant.request, &variant.asked);
        Self {
            mode: request.mode.clone(),
            set: request.set.clone(),
            grades: asked.grades.iter().map(|(at, from)| (variant.scheme.grade_name(*at).zh, from.clone())).collect(),
            locked: request.locked.clone(),
            bounds: request.bounds.clone(),
            targets: asked.targets.clone(),
            rules: asked.rules.clone(),
            metrics: asked.metrics.iter().map(|(metric, amount)| (metric.clone(), amount.to_string())).collect(),
            grid: variant.weights.grid.clone(),
            residual: variant.weights.residual.clone(),
            rest: variant.weights.rest.clone(),
            finer: variant.weights.finer.clone(),
            weights: variant.weights.rows.clone(),
        }
    }
}
