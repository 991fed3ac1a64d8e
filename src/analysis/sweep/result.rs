//! What a sweep finds.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Reach, Sampled, StabilityInterval, Step};
use crate::evaluation::Total;
use crate::language::Bilingual;
use crate::numeric::{Number, Weight};
use crate::scheme::WeightMode;

/// What came of it.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The scheme's id.
    pub scheme: String,
    /// What the evaluation is called.
    pub title: Bilingual,
    /// The unit.
    pub unit: String,
    /// The year.
    pub year: Option<String>,
    /// Who made room.
    pub mode: WeightMode,
    /// What the row or dimension is called that alone made room, if the mode names one.
    pub giver: Option<Bilingual>,
    /// Rows that kept their weight.
    pub locked: BTreeSet<String>,
    /// The steps of the scheme's weights.
    pub grid: Option<Weight>,
    /// The total as it is.
    pub total: Total,
    /// The decimals that totals are written with.
    pub places: u32,
    /// The tornado of each step.
    pub tornadoes: Vec<Tornado>,
    /// The weighted rows in the order of the scheme.
    pub rows: Vec<RowSweep>,
}

/// What is told of one row beside its bars.
#[derive(Clone, Debug)]
pub struct RowSweep {
    /// The indicator's id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// Full marks.
    pub weight: Weight,
    /// The rounded points; none where the row was not scored.
    pub points: Option<Number>,
    /// Where the grade stays, on all weights; none where the row is locked, or cannot be told exactly.
    pub exact: Option<StabilityInterval>,
    /// Why there is no exact span, where the row is not locked.
    pub sampled: Option<Sampled>,
    /// Where the grade stays, on the scheme's steps; none where the row is locked.
    pub on_grid: Option<StabilityInterval>,
    /// The total without the row, its weight given to others; none where the row is locked.
    pub without: Option<Reach>,
    /// The points still to be had; none where no rule gave the row's points.
    pub headroom: Option<Headroom>,
}

/// The bars of all rows for one step, the longest first.
#[derive(Clone, Debug)]
pub struct Tornado {
    /// The step.
    pub step: Step,
    /// The bars; rows that reach as far stay in the order of the scheme.
    pub bars: Vec<Bar>,
}

/// One row moved down and up.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The indicator's id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// Its weight as it is.
    pub weight: Weight,
    /// With less weight; not below 0.
    pub less: Reach,
    /// With more weight; not above the full score.
    pub more: Reach,
    /// The distance between the two totals, before their own rounding; a side that is refused counts as the total as it is.
    pub swing: Number,
}

/// Points still to be had on a row (可提升分数).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Headroom {
    /// How many (分数).
    pub points: Number,
    /// Whether it is known that there are no more (是否已是上限).
    pub is_most: bool,
}
