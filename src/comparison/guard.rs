//! Guard: what became of recorded results, and which change did it.
//!
//! A recorded case is its old snapshot (scheme, report, scripts) with what it came to. The new snapshot is compared with it
//! setting by setting; each change is then made alone and together with the others, through the ordinary engine, and its
//! part of every row and total is its Shapley value: the parts add up to the difference exactly, and no order of changes
//! is preferred. What cannot be divided is named and never lost.

mod baseline;
mod cause;
mod change;
mod comparison;
mod record;
mod result;
mod script_text;
mod setting;
mod share;
mod snapshot;
mod snapshot_pair;

pub(crate) use baseline::not_whole;
pub use cause::{Cause, Decided, Effect, Level, Survey};
pub use change::{Detail, SettingChange};
pub use comparison::{CaseComparison, RowContribution, RowMove, Share, Unacceptable};
pub use record::{
    CaseDifference, CauseRecord, EffectRecord, GuardRecord, RowDifference, RowResultRecord, RowShare, UnscoredCase,
};
pub use result::Results;
pub use setting::{Aspect, SettingKey};
pub use share::compare;
pub use snapshot::{Script, Snapshot};

/// A case as it was recorded.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The version of the engine that made the results.
    pub engine: String,
    /// What was scored.
    pub snapshot: Snapshot,
    /// What it came to.
    pub results: Results,
}
