//! A total that a change of weights leads to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::numeric::Number;

/// A total that a change of weights leads to, or why there is none.
#[derive(Clone, Debug)]
pub enum Reach {
    /// It is reached.
    Reached(Reached),
    /// The mode, or a rule at one of the new weights, refuses it.
    Refused(Diagnostic),
}

/// A total reached with another weight (移动后的总分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reached {
    /// The weight of the row that was moved (移动后的分值).
    pub weight: Number,
    /// The total (总分).
    pub total: Number,
    /// The total before its own rounding (取整前).
    pub unrounded: Number,
    /// The grade (等级).
    pub grade: Bilingual,
    /// The total less the total as it is (变化).
    pub change: Number,
}

impl Reach {
    /// What was reached, if it was.
    #[must_use]
    pub fn reached(&self) -> Option<&Reached> {
        match self {
            Self::Reached(reached) => Some(reached),
            Self::Refused(_) => None,
        }
    }
}
