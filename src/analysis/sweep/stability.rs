//! Between which weights of one row the grade stays.
//!
//! The search walks from the weight as it is, on traced rows; it may pass over stretches on which the total stays in its
//! band whatever the roundings do, and otherwise looks at every weight at which anything rounded jumps and between
//! any two of them. Both sides of each end are then scored by the ordinary engine: if that disagrees, nothing is told.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::response_curve::{BesideLines, NoCurve, ResponseCurve, Segment};
use super::safe_stretch::SafeStretch;
use super::stability_interval::{Beyond, Bound, Sampled, StabilityInterval};
use super::swept_case::{SweptCase, Weights, first_error};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::Total;
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};
use crate::scheme::{Indicator, WeightGrid, WholeSteps};

/// How many jumps of rounded numbers are looked at on one side before the exact search is given up.
const MOST_JUMPS: usize = 4_000;

/// What is told of one row.
pub(super) struct Told {
    pub exact: Option<StabilityInterval>,
    pub sampled: Option<Sampled>,
    pub on_grid: StabilityInterval,
}

/// Both spans of one row.
pub(super) fn spans(case: &SweptCase<'_>, row: &Indicator) -> Result<Told, Diagnostics> {
    let (curve, mut sampled) = match ResponseCurve::new(case, row)? {
        Ok(curve) => (Some(curve), None),
        Err(NoCurve::Refused(problem)) => (None, Some(Sampled::Refused(problem))),
        Err(NoCurve::Sampled(why)) => (None, Some(why)),
    };
    let (mut exact, mut refused) = (None, (false, false));
    if let Some(curve) = &curve {
        let low = refusal(case, row, &curve.domain.low().at)?;
        let high = refusal(case, row, &curve.domain.high().at)?;
        refused = (low.is_some(), high.is_some());
        let walk = Walk { case, row, curve, jumps: Cell::new(case.jumps) };
        // Where a rule begins to refuse weights, no line tells.
        match low.or(high) {
            Some(why) => sampled = Some(Sampled::Opaque(why)),
            None => match (walk.end(false)?, walk.end(true)?) {
                (Some(low), Some(high)) => exact = Some(StabilityInterval { low, high }),
                _ => sampled = Some(Sampled::TooManyJumps),
            },
        }
    }
    let steps = curve.as_ref().and_then(|_| case.whole_steps(&row.id));
    let grid = |may_refuse: bool| Grid { case, row, curve: curve.as_ref(), steps: steps.as_ref(), may_refuse };
    let on_grid = StabilityInterval { low: grid(refused.0).end(false)?, high: grid(refused.1).end(true)? };
    Ok(Told { exact, sampled, on_grid })
}

/// Why a row cannot be worth so much, where the scheme or a rule stands against the weights there.
fn refusal(case: &SweptCase<'_>, row: &Indicator, at: &Number) -> Result<Option<Diagnostic>, Diagnostics> {
    let Ok(weights) = case.weights(&row.id, at, WeightGrid::Exact) else { return Ok(None) };
    if !case.response.refuses(&weights) {
        return Ok(None);
    }
    Ok(match look(case, at, &weights)? {
        Beyond::Withheld { problem, .. } => Some(problem),
        _ => None,
    })
}

/// A search over all weights.
struct Walk<'w> {
    case: &'w SweptCase<'w>,
    row: &'w Indicator,
    curve: &'w ResponseCurve<'w>,
    /// How many more jumps of rounded numbers may be looked at.
    jumps: Cell<usize>,
}

/// How far the grade stays for certain.
enum Stretch {
    /// Up to this weight.
    To(Number),
    /// Not beyond the next jump, which is there.
    NotBeyond(Number),
}

