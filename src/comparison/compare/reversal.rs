//! What would have kept the grade: one thing at a time is taken back, and the ordinary engine adds up again.
//!
//! A grade is a step, and a share of a step misleads; so the parts of the difference do not say why a grade changed.
//! What does is the test whether the old grade comes back when one factor alone is as it was.

use std::collections::{BTreeMap, BTreeSet};

use super::coalition::Coalition;
use super::comparison::Comparison;
use super::grade_change::{GradeChange, Reversal, Reversed};
use super::row_comparison::{Factor, RowKind};
use super::side::Side;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, FixedRow, Program, Total, TotalStep};
use crate::language::Bilingual;
use crate::numeric::{Number, Weight};
use crate::scheme::Scheme;

/// Tries every reversal, if the grade changed.
pub(super) fn grade_change(
    from: &Side<'_>,
    to: &Side<'_>,
    comparison: &Comparison,
    coalitions: &BTreeMap<String, Coalition>,
) -> Result<GradeChange, Diagnostics> {
    let is_changed = comparison.from.grade.zh != comparison.to.grade.zh;
    let one_sided = |kind: RowKind| matches!(kind, RowKind::Added | RowKind::Removed);
    let has_same_rows = !comparison.rows.iter().any(|row| one_sided(row.kind));
    let mut change = GradeChange { is_changed, tried: Vec::new(), refused: Vec::new(), has_same_rows };
    if is_changed {
        let mut trial = ReversalTrial { to, old: &comparison.from.grade, change: &mut change };
        trial.rows(comparison, coalitions);
        for factor in Factor::ALL {
            trial.all(factor, comparison, coalitions);
        }
        trial.frame(from)?;
    }
    Ok(change)
}

/// The second side, on trial.
struct ReversalTrial<'t> {
    to: &'t Side<'t>,
    old: &'t Bilingual,
    change: &'t mut GradeChange,
}

impl ReversalTrial<'_> {
    /// Each block of factors of each row. A weight alone would leave weights that do not add up: weights are taken back
    /// together or not at all.
    fn rows(&mut self, comparison: &Comparison, coalitions: &BTreeMap<String, Coalition>) {
        for entry in comparison.rows.iter().filter_map(|row| row.to.as_ref()) {
            let Some(coalition) = coalitions.get(&entry.id) else { continue };
            for block in &coalition.blocks {
                let factors = coalition.factors_of(block);
                if factors.contains(&Factor::Weight) {
                    continue;
                }
                let what = Reversed::Row { id: entry.id.clone(), name: entry.name.clone(), factors };
                match coalition.reversed(block.mask) {
                    Some(Ok(points)) => {
                        let Some(given) = fixed_row(&entry.weight, points) else { continue };
                        self.given(what, &BTreeMap::from([(entry.id.clone(), given)]));
                    }
                    Some(Err(problem)) => self.change.refused.push((what, problem.clone())),
                    None => {}
                }
            }
        }
    }

    /// One factor of all rows in which it differs.
    fn all(&mut self, factor: Factor, comparison: &Comparison, coalitions: &BTreeMap<String, Coalition>) {
        if factor == Factor::Weight && !self.change.has_same_rows {
            return;
        }
        let mut given = BTreeMap::new();
        for row in &comparison.rows {
            let (Some(old), Some(entry)) = (&row.from, &row.to) else { continue };
            let weight = if factor == Factor::Weight { &old.weight } else { &entry.weight };
            let coalition = coalitions.get(&entry.id);
            let reversed = coalition.and_then(|coalition| coalition.reversed(coalition.bit(factor)?));
            match reversed {
                Some(Ok(points)) => {
                    given.extend(fixed_row(weight, points).map(|row| (entry.id.clone(), row)));
                }
                Some(Err(problem)) => {
                    let problem = problem.clone().row(entry.name.clone());
                    return self.change.refused.push((Reversed::All(factor), problem));
                }
                None => {}
            }
        }
        if !given.is_empty() {
            self.given(Reversed::All(factor), &given);
        }
    }

    /// What stands around the rows: rounding, grades, vetoes and ceilings.
    fn frame(&mut self, from: &Side<'_>) -> Result<(), Diagnostics> {
        let (own, old) = (self.to.program().scheme(), from.program().scheme());
        if own.roundings != old.roundings {
            self.scheme(Reversed::Rounding, Scheme { roundings: old.roundings, ..own.clone() })?;
        }
        let bands = |scheme: &Scheme| {
            let bands = scheme.grades.iter().map(|grade| (grade.name.zh.clone(), grade.from.clone()));
            bands.collect::<Vec<_>>()
        };
        if bands(own) != bands(old) {
            self.scheme(Reversed::Grades, Scheme { grades: old.grades.clone(), ..own.clone() })?;
        }
        let struck_before = struck(from.evaluation());
        for id in struck(self.to.evaluation()).difference(&struck_before) {
            let mut without = own.clone();
            let veto = own.vetoes.iter().find(|veto| veto.id == *id).map(|veto| Reversed::Veto(veto.name.clone()));
            let cap = own.caps.iter().find(|cap| cap.id == *id).map(|cap| Reversed::Ceiling(cap.name.clone()));
            without.vetoes.retain(|veto| veto.id != *id);
            without.caps.retain(|cap| cap.id != *id);
            if let Some(what) = veto.or(cap) {
                self.scheme(what, without)?;
            }
        }
        Ok(())
    }

    fn given(&mut self, what: Reversed, rows: &BTreeMap<String, FixedRow>) {
        let fixed = self.to.evaluation().rows.iter().map(|row| rows.get(row.id()).cloned());
        self.tried(what, self.to.response.total(&fixed.collect::<Vec<_>>()));
    }

    fn scheme(&mut self, what: Reversed, scheme: Scheme) -> Result<(), Diagnostics> {
        let program = Program::compile(scheme, self.to.program().rules().clone())?;
        self.tried(what, program.evaluate(self.to.report).total);
        Ok(())
    }

    fn tried(&mut self, what: Reversed, total: Option<Total>) {
        if let Some(total) = total {
            let (points, grade) = (total.points.number().clone(), total.grade);
            let restores = grade.zh == self.old.zh;
            self.change.tried.push(Reversal { what, total: points, grade, restores });
        }
    }
}

fn fixed_row(weight: &Number, points: &Number) -> Option<FixedRow> {
    Some(FixedRow { weight: Weight::new(weight.clone())?, points: points.clone() })
}

/// The ids of vetoes that struck and of ceilings that took points.
fn struck(evaluation: &Evaluation) -> BTreeSet<&str> {
    let ids = evaluation.steps.iter().filter_map(|step| match step {
        TotalStep::Veto { id, .. } | TotalStep::Capped { id, .. } => Some(id.as_str()),
        _ => None,
    });
    ids.collect()
}
