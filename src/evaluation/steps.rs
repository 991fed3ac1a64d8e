//! What becomes of rows and totals: states, policies, and each step that changed something.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Bilingual;
use crate::numeric::{Number, Points};

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
    /// The points rest on what a person entered for another weight, and keep their share of this one.
    Converted {
        /// The weight that they were entered for.
        weight: Number,
        /// Points before.
        before: Number,
        /// Points after.
        after: Number,
    },
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
    /// Nothing added and nothing taken off by a bonus or penalty that does not apply.
    Nothing,
    /// Nothing for a figure that is missing.
    Zero,
    /// Nothing, because a veto struck.
    Veto,
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
