//! Reading and writing single files, with every way that this fails named.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::location::{Place, Source};

/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 16 << 20;

/// Reads a text file; diagnostics name it as it is written in `path`.
///
/// # Errors
/// A file that does not exist, cannot be read, is a folder, is larger than 16 MiB, is not UTF-8, or is empty.
pub fn read(path: &Path) -> Result<Arc<Source>, Diagnostic> {
    let name = path.display().to_string();
    let unreadable = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound => Diagnostic::new(Code::FileNotFound).fact("path", &name),
        _ => Diagnostic::new(Code::FileUnreadable).fact("path", &name).fact("detail", error),
    };
    let file = fs::File::open(path).map_err(|error| unreadable(&error))?;
    let about = file.metadata().map_err(|error| unreadable(&error))?;
    if about.is_dir() {
        return Err(Diagnostic::new(Code::NotAFile).fact("path", &name));
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_BYTES {
        return Err(Diagnostic::new(Code::FileTooLarge).fact("path", &name).fact("limit", "16 MiB"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default()).into_owned();
        let source = Source::new(&name, before);
        let end = Place::new(&source, valid..valid);
        Diagnostic::new(Code::NotUtf8).fact("path", &name).fact("line", end.line_column().0).at(end)
    })?;
    let source = Source::new(&name, text);
    if source.text().trim().is_empty() {
        return Err(Diagnostic::new(Code::EmptyFile).at(Place::start_of(&source)));
    }
    Ok(source)
}

/// The files of a folder with one of these endings, in the order of their names.
///
/// # Errors
/// A folder that does not exist or cannot be listed.
pub(super) fn list(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, Diagnostic> {
    let unreadable = |error: io::Error| {
        let code = if error.kind() == io::ErrorKind::NotFound { Code::FileNotFound } else { Code::FileUnreadable };
        Diagnostic::new(code).fact("path", folder.display()).fact("detail", error)
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

/// Writes a file whole or not at all: what stood there stays until the new text is complete on disk.
///
/// # Errors
/// A folder that does not exist or may not be written to, a full disk.
pub fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let unwritable =
        |error: io::Error| Diagnostic::new(Code::FileUnwritable).fact("path", path.display()).fact("detail", error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(unwritable)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(unwritable)?;
    file.persist(path).map_err(|error| unwritable(error.error))?;
    Ok(())
}
