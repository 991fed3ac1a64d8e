//! [`RowFeed`]: where batches of Arrow come from.

use std::sync::mpsc::Receiver;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::batch_input::{read_ahead, up_to_last};
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

/// What a feed has handed over: a batch, or that none follows.
pub(super) struct FedRows {
    /// The batch; none at the end of an input that is whole.
    pub rows: Option<RecordBatch>,
    /// Names and types of the columns, once they were read.
    pub schema: Option<SchemaRef>,
    /// How many bytes came in for it.
    pub bytes: usize,
}

/// What a feed hands over up to its end or what is wrong with it, one batch ahead of the work.
pub(super) fn rows_of(mut feed: Box<dyn RowFeed + Send>) -> Receiver<Result<FedRows, Diagnostic>> {
    let next = move || {
        let rows = feed.next()?;
        Ok(FedRows { rows, schema: feed.schema(), bytes: feed.take_fed() })
    };
    let is_last = |fed: &Result<FedRows, Diagnostic>| fed.as_ref().map_or(true, |fed| fed.rows.is_none());
    read_ahead(0, up_to_last(next, is_last))
}

/// The problem of an input that cannot be read.
pub(super) fn form_problem(name: &str, detail: Bilingual) -> Diagnostic {
    Diagnostic::new(Code::PopulationForm).said("detail", detail).fact("path", name)
}
