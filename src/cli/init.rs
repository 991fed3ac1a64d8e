//! `init`: a new case folder from a template.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jixiao::project::{FileChange, write_all};
use jixiao::{Code, Diagnostic, Diagnostics};

use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct InitArguments {
    pub case: PathBuf,
    #[arg(long, value_enum, default_value_t = Template::Mof)]
    pub template: Template,
}

/// What a new case starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Template {
    /// The ministry's layout: 10, 50, 30, 10.
    Mof,
    /// The department's layout with 产出, 效率, 效果 and 满意度.
    Department,
}

pub(super) fn run(request: &InitArguments, output: &Output) -> Result<Status, Diagnostics> {
    make(request)?;
    let folder = request.case.display().to_string();
    output.print(&format!("{}\n", output.messages().say("made", &[("folder", &folder)])));
    Ok(Status::Done)
}

fn make(request: &InitArguments) -> Result<(), Diagnostic> {
    let folder: &Path = &request.case;
    let (scheme, report) = match request.template {
        Template::Mof => (include_str!("init/mof-scheme.yaml"), include_str!("init/mof-report.yaml")),
        Template::Department => {
            (include_str!("init/department-scheme.yaml"), include_str!("init/department-report.yaml"))
        }
    };
    let files = [(folder.join("scheme.yaml"), scheme), (folder.join("report.yaml"), report)];
    if let Some((taken, _)) = files.iter().find(|(path, _)| path.is_symlink() || path.exists()) {
        return Err(Diagnostic::new(Code::AlreadyExists).fact("path", taken.display()));
    }
    std::fs::create_dir_all(folder)
        .map_err(|error| Diagnostic::new(Code::FileUnwritable).fact("path", folder.display()).fact("detail", error))?;
    write_all(&files.each_ref().map(|(path, text)| FileChange { path, text: Some(text), is_ours: |_| false }))
}
