//! Reading single files, with every way that this fails named.

use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::system::{kind_of_special, open};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::workbook::is_office_file;
use crate::language::Bilingual;
use crate::location::{Place, Source};
use crate::messages::{phrase, system_error};

/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 16 << 20;

/// Reads a text file; diagnostics name it as it is written in `path`.
///
/// # Errors
/// A file that does not exist, cannot be read, is a folder, a pipe, a socket or a device, is larger than 16 MiB, is not UTF-8, or is empty.
pub fn read(path: &Path) -> Result<Arc<Source>, Diagnostic> {
    let name = path.display().to_string();
    let bytes = read_bytes(path, MOST_BYTES)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        // Of what is no text at all no line is shown.
        if is_office_file(error.as_bytes()) {
            let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy().to_lowercase()));
            let problem = Diagnostic::new(Code::NotUtf8).fact("path", &name).fact("line", 1);
            return ending.into_iter().fold(problem, |problem, ending| problem.fact("table", ending));
        }
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default()).into_owned();
        let source = Source::new(&name, before);
        let end = Place::new(&source, valid..valid);
        Diagnostic::new(Code::NotUtf8).fact("path", &name).fact("line", end.line_column().0).at(end)
    })?;
    source_of(&name, text)
}

/// A text under the name that diagnostics show.
///
/// # Errors
/// A text that is larger than a file may be, or that says nothing.
pub(super) fn source_of(name: &str, text: String) -> Result<Arc<Source>, Diagnostic> {
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > MOST_BYTES {
        return Err(too_large(name, MOST_BYTES));
    }
    let source = Source::new(name, text);
    if source.text().trim().is_empty() {
        return Err(Diagnostic::new(Code::EmptyFile).at(Place::start_of(&source)));
    }
    Ok(source)
}

fn too_large(name: &str, most: u64) -> Diagnostic {
    Diagnostic::new(Code::FileTooLarge).fact("path", name).fact("limit", format!("{} MiB", most >> 20))
}

/// Reads a file of at most `most` bytes, and more than none.
///
/// # Errors
/// Those of [`read`] but for what a text is.
pub(super) fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, Diagnostic> {
    let name = path.display().to_string();
    let unreadable = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound => Diagnostic::new(Code::FileNotFound).fact("path", &name),
        _ => Diagnostic::new(Code::FileUnreadable).fact("path", &name).said("detail", system_error(error)),
    };
    // To open a device may do something already; what takes the file's place in between is not waited for either.
    let about = fs::metadata(path).map_err(|error| unreadable(&error))?;
    kind_of_file(&about).map_or(Ok(()), |kind| Err(not_a_file(path, kind)))?;
    let file = open(path).map_err(|error| unreadable(&error))?;
    let about = file.metadata().map_err(|error| unreadable(&error))?;
    kind_of_file(&about).map_or(Ok(()), |kind| Err(not_a_file(path, kind)))?;
    // The system's own tables say that they have no length; reading them may wait, or take something away.
    if about.len() == 0 {
        return Err(Diagnostic::new(Code::EmptyFile).at(Place::start_of(&Source::new(&name, ""))));
    }
    read_within(file, &name, most)
}

/// All that a reader gives, where it is not more than `most` bytes; `name` is what it is called.
///
/// # Errors
/// [`Code::FileTooLarge`], and what keeps it from being read.
pub(super) fn read_within(reader: impl Read, name: &str, most: u64) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let read = reader.take(most.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| {
        Diagnostic::new(Code::FileUnreadable).fact("path", name).said("detail", system_error(&error))
    })?;
    match u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
        true => Err(too_large(name, most)),
        false => Ok(bytes),
    }
}

/// What stands where a file belongs; nothing where it is a file.
pub(super) fn kind_of_file(about: &Metadata) -> Option<Bilingual> {
    let kind = about.file_type();
    if kind.is_file() {
        return None;
    }
    if kind.is_dir() {
        return Some(phrase("kind-folder", &[]));
    }
    Some(kind_of_special(kind))
}

/// The problem of something else where a file belongs.
pub(super) fn not_a_file(path: &Path, kind: Bilingual) -> Diagnostic {
    Diagnostic::new(Code::NotAFile).fact("path", path.display()).said("kind", kind)
}

/// The files of a folder with one of these endings, in the order of their names.
///
/// # Errors
/// A folder that does not exist or cannot be listed.
pub(super) fn list(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, Diagnostic> {
    let unreadable = |error: io::Error| {
        let code = if error.kind() == io::ErrorKind::NotFound { Code::FileNotFound } else { Code::FileUnreadable };
        Diagnostic::new(code).fact("path", folder.display()).said("detail", system_error(&error))
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| endings.contains(&ending)) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
