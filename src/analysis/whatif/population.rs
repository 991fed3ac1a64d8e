//! Many units of one scheme before and after a change: who moved, and how far.

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use super::Subject;
use super::case::difference;
use crate::analysis::ranks::ranks;
use crate::analysis::row_score::{RowScore, row_scores};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::evaluation::{Evaluation, Program};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError, Points};
use crate::scheme::{Scheme, TiedRanks};

/// What a change means for many units.
#[derive(Clone, Debug)]
pub struct Population {
    /// Every unit, in the order it was given.
    pub units: Vec<UnitChange>,
    /// The reports that could not be read, each with its file and why: the others are scored without them.
    pub refused: Vec<(String, Diagnostics)>,
    /// The names of the grades before, best first.
    pub grades_before: Vec<Bilingual>,
    /// The names of the grades after, best first.
    pub grades_after: Vec<Bilingual>,
    /// How many units went from a grade to a grade: rows are grades before, columns grades after, the last of each for
    /// totals that are withheld.
    pub transitions: Vec<Vec<usize>>,
    /// How many units have a rank before and after.
    pub ranked: usize,
    /// The mean of how many ranks these moved; none where there are none.
    pub mean_shift: Option<Number>,
}

/// What a change means for one unit among many.
#[derive(Clone, Debug)]
pub struct UnitChange {
    /// The unit.
    pub unit: String,
    /// Where its report was read.
    pub file: String,
    /// As it is; none where the total is withheld.
    pub before: Option<Standing>,
    /// After the change; none where the total is withheld.
    pub after: Option<Standing>,
    /// The problems that a total was withheld for.
    pub problems: Diagnostics,
    rows_before: Option<RowScores>,
    rows_after: Option<RowScores>,
}

/// Each scored row of a unit in the order of the scheme; none for a row without points.
pub type RowScores = Arc<[Option<RowScore>]>;

/// What one scored row of a unit came to before and after; none where it has no points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PointsMove<'u> {
    /// As it is.
    pub before: Option<&'u RowScore>,
    /// After the change.
    pub after: Option<&'u RowScore>,
}

/// One unit scored by one scheme: its total, without a rank unless it was ranked, and its rows.
#[derive(Clone, Debug)]
pub struct UnitScore {
    /// The total; none where it is withheld.
    pub standing: Option<Standing>,
    /// Its rows; none where nobody looks at them.
    pub rows: Option<RowScores>,
    /// The problems that the total was withheld for.
    pub problems: Vec<Diagnostic>,
}

impl UnitScore {
    /// What an evaluation comes to among many.
    #[must_use]
    pub fn new(evaluation: &Evaluation) -> Self {
        let withheld = evaluation.diagnostics.iter().filter(|_| evaluation.total.is_none());
        Self {
            standing: standing(evaluation.program().scheme(), evaluation),
            rows: Some(row_scores(evaluation).into()),
            problems: withheld.filter(|problem| problem.severity() == Severity::Error).cloned().collect(),
        }
    }
}

/// Where a unit stands among the units whose total is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The official total, rounded.
    pub points: Points,
    /// The total before its own rounding; the rounded one where fractions were cut on the way, as while a hand moves.
    pub unrounded: Number,
    /// The position of its grade, 0 for the best.
    pub grade: usize,
    /// 1 for the highest official total; equal totals share a rank, and the tie rule of the scheme says which follows. Ranks
    /// before and after are taken over the units with a total before and after; the others have none.
    pub rank: Option<usize>,
}

impl UnitChange {
    /// The total after less the total before, where both are given.
    #[must_use]
    pub fn difference(&self) -> Option<Number> {
        let points = |standing: &Option<Standing>| standing.as_ref().map(|standing| standing.points.clone());
        difference(points(&self.before).as_ref(), points(&self.after).as_ref())
    }

