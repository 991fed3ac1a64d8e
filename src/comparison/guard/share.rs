//! Dividing a difference among the changes that made it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Recorded;
use super::change::{Detail, SettingChange, can_move, changes};
use super::comparison::{CaseComparison, RowContribution, RowMove, Share};
use super::result::Results;
use super::setting::{Aspect, SettingKey};
use super::snapshot::Snapshot;
use super::snapshot_pair::SnapshotPair;
use crate::evaluation::attribution::{Block, attribute};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};
use crate::record::{RowResult, TotalResult};
use crate::rule::RuleSet;
use crate::scheme::Scheme;

/// How many changes may meet in one figure and still be told apart: 2⁷ results are scored for it at most.
const MOST_MEETING: usize = 7;

/// Compares a recorded case with the case as it is; `book` lends its engine.
///
/// # Errors
/// [`NumberError::TooLarge`] where a difference cannot be held.
pub fn compare(
    recorded: &Recorded,
    new: &Snapshot,
    after: &Results,
    book: &RuleSet,
) -> Result<CaseComparison, NumberError> {
    Division::new(recorded, new, after, book).comparison()
}

type Set = BTreeSet<usize>;

/// The changes of one case, and what the case comes to under any of them.
struct Division<'a> {
    recorded: &'a Recorded,
    new: &'a Snapshot,
    after: &'a Results,
    book: &'a RuleSet,
    span: SnapshotPair<'a>,
    changes: Vec<SettingChange>,
    known: RefCell<BTreeMap<BTreeSet<SettingKey>, Option<Rc<Results>>>>,
}

impl<'a> Division<'a> {
    fn new(recorded: &'a Recorded, new: &'a Snapshot, after: &'a Results, book: &'a RuleSet) -> Self {
        let mut division = Self {
            recorded,
            new,
            after,
            book,
            span: SnapshotPair::new(&recorded.snapshot, new),
            changes: changes(&recorded.snapshot, new),
            known: RefCell::default(),
        };
        division.join_inseparable();
        division
    }

    /// Changes that cannot be scored one without the other become one.
    fn join_inseparable(&mut self) {
        while self.changes.len() > 1 {
            let all: Set = (0..self.changes.len()).collect();
            let stuck = |at: &usize| {
                let without: Set = all.iter().copied().filter(|other| other != at).collect();
                !self.is_feasible(&Set::from([*at])) || !self.is_feasible(&without)
            };
            let mut stuck: Set = all.iter().copied().filter(stuck).collect();
            if stuck.is_empty() {
                return;
            }
            if stuck.len() == 1 {
                stuck = all;
            }
            let (mut joined, mut apart) = (Vec::new(), Vec::new());
            for (at, change) in std::mem::take(&mut self.changes).into_iter().enumerate() {
                if stuck.contains(&at) { joined.push(change) } else { apart.push(change) }
            }
            apart.push(SettingChange::joined(joined));
            self.changes = apart;
        }
    }

    /// The results under some of the changes; none where the engine refuses what lies between.
    fn under(&self, set: &Set) -> Option<Rc<Results>> {
        let taken = set.iter().filter_map(|at| self.changes.get(*at));
        let taken: BTreeSet<SettingKey> = taken.flat_map(|change| change.keys.iter().cloned()).collect();
        if let Some(known) = self.known.borrow().get(&taken) {
            return known.clone();
        }
        let results = if set.len() == self.changes.len() {
            Some(Rc::new(self.after.clone()))
        } else {
            let evaluation = self.span.between(&taken).evaluate(self.book).ok();
            evaluation.map(|evaluation| Rc::new(Results::of(&evaluation)))
        };
        self.known.borrow_mut().insert(taken, results.clone());
        results
    }

    /// Whether what is scored at both ends is scored under these changes too.
    fn is_feasible(&self, set: &Set) -> bool {
        let Some(results) = self.under(set) else { return false };
        let before = &self.recorded.results;
        let has_total = results.total.is_some() || before.total.is_none() || self.after.total.is_none();
        let lacks = |row: &RowResult| {
            let is_scored = |results: &Results| results.row(&row.id).is_none_or(|row| row.points.is_some());
            row.points.is_none() && is_scored(before) && is_scored(self.after)
        };
        has_total && !results.rows.iter().any(lacks)
    }

