//! Signals that end the run: the temporary files go first.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

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

/// From now on SIGINT and SIGTERM take the listed files away before they end the run, and a file that grows beyond what a
/// limit allows is an error of writing.
///
/// # Errors
/// A system that takes no more handlers or threads.
#[cfg(unix)]
pub(super) fn watch() -> io::Result<()> {
    use std::sync::LazyLock;
    static WATCHED: LazyLock<Result<(), io::ErrorKind>> = LazyLock::new(|| start().map_err(|error| error.kind()));
    (*WATCHED).map_err(io::Error::from)
}

#[cfg(unix)]
fn start() -> io::Result<()> {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    signal_hook::flag::register(libc::SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    std::thread::Builder::new().spawn(move || {
        for signal in signals.forever() {
            let held = Uninterrupted::begin();
            for file in held.0.iter() {
                let _ = std::fs::remove_file(file);
            }
            // Nothing is begun any more.
            let _ = emulate_default_handler(signal);
        }
    })?;
    Ok(())
}

/// There is nothing to be done where there are no such signals.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub(super) fn watch() -> io::Result<()> {
    Ok(())
}
