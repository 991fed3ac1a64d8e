//! Seek: the smallest change of weights or figures that reaches a goal, with the proof that it is the smallest.
//!
//! A search works on tables of row points and only advises; every answer is a [`Certificate`] whose total and grade come
//! from the ordinary engine, scoring the changed scheme or report as a whole. Where the two disagree there is no answer
//! but the problem `certificate-disagrees`. Where no permitted change reaches the goal, the best that can be reached is
//! evaluated in the same way and the limits that stand in the way are named.

mod bound;
mod figures;
mod goal;
mod ground;
mod local;
mod packing;
mod published;
mod record;
mod table;
mod weights;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::numeric::{Number, Rounding};

use self::ground::Ground;

pub use figures::{FigureSearch, seek_figures};
pub use goal::Goal;
pub use published::{Published, PublishedSearch, Weighting, seek_published};
pub use record::{
    AnswerRecord, ChangeRecord, LimitName, LimitRecord, OutOfReach, PublishedRecord, SeekRecord, SeekStanding,
    SoughtRow, TriedRow,
};
pub use weights::{Norm, WeightSearch, seek_weights};

/// What was asked, where things stand, and the answer.
#[derive(Clone, Debug)]
pub struct Sought {
    /// The unit that was evaluated.
    pub unit: String,
    /// The scheme's id.
    pub scheme: String,
    /// The goal in words.
    pub goal: Bilingual,
    /// Where things stand.
    pub before: Standing,
    /// The answer.
    pub answer: Answer,
    /// The step that changes are multiples of, for weights.
    pub step: Option<Number>,
    /// The rounding of rows, for printing.
    pub rows: Option<Rounding>,
    /// Rows whose points could not be followed over the weight; they were scored one by one at every step instead.
    pub sampled: Vec<Diagnostic>,
}

impl Sought {
    /// The answer to a question about figures; one about weights adds its step and the rows that were sampled.
    fn new(ground: &Ground<'_>, goal: &Goal, answer: Answer) -> Self {
        let scheme = ground.scheme;
        Self {
            unit: ground.report.organisation.clone(),
            scheme: scheme.id.clone(),
            goal: goal.words(scheme),
            before: ground.standing(&ground.total),
            answer,
            step: None,
            rows: scheme.roundings.indicator,
            sampled: Vec::new(),
        }
    }
}

/// What the size of a change counts, without its unit (变化量的计法).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum MeasureKind {
    /// Points of weight that change hands (移动的分数).
    Points,
    /// Whole steps of weight that change hands (移动的步数).
    Steps,
    /// The largest change of a single weight, in points (单项最大变化).
    Max,
    /// The change of one figure, in its unit (数据的变化).
    Figure,
    /// The cost of changing several figures (变化的代价).
    Cost,
}

/// What the size of a change counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Points of weight that change hands.
    Points,
    /// Whole steps of weight that change hands.
    Steps,
    /// The largest change of a single weight, in points.
    Max,
    /// The change of one figure, in this unit.
    Figure(String),
    /// The cost of changing several figures.
    Cost,
}

impl Measure {
    /// What is counted, without the unit.
    #[must_use]
    pub fn kind(&self) -> MeasureKind {
        match self {
            Self::Points => MeasureKind::Points,
            Self::Steps => MeasureKind::Steps,
            Self::Max => MeasureKind::Max,
            Self::Figure(_) => MeasureKind::Figure,
            Self::Cost => MeasureKind::Cost,
        }
    }
}

/// A total and its grade, from the ordinary engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The total.
    pub total: Number,
    /// Its grade.
    pub grade: Bilingual,
    /// The rounding of the total, for printing.
    pub rounding: Rounding,
}

/// The answer of a search.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The goal is met as things stand.
    AlreadyMet,
    /// A change that reaches it.
    Found(Certificate),
    /// No permitted change reaches it.
    Unreachable(Unreachable),
    /// Neither was a change found nor proved that there is none.
    Open(Unreachable),
}

/// A change that reaches the goal, as the ordinary engine confirms.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// What changes, in the order of the scheme.
    pub changes: Vec<Change>,
    /// The size of the change, in the measure that was asked for.
    pub size: Number,
    /// How small it is.
    pub proof: Proof,
    /// Where things stand afterwards.
    pub after: Standing,
}

/// How small a change is known to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// No permitted change is smaller.
    Minimal,
    /// No permitted change is smaller than this size; whether one is smaller than the answer is not known.
    AtLeast(Number),
}

/// One thing that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The id of the indicator or metric.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// What the numbers count: points for weights, the unit of the figure otherwise.
    pub unit: String,
    /// Weight or figure before.
    pub before: Number,
    /// Weight or figure after.
    pub after: Number,
    /// The points of the row before and after; of all rows that the figure feeds.
    pub points: (Number, Number),
}

/// Why a goal is out of reach.
#[derive(Clone, Debug)]
pub struct Unreachable {
    /// The best that was found, as the ordinary engine evaluates it.
    pub best: Standing,
    /// The total that no permitted change passes.
    pub limit: Number,
    /// The changes that give the best.
    pub changes: Vec<Change>,
    /// What stands in the way.
    pub limits: Vec<Limit>,
}

/// Something that keeps the best from being better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The id of the indicator or metric, or of a veto or ceiling.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// In what way it limits.
    pub kind: LimitKind,
}

/// In what way something limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LimitKind {
    /// It was locked.
    Locked,
    /// It is at the least that is permitted.
    Least(Number),
    /// It is at the most that is permitted.
    Most(Number),
    /// Beyond this weight its rule gives no points.
    Refused(Number),
    /// The row has full marks.
    FullMarks,
    /// A veto struck.
    Veto,
    /// A ceiling on the total.
    Ceiling(Number),
}
