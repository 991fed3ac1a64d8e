//! Why two totals differ: the difference split by indicator and, within one, by what changed.
//!
//! Each side is an evaluation. Its official total is the sum of its rows and of a few lines between rows and total
//! ([`Breakdown`]), so the difference of two totals is the sum of the differences of rows and lines. A row's own
//! difference is split into actual, target, weight, rule and manual deduction by Shapley values over the unrounded
//! points: every coalition of old and new is scored by the ordinary rule. Rounding has its own part. All parts add up to
//! the difference of the official totals exactly, or there is no comparison.

mod breakdown;
mod coalition;
mod comparison;
mod grade_change;
mod record;
mod recorded;
mod reversal;
mod row_comparison;
mod side;
mod side_names;
mod split;
mod summary;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::evaluation::Role;
use crate::evaluation::counterfactual::RowFactors;
use crate::numeric::{Number, NumberError};

use self::coalition::Coalition;
use self::side_names::is_related;
use self::split::{has_same_figures, one_sided, pairs, split_row, undivided, unscored_kind};

pub use breakdown::{Breakdown, BreakdownEntry, BreakdownLine, NamedTotal};
pub use comparison::Comparison;
pub use grade_change::{GradeChange, Reversal, Reversed};
pub use record::{
    CompareRecord, ComparedRow, ComparedTotal, EntryInput, EntryRecord, GradeRecord, LineName, LineRecord, PartRecord,
    RefusedReversal, ReversalRecord, ReversedRecord, ReversedSetting, SummaryRecord, SummaryRowRecord,
};
pub use row_comparison::{Factor, Part, RowComparison, RowKind, row_name};
pub use side::Side;
pub use side_names::{Compared, SideNames};
pub use summary::{Summary, SummaryRow};

/// Compares two sides. `renamed` gives the second side's id of a row by the first side's, where they differ.
///
/// # Errors
/// A side without a total; ids in `renamed` that a side does not have ([`crate::Code::UnknownIndicator`]) or that name a row
/// twice ([`crate::Code::MapConflict`]); no row in common ([`crate::Code::NothingInCommon`]); and, loudly, parts that do not add up
/// ([`crate::Code::PartsMissTotal`]).
pub fn compare(from: &Side<'_>, to: &Side<'_>, renamed: &BTreeMap<String, String>) -> Result<Comparison, Diagnostics> {
    let breakdowns = (from.breakdown()?, to.breakdown()?);
    let mut coalitions: BTreeMap<String, Coalition> = BTreeMap::new();
    let same_figures = has_same_figures(from.report, to.report);
    let mut split = |old: &BreakdownEntry, new: &BreakdownEntry| -> Result<RowComparison, Diagnostics> {
        let rows = from.evaluation().row(&old.id).zip(to.evaluation().row(&new.id));
        let factors = rows.and_then(|(old, new)| RowFactors::of(old).zip(RowFactors::of(new)));
        let Some((old_factors, new_factors)) = factors else { return undivided(old, new, unscored_kind(rows)) };
        let coalition = Coalition::of(&old_factors, &new_factors, same_figures);
        let change = split_row(old, new, rows, &coalition);
        coalitions.insert(new.id.clone(), coalition);
        change
    };
    let mut comparison = add_up(&breakdowns.0, &breakdowns.1, renamed, &mut split)?;
    comparison.grade = Some(reversal::grade_change(from, to, &comparison, &coalitions)?);
    Ok(comparison)
}

/// Compares two breakdowns row by row: all that result files allow.
///
/// # Errors
/// Those of [`compare`].
pub fn compare_breakdowns(
    from: &Breakdown,
    to: &Breakdown,
    renamed: &BTreeMap<String, String>,
) -> Result<Comparison, Diagnostics> {
    add_up(from, to, renamed, &mut |old, new| undivided(old, new, RowKind::ResultOnly))
}

type Split<'s> = &'s mut dyn FnMut(&BreakdownEntry, &BreakdownEntry) -> Result<RowComparison, Diagnostics>;

fn add_up(
    from: &Breakdown,
    to: &Breakdown,
    renamed: &BTreeMap<String, String>,
    split: Split<'_>,
) -> Result<Comparison, Diagnostics> {
    let pairs = pairs(from, to, renamed)?;
    let mut rows = Vec::new();
    for (old, new) in pairs {
        rows.push(match (old, new) {
            (Some(old), Some(new)) => split(old, new)?,
            (old, new) => one_sided(old, new)?,
        });
    }
    let mut lines = to.lines.clone();
    for (line, points) in &from.lines {
        let after = lines.remove(line).unwrap_or_else(Number::zero);
        let changed = after.subtract(points)?;
        if !changed.is_zero() {
            lines.insert(line.clone(), changed);
        }
    }
    let difference = to.standing.total.subtract(&from.standing.total)?;
    let (mean_share, full_score_part) = centre(&mut rows, &from.standing, &to.standing)?;
    rows.sort_by_key(|row| Reverse(row.difference.absolute()));
    let names = SideNames::of(&from.standing, &to.standing);
    let has_related_rows = is_related(&from.standing, &to.standing, names.compared);
    let comparison = Comparison {
        names,
        has_related_rows,
        from: from.standing.clone(),
        to: to.standing.clone(),
        difference,
        rows,
        lines,
        mean_share,
        full_score_part,
        grade: None,
    };
    comparison.check(from, to)?;
    Ok(comparison)
}

/// Sets the centring of every weighted row; the answer is the mean share and what is left over.
fn centre(rows: &mut [RowComparison], from: &NamedTotal, to: &NamedTotal) -> Result<(Number, Number), NumberError> {
    let share = |side: &NamedTotal| side.total.divide(&side.full_score);
    let mean = share(from)?.add(&share(to)?)?.divide(&Number::from(2))?;
    for row in rows {
        if row.entry().is_some_and(|entry| entry.role == Role::Weighted) {
            let weight =
                |entry: &Option<BreakdownEntry>| entry.as_ref().map_or_else(Number::zero, |entry| entry.weight.clone());
            let moved = weight(&row.to).subtract(&weight(&row.from))?;
            row.centring = moved.multiply(&mean)?.negate();
        }
    }
    let left = to.full_score.subtract(&from.full_score)?.multiply(&mean)?;
    Ok((mean, left))
}
