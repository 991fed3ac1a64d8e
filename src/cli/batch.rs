//! `batch`: the reports of many organisations, each result a line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;
use jixiao::format::{BatchFormat, BatchWriter, batch_counts_text};
use jixiao::population::{Batch, ScoredBlock, TraceDetail};
use jixiao::project::{BatchInput, BatchRun, InputFormat, NewFile, open_scheme};
use jixiao::{Code, Diagnostic, Diagnostics};
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
    let batch = Batch::new(&output.warn(open_scheme(&request.scheme.request())?).program);
    let inputs = request.inputs();
    let pool = pool(request.threads)?;
    let detail = match request.trace {
        TraceArgument::None => TraceDetail::None,
        TraceArgument::Codes => TraceDetail::Codes,
        TraceArgument::Full => TraceDetail::Full,
    };
    let writer = BatchWriter::new(batch.program(), request.format()?, detail, output.messages());
    let mut file = request.output.as_deref().map(NewFile::begin).transpose()?;
    let sizes: Option<u64> = inputs.iter().map(BatchInput::size).sum();
    let bar = output.reading(sizes, file.is_some());
    let mut write = |text: &str, bytes: usize| {
        bar.inc(u64::try_from(bytes).unwrap_or_default());
        match &mut file {
            Some(file) => file.add(text.as_bytes()).map(|()| true),
            None => output.pass(text),
        }
    };
    let header = writer.header();
    let is_wanted = write(&header, 0)?;
    let render = |block: &ScoredBlock<'_>| writer.lines(block);
    let mut run = BatchRun { batch: &batch, detail, pool: &pool, render: &render, write: &mut write };
    let counts = if is_wanted { run.score(&inputs)? } else { return Ok(Status::Done) };
    bar.finish_and_clear();
    if let (Some(file), Some(path)) = (file, &request.output) {
        file.finish()?;
        output.remark(&output.messages().say("recheck-written", &[("path", &path.display().to_string())]));
    }
    output.remark(&batch_counts_text(&counts, output.messages()));
    let is_unmet = request.no_faults && counts.scored < counts.units;
    Ok(if is_unmet { Status::Unmet } else { Status::Done })
}

impl BatchArguments {
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
