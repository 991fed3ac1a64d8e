//! `check`: every problem of a folder's schemes, scripts and reports, in one run.

use std::path::PathBuf;

use jixiao::Severity;
use jixiao::project::{CheckRequest, CheckedFolder, Checker, OpenTexts};

use super::options::{FolderArguments, HERE};
use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct CheckArguments {
    #[arg(default_value = HERE, hide_default_value = true)]
    pub folder: PathBuf,
    #[command(flatten)]
    pub folders: FolderArguments,
}

pub(super) fn run(request: &CheckArguments, output: &Output) -> Status {
    let CheckedFolder { problems, published } = Checker::new().check(&CheckRequest {
        folder: request.folder.clone(),
        scripts: request.folders.scripts.clone(),
        allow_outside: request.folders.allow_outside.clone(),
        texts: OpenTexts::new(),
    });
    let found = problems.sorted();
    output.tell(&found);
    let count = |wanted: Severity| found.iter().filter(|problem| problem.severity() == wanted).count().to_string();
    let messages = output.messages();
    let line = if found.is_empty() {
        messages.say("problems-none", &[])
    } else {
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        messages.say("problems-count", &[("errors", &errors), ("warnings", &warnings)])
    };
    output.print(&format!("{line}\n"));
    if published > 0 {
        output.print(&format!("{}\n", messages.say("check-published", &[("count", &published.to_string())])));
    }
    if found.has_errors() { Status::Refused } else { Status::Done }
}
