//! [`ResponseCurve`]: the total as a function of one weight, the others following it as the mode says.
//!
//! Under every mode the other weights follow on straight lines, and traced rows are straight lines over their weights,
//! piece by piece; so the points of each row before rounding are straight lines over the one weight, piece by piece.

mod beside_lines;

use std::collections::BTreeMap;

use super::stability_interval::Sampled;
use super::swept_case::{SweptCase, Weights};
use super::weight_lines::{domain, lines};
use super::whole_lines::WholeLines;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::evaluation::{FixedRow, PieceOutcome, Role, Total, TotalStep};
use crate::numeric::{Interval, Line, Mode, Number, NumberError, Rounding, Weight};
use crate::scheme::{Dimension, Indicator};

pub(super) use beside_lines::BesideLines;

/// The total over one weight.
pub(super) struct ResponseCurve<'b> {
    case: &'b SweptCase<'b>,
    /// The weights that the mode permits.
    pub domain: Interval,
    /// The rows whose weight moves.
    rows: Vec<MovingRow>,
    /// The rounding of the rows and what those add up to that do not move, where sums of whole numbers tell the total.
    plain: Option<(Rounding, Number)>,
}

/// A row whose weight follows the one that is moved.
struct MovingRow {
    /// Its position in the evaluation.
    position: usize,
    id: String,
    /// Its weight over the one that is moved.
    weight: Line,
    /// Its points, in rising order of the moved weight.
    segments: Vec<RowSegment>,
}

/// A segment of the moved weight on which one row is a straight line.
struct RowSegment {
    low: Number,
    high: Number,
    low_closed: bool,
    high_closed: bool,
    /// The points before rounding over the moved weight; `Err` where the row has none.
    points: Result<Line, bool>,
}

/// Why there is no curve.
pub(super) enum NoCurve {
    /// The mode does not let the weight move.
    Refused(Diagnostic),
    /// The total cannot be told from traced rows.
    Sampled(Sampled),
}

impl<'b> ResponseCurve<'b> {
    /// The curve of one row.
    pub fn new(case: &'b SweptCase<'b>, row: &Indicator) -> Result<Result<Self, NoCurve>, Diagnostics> {
        let lines = match lines(case, row)? {
            Ok(lines) => lines,
            Err(problem) => return Ok(Err(NoCurve::Refused(problem))),
        };
        if case.evaluation().steps.iter().any(|step| matches!(step, TotalStep::Rescaled { .. })) {
            return Ok(Err(NoCurve::Sampled(Sampled::Rescaled)));
        }
        let domain = domain(case.scheme.full_score.number(), &lines)?;
        let mut curve = Self { case, domain, rows: Vec::new(), plain: None };
        for (id, weight) in lines {
            let Some(position) = case.response.position(&id).filter(|_| !weight.slope.is_zero()) else { continue };
            match curve.segments(&id, &weight)? {
                Ok(segments) => curve.rows.push(MovingRow { position, id, weight, segments }),
                Err(problem) => return Ok(Err(NoCurve::Sampled(Sampled::Opaque(problem)))),
            }
        }
        curve.rows.sort_by_key(|row| row.position);
        curve.plain = case.response.plain_rounding().zip(curve.rest()?);
        Ok(Ok(curve))
    }

    /// What the weighted rows add up to that do not move; none where one of them adds nothing.
    fn rest(&self) -> Result<Option<Number>, NumberError> {
        let moves = |position: usize| self.rows.binary_search_by_key(&position, |row| row.position).is_ok();
        let rows = self.case.evaluation().rows.iter().enumerate();
        let mut rest = rows.filter(|(position, row)| row.role() == Role::Weighted && !moves(*position));
        rest.try_fold(Some(Number::zero()), |sum, (_, row)| match (sum, row.points()) {
            (Some(sum), Some(points)) => sum.add(points.number()).map(Some),
            _ => Ok(None),
        })
    }

