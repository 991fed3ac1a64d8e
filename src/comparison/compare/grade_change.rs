//! Whether the grade changed, and what would have kept it.

use super::row_comparison::Factor;
use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::numeric::Number;

/// Whether the grade changed, and what was tried.
#[derive(Clone, Debug)]
pub struct GradeChange {
    /// Whether the two grades have different names.
    pub is_changed: bool,
    /// Every single reversal that was tried, in the order of the rows; empty where the grade is the same.
    pub tried: Vec<Reversal>,
    /// Reversals that have no answer, and why: a coalition that a rule refuses.
    pub refused: Vec<(Reversed, Diagnostic)>,
    /// Whether all weights could be taken back together; not where rows were added or removed.
    pub has_same_rows: bool,
}

/// One thing taken back to the first side.
#[derive(Clone, Debug)]
pub struct Reversal {
    /// What was taken back.
    pub what: Reversed,
    /// The total then.
    pub total: Number,
    /// The grade then.
    pub grade: Bilingual,
    /// Whether that is the old grade.
    pub restores: bool,
}

/// What is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reversed {
    /// Factors of one row; several where they cannot be told apart.
    Row {
        /// The row's id on the second side.
        id: String,
        /// What it is called.
        name: Bilingual,
        /// The factors.
        factors: Vec<Factor>,
    },
    /// One factor of all rows.
    All(Factor),
    /// Where and how it is rounded.
    Rounding,
    /// The table of grades.
    Grades,
    /// A veto that struck on the second side only, by its name.
    Veto(Bilingual),
    /// A ceiling that took points on the second side only, by its name.
    Ceiling(Bilingual),
}
