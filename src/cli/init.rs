//! `init`: a new case folder from a template.

use std::path::PathBuf;

use clap::ValueEnum;
use jixiao::project::write_new_case;
use jixiao::{Diagnostic, Diagnostics};

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
    let (scheme, report) = match request.template {
        Template::Mof => (include_str!("init/mof-scheme.yaml"), include_str!("init/mof-report.yaml")),
        Template::Department => {
            (include_str!("init/department-scheme.yaml"), include_str!("init/department-report.yaml"))
        }
    };
    write_new_case(&request.case, scheme, report)
}
