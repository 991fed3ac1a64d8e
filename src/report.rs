//! The report: what one unit reported for one year, and, if there are any, the points it claimed.

mod canonical;
mod check;
mod draft;

use std::collections::BTreeMap;

use crate::location::Place;
use crate::numeric::{Number, Unit};

pub use draft::ReportDraft;

/// A checked report: every metric has a value in one unit, or a reason why it has none.
#[derive(Clone, Debug)]
pub struct Report {
    /// The unit that reports.
    pub unit: String,
    /// The year reported.
    pub year: Option<String>,
    /// Whether the figures are an illustration and nobody's own.
    pub illustrative: bool,
    /// The reported metrics by id.
    pub metrics: BTreeMap<String, Metric>,
    /// What is said of single rows, by indicator id.
    pub rows: BTreeMap<String, RowNote>,
    /// The total that the unit claims.
    pub claimed_total: Option<Number>,
    /// The grade that the unit claims.
    pub claimed_grade: Option<String>,
    /// The sum of weights that the unit printed.
    pub claimed_weight: Option<Number>,
    /// What stands where the total belongs, if it is no number.
    pub blank_total: Option<String>,
    /// Where the table was published, if the report copies a published one.
    pub publication: Option<Publication>,
    /// Where the report begins.
    pub place: Place,
}

/// Where a table was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The address.
    pub url: String,
    /// The title.
    pub title: String,
    /// The day, as 2024-12-31.
    pub published: Option<String>,
    /// Whether the whole table was read.
    pub is_complete: bool,
}

/// One reported figure.
#[derive(Clone, Debug)]
pub struct Metric {
    /// What was reported.
    pub state: MetricState,
    /// Where the figure comes from, as the unit says.
    pub source: Option<String>,
    /// What proves it, as the unit says.
    pub evidence: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// What was reported of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetricState {
    /// A value as written, and its unit if one is stated.
    Value {
        /// The text as written; the rule's input says whether it is a number, a word, a date or yes/no.
        text: String,
        /// The unit stated.
        unit: Option<Unit>,
        /// Whether the unit confirms that a percentage below 1 is meant as written.
        as_written: bool,
    },
    /// No figure, and why.
    Missing(String),
    /// The metric does not apply to this unit, and why.
    NotApplicable(String),
}

/// What a report says of one row.
#[derive(Clone, Debug, Default)]
pub struct RowNote {
    /// Why the target was not reached (偏差原因).
    pub deviation: Option<String>,
    /// The reason why the row does not apply.
    pub not_applicable: Option<String>,
    /// Points taken away by a person, and why.
    pub deduction: Option<(Number, String)>,
    /// The points that the unit claims.
    pub claimed: Option<Number>,
    /// What stands where the claimed points belong, if it is no number.
    pub blank: Option<String>,
    /// The rate of completion or execution that is printed, in percent.
    pub printed_rate: Option<Number>,
    /// The points after the form's own conversion by the weight in percent.
    pub converted: Option<Number>,
    /// The budget at the start of the year, where the row is scored by another one.
    pub initial_budget: Option<Number>,
    /// The lines that a row of budget execution is the sum of.
    pub budget_lines: Vec<BudgetLine>,
    /// What a reviewer gives.
    pub review: Option<Review>,
    /// Where it stands.
    pub place: Option<Place>,
}

/// One line of a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetLine {
    /// What it is called.
    pub name: String,
    /// The budget at the start of the year.
    pub initial: Option<Number>,
    /// The budget of the year.
    pub budget: Number,
    /// What was executed.
    pub executed: Number,
}

/// What a reviewer gives a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The points, within 0 and the weight.
    pub points: Number,
    /// Why they differ from the unit's.
    pub reason: Option<String>,
}