impl Walk<'_> {
    /// Takes one jump from those that may be looked at; false if none is left.
    fn may_jump(&self) -> bool {
        let left = self.jumps.get().checked_sub(1);
        self.jumps.set(left.unwrap_or(0));
        left.is_some()
    }

    /// The end of the span below or above; `None` beyond [`MOST_JUMPS`].
    fn end(&self, upwards: bool) -> Result<Option<Bound>, Diagnostics> {
        let domain = &self.curve.domain;
        let edge = if upwards { &domain.high().at } else { &domain.low().at };
        let mut at = self.row.weight.number().clone();
        let mut segment = self.curve.segment(&at, upwards)?;
        let mut length = segment.end.subtract(&at)?;
        let mut is_far = true;
        for _ in 0..MOST_JUMPS {
            if !self.may_jump() {
                break;
            }
            if at == *edge {
                return Ok(Some(Bound { at, closed: true, beyond: Beyond::Edge }));
            }
            if at == segment.end {
                segment = self.curve.segment(&at, upwards)?;
                length = segment.end.subtract(&at)?;
            }
            // Behind a long stretch the first length will most often do, and where the next jump lies need not be known.
            let next = if is_far { None } else { Some(self.curve.next(&at, &segment)?) };
            let stretch = self.stretch(&at, &segment, (&length, next))?;
            is_far = matches!(stretch, Stretch::To(_));
            let next = match stretch {
                Stretch::To(far) => {
                    length = far.subtract(&at)?.multiply(&Number::from(2))?;
                    at = far;
                    continue;
                }
                Stretch::NotBeyond(next) => next,
            };
            length = next.subtract(&at)?.multiply(&Number::from(2))?;
            let middle = Number::between(&at, &next)?;
            if !self.keeps_grade(&middle, &segment)? {
                return self.bound(at.clone(), true, &at, &middle).map(Some);
            }
            if !self.keeps_grade(&next, &segment)? {
                return self.bound(next.clone(), false, &middle, &next).map(Some);
            }
            at = next;
        }
        Ok(None)
    }

    /// Whether the grade is the present one at a weight of the segment or at its end, where some row begins another line.
    fn keeps_grade(&self, at: &Number, segment: &Segment) -> Result<bool, Diagnostics> {
        let total = if *at == segment.end { self.curve.total(at) } else { self.curve.total_within(at, segment) };
        Ok(total?.is_some_and(|total| self.case.keeps_grade(&total)))
    }

    /// How far the grade stays for certain: by `length`, a quarter of it and so on, as long as that leads beyond the next
    /// jump, which is asked for where it is not known.
    fn stretch(
        &self,
        at: &Number,
        segment: &Segment,
        (length, mut next): (&Number, Option<Number>),
    ) -> Result<Stretch, Diagnostics> {
        let mut length = length.clone();
        loop {
            let far = at.add(&length)?;
            let far = match is_beyond(&far, &segment.end, segment.upwards) {
                true => segment.end.clone(),
                // Most of the way: a number with few digits is added and multiplied in a fraction of the time.
                false => {
                    Number::between(&at.add(&length.multiply(&Number::from(7))?.divide(&Number::from(8))?)?, &far)?
                }
            };
            if let Some(next) = next.take_if(|next| !is_beyond(&far, next, segment.upwards)) {
                return Ok(Stretch::NotBeyond(next));
            }
            let is_held = match self.curve.range(at, &far, segment)? {
                Some((low, high)) => self.case.keeps_grade(&low) && self.case.keeps_grade(&high),
                None => false,
            };
            if is_held && (far != segment.end || self.keeps_grade(&far, segment)?) {
                return Ok(Stretch::To(far));
            }
            if next.is_none() {
                next = Some(self.curve.next(at, segment)?);
            }
            length = length.divide(&Number::from(4))?;
        }
    }

    /// An end, confirmed by the ordinary engine at a weight inside and at one beyond.
    fn bound(&self, at: Number, closed: bool, inside: &Number, beyond: &Number) -> Result<Bound, Diagnostics> {
        let weights = |weight: &Number| self.case.weights(&self.row.id, weight, WeightGrid::Exact);
        confirm(self.case, self.row, inside, &weights(inside)?)?;
        let found = look(self.case, beyond, &weights(beyond)?)?;
        let traced = self.curve.total(beyond)?;
        let agrees = match (&found, &traced) {
            (Beyond::Grade { total, .. }, Some(traced)) => {
                total == traced.points.number() && !self.case.keeps_grade(traced)
            }
            (Beyond::Withheld { .. }, None) => true,
            _ => false,
        };
        if !agrees {
            return Err(disagreement(self.row.name.clone(), beyond, traced.as_ref()).into());
        }
        Ok(Bound { at, closed, beyond: found })
    }
}

