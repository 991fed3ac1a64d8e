//! The smallest change of weights that reaches a goal.

use std::collections::BTreeMap;

use super::bound::{Exchanges, Hulls, least};
use super::context::SearchContext;
use super::local::{gain_of, improved, size_of};
use super::packing::{Exact, MOST_WORK, exact};
use super::table::RowTable;
use super::too_large::{coarser, too_large};
use super::weight_search::WeightSearch;
use super::{Certificate, FoundChange, Limit, LimitKind, Norm, Proof, SearchAnswer, SearchResult, Unreachable};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::evaluation::{Evaluation, Row, Total};
use crate::numeric::{Number, NumberError, Weight};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

/// How many sizes beyond the greedy bound are tried one by one, before the distance to it is doubled each time.
const MOST_BEYOND: i64 = 60;
/// How many steps all rows together may have.
const MOST_CELLS: i64 = 2_000_000;

/// Finds the smallest change of weights that reaches a goal, or proves that there is none.
///
/// # Errors
/// What keeps the case from being scored; unknown rows, a step that is none, bounds that are reversed or leave out the
/// present weight, rows that are locked and bounded ([`crate::diagnostic::Code::LockedAndBounded`]); [`crate::diagnostic::Code::SearchTooLarge`];
/// [`crate::diagnostic::Code::CertificateDisagrees`] if the ordinary engine does not confirm the answer.
pub fn seek_weights(
    scheme: &Scheme,
    rules: &RuleSet,
    report: &Report,
    search: &WeightSearch,
) -> Result<SearchResult, Diagnostics> {
    search.contradictions(scheme)?.into_result()?;
    let search = &search.holding(scheme);
    let context = SearchContext::new(scheme, rules, report)?;
    let mut sampled = Vec::new();
    let answer = if search.goal.is_met(&context.total, scheme) {
        SearchAnswer::AlreadyMet
    } else {
        let task = Task::new(&context, search, &mut sampled)?;
        task.answer()?
    };
    Ok(SearchResult { step: Some(search.step.clone()), sampled, ..context.result(&search.goal, answer) })
}

/// A search on its way to an answer.
struct Task<'a> {
    context: &'a SearchContext<'a>,
    search: &'a WeightSearch,
    rows: Vec<&'a Row>,
    tables: Vec<RowTable>,
    hulls: Hulls,
    /// The sum of row points as things stand.
    sum: Number,
}

/// Moves of all rows and what the ordinary engine makes of them.
struct Checked {
    moves: Vec<i64>,
    evaluation: Evaluation,
    total: Total,
}

impl<'a> Task<'a> {
    fn new(
        context: &'a SearchContext<'a>,
        search: &'a WeightSearch,
        sampled: &mut Vec<Diagnostic>,
    ) -> Result<Self, Diagnostics> {
        let mut task = Self {
            context,
            search,
            rows: context.rows().collect(),
            tables: Vec::new(),
            hulls: Hulls::default(),
            sum: context.sum()?,
        };
        let mut range = Number::zero();
        for row in &task.rows {
            let (low, high) = task.span(row)?;
            range = range.add(&high.subtract(&low)?)?;
        }
        let most = Number::from(MOST_CELLS);
        let cells = range.divide(&search.step)?;
        if cells > most {
            let step = coarser(&search.step, |step| Ok(range.divide(step)? <= most))?;
            let step = step.unwrap_or_else(|| range.clone());
            let (part, argument) = match search.norm {
                Norm::Points | Norm::Max => ("grid", format!("--grid {step}")),
                Norm::Steps => ("norm", format!("--norm steps:{step}")),
            };
            return Err(too_large(cells.floor(), MOST_CELLS, argument).at(search.places.single(part)).into());
        }
        let mut tables = Vec::new();
        for row in &task.rows {
            let (low, high) = task.span(row)?;
            if low == high {
                tables.push(RowTable::fixed());
                continue;
            }
            let (table, opaque) = RowTable::of(context, row, &search.step, (&low, &high), search.goal.is_upward())?;
            tables.push(table);
            sampled.extend(opaque);
        }
        task.hulls = Hulls::of(&tables)?;
        task.tables = tables;
        Ok(task)
    }

    /// The weights that a row may have.
    fn span(&self, row: &Row) -> Result<(Number, Number), NumberError> {
        let weight = row.weight().number();
        if self.search.locked.contains(row.id()) || !SearchContext::is_scored(row) {
            return Ok((weight.clone(), weight.clone()));
        }
        let full = self.context.scheme.full_score.number();
        let bounds = self.search.bounds.get(row.id());
        let (mut low, mut high) = bounds.map_or_else(
            || (Number::zero(), full.clone()),
            |(low, high)| (low.number().clone(), high.number().clone()),
        );
        if let Some(within) = &self.search.within {
            low = low.max(weight.subtract(within)?);
            high = high.min(weight.add(within)?);
        }
        Ok((low, high))
    }

    /// Whether moves that gain so much reach the goal.
    fn reaches(&self, gain: &Number) -> Result<bool, NumberError> {
        self.context.reaches(&self.search.goal, &self.sum_after(gain)?)
    }

