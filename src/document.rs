//! Reading YAML strictly: every problem with its place, every value as the text that was written; and writing it.
//!
//! [`tree`] finds where everything stands and refuses what a reader cannot check by eye; [`shape`] compares the tree with
//! the schema of the wanted type; only then does serde build the value, from the texts in the tree, so that no number
//! passes through a float and no word turns into something else.

mod deserialize;
mod json;
mod schema;
mod shape;
mod tree;
mod width;
mod write;

#[cfg(test)]
mod tests;

use std::any::TypeId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::location::{Places, Source};

pub(crate) use json::json_place;
pub(crate) use write::file_tree;
pub use write::to_yaml;

/// Reads `source` into `T`, and says where everything in it stands.
///
/// # Errors
/// Every problem of spelling and shape that the text has, in the order of their places.
pub fn read<T: DeserializeOwned + JsonSchema + 'static>(source: &Arc<Source>) -> Result<(T, Places), Diagnostics> {
    let tree = tree::parse(source).map_err(in_order)?;
    let schema = schema_of::<T>();
    let found = shape::check(&schema, &tree.root);
    let problems: Vec<_> = tree.problems.into_iter().chain(found).collect();
    if !problems.is_empty() {
        return Err(in_order(problems));
    }
    Ok((deserialize::deserialize(&tree.root)?, tree.places))
}

/// The schema of a type, derived once: deriving it takes longer than reading a report.
fn schema_of<T: JsonSchema + 'static>() -> Arc<serde_json::Value> {
    static KNOWN: Mutex<BTreeMap<TypeId, Arc<serde_json::Value>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let schema = known.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(schemars::schema_for!(T).to_value()));
    Arc::clone(schema)
}

fn in_order(mut problems: Vec<Diagnostic>) -> Diagnostics {
    problems.sort_by_key(|problem| problem.place.as_ref().map(|place| place.range().start));
    let mut ordered = Diagnostics::new();
    ordered.extend(problems);
    ordered
}
