//! Arguments that several commands share.

use std::path::PathBuf;

use clap::ValueEnum;
use jixiao::project::CaseRequest;

/// Which case is meant.
#[derive(Debug, clap::Args)]
pub(super) struct CaseArguments {
    pub case: PathBuf,
    #[arg(long)]
    pub scheme: Option<PathBuf>,
    #[arg(long)]
    pub report: Option<PathBuf>,
    #[arg(long)]
    pub scripts: Option<PathBuf>,
}

impl CaseArguments {
    /// The case that is meant.
    pub fn request(&self) -> CaseRequest {
        CaseRequest {
            folder: self.case.clone(),
            scheme: self.scheme.clone(),
            report: self.report.clone(),
            scripts: self.scripts.clone(),
        }
    }
}

/// What the answer of a study is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AnswerFormat {
    Text,
    Json,
}
