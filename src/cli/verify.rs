//! `verify`: a result is scored again; equal, or the first step that differs.

use std::path::{Path, PathBuf};

use jixiao::format::first_difference;
use jixiao::project::{CaseRequest, read};
use jixiao::{Code, Diagnostic, Diagnostics};

use super::Status;
use super::arguments::VerifyArguments;
use super::output::Output;
use super::score::Scored;

pub(super) fn run(request: &VerifyArguments, output: &Output) -> Result<Status, Diagnostics> {
    let (recorded, case) = recorded(&request.result, request.scripts.clone())?;
    let Some((step, recorded, found)) = first_difference(&recorded, &Scored::new(&case)?.json()) else {
        output.print(&format!("{}\n", output.messages().say("verified", &[])));
        return Ok(Status::Done);
    };
    let problem = Diagnostic::new(Code::ResultDiffers).fact("step", step);
    output.tell(&problem.fact("recorded", recorded).fact("found", found).into());
    Ok(Status::Unmet)
}

/// A result file, and the case that it names.
///
/// # Errors
/// A file that cannot be read, or that is no result.
pub(super) fn recorded(path: &Path, scripts: Option<PathBuf>) -> Result<(serde_json::Value, CaseRequest), Diagnostics> {
    let source = read(path)?;
    let form = |detail: String| Diagnostic::new(Code::ResultForm).fact("path", path.display()).fact("detail", detail);
    let recorded: serde_json::Value = serde_json::from_str(source.text()).map_err(|error| form(error.to_string()))?;
    let file = |name: &str| recorded.pointer(&format!("/files/{name}")).and_then(serde_json::Value::as_str);
    let (Some(scheme), Some(report)) = (file("scheme"), file("report")) else {
        return Err(form("files.scheme, files.report".to_owned()).into());
    };
    let case = CaseRequest {
        folder: Path::new(report).parent().unwrap_or_else(|| Path::new(".")).to_owned(),
        scheme: Some(scheme.into()),
        report: Some(report.into()),
        scripts,
    };
    Ok((recorded, case))
}