    /// Each scored row, in the order of the scheme; no rows where nobody looked at them.
    pub fn rows(&self) -> impl Iterator<Item = PointsMove<'_>> {
        let (before, after) = (self.rows_before.as_deref(), self.rows_after.as_deref());
        let length = before.zip(after).map_or(0, |(before, after)| before.len().max(after.len()));
        (0..length).map(move |at| PointsMove {
            before: before.and_then(|rows| rows.get(at)?.as_ref()),
            after: after.and_then(|rows| rows.get(at)?.as_ref()),
        })
    }

    /// Whether its rows were looked at.
    #[must_use]
    pub fn has_rows(&self) -> bool {
        self.rows_before.is_some() && self.rows_after.is_some()
    }

    /// Whether its rank or grade is another, or its total came or went.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        let place = |standing: &Option<Standing>| standing.as_ref().map(|standing| (standing.rank, standing.grade));
        place(&self.before) != place(&self.after)
    }

    /// How many ranks it moved, up or down.
    #[must_use]
    pub fn shift(&self) -> Option<usize> {
        Some(self.before.as_ref()?.rank?.abs_diff(self.after.as_ref()?.rank?))
    }
}

impl Population {
    /// Scores all units before and after, and lists the reports that were refused. The order of the answer is that of the
    /// units, on any number of threads.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn new(
        before: &Program,
        after: &Program,
        subjects: &[Subject],
        refused: Vec<(String, Diagnostics)>,
    ) -> Result<Self, NumberError> {
        let scores: Vec<(UnitScore, UnitScore)> = subjects
            .par_iter()
            .map(|subject| {
                let (old, new) = subject.evaluate(before, after);
                (UnitScore::new(&old), UnitScore::new(&new))
            })
            .collect();
        let named = subjects.iter().map(|subject| (subject.before.organisation.as_str(), subject.file.as_str()));
        Self::of_scores((before.scheme(), after.scheme()), named.zip(scores), refused)
    }

    /// The same of units that were scored before: each by its name and the file of its report.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn of_scores<'n>(
        (before, after): (&Scheme, &Scheme),
        scores: impl Iterator<Item = ((&'n str, &'n str), (UnitScore, UnitScore))>,
        refused: Vec<(String, Diagnostics)>,
    ) -> Result<Self, NumberError> {
        let mut units: Vec<UnitChange> = scores.map(|(named, scores)| unit_change(named, scores)).collect();
        // The ranks before stay as they are known, unless somebody has lost its total.
        let is_known = |standing: &Standing| standing.rank.is_some();
        if !units.iter().all(|unit| unit.before.as_ref().is_none_or(|old| is_known(old) && unit.after.is_some())) {
            rank(&mut units, before.tied_ranks, |unit| unit.before.as_mut());
        }
        rank(&mut units, after.tied_ranks, |unit| unit.after.as_mut());
        let names = |scheme: &Scheme| scheme.grades.iter().map(|grade| grade.name.clone()).collect::<Vec<_>>();
        let (grades_before, grades_after) = (names(before), names(after));
        let mut transitions =
            vec![vec![0_usize; grades_after.len().saturating_add(1)]; grades_before.len().saturating_add(1)];
        for unit in &units {
            let grade = |standing: &Option<Standing>, last| standing.as_ref().map_or(last, |standing| standing.grade);
            let (from, to) = (grade(&unit.before, grades_before.len()), grade(&unit.after, grades_after.len()));
            if let Some(count) = transitions.get_mut(from).and_then(|row| row.get_mut(to)) {
                *count = count.saturating_add(1);
            }
        }
        let shifts: Vec<usize> = units.iter().filter_map(UnitChange::shift).collect();
        let ranked = shifts.len();
        let mean_shift = match ranked {
            0 => None,
            _ => Some(Number::count(shifts.iter().sum()).divide(&Number::count(ranked))?),
        };
        Ok(Self { units, refused, grades_before, grades_after, transitions, ranked, mean_shift })
    }

    /// The units whose rank or grade is another, in the order of their ranks after the change, those without one last.
    #[must_use]
    pub fn moved(&self) -> Vec<&UnitChange> {
        let mut moved: Vec<&UnitChange> = self.units.iter().filter(|unit| unit.is_moved()).collect();
        moved.sort_by_key(|unit| unit.after.as_ref().and_then(|standing| standing.rank).unwrap_or(usize::MAX));
        moved
    }

    /// The positions of the units that moved, other grades first, then the longest ways.
    #[must_use]
    pub fn moved_most(&self) -> Vec<usize> {
        let grade = |standing: &Option<Standing>| standing.as_ref().map(|standing| standing.grade);
        let weight = |unit: &UnitChange| {
            let rank = unit.after.as_ref().and_then(|standing| standing.rank).unwrap_or(usize::MAX);
            (grade(&unit.before) == grade(&unit.after), Reverse(unit.shift().unwrap_or_default()), rank)
        };
        let mut moved: Vec<(usize, &UnitChange)> =
            self.units.iter().enumerate().filter(|(_, unit)| unit.is_moved()).collect();
        moved.sort_by_key(|(_, unit)| weight(unit));
        moved.into_iter().map(|(at, _)| at).collect()
    }

    /// The positions of the units by their ranks before, those without one last.
    #[must_use]
    pub fn by_old_rank(&self) -> Vec<usize> {
        self.sorted(|unit| &unit.before)
    }

    /// The positions of the units by their ranks after the change, those without one last.
    #[must_use]
    pub fn by_rank(&self) -> Vec<usize> {
        self.sorted(|unit| &unit.after)
    }

    fn sorted(&self, side: impl Fn(&UnitChange) -> &Option<Standing>) -> Vec<usize> {
        let rank = |unit: &UnitChange| side(unit).as_ref().and_then(|standing| standing.rank).unwrap_or(usize::MAX);
        let mut order: Vec<(usize, usize)> = self.units.iter().map(rank).zip(0..).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, at)| at).collect()
    }

    /// The scores with their ranks among all that have a total.
    #[must_use]
    pub fn ranked(mut scores: Vec<UnitScore>, ties: TiedRanks) -> Vec<UnitScore> {
        let points = |score: &UnitScore| score.standing.as_ref().map(|standing| standing.points.clone());
        let totals: Vec<Option<Points>> = scores.iter().map(points).collect();
        let found = ranks(&totals.iter().map(Option::as_ref).collect::<Vec<_>>(), ties);
        for (score, rank) in scores.iter_mut().zip(found) {
            score.standing.iter_mut().for_each(|standing| standing.rank = rank);
        }
        scores
    }

    /// Looks at the rows of a unit after the change.
    pub fn look_at(&mut self, at: usize, rows: RowScores) {
        if let Some(unit) = self.units.get_mut(at) {
            unit.rows_after = Some(rows);
        }
    }

    /// The units without a total before or after.
    #[must_use]
    pub fn withheld(&self) -> Vec<&UnitChange> {
        self.units.iter().filter(|unit| unit.before.is_none() || unit.after.is_none()).collect()
    }
}

