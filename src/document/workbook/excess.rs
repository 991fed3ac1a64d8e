//! A limit that is met within a reader, where an error can only be one of reading.

use std::{error, fmt, io};

use super::problem::{SizeMeasure, TableProblem};

/// A limit that was met while reading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Excess {
    /// More of what than is read.
    pub(super) what: SizeMeasure,
    /// The most that is read.
    pub(super) limit: u64,
}

impl Excess {
    /// The problem behind an error of reading, if a limit is behind it.
    pub(super) fn behind(error: &io::Error) -> Option<TableProblem> {
        let excess = error.get_ref()?.downcast_ref::<Self>()?;
        Some(TableProblem::TooLarge { what: excess.what, limit: excess.limit })
    }
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.what, self.limit)
    }
}

impl error::Error for Excess {}
