//! `check`: every problem of a folder's schemes, scripts and reports, in one run.

use std::path::PathBuf;

use jixiao::format::{check_record, check_text, json_text};
use jixiao::project::{CheckRequest, CheckedFolder, Checker, OpenTexts};

use super::options::{AnswerFormat, FolderArguments, HERE};
use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct CheckArguments {
    #[arg(default_value = HERE, hide_default_value = true)]
    pub folder: PathBuf,
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
    #[command(flatten)]
    pub folders: FolderArguments,
}

pub(super) fn run(request: &CheckArguments, output: &Output) -> Status {
    let CheckedFolder { problems, published, illustrative, omissions } = Checker::new().check(&CheckRequest {
        folder: request.folder.clone(),
        scripts: request.folders.scripts.clone(),
        allow_outside: request.folders.allow_outside.clone(),
        texts: OpenTexts::new(),
    });
    let found = problems.sorted();
    let record = check_record(&found, (published, illustrative), &omissions);
    match request.format {
        AnswerFormat::Text => {
            output.tell(&found);
            output.print_folded(&check_text(&record, output.messages()));
        }
        AnswerFormat::Json => output.print(&json_text(&record)),
    }
    if found.has_errors() { Status::Refused } else { Status::Done }
}
