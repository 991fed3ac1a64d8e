//! [`Response`]: the total of one report as a function of what its rows are worth and get.

use std::collections::BTreeMap;

use super::Total;
use super::scoring::{FixedRow, Scoring, graded, row_total};
use super::total::RowTotal;
use super::weight_curve::{WeightCurve, curve};
use crate::diagnostic::Diagnostics;
use crate::numeric::{Interval, Number};

/// A report whose figures are resolved and whose rows are scored once, for whoever looks at many weightings of it.
pub struct Response<'a> {
    scoring: Scoring<'a>,
    /// What each row adds as it is, in the order of the scheme.
    rows: Vec<RowTotal<Number>>,
}

impl<'a> Response<'a> {
    pub(super) fn new(scoring: Scoring<'a>) -> Self {
        let mut unheard = Diagnostics::new();
        let rows = scoring.rows().iter().map(|row| row_total(&scoring.row(row, &mut unheard))).collect();
        Self { scoring, rows }
    }

    /// The total if the rows in `fixed` were worth these weights and got these points before rounding; everything after
    /// the rows happens as ever. `None` where the total is withheld.
    #[must_use]
    pub fn total(&self, fixed: &BTreeMap<String, FixedRow>) -> Option<Total> {
        let rows = self.scoring.rows().iter().zip(&self.rows).map(|(row, own)| match fixed.get(&row.indicator.id) {
            Some(fixed) => self.scoring.fixed(row, fixed.weight.number(), fixed.points.clone()),
            None => Ok(own.clone()),
        });
        let rows: Vec<RowTotal<Number>> = rows.collect::<Result<_, _>>().ok()?;
        let summed = self.scoring.sum(&rows).ok()?;
        graded(self.scoring.scheme(), summed.total.as_ref().ok()?).ok()
    }

    /// The points of the row `id` over an interval of weights, as [`Program::weight_curve`](crate::Program::weight_curve)
    /// gives them.
    #[must_use]
    pub fn weight_curve(&self, id: &str, weights: &Interval) -> Option<WeightCurve> {
        let row = self.scoring.rows().iter().find(|row| row.indicator.id == id)?;
        curve(&self.scoring, row, weights)
    }
}
