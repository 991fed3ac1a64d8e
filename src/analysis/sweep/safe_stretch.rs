//! Stretches of one weight on which the total cannot leave its band.

use super::swept_case::SweptCase;
use crate::evaluation::Total;
use crate::numeric::{Interval, Number, NumberError};

/// What a stretch rests on.
pub(super) struct SafeStretch<'s> {
    pub case: &'s SweptCase<'s>,
    /// The weights that the mode permits.
    pub domain: &'s Interval,
    /// By how much two totals may differ at most besides what their straight line says.
    pub slack: Number,
}

impl SafeStretch<'_> {
    /// A weight up to which no rounding can carry the total out of its band, as long as the rows keep their lines: the
    /// total there is off the straight line by less than all roundings together.
    pub fn safe(
        &self,
        from: &Number,
        total: &Total,
        slope: &Number,
        upwards: bool,
    ) -> Result<Option<Number>, NumberError> {
        let points = total.points.number();
        let scheme = self.case.scheme;
        let band = scheme.grade_of(points);
        let is_rising = slope.is_negative() != upwards;
        let room = match scheme.grades.get(band) {
            _ if slope.is_zero() => None,
            Some(_) if is_rising => {
                let better = band.checked_sub(1).and_then(|better| scheme.grades.get(better));
                better.map(|better| better.from.subtract(points)).transpose()?
            }
            // What lies below every band is in the last one.
            Some(_) if band.saturating_add(1) == scheme.grades.len() => None,
            Some(grade) => Some(points.subtract(&grade.from)?),
            None => None,
        };
        let end = if upwards { self.domain.high() } else { self.domain.low() };
        // Roundings alone must not carry it across the other edge either.
        if self.is_near_edge(points, band)? {
            return Ok(None);
        }
        let Some(room) = room else { return Ok(Some(end.at.clone())) };
        // A little less than all of it: at the upper edge itself the better grade begins.
        let most = room.subtract(&self.slack)?.multiply(&Number::from(999))?.divide(&Number::from(1_000))?;
        let by = most.divide(&slope.absolute())?;
        Ok(Some(if upwards { from.add(&by)? } else { from.subtract(&by)? }))
    }

    fn is_near_edge(&self, points: &Number, band: usize) -> Result<bool, NumberError> {
        let grades = &self.case.scheme.grades;
        let above = band.checked_sub(1).and_then(|better| grades.get(better));
        let is_near_above =
            above.map(|grade| grade.from.subtract(points)).transpose()?.is_some_and(|room| room <= self.slack);
        let is_last = band.saturating_add(1) == grades.len();
        let below = grades.get(band).filter(|_| !is_last);
        let is_near_below =
            below.map(|grade| points.subtract(&grade.from)).transpose()?.is_some_and(|room| room <= self.slack);
        Ok(is_near_above || is_near_below)
    }
}
