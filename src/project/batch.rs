//! Many reports out of files and streams, scored block by block, in the order in which they stand there.

use std::path::{Path, PathBuf};

use rayon::ThreadPool;
use rayon::prelude::*;

use super::batch_input::{BatchFeed, BatchInput, InputFormat};
use super::batch_tables::{report_files, table_texts};
use super::case::read_report;
use super::texts::OpenTexts;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::population::{Batch, BatchCounts, RecordFormat, ScoredBlock, TableColumns, TraceDetail};
use crate::record::LineHash;
use crate::report::Report;

/// How many bytes of text a thread scores at a time.
const PIECE: usize = 256 << 10;
/// How many report files are read at a time.
const FILES: usize = 512;

/// How a population is scored and where its results go.
pub struct BatchRun<'r> {
    /// Program and plan.
    pub batch: &'r Batch,
    /// How much is told of why rows have their points.
    pub detail: TraceDetail,
    /// The threads that score.
    pub pool: &'r ThreadPool,
    /// Words the results of a block.
    pub render: &'r (dyn Fn(&ScoredBlock<'_>) -> RenderedBlock + Sync),
    /// Takes what was rendered, in the order of the input, and how many bytes of the input it stands for; whether more is
    /// wanted.
    pub write: &'r mut dyn FnMut(&RenderedBlock, usize) -> Result<bool, Diagnostic>,
}

/// The results of a block as they go out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderedBlock {
    /// Their lines.
    pub text: String,
    /// What a receipt holds of them; nothing where none is wanted.
    pub hashes: Vec<LineHash>,
}

impl BatchRun<'_> {
    /// Scores all inputs one after the other.
    ///
    /// # Errors
    /// An input that cannot be read, a table whose columns are not those of the scheme, and what `write` refuses; a record
    /// that is faulty is part of the results.
    pub fn score(&mut self, inputs: &[BatchInput]) -> Result<BatchCounts, Diagnostics> {
        let mut counts = BatchCounts::default();
        for input in inputs {
            let goes_on = match input.format {
                InputFormat::Ndjson | InputFormat::Csv | InputFormat::Tsv => self.stream(input, &mut counts)?,
                InputFormat::Tables => self.tables(&input.path, &mut counts)?,
                InputFormat::Reports => self.reports(&input.path, &mut counts)?,
            };
            if !goes_on {
                return Ok(counts);
            }
        }
        counts.is_whole = true;
        Ok(counts)
    }

    fn stream(&mut self, input: &BatchInput, counts: &mut BatchCounts) -> Result<bool, Diagnostics> {
        let mut feed = BatchFeed::open(&input.path)?;
        let format = match input.format.separator() {
            None => RecordFormat::Ndjson,
            Some(separator) => {
                let Some(header) = feed.header(separator)? else { return Ok(true) };
                let columns = TableColumns::of(&header, separator, self.batch.program().scheme());
                RecordFormat::Table(columns.map_err(|problems| in_file(problems, &input.path))?)
            }
        };
        while let Some((text, cuts)) = feed.next(&format, PIECE)? {
            if !self.pieces(&text, &cuts, &format, counts)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn tables(&mut self, path: &Path, counts: &mut BatchCounts) -> Result<bool, Diagnostics> {
        for (header, text) in table_texts(path)? {
            let columns = TableColumns::of(&header, b',', self.batch.program().scheme());
            let format = RecordFormat::Table(columns.map_err(|problems| in_file(problems, path))?);
            let cuts = format.cuts(text.as_bytes(), PIECE, true);
            if !self.pieces(text.as_bytes(), &cuts, &format, counts)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Scores a text that is cut where records end, piece by piece on all threads.
    fn pieces(
        &mut self,
        text: &[u8],
        cuts: &[usize],
        format: &RecordFormat,
        counts: &mut BatchCounts,
    ) -> Result<bool, Diagnostics> {
        let starts = std::iter::once(0).chain(cuts.iter().copied());
        let ranges: Vec<(usize, usize)> = starts.zip(cuts.iter().copied()).collect();
        let is_begun = counts.units > 0;
        let (batch, detail, render) = (self.batch, self.detail, self.render);
        let scored = |&(start, end): &(usize, usize)| {
            let bytes = text.get(start..end).unwrap_or_default();
            let piece = String::from_utf8_lossy(bytes);
            let block = batch.score_text(&piece, format, detail, !is_begun && start == 0)?;
            Ok((render(&block), BatchCounts::of(&block), bytes.len()))
        };
        let scored: Vec<Result<_, Diagnostics>> = self.pool.install(|| ranges.par_iter().map(scored).collect());
        self.written(scored, counts)
    }

    fn reports(&mut self, folder: &Path, counts: &mut BatchCounts) -> Result<bool, Diagnostics> {
        let scheme = self.batch.program().scheme();
        for files in report_files(folder)?.chunks(FILES) {
            let read = |file: &PathBuf| {
                let report = read_report(file, &OpenTexts::new());
                let report = report.and_then(|(draft, places, _)| Report::check(draft, &places, scheme));
                (file.display().to_string(), report.map(|checked| checked.value))
            };
            let reports = self.pool.install(|| files.par_iter().map(read).collect());
            let block = self.batch.score_reports(reports, self.detail, counts.units == 0)?;
            let scored = vec![Ok(((self.render)(&block), BatchCounts::of(&block), files.len()))];
            if !self.written(scored, counts)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn written(
        &mut self,
        scored: Vec<Result<(RenderedBlock, BatchCounts, usize), Diagnostics>>,
        counts: &mut BatchCounts,
    ) -> Result<bool, Diagnostics> {
        for piece in scored {
            let (rendered, counted, bytes) = piece?;
            counts.merge(counted);
            if !(self.write)(&rendered, bytes)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Problems of a header with the file that it stands in.
fn in_file(problems: Diagnostics, path: &Path) -> Diagnostics {
    problems.into_iter().map(|problem| problem.fact("path", path.display())).collect()
}
