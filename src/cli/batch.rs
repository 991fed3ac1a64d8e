//! `batch`: the reports of many organisations, each result a line.

use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jixiao::format::{BatchFormat, BatchResults, ReceiptWriter, batch_counts_text, batch_ranks_text, json_text};
use jixiao::population::{Batch, ScoredBlock, TotalCounts, TraceDetail};
use jixiao::project::{
    BatchInput, BatchRun, InputFormat, NewFile, OpenScheme, RenderedBlock, beside_peers, open_scheme,
};
use jixiao::record::{BatchReceipt, BundleRecord};
use jixiao::{Code, Diagnostic, Diagnostics, Language, Program};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::destination::format_of;
use super::options::SchemeArguments;
use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct BatchArguments {
    #[command(flatten)]
    scheme: SchemeArguments,
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[arg(id = "record-from", long = "from", value_enum, value_name = "FORMAT")]
    from: Option<RecordFrom>,
    #[arg(id = "record-to", long = "to", value_enum, value_name = "FORMAT")]
    to: Option<RecordTo>,
    #[arg(long, value_enum, default_value = "none")]
    trace: TraceArgument,
    #[arg(long)]
    threads: Option<NonZeroUsize>,
    #[arg(long)]
    no_faults: bool,
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    ranks: Option<PathBuf>,
    #[arg(short = 'o', long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RecordFrom {
    #[value(alias = "jsonl")]
    Ndjson,
    Csv,
    Tsv,
    #[value(alias = "xlsx", alias = "xls", alias = "ods")]
    Tables,
    Reports,
    #[value(alias = "arrows")]
    Arrow,
    Parquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RecordTo {
    #[value(alias = "jsonl")]
    Ndjson,
    Csv,
    #[value(alias = "arrows")]
    Arrow,
    Parquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TraceArgument {
    None,
    Codes,
    Full,
}

pub(super) fn run(request: &BatchArguments, output: &Output) -> Result<Status, Diagnostics> {
    let OpenScheme { program, bundle } = output.warn(open_scheme(&request.scheme.request())?);
    let inputs = request.inputs();
    let pool = pool(request.threads)?;
    let batch = beside_peers(Batch::new(&program), &inputs, &pool)?;
    let detail = request.detail(output.messages().language());
    let format = request.format()?;
    if request.output.is_none() && !format.is_text() && io::stdout().is_terminal() {
        return Err(Diagnostic::new(Code::NeedsFile).fact("option", "-o").into());
    }
    let results = BatchResults::new(&program, format, detail, output.messages())?;
    let mut encoder = results.encoder()?;
    let mut sink = ResultSink { file: request.output.as_deref().map(NewFile::begin).transpose()?, output };
    let mut receipt = request.receipt.as_deref().map(|path| ReceiptFile::begin(path, &program, &bundle)).transpose()?;
    let receipts = receipt.as_ref().map(|receipt| receipt.writer.clone());
    let mut ranks = request.ranks.as_deref().map(RanksFile::begin).transpose()?;
    let sizes: Option<u64> = inputs.iter().map(BatchInput::size).sum();
    let bar = output.reading(sizes, sink.file.is_some());
    let is_wanted = sink.put(&encoder.begin())?;
    let mut write = |block: RenderedBlock, bytes: usize| {
        bar.inc(u64::try_from(bytes).unwrap_or_default());
        receipt.iter_mut().for_each(|receipt| receipt.lines.add(&block.hashes));
        ranks.iter_mut().zip(block.totals).for_each(|(ranks, totals)| ranks.totals.merge(totals));
        sink.put(&encoder.encode(block.content)?)
    };
    let render = |block: &ScoredBlock<'_>| {
        let hashes = receipts.as_ref().map_or_else(Vec::new, |receipts| receipts.hashes(block));
        let totals = request.ranks.is_some().then(|| TotalCounts::of(block));
        Ok(RenderedBlock { content: results.content(block)?, hashes, totals })
    };
    let mut run = BatchRun { batch: &batch, detail, pool: &pool, render: &render, write: &mut write };
    let counts = match is_wanted.then(|| run.score(&inputs)).transpose()? {
        Some(counts) if counts.is_whole => counts,
        // Whoever reads the results wants no more of them: there is no receipt for a part.
        _ => return Ok(Status::Done),
    };
    if !sink.put(&encoder.finish()?)? {
        return Ok(Status::Done);
    }
    bar.finish_and_clear();
    if let (Some(file), Some(path)) = (sink.file, &request.output) {
        file.finish()?;
        output.remark(&output.messages().say("recheck-written", &[("path", &path.display().to_string())]));
    }
    output.remark(&batch_counts_text(&counts, output.messages()));
    receipt.map(|receipt| receipt.finish(output)).transpose()?;
    ranks.map(|ranks| ranks.finish(&program, output)).transpose()?;
    let is_faulty = counts.scored < counts.units || counts.repeated.count > 0;
    let is_unmet = request.no_faults && is_faulty;
    Ok(if is_unmet { Status::Unmet } else { Status::Done })
}

/// Where results go.
struct ResultSink<'o> {
    file: Option<NewFile>,
    output: &'o Output,
}

