//! What all organisations come to under a change: by whole numbers while a hand moves, by the engine at rest.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::OpenWorkspace;
use crate::analysis::whatif::{
    ChangeTrial, Confirmation, MOVERS, Population, RowScore, RowScores, Standing, TrialDepth, UnitScore,
};
use crate::diagnostic::Diagnostics;
use crate::evaluation::PlannedTotal;
use crate::numeric::{Number, Weight};
use crate::project::population::PopulationReport;

impl OpenWorkspace {
    /// The scores of all in their order, and where they come from; that of the organisation at a position, whose figures may
    /// change, is given.
    ///
    /// # Errors
    /// Those of reports that the scheme after the change refuses.
    pub(super) fn scores_after(
        &self,
        trial: &ChangeTrial,
        own: (usize, UnitScore),
        depth: TrialDepth,
    ) -> Result<(Vec<UnitScore>, Confirmation), Diagnostics> {
        let planned = self.planned(trial);
        if let (TrialDepth::Moving, Some(planned)) = (depth, &planned) {
            let scores = self.followed(trial, &own, planned);
            return Ok((scores, Confirmation::Awaited));
        }
        let scores = self.evaluated(trial, &own)?;
        let confirmation = planned.map_or(Confirmation::Own, |planned| compared(&planned, &scores, own.0));
        Ok((scores, confirmation))
    }

    /// The totals by whole numbers; none where more than weights changed, and for weights that were not planned for.
    fn planned(&self, trial: &ChangeTrial) -> Option<Vec<Option<PlannedTotal>>> {
        trial.variant.as_ref().filter(|variant| !variant.is_rebuilt)?;
        self.plans.as_ref()?.under(&weights_after(trial))
    }

    fn followed(
        &self,
        trial: &ChangeTrial,
        (position, own): &(usize, UnitScore),
        planned: &[Option<PlannedTotal>],
    ) -> Vec<UnitScore> {
        let all = self.reports.par_iter().zip(planned).enumerate().with_min_len(64);
        let score = |(at, (read, planned)): (usize, (&PopulationReport, &Option<PlannedTotal>))| match planned {
            _ if at == *position => own.clone(),
            Some(planned) => UnitScore { standing: Some(standing(planned)), rows: None, problems: Vec::new() },
            None => UnitScore::new(&trial.after.evaluate(&read.report)),
        };
        all.map(score).collect()
    }

    fn evaluated(
        &self,
        trial: &ChangeTrial,
        (position, own): &(usize, UnitScore),
    ) -> Result<Vec<UnitScore>, Diagnostics> {
        let others = trial.for_others();
        let score = |(at, (read, before)): (usize, (&PopulationReport, &UnitScore))| match &others {
            _ if at == *position => Ok(own.clone()),
            None => Ok(before.clone()),
            Some(variant) if variant.is_rebuilt => {
                let subject = self.subject(read, Some(variant))?;
                Ok(UnitScore::new(&trial.after.evaluate(subject.report())))
            }
            Some(_) => Ok(UnitScore::new(&trial.after.evaluate(&read.report))),
        };
        self.reports.par_iter().zip(&self.scores).enumerate().map(score).collect()
    }

    /// Looks at the rows of the organisations that are named or in sight, where whole numbers gave their totals.
    pub(super) fn look_at_rows(&self, population: &mut Population, trial: &ChangeTrial, in_sight: Range<usize>) {
        let shown = population.by_rank().into_iter().skip(in_sight.start).take(in_sight.len());
        let wanted: BTreeSet<usize> = shown.chain(population.moved_most().into_iter().take(MOVERS)).collect();
        let is_unseen = |at: &usize| population.units.get(*at).is_some_and(|unit| !unit.has_rows());
        let unseen: Vec<usize> = wanted.into_iter().filter(is_unseen).collect();
        let weights = weights_after(trial);
        let points = self.plans.as_ref().map(|plans| plans.row_points(&unseen, &weights));
        let points = points.unwrap_or_else(|| vec![None; unseen.len()]);
        let rows = unseen.par_iter().zip(points).map(|(at, points)| self.rows_after(*at, points, trial, &weights));
        let rows: Vec<Option<RowScores>> = rows.collect();
        for (at, rows) in unseen.into_iter().zip(rows) {
            rows.into_iter().for_each(|rows| population.look_at(at, rows));
        }
    }

    /// The rows of one organisation, where they are known their points; bonuses and penalties do not depend on the weights.
    fn rows_after(
        &self,
        at: usize,
        points: Option<Vec<Number>>,
        trial: &ChangeTrial,
        weights: &[Weight],
    ) -> Option<RowScores> {
        let Some(points) = points else {
            return UnitScore::new(&trial.after.evaluate(&self.reports.get(at)?.report)).rows;
        };
        let weighted = points.into_iter().zip(weights).map(|(points, weight)| {
            let lost = weight.number().subtract(&points).ok()?;
            Some(RowScore { points, lost })
        });
        let before = self.scores.get(at)?.rows.as_ref()?;
        Some(weighted.chain(before.iter().skip(weights.len()).cloned()).collect())
    }
}

fn weights_after(trial: &ChangeTrial) -> Vec<Weight> {
    trial.weights.rows.iter().map(|row| row.after.clone()).collect()
}

fn standing(planned: &PlannedTotal) -> Standing {
    let unrounded = planned.unrounded.clone().unwrap_or_else(|| planned.points.number().clone());
    Standing { points: planned.points.clone(), unrounded, grade: planned.grade, rank: None }
}

/// The engine's totals beside those of the whole numbers, but for the one whose figures may have changed.
fn compared(planned: &[Option<PlannedTotal>], scores: &[UnitScore], own: usize) -> Confirmation {
    let both = planned.iter().zip(scores).enumerate().filter(|(at, _)| *at != own);
    let both: Vec<(usize, bool)> = both
        .filter_map(|(at, (planned, score))| {
            let planned = planned.as_ref()?;
            let is_same = |own: &Standing| own.points == planned.points && own.grade == planned.grade;
            Some((at, score.standing.as_ref().is_some_and(is_same)))
        })
        .collect();
    let differing = both.iter().filter(|(_, is_same)| !is_same).map(|(at, _)| *at).collect();
    Confirmation::Compared { count: both.len(), differing }
}