    /// The traced pieces of a row, over the weight that is moved instead of its own.
    fn segments(&self, row: &str, line: &Line) -> Result<Result<Vec<RowSegment>, Diagnostic>, Diagnostics> {
        let ends = (line.at(&self.domain.low().at)?, line.at(&self.domain.high().at)?);
        // A step further on either side: weights on the grid lie beside the line.
        let room = self.case.grid.as_ref().map_or_else(Number::zero, |grid| grid.number().clone());
        let low = ends.0.clone().min(ends.1.clone()).subtract(&room)?.max(Number::zero());
        let high = ends.0.max(ends.1).add(&room)?.min(self.case.scheme.full_score.number().clone());
        let asked = Interval::closed(low, high);
        let trace = asked.and_then(|asked| self.case.response.weight_curve(row, &asked));
        let Some(trace) = trace else { return Ok(Ok(Vec::new())) };
        if let Some(problem) = trace.opaque() {
            return Ok(Err(problem.clone()));
        }
        let back = |weight: &Number| weight.subtract(&line.constant).and_then(|above| above.divide(&line.slope));
        let mut segments = Vec::new();
        for piece in trace.pieces().unwrap_or_default() {
            let (first, last) = (piece.weights.low(), piece.weights.high());
            let (low, high) = if line.slope.is_negative() { (last, first) } else { (first, last) };
            let points = match &piece.outcome {
                PieceOutcome::Scored { line: points, .. } => {
                    let slope = points.slope.multiply(&line.slope)?;
                    Ok(Line { constant: points.at(&line.constant)?, slope })
                }
                PieceOutcome::NotApplicable(_) => Err(true),
                PieceOutcome::Missing(_) | PieceOutcome::Failed(_) => Err(false),
            };
            segments.push(RowSegment {
                low: back(&low.at)?,
                high: back(&high.at)?,
                low_closed: low.closed,
                high_closed: high.closed,
                points,
            });
        }
        segments.sort_by(|one, other| one.low.cmp(&other.low).then(one.high.cmp(&other.high)));
        Ok(Ok(segments))
    }

    /// The total where the moved row is worth `at`; `None` where it is withheld.
    pub fn total(&self, at: &Number) -> Result<Option<Total>, Diagnostics> {
        let mut fixed = self.as_it_is();
        for row in &self.rows {
            let weight = row.weight.at(at)?;
            if !row.fix(at, weight, &mut fixed)? {
                return Ok(None);
            }
        }
        Ok(self.case.response.total(&fixed))
    }

    /// The same within a segment, or at its end that was asked from.
    pub fn total_within(&self, at: &Number, segment: &Segment) -> Result<Option<Total>, Diagnostics> {
        let whole = segment.whole.as_ref().and_then(|whole| self.case.response.total_of_points(&whole.sum_at(at)?));
        whole.map_or_else(|| self.total(at), |total| Ok(Some(total)))
    }

    /// A total that none between `at` and `far` is below, and one that none is above, where every row keeps its line of
    /// the segment there: that of all rows at the fewer points they have at the two ends, and at the more. A row's points
    /// only grow or only fall along a line, no rounding turns that round, and more points of a row never make a total less.
    /// `None` where it is withheld.
    pub fn range(&self, at: &Number, far: &Number, segment: &Segment) -> Result<Option<(Total, Total)>, Diagnostics> {
        let ends = segment.whole.as_ref().and_then(|whole| {
            let (least, most) = whole.sums_between(at, far)?;
            self.case.response.total_of_points(&least).zip(self.case.response.total_of_points(&most))
        });
        if ends.is_some() {
            return Ok(ends);
        }
        let (mut low, mut high) = (self.as_it_is(), self.as_it_is());
        for row in &self.rows {
            let Some(line) = segment.lines.get(&row.position) else {
                // It does not apply, and adds nothing, or it has no points.
                if row.ahead(at, segment.upwards).is_some_and(|own| matches!(own.points, Err(true))) {
                    continue;
                }
                return Ok(None);
            };
            let [points, weights] = [line, &row.weight].map(|line| Ok::<_, NumberError>((line.at(at)?, line.at(far)?)));
            let ((from, to), (light, heavy)) = (points?, weights?);
            let fixed = |points: Number, weight: Number| Weight::new(weight).map(|weight| FixedRow { weight, points });
            let (fewer, more) = if from < to { (from, to) } else { (to, from) };
            let (light, heavy) = if light < heavy { (light, heavy) } else { (heavy, light) };
            let (Some(fewer), Some(more)) = (fixed(fewer, light), fixed(more, heavy)) else { return Ok(None) };
            for (side, fixed) in [(&mut low, fewer), (&mut high, more)] {
                if let Some(side) = side.get_mut(row.position) {
                    *side = Some(fixed);
                }
            }
        }
        Ok(self.case.response.total(&low).zip(self.case.response.total(&high)))
    }