/// Both sides of a unit, without ranks.
fn unit_change((unit, file): (&str, &str), (old, new): (UnitScore, UnitScore)) -> UnitChange {
    let mut problems: Vec<Diagnostic> = old.problems.into_iter().chain(new.problems).collect();
    problems.dedup();
    UnitChange {
        unit: unit.to_owned(),
        file: file.to_owned(),
        before: old.standing,
        after: new.standing,
        problems: problems.into_iter().collect(),
        rows_before: old.rows,
        rows_after: new.rows,
    }
}

/// The standing without its rank.
fn standing(scheme: &Scheme, evaluation: &Evaluation) -> Option<Standing> {
    let total = evaluation.total.as_ref()?;
    // The grade is the one that was given, which a veto may have lowered.
    let grade = scheme.grades.iter().position(|grade| grade.name == total.grade)?;
    Some(Standing { points: total.points.clone(), unrounded: total.unrounded.clone(), grade, rank: None })
}

/// Fills in the ranks of one side, among the units that have both.
fn rank(units: &mut [UnitChange], ties: TiedRanks, side: impl Fn(&mut UnitChange) -> Option<&mut Standing>) {
    let has_both = |unit: &UnitChange| unit.before.is_some() && unit.after.is_some();
    let total = |unit: &mut UnitChange| match has_both(unit) {
        true => side(unit).map(|standing| standing.points.clone()),
        false => None,
    };
    let totals: Vec<Option<Points>> = units.iter_mut().map(total).collect();
    let found = ranks(&totals.iter().map(Option::as_ref).collect::<Vec<_>>(), ties);
    for (unit, rank) in units.iter_mut().zip(found) {
        if let Some(standing) = side(unit) {
            standing.rank = rank;
        }
    }
}
