//! What a search finds.

use super::{FoundTotal, Limit};
use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::numeric::{Number, Rounding};

/// What was asked, where things stand, and the answer.
#[derive(Clone, Debug)]
pub struct SearchResult {
    /// The unit that was evaluated.
    pub unit: String,
    /// The scheme's id.
    pub scheme: String,
    /// The goal in words.
    pub goal: Bilingual,
    /// Whether more points bring it nearer.
    pub is_upward: bool,
    /// Where things stand.
    pub before: FoundTotal,
    /// The answer.
    pub answer: SearchAnswer,
    /// Given facts that were left as they are: ids and names.
    pub given: Vec<(String, Bilingual)>,
    /// The step that changes are multiples of, for weights.
    pub step: Option<Number>,
    /// The rounding of rows, for printing.
    pub rows: Option<Rounding>,
    /// Rows whose points could not be followed over the weight; they were scored one by one at every step instead.
    pub sampled: Vec<Diagnostic>,
}

/// The answer of a search.
#[derive(Clone, Debug)]
pub enum SearchAnswer {
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
    pub changes: Vec<FoundChange>,
    /// The size of the change, in the measure that was asked for.
    pub size: Number,
    /// How small it is.
    pub proof: Proof,
    /// Where things stand afterwards.
    pub after: FoundTotal,
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
pub struct FoundChange {
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
    /// What changes of a figure are multiples of; none for weights, which share one step.
    pub step: Option<Number>,
    /// The points of the row before and after; of all rows that the figure feeds.
    pub points: (Number, Number),
}

/// Why a goal is out of reach.
#[derive(Clone, Debug)]
pub struct Unreachable {
    /// The best that was found, as the ordinary engine evaluates it.
    pub best: FoundTotal,
    /// The total that no permitted change passes.
    pub limit: Number,
    /// The changes that give the best.
    pub changes: Vec<FoundChange>,
    /// What stands in the way.
    pub limits: Vec<Limit>,
}
