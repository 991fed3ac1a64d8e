//! Which cases a path means, and which one, for whoever wants a single one.

use std::fs;
use std::path::{Path, PathBuf};

use super::accounts::ACCOUNTS_FILE;
use super::case::{CaseFiles, folder_of, folder_or_here};
use super::open_case::CaseRequest;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::messages::{listed_some, phrase};

/// How deep folders are searched for cases.
const MOST_DEPTH: usize = 8;
/// How many cases are named where a folder holds several.
const MAX_NAMED: usize = 8;

/// The folder of the one case that a path means: of a folder that holds a scheme or a report, itself; of another, the only
/// case below it; of a file of a case, the folder that it lies in.
///
/// # Errors
/// [`Code::FileNotFound`]; [`Code::NotACase`] for any other file; [`Code::NoCases`]; [`Code::SeveralCases`], with some of
/// them.
pub fn case_folder(path: &Path) -> Result<PathBuf, Diagnostic> {
    let mut found = cases_at(path)?;
    match (found.pop(), found.len()) {
        (Some(only), 0) => Ok(only),
        (last, _) => {
            found.extend(last);
            let count = found.len();
            let name =
                |folder: &PathBuf| Bilingual::same(folder.strip_prefix(".").unwrap_or(folder).display().to_string());
            let named: Vec<Bilingual> = found.iter().map(name).collect();
            let problem = Diagnostic::new(Code::SeveralCases).said("path", folder_name(path)).fact("count", count);
            Err(problem.said("cases", listed_some(&named, MAX_NAMED)))
        }
    }
}

impl CaseRequest {
    /// The request with the folder of the case that is meant, as [`case_folder`] finds it. Where scheme and report are both
    /// named, nothing else of a case has to be there.
    ///
    /// # Errors
    /// Those of [`case_folder`].
    pub fn found(self) -> Result<Self, Diagnostic> {
        if self.folder.is_dir() && self.scheme.is_some() && self.report.is_some() {
            return Ok(self);
        }
        let folder = case_folder(&self.folder)?;
        let named = self.named.filter(|named| named.is_dir()).unwrap_or_else(|| folder.clone());
        Ok(Self { folder, named: Some(named), ..self })
    }
}

/// The folder of the case that a file belongs to.
///
/// # Errors
/// [`Code::NotACase`] for a file that is called as none of a case, or stands alone.
pub(super) fn folder_of_file(file: &Path) -> Result<PathBuf, Diagnostic> {
    let folder = folder_or_here(file);
    match is_file_of_case(file) && is_case(folder) {
        true => Ok(folder.to_owned()),
        false => Err(Diagnostic::new(Code::NotACase).fact("path", file.display())),
    }
}

/// Whether a file is called as one of a case.
pub(super) fn is_file_of_case(file: &Path) -> bool {
    let CaseFiles { scheme, report, .. } = CaseFiles::in_folder(folder_of(file));
    file == scheme || file == report || file.file_name().is_some_and(|name| name == ACCOUNTS_FILE)
}

/// The folders at and below `folder` that hold a scheme, in the order of their names; hidden ones and `target` are left
/// out.
#[must_use]
pub fn find_case_folders(folder: &Path) -> Vec<PathBuf> {
    find_folders(folder, &|folder| CaseFiles::in_folder(folder).scheme.exists())
}

/// The cases that a path means: itself if it holds a scheme or a report, otherwise the cases below it; of a file of a case,
/// the folder that it lies in.
///
/// # Errors
/// A path that does not exist, any other file ([`Code::NotACase`]), and a folder without any case ([`Code::NoCases`]).
pub fn cases_at(path: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    if path.is_file() {
        return folder_of_file(path).map(|folder| vec![folder]);
    }
    let files = CaseFiles::in_folder(path);
    if files.scheme.exists() || files.report.exists() {
        return Ok(vec![path.to_owned()]);
    }
    let found = find_folders(path, &|folder| is_case(folder));
    if found.is_empty() { Err(no_cases(path)) } else { Ok(found) }
}

/// That there is no case below a folder, or no such folder.
#[must_use]
pub fn no_cases(path: &Path) -> Diagnostic {
    match path.exists() {
        true => Diagnostic::new(Code::NoCases).said("path", folder_name(path)),
        false => Diagnostic::new(Code::FileNotFound).fact("path", path.display()),
    }
}

/// What a folder is called in a sentence.
fn folder_name(path: &Path) -> Bilingual {
    match path == Path::new(".") {
        true => phrase("this-folder", &[]),
        false => phrase("named-folder", &[("path", Bilingual::same(path.display().to_string()))]),
    }
}

/// Whether a folder holds a scheme and a report.
pub(super) fn is_case(folder: &Path) -> bool {
    let files = CaseFiles::in_folder(folder);
    files.scheme.exists() && files.report.exists()
}

/// The folders at and below `folder` that are `wanted`, as [`find_case_folders`] goes through them.
pub(super) fn find_folders(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    gather(folder, MOST_DEPTH, wanted, &mut found);
    found
}

fn gather(folder: &Path, depth: usize, wanted: &dyn Fn(&Path) -> bool, found: &mut Vec<PathBuf>) {
    if wanted(folder) {
        found.push(folder.to_owned());
    }
    let Some(left) = depth.checked_sub(1) else { return };
    let Ok(entries) = fs::read_dir(folder) else { return };
    let folders = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut below: Vec<PathBuf> = folders.map(|entry| entry.path()).collect();
    below.sort();
    for child in below {
        let name = child.file_name().and_then(|name| name.to_str());
        if name.is_some_and(|name| !name.starts_with('.') && name != "target") {
            gather(&child, left, wanted, found);
        }
    }
}
