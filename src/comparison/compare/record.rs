//! A comparison as a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BreakdownEntry, BreakdownLine, Compared, Factor, NamedTotal, Reversed, RowKind, SummaryRow};
use crate::evaluation::Role;
use crate::language::Bilingual;
use crate::numeric::Number;
use crate::record::{BeforeAfter, ProblemRecord, Shown};

/// Why two totals differ (两个总分之差).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CompareRecord {
    /// What is compared (比较的对象).
    pub compared: Compared,
    /// What the sides are called (双方名称).
    pub names: BeforeAfter<Bilingual>,
    /// The difference in one sentence and a few rows (概述).
    pub summary: Option<SummaryRecord>,
    /// The first total (前者).
    pub from: ComparedTotal,
    /// The second total (后者).
    pub to: ComparedTotal,
    /// The second less the first (差额).
    pub difference: Number,
    /// The rows: those that differ most first (指标).
    pub rows: Vec<ComparedRow>,
    /// What changed between rows and total (指标与总分之间).
    pub lines: Vec<LineRecord>,
    /// The mean of both totals as shares of their full scores, which centred weights are measured by (平均得分率).
    pub mean_share: Number,
    /// The mean share of the change of the full score, which centring leaves over (满分变化部分).
    pub full_score_part: Number,
    /// Whether the grade changed, and what would have kept it; null where a result file is all there is (等级).
    pub grade: Option<GradeRecord>,
}

/// A difference in one sentence and a few rows; all points add up to it (概述).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SummaryRecord {
    /// The sentence (概述语句).
    pub sentence: Bilingual,
    /// The rows that moved the total most in the direction in which it went (主要指标).
    pub behind: Vec<SummaryRowRecord>,
    /// The rows that moved it most in the other direction (抵消的指标).
    pub against: Vec<SummaryRowRecord>,
    /// How many further rows differ in points (其余指标数).
    pub others: usize,
    /// What these come to (其余指标合计).
    pub others_points: Number,
    /// What stands between the rows and the totals (指标得分之外).
    pub beyond_rows: Number,
}

/// A row of a summary (概述中的指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SummaryRowRecord {
    /// The indicator (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// What it adds to the difference (分数).
    pub points: Number,
}

/// One of the two totals (被比较的总分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ComparedTotal {
    /// The scheme's id (指标体系编号).
    pub scheme: String,
    /// What the evaluation is called (标题).
    pub title: Bilingual,
    /// The organisation (单位).
    pub unit: String,
    /// The year (年度).
    pub year: Option<String>,
    /// The full score (满分).
    pub full_score: Number,
    /// The rounded total (总分).
    pub total: Shown,
    /// Its grade (等级).
    pub grade: Bilingual,
}

/// One row on both sides (一项指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ComparedRow {
    /// The indicator, as the second side names it (编号).
    pub id: Option<String>,
    /// What it is called (名称).
    pub name: Bilingual,
    /// What it counts towards (性质).
    pub role: Option<Role>,
    /// Which kind of change it is (变化类型).
    pub kind: RowKind,
    /// The row of the first side; null where it was added (前者).
    pub from: Option<EntryRecord>,
    /// The row of the second side; null where it was removed (后者).
    pub to: Option<EntryRecord>,
    /// All of it, as it counts towards the total (差额).
    pub difference: Number,
    /// The factors that differ, each with its part of the unrounded points (各因素).
    pub parts: Vec<PartRecord>,
    /// What vetoes on the row or its dimension changed (一票否决).
    pub veto: Number,
    /// What rounding the row changed (取整).
    pub rounding: Number,
    /// What could not be split (未分解).
    pub undivided: Number,
    /// What centring adds to the weight's part (分值中心化).
    pub centring: Number,
}

/// A row of one side (指标的一侧).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntryRecord {
    /// The indicator (编号).
    pub id: String,
    /// Full marks (分值).
    pub weight: Number,
    /// The target with its sign and unit; null where a result file is all there is (目标值).
    pub target: Option<String>,
    /// What was reached, by the inputs of the rule; null where a result file is all there is (实际值).
    pub inputs: Option<Vec<EntryInput>>,
    /// The rule; null where a result file is all there is (评分规则).
    pub rule: Option<String>,
    /// The points before rounding; null where the row was not scored (取整前).
    pub unrounded: Option<Number>,
    /// The rounded points; null where the row was not scored (得分).
    pub points: Option<Number>,
}

/// One input of a rule (输入).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntryInput {
    /// The rule's name for it (名称).
    pub name: String,
    /// The value as text (值).
    pub value: String,
}

/// What one factor, or several that could not be told apart, contributed (因素的贡献).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartRecord {
    /// The factors (因素).
    pub factors: Vec<Factor>,
    /// Their contribution before rounding (分数).
    pub points: Number,
    /// Why several could not be told apart (未能分开的原因).
    pub refused: Option<ProblemRecord>,
}

/// What changed between rows and total (指标与总分之间).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LineRecord {
    /// The step (环节).
    pub line: LineName,
    /// The veto or ceiling, where the step is one (编号).
    pub id: Option<String>,
    /// What it changed (分数).
    pub points: Number,
}

