//! The one writer of files: each whole or not at all, several together or none, and never over what is not ours.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::files::{kind_of_file, not_a_file, read};
use super::interruption::Uninterrupted;
use super::temporary::Temporary;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Source;
use crate::messages::{phrase, system_error};

/// A file that is going to be written, or to go.
#[derive(Clone, Copy, Debug)]
pub struct FileChange<'c> {
    /// The file; of a link, the file that it leads to.
    pub path: &'c Path,
    /// What is going to stand in it; nothing where it is going to go.
    pub content: Option<&'c [u8]>,
    /// Whether a text that stands there is ours to replace. What is empty always is.
    pub is_ours: fn(&Source) -> bool,
}

/// Writes a file, as [`write_all`] does.
///
/// # Errors
/// Those of [`write_all`].
pub fn write(path: &Path, content: impl AsRef<[u8]>, is_ours: fn(&Source) -> bool) -> Result<(), Diagnostic> {
    write_all(&[FileChange { path, content: Some(content.as_ref()), is_ours }])
}

/// Makes all these changes or none. What is replaced keeps its mode, and a link stays a link.
///
/// # Errors
/// [`Code::AlreadyExists`] where a text stands that is not ours, [`Code::NotAFile`] where no file stands;
/// [`Code::FileUnwritable`] for a folder that does not exist or may not be written to, and a full disk;
/// [`Code::PartlyWritten`] where one change failed and one before it could not be taken back.
pub fn write_all(changes: &[FileChange<'_>]) -> Result<(), Diagnostic> {
    let targets = changes.iter().map(Destination::find).collect::<Result<Vec<_>, _>>()?;
    let steps =
        changes.iter().zip(targets).map(|(change, target)| PreparedChange::prepare(*change, target, changes.len() > 1));
    let steps = steps.collect::<Result<Vec<_>, _>>()?;
    let mut held = Uninterrupted::begin();
    let mut made: Vec<MadeChange<'_>> = Vec::new();
    for step in steps {
        match step.make(&mut held) {
            Ok(step) => made.push(step),
            Err((path, error)) => return Err(undo_all(made, path, &error, &mut held)),
        }
    }
    Ok(())
}

/// A file that is written piece by piece and stands there whole in the end, or not at all; what stands there is never
/// replaced.
pub struct NewFile {
    path: PathBuf,
    target: PathBuf,
    is_taken: bool,
    file: Temporary,
}

impl NewFile {
    /// Begins a file.
    ///
    /// # Errors
    /// Those of [`write_all`], here and below.
    pub fn begin(path: &Path) -> Result<Self, Diagnostic> {
        let Destination { path: target, stands } =
            Destination::find(&FileChange { path, content: Some(&[]), is_ours: |_| false })?;
        let about = stands.as_ref().map(|(about, _)| about);
        let file = Temporary::new(&target, &[], about).map_err(|error| unwritable(path, &error))?;
        Ok(Self { path: path.to_owned(), target, is_taken: stands.is_some(), file })
    }

    /// Adds a piece.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.file.add(bytes).map_err(|error| unwritable(&self.path, &error))
    }

    /// Gives the file its name.
    pub fn finish(self) -> Result<(), Diagnostic> {
        let Self { path, target, is_taken, file } = self;
        let finished = file.sync().and_then(|file| file.persist(&target, is_taken, &mut Uninterrupted::begin()));
        finished.map_err(|error| unwritable(&path, &error))
    }
}

/// Takes changes back after one that failed: the last first, so that what stood before all of them stands in the end.
fn undo_all(made: Vec<MadeChange<'_>>, failed: &Path, error: &io::Error, held: &mut Uninterrupted) -> Diagnostic {
    let changed: Vec<String> = made.into_iter().rev().filter_map(|made| made.undo(held)).collect();
    if changed.is_empty() {
        return unwritable(failed, error);
    }
    let problem =
        Diagnostic::new(Code::PartlyWritten).fact("path", failed.display()).said("detail", system_error(error));
    problem.fact("changed", changed.join(" "))
}

/// That a file or folder cannot be written.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::FileUnwritable).fact("path", path.display()).said("detail", system_error(error))
}

/// Where a change happens, and what stands there.
struct Destination {
    path: PathBuf,
    stands: Option<(Metadata, String)>,
}