fn is_beyond(one: &Number, other: &Number, upwards: bool) -> bool {
    if upwards { one > other } else { one < other }
}

/// A search over the steps of the scheme's weights.
struct Grid<'w> {
    case: &'w SweptCase<'w>,
    row: &'w Indicator,
    curve: Option<&'w ResponseCurve<'w>>,
    /// How the other rows make room, where whole numbers say it.
    steps: Option<&'w WholeSteps>,
    /// Whether a row may not be worth what it would be at some step: a rule that refuses no weight far off is taken to refuse
    /// none on the way.
    may_refuse: bool,
}

impl Grid<'_> {
    fn end(&self, upwards: bool) -> Result<Bound, Diagnostics> {
        let mut at = self.row.weight.number().clone();
        let here = |at: &Number, beyond: Beyond| Bound { at: at.clone(), closed: true, beyond };
        let Some(step) = &self.case.grid else { return Ok(here(&at, Beyond::NotLooked)) };
        let step = step.number();
        let mut is_moved = false;
        let mut beside: Option<BesideLines> = None;
        for _ in 0..self.case.steps {
            let next = next_step(&at, step, upwards)?;
            let Some(traced) = self.traced_at(&next)? else { return Ok(here(&at, Beyond::Edge)) };
            if !traced.as_ref().is_some_and(|total| self.case.keeps_grade(total)) {
                let Some(weights) = self.weights(&next) else { return Ok(here(&at, Beyond::Edge)) };
                match look(self.case, &next, &weights)? {
                    Beyond::Grade { grade, .. } if traced.is_none() && grade == self.case.total.grade => {}
                    Beyond::Grade { grade, .. } if grade == self.case.total.grade => {
                        return Err(disagreement(self.row.name.clone(), &next, traced.as_ref()).into());
                    }
                    beyond => {
                        if let Some(weights) = self.weights(&at).filter(|_| is_moved) {
                            confirm(self.case, self.row, &at, &weights)?;
                        }
                        return Ok(here(&at, beyond));
                    }
                }
            }
            let leap = traced.map(|total| self.leap((&next, &total), step, upwards, &mut beside)).transpose()?;
            (at, is_moved) = (leap.flatten().unwrap_or(next), true);
        }
        Ok(here(&at, Beyond::NotLooked))
    }

    /// The total where the row is worth `weight`, none where it is not known; `None` where it cannot be worth that.
    fn traced_at(&self, weight: &Number) -> Result<Option<Option<Total>>, Diagnostics> {
        let steps = self.steps.filter(|_| !self.may_refuse);
        let quick = steps.and_then(|steps| self.case.total_on_steps(steps, weight));
        if quick.is_some() {
            return Ok(Some(quick));
        }
        let Some(weights) = self.weights(weight) else { return Ok(None) };
        if self.may_refuse && self.case.response.refuses(&weights) {
            return Ok(Some(None));
        }
        self.traced(&weights).map(Some)
    }

    /// All weights where the row is worth `weight`; `None` where it cannot be.
    fn weights(&self, weight: &Number) -> Option<Weights> {
        let is_out = weight.is_negative() || *weight > *self.case.scheme.full_score.number();
        (!is_out).then(|| self.case.weights(&self.row.id, weight, WeightGrid::Scheme).ok()).flatten()
    }

    fn traced(&self, weights: &Weights) -> Result<Option<Total>, Diagnostics> {
        Ok(self.curve.map(|curve| curve.total_beside(weights)).transpose()?.flatten())
    }

    /// The farthest step up to which no rounding, of points or of weights, can carry the total out of its band; `None` where
    /// that is not a step beyond `at`. Where the farthest cannot be, half the way is tried.
    /// What is known beside the lines is kept in `beside` as long as it holds.
    fn leap(
        &self,
        (at, total): (&Number, &Total),
        step: &Number,
        upwards: bool,
        beside: &mut Option<BesideLines>,
    ) -> Result<Option<Number>, Diagnostics> {
        let Some(curve) = self.curve else { return Ok(None) };
        let slack = curve.slack()?;
        // Where roundings of the points alone could do it, nothing more has to be known.
        if (SafeStretch { scheme: self.case.scheme, slack: slack.clone() }).is_near_edge(total)? {
            return Ok(None);
        }
        if beside.as_ref().is_none_or(|known| !is_beyond(&known.end, at, upwards)) {
            *beside = curve.beside(at, &self.case.shared_step()?, upwards)?;
        }
        let Some(beside) = beside else { return Ok(None) };
        let stretch = SafeStretch { scheme: self.case.scheme, slack: slack.add(&beside.points)? };
        let Some(safe) = stretch.end(at, total, beside, upwards)? else { return Ok(None) };
        if is_beyond(at, &safe, upwards) {
            return Ok(None);
        }
        let mut steps = safe.subtract(at)?.absolute().divide(step)?.floor();
        while steps >= Number::from(1) {
            let by = steps.multiply(step)?;
            let far = if upwards { at.add(&by)? } else { at.subtract(&by)? };
            if self.traced_at(&far)?.flatten().is_some_and(|total| self.case.keeps_grade(&total)) {
                return Ok(Some(far));
            }
            steps = steps.divide(&Number::from(2))?.floor();
        }
        Ok(None)
    }
}