/// A step between rows and total (环节).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum LineName {
    /// The sums of dimensions were rounded (维度取整).
    DimensionRounding,
    /// Rows that do not apply were left out and the rest scaled up (折算).
    Rescaling,
    /// Bonuses beyond their limit (加分上限).
    BonusLimit,
    /// A veto (一票否决).
    Veto,
    /// A ceiling (总分封顶).
    Ceiling,
    /// What lay outside the possible totals was limited to them (总分上下限).
    Bounds,
    /// The total was rounded (总分取整).
    TotalRounding,
    /// All of it together, where a result file is all there is (合计).
    Between,
}

/// Whether the grade changed, and what would have kept it (等级变化).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradeRecord {
    /// Whether the two grades have different names (是否变化).
    pub changed: bool,
    /// Every single reversal that was tried; empty where the grade is the same (逐项还原).
    pub reversals: Vec<ReversalRecord>,
    /// Reversals that a rule refuses (无法还原的).
    pub refused: Vec<RefusedReversal>,
    /// Whether all weights could be taken back together; not where rows were added or removed (分值可否整体还原).
    pub weights_can_be_taken_back: bool,
}

/// One thing taken back to the first side (一项还原).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReversalRecord {
    /// What was taken back (还原的内容).
    pub what: ReversedRecord,
    /// The total then (总分).
    pub total: Number,
    /// The grade then (等级).
    pub grade: Bilingual,
    /// Whether that is the old grade (是否恢复原等级).
    pub restores: bool,
}

/// A reversal that a rule refuses (无法还原的一项).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RefusedReversal {
    /// What was to be taken back (还原的内容).
    pub what: ReversedRecord,
    /// Why it was refused (原因).
    pub problem: ProblemRecord,
}

/// What is taken back (还原的内容).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ReversedRecord {
    /// Factors of one row (一项指标的因素).
    Row {
        /// The indicator (编号).
        row: String,
        /// The factors (因素).
        factors: Vec<Factor>,
    },
    /// One factor of all rows (所有指标的同一因素).
    Factor {
        /// The factor (因素).
        all: Factor,
    },
    /// A setting of the whole scheme (指标体系的设置).
    Setting {
        /// The setting (设置).
        all: ReversedSetting,
    },
    /// A veto that struck on the second side only (一票否决).
    Veto {
        /// What it is called (名称).
        veto: Bilingual,
    },
    /// A ceiling that took points on the second side only (总分封顶).
    Ceiling {
        /// What it is called (名称).
        ceiling: Bilingual,
    },
}

/// A setting of the whole scheme that is taken back (指标体系的设置).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReversedSetting {
    /// Where and how it is rounded (取整规则).
    Rounding,
    /// The table of grades (等级表).
    Grades,
}

impl From<&SummaryRow> for SummaryRowRecord {
    fn from(SummaryRow { id, name, points }: &SummaryRow) -> Self {
        Self { id: id.clone(), name: name.clone(), points: points.clone() }
    }
}

impl From<&NamedTotal> for ComparedTotal {
    fn from(side: &NamedTotal) -> Self {
        Self {
            scheme: side.scheme.clone(),
            title: side.title.clone(),
            unit: side.unit.clone(),
            year: side.year.clone(),
            full_score: side.full_score.clone(),
            total: Shown::padded(&side.total, side.places),
            grade: side.grade.clone(),
        }
    }
}

impl EntryRecord {
    /// The row with its target as text.
    #[must_use]
    pub fn new(entry: &BreakdownEntry, target: Option<String>) -> Self {
        let row = entry.row.as_ref();
        let inputs = row.map(|row| {
            let inputs = row.inputs().into_iter();
            inputs.map(|input| EntryInput { name: input.name, value: input.value.to_string() }).collect()
        });
        Self {
            id: entry.id.clone(),
            weight: entry.weight.clone(),
            target,
            inputs,
            rule: row.map(|row| row.rule().to_owned()),
            unrounded: entry.unrounded.clone(),
            points: entry.points.clone(),
        }
    }
}

impl BreakdownLine {
    /// The step, without the veto or ceiling.
    #[must_use]
    pub fn name(&self) -> LineName {
        match self {
            Self::DimensionRounding => LineName::DimensionRounding,
            Self::Rescaling => LineName::Rescaling,
            Self::BonusLimit => LineName::BonusLimit,
            Self::Veto(_) => LineName::Veto,
            Self::Ceiling(_) => LineName::Ceiling,
            Self::Bounds => LineName::Bounds,
            Self::TotalRounding => LineName::TotalRounding,
            Self::Between => LineName::Between,
        }
    }

    /// The id of the veto or ceiling.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Veto(id) | Self::Ceiling(id) => Some(id),
            _ => None,
        }
    }
}

impl LineRecord {
    /// What a step changed.
    #[must_use]
    pub fn new(line: &BreakdownLine, points: &Number) -> Self {
        Self { line: line.name(), id: line.id().map(str::to_owned), points: points.clone() }
    }
}

impl From<&Reversed> for ReversedRecord {
    fn from(what: &Reversed) -> Self {
        match what {
            Reversed::Row { id, factors, .. } => Self::Row { row: id.clone(), factors: factors.clone() },
            Reversed::All(factor) => Self::Factor { all: *factor },
            Reversed::Rounding => Self::Setting { all: ReversedSetting::Rounding },
            Reversed::Grades => Self::Setting { all: ReversedSetting::Grades },
            Reversed::Veto(name) => Self::Veto { veto: name.clone() },
            Reversed::Ceiling(name) => Self::Ceiling { ceiling: name.clone() },
        }
    }
}
