//! [`RowFeed`]: where batches of Arrow come from.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;

/// Hands over batches one at a time.
pub(super) trait RowFeed {
    /// The next batch; `None` at the end of an input that is whole.
    ///
    /// # Errors
    /// An input that cannot be read, or not to its end.
    fn next(&mut self) -> Result<Option<RecordBatch>, Diagnostic>;

    /// The schema, once it was read.
    fn schema(&self) -> Option<SchemaRef>;

    /// How many bytes came in since this was last asked.
    fn take_fed(&mut self) -> usize;
}

/// The problem of an input that cannot be read.
pub(super) fn form_problem(name: &str, detail: Bilingual) -> Diagnostic {
    Diagnostic::new(Code::PopulationForm).said("detail", detail).fact("path", name)
}