    fn comparison(mut self) -> Result<CaseComparison, NumberError> {
        let recorded = &self.recorded.results;
        let mut shares = Vec::new();
        let mut undivided = BTreeMap::new();
        let base = match self.under(&Set::new()) {
            Some(base) => base,
            None => {
                // The recorded snapshot stands no longer under this engine: all changes and the engine are one cause.
                let all = std::iter::once(self.engine()).chain(std::mem::take(&mut self.changes)).collect();
                self.changes = vec![SettingChange::joined(all)];
                let base = Rc::new(recorded.clone());
                self.known.borrow_mut().insert(BTreeSet::new(), Some(Rc::clone(&base)));
                base
            }
        };
        if *base != *recorded {
            shares.push(self.engine_share(&base)?);
        }
        let ids = self.ids();
        let mut parts: Vec<Vec<RowContribution>> = vec![Vec::new(); self.changes.len()];
        let mut totals: Vec<Number> = vec![Number::zero(); self.changes.len()];
        let mut tried = vec![0_usize; self.changes.len()];
        for id in &ids {
            let meeting: Vec<usize> = self.meeting(id);
            for at in &meeting {
                tried.get_mut(*at).into_iter().for_each(|count| *count = count.saturating_add(1));
            }
            let amount = |results: &Results| super::result::Amount::of(results.row(id));
            let (before, after) = (amount(&base), amount(self.after));
            let points = self.attribute(&meeting, &|results| Some(amount(results).points))?;
            let unrounded = self.attribute(&meeting, &|results| Some(amount(results).unrounded))?;
            let mut rest = after.points.subtract(&before.points)?;
            let state = |results: &Results| results.row(id).map(|row| row.state);
            for ((at, points), (_, unrounded)) in points.into_iter().zip(unrounded) {
                rest = rest.subtract(&points)?;
                let alone = self.under(&Set::from([at]));
                let moves_state =
                    state(&base) != state(self.after) && alone.is_some_and(|alone| state(&alone) != state(&base));
                let has_part = !points.is_zero() || !unrounded.is_zero() || moves_state;
                let signed = self.signed(id, &points);
                if let (Some(parts), Some(total)) = (parts.get_mut(at).filter(|_| has_part), totals.get_mut(at)) {
                    *total = total.add(&signed)?;
                    parts.push(self.part(id, points, unrounded));
                }
            }
            if !rest.is_zero() {
                undivided.insert(id.clone(), rest);
            }
        }
        let rest = self.add_up(&base, &mut totals)?;
        let has_totals = recorded.total.is_some() && self.after.total.is_some();
        if has_totals && !rest.is_zero() {
            undivided.insert(String::new(), rest);
        }
        for (at, change) in self.changes.iter().enumerate() {
            let rows = parts.get_mut(at).map(std::mem::take).unwrap_or_default();
            let total = totals.get(at).filter(|_| has_totals).cloned().unwrap_or_else(Number::zero);
            let tried = tried.get(at).copied().unwrap_or_default();
            shares.push(Share { change: change.clone(), rows, tried, total, moves_grade: self.moves_grade(at) });
        }
        let moved = |id: &String| {
            let (before, after) = (recorded.row(id).cloned(), self.after.row(id).cloned());
            (before != after).then(|| RowMove { id: id.clone(), name: self.name(id), before, after })
        };
        Ok(CaseComparison {
            shares,
            rows: ids.iter().filter_map(moved).collect(),
            before: recorded.total.clone(),
            after: self.after.total.clone(),
            undivided,
            roundings: self.new.scheme.roundings,
        })
    }

    /// All rows of both ends: those of the new scheme, then those that are gone.
    fn ids(&self) -> Vec<String> {
        let gone = self.recorded.results.rows.iter().filter(|row| self.after.row(&row.id).is_none());
        self.after.rows.iter().chain(gone).map(|row| row.id.clone()).collect()
    }

    fn meeting(&self, id: &str) -> Vec<usize> {
        let all = self.changes.iter().enumerate();
        let can = |change: &SettingChange| can_move(change, id, &self.recorded.snapshot, self.new);
        all.filter(|(_, change)| can(change)).map(|(at, _)| at).collect()
    }

    /// The Shapley value of each of these changes in a figure; nothing for any where too many meet or where the figure
    /// has no value under some of them.
    fn attribute(
        &self,
        meeting: &[usize],
        figure: &dyn Fn(&Results) -> Option<Number>,
    ) -> Result<Vec<(usize, Number)>, NumberError> {
        if meeting.len() > MOST_MEETING {
            return Ok(Vec::new());
        }
        let mut worth = Vec::new();
        for mask in 0..1_usize << meeting.len() {
            let taken = meeting.iter().enumerate().filter(|(bit, _)| mask & (1 << bit) != 0);
            let set: Set = taken.map(|(_, at)| *at).collect();
            let results = if self.is_feasible(&set) { self.under(&set) } else { None };
            let Some(value) = results.and_then(|results| figure(&results)) else { return Ok(Vec::new()) };
            worth.push(Some(value));
        }
        let parts = attribute(&Block::singles(meeting.len()), &worth)?;
        Ok(meeting.iter().copied().zip(parts).collect())
    }

