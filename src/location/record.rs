//! Places as they leave the process.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Place, Source};

/// Where a thing was written, for machines; bytes count from 0 within the text or the argument.
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
        /// The byte at which it begins.
        start: usize,
        /// The byte behind it.
        end: usize,
    },
    /// A part of an argument of the command line.
    Argument {
        /// Its option, or the command of an argument without one.
        option: String,
        /// The argument.
        text: String,
        /// The byte at which the part begins.
        start: usize,
        /// The byte behind it.
        end: usize,
    },
}

impl From<&Place> for PlaceRecord {
    fn from(place: &Place) -> Self {
        let Range { start, end } = place.range();
        match place.source().as_ref() {
            Source::Text { name, .. } | Source::Cell { name, .. } => {
                let (line, column) = place.line_column();
                Self::Text { file: name.clone(), line, column, start, end }
            }
            Source::Argument { option, text } => {
                Self::Argument { option: option.clone(), text: text.clone(), start, end }
            }
        }
    }
}
