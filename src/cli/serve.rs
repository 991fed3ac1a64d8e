//! `serve`: weights tried in the browser of this computer.

use std::path::PathBuf;

use jixiao::project::{OpenWorkspace, WorkspaceRequest, open_case};
use jixiao::{Code, Diagnostic, Diagnostics, system_error};

use super::options::CaseArguments;
use super::output::Output;
use super::ranking;
use super::status::Status;
use crate::web::{ServeSettings, serve};

#[derive(Debug, clap::Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    case: CaseArguments,
    #[arg(long, value_name = "REPORTS", conflicts_with = "report")]
    reports: Option<PathBuf>,
    #[arg(long, value_name = "CASE")]
    against: Option<PathBuf>,
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
    #[arg(long)]
    no_browser: bool,
    #[arg(id = "serve-save", long = "save", value_name = "FOLDER")]
    save: Option<PathBuf>,
}

pub(super) fn run(request: &ServeArguments, output: &Output) -> Result<Status, Diagnostics> {
    let messages = output.messages();
    let many = ranking::meant(&request.case, request.reports.as_ref());
    let asked = match many {
        Some(many) => WorkspaceRequest::Many(many),
        None => WorkspaceRequest::One(request.case.request()?),
    };
    let mut workspace = output.warn(output.searching(|| OpenWorkspace::open(&asked))?);
    if let Some(folder) = &request.against {
        let beside = request.case.folders.request(folder, folder).found()?;
        workspace = workspace.beside(output.warn(open_case(&beside)?));
    }
    let settings =
        ServeSettings { workspace, language: messages.language(), save: request.save.clone(), port: request.port };
    let ended = serve(settings, |address, is_elsewhere| {
        if is_elsewhere {
            output.remark(&messages.say("serve-other-port", &[("port", &request.port.to_string())]));
        }
        output.print(&format!("{}\n", messages.say("serve-address", &[("address", address)])));
        output.remark(&messages.say("serve-stop", &[]));
        if !request.no_browser && open::that_detached(address).is_err() {
            output.remark(&messages.say("serve-browser", &[]));
        }
    });
    let failed = |error| {
        let path = format!("127.0.0.1:{}", request.port);
        Diagnostic::new(Code::FileUnwritable).fact("path", path).said("detail", system_error(&error))
    };
    ended.map(|()| Status::Done).map_err(|error| failed(error).into())
}
