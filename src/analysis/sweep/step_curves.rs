//! [`StepCurves`]: what the rounded points of all rows add up to at weights in whole steps, in checked whole numbers.

use super::whole_lines::{Fraction, HeldSum, WholeLine};
use crate::evaluation::{CurveShape, Piece, PieceOutcome, Response, Role};
use crate::numeric::{Interval, Mode, Number};
use crate::scheme::Scheme;

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
    pub fn new(scheme: &Scheme, response: &Response<'_>, (above, below): (i128, i128)) -> Option<Self> {
        let rounding = response.plain_rounding().filter(|rounding| rounding.mode == Mode::HalfUp)?;
        let step = Fraction { above, below };
        let rows: Vec<_> = response.evaluation().rows.iter().filter(|row| row.role() == Role::Weighted).collect();
        let indicators = scheme.indicators();
        if rows.len() != indicators.len() {
            return None;
        }
        let row = |indicator: &&crate::scheme::Indicator| {
            let position = response.position(&indicator.id)?;
            let own = response.evaluation().rows.get(position)?;
            let points = own.points()?.number().clone();
            let steps = step.count_in(own.weight().number()).filter(|(_, rest)| *rest == 0);
            let pieces = match response.whole_curve(position).map(|curve| &curve.shape) {
                Some(CurveShape::Pieces(pieces)) => {
                    pieces.iter().filter_map(|piece| StepPiece::of(piece, step)).collect()
                }
                Some(CurveShape::Opaque(_)) | None => Vec::new(),
            };
            Some(StepCurve { own: steps.map(|(steps, _)| (steps, points)), pieces })
        };
        let rows = indicators.iter().map(row).collect::<Option<_>>()?;
        Some(Self { step, unit: 10_i128.checked_pow(rounding.places)?, rows })
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
    fn of(piece: &Piece, step: Fraction) -> Option<Self> {
        let (from, to) = steps_in(&piece.weights, step)?;
        let line = match &piece.outcome {
            PieceOutcome::Scored { line, .. } => WholeLine::of(line),
            PieceOutcome::NotApplicable(_) | PieceOutcome::Missing(_) | PieceOutcome::Failed(_) => None,
        };
        Some(Self { from, to, line })
    }
}

/// The first and the last whole step in an interval; `None` where there is none, or too many.
fn steps_in(weights: &Interval, step: Fraction) -> Option<(i128, i128)> {
    let (low, high) = (weights.low(), weights.high());
    let ((first, after), (last, rest)) = (step.count_in(&low.at)?, step.count_in(&high.at)?);
    let is_off = after != 0 || !low.closed;
    let from = first.checked_add(i128::from(is_off))?;
    let is_before = rest == 0 && !high.closed;
    let to = last.checked_sub(i128::from(is_before))?;
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::End;

    #[test]
    fn the_steps_of_an_interval_lie_between_its_ends() {
        let half = Fraction { above: 1, below: 2 };
        let steps = |low: (i64, bool), high: (i64, bool)| {
            let end =
                |(quarters, closed): (i64, bool)| End { at: Number::quotient(quarters.into(), 4).unwrap(), closed };
            Interval::new(end(low), end(high)).and_then(|weights| steps_in(&weights, half))
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
