//! From rows to the total: subtotals, rescaling, bonus, penalty, veto, ceiling, rounding, grade.

use super::figures::{Figures, Lack};
use super::{Role, Row, RowState, Subtotal, Total, TotalStep};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError, Points};
use crate::report::Report;
use crate::rule::{Formula, Kind, Value};
use crate::scheme::{Cap, Dimension, NotApplicablePolicy, Scheme, VetoEffect};

/// What adds rows up.
pub(super) struct Summing<'a> {
    pub scheme: &'a Scheme,
    pub report: &'a Report,
    pub figures: &'a Figures<'a>,
    pub cap_figures: &'a [Formula],
    pub problems: &'a mut Diagnostics,
}

impl Summing<'_> {
    /// The subtotals of the tree. Vetoes on rows and dimensions have been applied to `rows` before.
    pub fn subtotals(&self, rows: &[Row]) -> Result<Vec<Subtotal>, NumberError> {
        self.scheme.dimensions.iter().map(|dimension| self.subtotal(dimension, rows)).collect()
    }

    fn subtotal(&self, dimension: &Dimension, rows: &[Row]) -> Result<Subtotal, NumberError> {
        let below =
            dimension.dimensions.iter().map(|child| self.subtotal(child, rows)).collect::<Result<Vec<_>, _>>()?;
        let own: Vec<&Row> =
            rows.iter().filter(|row| dimension.indicators.iter().any(|indicator| indicator.id == row.id)).collect();
        let points = below.iter().map(|child| &child.points).chain(own.iter().filter_map(|row| row.points()));
        let sum = Points::total(points)?;
        let points = match self.scheme.roundings.dimension {
            Some(rounding) => Points::new(rounding.apply(sum.number())),
            None => sum,
        };
        Ok(Subtotal {
            id: dimension.id.clone(),
            name: dimension.name.clone(),
            weight: dimension.weight.clone(),
            points,
            is_complete: below.iter().all(|child| child.is_complete) && own.iter().all(|row| row.points().is_some()),
            below,
        })
    }

    /// The total with its steps; `None` where it is withheld, with the diagnostic that says so.
    pub fn total(
        &mut self,
        rows: &[Row],
        subtotals: &[Subtotal],
    ) -> Result<(Vec<TotalStep>, Option<Total>), NumberError> {
        if !self.is_given(rows) {
            return Ok((Vec::new(), None));
        }
        let mut steps = Vec::new();
        let mut sum = Points::total(subtotals.iter().map(|subtotal| &subtotal.points))?.number().clone();
        steps.push(TotalStep::Sum(sum.clone()));
        let mut unrounded = sum_of(rows, |row| row.trace.unrounded.clone())?;
        if rows.iter().any(|row| row.role == Role::Weighted && matches!(row.state, RowState::NotApplicable(_))) {
            let applies = |row: &Row| row.points().map(|_| row.weight.number().clone());
            let (points, weight) = (unrounded.clone(), sum_of(rows, applies)?);
            sum = points.multiply(self.scheme.full_score.number())?.divide(&weight)?;
            unrounded = sum.clone();
            steps.push(TotalStep::Rescaled { points, weight, after: sum.clone() });
        }
        let before_extras = sum.clone();
        sum = self.extras(rows, sum, &mut steps)?;
        unrounded = unrounded.add(&sum.subtract(&before_extras)?)?;
        let worst = self.vetoes(&mut sum, &mut steps);
        if !self.caps(&mut sum, &mut steps) || worst.is_err() {
            return Ok((steps, None));
        }
        let limit = self.scheme.bonus_limit.as_ref().map_or_else(
            || self.scheme.bonuses.iter().try_fold(Number::zero(), |sum, bonus| sum.add(bonus.weight.number())),
            |limit| Ok(limit.number().clone()),
        )?;
        let highest = self.scheme.full_score.number().add(&limit)?;
        let clamped = sum.clone().max(Number::zero()).min(highest);
        if clamped != sum {
            steps.push(TotalStep::Clamped { after: clamped.clone() });
        }
        let rounded = self.scheme.roundings.total.apply(&clamped);
        if rounded != clamped {
            steps.push(TotalStep::Rounded { before: clamped.clone(), after: rounded.clone() });
        }
        if steps
            .iter()
            .any(|step| matches!(step, TotalStep::Veto { .. } | TotalStep::Capped { .. } | TotalStep::Clamped { .. }))
        {
            unrounded = clamped.clone();
        }
        Ok((steps, Some(self.graded(clamped, rounded, &unrounded, worst.unwrap_or_default())?)))
    }

    /// Whether every weighted row came to points, or the scheme says what to do without.
    fn is_given(&mut self, rows: &[Row]) -> bool {
        let named = |wanted: fn(&RowState) -> bool| {
            let names: Vec<&Bilingual> = rows.iter().filter(|row| wanted(&row.state)).map(|row| &row.name).collect();
            Bilingual {
                zh: names.iter().map(|name| name.zh.as_str()).collect::<Vec<_>>().join("、"),
                en: names.iter().map(|name| name.en.as_str()).collect::<Vec<_>>().join(", "),
            }
        };
        let without = named(|state| matches!(state, RowState::Missing(_) | RowState::Failed));
        if !without.zh.is_empty() {
            self.tell(Diagnostic::new(Code::TotalWithheld).said("rows", without).at(self.report.place.clone()));
            return false;
        }
        let not_applicable = named(|state| matches!(state, RowState::NotApplicable(_)));
        let all = rows.iter().filter(|row| row.role == Role::Weighted).all(|row| row.points().is_none());
        if !not_applicable.zh.is_empty() && (self.scheme.not_applicable == NotApplicablePolicy::Refuse || all) {
            let problem = Diagnostic::new(Code::NotApplicableRefused).said("rows", not_applicable);
            self.tell(problem.at(self.scheme.place.clone()));
            return false;
        }
        true
    }

    fn extras(&self, rows: &[Row], mut sum: Number, steps: &mut Vec<TotalStep>) -> Result<Number, NumberError> {
        let role_sum = |role: Role| Points::total(rows.iter().filter(|row| row.role == role).filter_map(Row::points));
        let mut bonus = role_sum(Role::Bonus)?.number().clone();
        if let Some(limit) = &self.scheme.bonus_limit {
            bonus = bonus.min(limit.number().clone());
        }
        if !bonus.is_zero() {
            sum = sum.add(&bonus)?;
            steps.push(TotalStep::Bonus { points: bonus, after: sum.clone() });
        }
        let penalty = role_sum(Role::Penalty)?.number().clone();
        if !penalty.is_zero() {
            sum = sum.subtract(&penalty)?;
            steps.push(TotalStep::Penalty { points: penalty, after: sum.clone() });
        }
        Ok(sum)
    }

    /// Applies the vetoes on total and grade; the answer is the best grade that is still allowed, by position.
    fn vetoes(&mut self, sum: &mut Number, steps: &mut Vec<TotalStep>) -> Result<usize, ()> {
        let mut worst = 0;
        for (veto, struck) in struck_vetoes(self.scheme, self.figures).map_err(|problem| self.tell(problem))? {
            if !struck {
                continue;
            }
            match &veto.effect {
                VetoEffect::TotalZero => *sum = Number::zero(),
                VetoEffect::GradeAtMost(name) => {
                    worst = worst.max(self.scheme.grades.iter().position(|grade| grade.name.zh == *name).unwrap_or(0));
                }
                VetoEffect::DimensionZero(_) | VetoEffect::IndicatorZero(_) => {}
            }
            steps.push(TotalStep::Veto { id: veto.id.clone(), name: veto.name.clone(), after: sum.clone() });
            let problem =
                Diagnostic::new(Code::VetoStruck).said("veto", veto.name.clone()).fact("metric", &veto.metric);
            self.tell(problem.at(veto.place.clone()));
        }
        Ok(worst)
    }

    /// Applies the ceilings; false where a figure that decides one is missing.
    fn caps(&mut self, sum: &mut Number, steps: &mut Vec<TotalStep>) -> bool {
        let mut is_given = true;
        for (cap, formula) in self.scheme.caps.iter().zip(self.cap_figures) {
            match self.figures.value(formula, Kind::Number) {
                Ok(figure) => {
                    if let Value::Number(figure) = figure.value {
                        apply_cap(cap, figure, sum, steps);
                    }
                }
                Err(Lack::NotApplicable(_)) => {}
                Err(Lack::Missing(_, problem) | Lack::Faulty(problem)) => {
                    self.tell(problem.row(cap.name.clone()));
                    is_given = false;
                }
            }
        }
        is_given
    }

    fn graded(&mut self, unrounded: Number, total: Number, exact: &Number, worst: usize) -> Result<Total, NumberError> {
        let position = |number: &Number| self.scheme.grade_of(number).max(worst);
        let (own, by_exact) = (position(&total), position(exact));
        let grade_at = |at: usize| self.scheme.grades.get(at);
        let name = |at: usize| grade_at(at).map(|grade| grade.name.clone()).unwrap_or_default();
        let better = own.checked_sub(1).filter(|better| *better >= worst).and_then(grade_at);
        let up = better.map(|grade| Ok((grade.name.clone(), grade.from.subtract(&total)?))).transpose()?;
        let down = match (grade_at(own), grade_at(own.saturating_add(1))) {
            (Some(grade), Some(below)) if total >= grade.from => {
                Some((below.name.clone(), total.subtract(&grade.from)?))
            }
            _ => None,
        };
        let problem = (own != by_exact).then(|| {
            Diagnostic::new(Code::RoundingDecides)
                .fact("total", &total)
                .fact("unrounded", exact)
                .said("grade", name(own))
                .said("other", name(by_exact))
                .at(self.scheme.grades_place.clone())
        });
        let grade = name(own);
        problem.into_iter().for_each(|problem| self.tell(problem));
        Ok(Total { unrounded, points: Points::new(total), grade, up, down })
    }

    fn tell(&mut self, problem: Diagnostic) {
        self.problems.push(problem.unit(&self.report.unit));
    }
}

