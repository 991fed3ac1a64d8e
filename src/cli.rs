//! Commands: what a person asks for, and the exit status.
//!
//! 0 all is well; 1 the input is refused; 2 the command line is wrong; 3 the grade is below what was asked for;
//! 4 a result differs.

mod arguments;
mod check;
mod explain;
mod init;
mod output;
mod rules;
mod schema;
mod score;
mod verify;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use output::Output;

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Done,
    Refused,
    BelowGrade,
    Differs,
}

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    let (arguments, output) = match arguments::read() {
        Ok(read) => read,
        Err(status) => return status,
    };
    let status = dispatch(&arguments, &output);
    match status {
        Status::Done => ExitCode::SUCCESS,
        Status::Refused => ExitCode::from(1),
        Status::BelowGrade => ExitCode::from(3),
        Status::Differs => ExitCode::from(4),
    }
}

fn dispatch(arguments: &Arguments, output: &Output) -> Status {
    match &arguments.command {
        Command::Score(request) => score::run(request, output),
        Command::Check(request) => check::run(request, output),
        Command::Explain(request) => explain::run(request, output),
        Command::Rules(request) => rules::run(request, output),
        Command::Init(request) => init::run(request, output),
        Command::Verify(request) => verify::run(request, output),
        Command::Schema(request) => schema::run(request, output),
        Command::Completions(request) => {
            let mut command = arguments::command(output.messages());
            let mut script = Vec::new();
            clap_complete::generate(request.shell, &mut command, "jixiao", &mut script);
            output.print(&String::from_utf8_lossy(&script));
            Status::Done
        }
    }
}
