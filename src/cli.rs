//! Commands: what a person asks for, and what it came to.

mod arguments;
mod audit;
mod batch;
mod bundle;
mod check;
mod columns;
mod compare;
mod completion;
mod destination;
mod explain;
mod form;
mod guard;
mod help;
mod import;
mod init;
mod lsp;
mod options;
mod output;
mod place_argument;
mod ranking;
mod recheck;
mod robust;
mod rules;
mod schema;
mod score;
mod seek;
mod serve;
mod spark_wrapper;
mod status;
mod sweep;
mod usage;
mod verify;
mod whatif;

use std::num::NonZeroUsize;
use std::process::ExitCode;

use jixiao::{Diagnostics, Messages};

use self::arguments::{Command, CommandLine};
use self::output::Output;
use self::status::Status;

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    if let Some(status) = completion::answer(|| arguments::command(&Messages::of(arguments::language()))) {
        return status;
    }
    let (arguments, output) = match arguments::read() {
        Ok(read) => read,
        Err(status) => return status,
    };
    limit_threads();
    let status = dispatch(&arguments, &output).unwrap_or_else(|problems| {
        output.tell(&problems);
        Status::of(&problems)
    });
    let status = if output.has_failed() { Status::CouldNotRun } else { status };
    ExitCode::from(status as u8)
}

/// As many threads as there are processors, or fewer where the environment says so.
fn limit_threads() {
    let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let asked = std::env::var("RAYON_NUM_THREADS").ok().and_then(|asked| asked.parse().ok());
    let threads = asked.filter(|asked| (1..=processors).contains(asked)).unwrap_or(processors);
    // INVARIANT: nothing has used the threads yet, so they can still be set; if not, there are as many as ever.
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().ok();
}

/// Carries a command out; the problems that refuse it come back and are told in one place.
fn dispatch(arguments: &CommandLine, output: &Output) -> Result<Status, Diagnostics> {
    match &arguments.command {
        Command::Score(request) => score::run(request, output),
        Command::Audit(request) => audit::run(request, output),
        Command::Batch(request) => batch::run(request, output),
        Command::Bundle(request) => bundle::run(request, output),
        Command::Columns(request) => columns::run(request, output),
        Command::SparkWrapper(_) => Ok(spark_wrapper::run(output)),
        Command::Check(request) => Ok(check::run(request, output)),
        Command::Explain(request) => explain::run(request, output),
        Command::Rules(request) => rules::run(request, output),
        Command::Form(request) => form::run(request, output),
        Command::Import(request) => import::run(request, output),
        Command::Init(request) => init::run(request, output),
        Command::Verify(request) => verify::run(request, output),
        Command::Recheck(request) => recheck::run(request, output),
        Command::Guard(request) => guard::run(request, output),
        Command::Whatif(request) => whatif::run(request, output),
        Command::Robust(request) => robust::run(request, output),
        Command::Seek(request) => seek::run(request, output),
        Command::Compare(request) => compare::run(request, output),
        Command::Sweep(request) => sweep::run(request, output),
        Command::Lsp(request) => lsp::run(request, arguments.language(), output),
        Command::Serve(request) => serve::run(request, output),
        Command::Schema(request) => schema::run(request, output),
        Command::Completions(request) => {
            output.print(&completion::script(request.shell));
            Ok(Status::Done)
        }
        // INVARIANT: the command line was read, and help is printed there.
        Command::Help(_) => Ok(Status::Done),
    }
}
