//! [`WholePlan`]: one report over all weightings, in whole numbers.

use super::block::WeightBlock;
use super::cell::{PointsCell, SteppedCurve};
use super::course::{CutSide, GradeLines, WholeCourse};
use super::dimensions::DimensionSums;
use super::quotient::common_denominator;
use super::steps::WeightSteps;
use crate::evaluation::sum_course::SumCourse;
use crate::numeric::Number;
use crate::scheme::Scheme;

/// The most parts that the full score may have.
const MOST_PARTS: i128 = 1 << 54;
/// The most parts that a step of weight has where fractions are cut: their products are made of two parts of 32 bits.
const MOST_PARTS_OF_STEP: i128 = 1 << 31;

/// One report over all weightings of its rows, in whole parts of a point.
#[derive(Clone, Debug)]
pub(super) struct WholePlan {
    cells: Vec<PointsCell>,
    /// How many parts a point has.
    parts: i64,
    dimensions: Option<DimensionSums>,
    /// The exact sum is not less than the sum of the parts, and more than it by less than so many; 0 where nothing is cut.
    pub slack: i64,
    low: WholeCourse,
    high: WholeCourse,
    pub lines: GradeLines,
    /// For every grade but the last, best first: the least sum that surely reaches it, and the least that may.
    reaching: Vec<(i64, i64)>,
}

/// A total in last places and its grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableTotal {
    /// The official total, in units of its last place.
    pub total: i64,
    /// The position of its grade, 0 for the best.
    pub grade: usize,
}

impl WholePlan {
    /// The plan of a report whose rows have these curves; `None` where its parts do not fit in 64 bits.
    pub fn new(scheme: &Scheme, steps: &WeightSteps, curves: &[SteppedCurve], course: &SumCourse) -> Option<Self> {
        let unit = TableUnit::new(scheme, steps, curves, course)?;
        let (parts, step) = (unit.parts, steps.step().number());
        let cells = curves.iter().map(|curve| match scheme.roundings.indicator {
            Some(rounding) => curve.rounded(rounding, step, parts),
            None => curve.lines(parts),
        });
        let cells: Vec<PointsCell> = cells.collect::<Option<_>>()?;
        let dimensions = match scheme.roundings.dimension {
            Some(rounding) if unit.is_exact => Some(DimensionSums::new(&scheme.dimensions, rounding, step, parts)?),
            Some(_) => return None,
            None => None,
        };
        let rows = i64::try_from(curves.len()).ok()?;
        let slack = if unit.is_exact { 0 } else { i64::from(steps.full()).checked_add(rows)? };
        let total = scheme.roundings.total;
        let low = WholeCourse::new(course, total, parts, CutSide::Low)?;
        let high = WholeCourse::new(course, total, parts, CutSide::High)?;
        let lines = GradeLines::new(scheme, course)?;
        let full = Number::from(i64::from(steps.full()));
        let most = full.multiply(step).ok()?.multiply(&Number::from(parts)).ok()?.ceiling().to_i64()?;
        let range = (slack.checked_neg()?, most.checked_add(slack)?.checked_add(1)?);
        let reaching = lines.from.iter().take(lines.from.len().saturating_sub(1)).map(|line| {
            let (sure, may) = (low.least_sum(*line, range), high.least_sum(*line, range));
            (sure, may.saturating_sub(slack))
        });
        Some(Self { cells, parts, dimensions, slack, reaching: reaching.collect(), low, high, lines })
    }

    /// The sum of the weighted rows under each weighting, in parts.
    pub fn sums(&self, block: &WeightBlock, sums: &mut Vec<i64>) {
        sums.clear();
        sums.resize(block.len(), 0);
        match &self.dimensions {
            Some(dimensions) => dimensions.add(&self.cells, block, sums),
            None => self.cells.iter().zip(block.columns()).for_each(|(cell, weights)| cell.add(weights, sums)),
        }
    }

    /// The total of a sum; `None` where what was cut decides it.
    #[inline]
    pub fn total(&self, sum: i64) -> Option<i64> {
        let total = self.low.total(sum);
        (self.slack == 0 || total == self.high.total(sum.saturating_add(self.slack))).then_some(total)
    }

    /// The total before its own rounding; `None` where what was cut belongs to it.
    pub fn unrounded(&self, sum: i64) -> Option<Number> {
        (self.slack == 0).then(|| self.points(self.low.bounded(sum)))?
    }

    /// The rounded points of each weighted row under one weighting; `None` where fractions were cut.
    pub fn row_points(&self, steps: &[u32]) -> Option<Vec<Number>> {
        let rows = self.cells.iter().zip(steps).map(|(cell, steps)| self.points(cell.at(*steps)));
        if self.slack == 0 { rows.collect() } else { None }
    }

    fn points(&self, parts: i64) -> Option<Number> {
        Number::from(parts).divide(&Number::from(self.parts)).ok()
    }

    /// How many of many sums have each grade, best first; `None` where what was cut decides one of them.
    pub fn count_grades(&self, sums: &[i64], counts: &mut [u64]) -> Option<()> {
        let mut above = 0;
        let last = self.reaching.len();
        for (at, (sure, may)) in self.reaching.iter().enumerate() {
            let count = |from: i64| sums.iter().map(|sum| u64::from(*sum >= from)).sum::<u64>();
            let reached = count(*sure);
            if may != sure && count(*may) != reached {
                return None;
            }
            *counts.get_mut(at.max(self.lines.best_allowed))? += reached - above;
            above = reached;
        }
        let all = u64::try_from(sums.len()).ok()?;
        *counts.get_mut(last.max(self.lines.best_allowed))? += all - above;
        Some(())
    }
}

/// How many parts a point has.
struct TableUnit {
    parts: i64,
    /// Whether every number of the rows is a whole number of them.
    is_exact: bool,
}

impl TableUnit {
    fn new(scheme: &Scheme, steps: &WeightSteps, curves: &[SteppedCurve], course: &SumCourse) -> Option<Self> {
        let roundings = scheme.roundings;
        let place = |rounding: Option<crate::numeric::Rounding>| {
            Number::last_place(rounding.map_or(0, |rounding| rounding.places)).ok()
        };
        let (row, dimension) = (place(roundings.indicator)?, place(roundings.dimension)?);
        let after = [&course.extras, &course.ceiling, &course.highest];
        let fixed = [&row, &dimension, steps.step().number()].into_iter().chain(after);
        let full = scheme.full_score.number();
        let fits = |parts: i128| {
            let all = Number::whole(parts).multiply(full).ok()?;
            (all < Number::whole(MOST_PARTS)).then(|| i64::try_from(parts).ok()).flatten()
        };
        let common = common_denominator(fixed)?;
        if roundings.indicator.is_some() {
            return fits(common).map(|parts| Self { parts, is_exact: true });
        }
        let of_rows = common_denominator(curves.iter().flat_map(SteppedCurve::numbers));
        let exact = of_rows.and_then(|rows| rows.checked_div(num_integer::gcd(rows, common))?.checked_mul(common));
        if let Some(parts) = exact.and_then(fits) {
            return Some(Self { parts, is_exact: true });
        }
        let step = steps.step().number();
        let is_small = |parts: i128| {
            let of_step = Number::whole(parts).multiply(step);
            fits(parts).is_some() && of_step.is_ok_and(|parts| parts < Number::whole(MOST_PARTS_OF_STEP))
        };
        let parts = (0..54).rev().map(|shift| 1_i128 << shift).find(|parts| is_small(*parts))?;
        Some(Self { parts: i64::try_from(parts).ok()?, is_exact: false })
    }
}
