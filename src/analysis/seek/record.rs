//! Answers of a search as records.
#![expect(
    clippy::disallowed_types,
    reason = "what serde derives for a flattened record names floats; the numbers of records are texts"
)]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Certificate, FoundChange, FoundTotal, Limit, LimitKind, Measure, MeasureKind, Proof, Published, SearchAnswer,
    SearchResult, Unreachable, Weighting,
};
use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::numeric::Number;
use crate::record::{BeforeAfter, PlaceText, Shown};
use crate::scheme::WeightMode;

/// The smallest change that reaches a goal, or why none does (目标反推).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SeekRecord {
    /// The organisation (单位).
    pub unit: String,
    /// The scheme's id (指标体系编号).
    pub scheme: String,
    /// The goal in words (目标).
    pub goal: Bilingual,
    /// The total as it is (现总分).
    pub before: SeekStanding,
    /// The step that changed weights are multiples of; null for figures (步长).
    pub step: Option<Number>,
    /// What the size of the change counts (变化量的计法).
    pub measure: MeasureKind,
    /// The answer (结论).
    #[serde(flatten)]
    pub answer: AnswerRecord,
    /// Rows that were scored at every step, because their points could not be followed over the weight (逐步试算的指标).
    pub sampled: Vec<TriedRow>,
    /// Given facts that were left as they are, absent where there are none (未改动的既定数据).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<SoughtRow>,
}

/// A total and its grade (总分与等级).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SeekStanding {
    /// The rounded total (总分).
    pub total: Shown,
    /// Its grade (等级).
    pub grade: Bilingual,
}

/// The answer of a search (结论).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub enum AnswerRecord {
    /// The goal is met as things are (已达目标).
    AlreadyMet,
    /// A change reaches it (可以达到).
    Found {
        /// The size of the change (变化量).
        size: Number,
        /// Whether no permitted change is smaller (是否最小).
        minimal: bool,
        /// No permitted change is smaller than this (变化量下限).
        at_least: Number,
        /// The total after it (之后的总分).
        after: SeekStanding,
        /// What changes (变化).
        changes: Vec<ChangeRecord>,
    },
    /// No permitted change reaches it (无法达到).
    Unreachable(OutOfReach),
    /// Neither was a change found nor was it proved that there is none (尚无定论).
    Open(OutOfReach),
}

/// The best that was found, and what keeps it from being better (最好结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OutOfReach {
    /// The best total (最好的总分).
    pub best: SeekStanding,
    /// The total that no permitted change passes (总分极限).
    pub limit: Number,
    /// The changes that give the best (变化).
    pub changes: Vec<ChangeRecord>,
    /// What keeps it from being better (限制).
    pub limits: Vec<LimitRecord>,
}

/// One weight or figure that changes (一处变化).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeRecord {
    /// The indicator or metric (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// What the numbers count (计量单位).
    pub unit: String,
    /// The weight or figure before (之前).
    pub before: Number,
    /// The weight or figure after (之后).
    pub after: Number,
    /// The points of the row, or of all rows that the figure feeds (得分).
    pub points: BeforeAfter<Number>,
}

/// Something that keeps the best from being better (限制).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LimitRecord {
    /// The indicator, metric, veto or ceiling (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// In what way it limits (限制方式).
    pub kind: LimitName,
    /// The bound, where the limit is one (界限).
    pub value: Option<Number>,
}

/// In what way something limits (限制方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LimitName {
    /// It was locked (锁定).
    Locked,
    /// It is at the least that is permitted (已到下限).
    Least,
    /// It is at the most that is permitted (已到上限).
    Most,
    /// Beyond this weight its rule gives no points (规则拒绝).
    Refused,
    /// The row has full marks (满分).
    FullMarks,
    /// A veto struck (一票否决).
    Veto,
    /// A ceiling on the total (总分封顶).
    Ceiling,
}

/// A row that was scored at every step (逐步试算的指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TriedRow {
    /// The stable name of the kind of problem (问题代码).
    pub code: String,
    /// Where its rule was named (位置).
    pub place: Option<PlaceText>,
    /// What in the rule could not be followed (原因).
    pub reason: Option<Bilingual>,
    /// The row (指标).
    pub row: Option<Bilingual>,
}

/// The weightings that reproduce a published total (公布总分的分值反推).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PublishedRecord {
    /// The organisation (单位).
    pub unit: String,
    /// The total that was to be reproduced (公布的总分).
    pub total: Number,
    /// The rows whose weights were tried, in the order of the weights (试算的指标).
    pub rows: Vec<SoughtRow>,
    /// Which rows take what is left (让出方式).
    pub mode: WeightMode,
    /// How many combinations were tried (试算次数).
    pub tried: usize,
    /// How many of them leave weights that the other rows cannot take (被拒绝的次数).
    pub refused: usize,
    /// All weightings found, in rising order (找到的分值).
    pub found: Vec<Weighting>,
}

