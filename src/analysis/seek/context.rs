//! [`SearchContext`]: where a search starts from, and how row points add up to the total there.

use std::collections::BTreeMap;

use super::{FoundTotal, Goal, Limit, LimitKind, SearchAnswer, SearchResult};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::{Evaluation, Program, Response, Role, Row, RowState, Total, TotalStep};
use crate::numeric::{Number, NumberError, Weight};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

/// A case as it stands, evaluated, with the way from its row points to its total.
pub(super) struct SearchContext<'a> {
    pub scheme: &'a Scheme,
    pub report: &'a Report,
    /// The total over all weights, with the rows scored once.
    pub response: Response<'a>,
    pub total: Total,
    /// Whether rows that do not apply are rescaled; then unrounded points add up.
    is_rescaled: bool,
}

impl<'a> SearchContext<'a> {
    /// Evaluates a case.
    ///
    /// # Errors
    /// All that withholds the total; [`Code::TotalNotAdditive`] where dimensions are rounded more coarsely than rows.
    pub fn new(scheme: &'a Scheme, rules: &'a RuleSet, report: &'a Report) -> Result<Self, Diagnostics> {
        let program = Program::compile(scheme.clone(), rules.clone())?;
        let response = program.response(report);
        let base = response.evaluation();
        let Some(total) = base.total.clone() else { return Err(base.diagnostics.clone()) };
        let is_rescaled = base.steps.iter().any(|step| matches!(step, TotalStep::Rescaled { .. }));
        let context = Self { scheme, report, response, total, is_rescaled };
        if context.adds_up()? {
            return Ok(context);
        }
        Err(Diagnostic::new(Code::TotalNotAdditive).at(scheme.place.clone()).into())
    }

    /// The answer to a question about figures; one about weights adds its step and the rows that were sampled.
    pub fn result(&self, goal: &Goal, answer: SearchAnswer) -> SearchResult {
        SearchResult {
            unit: self.report.organisation.clone(),
            scheme: self.scheme.id.clone(),
            goal: goal.words(self.scheme),
            is_upward: goal.is_upward(),
            before: self.standing(&self.total),
            answer,
            given: Vec::new(),
            step: None,
            rows: self.scheme.roundings.indicator,
            sampled: Vec::new(),
        }
    }

    /// The evaluation as things stand.
    pub fn base(&self) -> &Evaluation {
        self.response.evaluation()
    }

    /// The program that scores it.
    pub fn program(&self) -> &Program {
        self.base().program()
    }

    /// Whether the total is made of what rows count, at these weights and at all others.
    fn adds_up(&self) -> Result<bool, NumberError> {
        let sum = self.base().steps.iter().fold(Number::zero(), |sum, step| match step {
            TotalStep::Sum(points) | TotalStep::Rescaled { points, .. } => points.clone(),
            _ => sum,
        });
        let roundings = self.scheme.roundings;
        let finer = |places: u32| roundings.indicator.is_some_and(|rounding| rounding.places <= places);
        let is_kept = self.is_rescaled || roundings.dimension.is_none_or(|rounding| finer(rounding.places));
        Ok(is_kept && self.sum()? == sum)
    }

    /// The rows that count towards the full score.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.base().rows.iter().filter(|row| row.role() == Role::Weighted)
    }

    /// The sum of the row points as things stand.
    pub fn sum(&self) -> Result<Number, NumberError> {
        self.rows().filter_map(|row| self.counted(row)).try_fold(Number::zero(), |sum, points| sum.add(&points))
    }

    /// What a row adds to the sum: its rounded points, or the unrounded ones where rows are rescaled.
    pub fn counted(&self, row: &Row) -> Option<Number> {
        let points = row.points()?;
        if self.is_rescaled { row.unrounded().cloned() } else { Some(points.number().clone()) }
    }

    /// Whether rows count with their unrounded points.
    pub fn counts_unrounded(&self) -> bool {
        self.is_rescaled
    }

    /// The total that a sum of row points gives, before vetoes and ceilings.
    pub fn total_of(&self, sum: &Number) -> Result<Number, NumberError> {
        self.response.total_of_sum(sum)
    }

    /// Whether a sum of row points reaches the goal, before vetoes and ceilings.
    pub fn reaches(&self, goal: &Goal, sum: &Number) -> Result<bool, NumberError> {
        Ok(goal.is_reached(&self.total_of(sum)?, self.scheme))
    }

    /// A total as the ordinary engine gave it.
    pub fn standing(&self, total: &Total) -> FoundTotal {
        let rounding = self.scheme.roundings.total;
        FoundTotal { total: total.points.number().clone(), grade: total.grade.clone(), rounding }
    }

    /// The ordinary engine's evaluation of the report under other weights.
    ///
    /// # Errors
    /// Weights that do not add up, and all that withholds the total.
    pub fn under(&self, weights: &BTreeMap<String, Weight>) -> Result<(Evaluation, Total), Diagnostics> {
        let evaluation = self.response.evaluate_under(weights)?;
        match evaluation.total.clone() {
            Some(total) => Ok((evaluation, total)),
            None => Err(evaluation.diagnostics),
        }
    }

    /// What the engine put between the sum of the rows and the total: vetoes that struck, ceilings that took points.
    pub fn overriding(&self, evaluation: &Evaluation) -> Vec<Limit> {
        let limit = |step: &TotalStep| match step {
            TotalStep::Veto { id, name, .. } => {
                Some(Limit { id: id.clone(), name: name.clone(), kind: LimitKind::Veto })
            }
            TotalStep::Capped { id, name, after, .. } => {
                Some(Limit { id: id.clone(), name: name.clone(), kind: LimitKind::Ceiling(after.clone()) })
            }
            _ => None,
        };
        evaluation.steps.iter().filter_map(limit).collect()
    }

    /// Refuses an answer for which the engine gives another total than the search worked out.
    ///
    /// # Errors
    /// [`Code::CertificateDisagrees`], unless a veto or a ceiling decides the total.
    pub fn confirm(&self, expected: &Number, evaluation: &Evaluation, total: &Total) -> Result<(), Diagnostic> {
        if Self::is_decided_otherwise(evaluation) { Ok(()) } else { confirm(expected, total.points.number()) }
    }

    /// Whether a veto or a ceiling decided the total, so that it is no sum of rows.
    pub fn is_decided_otherwise(evaluation: &Evaluation) -> bool {
        evaluation.steps.iter().any(|step| match step {
            TotalStep::Veto { after, .. } => after.is_zero(),
            TotalStep::Capped { .. } | TotalStep::Clamped { .. } => true,
            _ => false,
        })
    }

    /// Whether a row takes part in changes: rows without points of their own keep their weight.
    pub fn is_scored(row: &Row) -> bool {
        matches!(row.state, RowState::Scored(_))
    }
}

/// Refuses an answer for which the search and the engine have different totals.
fn confirm(expected: &Number, found: &Number) -> Result<(), Diagnostic> {
    if expected == found {
        return Ok(());
    }
    Err(Diagnostic::new(Code::CertificateDisagrees).fact("expected", expected).fact("found", found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_the_engine_does_not_confirm_is_none() {
        let hundredths = |count: i64| Number::from(count).divide(&Number::from(100)).unwrap();
        let refused = confirm(&hundredths(9689), &hundredths(9688)).unwrap_err();
        assert_eq!((refused.code, refused.get("found").unwrap().en.as_str()), (Code::CertificateDisagrees, "96.88"));
        assert!(confirm(&hundredths(9690), &Number::parse("96.9").unwrap()).is_ok());
    }
}
