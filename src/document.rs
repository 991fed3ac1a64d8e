//! Reading what somebody wrote: YAML strictly, with the place of every problem and every value as the text that was written,
//! and writing it; and tables of any kind of file ([`workbook`]).
//!
//! `tree` finds where everything stands and refuses what a reader cannot check by eye; `deserialize`
//! hands the tree to serde and refuses what does not fit the wanted type. Every value is made of the text that was written,
//! so that no number passes through a float and no word turns into something else.

mod characters;
mod deserialize;
mod indentation;
mod json;
mod outline;
mod shape;
pub mod sheet;
mod tree;
mod unquoted;
mod width;
pub mod workbook;
mod write;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Places, Source};
use tree::Tree;

pub(crate) use json::json_place;
pub use outline::{CursorPlace, Outline, OutlinedValue, PathStep};
pub(crate) use write::file_tree;
pub use write::to_yaml;

/// Reads `source` into `T`, and says where everything in it stands.
///
/// # Errors
/// Every problem of spelling and shape that the text has, in the order of their places.
pub fn read<T: DeserializeOwned>(source: &Arc<Source>) -> Result<(T, Places), Diagnostics> {
    let Tree { root, places, mut problems } = tree::parse(source).map_err(in_order)?;
    match deserialize::deserialize(&root) {
        Ok(value) if problems.is_empty() => return Ok((value, places)),
        Ok(_) => {}
        Err(found) => problems.extend(found),
    }
    Err(in_order(problems))
}

/// That no mapping of a text, which may be JSON, has a key twice.
///
/// # Errors
/// Every key that stands there again.
pub(crate) fn check_keys(source: &Arc<Source>) -> Result<(), Diagnostics> {
    let problems = tree::parse(source).map_or_else(|problems| problems, |tree| tree.problems);
    let twice = problems.into_iter().filter(|problem| problem.code == Code::DuplicateKey);
    in_order(twice.collect()).into_result()
}

fn in_order(mut problems: Vec<Diagnostic>) -> Diagnostics {
    problems.sort_by_key(|problem| problem.place.as_ref().map(|place| place.range().start));
    let mut ordered = Diagnostics::new();
    ordered.extend(problems);
    ordered
}
