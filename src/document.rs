//! Reading YAML strictly: every problem with its place, every value as the text that was written; and writing it.
//!
//! A file is read three times. [`tree`] finds where everything stands and refuses what a reader cannot check by eye;
//! [`shape`] compares it with the schema of the wanted type; only then does serde build the value, from a copy in
//! which every plain scalar is quoted, so that no number passes through a float and no word turns into something else.

mod json;
mod respell;
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

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Place, Places, Source};

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
    let shape = shape::check(&schema, &tree.root);
    let problems: Vec<_> = tree.problems.iter().cloned().chain(shape.problems).collect();
    if !problems.is_empty() {
        return Err(in_order(problems));
    }
    match serde_yaml::from_str(&tree.quoted(source, &shape.bare)) {
        Ok(value) => Ok((value, tree.places)),
        Err(error) => Err(in_order(vec![refused_by_serde(source, &error)])),
    }
}

/// The schema of a type, derived once: deriving it takes longer than reading a report.
fn schema_of<T: JsonSchema + 'static>() -> Arc<serde_json::Value> {
    static KNOWN: Mutex<BTreeMap<TypeId, Arc<serde_json::Value>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let schema = known.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(schemars::schema_for!(T).to_value()));
    Arc::clone(schema)
}

/// An error that only serde saw; its columns belong to the quoted copy, so it is placed by its line.
fn refused_by_serde(source: &Arc<Source>, error: &serde_yaml::Error) -> Diagnostic {
    let text = error.to_string();
    let detail = text.rsplit_once(" at line ").map_or(text.as_str(), |(detail, _)| detail);
    let place = match error.location() {
        Some(location) => Place::line_at(source, Place::at(source, location.line(), 1).range().start),
        None => Place::start_of(source),
    };
    Diagnostic::new(Code::YamlSyntax).fact("detail", detail).at(place)
}

fn in_order(mut problems: Vec<Diagnostic>) -> Diagnostics {
    problems.sort_by_key(|problem| problem.place.as_ref().map(|place| place.range().start));
    let mut ordered = Diagnostics::new();
    ordered.extend(problems);
    ordered
}