    /// The total at weights beside the lines; `None` where it is withheld or a row was not traced there.
    pub fn total_beside(&self, weights: &Weights) -> Result<Option<Total>, Diagnostics> {
        if let Some(total) = self.case.response.total_on_curves(weights) {
            return Ok(Some(total));
        }
        let mut fixed = self.as_it_is();
        for row in &self.rows {
            let Some(weight) = weights.get(&row.id) else { return Ok(None) };
            let own = weight.number().subtract(&row.weight.constant)?.divide(&row.weight.slope)?;
            if !row.fix(&own, weight.number().clone(), &mut fixed)? {
                return Ok(None);
            }
        }
        Ok(self.case.response.total(&fixed))
    }

    /// No row fixed yet.
    fn as_it_is(&self) -> Vec<Option<FixedRow>> {
        vec![None; self.case.evaluation().rows.len()]
    }

    /// What lies between `at` and the next weight, upwards or downwards, at which any row changes its line.
    pub fn segment(&self, at: &Number, upwards: bool) -> Result<Segment, NumberError> {
        let edge = if upwards { self.domain.high() } else { self.domain.low() };
        let mut segment = Segment { end: edge.at.clone(), upwards, lines: BTreeMap::new(), whole: None };
        for row in &self.rows {
            let Some(own) = row.ahead(at, upwards) else { continue };
            segment.end = nearer(segment.end, own.end(upwards).clone(), upwards);
            if let Ok(line) = &own.points {
                segment.lines.insert(row.position, line.clone());
            }
        }
        segment.whole = self.plain.as_ref().and_then(|(rounding, rest)| {
            let lines = self.rows.iter().map(|row| Some((segment.lines.get(&row.position)?, &row.weight)));
            WholeLines::new(lines.collect::<Option<Vec<_>>>()?, *rounding, rest.clone())
        });
        Ok(segment)
    }

    /// The next weight beyond `at` at which something rounded takes its next value, or the segment's end.
    pub fn next(&self, at: &Number, segment: &Segment) -> Result<Number, NumberError> {
        let roundings = self.case.scheme.roundings;
        let mut next = segment.end.clone();
        let sums: Vec<(Line, Rounding)> = match (roundings.indicator, roundings.dimension) {
            (Some(rounding), _) => segment.lines.values().map(|line| (line.clone(), rounding)).collect(),
            (None, Some(rounding)) => {
                let leaves = leaves(&self.case.scheme.dimensions);
                let lines = leaves.into_iter().map(|leaf| Ok((self.sum(segment, &leaf.indicators)?, rounding)));
                lines.collect::<Result<_, NumberError>>()?
            }
            (None, None) => {
                let mut line = self.sum(segment, self.case.scheme.indicators())?;
                line.constant = line.constant.add(&self.extras()?)?;
                vec![(line, roundings.total)]
            }
        };
        for (line, rounding) in sums.iter().filter(|(line, _)| !line.slope.is_zero()) {
            next = nearer(next, crossing(line, *rounding, at, segment.upwards)?, segment.upwards);
        }
        Ok(next)
    }

    /// Points beyond the rows: bonuses less penalties, which no weight changes.
    fn extras(&self) -> Result<Number, NumberError> {
        self.case.evaluation().steps.iter().try_fold(Number::zero(), |sum, step| match step {
            TotalStep::Bonus { points, .. } => sum.add(points),
            TotalStep::Penalty { points, .. } => sum.subtract(points),
            _ => Ok(sum),
        })
    }

    fn sum<'r>(&self, segment: &Segment, rows: impl IntoIterator<Item = &'r Indicator>) -> Result<Line, NumberError> {
        let mut sum = Line { constant: Number::zero(), slope: Number::zero() };
        for row in rows {
            let Some(position) = self.case.response.position(&row.id) else { continue };
            let is_moving = self.rows.iter().any(|row| row.position == position);
            if let Some(line) = segment.lines.get(&position) {
                sum = Line { constant: sum.constant.add(&line.constant)?, slope: sum.slope.add(&line.slope)? };
            } else if let (false, Some(row)) = (is_moving, self.case.evaluation().rows.get(position)) {
                let points = row.unrounded().cloned().unwrap_or_else(Number::zero);
                sum.constant = sum.constant.add(&points)?;
            }
        }
        Ok(sum)
    }

    /// What all roundings together can shift one total against another: a last digit for each row that moves, each
    /// dimension and the total.
    pub fn slack(&self) -> Result<Number, NumberError> {
        self.case.scheme.slack(self.rows.len())
    }
}