    fn sum_after(&self, gain: &Number) -> Result<Number, NumberError> {
        if self.search.goal.is_upward() { self.sum.add(gain) } else { self.sum.subtract(gain) }
    }

    /// The exchanges that a size of so many steps permits, and how many steps change hands.
    fn permitted(&self, size: i64, all: &Exchanges) -> Result<(Exchanges, i64), NumberError> {
        match self.search.norm {
            Norm::Points | Norm::Steps => Ok((all.clone(), size)),
            Norm::Max => {
                let within = self.hulls.exchanges(size)?;
                let steps = within.steps();
                Ok((within, steps))
            }
        }
    }

    fn answer(&self) -> Result<SearchAnswer, Diagnostics> {
        let all = self.hulls.exchanges(i64::MAX)?;
        let total = |steps: fn(&RowTable) -> i64| {
            self.tables.iter().map(steps).fold(0_i64, |sum, steps| sum.saturating_add(steps))
        };
        let (up, down) = (total(|table| table.most), total(|table| table.least.saturating_neg()));
        let largest = match self.search.norm {
            Norm::Points | Norm::Steps => up.min(down),
            Norm::Max => {
                self.tables.iter().map(|table| table.most.max(table.least.saturating_neg())).max().unwrap_or(0)
            }
        };
        // Greedy on hulls: no smaller size can reach the goal.
        let bound = least(1, largest, |size| {
            let (exchanges, steps) = self.permitted(size, &all)?;
            self.reaches(&exchanges.gain(steps)?)
        })?;
        let Some(bound) = bound else {
            return Ok(SearchAnswer::Unreachable(self.unreachable(&all, None)?));
        };
        let found = self.witness(bound, largest, &all)?;
        self.closed(found, bound, largest, &all)
    }

    /// Moves within a size that reach the goal, if the greedy exchange and a few steps around it find them.
    fn reaching(&self, size: i64, all: &Exchanges) -> Result<Option<Vec<i64>>, NumberError> {
        let (exchanges, steps) = self.permitted(size, all)?;
        let moves = improved(&self.tables, exchanges.moves(self.rows.len(), steps), self.search.norm, size)?;
        self.if_reaching(moves)
    }

    fn if_reaching(&self, moves: Vec<i64>) -> Result<Option<Vec<i64>>, NumberError> {
        match gain_of(&self.tables, &moves)? {
            Some(gain) if self.reaches(&gain)? => Ok(Some(moves)),
            _ => Ok(None),
        }
    }

    /// Moves that reach the goal, near the greedy bound if there are such, and otherwise wherever they are found: how many
    /// sizes lie between depends on the step, and whether there is an answer does not.
    fn witness(&self, bound: i64, largest: i64, all: &Exchanges) -> Result<Option<Vec<i64>>, NumberError> {
        let (mut size, mut in_vain) = (bound, bound.saturating_sub(1));
        let mut found = loop {
            if let Some(moves) = self.reaching(size, all)? {
                break moves;
            }
            if size >= largest {
                return self.if_reaching(self.nearly_best(all)?);
            }
            in_vain = size;
            let beyond = size.saturating_sub(bound);
            let next = if beyond < MOST_BEYOND { size.saturating_add(1) } else { size.saturating_add(beyond) };
            size = next.min(largest);
        };
        loop {
            let between = size_of(self.search.norm, &found).saturating_sub(in_vain);
            if between <= 1 {
                return Ok(Some(found));
            }
            let middle = in_vain.saturating_add(between / 2);
            match self.reaching(middle, all)? {
                Some(smaller) => found = smaller,
                None => in_vain = middle,
            }
        }
    }

    /// Closes the gap between the greedy bound and what was found by the exact search, as far as that can go.
    fn closed(
        &self,
        mut found: Option<Vec<i64>>,
        mut bound: i64,
        largest: i64,
        all: &Exchanges,
    ) -> Result<SearchAnswer, Diagnostics> {
        let mut work = MOST_WORK;
        loop {
            let size = found.as_ref().map(|moves| size_of(self.search.norm, moves));
            let smaller = size.map_or(largest, |size| size.saturating_sub(1));
            if smaller < bound {
                break;
            }
            // What the search for the least points finds is the smallest; for the largest change the sizes are halved.
            let most = match (self.search.norm, size) {
                (Norm::Max, Some(_)) => bound.saturating_add(smaller.saturating_sub(bound) / 2),
                _ => smaller,
            };
            match exact(&self.tables, self.search.norm, most, &mut work, |gain| self.reaches(gain))? {
                Some(Exact::Reaching(smaller)) => found = Some(smaller),
                Some(Exact::Best(best)) if found.is_none() => {
                    return Ok(SearchAnswer::Unreachable(self.unreachable(all, Some(best))?));
                }
                Some(Exact::Best(_)) => bound = most.saturating_add(1),
                None => {
                    let at_least = match self.search.norm {
                        Norm::Steps => Number::from(bound),
                        Norm::Points | Norm::Max => self.search.step.multiply(&Number::from(bound))?,
                    };
                    return match found {
                        Some(moves) => self.certified(moves, Proof::AtLeast(at_least), all),
                        None => Ok(SearchAnswer::Open(self.unreachable(all, None)?)),
                    };
                }
            }
        }
        match found {
            Some(moves) => self.certified(moves, Proof::Minimal, all),
            None => Ok(SearchAnswer::Unreachable(self.unreachable(all, None)?)),
        }
    }

