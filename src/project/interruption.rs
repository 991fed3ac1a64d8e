//! Signals that end the run: the temporary files go first.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use super::system::before_the_end;

/// The names of temporary files that may still be there. A signal waits for whoever holds them.
static NAMES: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// As long as it lives, no signal that [`watch`] knows ends the run.
pub(super) struct Uninterrupted(MutexGuard<'static, BTreeSet<PathBuf>>);

impl Uninterrupted {
    /// Waits until nobody else holds it.
    pub fn begin() -> Self {
        Self(NAMES.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The file goes when a signal ends the run.
    pub fn list(&mut self, file: &Path) {
        self.0.insert(file.to_owned());
    }

    /// The file is temporary no longer.
    pub fn unlist(&mut self, file: &Path) {
        self.0.remove(file);
    }
}

/// From now on a signal that ends the run takes the listed files away first.
///
/// # Errors
/// A system that takes no more handlers or threads.
pub(super) fn watch() -> io::Result<()> {
    static WATCHED: LazyLock<Result<(), io::ErrorKind>> =
        LazyLock::new(|| before_the_end(remove_all).map_err(|error| error.kind()));
    (*WATCHED).map_err(io::Error::from)
}

/// Takes the listed files away; nothing is begun any more as long as the answer is held.
fn remove_all() -> Uninterrupted {
    let held = Uninterrupted::begin();
    for file in held.0.iter() {
        let _ = std::fs::remove_file(file);
    }
    held
}
