//! Places as they leave the process.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Place;

/// Where a thing was written, for machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PlaceRecord {
    /// A part of a text.
    Text {
        /// The name of the file, as the user wrote it.
        file: String,
        /// The line on which the part begins, from 1.
        line: usize,
        /// The column at which it begins, from 1, in characters.
        column: usize,
        /// The byte of the text at which it begins, from 0.
        start: usize,
        /// The byte behind it.
        end: usize,
    },
}

impl From<&Place> for PlaceRecord {
    fn from(place: &Place) -> Self {
        let (line, column) = place.line_column();
        let range = place.range();
        Self::Text { file: place.source().name().to_owned(), line, column, start: range.start, end: range.end }
    }
}
