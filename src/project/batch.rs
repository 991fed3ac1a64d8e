//! Many reports out of files and streams, scored block by block, in the order in which they stand there.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use rayon::ThreadPool;
use rayon::prelude::*;

use super::batch_input::{BatchFeed, BatchInput, FedText, InputFormat, STANDARD_INPUT};
use super::batch_tables::{SheetTable, report_files, sheet_tables};
use super::case::read_report;
use super::texts::OpenTexts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::PeerFigures;
use crate::format::BlockContent;
use crate::language::Bilingual;
use crate::messages::phrase;
use crate::population::{Batch, BatchCounts, RecordFormat, ScoredBlock, TableColumns, TotalCounts, TraceDetail};
use crate::record::LineHash;
use crate::report::Report;
use crate::scheme::Scheme;

/// How many bytes of text a thread scores at a time.
const PIECE: usize = 256 << 10;
/// How many report files are read at a time.
const FILES: usize = 512;

/// Takes a text of whole records and where it can be cut, or nothing where the input is waited for; whether more is wanted.
type TakeText<'t> = dyn FnMut(Option<(&[u8], &[usize], &RecordFormat)>) -> Result<bool, Diagnostics> + 't;

/// Scores a range of an input, the first of all or not, and says how many bytes it stands for.
type ScorePiece<'p, 'b> = dyn Fn(&(usize, usize), bool) -> Result<(ScoredBlock<'b>, usize), Diagnostics> + Sync + 'p;

/// How a population is scored and where its results go.
pub struct BatchRun<'r> {
    /// Program and plan.
    pub batch: &'r Batch,
    /// How much is told of why rows have their points.
    pub detail: TraceDetail,
    /// The threads that score.
    pub pool: &'r ThreadPool,
    /// Words the results of a block.
    pub render: &'r (dyn Fn(&ScoredBlock<'_>) -> Result<RenderedBlock, Diagnostic> + Sync),
    /// Takes what was rendered, in the order of the input, and how many bytes of the input it stands for; whether more is
    /// wanted.
    pub write: &'r mut dyn FnMut(RenderedBlock, usize) -> Result<bool, Diagnostic>,
}

/// The results of a block as they go out.
#[derive(Clone, Debug)]
pub struct RenderedBlock {
    /// Their lines.
    pub content: BlockContent,
    /// What a receipt holds of them; nothing where none is wanted.
    pub hashes: Vec<LineHash>,
    /// What their ranks depend on; none where they are not wanted.
    pub totals: Option<TotalCounts>,
}

/// How far a run has come.
#[derive(Default)]
pub(super) struct RunState {
    counts: BatchCounts,
    /// What is scored and goes out while what follows is scored.
    held: Vec<ScoredPiece>,
}

/// The results of a piece, what they come to, and how many bytes of the input it stands for.
type ScoredPiece = Result<(RenderedBlock, BatchCounts, usize), Diagnostics>;

impl RunState {
    /// Whether a unit was scored before.
    fn is_begun(&self) -> bool {
        let is_any = |piece: &ScoredPiece| piece.as_ref().is_ok_and(|(_, counts, _)| counts.units > 0);
        self.counts.units > 0 || self.held.iter().any(is_any)
    }
}

