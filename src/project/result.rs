//! Reading a result that `score --format json` wrote.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::CaseRequest;
use super::files::read;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Place, Source};
use crate::record::EvaluationRecord;

/// Reads a result, and names the case it was made from, scored with `scripts` where they are given.
///
/// # Errors
/// A file that cannot be read; [`Code::ResultForm`] for one that is no result, or that names no files.
pub fn read_result(path: &Path, scripts: Option<PathBuf>) -> Result<(EvaluationRecord, CaseRequest), Diagnostics> {
    let source = read(path)?;
    let form = |detail: String| Diagnostic::new(Code::ResultForm).fact("path", path.display()).fact("detail", detail);
    let result: EvaluationRecord = serde_json::from_str(source.text()).map_err(|error| {
        let problem = form(error.to_string());
        // Of a text that is no JSON at all, no single place is wrong.
        if error.is_data() { problem.at(json_place(&source, &error)) } else { problem }
    })?;
    let Some(files) = &result.files else { return Err(form("files.scheme, files.report".to_owned()).into()) };
    let case = CaseRequest {
        folder: Path::new(&files.report).parent().unwrap_or_else(|| Path::new(".")).to_owned(),
        scheme: Some(PathBuf::from(&files.scheme)),
        report: Some(PathBuf::from(&files.report)),
        scripts,
    };
    Ok((result, case))
}

/// Where a reader of JSON stopped; its columns count bytes.
pub(super) fn json_place(source: &Arc<Source>, error: &serde_json::Error) -> Place {
    let line = Place::at(source, error.line(), 1).range().start;
    let at = line.saturating_add(error.column().saturating_sub(1));
    Place::new(source, at..at.saturating_add(1))
}
