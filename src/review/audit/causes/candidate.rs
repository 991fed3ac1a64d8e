//! A fault that is tried, and what it would change.

use crate::numeric::{Number, NumberError};
use crate::review::accounts::Column;
use crate::review::audit::constraint::Constraint;
use crate::review::audit::explanation::Fault;
use crate::review::audit::planned_comparison::PlannedComparison;

/// A fault with what it would change.
pub(super) struct Candidate {
    pub fault: Fault,
    pub correction: Correction,
    /// How many numbers were chosen so that the fault fits.
    pub freedom: usize,
    /// How many failing comparisons it has to close by itself to say anything.
    pub least: usize,
}

/// What a fault changes.
#[derive(Default)]
pub(super) struct Correction {
    /// Numbers that take the place of printed ones.
    pub numbers: Vec<(String, Number)>,
    /// A row that is added.
    pub row: Option<AddedRow>,
    /// A comparison that follows another constraint.
    pub constraint: Option<(usize, Constraint)>,
}

/// A row that is added to a table.
pub(super) struct AddedRow {
    pub table: String,
    pub class: Option<String>,
    pub amounts: Vec<(Column, Number)>,
}

impl Correction {
    /// Another number for one figure.
    pub fn of_number(id: &str, number: Number) -> Self {
        Self { numbers: vec![(id.to_owned(), number)], ..Self::default() }
    }

    /// Puts into a comparison's constraint what is not a number of a figure.
    pub fn applies_to(
        &self,
        at: usize,
        comparison: &PlannedComparison,
        constraint: &mut Constraint,
    ) -> Result<(), NumberError> {
        if let Some((_, other)) = self.constraint.as_ref().filter(|(wanted, _)| *wanted == at) {
            *constraint = other.clone();
        }
        if let (Some(amount), Constraint::Sum { missing, .. }) = (self.missing_from(comparison), constraint) {
            *missing = Some(match missing.as_ref() {
                Some(before) => before.add(amount)?,
                None => amount.clone(),
            });
        }
        Ok(())
    }

    /// What the added row puts into a sum of rows.
    pub fn missing_from(&self, comparison: &PlannedComparison) -> Option<&Number> {
        let (row, rows) = (self.row.as_ref()?, comparison.rows.as_ref()?);
        let is_in = rows.table == row.table && (rows.class.is_none() || rows.class == row.class);
        let amount = row.amounts.iter().find(|(column, _)| is_in && *column == rows.column);
        amount.map(|(_, amount)| amount)
    }
}
