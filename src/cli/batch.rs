//! `batch`: the reports of many organisations, each result a line.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jixiao::format::{BatchFormat, BatchWriter, ReceiptWriter, batch_counts_text, json_text};
use jixiao::population::{Batch, ScoredBlock, TraceDetail};
use jixiao::project::{
    BatchInput, BatchRun, InputFormat, NewFile, OpenScheme, RenderedBlock, beside_peers, open_scheme,
};
use jixiao::record::{BatchReceipt, BundleRecord};
use jixiao::{Code, Diagnostic, Diagnostics, Program};
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RecordTo {
    #[value(alias = "jsonl")]
    Ndjson,
    Csv,
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
    let detail = request.detail();
    let writer = BatchWriter::new(&program, request.format()?, detail, output.messages());
    let mut file = request.output.as_deref().map(NewFile::begin).transpose()?;
    let mut receipt = request.receipt.as_deref().map(|path| ReceiptFile::begin(path, &program, &bundle)).transpose()?;
    let receipts = receipt.as_ref().map(|receipt| receipt.writer.clone());
    let sizes: Option<u64> = inputs.iter().map(BatchInput::size).sum();
    let bar = output.reading(sizes, file.is_some());
    let mut write = |block: &RenderedBlock, bytes: usize| {
        bar.inc(u64::try_from(bytes).unwrap_or_default());
        receipt.iter_mut().for_each(|receipt| receipt.lines.add(&block.hashes));
        match &mut file {
            Some(file) => file.add(block.text.as_bytes()).map(|()| true),
            None => output.pass(&block.text),
        }
    };
    let header = RenderedBlock { text: writer.header(), hashes: Vec::new() };
    let is_wanted = write(&header, 0)?;
    let render = |block: &ScoredBlock<'_>| RenderedBlock {
        text: writer.lines(block),
        hashes: receipts.as_ref().map_or_else(Vec::new, |receipts| receipts.hashes(block)),
    };
    let mut run = BatchRun { batch: &batch, detail, pool: &pool, render: &render, write: &mut write };
    let counts = match is_wanted.then(|| run.score(&inputs)).transpose()? {
        Some(counts) if counts.is_whole => counts,
        // Whoever reads the results wants no more of them: there is no receipt for a part.
        _ => return Ok(Status::Done),
    };
    bar.finish_and_clear();
    if let (Some(file), Some(path)) = (file, &request.output) {
        file.finish()?;
        output.remark(&output.messages().say("recheck-written", &[("path", &path.display().to_string())]));
    }
    output.remark(&batch_counts_text(&counts, output.messages()));
    receipt.map(|receipt| receipt.finish(output)).transpose()?;
    let is_faulty = counts.scored < counts.units || counts.repeated.count > 0;
    let is_unmet = request.no_faults && is_faulty;
    Ok(if is_unmet { Status::Unmet } else { Status::Done })
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

impl BatchArguments {
    fn detail(&self) -> TraceDetail {
        match self.trace {
            TraceArgument::None => TraceDetail::None,
            TraceArgument::Codes => TraceDetail::Codes,
            TraceArgument::Full => TraceDetail::Full,
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
