//! One row on both sides, and what its difference is made of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::breakdown::BreakdownEntry;
use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};

/// What a row's points depend on.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Factor {
    /// What was reached: all inputs of the rule and its modifiers.
    Actual,
    /// What had to be reached.
    Target,
    /// Full marks.
    Weight,
    /// The rule and the modifiers: script, name, parameters.
    Rule,
    /// Points that a person took away.
    Deduction,
}

impl Factor {
    /// All factors, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Actual, Self::Target, Self::Weight, Self::Rule, Self::Deduction];
}

/// One row on both sides.
#[derive(Clone, Debug)]
pub struct RowComparison {
    /// The row of the first side; none where it was added.
    pub from: Option<BreakdownEntry>,
    /// The row of the second side; none where it was removed.
    pub to: Option<BreakdownEntry>,
    /// Which kind of change it is.
    pub kind: RowKind,
    /// The factors that differ, each with its part of the unrounded points; factors that could not be told apart share
    /// one part.
    pub parts: Vec<Part>,
    /// What vetoes on the row or its dimension changed.
    pub veto: Number,
    /// What rounding the row changed.
    pub rounding: Number,
    /// What could not be split.
    pub undivided: Number,
    /// What centring adds to the weight's part: the change of the weight times the mean share, with the other sign.
    pub centring: Number,
    /// All of it, as it counts towards the total.
    pub difference: Number,
}

/// Which kind of change a row went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum RowKind {
    /// It is on both sides, and its rules can be run.
    Split,
    /// It is new: its weight rose from 0.
    Added,
    /// It is gone: its weight fell to 0.
    Removed,
    /// One side has no points for it: it does not apply there.
    NotScored,
    /// On one side a policy for missing figures or for rows that do not apply gave the points.
    Policy,
    /// A result file gives its points and not how they came about.
    ResultOnly,
}

/// What one factor, or several that could not be told apart, contributed.
#[derive(Clone, Debug)]
pub struct Part {
    /// The factors.
    pub factors: Vec<Factor>,
    /// Their contribution, in points, before rounding and as it counts towards the total.
    pub points: Number,
    /// Why several could not be told apart: the first coalition of them that was refused.
    pub refused: Option<Diagnostic>,
}

impl RowComparison {
    /// The row's name, as the second side has it.
    #[must_use]
    pub fn entry(&self) -> Option<&BreakdownEntry> {
        self.to.as_ref().or(self.from.as_ref())
    }

    /// Whether the row has the same points on both sides, and nothing of it went up for something else that went down.
    #[must_use]
    pub fn is_unmoved(&self) -> bool {
        let sums = [&self.difference, &self.veto, &self.rounding, &self.undivided, &self.centring];
        self.parts.iter().map(|part| &part.points).chain(sums).all(Number::is_zero)
    }

    /// The part of a factor, if the row has one of its own or shares one.
    #[must_use]
    pub fn part(&self, factor: Factor) -> Option<&Part> {
        self.parts.iter().find(|part| part.factors.contains(&factor))
    }

    /// All parts of the row added up; it must be its difference.
    pub(super) fn sum(&self) -> Result<Number, NumberError> {
        let parts = self.parts.iter().map(|part| &part.points);
        total(parts.chain([&self.veto, &self.rounding, &self.undivided]))
    }
}

/// What a comparison calls a row: both names where they differ.
#[must_use]
pub fn row_name(row: &RowComparison) -> Bilingual {
    match (&row.from, &row.to) {
        (Some(old), Some(new)) if old.id != new.id && old.name != new.name => Bilingual {
            zh: format!("{} → {}", old.name.zh, new.name.zh),
            en: format!("{} → {}", old.name.en, new.name.en),
        },
        _ => row.entry().map(|entry| entry.name.clone()).unwrap_or_default(),
    }
}

/// Numbers added up.
pub(super) fn total<'n>(numbers: impl IntoIterator<Item = &'n Number>) -> Result<Number, NumberError> {
    numbers.into_iter().try_fold(Number::zero(), |sum, number| sum.add(number))
}
