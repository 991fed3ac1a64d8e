//! How far the total moves when each weight is moved a little, and everything else makes room.

use rayon::prelude::*;

use super::swept_case::SweptCase;
use super::{Bar, Reach, Reached, Step, Tornado};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::numeric::{Number, NumberError};
use crate::scheme::Indicator;

/// Moves every row that is not locked.
pub(super) fn tornado(case: &SweptCase<'_>, step: &Step) -> Result<Tornado, Diagnostics> {
    let full = case.scheme.full_score.number();
    let bar = |row: &Indicator| -> Result<Bar, Diagnostics> {
        let weight = row.weight.number();
        let by = match step {
            Step::Points(points) => Ok(points.clone()),
            Step::Percent(percent) => weight.multiply(percent).and_then(|part| part.divide(&Number::from(100))),
        };
        let by = by?;
        let low = weight.subtract(&by)?.max(Number::zero());
        let high = weight.add(&by)?.min(full.clone());
        let (less, more) = (case.reach(&row.id, &low)?, case.reach(&row.id, &high)?);
        let swing = swing(&less, &more, &case.total.unrounded)?;
        Ok(Bar { id: row.id.clone(), name: row.name.clone(), weight: row.weight.clone(), less, more, swing })
    };
    let rows: Vec<&Indicator> =
        case.scheme.indicators().into_iter().filter(|row| !case.locked.contains(&row.id)).collect();
    let bars: Vec<Result<Bar, Diagnostics>> = rows.into_par_iter().map(bar).collect();
    let mut bars = bars.into_iter().collect::<Result<Vec<Bar>, Diagnostics>>()?;
    if let Some(problem) = nothing_moves(&bars) {
        return Err(problem.into());
    }
    bars.sort_by(|one, other| other.swing.cmp(&one.swing));
    Ok(Tornado { step: step.clone(), bars })
}

fn swing(less: &Reach, more: &Reach, total: &Number) -> Result<Number, NumberError> {
    let at =
        |reach: &Reach| reach.reached().map_or_else(|| total.clone(), |reached: &Reached| reached.unrounded.clone());
    Ok(at(more).subtract(&at(less))?.absolute())
}

/// What stands against every single end, if all of them are refused.
fn nothing_moves(bars: &[Bar]) -> Option<Diagnostic> {
    let mut ends = bars.iter().flat_map(|bar| [&bar.less, &bar.more]);
    let first = match ends.next()? {
        Reach::Refused(problem) => problem.clone(),
        Reach::Reached(_) => return None,
    };
    ends.all(|end| end.reached().is_none()).then_some(first)
}