/// Which vetoes struck. A veto whose metric nobody reported is a problem, never an acquittal.
pub(super) fn struck_vetoes<'s>(
    scheme: &'s Scheme,
    figures: &Figures<'_>,
) -> Result<Vec<(&'s crate::scheme::Veto, bool)>, Diagnostic> {
    scheme
        .vetoes
        .iter()
        .map(|veto| match figures.metric(&veto.metric, Kind::Flag, &veto.place) {
            Ok(figure) => Ok((veto, figure.value == Value::Flag(true))),
            Err(Lack::NotApplicable(_)) => Ok((veto, false)),
            Err(Lack::Missing(_, problem) | Lack::Faulty(problem)) => Err(problem.row(veto.name.clone())),
        })
        .collect()
}

fn apply_cap(cap: &Cap, figure: Number, sum: &mut Number, steps: &mut Vec<TotalStep>) {
    let ceiling = cap.steps.iter().rev().find(|(below, _)| figure < *below).map(|(_, ceiling)| ceiling);
    if let Some(ceiling) = ceiling.filter(|ceiling| *sum > **ceiling) {
        *sum = ceiling.clone();
        let (id, name) = (cap.id.clone(), cap.name.clone());
        steps.push(TotalStep::Capped { id, name, figure, after: ceiling.clone() });
    }
}

fn sum_of(rows: &[Row], part: impl Fn(&Row) -> Option<Number>) -> Result<Number, NumberError> {
    let weighted = rows.iter().filter(|row| row.role == Role::Weighted && row.points().is_some());
    weighted.filter_map(part).try_fold(Number::zero(), |sum, number| sum.add(&number))
}
