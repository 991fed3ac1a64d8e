//! [`Target`]: what had to be reached.

use crate::numeric::Number;

/// What had to be reached, in the indicator's unit.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Target {
    /// ≥.
    AtLeast(Number),
    /// >.
    MoreThan(Number),
    /// ≤.
    AtMost(Number),
    /// <.
    LessThan(Number),
    /// =.
    Equal(Number),
    /// From the first to the second, both included.
    Between(Number, Number),
    /// A qualitative statement.
    Statement(String),
    /// On that day (2024-12-31) or before.
    By(String),
}

impl Target {
    /// The one number that the target names; none for ranges, statements and days.
    #[must_use]
    pub fn number(&self) -> Option<&Number> {
        match self {
            Self::AtLeast(number)
            | Self::MoreThan(number)
            | Self::AtMost(number)
            | Self::LessThan(number)
            | Self::Equal(number) => Some(number),
            Self::Between(..) | Self::Statement(_) | Self::By(_) => None,
        }
    }

    /// All numbers that the target names.
    pub fn numbers(&self) -> impl Iterator<Item = &Number> {
        let ends = match self {
            Self::Between(low, high) => [Some(low), Some(high)],
            other => [other.number(), None],
        };
        ends.into_iter().flatten()
    }

    /// The form it is written in, as rules name it.
    #[must_use]
    pub fn form(&self) -> &'static str {
        self.into()
    }

    /// Which way the target points.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match self {
            Self::AtLeast(_) | Self::MoreThan(_) => Direction::Higher,
            Self::AtMost(_) | Self::LessThan(_) => Direction::Lower,
            _ => Direction::Either,
        }
    }
}

/// Which way is better.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    serde::Deserialize,
    serde::Serialize,
    schemars::JsonSchema,
    strum::IntoStaticStr,
    strum::EnumString,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither: a range, a statement, an equal value.
    Either,
}