    /// The answer as the ordinary engine confirms it.
    fn certified(&self, moves: Vec<i64>, proof: Proof, all: &Exchanges) -> Result<SearchAnswer, Diagnostics> {
        let checked = self.checked(moves)?;
        if !self.search.goal.is_met(&checked.total, self.context.scheme) {
            // A veto or a ceiling stands between the sum and the grade, whatever the weights are.
            return Ok(SearchAnswer::Unreachable(self.unreachable(all, None)?));
        }
        let size = Number::from(size_of(self.search.norm, &checked.moves));
        let size = if self.search.norm == Norm::Steps { size } else { size.multiply(&self.search.step)? };
        let after = self.context.standing(&checked.total);
        Ok(SearchAnswer::Found(Certificate { changes: self.changes(&checked)?, size, proof, after }))
    }

    /// Evaluates moves with the ordinary engine, and compares its total with the tables'.
    fn checked(&self, moves: Vec<i64>) -> Result<Checked, Diagnostics> {
        let gain = gain_of(&self.tables, &moves)?.unwrap_or_else(Number::zero);
        let expected = self.context.total_of(&self.sum_after(&gain)?)?;
        let (evaluation, total) = self.context.under(&self.weights(&moves)?)?;
        self.context.confirm(&expected, &evaluation, &total)?;
        Ok(Checked { moves, evaluation, total })
    }

    fn weights(&self, moves: &[i64]) -> Result<BTreeMap<String, Weight>, NumberError> {
        let mut weights = BTreeMap::new();
        for (row, steps) in self.rows.iter().zip(moves) {
            let after = row.weight().number().add(&self.search.step.multiply(&Number::from(*steps))?)?;
            weights.extend(Weight::new(after).map(|after| (row.id().to_owned(), after)));
        }
        Ok(weights)
    }

    fn changes(&self, checked: &Checked) -> Result<Vec<FoundChange>, NumberError> {
        let mut changes = Vec::new();
        for (row, steps) in self.rows.iter().zip(&checked.moves) {
            let after = checked.evaluation.row(row.id()).filter(|_| *steps != 0);
            let Some(after) = after else { continue };
            let points = |row: &Row| row.points().map_or_else(Number::zero, |points| points.number().clone());
            changes.push(FoundChange {
                id: row.id().to_owned(),
                name: row.name().clone(),
                unit: String::new(),
                before: row.weight().number().clone(),
                after: after.weight().number().clone(),
                step: None,
                points: (points(row), points(after)),
            });
        }
        Ok(changes)
    }

    /// The best that can be reached, evaluated, and what stands in the way; `best` where the exact search knows it.
    fn unreachable(&self, all: &Exchanges, best: Option<Vec<i64>>) -> Result<Unreachable, Diagnostics> {
        let is_best = best.is_some();
        let moves = if let Some(best) = best { best } else { self.nearly_best(all)? };
        let checked = self.checked(moves)?;
        let mut limits = self.context.overriding(&checked.evaluation);
        let limit = if is_best || SearchContext::is_decided_otherwise(&checked.evaluation) {
            checked.total.points.number().clone()
        } else {
            self.context.total_of(&self.sum_after(&all.gain(all.steps())?)?)?
        };
        for ((row, table), steps) in self.rows.iter().zip(&self.tables).zip(&checked.moves) {
            let after = row.weight().number().add(&self.search.step.multiply(&Number::from(*steps))?)?;
            let is_stopped = |next: i64| table.gain(steps.saturating_add(next)).is_none();
            let kind = if self.search.locked.contains(row.id()) {
                Some(LimitKind::Locked)
            } else if table.least == table.most || *steps == 0 {
                None
            } else if *steps == table.least {
                Some(LimitKind::Least(after))
            } else if *steps == table.most {
                Some(LimitKind::Most(after))
            } else if is_stopped(steps.signum()) {
                Some(LimitKind::Refused(after))
            } else {
                None
            };
            limits.extend(kind.map(|kind| Limit { id: row.id().to_owned(), name: row.name().clone(), kind }));
        }
        let best = self.context.standing(&checked.total);
        Ok(Unreachable { best, limit, changes: self.changes(&checked)?, limits })
    }

    /// The moves of all gainful exchanges, a little improved.
    fn nearly_best(&self, all: &Exchanges) -> Result<Vec<i64>, NumberError> {
        let moves = improved(&self.tables, all.moves(self.rows.len(), all.steps()), Norm::Points, i64::MAX)?;
        Ok(match gain_of(&self.tables, &moves)? {
            Some(gain) if !gain.is_negative() => moves,
            _ => vec![0; self.rows.len()],
        })
    }
}
