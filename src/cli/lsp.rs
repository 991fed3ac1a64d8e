//! `lsp`: what `check` finds, told to an editor while somebody types.

use std::io;

use jixiao::{Code, Diagnostic, Diagnostics, Language, system_error};

use super::options::FolderArguments;
use super::output::Output;
use super::status::Status;
use crate::lsp::{self, LspSettings};

#[derive(Debug, clap::Args)]
pub(super) struct LspArguments {
    #[command(flatten)]
    pub folders: FolderArguments,
}

pub(super) fn run(request: &LspArguments, language: Option<Language>, output: &Output) -> Result<Status, Diagnostics> {
    let messages = output.messages();
    let ended = lsp::run(LspSettings {
        scripts: request.folders.scripts.clone(),
        allow_outside: request.folders.allow_outside.clone(),
        language,
        usual_language: messages.language(),
    });
    match ended {
        Ok(true) => Ok(Status::Done),
        Ok(false) => Ok(Status::Refused),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Status::Done),
        Err(error) => {
            let path = messages.say("standard-output", &[]);
            Err(Diagnostic::new(Code::FileUnwritable).fact("path", path).said("detail", system_error(&error)).into())
        }
    }
}
