//! The evaluation: what a scheme and its rules make of a report, with the reason for every point.
//!
//! [`Evaluator::new`] joins a scheme and the rules it names; [`Evaluator::evaluate`] is the one function that scores.
//! The order of steps is fixed: derive metrics, rule, modifiers, manual deduction, clamp, round the row, subtotal,
//! rescale for rows that do not apply, bonus and penalty, veto, conditional cap, clamp, round the total, grade.

pub(crate) mod counterfactual;
mod evaluator;
mod figures;
mod prepared;
mod row;
mod total;
mod trace;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostics;
use crate::language::Bilingual;
use crate::location::Place;
use crate::numeric::{Number, Points, Unit, Weight};
use crate::rule::{RuleCase, Value};
use crate::scheme::{Roundings, Target};

pub use evaluator::{Evaluator, GivenRow, Reads};
pub use trace::{MOST_PIECES, Piece, PieceOutcome, RowTrace, Shape};

/// What a row asks its rule, or one of its modifiers.
#[derive(Clone, Debug)]
pub struct Question {
    /// The rule's name.
    pub rule: String,
    /// The row's id.
    pub row: String,
    /// What the rule is told.
    pub case: RuleCase,
}

/// The result of scoring one report.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The scheme's id.
    pub scheme: String,
    /// What the evaluation is called.
    pub title: Bilingual,
    /// The unit that was evaluated.
    pub unit: String,
    /// The year that was evaluated.
    pub year: Option<String>,
    /// Whether the report is an illustration.
    pub illustrative: bool,
    /// The full score.
    pub full_score: Weight,
    /// The roundings that were applied.
    pub roundings: Roundings,
    /// The names of the grades, best first.
    pub grades: Vec<Bilingual>,
    /// All rows in the order of the scheme: weighted ones, bonuses, penalties.
    pub rows: Vec<Row>,
    /// The top-level dimensions with their subtotals.
    pub subtotals: Vec<Subtotal>,
    /// What happened between the subtotals and the total, in order.
    pub steps: Vec<TotalStep>,
    /// The total and its grade; none where it is withheld, which a diagnostic explains.
    pub total: Option<Total>,
    /// Problems and remarks.
    pub diagnostics: Diagnostics,
}

impl Evaluation {
    /// The row of that id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }
}

/// What a row counts towards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// The full score.
    Weighted,
    /// Points beyond the full score.
    Bonus,
    /// Points taken away from the total.
    Penalty,
}

/// One scored row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The indicator's id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// The ids of the dimensions it stands in, outermost first.
    pub dimensions: Vec<String>,
    /// What it counts towards.
    pub role: Role,
    /// Full marks.
    pub weight: Weight,
    /// What became of it.
    pub state: RowState,
    /// How it came to that.
    pub trace: Trace,
}

impl Row {
    /// The rounded points, if the row was scored.
    #[must_use]
    pub fn points(&self) -> Option<&Points> {
        match &self.state {
            RowState::Scored(points) => Some(points),
            _ => None,
        }
    }

    /// Whether a veto took its points.
    #[must_use]
    pub fn is_struck(&self) -> bool {
        self.trace.steps.iter().any(|step| matches!(step, RowStep::Policy { policy: "veto", .. }))
    }

    /// Full marks less points.
    #[must_use]
    pub fn lost(&self) -> Option<Number> {
        self.weight.number().subtract(self.points()?.number()).ok()
    }
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowState {
    /// It has points.
    Scored(Points),
    /// It does not apply, for this reason.
    NotApplicable(Bilingual),
    /// A figure is missing, for this reason; a diagnostic names it.
    Missing(Bilingual),
    /// It could not be scored; a diagnostic says why.
    Failed,
}

/// How a row came to its points.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What had to be reached.
    pub target: Option<Target>,
    /// The unit of target and actual.
    pub unit: Unit,
    /// What the numbers of the row rest on.
    pub basis: Option<String>,
    /// The rule.
    pub rule: String,
    /// Its parameters, defaults included.
    pub params: BTreeMap<String, Value>,
    /// Its inputs.
    pub inputs: Vec<TracedInput>,
    /// What the rule was told, then what each modifier was told, in order; whoever asks what the row would be worth
    /// under other circumstances starts from here.
    pub cases: Vec<RuleCase>,
    /// The branch that was taken.
    pub branch: Option<String>,
    /// The formula with its numbers, as the rule words it.
    pub sentence: Option<Bilingual>,
    /// What the rule remarks.
    pub notes: Vec<Bilingual>,
    /// The points before rounding.
    pub unrounded: Option<Number>,
    /// Each step that changed the points after the rule.
    pub steps: Vec<RowStep>,
    /// Why the target was not reached, as the unit says.
    pub deviation: Option<String>,
}

