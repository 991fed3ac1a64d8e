//! Reading a result that `score --format json` wrote.

use std::path::{Path, PathBuf};

use serde::de::IgnoredAny;

use super::CaseRequest;
use super::files::read;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, json_place};
use crate::record::EvaluationRecord;

/// Reads a result, and names the case it was made from, scored with `scripts` where they are given.
///
/// # Errors
/// A file that cannot be read; [`Code::ResultForm`] for one that is no result, or that names no files;
/// [`Code::DuplicateKey`] for one that says something twice.
pub fn read_result(path: &Path, scripts: Option<PathBuf>) -> Result<(EvaluationRecord, CaseRequest), Diagnostics> {
    let source = read(path)?;
    let form = |detail: String| Diagnostic::new(Code::ResultForm).fact("path", path.display()).fact("detail", detail);
    // What is no JSON at all is refused as such, before any part of it is compared with the form of a result.
    serde_json::from_str::<IgnoredAny>(source.text()).map_err(|error| form(error.to_string()))?;
    // Two readers must not see two results in it.
    document::check_keys(&source)?;
    let result: EvaluationRecord =
        serde_json::from_str(source.text()).map_err(|error| form(error.to_string()).at(json_place(&source, &error)))?;
    let Some(files) = &result.files else { return Err(form("files.scheme, files.report".to_owned()).into()) };
    let case = CaseRequest {
        folder: Path::new(&files.report).parent().unwrap_or_else(|| Path::new(".")).to_owned(),
        scheme: Some(PathBuf::from(&files.scheme)),
        report: Some(PathBuf::from(&files.report)),
        scripts,
        ..CaseRequest::default()
    };
    Ok((result, case))
}