    /// Divides what the total has beyond the sum of its rows (rescaling, limits, ceilings, rounding); the answer is what
    /// cannot be divided, with what was not divided of the rows.
    fn add_up(&self, base: &Results, totals: &mut [Number]) -> Result<Number, NumberError> {
        let (Some(before), Some(after)) = (&base.total, &self.after.total) else { return Ok(Number::zero()) };
        let excess = |results: &Results| -> Result<Option<Number>, NumberError> {
            let Some(total) = &results.total else { return Ok(None) };
            let rows = results.rows.iter().filter_map(|row| Some(self.signed(&row.id, row.points.as_ref()?)));
            let sum = rows.into_iter().try_fold(Number::zero(), |sum, points| sum.add(&points))?;
            total.points.subtract(&sum).map(Some)
        };
        if excess(base)? != excess(self.after)? {
            let all: Vec<usize> = (0..self.changes.len()).collect();
            for (at, part) in self.attribute(&all, &|results| excess(results).ok().flatten())? {
                if let Some(total) = totals.get_mut(at) {
                    *total = total.add(&part)?;
                }
            }
        }
        let parts = totals.iter().try_fold(Number::zero(), |sum, part| sum.add(part))?;
        after.points.subtract(&before.points)?.subtract(&parts)
    }

    fn moves_grade(&self, at: usize) -> bool {
        let grade = |results: &Results| results.total.as_ref().map(|total| total.grade.zh.clone());
        let (before, after) = (grade(&self.recorded.results), grade(self.after));
        if before == after {
            return false;
        }
        let without: Set = (0..self.changes.len()).filter(|other| *other != at).collect();
        let under = |set: &Set| self.under(set).map(|results| grade(&results));
        under(&Set::from([at])).is_some_and(|alone| alone == after) || under(&without).is_some_and(|left| left != after)
    }

    fn engine(&self) -> SettingChange {
        let engine = Detail {
            at: String::new(),
            before: Some(self.recorded.engine.clone()),
            after: Some(env!("CARGO_PKG_VERSION").to_owned()),
        };
        SettingChange {
            keys: vec![SettingKey::new(Aspect::Engine, "", "")],
            details: vec![engine],
            unit: String::new(),
            name: Bilingual::default(),
            is_wording: false,
        }
    }

    /// What the same inputs come to under this engine, against what was recorded.
    fn engine_share(&self, base: &Results) -> Result<Share, NumberError> {
        let recorded = &self.recorded.results;
        let mut rows = Vec::new();
        for row in base.rows.iter().filter(|row| recorded.row(&row.id) != Some(*row)) {
            let amounts = [recorded.row(&row.id), Some(row)].map(super::result::Amount::of);
            let [before, after] = amounts;
            let points = after.points.subtract(&before.points)?;
            let unrounded = after.unrounded.subtract(&before.unrounded)?;
            rows.push(self.part(&row.id, points, unrounded));
        }
        let total = match (&recorded.total, &base.total) {
            (Some(before), Some(after)) if self.after.total.is_some() => after.points.subtract(&before.points)?,
            _ => Number::zero(),
        };
        let grade = |total: &Option<TotalResult>| total.as_ref().map(|total| total.grade.clone());
        let moves_grade = grade(&recorded.total) != grade(&base.total);
        Ok(Share { change: self.engine(), rows, tried: base.rows.len(), total, moves_grade })
    }

    fn part(&self, id: &str, points: Number, unrounded: Number) -> RowContribution {
        let (before, after) = (self.recorded.results.row(id).cloned(), self.after.row(id).cloned());
        RowContribution { id: id.to_owned(), name: self.name(id), points, unrounded, before, after }
    }

    fn name(&self, id: &str) -> Bilingual {
        let named =
            |scheme: &Scheme| scheme.scored_rows().into_iter().find(|row| row.id == id).map(|row| row.name.clone());
        named(&self.new.scheme).or_else(|| named(&self.recorded.snapshot.scheme)).unwrap_or_else(|| Bilingual::same(id))
    }

    /// Points as they count towards the total: those of a penalty with the other sign.
    fn signed(&self, id: &str, points: &Number) -> Number {
        let schemes = [&self.new.scheme, &self.recorded.snapshot.scheme];
        let is_penalty = schemes.iter().any(|scheme| scheme.penalties.iter().any(|row| row.id == id));
        if is_penalty { points.negate() } else { points.clone() }
    }
}
