//! One indicator at a time: how far the total moves with a weight, between which weights the grade stays, what the total
//! would be without the indicator, and which points are still to be had.
//!
//! The other weights make room as a [`WeightMode`](crate::WeightMode) says. Weights are fractions where that is what the mode makes of
//! them; the interval in which the grade stays is told for fractions and on the scheme's own steps.

mod headroom;
mod reach;
mod record;
mod request;
mod response_curve;
mod result;
mod safe_stretch;
mod stability;
mod stability_interval;
mod step;
mod step_curves;
mod swept_case;
mod tornado;
mod weight_lines;
mod whole_lines;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Warned};
use crate::evaluation::Role;
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

use self::swept_case::SweptCase;

pub use reach::{Reach, Reached};
pub use record::{
    BarRecord, BeyondRecord, BoundRecord, ReachRecord, SampledRecord, SpanEnd, SpanRecord, SweepRecord, SweepTotal,
    SweptRow, TornadoRecord,
};
pub use request::SweepRequest;
pub use result::{Bar, Headroom, RowSweep, Sweep, Tornado};
pub use stability_interval::{Beyond, Bound, Sampled, StabilityInterval};
pub use step::Step;

/// Sweeps every weighted row of a case.
///
/// # Errors
/// A case that cannot be scored or has no total; a locked row that the scheme does not have
/// ([`Code::UnknownIndicator`](crate::Code::UnknownIndicator)); steps outside their bounds ([`Code::NumberRange`](crate::Code::NumberRange)); a mode under which no weight can be
/// moved at all, with what it says; and, loudly, an interval that the ordinary engine does not confirm
/// ([`Code::SpanDisagrees`](crate::Code::SpanDisagrees)).
pub fn sweep(
    scheme: &Scheme,
    book: &RuleSet,
    report: &Report,
    request: &SweepRequest,
) -> Result<Warned<Sweep>, Diagnostics> {
    request::check(scheme, request)?;
    let request = &request.holding(scheme);
    let Warned { value: case, warnings } = SweptCase::new(scheme, book, report, request)?;
    let tornadoes = request.steps.iter().map(|step| tornado::tornado(&case, step));
    let tornadoes = tornadoes.collect::<Result<Vec<_>, _>>()?;
    let rows = scheme.indicators().into_par_iter().map(|indicator| {
        let is_locked = request.locked.contains(&indicator.id);
        let row = case.evaluation().row(&indicator.id).filter(|row| row.role() == Role::Weighted);
        let (mut exact, mut sampled, mut on_grid, mut without) = (None, None, None, None);
        if !is_locked {
            let told = stability::spans(&case, indicator)?;
            (exact, sampled, on_grid) = (told.exact, told.sampled, Some(told.on_grid));
            without = Some(case.without(indicator)?);
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
            headroom: row.and_then(|row| headroom::headroom(&case, row)),
        })
    });
    // The first problem is that of the first row, whichever thread was faster.
    let rows = rows.collect::<Vec<Result<RowSweep, Diagnostics>>>().into_iter().collect::<Result<Vec<_>, _>>()?;
    let evaluation = case.evaluation();
    let sweep = Sweep {
        scheme: evaluation.scheme().to_owned(),
        title: evaluation.title().clone(),
        unit: evaluation.organisation.clone(),
        year: evaluation.year.clone(),
        mode: request.mode.clone(),
        giver: scheme.giver_name(&request.mode),
        locked: request.locked.clone(),
        grid: case.grid.clone(),
        total: case.total.clone(),
        places: scheme.roundings.total.places,
        tornadoes,
        rows,
    };
    Ok(Warned { value: sweep, warnings })
}
