//! [`CountedIn`]: what the numbers of an input or a parameter count.

use std::fmt;

use crate::numeric::Unit;

/// What the numbers of an input or a parameter count, as the card of a rule says: `unit: "…"`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CountedIn {
    /// Plain numbers (nothing is said).
    #[default]
    Plain,
    /// The unit of the row (`row`). A row of shares is handed to scripts in percent, however it is written.
    Row,
    /// A difference of two numbers of the row (`step`): percentage points where the row counts shares.
    Step,
    /// The unit of the input's own metric (`own`); several of one input are counted in the unit of the first.
    Own,
    /// Single things (`count`): 3 万件 are 30000.
    Count,
    /// The unit of another input of the rule (`like INPUT`).
    Like(String),
    /// Shares, handed to the script in this unit (`%` or `ratio`) however they are written.
    Share(Unit),
    /// Points of the weight (`points`).
    Points,
}

impl CountedIn {
    /// Reads the word of a card.
    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "row" => Self::Row,
            "step" => Self::Step,
            "own" => Self::Own,
            "count" => Self::Count,
            "points" => Self::Points,
            "%" | "ratio" => Self::Share(Unit::parse(word)),
            other => Self::Like(other.strip_prefix("like ")?.trim().to_owned()),
        })
    }
}

impl fmt::Display for CountedIn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain => Ok(()),
            Self::Row => out.write_str("row"),
            Self::Step => out.write_str("step"),
            Self::Own => out.write_str("own"),
            Self::Count => out.write_str("count"),
            Self::Like(other) => write!(out, "like {other}"),
            Self::Share(unit) => out.write_str(unit.name()),
            Self::Points => out.write_str("points"),
        }
    }
}
