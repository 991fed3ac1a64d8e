//! The evaluation: what a scheme and its rules make of a report, with the reason for every point.
//!
//! [`Program::compile`] joins a scheme and the rules it names; [`Program::evaluate`] is the one function that scores.
//! The order of steps is fixed: derive metrics, rule, modifiers, manual deduction, bounds, round the row, subtotal,
//! rescale for rows that do not apply, bonus and penalty, veto, conditional cap, bounds, round the total, grade.

mod compiled;
pub(crate) mod counterfactual;
mod inputs;
mod overlay;
mod points;
mod program;
mod response;
mod row;
mod scoring;
mod total;
mod weight_curve;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostics;
use crate::language::Bilingual;
use crate::numeric::{Number, Points, Weight};
use crate::rule::RuleCase;
use crate::scheme::{Roundings, VetoEffect};

use self::compiled::DimensionHead;

pub use overlay::Overlay;
pub use program::{MetricUsage, Program};
pub use response::Response;
pub use row::{Row, RowInput};
pub use scoring::FixedRow;
pub use weight_curve::{MAX_PIECES, Piece, PieceOutcome, Shape, WeightCurve};

/// What a row asks its rule, or one of its modifiers.
#[derive(Clone, Debug)]
pub struct RequiredInput {
    /// The rule's name.
    pub rule: String,
    /// The row's id.
    pub row: String,
    /// What the rule is given.
    pub case: RuleCase,
}

/// The result of scoring one report.
#[derive(Clone, Debug)]
pub struct Evaluation {
    program: Program,
    /// The organisation that was evaluated.
    pub organisation: String,
    /// The year that was evaluated.
    pub year: Option<String>,
    /// Whether the report is an illustration.
    pub illustrative: bool,
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
    /// The program that scored the report, with the overlay that was laid over it.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The scheme's id.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.program.base().id
    }

    /// What the evaluation is called.
    #[must_use]
    pub fn title(&self) -> &Bilingual {
        &self.program.base().title
    }

    /// The full score.
    #[must_use]
    pub fn full_score(&self) -> &Weight {
        &self.program.base().full_score
    }

    /// The roundings that were applied.
    #[must_use]
    pub fn roundings(&self) -> Roundings {
        self.program.base().roundings
    }

    /// The names of the grades, best first.
    pub fn grades(&self) -> impl Iterator<Item = &Bilingual> {
        self.program.base().grades.iter().map(|grade| &grade.name)
    }

    /// The grade that a total would have in this evaluation, the vetoes that struck included.
    #[must_use]
    pub fn grade_of(&self, total: &Number) -> Bilingual {
        let scheme = self.program.base();
        let struck = self.steps.iter().filter_map(|step| match step {
            TotalStep::Veto { id, .. } => scheme.vetoes.iter().find(|veto| veto.id == *id),
            _ => None,
        });
        let limits = struck.filter_map(|veto| match &veto.effect {
            VetoEffect::GradeAtMost(name) => scheme.grades.iter().position(|grade| grade.name.zh == *name),
            _ => None,
        });
        scheme.grade_name(limits.fold(scheme.grade_of(total), usize::max))
    }

    /// The row of that id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id() == id)
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

/// What changed the points of a row after its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowStep {
    /// A modifier changed the points.
    Modified {
        /// The position of the modifier among those of the row.
        modifier: usize,
        /// Points before.
        before: Number,
        /// Points after.
        after: Number,
    },
    /// A person took points away, for the reason that the report states.
    Deducted {
        /// Points before.
        before: Number,
        /// Points after.
        after: Number,
    },
    /// What fell outside 0 and the weight was limited to it.
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
    /// A policy gave the points, because the row does not apply or its figure is missing, or a veto took them.
    Policy {
        /// Which.
        policy: RowPolicy,
        /// Points after.
        after: Number,
    },
}

/// What gives a row its points in place of its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum RowPolicy {
    /// Full marks for a row that does not apply.
    Full,
    /// Nothing for a figure that is missing.
    Zero,
    /// Nothing, because a veto struck.
    Veto,
}

/// The sum of a dimension.
#[derive(Clone, Debug)]
pub struct Subtotal {
    dimension: Arc<DimensionHead>,
    /// The sum of its scored rows, after the dimension's rounding.
    pub points: Points,
    /// Whether every row in it was scored.
    pub is_complete: bool,
    /// The dimensions below it.
    pub below: Vec<Subtotal>,
}

impl Subtotal {
    /// The dimension's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.dimension.id
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &Bilingual {
        &self.dimension.name
    }

    /// What it is worth.
    #[must_use]
    pub fn weight(&self) -> &Weight {
        &self.dimension.weight
    }
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
