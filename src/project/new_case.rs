//! A new case: its files written into a folder, all or none.

use std::fs;
use std::path::Path;

use super::case::CaseFiles;
use super::writer::{FileChange, unwritable, write_all};
use crate::diagnostic::{Code, Diagnostic};

/// The folder of the schemas beside a case; the first lines of its files name it to editors.
const SCHEMA_FOLDER: &str = ".jixiao";

/// The texts of a new case.
#[derive(Clone, Copy, Debug)]
pub struct NewCase<'t> {
    /// The scheme.
    pub scheme: &'t str,
    /// The report.
    pub report: &'t str,
    /// The JSON Schemas of both, for editors.
    pub schemas: Option<(&'t str, &'t str)>,
}

/// Writes the files of a new case into a folder, which is made if it is not there.
///
/// # Errors
/// [`Code::AlreadyExists`] where a scheme or a report stands already; those of [`write_all`].
pub fn write_new_case(folder: &Path, case: &NewCase<'_>) -> Result<(), Diagnostic> {
    let CaseFiles { scheme, report, .. } = CaseFiles::in_folder(folder);
    if let Some(taken) = [&scheme, &report].into_iter().find(|path| path.is_symlink() || path.exists()) {
        return Err(Diagnostic::new(Code::AlreadyExists).fact("path", taken.display()));
    }
    let schemas = folder.join(SCHEMA_FOLDER);
    let mut files = vec![(scheme, case.scheme), (report, case.report)];
    if let Some((of_scheme, of_report)) = case.schemas {
        files.push((schemas.join("scheme.schema.json"), of_scheme));
        files.push((schemas.join("report.schema.json"), of_report));
    }
    let made = if case.schemas.is_some() { &schemas } else { folder };
    fs::create_dir_all(made).map_err(|error| unwritable(folder, &error))?;
    let changes: Vec<FileChange<'_>> = files
        .iter()
        .map(|(path, text)| FileChange {
            path,
            content: Some(text.as_bytes()),
            is_ours: |source| is_schema(source.text()),
        })
        .collect();
    write_all(&changes).inspect_err(|_| {
        // What is empty was made for nothing.
        if case.schemas.is_some() {
            let _ = fs::remove_dir(&schemas);
        }
    })
}

/// Whether a text is a schema, as an earlier case may have left it.
fn is_schema(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"$schema\"")
}
