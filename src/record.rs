//! Records: what leaves the process as JSON, documented by `jixiao schema NAME` and read back by the same types.
//!
//! What several records share is here; the record of a study is beside the study. Keys are written in the order of the
//! fields. Every number of points is a text without loss; where a result also shows it as people write it, that is a
//! [`Shown`]. What is scored or compared again (results, baselines) refuses keys that it does not know, because a key that
//! is passed over is not verified; answers of studies are read by other programs only and tolerate them.

mod baseline;
mod batch_receipt;
mod bundle;
mod change;
mod check;
mod difference;
mod evaluation;
mod problem;
mod receipt;
mod rule_test;
mod shown;
mod state;
mod total;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

pub use baseline::{BASELINE_FORM, BaselineRecord, RowResult, ScriptRecord, TotalResult};
pub use batch_receipt::{BatchReceipt, BatchReceiptRecord, LineHash, ReceiptBucket, line_hash};
pub use bundle::{BUNDLE_FORM, BundleRecord};
pub use change::BeforeAfter;
pub use check::{CheckRecord, OmissionRecord};
pub use difference::{ChangedPart, ChangedRow, ChangedText, PartChange, ResultDifference};
pub use evaluation::{
    EvaluationRecord, FilesRecord, InputRecord, RowRecord, RowStepRecord, SubtotalRecord, TotalStepRecord,
};
pub use problem::{PlaceText, ProblemRecord};
pub use receipt::ReceiptRecord;
pub(crate) use receipt::hash;
pub use rule_test::{
    BoundaryRecord, InvariantRecord, MutantsRecord, ReplyRecord, RuleTestRecord, RuleTestsRecord, SampleRecord,
};
pub use shown::Shown;
pub use state::RowStateName;
pub use total::{GradeDistance, TotalRecord};

/// The JSON Schema of a record as it is written: what is always there is required.
#[must_use]
pub fn record_schema<T: JsonSchema>() -> serde_json::Value {
    SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<T>().into()
}
