//! A sweep as a record.
#![expect(
    clippy::disallowed_types,
    reason = "what serde derives for a flattened record names floats; the numbers of records are texts"
)]

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Headroom, Reached, Step};
use crate::language::Bilingual;
use crate::numeric::{Number, Weight};
use crate::record::{ProblemRecord, Shown};
use crate::scheme::WeightMode;

/// How much depends on the weight of each row (分值敏感性分析).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SweepRecord {
    /// The scheme's id (指标体系编号).
    pub scheme: String,
    /// What the evaluation is called (标题).
    pub title: Bilingual,
    /// The organisation (单位).
    pub unit: String,
    /// The year (年度).
    pub year: Option<String>,
    /// Which rows make room (让出方式).
    pub mode: WeightMode,
    /// Rows that keep their weight (锁定的指标).
    pub locked: BTreeSet<String>,
    /// The step that the scheme's weights lie on (分值步长).
    pub grid: Option<Weight>,
    /// The total as it is (现总分).
    pub total: SweepTotal,
    /// A tornado for each step that weights are moved by (龙卷风图).
    pub tornadoes: Vec<TornadoRecord>,
    /// The weighted rows in the order of the scheme (指标).
    pub rows: Vec<SweptRow>,
}

/// The total as it is (现总分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SweepTotal {
    /// The rounded total (总分).
    pub points: Shown,
    /// The total before its own rounding (取整前).
    pub unrounded: Number,
    /// The grade (等级).
    pub grade: Bilingual,
}

/// The bars of all rows for one step, the longest first (龙卷风图).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TornadoRecord {
    /// By how much each weight is moved (移动幅度).
    #[serde(flatten)]
    pub step: Step,
    /// The bars (各指标).
    pub bars: Vec<BarRecord>,
}

/// One row with less and with more weight (一项指标的增减).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BarRecord {
    /// The indicator (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// Its weight as it is (分值).
    pub weight: Weight,
    /// With less weight (减少分值).
    pub less: ReachRecord,
    /// With more weight (增加分值).
    pub more: ReachRecord,
    /// The distance between the two totals before rounding; a refused side counts as the total as it is (摆幅).
    pub swing: Number,
}

/// A total that a change of weights leads to, or why there is none (移动的结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ReachRecord {
    /// It is reached (达到).
    Reached(Reached),
    /// The mode, or a rule at one of the new weights, refuses it (拒绝).
    Refused {
        /// Why (原因).
        refused: ProblemRecord,
    },
}

/// What is known of one row beside its bars (一项指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SweptRow {
    /// The indicator (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// Full marks (分值).
    pub weight: Weight,
    /// The rounded points; null where the row was not scored (得分).
    pub points: Option<Number>,
    /// Where the grade stays, on all weights; null where the row is locked or was only sampled (等级不变的分值区间).
    pub exact: Option<SpanRecord>,
    /// Why there is no exact span (只按步长试算的原因).
    pub sampled: Option<SampledRecord>,
    /// Where the grade stays, on the scheme's steps; null where the row is locked (按步长的区间).
    pub on_grid: Option<SpanRecord>,
    /// The total without the row, its weight given to others; null where the row is locked (去掉该指标).
    pub without: Option<ReachRecord>,
    /// The points still to be had; null where no rule gave the row's points (可提升分数).
    pub headroom: Option<Headroom>,
}

/// Why a span is known on the scheme's steps only (只按步长试算的原因).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "because")]
pub enum SampledRecord {
    /// A rule whose points are not piecewise linear in the weight, or that refuses weights (评分规则非分段线性，或不接受某些分值).
    Opaque {
        /// The rule's problem (原因).
        problem: ProblemRecord,
    },
    /// The total is scaled up for rows that do not apply (不适用指标折算).
    Rescaled,
    /// More jumps of rounded numbers than are looked at (跳变过多).
    TooManyJumps,
    /// The mode does not let the weight move (无法移动).
    Refused {
        /// Why (原因).
        problem: ProblemRecord,
    },
}

/// The weights around the present one on which the grade stays (等级不变的分值区间).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SpanRecord {
    /// The lower end (下端).
    pub low: BoundRecord,
    /// The upper end (上端).
    pub high: BoundRecord,
}

/// One end of a span (区间端点).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BoundRecord {
    /// The weight (分值).
    pub at: Number,
    /// Whether the grade still holds at that weight itself (是否含端点).
    pub closed: bool,
    /// What lies beyond (端点之外).
    pub beyond: BeyondRecord,
}

/// What lies beyond the end of a span (端点之外).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum BeyondRecord {
    /// Another grade (另一等级).
    Grade {
        /// The weight at which it was found (分值).
        weight: Number,
        /// The total there (总分).
        total: Number,
        /// The grade there (等级).
        grade: Bilingual,
    },
    /// No total: a rule refuses the weight (无总分).
    Withheld {
        /// The weight at which it was found (分值).
        weight: Number,
        /// The first problem (原因).
        withheld: ProblemRecord,
    },
    /// No other grade was found (未发现其他等级).
    End(SpanEnd),
}

/// Why no other grade was found beyond the end of a span (未发现其他等级的原因).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SpanEnd {
    /// The mode permits no weight beyond (分值已达极限).
    Edge,
    /// Weights beyond were not tried (未继续试算).
    NotLooked,
}
