//! [`HeaderCell`]: the name of a column.

use crate::document::sheet::CellPlace;
use crate::form::role::CellRole;
use crate::notation::fold::Likeness;

/// The name of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderCell {
    /// What the column stands for.
    pub role: CellRole,
    /// Where it stands.
    pub place: CellPlace,
    /// The last column it reaches over.
    pub last_column: u32,
    /// What it says, folded and without brackets.
    pub text: String,
    /// How alike it is to the word that was found in it.
    pub(super) likeness: Likeness,
    /// Which word of the column that is.
    pub(super) rank: usize,
}
