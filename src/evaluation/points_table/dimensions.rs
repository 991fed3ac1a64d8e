//! [`DimensionSums`]: sums of dimensions, each rounded, in whole parts of a point.

use super::block::WeightBlock;
use super::cell::PointsCell;
use crate::numeric::{Mode, Number, Rounding};
use crate::scheme::Dimension;

/// How rows add up to dimensions and these to a sum, where the scheme rounds dimensions.
#[derive(Clone, Debug)]
pub(super) struct DimensionSums {
    dimensions: Vec<SummedDimension>,
    mode: Mode,
    /// The parts of a last place of a dimension.
    place: i64,
    /// The parts of a step of weight.
    step: i64,
}

/// The rows of a dimension and the dimensions below it.
#[derive(Clone, Debug)]
struct SummedDimension {
    rows: usize,
    below: Vec<Self>,
}

/// The points and the weights of a dimension under many weightings.
struct BlockSums {
    points: Vec<i64>,
    steps: Vec<u32>,
}

impl DimensionSums {
    /// The sums in parts, of which a point has `unit`: a whole multiple of the last place and of the step.
    pub fn new(dimensions: &[Dimension], rounding: Rounding, step: &Number, unit: i64) -> Option<Self> {
        let parts = |number: &Number| number.multiply(&Number::from(unit)).ok()?.to_i64();
        let place = parts(&Number::last_place(rounding.places).ok()?)?;
        let dimensions = dimensions.iter().map(summed).collect();
        Some(Self { dimensions, mode: rounding.mode, place, step: parts(step)? })
    }

    /// The sum of all dimensions under each weighting.
    pub fn add(&self, cells: &[PointsCell], block: &WeightBlock, sums: &mut [i64]) {
        let mut rows = cells.iter().zip(block.columns().iter().map(Vec::as_slice));
        for dimension in &self.dimensions {
            let own = self.dimension(dimension, &mut rows, block.len());
            sums.iter_mut().zip(own.points).for_each(|(sum, points)| *sum = sum.wrapping_add(points));
        }
    }

    fn dimension<'r>(
        &self,
        dimension: &SummedDimension,
        rows: &mut dyn Iterator<Item = (&'r PointsCell, &'r [u32])>,
        len: usize,
    ) -> BlockSums {
        let mut own = BlockSums { points: vec![0; len], steps: vec![0; len] };
        for (cell, weights) in (&mut *rows).take(dimension.rows) {
            cell.add(weights, &mut own.points);
            own.steps.iter_mut().zip(weights).for_each(|(sum, steps)| *sum = sum.wrapping_add(*steps));
        }
        for below in &dimension.below {
            let below = self.dimension(below, rows, len);
            own.points.iter_mut().zip(below.points).for_each(|(sum, points)| *sum = sum.wrapping_add(points));
            own.steps.iter_mut().zip(below.steps).for_each(|(sum, steps)| *sum = sum.wrapping_add(steps));
        }
        for (points, steps) in own.points.iter_mut().zip(&own.steps) {
            *points = self.rounded(*points).min(i64::from(*steps).wrapping_mul(self.step));
        }
        own
    }

    /// Points, not below 0, to whole places.
    fn rounded(&self, points: i64) -> i64 {
        let place = self.place.max(1);
        let (whole, twice_rest) = (points.div_euclid(place), points.rem_euclid(place).wrapping_mul(2));
        let is_up = match self.mode {
            Mode::Down => false,
            Mode::HalfUp => twice_rest >= place,
            Mode::HalfEven => twice_rest > place || (twice_rest == place && whole & 1 == 1),
        };
        (whole + i64::from(is_up)).wrapping_mul(place)
    }
}

fn summed(dimension: &Dimension) -> SummedDimension {
    SummedDimension { rows: dimension.indicators.len(), below: dimension.dimensions.iter().map(summed).collect() }
}
