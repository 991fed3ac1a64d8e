//! [`CaseComparison`]: a recorded case against the case as it is, and what is recorded when part of it is accepted.

use std::collections::{BTreeMap, BTreeSet};

use super::Recorded;
use super::change::SettingChange;
use super::result::Results;
use super::setting::{Aspect, SettingKey};
use super::snapshot::Snapshot;
use super::snapshot_pair::SnapshotPair;
use crate::language::Bilingual;
use crate::numeric::Number;
use crate::record::{RowResult, TotalResult};
use crate::rule::RuleSet;
use crate::scheme::Roundings;

/// A recorded case against the case as it is.
#[derive(Clone, Debug)]
pub struct CaseComparison {
    /// What was changed, and the part each change has in the difference; the engine's own part first.
    pub shares: Vec<Share>,
    /// The rows that differ, in the order of the new scheme; rows that are gone come last.
    pub rows: Vec<RowMove>,
    /// The total that was recorded.
    pub before: Option<TotalResult>,
    /// The total as it is.
    pub after: Option<TotalResult>,
    /// What is left of a difference when every change has its part: by row, and under the empty id of the total. Empty
    /// unless more changes meet than can be told apart, or what lies between them cannot be scored.
    pub undivided: BTreeMap<String, Number>,
    /// The roundings of the scheme as it is, for whoever prints points.
    pub roundings: Roundings,
}

/// A row that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowMove {
    /// The row.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// What was recorded; none for a row that is new.
    pub before: Option<RowResult>,
    /// What it is; none for a row that is gone.
    pub after: Option<RowResult>,
}

/// What one change did.
#[derive(Clone, Debug)]
pub struct Share {
    /// The change.
    pub change: SettingChange,
    /// The rows in which it has a part that is not 0, in points or before rounding, or whose state it moves.
    pub rows: Vec<RowContribution>,
    /// How many rows it could have moved.
    pub tried: usize,
    /// Its part in the total; 0 where there was or is none.
    pub total: Number,
    /// Whether the grade moved, and would not have without it or would have with it alone.
    pub moves_grade: bool,
}

impl Share {
    /// Whether the change did anything to a result.
    #[must_use]
    pub fn is_felt(&self) -> bool {
        !self.rows.is_empty() || !self.total.is_zero() || self.moves_grade
    }
}

/// The part of one change in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowContribution {
    /// The row.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// The part in the points.
    pub points: Number,
    /// The part before rounding.
    pub unrounded: Number,
    /// What was recorded of the row, whatever moved it; none for a row that is new.
    pub before: Option<RowResult>,
    /// What the row is; none for a row that is gone.
    pub after: Option<RowResult>,
}

impl RowContribution {
    /// Whether the row is there before or after, and has no points: its part is no number that means anything.
    #[must_use]
    pub fn is_unscored(&self) -> bool {
        [&self.before, &self.after].into_iter().flatten().any(|row| row.points.is_none())
    }
}

/// Why a change cannot be recorded without others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unacceptable {
    /// The engine's own part comes first: results under another engine cannot be made.
    EngineFirst(String),
    /// What would be recorded cannot be scored.
    Alone,
}

impl CaseComparison {
    /// Whether nothing differs: no result and no setting.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shares.is_empty() && !self.is_moved()
    }

    /// Whether a result differs, and not a setting alone.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        !self.rows.is_empty() || self.before != self.after
    }

    /// Whether the grade differs, or one of both results has none.
    pub(super) fn moves_grade(&self) -> bool {
        let grade = |total: &Option<TotalResult>| total.as_ref().map(|total| total.grade.clone());
        grade(&self.before) != grade(&self.after)
    }

    /// How far the total moves; nothing where one of both results has none.
    pub(super) fn distance(&self) -> Option<Number> {
        let (before, after) = (self.before.as_ref()?, self.after.as_ref()?);
        after.points.subtract(&before.points).ok().map(|difference| difference.absolute())
    }

    /// The snapshot and the results with the changes of these ids and no others: what is recorded when they are accepted.
    /// Ids that belong to other cases are passed over.
    ///
    /// # Errors
    /// [`Unacceptable`], where one of them cannot be had without another.
    pub fn accepted(
        &self,
        ids: &BTreeSet<String>,
        recorded: &Recorded,
        new: &Snapshot,
        book: &RuleSet,
    ) -> Result<(Snapshot, Results), Unacceptable> {
        let is_engine = |share: &&Share| share.change.aspect() == Aspect::Engine;
        if let Some(engine) = self.shares.iter().find(is_engine).map(|share| share.change.id())
            && !ids.contains(&engine)
        {
            return Err(Unacceptable::EngineFirst(engine));
        }
        let taken = self.shares.iter().filter(|share| ids.contains(&share.change.id()));
        let taken: BTreeSet<SettingKey> = taken.flat_map(|share| share.change.keys.iter().cloned()).collect();
        let snapshot = SnapshotPair::new(&recorded.snapshot, new).between(&taken);
        let evaluation = snapshot.evaluate(book).map_err(|_| Unacceptable::Alone)?;
        let results = Results::of(&evaluation);
        let loses_total = results.total.is_none() && self.before.is_some() && self.after.is_some();
        if loses_total || steps_back(&results, &recorded.results, self.after_rows().as_slice()) {
            return Err(Unacceptable::Alone);
        }
        Ok((snapshot, results))
    }

    fn after_rows(&self) -> Vec<&RowResult> {
        self.rows.iter().filter_map(|row| row.after.as_ref()).collect()
    }
}

/// Whether a row that has points before and after has none in between.
fn steps_back(between: &Results, before: &Results, moved: &[&RowResult]) -> bool {
    before.rows.iter().filter(|row| row.points.is_some()).any(|old| {
        let ends_scored = moved.iter().find(|row| row.id == old.id).is_none_or(|row| row.points.is_some());
        ends_scored && between.row(&old.id).is_some_and(|row| row.points.is_none())
    })
}
