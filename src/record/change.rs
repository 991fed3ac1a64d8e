//! The two sides of a change.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something before and after a change (变化前后).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BeforeAfter<T> {
    /// Before (之前).
    pub before: T,
    /// After (之后).
    pub after: T,
}

impl<T> BeforeAfter<T> {
    /// Both sides, each made in the same way.
    pub fn each<S>(before: S, after: S, make: impl Fn(S) -> T) -> Self {
        Self { before: make(before), after: make(after) }
    }
}