/// The number that a row had to reach, in its own unit, if its target is one.
pub(crate) fn target_number(trace: &Trace) -> Option<Number> {
    match prepared::target_value(trace.target.as_ref()) {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// One input of a rule.
#[derive(Clone, Debug)]
pub struct TracedInput {
    /// The rule's name for it.
    pub name: String,
    /// The metric or formula it came from.
    pub from: String,
    /// The formula with its numbers, where the value was derived.
    pub worked: Option<String>,
    /// The value, in the indicator's unit or in its own.
    pub value: Value,
    /// The unit the value is counted in.
    pub unit: Unit,
    /// Where the reported figures stand.
    pub places: Vec<Place>,
}

/// What changed the points of a row after its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowStep {
    /// A modifier changed the points.
    Modified {
        /// The modifier.
        rule: String,
        /// Points before.
        before: Number,
        /// Points after.
        after: Number,
        /// Why, as the modifier words it.
        sentence: Bilingual,
    },
    /// A person took points away.
    Deducted {
        /// Points before.
        before: Number,
        /// Points after.
        after: Number,
        /// Why.
        reason: String,
    },
    /// What fell outside 0 and the weight was drawn in.
    Clamped {
        /// Points before.
        before: Number,
        /// Points after.
        after: Number,
    },
    /// The declared rounding changed the digits.
    Rounded {
        /// Points before.
        before: Number,
        /// Points after.
        after: Number,
    },
    /// A policy gave the points, because the row does not apply or its figure is missing.
    Policy {
        /// `full` or `zero`.
        policy: &'static str,
        /// Points after.
        after: Number,
    },
}

/// The sum of a dimension.
#[derive(Clone, Debug)]
pub struct Subtotal {
    /// The dimension's id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// What it is worth.
    pub weight: Weight,
    /// The sum of its scored rows, after the dimension's rounding.
    pub points: Points,
    /// Whether every row in it was scored.
    pub is_complete: bool,
    /// The dimensions below it.
    pub below: Vec<Subtotal>,
}

/// What happened between subtotals and total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TotalStep {
    /// The subtotals were added up.
    Sum(Number),
    /// Rows that do not apply were left out and the rest scaled up.
    Rescaled {
        /// Unrounded points of the rows that apply.
        points: Number,
        /// Weight of the rows that apply.
        weight: Number,
        /// The total after.
        after: Number,
    },
    /// Points beyond the full score.
    Bonus {
        /// What was added, after the limit.
        points: Number,
        /// The total after.
        after: Number,
    },
    /// Points taken away.
    Penalty {
        /// What was taken away.
        points: Number,
        /// The total after.
        after: Number,
    },
    /// A veto struck.
    Veto {
        /// Its id.
        id: String,
        /// What it is called.
        name: Bilingual,
        /// The total after.
        after: Number,
    },
    /// A ceiling took the excess.
    Capped {
        /// Its id.
        id: String,
        /// What it is called.
        name: Bilingual,
        /// The figure that decided.
        figure: Number,
        /// The total after.
        after: Number,
    },
    /// What fell outside 0 and the highest possible total was drawn in.
    Clamped {
        /// The total after.
        after: Number,
    },
    /// The declared rounding changed the digits.
    Rounded {
        /// The total before.
        before: Number,
        /// The total after.
        after: Number,
    },
}

/// The total and what it means.
#[derive(Clone, Debug)]
pub struct Total {
    /// The total before its own rounding.
    pub unrounded: Number,
    /// The total.
    pub points: Points,
    /// The grade of the total.
    pub grade: Bilingual,
    /// What is missing to the next better grade: its name and the distance; none at the top.
    pub up: Option<(Bilingual, Number)>,
    /// How far the total lies above the bottom of its grade, and the grade below; none at the bottom.
    pub down: Option<(Bilingual, Number)>,
}