impl BatchRun<'_> {
    /// Scores all inputs one after the other.
    ///
    /// # Errors
    /// An input that cannot be read, a table whose columns are not those of the scheme, and what `write` refuses; a record
    /// that is faulty is part of the results.
    pub fn score(&mut self, inputs: &[BatchInput]) -> Result<BatchCounts, Diagnostics> {
        let mut state = RunState::default();
        for input in inputs {
            let batch = self.batch;
            let goes_on = match input.format {
                InputFormat::Reports => self.reports(&input.path, &mut state)?,
                InputFormat::Arrow | InputFormat::Parquet => self.batches(input, &mut state)?,
                _ => each_text(input, batch, &mut |text| match text {
                    Some((text, cuts, format)) => self.pieces(text, cuts, format, &mut state),
                    None => self.hand_on(&mut state),
                })?,
            };
            if !goes_on {
                return Ok(state.counts);
            }
        }
        state.counts.is_whole = self.hand_on(&mut state)?;
        Ok(state.counts)
    }

    /// Scores a text that is cut where records end, piece by piece on all threads.
    fn pieces(
        &mut self,
        text: &[u8],
        cuts: &[usize],
        format: &RecordFormat,
        state: &mut RunState,
    ) -> Result<bool, Diagnostics> {
        let ranges = ranges(cuts);
        let (batch, detail) = (self.batch, self.detail);
        let scored = |&(start, end): &(usize, usize), is_first: bool| {
            let bytes = text.get(start..end).unwrap_or_default();
            Ok((batch.score_text(&text_of(bytes), format, detail, is_first)?, bytes.len()))
        };
        self.round(&ranges, &scored, state)
    }

    /// Scores pieces on all threads, each a range of the input, while the results before them go out.
    pub(super) fn round<'b>(
        &mut self,
        ranges: &[(usize, usize)],
        score: &ScorePiece<'_, 'b>,
        state: &mut RunState,
    ) -> Result<bool, Diagnostics> {
        let (is_begun, render, pool) = (state.is_begun(), self.render, self.pool);
        let scored = |(at, range): (usize, &(usize, usize))| {
            let (block, bytes) = score(range, !is_begun && at == 0)?;
            Ok((render(&block)?, BatchCounts::of(&block), bytes))
        };
        let mut pieces = Vec::new();
        let goes_on = pool.in_place_scope(|scope| {
            scope.spawn(|_| pieces = ranges.par_iter().enumerate().map(scored).collect());
            self.hand_on(state)
        })?;
        state.held = pieces;
        Ok(goes_on)
    }

    /// Without the feature there is nothing that reads them.
    #[cfg(not(feature = "arrow"))]
    fn batches(&mut self, input: &BatchInput, _: &mut RunState) -> Result<bool, Diagnostics> {
        let format = if input.format == InputFormat::Parquet { "parquet" } else { "arrow" };
        Err(Diagnostic::new(Code::FeatureMissing).fact("format", format).into())
    }

    fn reports(&mut self, folder: &Path, state: &mut RunState) -> Result<bool, Diagnostics> {
        let scheme = self.batch.program().scheme();
        for files in report_files(folder)?.chunks(FILES) {
            let reports = self.pool.install(|| files.par_iter().map(|file| read_one(file, scheme)).collect());
            let block = self.batch.score_reports(reports, self.detail, !state.is_begun())?;
            state.held.push(Ok(((self.render)(&block)?, BatchCounts::of(&block), files.len())));
            if !self.hand_on(state)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Hands on what is scored, in the order of the input; whether more is wanted.
    pub(super) fn hand_on(&mut self, state: &mut RunState) -> Result<bool, Diagnostics> {
        for piece in std::mem::take(&mut state.held) {
            let (rendered, counted, bytes) = piece?;
            state.counts.merge(counted);
            if !(self.write)(rendered, bytes)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The first of two passes: what all organisations of these inputs report, where the scheme compares them.
///
/// # Errors
/// Those of [`BatchRun::score`]; [`Code::PopulationForm`] for the standard input beside other inputs. Alone it cannot be read
/// twice, and is scored by what its records say of themselves, as batches of Arrow always are.
pub fn beside_peers(batch: Batch, inputs: &[BatchInput], pool: &ThreadPool) -> Result<Batch, Diagnostics> {
    let is_standard = inputs.iter().any(BatchInput::is_standard);
    // Batches of Arrow hold the facts in columns of their own.
    let has_columns = |input: &BatchInput| matches!(input.format, InputFormat::Arrow | InputFormat::Parquet);
    if !batch.lacks_peers() || (is_standard && inputs.len() == 1) || inputs.iter().any(has_columns) {
        return Ok(batch);
    }
    if is_standard {
        return Err(read_once(phrase("population-peers-inputs", &[])));
    }
    let mut peers = PeerFigures::new(batch.program());
    for input in inputs {
        let mut add = |found: Vec<PeerFigures>| {
            let known = std::mem::replace(&mut peers, PeerFigures::new(batch.program()));
            peers = found.into_iter().fold(known, PeerFigures::and);
        };
        if input.format == InputFormat::Reports {
            let scheme = batch.program().scheme();
            for files in report_files(&input.path)?.chunks(FILES) {
                let found = |file: &PathBuf| batch.peer_figures_of(read_one(file, scheme).1.into_iter());
                add(pool.install(|| files.par_iter().map(found).collect()));
            }
            continue;
        }
        each_text(input, &batch, &mut |text| {
            let Some((text, cuts, format)) = text else { return Ok(true) };
            let found = |&(start, end): &(usize, usize)| {
                let bytes = text.get(start..end).unwrap_or_default();
                batch.peer_figures(&text_of(bytes), format)
            };
            add(pool.install(|| ranges(cuts).par_iter().map(found).collect()));
            Ok(true)
        })?;
    }
    Ok(batch.beside(peers.of_all()?))
}

/// Hands on the texts of an input, each in whole records with where it can be cut; whether more is wanted.
fn each_text(input: &BatchInput, batch: &Batch, take: &mut TakeText<'_>) -> Result<bool, Diagnostics> {
    let scheme = batch.program().scheme();
    let table = |header: &str, separator: u8| {
        let columns = TableColumns::of(header, separator, scheme);
        columns.map_err(|problems| in_file(problems, &input.path))
    };
    if input.format == InputFormat::Tables {
        for SheetTable { header, text, .. } in sheet_tables(&input.path)? {
            let format = RecordFormat::Table(table(&header, b',')?);
            let cuts = format.cuts(text.as_bytes(), PIECE, true);
            if !take(Some((text.as_bytes(), &cuts, &format)))? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    let mut feed = BatchFeed::open(&input.path)?;
    let format = match input.format.separator() {
        None => RecordFormat::Ndjson,
        Some(separator) => {
            let Some(header) = feed.header(separator)? else { return Ok(true) };
            let columns = table(&header, separator)?;
            let lacking = scheme.peers().find(|(metric, _)| !columns.can_say(metric));
            if let Some((metric, _)) = lacking.filter(|_| input.is_standard()) {
                return Err(read_once(phrase("population-peers-column", &[("column", Bilingual::same(metric))])));
            }
            RecordFormat::Table(columns)
        }
    };
    let texts = feed.texts(format.clone(), PIECE);
    loop {
        let goes_on = match texts.next()? {
            FedText::Records((text, cuts)) => take(Some((&text, &cuts, &format)))?,
            // Whoever writes to us may wait for an answer: what is there goes out.
            FedText::Nothing => take(None)?,
            FedText::End => return Ok(true),
        };
        if !goes_on {
            return Ok(false);
        }
    }
}

/// Bytes as text, with a mark in the place of those that are none.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    // Most often they are, which is sooner seen than each sign.
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// From where to where a text is cut.
pub(super) fn ranges(cuts: &[usize]) -> Vec<(usize, usize)> {
    std::iter::once(0).chain(cuts.iter().copied()).zip(cuts.iter().copied()).collect()
}

/// A report file with its name.
fn read_one(file: &Path, scheme: &Scheme) -> (String, Result<Report, Diagnostics>) {
    let report = read_report(file, &OpenTexts::new());
    let report = report.and_then(|(draft, places, _)| Report::check(draft, &places, scheme));
    (file.display().to_string(), report.map(|checked| checked.value))
}

/// That the standard input is read once, and organisations that are compared have to be read twice.
fn read_once(detail: Bilingual) -> Diagnostics {
    Diagnostic::new(Code::PopulationForm).said("detail", detail).fact("path", STANDARD_INPUT).into()
}

/// Problems of a header with the file that it stands in.
pub(super) fn in_file(problems: Diagnostics, path: &Path) -> Diagnostics {
    problems.into_iter().map(|problem| problem.fact("path", path.display())).collect()
}
