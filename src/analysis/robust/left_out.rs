//! [`LeftOut`]: what becomes of ranks and grades without one of the indicators.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::draws::share_out;
use crate::analysis::ranking::RankedOrganisation;
use crate::analysis::ranks::ranks;
use crate::evaluation::{PointsTable, Program, WeightSteps};
use crate::numeric::{Number, NumberError, Points};
use crate::report::Report;
use crate::scheme::Scheme;

/// What becomes of ranks and grades where one indicator is worth nothing and the others take its weight in proportion
/// (去掉该项指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// By how many ranks organisations move on average; null where none has a rank before and after (平均名次变动).
    pub mean_shift: Option<Number>,
    /// How many organisations have another grade (等级变动的单位数).
    pub grades_changed: usize,
    /// Who is first without it (第一名).
    pub leaders: Vec<String>,
}

/// What becomes of the ranked organisations without each of the weighted rows, in their order; none for a row that is worth nothing,
/// or everything.
///
/// # Errors
/// [`NumberError::TooLarge`].
pub(super) fn left_out(
    program: &Program,
    ranked: &[(&RankedOrganisation, &Report)],
) -> Result<Vec<Option<LeftOut>>, NumberError> {
    let scheme = program.scheme();
    let Some(steps) = WeightSteps::fine(scheme) else { return Ok(vec![None; scheme.indicators().len()]) };
    let reports: Vec<&Report> = ranked.iter().map(|(_, report)| *report).collect();
    let table = program.points_table(&reports, &steps);
    let own = steps.nearest(scheme);
    let without = |at: usize| {
        let parts = own.iter().enumerate().map(|(other, steps)| if other == at { 0 } else { u64::from(*steps) });
        let parts: Vec<u64> = parts.collect();
        let is_part = own.get(at).is_some_and(|steps| *steps > 0) && parts.iter().any(|parts| *parts > 0);
        is_part.then(|| {
            let mut weights = vec![0; own.len()];
            share_out(steps.full(), &parts, &mut weights);
            weights
        })
    };
    (0..own.len()).map(|at| without(at).map(|weights| seen(&table, &weights, ranked, scheme)).transpose()).collect()
}

fn seen(
    table: &PointsTable<'_>,
    weights: &[u32],
    ranked: &[(&RankedOrganisation, &Report)],
    scheme: &Scheme,
) -> Result<LeftOut, NumberError> {
    let totals = table.totals(weights);
    let points: Vec<Option<Points>> =
        totals.iter().map(|total| total.as_ref().map(|total| table.points(total))).collect();
    let after = ranks(&points.iter().map(Option::as_ref).collect::<Vec<_>>(), scheme.tied_ranks);
    let (mut shifts, mut moved, mut grades_changed, mut leaders) = (0_usize, 0_usize, 0_usize, Vec::new());
    for (((one, _), total), rank) in ranked.iter().zip(&totals).zip(&after) {
        if let (Some(before), Some(after)) = (one.rank, rank) {
            shifts = shifts.saturating_add(before.abs_diff(*after));
            moved = moved.saturating_add(1);
        }
        let grade = total.as_ref().and_then(|total| scheme.grades.get(total.grade));
        if let (Some(before), Some(after)) = (&one.total, grade)
            && before.grade != after.name
        {
            grades_changed = grades_changed.saturating_add(1);
        }
        if *rank == Some(1) {
            leaders.push(one.organisation.clone());
        }
    }
    let mean_shift = match moved {
        0 => None,
        moved => Some(Number::count(shifts).divide(&Number::count(moved))?),
    };
    Ok(LeftOut { mean_shift, grades_changed, leaders })
}
