//! Windows: no special files in folders, permissions are inherited, and Ctrl+C is a call.

use std::fs::{File, FileType, Metadata};
use std::io;
use std::path::Path;

use crate::language::Bilingual;
use crate::messages::phrase;

/// How a program ends that Ctrl+C ended (`STATUS_CONTROL_C_EXIT`).
const ENDED_BY_CONTROL_C: i32 = -1_073_741_510;

/// Opens a file for reading.
///
/// # Errors
/// Those of opening.
pub fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// A file that is held here can be neither read nor replaced, not even by whoever holds it.
///
/// # Errors
/// None; it has a twin that has some.
pub fn hold(_path: &Path) -> io::Result<Option<File>> {
    Ok(None)
}

/// What a file is called that is neither a file nor a folder.
pub fn kind_of_special(_kind: FileType) -> Bilingual {
    phrase("kind-device", &[])
}

/// A new file, which takes the permissions of its folder.
pub fn new_file() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}

/// A file takes its owner from whoever writes it, and its permissions from its folder.
pub fn keep_owner(_path: &Path, _other: &Metadata) {}

/// From now on Ctrl+C, and a console that is closed, do this before they end the run, which holds what comes of it.
///
/// # Errors
/// A system that takes no more handlers.
pub fn before_the_end<H>(clean: impl Fn() -> H + Send + 'static) -> io::Result<()> {
    let handler = move || {
        let _held = clean();
        std::process::exit(ENDED_BY_CONTROL_C);
    };
    ctrlc::set_handler(handler).map_err(io::Error::other)
}
