//! Arguments that several commands share.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::{PathBufValueParser, TypedValueParser};
use jixiao::Diagnostic;
use jixiao::project::{CaseRequest, SchemeRequest, report_file, scheme_file};

/// The folder that is meant where none is named.
pub(super) const HERE: &str = ".";

/// Takes a scheme: its file, or the folder of its case.
pub(super) fn scheme_parser() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(scheme_file)
}

/// Takes a report: its file, or the folder of its case.
pub(super) fn report_parser() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(report_file)
}

/// Where rules and base schemes may lie.
#[derive(Debug, clap::Args)]
pub(super) struct FolderArguments {
    #[arg(long)]
    pub scripts: Option<PathBuf>,
    #[arg(long, value_name = "FOLDER")]
    pub allow_outside: Option<PathBuf>,
}

impl FolderArguments {
    /// A case in a folder, which was found below `named` if that is another.
    pub fn request(&self, folder: &Path, named: &Path) -> CaseRequest {
        CaseRequest {
            folder: folder.to_owned(),
            scripts: self.scripts.clone(),
            named: Some(named.to_owned()),
            allow_outside: self.allow_outside.clone(),
            ..CaseRequest::default()
        }
    }
}

/// Which scheme is meant: a file, the folder that holds it, or a bundle.
#[derive(Debug, clap::Args)]
pub(super) struct SchemeArguments {
    #[arg(id = "batch-scheme", value_name = "FILE")]
    scheme: PathBuf,
    #[command(flatten)]
    folders: FolderArguments,
}

impl SchemeArguments {
    /// What is to be opened.
    pub fn request(&self) -> SchemeRequest {
        SchemeRequest {
            scheme: self.scheme.clone(),
            scripts: self.folders.scripts.clone(),
            allow_outside: self.folders.allow_outside.clone(),
        }
    }
}

/// Which case is meant.
#[derive(Debug, clap::Args)]
pub(super) struct CaseArguments {
    #[arg(default_value = HERE, hide_default_value = true)]
    pub case: PathBuf,
    #[arg(long, value_parser = scheme_parser())]
    pub scheme: Option<PathBuf>,
    #[arg(long, value_parser = report_parser())]
    pub report: Option<PathBuf>,
    #[command(flatten)]
    pub folders: FolderArguments,
}

impl CaseArguments {
    /// The case that is meant: the one named, or the one in this folder.
    ///
    /// # Errors
    /// Those of [`CaseRequest::found`].
    pub fn request(&self) -> Result<CaseRequest, Diagnostic> {
        let request = self.folders.request(&self.case, &self.case);
        CaseRequest { scheme: self.scheme.clone(), report: self.report.clone(), ..request }.found()
    }
}

/// What the answer of a study is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AnswerFormat {
    Text,
    Json,
}