impl ResultSink<'_> {
    /// Puts bytes behind those before; whether more is wanted.
    ///
    /// # Errors
    /// Those of [`NewFile::add`] and [`Output::pass`].
    fn put(&mut self, bytes: &[u8]) -> Result<bool, Diagnostic> {
        match &mut self.file {
            Some(file) => file.add(bytes).map(|()| true),
            None => self.output.pass(bytes),
        }
    }
}

/// The receipt of a run, and the file that it goes into.
struct ReceiptFile {
    file: NewFile,
    writer: ReceiptWriter,
    lines: BatchReceipt,
}

impl ReceiptFile {
    /// Begins the receipt of results under a scheme.
    ///
    /// # Errors
    /// Those of [`NewFile::begin`].
    fn begin(path: &Path, program: &Program, bundle: &BundleRecord) -> Result<Self, Diagnostic> {
        let writer = ReceiptWriter::new(program, &bundle.sha256);
        Ok(Self { file: NewFile::begin(path)?, writer, lines: BatchReceipt::default() })
    }

    /// Writes the receipt and tells its root.
    ///
    /// # Errors
    /// Those of [`NewFile::finish`].
    fn finish(mut self, output: &Output) -> Result<(), Diagnostic> {
        let record = self.writer.record(self.lines);
        self.file.add(json_text(&record).as_bytes())?;
        self.file.finish()?;
        output.remark(&output.messages().say("batch-receipt", &[("root", &record.root)]));
        Ok(())
    }
}

/// The ranks of a run, and the file that they go into.
struct RanksFile {
    file: NewFile,
    totals: TotalCounts,
}

impl RanksFile {
    /// Begins a table of ranks.
    ///
    /// # Errors
    /// Those of [`NewFile::begin`].
    fn begin(path: &Path) -> Result<Self, Diagnostic> {
        Ok(Self { file: NewFile::begin(path)?, totals: TotalCounts::default() })
    }

    /// Writes the table.
    ///
    /// # Errors
    /// Those of [`NewFile::finish`].
    fn finish(mut self, program: &Program, output: &Output) -> Result<(), Diagnostic> {
        self.file.add(batch_ranks_text(&self.totals, program, output.messages()).as_bytes())?;
        self.file.finish()
    }
}

impl BatchArguments {
    fn detail(&self, language: Language) -> TraceDetail {
        match self.trace {
            TraceArgument::None => TraceDetail::None,
            TraceArgument::Codes => TraceDetail::Codes,
            TraceArgument::Full => TraceDetail::Full(language),
        }
    }

    /// The inputs in their order; the standard input where none is named.
    fn inputs(&self) -> Vec<BatchInput> {
        let standard = [PathBuf::from("-")];
        let paths = if self.inputs.is_empty() { standard.as_slice() } else { &self.inputs };
        let format = self.from.map(|from| match from {
            RecordFrom::Ndjson => InputFormat::Ndjson,
            RecordFrom::Csv => InputFormat::Csv,
            RecordFrom::Tsv => InputFormat::Tsv,
            RecordFrom::Tables => InputFormat::Tables,
            RecordFrom::Reports => InputFormat::Reports,
            RecordFrom::Arrow => InputFormat::Arrow,
            RecordFrom::Parquet => InputFormat::Parquet,
        });
        let input =
            |path: &PathBuf| BatchInput { format: format.unwrap_or_else(|| InputFormat::of(path)), path: path.clone() };
        paths.iter().map(input).collect()
    }

    /// The format of the results: asked for, or by how the file is called.
    ///
    /// # Errors
    /// Those of [`format_of`].
    fn format(&self) -> Result<BatchFormat, Diagnostic> {
        Ok(match format_of(self.to, self.output.as_deref())? {
            Some(RecordTo::Csv) => BatchFormat::Csv,
            // By their names: a file ends in a table of its contents, a stream may be read before it ends.
            Some(RecordTo::Arrow)
                if self.output.as_ref().is_some_and(|path| {
                    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("arrow"))
                }) =>
            {
                BatchFormat::ArrowFile
            }
            Some(RecordTo::Arrow) => BatchFormat::Arrow,
            Some(RecordTo::Parquet) => BatchFormat::Parquet,
            Some(RecordTo::Ndjson) | None => BatchFormat::Ndjson,
        })
    }
}

/// The threads that score: as many as were asked for, and no more than work side by side.
fn pool(threads: Option<NonZeroUsize>) -> Result<ThreadPool, Diagnostic> {
    let most = rayon::current_num_threads();
    let threads = threads.map_or(most, NonZeroUsize::get).min(most);
    ThreadPoolBuilder::new().num_threads(threads).build().map_err(|_| {
        let problem = Diagnostic::new(Code::OptionForm).fact("option", "--threads").fact("value", threads);
        problem.fact("form", 1)
    })
}
