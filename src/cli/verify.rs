//! `verify`: a result is scored again; equal, or the first step that differs.

use std::path::PathBuf;

use jixiao::project::read_result;
use jixiao::{Code, Diagnostic, Diagnostics};

use super::options::FolderArguments;
use super::output::Output;
use super::score::ScoredCase;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct VerifyArguments {
    pub result: PathBuf,
    #[command(flatten)]
    pub folders: FolderArguments,
}

pub(super) fn run(request: &VerifyArguments, output: &Output) -> Result<Status, Diagnostics> {
    let (recorded, mut case) = read_result(&request.result, request.folders.scripts.clone())?;
    case.allow_outside.clone_from(&request.folders.allow_outside);
    let Some(difference) = recorded.first_difference(&ScoredCase::new(&case)?.record()) else {
        output.print(&format!("{}\n", output.messages().say("verified", &[])));
        return Ok(Status::Done);
    };
    let problem = Diagnostic::new(Code::ResultDiffers).fact("step", difference.step);
    output.tell(&problem.fact("recorded", difference.recorded).fact("found", difference.found).into());
    Ok(Status::Unmet)
}
