//! Files of every kind as sheets of cells: what is read of them, by two readers, and what is refused.

mod contents;
mod hostile;
mod mutations;
mod packed;
mod readings;
mod repeated;
mod two_readers;

use std::fs;
use std::path::{Path, PathBuf};

/// Where the files are.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sheets")
}

/// The files in some of the folders, in the order of their names.
fn files(folders: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in folders {
        for entry in fs::read_dir(folder().join(name)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() && path.extension().is_some_and(|extension| extension != "md") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
