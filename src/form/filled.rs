//! [`FilledForm`]: what a form is filled with, as plain data: no layout yet, and no case any more.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::role::CellRole;
use crate::notation::Operator;

/// What a form is filled with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilledForm {
    /// What the evaluation is called, for layouts without a title of their own.
    pub title: String,
    /// The values of labels.
    pub labels: BTreeMap<CellRole, String>,
    /// The year.
    pub year: Option<String>,
    /// Budget and execution, where a row scores them.
    pub money: Option<FilledMoney>,
    /// The rows, in order.
    pub rows: Vec<FilledRow>,
    /// The line of sums.
    pub total: FilledTotal,
    /// The grade.
    pub grade: Option<String>,
}

/// The line of sums.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FilledTotal {
    /// The sums of what is printed above.
    #[default]
    Sums,
    /// Sums that are printed, right or wrong; what is not there is left blank.
    Printed {
        /// Of the weights; that of the rows where it is not given.
        weight: Option<Decimal>,
        /// Of the points.
        score: Option<Decimal>,
    },
}

/// Budget and execution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilledMoney {
    /// The name of the row that scores it.
    pub name: String,
    /// The unit of all.
    pub unit: String,
    /// Full marks.
    pub weight: Decimal,
    /// The points.
    pub score: Option<Decimal>,
    /// The sum.
    pub sum: FilledMoneyLine,
    /// What it is the sum of.
    pub lines: Vec<FilledMoneyLine>,
    /// Why the budget was not executed.
    pub reason: Option<String>,
}

/// A line of budget and execution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilledMoneyLine {
    /// What it is called; the sum has the name that the layout gives it.
    pub name: String,
    /// The budget at the start of the year.
    pub initial: Option<Decimal>,
    /// What was carried over from the year before.
    pub carried_over: Option<Decimal>,
    /// The budget of the year.
    pub total: Option<Decimal>,
    /// What was executed.
    pub executed: Option<Decimal>,
    /// The rate that is printed, in percent.
    pub rate: Option<Decimal>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilledRow {
    /// The levels above it, the first one first.
    pub levels: Vec<String>,
    /// The indicator.
    pub name: String,
    /// The sign before the target.
    pub operator: Option<Operator>,
    /// What had to be reached.
    pub target: Option<FilledValue>,
    /// The unit of target and actual value.
    pub unit: Option<String>,
    /// What was reached.
    pub actual: Option<FilledValue>,
    /// How far, in percent.
    pub completion: Option<Decimal>,
    /// How it is scored.
    pub standard: Option<String>,
    /// Full marks.
    pub weight: Decimal,
    /// The points.
    pub score: Option<Decimal>,
    /// The points after the form's own conversion by the weight in percent.
    pub converted: Option<Decimal>,
    /// Why the target was missed.
    pub reason: Option<String>,
    /// The points of a reviewer.
    pub review_score: Option<Decimal>,
    /// A remark.
    pub note: Option<String>,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilledValue {
    /// A number in a unit; none where it has none.
    Number {
        /// Exact.
        number: Decimal,
        /// The unit.
        unit: Option<String>,
    },
    /// From the first to the second, in the unit of the row.
    Range(Decimal, Decimal),
    /// A day, as 2024-12-31; a target is to be kept by then.
    Day(String),
    /// Words.
    Text(String),
}

impl FilledRow {
    /// Whether it has something for a column.
    #[must_use]
    pub fn has(&self, role: CellRole) -> bool {
        match role {
            CellRole::Level1 => !self.levels.is_empty(),
            CellRole::Level2 => self.levels.len() > 1,
            CellRole::Level3 | CellRole::Weight => true,
            CellRole::Operator => self.operator.is_some(),
            CellRole::Target => self.target.is_some(),
            CellRole::Unit => self.unit.is_some(),
            CellRole::Actual => self.actual.is_some(),
            CellRole::Completion => self.completion.is_some(),
            CellRole::Standard => self.standard.is_some(),
            CellRole::Score => self.score.is_some(),
            CellRole::Converted => self.converted.is_some(),
            CellRole::Reason => self.reason.is_some(),
            CellRole::ReviewScore => self.review_score.is_some(),
            CellRole::Note => self.note.is_some(),
            _ => false,
        }
    }
}
