//! [`StepCurves`]: what the rounded points of all rows add up to at weights in whole steps, in checked whole numbers.

use super::whole_lines::{Fraction, HeldSum, WholeLine};
use crate::evaluation::{Piece, PieceOutcome, Response, Role, WeightCurve};
use crate::numeric::{Interval, Mode, Number};
use crate::scheme::{Indicator, Scheme};

/// The curves of all weighted rows, in the order of the scheme.
pub(super) struct StepCurves {
    /// One step, in points.
    step: Fraction,
    /// How many of the last places of rounded points make one point.
    unit: i128,
    rows: Vec<StepCurve>,
}

/// A row over its own weight in steps.
struct StepCurve {
    /// What it is worth and gets as it is; none where it is worth no whole steps.
    own: Option<(i128, Number)>,
    pieces: Vec<StepPiece>,
}

/// The steps on which a row is one line.
struct StepPiece {
    from: i128,
    to: i128,
    line: Option<WholeLine>,
}

impl StepCurves {
    /// Those of a case on steps of so many points; `None` where sums of whole numbers do not tell its total, or a row has no
    /// points as it is.
    pub fn new(scheme: &Scheme, response: &Response<'_>, step: &Number) -> Option<Self> {
        let rounding = response.plain_rounding().filter(|rounding| rounding.mode == Mode::HalfUp)?;
        let rows = response.evaluation().rows.iter().filter(|row| row.role() == Role::Weighted);
        let indicators = scheme.indicators();
        if rows.count() != indicators.len() {
            return None;
        }
        let row = |indicator: &&Indicator| {
            let position = response.position(&indicator.id)?;
            let own = response.evaluation().rows.get(position)?;
            let points = own.points()?.number().clone();
            let steps = own.weight().number().divide(step).ok()?.to_i128();
            let pieces = response.whole_curve(position).and_then(WeightCurve::pieces).unwrap_or_default();
            let pieces = pieces.iter().filter_map(|piece| StepPiece::of(piece, step)).collect();
            Some(StepCurve { own: steps.zip(Some(points)), pieces })
        };
        let rows = indicators.iter().map(row).collect::<Option<_>>()?;
        Some(Self { step: Fraction::of(step)?, unit: 10_i128.checked_pow(rounding.places)?, rows })
    }

    /// What the rows add up to where each is worth so many steps.
    pub fn sum(&self, steps: &[i128]) -> Option<Number> {
        let mut sum = HeldSum::of(self.unit);
        for (row, steps) in self.rows.iter().zip(steps) {
            match &row.own {
                Some((own, points)) if own == steps => sum.add_points(points)?,
                _ => {
                    let weight = Fraction { above: steps.checked_mul(self.step.above)?, below: self.step.below };
                    sum.add(row.line_at(*steps)?.at(weight)?, weight)?;
                }
            }
        }
        sum.all()
    }
}

impl StepCurve {
    fn line_at(&self, steps: i128) -> Option<&WholeLine> {
        let at = self.pieces.partition_point(|piece| piece.to < steps);
        self.pieces.get(at).filter(|piece| piece.from <= steps)?.line.as_ref()
    }
}

impl StepPiece {
    /// `None` where no whole steps lie on it.
    fn of(piece: &Piece, step: &Number) -> Option<Self> {
        let (from, to) = steps_in(&piece.weights, step)?;
        let line = match &piece.outcome {
            PieceOutcome::Scored { line, .. } => WholeLine::of(line),
            PieceOutcome::NotApplicable(_) | PieceOutcome::Missing(_) | PieceOutcome::Failed(_) => None,
        };
        Some(Self { from, to, line })
    }
}

/// The first and the last whole step in an interval; `None` where there is none, or too many.
fn steps_in(weights: &Interval, step: &Number) -> Option<(i128, i128)> {
    let (low, high) = (weights.low(), weights.high());
    let (first, last) = (low.at.divide(step).ok()?, high.at.divide(step).ok()?);
    let is_left_out = |steps: &Number, closed: bool| i128::from(steps.is_whole() && !closed);
    let from = first.ceiling().to_i128()?.checked_add(is_left_out(&first, low.closed))?;
    let to = last.floor().to_i128()?.checked_sub(is_left_out(&last, high.closed))?;
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::End;

    #[test]
    fn the_steps_of_an_interval_lie_between_its_ends() {
        let half = Number::quotient(1, 2).unwrap();
        let steps = |low: (i64, bool), high: (i64, bool)| {
            let end =
                |(quarters, closed): (i64, bool)| End { at: Number::quotient(quarters.into(), 4).unwrap(), closed };
            Interval::new(end(low), end(high)).and_then(|weights| steps_in(&weights, &half))
        };
        assert_eq!(steps((0, true), (8, true)), Some((0, 4)));
        assert_eq!(steps((0, false), (8, false)), Some((1, 3)));
        assert_eq!(steps((1, true), (7, true)), Some((1, 3)));
        assert_eq!(steps((1, false), (7, false)), Some((1, 3)));
        assert_eq!(steps((2, true), (2, true)), Some((1, 1)));
        assert_eq!(steps((2, false), (4, false)), None);
        assert_eq!(steps((1, true), (1, true)), None);
    }
}
