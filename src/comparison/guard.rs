//! Guard: what became of recorded results, and which change did it.
//!
//! A recorded case is its old world (scheme, report, scripts) with what it came to. The new world is compared with it
//! setting by setting; each change is then made alone and together with the others, through the ordinary engine, and its
//! part of every row and total is its Shapley value: the parts add up to the difference exactly, and no order of changes
//! is preferred. What cannot be divided is named and never lost.

mod baseline;
mod cause;
mod change;
mod comparison;
mod record;
mod result;
mod share;
mod world;

pub(crate) use baseline::not_whole;
pub use cause::{Cause, Decided, Effect, Level, Survey};
pub use change::{Aspect, Change, Detail, Key};
pub use comparison::{Comparison, RowMove, RowPart, Share, Unacceptable};
pub use record::{CaseDifference, CauseRecord, EffectRecord, GuardRecord, RowDifference, RowOutcome, RowShare};
pub use result::Results;
pub use share::compare;
pub use world::{Script, World};

/// A case as it was recorded.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The version of the engine that made the results.
    pub engine: String,
    /// What was scored.
    pub world: World,
    /// What it came to.
    pub results: Results,
}