impl Destination {
    /// Follows the links of a path and refuses what is not ours.
    fn find(change: &FileChange<'_>) -> Result<Self, Diagnostic> {
        let given = change.path;
        let broken = |error: &io::Error| unwritable(given, error);
        match fs::symlink_metadata(given) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self { path: given.to_owned(), stands: None });
            }
            Err(error) => return Err(broken(&error)),
        }
        if change.content.is_none() && given.is_symlink() {
            return Err(not_a_file(given, phrase("kind-link", &[])));
        }
        let about = match fs::metadata(given) {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(not_a_file(given, phrase("kind-broken-link", &[])));
            }
            Err(error) => return Err(broken(&error)),
        };
        if let Some(kind) = kind_of_file(&about) {
            return Err(not_a_file(given, kind));
        }
        let path = dunce::canonicalize(given).map_err(|error| broken(&error))?;
        if about.permissions().readonly() {
            return Err(broken(&io::ErrorKind::PermissionDenied.into()));
        }
        let text = match read(given) {
            Ok(source) if (change.is_ours)(&source) => source.text().to_owned(),
            Err(problem) if problem.code == Code::EmptyFile => String::new(),
            _ => return Err(Diagnostic::new(Code::AlreadyExists).fact("path", given.display())),
        };
        Ok(Self { path, stands: Some((about, text)) })
    }
}

/// A change of which all is on the disk but the names.
struct PreparedChange<'c> {
    change: FileChange<'c>,
    target: PathBuf,
    is_taken: bool,
    after: Option<Temporary>,
    before: Option<Temporary>,
}

impl<'c> PreparedChange<'c> {
    /// `can_be_undone` where another change may fail after it.
    fn prepare(change: FileChange<'c>, target: Destination, can_be_undone: bool) -> Result<Self, Diagnostic> {
        let Destination { path: target, stands } = target;
        let about = stands.as_ref().map(|(about, _)| about);
        let written =
            |content: &[u8]| Temporary::new(&target, content, about).map_err(|error| unwritable(change.path, &error));
        let after = change.content.map(written).transpose()?;
        let before = stands.as_ref().filter(|_| can_be_undone).map(|(_, text)| written(text.as_bytes())).transpose()?;
        Ok(Self { change, is_taken: stands.is_some(), target, after, before })
    }

    fn make(self, held: &mut Uninterrupted) -> Result<MadeChange<'c>, (&'c Path, io::Error)> {
        let Self { change: FileChange { path, .. }, target, is_taken, after, before } = self;
        let made = match after {
            Some(after) => after.persist(&target, is_taken, held),
            None => fs::remove_file(&target),
        };
        made.map(|()| MadeChange { path, target, before }).map_err(|error| (path, error))
    }
}

/// A change that is made.
struct MadeChange<'c> {
    path: &'c Path,
    target: PathBuf,
    before: Option<Temporary>,
}

impl MadeChange<'_> {
    /// Puts back what stood there; the path comes back where that cannot be done.
    fn undo(self, held: &mut Uninterrupted) -> Option<String> {
        let undone = match self.before {
            Some(before) => before.persist(&self.target, true, held),
            None => fs::remove_file(&self.target),
        };
        undone.err().map(|_| self.path.display().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_put_back_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (kept, gone, failed) = (at("kept"), at("gone"), at("failed"));
        fs::write(&kept, "new").unwrap();
        let before = Temporary::new(&kept, b"old", None).unwrap();
        let made = |path, before| MadeChange { path, target: path.to_owned(), before };
        // `gone` was new and is not there any more, so that it cannot be taken away.
        let made = vec![made(kept.as_path(), Some(before)), made(gone.as_path(), None)];
        let error = io::ErrorKind::StorageFull.into();
        let problem = undo_all(made, &failed, &error, &mut Uninterrupted::begin());
        assert_eq!(problem.code, Code::PartlyWritten);
        assert_eq!(problem.get("changed").unwrap().en, gone.display().to_string());
        assert_eq!(fs::read_to_string(&kept).unwrap(), "old");
    }

    #[test]
    fn a_place_that_is_taken_in_between_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new");
        let change = FileChange { path: &path, content: Some(b"ours"), is_ours: |_| true };
        let step = PreparedChange::prepare(change, Destination::find(&change).unwrap(), false).unwrap();
        fs::write(&path, "theirs").unwrap();
        assert!(step.make(&mut Uninterrupted::begin()).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
