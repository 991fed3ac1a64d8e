//! Texts that stand for files: what an editor has open and has not saved yet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{self, source_of};
use crate::diagnostic::Diagnostic;
use crate::location::Source;

/// The texts that are read in place of files, by path. Without any, files are read as they are on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenTexts(BTreeMap<PathBuf, Arc<str>>);

impl OpenTexts {
    /// No file is open.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets a text stand for the file at `path`, which need not be there.
    pub fn open(&mut self, path: &Path, text: impl Into<Arc<str>>) {
        self.0.insert(plain(path), text.into());
    }

    /// The file counts again as it is on the disk.
    pub fn close(&mut self, path: &Path) {
        self.0.remove(&plain(path));
    }

    /// The text that stands for a file.
    #[must_use]
    pub fn get(&self, path: &Path) -> Option<&Arc<str>> {
        if self.0.is_empty() { None } else { self.0.get(&plain(path)) }
    }

    /// The open files of a folder with this ending, as paths below `folder`.
    pub(super) fn files_in<'t>(&'t self, folder: &'t Path, ending: &'t str) -> impl Iterator<Item = PathBuf> + 't {
        let plain = plain(folder);
        let open = self.0.keys().filter(move |path| path.parent() == Some(&plain));
        let wanted = open.filter(move |path| path.extension().is_some_and(|own| own == ending));
        wanted.filter_map(|path| Some(folder.join(path.file_name()?)))
    }

    /// Whether there is a file at `path`, open or on the disk.
    #[must_use]
    pub fn exists(&self, path: &Path) -> bool {
        self.get(path).is_some() || path.exists()
    }

    /// The text of a file; diagnostics name it as it is written in `path`.
    ///
    /// # Errors
    /// Those of [`read`](super::read); an open text may be empty or too large as a file may.
    pub fn read(&self, path: &Path) -> Result<Arc<Source>, Diagnostic> {
        match self.get(path) {
            Some(text) => source_of(&path.display().to_string(), text.to_string()),
            None => files::read(path),
        }
    }
}

/// One path for each file, however it was reached: `a/../b` is `b`, and links of the folders are followed.
fn plain(path: &Path) -> PathBuf {
    if let Ok(plain) = dunce::canonicalize(path) {
        return plain;
    }
    // A file that is not there yet stands in a folder that may be.
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => {
            dunce::canonicalize(folder).map_or_else(|_| path.to_owned(), |folder| folder.join(name))
        }
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn an_open_text_stands_for_its_file_until_it_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("scheme.yaml");
        fs::write(&file, "on the disk").unwrap();
        let mut texts = OpenTexts::new();
        texts.open(&file, "as typed");
        let around = folder.path().join(".").join("scheme.yaml");
        assert_eq!(texts.read(&around).unwrap().text(), "as typed");
        texts.close(&around);
        assert_eq!(texts.read(&file).unwrap().text(), "on the disk");
    }

    #[test]
    fn a_text_that_was_never_saved_is_there_and_an_empty_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.yaml");
        let mut texts = OpenTexts::new();
        assert!(!texts.exists(&file));
        texts.open(&file, " \n");
        assert!(texts.exists(&file));
        assert_eq!(texts.read(&file).unwrap_err().code, Code::EmptyFile);
    }
}
