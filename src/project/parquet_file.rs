//! [`ParquetFile`]: the lines of a Parquet file, batch by batch.

use std::path::Path;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::SchemaRef;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::batch_input::{STANDARD_INPUT, opened};
use super::row_feed::{RowFeed, form_problem};
use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::messages::phrase;

/// How many lines are read at a time.
const LINES: usize = 16 << 10;

/// A Parquet file.
pub(super) struct ParquetFile {
    name: String,
    reader: ParquetRecordBatchReader,
    /// How many lines have not come in yet, and how many bytes they stand for.
    lines: u64,
    bytes: u64,
    fed: u64,
}

impl ParquetFile {
    /// Begins to read a file.
    ///
    /// # Errors
    /// A file that is not there or is no Parquet, and the standard input: what a file holds stands at its end.
    pub fn open(path: &Path) -> Result<Self, Diagnostic> {
        let name = path.display().to_string();
        if name == STANDARD_INPUT {
            return Err(form_problem(&name, phrase("parquet-no-file", &[])));
        }
        let file = opened(path, &name)?;
        let bytes = file.metadata().map_or(0, |about| about.len());
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| broken(&name, &error))?;
        let lines =
            builder.metadata().row_groups().iter().map(|group| u64::try_from(group.num_rows()).unwrap_or(0)).sum();
        let reader = builder.with_batch_size(LINES).build().map_err(|error| broken(&name, &error))?;
        Ok(Self { name, reader, lines, bytes, fed: 0 })
    }
}

impl RowFeed for ParquetFile {
    fn next(&mut self) -> Result<Option<RecordBatch>, Diagnostic> {
        let Some(batch) = self.reader.next().transpose().map_err(|error| broken(&self.name, &error))? else {
            // What its table of contents promises is there.
            return if self.lines == 0 {
                Ok(None)
            } else {
                Err(form_problem(&self.name, phrase("arrow-cut-off", &[])))
            };
        };
        let came = u64::try_from(batch.num_rows()).unwrap_or(u64::MAX).min(self.lines);
        let share = self.bytes.saturating_mul(came).checked_div(self.lines).unwrap_or_default();
        self.lines = self.lines.saturating_sub(came);
        self.bytes = self.bytes.saturating_sub(share);
        self.fed = self.fed.saturating_add(share);
        Ok(Some(batch))
    }

    fn schema(&self) -> Option<SchemaRef> {
        Some(self.reader.schema())
    }

    fn take_fed(&mut self) -> usize {
        usize::try_from(std::mem::take(&mut self.fed)).unwrap_or_default()
    }
}

fn broken(name: &str, error: &impl std::fmt::Display) -> Diagnostic {
    form_problem(name, phrase("parquet-broken", &[("detail", Bilingual::same(error.to_string()))]))
}
