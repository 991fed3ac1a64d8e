//! A problem as a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Severity};
use crate::language::Bilingual;
use crate::location::Place;

/// A problem with its sentence in both languages (问题).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProblemRecord {
    /// The stable name of the kind of problem, as `jixiao explain` takes it (问题代码). Other versions may know others.
    pub code: String,
    /// How much it weighs (严重程度).
    pub severity: Severity,
    /// Where it was written (位置).
    pub place: Option<PlaceText>,
    /// The row that was being read or scored (指标).
    pub row: Option<Bilingual>,
    /// The sentence (说明).
    pub text: Bilingual,
}

impl ProblemRecord {
    /// The problem with its sentence, which only the catalogue has.
    #[must_use]
    pub fn new(problem: &Diagnostic, text: Bilingual) -> Self {
        Self {
            code: problem.code.name().to_owned(),
            severity: problem.severity(),
            place: problem.place.as_ref().map(PlaceText::from),
            row: problem.row.clone(),
            text,
        }
    }
}

/// Where a thing was written: `file:line:column`, both counted from 1, columns in characters (位置).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct PlaceText(pub String);

impl std::fmt::Display for PlaceText {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<&Place> for PlaceText {
    fn from(place: &Place) -> Self {
        Self(place.to_string())
    }
}
