//! What keeps the best from being better.

use crate::language::Bilingual;
use crate::numeric::{Number, Rounding};

/// A total and its grade, from the ordinary engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTotal {
    /// The total.
    pub total: Number,
    /// Its grade.
    pub grade: Bilingual,
    /// The rounding of the total, for printing.
    pub rounding: Rounding,
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
