//! One indicator at a time: how far the total moves with a weight, between which weights the grade stays, what the total
//! would be without the indicator, and which points are still to be had.
//!
//! The other weights make room as a [`WeightMode`] says. Weights are fractions where that is what the mode makes of
//! them; the interval in which the grade stays is told for fractions and on the scheme's own steps.

mod bench;
mod headroom;
mod record;
mod slide;
mod span;
mod tornado;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::evaluation::{Role, Total};
use crate::language::Bilingual;
use crate::location::RequestPlaces;
use crate::numeric::{Number, Weight};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::{Scheme, WeightMode, WeightRequest};

use self::bench::Bench;

pub use headroom::Headroom;
pub use record::{
    BarRecord, BeyondRecord, BoundRecord, ReachRecord, SampledRecord, SpanEnd, SpanRecord, SweepRecord, SweepTotal,
    SweptRow, TornadoRecord,
};
pub use span::{Beyond, Bound, Sampled, Span};
pub use tornado::{Bar, Step, Tornado};

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct SweepRequest {
    /// Who makes room when a weight changes.
    pub mode: WeightMode,
    /// Rows that keep their weight and are not swept.
    pub locked: BTreeSet<String>,
    /// By how much each weight is moved; a tornado for each.
    pub steps: Vec<Step>,
    /// Where this was written: `lock` by indicator, `mode`, `points` and `percent`.
    pub places: RequestPlaces,
}

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
    pub exact: Option<Span>,
    /// Why there is no exact span, where the row is not locked.
    pub sampled: Option<Sampled>,
    /// Where the grade stays, on the scheme's steps; none where the row is locked.
    pub on_grid: Option<Span>,
    /// The total without the row, its weight given to others; none where the row is locked.
    pub without: Option<Reach>,
    /// The points still to be had; none where no rule gave the row's points.
    pub headroom: Option<Headroom>,
}

/// A total that a change of weights leads to, or why there is none.
#[derive(Clone, Debug)]
pub enum Reach {
    /// It is reached.
    Reached(Reached),
    /// The mode, or a rule at one of the new weights, refuses it.
    Refused(Diagnostic),
}

/// A total reached with another weight (移动后的总分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reached {
    /// The weight of the row that was moved (移动后的权重).
    pub weight: Number,
    /// The total (总分).
    pub total: Number,
    /// The total before its own rounding (取整前).
    pub unrounded: Number,
    /// The grade (等级).
    pub grade: Bilingual,
    /// The total less the total as it is (变化).
    pub change: Number,
}

impl Reach {
    /// What was reached, if it was.
    #[must_use]
    pub fn reached(&self) -> Option<&Reached> {
        match self {
            Self::Reached(reached) => Some(reached),
            Self::Refused(_) => None,
        }
    }
}

/// Sweeps every weighted row of a case.
///
/// # Errors
/// A case that cannot be scored or has no total; a locked row that the scheme does not have
/// ([`Code::UnknownIndicator`]); steps outside their bounds ([`Code::NumberRange`]); a mode under which no weight can be
/// moved at all, with what it says; and, loudly, an interval that the ordinary engine does not confirm
/// ([`Code::SpanDisagrees`]).
pub fn sweep(
    scheme: &Scheme,
    book: &RuleSet,
    report: &Report,
    request: &SweepRequest,
) -> Result<Warned<Sweep>, Diagnostics> {
    check(scheme, request)?;
    let Warned { value: bench, warnings } = Bench::new(scheme, book, report, request)?;
    let tornadoes = request.steps.iter().map(|step| tornado::tornado(&bench, step));
    let tornadoes = tornadoes.collect::<Result<Vec<_>, _>>()?;
    let rows = scheme.indicators().into_iter().map(|indicator| {
        let is_locked = request.locked.contains(&indicator.id);
        let row = bench.evaluation().row(&indicator.id).filter(|row| row.role() == Role::Weighted);
        let (mut exact, mut sampled, mut on_grid, mut without) = (None, None, None, None);
        if !is_locked {
            let told = span::spans(&bench, indicator)?;
            (exact, sampled, on_grid) = (told.exact, told.sampled, Some(told.on_grid));
            without = Some(bench.without(indicator)?);
        }
        Ok(RowSweep {
            id: indicator.id.clone(),
            name: indicator.name.clone(),
            weight: indicator.weight.clone(),
            points: row.and_then(|row| row.points()).map(|points| points.number().clone()),
            exact,
            sampled,
            on_grid,
            without,
            headroom: row.and_then(|row| headroom::headroom(&bench, row)),
        })
    });
    let rows = rows.collect::<Result<Vec<_>, Diagnostics>>()?;
    let evaluation = bench.evaluation();
    let sweep = Sweep {
        scheme: evaluation.scheme().to_owned(),
        title: evaluation.title().clone(),
        unit: evaluation.organisation.clone(),
        year: evaluation.year.clone(),
        mode: request.mode.clone(),
        locked: request.locked.clone(),
        grid: bench.grid.clone(),
        total: bench.total.clone(),
        places: scheme.roundings.total.places,
        tornadoes,
        rows,
    };
    Ok(Warned { value: sweep, warnings })
}

/// The request itself: known rows, steps that move something.
fn check(scheme: &Scheme, request: &SweepRequest) -> Result<(), Diagnostics> {
    let mut problems = WeightRequest {
        mode: request.mode.clone(),
        locked: request.locked.clone(),
        places: request.places.clone(),
        ..WeightRequest::default()
    }
    .unknown(scheme);
    for step in &request.steps {
        let (number, most, part) = match step {
            Step::Points(number) => (number, scheme.full_score.number().clone(), "points"),
            Step::Percent(number) => (number, Number::from(100), "percent"),
        };
        if number.is_zero() || number.is_negative() || *number > most {
            let bounds = format!("> 0, ≤ {most}");
            let problem = Diagnostic::new(Code::NumberRange).fact("value", number).fact("bounds", bounds);
            problems.push(problem.at(request.places.single(part)));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