/// A row whose weight was tried (试算的指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SoughtRow {
    /// The indicator (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
}

impl SearchResult {
    /// The answer as a record; sizes are counted as `measure` says.
    #[must_use]
    pub fn record(&self, measure: &Measure) -> SeekRecord {
        SeekRecord {
            unit: self.unit.clone(),
            scheme: self.scheme.clone(),
            goal: self.goal.clone(),
            before: SeekStanding::from(&self.before),
            step: self.step.clone(),
            measure: measure.kind(),
            answer: AnswerRecord::from(&self.answer),
            sampled: self.sampled.iter().map(TriedRow::from).collect(),
            given: self.given.iter().map(|(id, name)| SoughtRow { id: id.clone(), name: name.clone() }).collect(),
        }
    }
}

impl Published {
    /// The weightings as a record.
    #[must_use]
    pub fn record(&self) -> PublishedRecord {
        let rows = self.rows.iter().map(|(id, name)| SoughtRow { id: id.clone(), name: name.clone() });
        PublishedRecord {
            unit: self.unit.clone(),
            total: self.total.clone(),
            rows: rows.collect(),
            mode: self.mode.clone(),
            tried: self.tried,
            refused: self.refused,
            found: self.found.clone(),
        }
    }
}

impl From<&FoundTotal> for SeekStanding {
    fn from(standing: &FoundTotal) -> Self {
        let total = Shown::padded(&standing.total, standing.rounding.places);
        Self { total, grade: standing.grade.clone() }
    }
}

impl From<&SearchAnswer> for AnswerRecord {
    fn from(answer: &SearchAnswer) -> Self {
        match answer {
            SearchAnswer::AlreadyMet => Self::AlreadyMet,
            SearchAnswer::Found(certificate) => Self::from(certificate),
            SearchAnswer::Unreachable(why) => Self::Unreachable(OutOfReach::from(why)),
            SearchAnswer::Open(why) => Self::Open(OutOfReach::from(why)),
        }
    }
}

impl From<&Certificate> for AnswerRecord {
    fn from(certificate: &Certificate) -> Self {
        let (minimal, least) = match &certificate.proof {
            Proof::Minimal => (true, &certificate.size),
            Proof::AtLeast(least) => (false, least),
        };
        Self::Found {
            size: certificate.size.clone(),
            minimal,
            at_least: least.clone(),
            after: SeekStanding::from(&certificate.after),
            changes: certificate.changes.iter().map(ChangeRecord::from).collect(),
        }
    }
}

impl From<&Unreachable> for OutOfReach {
    fn from(why: &Unreachable) -> Self {
        Self {
            best: SeekStanding::from(&why.best),
            limit: why.limit.clone(),
            changes: why.changes.iter().map(ChangeRecord::from).collect(),
            limits: why.limits.iter().map(LimitRecord::from).collect(),
        }
    }
}

impl From<&FoundChange> for ChangeRecord {
    fn from(change: &FoundChange) -> Self {
        let (before, after) = change.points.clone();
        Self {
            id: change.id.clone(),
            name: change.name.clone(),
            unit: change.unit.clone(),
            before: change.before.clone(),
            after: change.after.clone(),
            points: BeforeAfter { before, after },
        }
    }
}

impl From<&Limit> for LimitRecord {
    fn from(limit: &Limit) -> Self {
        let (kind, value) = match &limit.kind {
            LimitKind::Locked => (LimitName::Locked, None),
            LimitKind::Least(value) => (LimitName::Least, Some(value)),
            LimitKind::Most(value) => (LimitName::Most, Some(value)),
            LimitKind::Refused(value) => (LimitName::Refused, Some(value)),
            LimitKind::FullMarks => (LimitName::FullMarks, None),
            LimitKind::Veto => (LimitName::Veto, None),
            LimitKind::Ceiling(value) => (LimitName::Ceiling, Some(value)),
        };
        Self { id: limit.id.clone(), name: limit.name.clone(), kind, value: value.cloned() }
    }
}

impl From<&Diagnostic> for TriedRow {
    fn from(why: &Diagnostic) -> Self {
        Self {
            code: why.code.name().to_owned(),
            place: why.place.as_ref().map(PlaceText::from),
            reason: why.get("reason").cloned(),
            row: why.row.clone(),
        }
    }
}
