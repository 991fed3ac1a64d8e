//! Reports of a population in batches of Arrow, scored part by part as texts are.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use arrow_select::concat::concat_batches;

use super::arrow_stream::ArrowStream;
use super::batch::{BatchRun, RunState, in_file, ranges};
use super::batch_input::{BatchInput, InputFormat};
#[cfg(feature = "parquet")]
use super::parquet_file::ParquetFile;
use super::row_feed::{FedRows, RowFeed, form_problem, rows_of};
#[cfg(not(feature = "parquet"))]
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::messages::phrase;
use crate::population::ArrowColumns;

/// How many lines a thread scores at a time: a part of a batch, at least and at most so many.
const PARTS: usize = 4;
const FEWEST: usize = 512;
const MOST: usize = 4096;
/// How many such pieces are scored before their results go out.
const ROUND: usize = 16;
/// How many lines one organisation of a long table has at most.
const MAX_LINES: usize = 1 << 16;

impl BatchRun<'_> {
    /// Scores all batches of an input.
    pub(super) fn batches(&mut self, input: &BatchInput, state: &mut RunState) -> Result<bool, Diagnostics> {
        let feed: Box<dyn RowFeed + Send> = match input.format {
            #[cfg(feature = "parquet")]
            InputFormat::Parquet => Box::new(ParquetFile::open(&input.path)?),
            #[cfg(not(feature = "parquet"))]
            InputFormat::Parquet => return Err(Diagnostic::new(Code::FeatureMissing).fact("format", "parquet").into()),
            _ => Box::new(ArrowStream::open(&input.path)?),
        };
        let name = input.path.display().to_string();
        let columns_of = |schema: SchemaRef| {
            let columns = ArrowColumns::of(&schema, self.batch.program().scheme());
            columns.map_err(|problems| in_file(problems, &input.path))
        };
        let mut known: Option<ArrowColumns> = None;
        let mut rest: Option<RecordBatch> = None;
        let cut_off = || form_problem(&name, phrase("arrow-cut-off", &[]));
        let feed = rows_of(feed);
        loop {
            let FedRows { rows: next, schema, bytes } = feed.recv().map_err(|_| cut_off())??;
            let columns = match known.take() {
                Some(columns) => columns,
                None => columns_of(schema.ok_or_else(cut_off)?)?,
            };
            let is_last = next.is_none();
            let rows = match (rest.take(), next) {
                (Some(rest), Some(next)) => joined(&rest, &next, &name)?,
                (Some(rows), None) | (None, Some(rows)) => rows,
                (None, None) => return Ok(true),
            };
            let size = rows.num_rows().div_ceil(PARTS).clamp(FEWEST, MOST);
            let cuts = columns.cuts(&rows, size, is_last);
            let end = cuts.last().copied().unwrap_or_default();
            if !self.lines(&rows, &cuts, &columns, bytes, state)? {
                return Ok(false);
            }
            // Whoever writes to us may wait for an answer.
            if input.is_standard() && !self.hand_on(state)? {
                return Ok(false);
            }
            if is_last {
                return Ok(true);
            }
            rest = (end < rows.num_rows()).then(|| rows.slice(end, rows.num_rows().saturating_sub(end)));
            if rest.as_ref().is_some_and(|rest| rest.num_rows() > MAX_LINES) {
                return Err(form_problem(&name, phrase("arrow-record-too-long", &[])).into());
            }
            known = Some(columns);
        }
    }

    /// Scores lines that are cut where records end, round by round.
    fn lines(
        &mut self,
        rows: &RecordBatch,
        cuts: &[usize],
        columns: &ArrowColumns,
        mut fed: usize,
        state: &mut RunState,
    ) -> Result<bool, Diagnostics> {
        let (batch, detail) = (self.batch, self.detail);
        for round in ranges(cuts).chunks(ROUND) {
            let of_first = std::mem::take(&mut fed);
            let first = round.first().copied().unwrap_or_default();
            let scored = |&(start, end): &(usize, usize), is_first: bool| {
                let piece = rows.slice(start, end.saturating_sub(start));
                let block = batch.score_rows(piece, columns, detail, is_first)?;
                Ok((block, if (start, end) == first { of_first } else { 0 }))
            };
            if !self.round(round, &scored, state)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The last lines of a batch, whose organisation may go on, before those of the next.
fn joined(rest: &RecordBatch, next: &RecordBatch, name: &str) -> Result<RecordBatch, Diagnostic> {
    concat_batches(&next.schema(), [rest, next])
        .map_err(|error| form_problem(name, phrase("arrow-broken", &[("detail", Bilingual::same(error.to_string()))])))
}
