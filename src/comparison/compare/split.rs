//! The rows of two sides, matched by id, and the difference of each split into what changed.

use std::collections::{BTreeMap, BTreeSet};

use super::breakdown::{Breakdown, BreakdownEntry, signed};
use super::coalition::Coalition;
use super::{Factor, Part, RowComparison, RowKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::Row;
use crate::evaluation::attribution::attribute;
use crate::messages::listed;
use crate::numeric::{Number, NumberError};
use crate::report::Report;

type Pair<'e> = (Option<&'e BreakdownEntry>, Option<&'e BreakdownEntry>);

/// The rows of both sides by id: those of the second side in its order, then those that only the first has.
pub(super) fn pairs<'e>(
    from: &'e Breakdown,
    to: &'e Breakdown,
    renamed: &BTreeMap<String, String>,
) -> Result<Vec<Pair<'e>>, Diagnostics> {
    let unknown = |id: &String, ledger: &Breakdown| {
        let known = ledger.entries.iter().map(|entry| entry.id.as_str());
        let problem = Diagnostic::new(Code::UnknownIndicator).fact("id", id).suggest(id, known);
        ledger.entry(id).is_none().then_some(problem)
    };
    let old = renamed.keys().filter_map(|id| unknown(id, from));
    let new = renamed.values().filter_map(|id| unknown(id, to));
    let mut problems: Diagnostics = old.chain(new).collect();
    let mut taken: BTreeMap<&str, &BreakdownEntry> = BTreeMap::new();
    for entry in &from.entries {
        let id = renamed.get(&entry.id).unwrap_or(&entry.id);
        let Some(new) = to.entry(id) else { continue };
        if let Some(other) = taken.insert(&new.id, entry) {
            let problem = Diagnostic::new(Code::MapConflict).fact("id", id);
            problems.push(problem.fact("one", &other.id).fact("other", &entry.id));
        }
    }
    if problems.is_empty() && taken.is_empty() {
        let names = |ledger: &Breakdown| listed(ledger.entries.iter().map(|entry| &entry.name));
        problems.push(Diagnostic::new(Code::NothingInCommon).said("from", names(from)).said("to", names(to)));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let matched: BTreeSet<&str> = taken.values().map(|entry| entry.id.as_str()).collect();
    let both = to.entries.iter().map(|new| (taken.get(new.id.as_str()).copied(), Some(new)));
    let gone = from.entries.iter().filter(|old| !matched.contains(old.id.as_str())).map(|old| (Some(old), None));
    Ok(both.chain(gone).collect())
}

/// Whether both reports state the same figures.
pub(super) fn has_same_figures(from: &Report, to: &Report) -> bool {
    let figures = |report: &Report| {
        let states = report.metrics.iter().map(|(id, metric)| (id.clone(), metric.state.clone()));
        states.collect::<Vec<_>>()
    };
    figures(from) == figures(to)
}

/// A row without any part yet.
pub(super) fn unsplit(
    from: Option<&BreakdownEntry>,
    to: Option<&BreakdownEntry>,
    kind: RowKind,
) -> Result<RowComparison, Diagnostics> {
    let counts = |entry: Option<&BreakdownEntry>| entry.map_or_else(Number::zero, BreakdownEntry::counts);
    let zero = Number::zero;
    Ok(RowComparison {
        from: from.cloned(),
        to: to.cloned(),
        kind,
        parts: Vec::new(),
        veto: zero(),
        rounding: zero(),
        undivided: zero(),
        centring: zero(),
        difference: counts(to).subtract(&counts(from))?,
    })
}

pub(super) fn undivided(
    from: &BreakdownEntry,
    to: &BreakdownEntry,
    kind: RowKind,
) -> Result<RowComparison, Diagnostics> {
    let change = unsplit(Some(from), Some(to), kind)?;
    Ok(RowComparison { undivided: change.difference.clone(), ..change })
}

/// A row that only one side has: its weight rose from 0 or fell to 0, and took all of its points along.
pub(super) fn one_sided(
    from: Option<&BreakdownEntry>,
    to: Option<&BreakdownEntry>,
) -> Result<RowComparison, Diagnostics> {
    let kind = if from.is_none() { RowKind::Added } else { RowKind::Removed };
    let change = unsplit(from, to, kind)?;
    let unrounded = |entry: Option<&BreakdownEntry>| {
        let points = entry.and_then(|entry| Some(signed(entry.role, entry.unrounded.clone()?)));
        points.unwrap_or_else(Number::zero)
    };
    let points = unrounded(to).subtract(&unrounded(from))?;
    let rounding = change.difference.subtract(&points)?;
    let parts = vec![Part { factors: vec![Factor::Weight], points, refused: None }];
    Ok(RowComparison { parts, rounding, ..change })
}

/// Why a row that is on both sides has no coalitions.
pub(super) fn unscored_kind(rows: Option<(&Row, &Row)>) -> RowKind {
    match rows {
        Some((old, new)) if old.points().is_some() && new.points().is_some() => RowKind::Policy,
        _ => RowKind::NotScored,
    }
}

pub(super) fn split_row(
    old: &BreakdownEntry,
    new: &BreakdownEntry,
    rows: Option<(&Row, &Row)>,
    coalition: &Coalition,
) -> Result<RowComparison, Diagnostics> {
    let change = unsplit(Some(old), Some(new), RowKind::Split)?;
    // INVARIANT: nobody and everybody changed are the two sides themselves, so neither is refused.
    let (Some(Ok(first)), Some(Ok(last))) = (coalition.worth.first(), coalition.worth.last()) else {
        let refused = [coalition.worth.first(), coalition.worth.last()].into_iter().flatten();
        return Err(refused.filter_map(|side| side.as_ref().err()).cloned().collect());
    };
    let worth: Vec<Option<Number>> = coalition.worth.iter().map(|points| points.clone().ok()).collect();
    let values = attribute(&coalition.blocks, &worth)?;
    let parts = coalition.blocks.iter().zip(values).map(|(block, points)| Part {
        factors: coalition.factors_of(block),
        points: signed(new.role, points),
        refused: block.refused.clone(),
    });
    let step = |of: &dyn Fn(&BreakdownEntry, &Number) -> Result<Number, NumberError>| {
        let changed = of(new, last)?.subtract(&of(old, first)?);
        changed.map(|points| signed(new.role, points))
    };
    let kept = |entry: &BreakdownEntry| entry.unrounded.clone().unwrap_or_else(Number::zero);
    let veto = step(&|entry, scored| kept(entry).subtract(scored))?;
    let rounding = step(&|entry, _| entry.points.clone().unwrap_or_else(Number::zero).subtract(&kept(entry)))?;
    for (entry, scored, row) in [(old, first, rows.map(|rows| rows.0)), (new, last, rows.map(|rows| rows.1))] {
        let is_struck = row.is_some_and(Row::is_struck);
        if !is_struck && kept(entry) != *scored {
            let problem = Diagnostic::new(Code::PartsMissTotal).fact("of", &entry.id);
            return Err(problem.fact("sum", scored).fact("total", kept(entry)).into());
        }
    }
    Ok(RowComparison { parts: parts.collect(), veto, rounding, ..change })
}
