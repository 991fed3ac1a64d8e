//! Stretches of one weight on which the total cannot leave its band.

use super::response_curve::{BesideLines, nearer};
use crate::evaluation::Total;
use crate::numeric::{Number, NumberError};
use crate::scheme::Scheme;

/// What a stretch rests on.
pub(super) struct SafeStretch<'s> {
    pub scheme: &'s Scheme,
    /// By how much two totals may differ at most besides what their straight line says.
    pub slack: Number,
}

impl SafeStretch<'_> {
    /// A weight up to which no rounding can carry the total at `from` out of its band while the rows keep their lines: it is
    /// off the straight line by no more than the slack. `None` where roundings alone could.
    pub fn end(
        &self,
        from: &Number,
        total: &Total,
        BesideLines { end, slope, .. }: &BesideLines,
        upwards: bool,
    ) -> Result<Option<Number>, NumberError> {
        let (points, scheme) = (total.points.number(), self.scheme);
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
        // Roundings alone must not carry it across the other edge either.
        if self.is_near_edge(total)? {
            return Ok(None);
        }
        let Some(room) = room else { return Ok(Some(end.clone())) };
        // A little less than all of it: at the upper edge itself the better grade begins.
        let most = room.subtract(&self.slack)?.multiply(&Number::from(999))?.divide(&Number::from(1_000))?;
        let by = most.divide(&slope.absolute())?;
        let safe = if upwards { from.add(&by)? } else { from.subtract(&by)? };
        Ok(Some(nearer(safe, end.clone(), upwards)))
    }

    /// Whether the slack alone could carry the total out of its band.
    pub fn is_near_edge(&self, total: &Total) -> Result<bool, NumberError> {
        let (points, grades) = (total.points.number(), &self.scheme.grades);
        let band = self.scheme.grade_of(points);
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
