//! [`Guess`]: what a form does not say and a draft needs; and the questions that settle it, one per kind.

use crate::document::sheet::CellPlace;
use crate::form::message::Message;

/// One thing that was guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// What kind of thing.
    pub kind: GuessKind,
    /// The row's name; none for what concerns the whole form.
    pub row: Option<String>,
    /// The cell that it rests on.
    pub cell: Option<CellPlace>,
    /// What was taken.
    pub taken: String,
}

/// What kind of thing was guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuessKind {
    /// A number without operator: more is better.
    HigherIsBetter,
    /// A number without operator: less is better, by a word of the row.
    LowerIsBetter,
    /// Which rule scores ≥.
    ForwardRule,
    /// Which rule scores ≤.
    ReverseRule,
    /// What = means.
    EqualRule,
    /// What a range of targets means.
    RangeRule,
    /// Which level the words of a judged row are.
    Level,
    /// How a judged row is scored.
    StatementRule,
    /// The last day of a printed month or year.
    LastDay,
    /// What a day of delay costs.
    DayDeduction,
    /// A unit that is not printed.
    Unit,
    /// A weight shared out from what a group or the table is worth.
    WeightShared,
    /// A weight restored from the points.
    WeightOfScore,
    /// The weight of the money.
    MoneyWeight,
    /// One score over several rows: they are one row.
    OneScore,
    /// A budget taken from another column.
    Budget,
    /// Weights of more than 100 without a total.
    FullScore,
    /// Who reports.
    Organisation,
    /// Nothing names who reports.
    NoOrganisation,
    /// The year, by the name of the file or sheet.
    YearOfName,
    /// There is no year.
    NoYear,
}

/// A question about all guesses of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What kind of thing.
    pub kind: GuessKind,
    /// The rows with their cells.
    pub rows: Vec<(Option<String>, Option<CellPlace>)>,
    /// What was taken, each answer once.
    pub taken: Vec<String>,
}

impl Guess {
    /// A guess.
    #[must_use]
    pub fn new(kind: GuessKind, row: Option<&str>, cell: Option<CellPlace>, taken: &str) -> Self {
        Self { kind, row: row.map(str::to_owned), cell, taken: taken.to_owned() }
    }

    /// What was taken, and from which cell: a comment of the drafted files.
    #[must_use]
    pub fn message(&self) -> Message {
        let cell = self.cell.map(|cell| cell.to_string()).unwrap_or_default();
        Message::new(self.kind.ids().0).with("taken", &self.taken).with("cell", cell)
    }
}

impl GuessKind {
    /// The ids of the comment and of the question.
    fn ids(self) -> (&'static str, &'static str) {
        match self {
            Self::HigherIsBetter => ("form-guess-higher-is-better", "form-question-higher-is-better"),
            Self::LowerIsBetter => ("form-guess-lower-is-better", "form-question-lower-is-better"),
            Self::ForwardRule => ("form-guess-forward-rule", "form-question-forward-rule"),
            Self::ReverseRule => ("form-guess-reverse-rule", "form-question-reverse-rule"),
            Self::EqualRule => ("form-guess-equal-rule", "form-question-equal-rule"),
            Self::RangeRule => ("form-guess-range-rule", "form-question-range-rule"),
            Self::Level => ("form-guess-level", "form-question-level"),
            Self::StatementRule => ("form-guess-statement-rule", "form-question-statement-rule"),
            Self::LastDay => ("form-guess-last-day", "form-question-last-day"),
            Self::DayDeduction => ("form-guess-day-deduction", "form-question-day-deduction"),
            Self::Unit => ("form-guess-unit", "form-question-unit"),
            Self::WeightShared => ("form-guess-weight-shared", "form-question-weight-shared"),
            Self::WeightOfScore => ("form-guess-weight-of-score", "form-question-weight-of-score"),
            Self::MoneyWeight => ("form-guess-money-weight", "form-question-money-weight"),
            Self::OneScore => ("form-guess-one-score", "form-question-one-score"),
            Self::Budget => ("form-guess-budget", "form-question-budget"),
            Self::FullScore => ("form-guess-full-score", "form-question-full-score"),
            Self::Organisation => ("form-guess-organisation", "form-question-organisation"),
            Self::NoOrganisation => ("form-guess-no-organisation", "form-question-no-organisation"),
            Self::YearOfName => ("form-guess-year-of-name", "form-question-year-of-name"),
            Self::NoYear => ("form-guess-no-year", "form-question-no-year"),
        }
    }
}

/// The guesses as questions, one per kind.
#[must_use]
pub fn questions(guesses: &[Guess]) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for guess in guesses {
        let position = questions.iter().position(|question| question.kind == guess.kind);
        let position = position.unwrap_or_else(|| {
            questions.push(Question { kind: guess.kind, rows: Vec::new(), taken: Vec::new() });
            questions.len().saturating_sub(1)
        });
        if let Some(question) = questions.get_mut(position) {
            question.rows.push((guess.row.clone(), guess.cell));
            if !question.taken.contains(&guess.taken) {
                question.taken.push(guess.taken.clone());
            }
        }
    }
    questions
}

impl Question {
    /// What is asked: of how many rows, and what was taken.
    #[must_use]
    pub fn message(&self) -> Message {
        Message::new(self.kind.ids().1).with("rows", self.rows.len()).with("taken", self.taken.join("、"))
    }
}