/// The next multiple of the step.
fn next_step(at: &Number, step: &Number, upwards: bool) -> Result<Number, NumberError> {
    let one = Number::from(1);
    let steps = at.divide(step)?;
    let next = if upwards { steps.floor().add(&one)? } else { steps.ceiling().subtract(&one)? };
    next.multiply(step)
}

/// What the ordinary engine finds at these weights.
fn look(case: &SweptCase<'_>, weight: &Number, weights: &Weights) -> Result<Beyond, Diagnostics> {
    let weight = weight.clone();
    match case.response.total_under(weights, &BTreeMap::new()) {
        Ok(total) => Ok(Beyond::Grade { weight, total: total.points.number().clone(), grade: total.grade }),
        Err(problems) => Ok(Beyond::Withheld { weight, problem: first_error(problems)? }),
    }
}

/// Fails unless the ordinary engine finds the present grade at these weights.
fn confirm(case: &SweptCase<'_>, row: &Indicator, weight: &Number, weights: &Weights) -> Result<(), Diagnostics> {
    Ok(agrees(&look(case, weight, weights)?, &case.total, row.name.clone(), weight)?)
}

/// Fails unless what the engine found has the grade of `total`.
fn agrees(found: &Beyond, total: &Total, row: Bilingual, weight: &Number) -> Result<(), Diagnostic> {
    match found {
        Beyond::Grade { grade, .. } if *grade == total.grade => Ok(()),
        _ => Err(disagreement(row, weight, Some(total))),
    }
}

fn disagreement(row: Bilingual, weight: &Number, traced: Option<&Total>) -> Diagnostic {
    let total = traced.map_or_else(|| "—".to_owned(), |total| total.points.to_string());
    Diagnostic::new(Code::SpanDisagrees).fact("weight", weight).fact("total", total).row(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::Points;

    #[test]
    fn an_engine_that_finds_another_grade_or_none_ends_the_search_loudly() {
        let number = |whole: i64| Number::from(whole);
        let (good, fair) = (Bilingual::same("良好"), Bilingual::same("中"));
        let (points, unrounded) = (Points::new(number(85)), number(85));
        let total = Total { unrounded, points, grade: good.clone(), up: None, down: None };
        let found = |grade: &Bilingual| Beyond::Grade { weight: number(9), total: number(85), grade: grade.clone() };
        let told = |found: &Beyond| agrees(found, &total, Bilingual::same("甲"), &number(9)).map_err(|told| told.code);
        assert_eq!(told(&found(&good)), Ok(()));
        assert_eq!(told(&found(&fair)), Err(Code::SpanDisagrees));
        assert_eq!(told(&Beyond::Edge), Err(Code::SpanDisagrees));
    }

    #[test]
    fn steps_are_multiples_also_from_a_weight_beside_them() {
        let number = |text: &str| Number::parse(text).unwrap();
        let next = |at: &str, upwards: bool| next_step(&number(at), &number("0.5"), upwards).unwrap().to_string();
        assert_eq!((next("10", true), next("10", false)), ("10.5".to_owned(), "9.5".to_owned()));
        assert_eq!((next("10.2", true), next("10.2", false)), ("10.5".to_owned(), "10".to_owned()));
    }
}
