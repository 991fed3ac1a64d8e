//! Linux, macOS and their kin.

use std::fs::{File, FileType, Metadata, OpenOptions, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::language::Bilingual;
use crate::messages::phrase;

/// Opens a file for reading; a pipe that nobody writes to is not waited for.
///
/// # Errors
/// Those of opening.
pub fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY).open(path)
}

/// Holds a file against other programs that hold files before they write them; nothing where the disk knows no such thing.
///
/// # Errors
/// Somebody else holds it.
pub fn hold(path: &Path) -> io::Result<Option<File>> {
    let Ok(file) = open(path) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// What a file is called that is neither a file nor a folder.
pub fn kind_of_special(kind: FileType) -> Bilingual {
    match () {
        () if kind.is_fifo() => phrase("kind-pipe", &[]),
        () if kind.is_socket() => phrase("kind-socket", &[]),
        () => phrase("kind-device", &[]),
    }
}

/// A new file that the umask decides about, as about any other.
pub fn new_file() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.permissions(Permissions::from_mode(0o666));
    builder
}

/// Gives a file the owner and the group of another; only few may give files away, and the rest keep their own.
pub fn keep_owner(path: &Path, other: &Metadata) {
    if chown(path, Some(other.uid()), Some(other.gid())).is_err() {
        let _ = chown(path, None, Some(other.gid()));
    }
}

/// From now on SIGINT and SIGTERM do this before they end the run, which holds what comes of it; and a file that grows
/// beyond what a limit allows is an error of writing.
///
/// # Errors
/// A system that takes no more handlers or threads.
pub fn before_the_end<H>(clean: impl Fn() -> H + Send + 'static) -> io::Result<()> {
    signal_hook::flag::register(libc::SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    std::thread::Builder::new().spawn(move || {
        for signal in signals.forever() {
            let _held = clean();
            let _ = emulate_default_handler(signal);
        }
    })?;
    Ok(())
}