/// A segment of the moved weight on which every row keeps its line.
pub(super) struct Segment {
    /// Where it ends.
    pub end: Number,
    /// Whether it lies above the weight from which it was asked for.
    pub upwards: bool,
    /// The points of the rows that move, by position.
    lines: BTreeMap<usize, Line>,
    /// The same in whole numbers, where those tell the total.
    whole: Option<WholeLines>,
}

impl MovingRow {
    /// The segment right above (or below) `at`.
    fn ahead(&self, at: &Number, upwards: bool) -> Option<&RowSegment> {
        self.segments.iter().find(|own| own.is_beyond(at, upwards))
    }

    /// Up to where the row stays on its line beyond `at` although its weight is off by as much as `margin` of the moved one;
    /// `None` where it may not be on it at `at`.
    fn end_within(&self, at: &Number, margin: &Number, upwards: bool) -> Result<Option<Number>, NumberError> {
        let Some(position) = self.segments.iter().position(|own| own.is_beyond(at, upwards)) else { return Ok(None) };
        let Some(own) = self.segments.get(position) else { return Ok(None) };
        let (is_lowest, is_highest) = (position == 0, position.saturating_add(1) == self.segments.len());
        let low = if is_lowest { None } else { Some(own.low.add(margin)?) };
        let high = if is_highest { None } else { Some(own.high.subtract(margin)?) };
        let is_inside = low.as_ref().is_none_or(|low| at >= low) && high.as_ref().is_none_or(|high| at <= high);
        let end = if upwards { high } else { low };
        Ok(is_inside.then(|| end.unwrap_or_else(|| own.end(upwards).clone())))
    }

    /// Notes weight and points of the row where the moved weight is `at`; false where the row has no points.
    fn fix(&self, at: &Number, weight: Number, fixed: &mut [Option<FixedRow>]) -> Result<bool, NumberError> {
        let points = self.segments.iter().find(|segment| segment.holds(at)).map(|segment| &segment.points);
        match (points, Weight::new(weight), fixed.get_mut(self.position)) {
            (Some(Ok(line)), Some(weight), Some(fixed)) => *fixed = Some(FixedRow { weight, points: line.at(at)? }),
            // It does not apply, and adds nothing whatever it is worth.
            (Some(Err(true)), ..) => {}
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl RowSegment {
    /// Where it ends above, or below.
    fn end(&self, upwards: bool) -> &Number {
        if upwards { &self.high } else { &self.low }
    }

    fn holds(&self, at: &Number) -> bool {
        let above = *at > self.low || (self.low_closed && *at == self.low);
        let below = *at < self.high || (self.high_closed && *at == self.high);
        above && below
    }

    /// Whether it holds the weights right above (or below) `at`.
    fn is_beyond(&self, at: &Number, upwards: bool) -> bool {
        if upwards { self.low <= *at && *at < self.high } else { self.low < *at && *at <= self.high }
    }
}

/// Which of two weights is met first.
pub(super) fn nearer(one: Number, other: Number, upwards: bool) -> Number {
    if upwards { one.min(other) } else { one.max(other) }
}

/// Where a line, followed upwards or downwards from `at`, next meets a number at which its rounding jumps.
fn crossing(line: &Line, rounding: Rounding, at: &Number, upwards: bool) -> Result<Number, NumberError> {
    let digit = Number::last_place(rounding.places)?;
    let offset = match rounding.mode {
        Mode::Down => Number::zero(),
        _ => Number::from(1).divide(&Number::from(2))?,
    };
    let steps = line.at(at)?.divide(&digit)?.subtract(&offset)?;
    let one = Number::from(1);
    let is_rising = line.slope.is_negative() != upwards;
    let jump = if is_rising { steps.floor().add(&one)? } else { steps.ceiling().subtract(&one)? };
    jump.add(&offset)?.multiply(&digit)?.subtract(&line.constant)?.divide(&line.slope)
}

fn leaves(dimensions: &[Dimension]) -> Vec<&Dimension> {
    let below = dimensions.iter().flat_map(|dimension| {
        if dimension.dimensions.is_empty() { vec![dimension] } else { leaves(&dimension.dimensions) }
    });
    below.collect()
}
