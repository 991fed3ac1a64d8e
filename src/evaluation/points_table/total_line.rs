//! [`TotalLine`]: the total of a report before rounding, where it grows evenly with the weight of every row.

use crate::evaluation::Role;
use crate::evaluation::response::Response;
use crate::evaluation::sum_course::SumCourse;
use crate::evaluation::weight_curve::{Piece, PieceOutcome};
use crate::numeric::{Interval, Line, Number};

/// The total of a report before any rounding: `constant + Σ slope × weight`, the weights in points, in the order of the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalLine {
    /// What the total is where no row is worth anything.
    pub constant: Number,
    /// What a point of weight adds, row by row.
    pub slopes: Vec<Number>,
}

impl TotalLine {
    /// The line of a report whose rows lie in these ranges of weights; `None` where a row takes several ways there, where rows
    /// are scaled up, where a ceiling applies, and where penalties could leave less than nothing.
    pub(super) fn new(response: &Response<'_>, ranges: &[(Number, Number)]) -> Option<Self> {
        let course = SumCourse::new(response.scheme(), response.row_totals(), response.overrides())?;
        if course.is_zero {
            return Some(Self { constant: Number::zero(), slopes: vec![Number::zero(); ranges.len()] });
        }
        if course.ceiling <= course.highest {
            return None;
        }
        let rows = response.evaluation().rows.iter().filter(|row| row.role() == Role::Weighted);
        let lines = rows.zip(ranges).map(|(row, (low, high))| {
            let curve = response.weight_curve(row.id(), &Interval::closed(low.clone(), high.clone())?)?;
            match curve.pieces()? {
                [Piece { outcome: PieceOutcome::Scored { line, .. }, .. }] => Some(line.clone()),
                _ => None,
            }
        });
        let lines: Vec<Line> = lines.collect::<Option<_>>()?;
        let (mut constant, mut least) = (course.extras.clone(), course.extras.clone());
        for (line, (low, high)) in lines.iter().zip(ranges) {
            constant = constant.add(&line.constant).ok()?;
            least = least.add(&line.at(low).ok()?.min(line.at(high).ok()?)).ok()?;
        }
        let slopes = lines.into_iter().map(|line| line.slope).collect();
        (!least.is_negative()).then_some(Self { constant, slopes })
    }

    /// The total before rounding under these weights, in points.
    #[must_use]
    pub fn at(&self, weights: &[Number]) -> Option<Number> {
        self.slopes
            .iter()
            .zip(weights)
            .try_fold(self.constant.clone(), |sum, (slope, weight)| sum.add(&slope.multiply(weight).ok()?).ok())
    }
}
