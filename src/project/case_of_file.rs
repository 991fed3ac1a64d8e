//! The case that a single file belongs to: a report or a scheme named in place of a folder.

use std::path::Path;

use super::CaseRequest;
use super::case::{folder_of, folder_or_here};
use super::files;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Outline, PathStep};

/// Keys that only a scheme has at its top.
const SCHEME_KEYS: [&str; 4] = ["dimensions", "extends", "full_score", "grades"];

/// Whether a file is neither a folder nor a result, but a report or a scheme.
#[must_use]
pub fn is_case_file(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    path.is_file()
        && ending.is_some_and(|ending| ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml"))
}

/// The case of a report or scheme file. The file that is missing is the one beside it, else the one a folder above, else
/// the one of the case `other` that it is compared with, unless `scheme` or `report` names it.
///
/// # Errors
/// A file that cannot be read; [`Code::FileNotFound`] where there is no such file, with the option that names it.
pub fn case_of_file(
    path: &Path,
    (scheme, report): (Option<&Path>, Option<&Path>),
    other: &Path,
    option: &str,
) -> Result<CaseRequest, Diagnostics> {
    let source = files::read(path)?;
    let outline = Outline::read(&source);
    let has = |key: &&str| outline.get(&[PathStep::Key((*key).to_owned())]).is_some();
    let is_scheme = SCHEME_KEYS.iter().any(has);
    let other = if other.is_dir() { other.to_owned() } else { folder_of(other).to_owned() };
    let own = folder_of(path).to_owned();
    let (name, named) = if is_scheme { ("report.yaml", report) } else { ("scheme.yaml", scheme) };
    let beside = [own.clone(), own.join(".."), other.clone(), other.join("..")].map(|folder| folder.join(name));
    let found = named.map(Path::to_owned).or_else(|| beside.into_iter().find(|file| file.is_file()));
    let Some(found) = found else {
        let problem = Diagnostic::new(Code::FileNotFound).fact("path", own.join(name).display());
        return Err(problem.fact("option", format!("{option}-{}", name.trim_end_matches(".yaml"))).into());
    };
    let (scheme, report) = if is_scheme { (path.to_owned(), found) } else { (found, path.to_owned()) };
    let folder = folder_or_here(&scheme).to_owned();
    Ok(CaseRequest { folder, scheme: Some(scheme), report: Some(report), ..CaseRequest::default() })
}
