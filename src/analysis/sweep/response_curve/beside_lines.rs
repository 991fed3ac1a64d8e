//! [`BesideLines`]: totals at weights on the grid, which lie beside the lines that weights follow as fractions.

use super::{ResponseCurve, nearer};
use crate::numeric::{Number, NumberError};

/// What is known of totals beside the lines.
pub(in super::super) struct BesideLines {
    /// Up to which weight it is.
    pub end: Number,
    /// What one point more of the moved weight adds to the sum of the rows on the lines, before rounding.
    pub slope: Number,
    /// By how much two totals may differ at most because their weights lie beside the lines.
    pub points: Number,
}

impl ResponseCurve<'_> {
    /// What is known beyond `at` of totals at weights beside the lines, where the others lie on multiples of `step`; `None`
    /// where a row may be on another of its lines than it would be on them.
    ///
    /// All weights but one are off by less than a step, and that one by all of them together, the other way: the sum of
    /// the rows is off by less than a step for each row, times the most by which two rows differ in what a point of weight
    /// gives.
    pub fn beside(&self, at: &Number, step: &Number, upwards: bool) -> Result<Option<BesideLines>, NumberError> {
        let all = step.multiply(&Number::count(self.rows.len()))?;
        let edge = if upwards { self.domain.high() } else { self.domain.low() };
        let (mut end, mut lines) = (edge.at.clone(), Vec::new());
        // Which lines hold is asked first: to add them up takes longer.
        for row in &self.rows {
            if row.segments.len() > 1 {
                let margin = all.add(step)?.divide(&row.weight.slope.absolute())?;
                match row.end_within(at, &margin, upwards)? {
                    Some(own) => end = nearer(end, own, upwards),
                    None => return Ok(None),
                }
            }
            let own = row.ahead(at, upwards);
            if let Some(own) = own {
                end = nearer(end, own.end(upwards).clone(), upwards);
            }
            lines.push((row, own.and_then(|own| own.points.as_ref().ok())));
        }
        let (mut slope, mut least, mut most) = (Number::zero(), None, None);
        for (row, line) in lines {
            let rate = line.map(|line| line.slope.divide(&row.weight.slope)).transpose()?;
            let rate = rate.unwrap_or_else(Number::zero);
            least = Some(least.map_or_else(|| rate.clone(), |least: Number| least.min(rate.clone())));
            most = Some(most.map_or_else(|| rate.clone(), |most: Number| most.max(rate.clone())));
            slope = line.map_or_else(|| Ok(slope.clone()), |line| slope.add(&line.slope))?;
        }
        let spread = most.zip(least).map_or_else(|| Ok(Number::zero()), |(most, least)| most.subtract(&least))?;
        let points = all.multiply(&spread)?.multiply(&Number::from(2))?;
        Ok(Some(BesideLines { end, slope, points }))
    }
}
