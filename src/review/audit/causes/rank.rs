//! How many residuals are independent: of each other, and of the identities that hold.

use std::collections::BTreeMap;

use super::Tested;
use crate::numeric::{Number, NumberError};
use crate::review::audit::ledger::Ledger;

/// A residual as a sum of printed figures.
type Row = BTreeMap<String, Number>;

/// How many of the residuals at `closes` do not follow from the others and from what holds.
pub(super) fn independent(closes: &[usize], ledger: &Ledger<'_>, tested: &[Tested<'_>]) -> usize {
    let row = |one: &Tested<'_>| -> Option<Row> {
        let residual = one.comparison.law.residual(ledger).ok()??;
        Some(residual.terms.into_iter().map(|(id, factor)| (id.to_owned(), factor)).collect())
    };
    let holding = tested.iter().filter(|one| one.holds());
    let mut basis = Basis::default();
    for row in holding.filter(|one| one.comparison.law.is_linear()).filter_map(row) {
        basis.add(row);
    }
    let closed = closes.iter().filter_map(|at| tested.get(*at)).filter_map(row);
    closed.filter(|row| basis.add(row.clone())).count()
}

/// Rows of which none follows from the others, each with the figure that only it and later ones may have.
#[derive(Default)]
struct Basis(Vec<(String, Row)>);

impl Basis {
    /// Adds a row; false if it follows from those that are there.
    fn add(&mut self, mut row: Row) -> bool {
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
fn reduce(row: &mut Row, pivot: &str, known: &Row) -> Result<(), NumberError> {
    let (Some(factor), Some(own)) = (row.get(pivot).cloned(), known.get(pivot)) else { return Ok(()) };
    let times = factor.divide(own)?;
    for (id, other) in known {
        let before = row.get(id).cloned().unwrap_or_else(Number::zero);
        row.insert(id.clone(), before.subtract(&other.multiply(&times)?)?);
    }
    row.retain(|_, factor| !factor.is_zero());
    Ok(())
}
