//! [`PointsCell`]: the points of one row of one report over its weight, in whole numbers.

use super::quotient::WholeQuotient;
use super::steps::WeightSteps;
use crate::evaluation::weight_curve::{Piece, PieceOutcome, WeightCurve};
use crate::numeric::{Line, Number, Rounding};

/// The points of one row over its weight in steps: pieces in rising order that cover its range, each with the last step that
/// belongs to it.
///
/// Most rows have one piece. It lies in the cell itself: a thousand reports are gone through at every step of a hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PointsCell {
    first: (u32, CellPiece),
    others: Vec<(u32, CellPiece)>,
}

/// The points on a piece, in whole parts of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellPiece {
    /// Rounded points: so many parts for each last place, and never more than the weight, of so many parts a step.
    Rounded { quotient: WholeQuotient, place: i64, step: i64 },
    /// Points that are not rounded: `offset + slope × k`.
    Line { offset: i64, slope: i64 },
}

impl CellPiece {
    /// The parts of a point at so many steps.
    #[inline]
    pub fn at(&self, steps: u32) -> i64 {
        match self {
            Self::Rounded { quotient, place, step } => {
                quotient.at(steps).saturating_mul(*place).min(i64::from(steps).wrapping_mul(*step))
            }
            Self::Line { offset, slope } => offset.wrapping_add(slope.wrapping_mul(i64::from(steps))),
        }
    }
}

impl PointsCell {
    /// A cell of these pieces; `None` of none.
    fn of(pieces: Vec<(u32, CellPiece)>) -> Option<Self> {
        let mut pieces = pieces.into_iter();
        let first = pieces.next()?;
        Some(Self { first, others: pieces.collect() })
    }

    /// The parts of a point at so many steps, which lie in the range.
    pub fn at(&self, steps: u32) -> i64 {
        self.piece(steps).at(steps)
    }

    fn piece(&self, steps: u32) -> &CellPiece {
        if steps <= self.first.0 {
            return &self.first.1;
        }
        let at = self.others.partition_point(|(last, _)| *last < steps);
        self.others.get(at).or(self.others.last()).map_or(&self.first.1, |(_, piece)| piece)
    }

    /// Adds the points at each of many weights to a sum.
    pub fn add(&self, weights: &[u32], sums: &mut [i64]) {
        let pairs = sums.iter_mut().zip(weights);
        match &self.first.1 {
            _ if !self.others.is_empty() => pairs.for_each(|(sum, steps)| *sum = sum.wrapping_add(self.at(*steps))),
            CellPiece::Rounded { quotient: WholeQuotient::Narrow(quotient), place, step } => {
                let (quotient, place, step) = (*quotient, *place, *step);
                if quotient.whole_below == 0 {
                    let (factor, offset, shift) = (quotient.factor, quotient.offset, quotient.shift);
                    pairs.for_each(|(sum, steps)| {
                        let steps = i64::from(*steps);
                        let rounded = factor.wrapping_mul(steps).wrapping_add(offset) >> shift;
                        *sum = sum.wrapping_add(rounded.wrapping_mul(place).min(steps.wrapping_mul(step)));
                    });
                } else {
                    pairs.for_each(|(sum, steps)| {
                        let most = i64::from(*steps).wrapping_mul(step);
                        *sum = sum.wrapping_add(quotient.at(*steps).wrapping_mul(place).min(most));
                    });
                }
            }
            CellPiece::Line { offset, slope } => add_line(*offset, *slope, weights, sums),
            piece @ CellPiece::Rounded { .. } => {
                pairs.for_each(|(sum, steps)| *sum = sum.wrapping_add(piece.at(*steps)));
            }
        }
    }
}

