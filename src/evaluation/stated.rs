//! The total that stated points come to.

use std::borrow::Cow;

use super::result::{Evaluation, Total};
use super::row::Row;
use super::scoring::{Scoring, graded, row_total};
use super::steps::RowState;
use super::total::{Overrides, RowTotal, RowValue, total};
use crate::numeric::{Number, NumberError, Points};
use crate::rule::QuantityError;
use crate::scheme::{NotApplicablePolicy, Scheme};

impl Scoring<'_> {
    /// The total that points somebody states for each row, in the order of the rows, come to by the rest of the order;
    /// rows without any add nothing, and vetoes and ceilings that cannot be decided do not strike.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn total_of_stated(&self, evaluation: &Evaluation, stated: &[Option<Number>]) -> Result<Total, NumberError> {
        let scheme = self.scheme();
        let is_rescaled = |row: &Row| {
            let left_out = matches!(row.state, RowState::NotApplicable(_));
            left_out && scheme.not_applicable == NotApplicablePolicy::Rescale
        };
        let rows = evaluation.rows.iter().zip(stated).map(|(row, stated)| {
            let value = match stated {
                None if is_rescaled(row) => RowValue::NotApplicable,
                // Where a row is stated as it was scored, what was rounded away is known.
                Some(points) if row.points().is_some_and(|own| own.number() == points) => row_total(row).value,
                points => {
                    let points = points.clone().unwrap_or_else(Number::zero);
                    RowValue::Scored { unrounded: points.clone(), points }
                }
            };
            RowTotal { role: row.role(), weight: row.weight().number().clone(), value }
        });
        let rows: Vec<RowTotal<Number>> = rows.collect();
        let vetoes = self.overrides.vetoes.iter().map(|struck| Some(*struck == Some(true))).collect();
        // Ceilings that cannot be decided are left out.
        let (decided, caps): (Vec<_>, Vec<_>) = scheme
            .caps
            .iter()
            .zip(&self.overrides.caps)
            .filter(|(_, figure)| figure.is_some())
            .map(|(cap, figure)| (cap.clone(), figure.clone()))
            .unzip();
        let overrides = Overrides { vetoes, caps };
        let scheme = if decided.len() == scheme.caps.len() {
            Cow::Borrowed(scheme)
        } else {
            Cow::Owned(Scheme { caps: decided, ..scheme.clone() })
        };
        let scheme = scheme.as_ref();
        let summed = total(scheme, &rows, &overrides, Some(scheme.roundings)).map_err(QuantityError::of_numbers)?;
        match summed.total {
            Ok(sum) => graded(scheme, &sum),
            // No row applies: there is nothing to rescale.
            Err(_) => {
                let (zero, grade) = (Number::zero(), scheme.grade_name(scheme.grade_of(&Number::zero())));
                Ok(Total { unrounded: zero.clone(), points: Points::new(zero), grade, up: None, down: None })
            }
        }
    }
}
