//! What becomes a row of the draft: mostly one row of the form, or several that print one score.

use rust_decimal::Decimal;

use super::super::message::Message;
use super::super::reading::{FormReading, FormRow, ReadCell};
use super::super::role::CellRole;
use super::super::rules::RuleChoice;
use super::guess::Guess;
use crate::document::sheet::CellPlace;
use crate::messages::Messages;
use crate::notation::Operator;

/// One row of the draft, as positions among the rows of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DraftItem {
    /// The first of its rows.
    pub first: usize,
    /// The last.
    pub last: usize,
}

impl DraftItem {
    /// Its rows.
    pub fn rows<'a>(&self, reading: &'a FormReading) -> &'a [FormRow] {
        reading.rows.get(self.first..=self.last).unwrap_or_default()
    }

    /// Its first row.
    pub fn row<'a>(&self, reading: &'a FormReading) -> Option<&'a FormRow> {
        reading.rows.get(self.first)
    }

    /// The names of its rows.
    pub fn name(&self, reading: &FormReading) -> String {
        let mut names: Vec<&str> = self.rows(reading).iter().map(|row| row.name.as_str()).collect();
        names.dedup();
        names.join("；")
    }

    /// The cell of its name.
    pub fn place(&self, reading: &FormReading) -> Option<CellPlace> {
        let row = self.row(reading)?;
        row.cells.get(&CellRole::Level3).or_else(|| row.cells.values().next()).map(|cell| cell.place)
    }

    /// The cell of a role: its own, or one that it shares with others.
    pub fn cell<'a>(&self, reading: &'a FormReading, role: CellRole) -> Option<&'a ReadCell> {
        let own = self.row(reading).and_then(|row| row.cells.get(&role));
        own.or_else(|| {
            let is_over = |rows: (usize, usize)| rows.0 <= self.first && self.last <= rows.1;
            reading.shared.iter().find(|shared| shared.role == role && is_over(shared.rows)).map(|shared| &shared.cell)
        })
    }

    /// The cell of a role, if it says something.
    pub fn given<'a>(&self, reading: &'a FormReading, role: CellRole) -> Option<&'a ReadCell> {
        self.cell(reading, role).filter(|cell| cell.is_given())
    }
}

/// The items of a form: rows with one score over them are one.
pub(super) fn items(reading: &FormReading) -> Vec<DraftItem> {
    let mut items = Vec::new();
    let mut at = 0;
    while at < reading.rows.len() {
        let is_here = |rows: (usize, usize)| rows.0 == at && rows.1 > at;
        let shared = reading.shared.iter().find(|shared| shared.role == CellRole::Score && is_here(shared.rows));
        let last = shared.map_or(at, |shared| shared.rows.1);
        items.push(DraftItem { first: at, last });
        at = last.saturating_add(1);
    }
    items
}

/// What stands in a cell that gives nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Blank {
    /// Nothing.
    Empty,
    /// There is no such column.
    NoColumn,
    /// A sign or words.
    Says(String),
}

impl Blank {
    /// What stands in a row's cell of a role, where it is no number.
    pub fn in_column(reading: &FormReading, role: CellRole, cell: Option<&ReadCell>) -> Option<Self> {
        if reading.has_column(role) { Self::of(cell) } else { Some(Self::NoColumn) }
    }

    /// What stands in a cell, where it is no number.
    pub fn of(cell: Option<&ReadCell>) -> Option<Self> {
        match cell {
            None => Some(Self::Empty),
            Some(cell) if cell.number().is_some() => None,
            Some(cell) if cell.text.trim().is_empty() => Some(Self::Empty),
            Some(cell) => Some(Self::Says(cell.line())),
        }
    }

    /// It in words; of which cell the role tells.
    pub fn say(&self, words: &Messages, role: CellRole) -> String {
        let (no_column, empty, says) = match role {
            CellRole::Actual => ("form-no-actual", "form-blank-actual", "form-blank-actual-says"),
            _ => ("form-no-score", "form-blank-score", "form-blank-score-says"),
        };
        match self {
            Self::NoColumn => Message::new(no_column).text(words),
            Self::Empty => Message::new(empty).text(words),
            Self::Says(text) => Message::new(says).with("text", text).text(words),
        }
    }
}

/// What a row of the draft had to reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DraftTarget {
    /// A number, and how it is to be stood to.
    Number(Operator, Decimal),
    /// Both ends included.
    Between(Decimal, Decimal),
    /// In words.
    Statement(String),
    /// On that day or before.
    By(String),
}

/// What a row of the draft reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DraftActual {
    /// A value with its own unit.
    Value(String, Option<String>),
    /// Words that a person judges, and the points given.
    Judged {
        /// The words.
        words: String,
        /// The three levels, best first.
        levels: [String; 3],
    },
    /// Nothing is given.
    Missing(Blank),
    /// It does not apply, for that reason.
    NotApplicable(String),
}

/// A row of the draft.
#[derive(Debug, Clone)]
pub(super) struct DraftRow {
    /// Its id; given when all rows are known.
    pub id: String,
    /// Its name, told apart from others.
    pub name: String,
    /// Which group of the reading it belongs to.
    pub group: Option<usize>,
    /// The second level.
    pub level2: Option<String>,
    /// How the form says that it is scored.
    pub standard: Option<String>,
    /// Full marks.
    pub weight: Decimal,
    /// The unit of target and actual.
    pub unit: Option<String>,
    /// What had to be reached.
    pub target: Option<DraftTarget>,
    /// The unit of the target, where it is another.
    pub target_unit: Option<String>,
    /// Whether the target is a percentage below 1, which is meant so: its sign is printed.
    pub is_small_share: bool,
    /// What was reached.
    pub actual: DraftActual,
    /// How it is scored.
    pub rule: RuleChoice,
    /// Whether a person judges it.
    pub is_judged: bool,
    /// The points that a day of delay costs, where they are guessed.
    pub per_day: Option<Decimal>,
    /// The points claimed.
    pub claimed: Option<Decimal>,
    /// The points taken off, where they are printed and the points are not.
    pub taken_off: Option<Decimal>,
    /// What stands where points belong.
    pub blank: Option<Blank>,
    /// The points after conversion.
    pub converted: Option<Decimal>,
    /// The position of its first row among the reading's.
    pub position: usize,
    /// The completion printed, in percent.
    pub completion: Option<Decimal>,
    /// Why the target was missed.
    pub reason: Option<String>,
    /// The points of a reviewer.
    pub review: Option<Decimal>,
    /// What a reviewer found to have been reached, in words.
    pub reviewed: Option<String>,
    /// The remark of the form (备注).
    pub remark: Option<String>,
    /// What is printed, where the file says it otherwise.
    pub note: Option<Message>,
    /// What was guessed.
    pub guesses: Vec<Guess>,
}

impl DraftRow {
    /// Whether something in it was guessed.
    pub fn is_guessed(&self) -> bool {
        !self.guesses.is_empty()
    }

    /// The id of its metric, which is its own.
    pub fn metric(&self) -> &str {
        &self.id
    }
}
