//! [`GradeEdges`]: the totals whose grade their own rounding may have decided.

use crate::numeric::{Number, NumberError};
use crate::scheme::Scheme;

/// The rounded totals whose grade another one may be before their rounding, as whole numbers of the last decimal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GradeEdges(Vec<(i64, i64)>);

impl GradeEdges {
    /// Those of a scheme: none where rows are rounded so that the sum of them is rounded already.
    pub fn of(scheme: &Scheme) -> Self {
        let places = scheme.roundings.total.places;
        if scheme.roundings.indicator.is_some_and(|rounding| rounding.places <= places) {
            return Self::default();
        }
        let edge = |from: &Number| -> Result<Option<(i64, i64)>, NumberError> {
            let edge = from.multiply(&Number::power_of_ten(places)?)?;
            // A total moves by less than one of its last decimal.
            Ok(edge.floor().to_i64().zip(edge.ceiling().to_i64()))
        };
        Self(scheme.grades.iter().filter_map(|grade| edge(&grade.from).ok().flatten()).collect())
    }

    /// Whether a total is one of them.
    pub fn hold(&self, total: i64) -> bool {
        self.0.iter().any(|(low, high)| (*low..=*high).contains(&total))
    }
}
