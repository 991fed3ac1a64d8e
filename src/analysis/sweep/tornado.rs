//! How far the total moves when each weight is moved a little, and everything else makes room.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bench::Bench;
use super::{Reach, Reached};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError, Weight};

/// By how much each weight is moved, down and up (移动幅度).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "unit", content = "by")]
pub enum Step {
    /// By points.
    Points(Number),
    /// By a share of the weight itself, in per cent.
    Percent(Number),
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

/// Moves every row that is not locked.
pub(super) fn tornado(bench: &Bench<'_>, step: &Step) -> Result<Tornado, Diagnostics> {
    let mut bars = Vec::new();
    let full = bench.scheme.full_score.number();
    for row in bench.scheme.indicators().into_iter().filter(|row| !bench.locked.contains(&row.id)) {
        let weight = row.weight.number();
        let by = match step {
            Step::Points(points) => Ok(points.clone()),
            Step::Percent(percent) => weight.multiply(percent).and_then(|part| part.divide(&Number::from(100))),
        };
        let by = by?;
        let low = weight.subtract(&by)?.max(Number::zero());
        let high = weight.add(&by)?.min(full.clone());
        let (less, more) = (bench.reach(&row.id, &low)?, bench.reach(&row.id, &high)?);
        let swing = swing(&less, &more, &bench.total.unrounded)?;
        bars.push(Bar { id: row.id.clone(), name: row.name.clone(), weight: row.weight.clone(), less, more, swing });
    }
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
