//! Files that become others when they are whole, and that no end of the run leaves behind: not an error, not SIGINT and
//! not SIGTERM.

use std::fs::Metadata;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::interruption::{self, Uninterrupted};
use super::system::{keep_owner, new_file};

/// A whole file beside the one whose place it is going to take.
pub(super) struct Temporary(NamedTempFile);

impl Temporary {
    /// Writes a file to the disk, in the folder of `target`: with the mode and, as far as the system allows it, the owner
    /// of what it replaces, otherwise with those of any new file.
    ///
    /// # Errors
    /// A folder that does not exist or may not be written to, a full disk.
    pub fn new(target: &Path, bytes: &[u8], replaced: Option<&Metadata>) -> io::Result<Self> {
        interruption::watch()?;
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let mut file = {
            let mut held = Uninterrupted::begin();
            let file = new_file().tempfile_in(folder)?;
            held.list(file.path());
            file
        };
        file.write_all(bytes)?;
        if let Some(replaced) = replaced {
            keep_owner(file.path(), replaced);
            file.as_file().set_permissions(replaced.permissions())?;
        }
        file.as_file().sync_all()?;
        Ok(Self(file))
    }

    /// Adds bytes at the end.
    ///
    /// # Errors
    /// A full disk.
    pub fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    /// The same file once all that was added is on the disk.
    ///
    /// # Errors
    /// A full disk.
    pub fn sync(self) -> io::Result<Self> {
        self.0.as_file().sync_all()?;
        Ok(self)
    }

    /// Takes the place of `target`; unless it `replaces` what stands there, the place must be free.
    ///
    /// # Errors
    /// A folder that may not be written to, a place that is taken.
    pub fn persist(self, target: &Path, replaces: bool, held: &mut Uninterrupted) -> io::Result<()> {
        held.unlist(self.0.path());
        let persisted = if replaces { self.0.persist(target) } else { self.0.persist_noclobber(target) };
        persisted.map(drop).map_err(|error| error.error)
    }
}
