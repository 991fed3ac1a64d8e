//! [`FormGap`]: what a case holds and a layout has no place for.

use super::super::message::Message;
use super::super::role::CellRole;

/// What a filled form does not show, or shows without being asked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormGap {
    /// The layout has no column for what some rows have.
    NoColumn {
        /// Which column.
        role: CellRole,
        /// What forms call it.
        word: String,
        /// The names of the rows.
        rows: Vec<String>,
    },
    /// The layout has no place for budget and execution; the row stands among the others.
    NoMoney {
        /// The name of the row.
        row: String,
    },
    /// The layout prints budget and execution without points.
    MoneyWithoutPoints {
        /// The name of the row.
        row: String,
    },
    /// The rows have more levels than the layout has columns.
    DeepLevels {
        /// The levels that are left out.
        levels: Vec<String>,
    },
    /// The layout prints weights of groups only, and rows of a group have different ones.
    UnequalWeights {
        /// The group.
        group: String,
    },
    /// Labels that are left blank, since the case does not say what belongs there.
    BlankLabels {
        /// What the form calls them.
        words: Vec<String>,
    },
    /// The layout is one of plain figures, which a case does not hold.
    NoFigures,
    /// The layout has no line of sums for the total or the grade.
    NoTotalLine,
}

/// How many names are given of rows of one kind.
const MOST_NAMES: usize = 3;

impl FormGap {
    /// What it says.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoColumn { word, rows, .. } => {
                let message = Message::new("form-gap-no-column").with("column", word);
                message.with("rows", names(rows)).with("count", rows.len())
            }
            Self::NoMoney { row } => Message::new("form-gap-no-money").with("row", row),
            Self::MoneyWithoutPoints { row } => Message::new("form-gap-money-without-points").with("row", row),
            Self::DeepLevels { levels } => Message::new("form-gap-deep-levels").with("levels", names(levels)),
            Self::UnequalWeights { group } => Message::new("form-gap-unequal-weights").with("group", group),
            Self::BlankLabels { words } => Message::new("form-gap-blank-labels").with("labels", names(words)),
            Self::NoFigures => Message::new("form-gap-no-figures"),
            Self::NoTotalLine => Message::new("form-gap-no-total-line"),
        }
    }
}

/// Some names, and a sign where there are more.
fn names(all: &[String]) -> String {
    let more = if all.len() > MOST_NAMES { "…" } else { "" };
    let some: Vec<&str> = all.iter().take(MOST_NAMES).map(String::as_str).collect();
    format!("{}{more}", some.join("、"))
}
