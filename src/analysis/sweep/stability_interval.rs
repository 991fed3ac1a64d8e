//! The interval of weights in which the grade stays, and why there may be none.

use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::numeric::Number;

/// The weights around the present one on which the grade stays.
#[derive(Clone, Debug)]
pub struct StabilityInterval {
    /// The lower end.
    pub low: Bound,
    /// The upper end.
    pub high: Bound,
}

/// One end of a span.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The weight.
    pub at: Number,
    /// Whether the grade still holds at that weight itself.
    pub closed: bool,
    /// What lies beyond.
    pub beyond: Beyond,
}

/// What lies beyond the end of a span.
#[derive(Clone, Debug)]
pub enum Beyond {
    /// Another grade.
    Grade {
        /// The weight at which it was found, right beyond the end.
        weight: Number,
        /// The total there.
        total: Number,
        /// The grade there.
        grade: Bilingual,
    },
    /// No total: a rule refuses the weight.
    Withheld {
        /// The weight at which it was found.
        weight: Number,
        /// The first problem.
        problem: Diagnostic,
    },
    /// Nothing: the mode permits no weight beyond.
    Edge,
    /// Nobody looked further.
    NotLooked,
}

/// Why a span is told on the scheme's steps only.
#[derive(Clone, Debug)]
pub enum Sampled {
    /// A rule whose points are not piecewise linear in the weight, or that refuses weights.
    Opaque(Diagnostic),
    /// The total is scaled up for rows that do not apply, which is no straight line over a weight.
    Rescaled,
    /// More jumps of rounded numbers than are looked at.
    TooManyJumps,
    /// The mode does not let the weight move.
    Refused(Diagnostic),
}
