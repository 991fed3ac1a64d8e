//! `verify`: a result is scored again; equal, or what differs and which texts were changed.

use std::path::PathBuf;

use jixiao::Diagnostics;
use jixiao::format::{result_changes_text, result_differs};
use jixiao::project::read_result;

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
    let scored = ScoredCase::new(&case)?;
    let found = scored.record();
    let Some(difference) = recorded.first_difference(&found) else {
        output.print_folded(&format!("{}\n", output.messages().say("verified", &[])));
        return Ok(Status::Done);
    };
    output.print_folded(&result_changes_text(
        &recorded,
        &found,
        scored.evaluation.program().scheme(),
        output.messages(),
    ));
    output.tell(&result_differs(&difference, &recorded, &found).into());
    Ok(Status::Unmet)
}
