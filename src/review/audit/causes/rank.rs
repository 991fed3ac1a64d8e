//! How many residuals are independent: of each other, and of the identities that hold.

use std::collections::BTreeMap;

use super::tested::Tested;
use crate::numeric::{Number, NumberError};
use crate::review::audit::figures::Figures;

/// A residual as a sum of printed figures.
type Residual = BTreeMap<String, Number>;

/// How many of the residuals at `closes` do not follow from the others and from what holds.
pub(super) fn independent(
    closes: &[usize],
    tested: &[Tested<'_>],
    figures: &Figures<'_>,
    holding: &ResidualBasis,
) -> usize {
    let mut basis = holding.clone();
    let closed = closes.iter().filter_map(|at| tested.get(*at));
    closed.filter_map(|one| residual(one, figures)).filter(|row| basis.add(row.clone())).count()
}

fn residual(one: &Tested<'_>, figures: &Figures<'_>) -> Option<Residual> {
    let residual = one.comparison.constraint.residual(figures).ok()??;
    Some(residual.terms.into_iter().map(|(id, factor)| (id.to_owned(), factor)).collect())
}

/// Rows of which none follows from the others, each with the figure that only it and later ones may have.
#[derive(Clone, Default)]
pub(super) struct ResidualBasis(Vec<(String, Residual)>);

impl ResidualBasis {
    /// What follows from the sums that hold.
    pub fn holding(figures: &Figures<'_>, tested: &[Tested<'_>]) -> Self {
        let mut basis = Self::default();
        for row in tested.iter().filter(|one| one.holds() && one.sum.is_some()) {
            residual(row, figures).map(|row| basis.add(row));
        }
        basis
    }

    /// Adds a row; false if it follows from those that are there.
    fn add(&mut self, mut row: Residual) -> bool {
        for (pivot, known) in &self.0 {
            if reduce(&mut row, pivot, known).is_err() {
                // Numbers beyond all bounds: counted as following, which claims less.
                return false;
            }
        }
        match row.iter().find(|(_, factor)| !factor.is_zero()).map(|(id, _)| id.clone()) {
            Some(pivot) => {
                self.0.push((pivot, row));
                true
            }
            None => false,
        }
    }
}

/// Takes as much of `known` from `row` as makes its pivot vanish.
fn reduce(row: &mut Residual, pivot: &str, known: &Residual) -> Result<(), NumberError> {
    let (Some(factor), Some(own)) = (row.get(pivot).cloned(), known.get(pivot)) else { return Ok(()) };
    let times = factor.divide(own)?;
    for (id, other) in known {
        let before = row.get(id).cloned().unwrap_or_else(Number::zero);
        row.insert(id.clone(), before.subtract(&other.multiply(&times)?)?);
    }
    row.retain(|_, factor| !factor.is_zero());
    Ok(())
}