/// Adds `offset + slope × k` at each weight. Two parts of 32 bits have a product that every processor makes for several
/// weights at a time.
fn add_line(offset: i64, slope: i64, weights: &[u32], sums: &mut [i64]) {
    let pairs = sums.iter_mut().zip(weights);
    match u32::try_from(slope) {
        Ok(slope) => pairs.for_each(|(sum, steps)| {
            let points = u64::from(slope).wrapping_mul(u64::from(*steps));
            *sum = sum.wrapping_add(offset).wrapping_add(points.cast_signed());
        }),
        Err(_) => pairs.for_each(|(sum, steps)| {
            *sum = sum.wrapping_add(offset).wrapping_add(slope.wrapping_mul(i64::from(*steps)));
        }),
    }
}

/// The points of a row over its weight in steps, before they are put into parts of a point.
#[derive(Clone, Debug)]
pub(super) struct SteppedCurve {
    /// Each piece with its last step: the points before rounding over the number of steps.
    pub pieces: Vec<(u32, Line)>,
    /// The most steps of the row.
    pub most: u32,
}

impl SteppedCurve {
    /// The curve in steps; `None` where it has no points on a part of its range, or no pieces at all.
    pub fn new(curve: &WeightCurve, steps: &WeightSteps, (least, most): (u32, u32)) -> Option<Self> {
        let step = steps.step().number();
        let mut pieces: Vec<(u32, Line)> = Vec::new();
        let mut next = least;
        for Piece { weights, outcome } in curve.pieces()? {
            // The last step within the piece; a piece between two steps holds none.
            let end = weights.high();
            let exact = end.at.divide(step).ok()?;
            let whole = exact.floor();
            let last = if whole == exact && !end.closed { whole.subtract(&Number::from(1)).ok()? } else { whole };
            let Some(last) = last.to_i64().and_then(|last| u32::try_from(last).ok()) else { continue };
            if last < next {
                continue;
            }
            let PieceOutcome::Scored { line, .. } = outcome else { return None };
            let line = Line { constant: line.constant.clone(), slope: line.slope.multiply(step).ok()? };
            pieces.push((last, line));
            next = last.checked_add(1)?;
        }
        (next > most).then_some(Self { pieces, most })
    }

    /// All constants and slopes.
    pub fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.pieces.iter().flat_map(|(_, line)| [&line.constant, &line.slope])
    }

    /// The rounded points in parts, of which a point has `unit`, a whole multiple of the last place and the step.
    pub fn rounded(&self, rounding: Rounding, step: &Number, unit: i64) -> Option<PointsCell> {
        let places = Number::power_of_ten(rounding.places).ok()?;
        let unit = Number::from(unit);
        let place = unit.divide(&places).ok()?.to_i64()?;
        let step = unit.multiply(step).ok()?.to_i64()?;
        let pieces = self.pieces.iter().map(|(last, line)| {
            let (constant, slope) = (line.constant.multiply(&places).ok()?, line.slope.multiply(&places).ok()?);
            let quotient = WholeQuotient::new(&constant, &slope, self.most, rounding.mode)?;
            Some((*last, CellPiece::Rounded { quotient, place, step }))
        });
        PointsCell::of(pieces.collect::<Option<_>>()?)
    }

    /// The points that are not rounded in parts, of which a point has `unit`; what is no whole part is cut off, which loses
    /// less than a part for each step and one more.
    pub fn lines(&self, unit: i64) -> Option<PointsCell> {
        let unit = Number::from(unit);
        let parts = |number: &Number| number.multiply(&unit).ok()?.floor().to_i64();
        let pieces = self.pieces.iter().map(|(last, line)| {
            let (offset, slope) = (parts(&line.constant)?, parts(&line.slope)?);
            // No sum on the way is beyond 62 bits.
            let largest = i128::from(slope).checked_mul(self.most.into())?.checked_abs()?;
            let largest = largest.checked_add(i128::from(offset).checked_abs()?)?;
            (largest < 1 << 55).then_some((*last, CellPiece::Line { offset, slope }))
        });
        PointsCell::of(pieces.collect::<Option<_>>()?)
    }
}
