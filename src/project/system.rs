//! What is particular to a system, in one place: special files, permissions and owners, signals; each with a twin.
//!
//! Nothing else in the program names a system. Text needs nothing of its own: the standard library hands it to the consoles
//! of Windows as UTF-16, whatever their code page is, and writes UTF-8 to files and pipes everywhere.

#[cfg(unix)]
mod unix;
#[cfg(not(unix))]
mod windows;

use std::path::{MAIN_SEPARATOR, Path};

#[cfg(unix)]
use unix as own;
#[cfg(not(unix))]
use windows as own;

pub(super) use own::{before_the_end, hold, keep_owner, kind_of_special, new_file, open};

/// A path as it stands in files that go from one system to another: with `/` between its parts, which every system reads.
#[must_use]
pub fn portable(path: &Path) -> String {
    let path = path.display().to_string();
    if MAIN_SEPARATOR == '/' { path } else { path.replace(MAIN_SEPARATOR, "/") }
}
