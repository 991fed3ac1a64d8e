//! What would explain the residuals of failing comparisons.

use crate::language::Bilingual;
use crate::numeric::{Number, Unit};
use crate::review::accounts::Column;

/// One explanation: faults that together make failing comparisons hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The faults.
    pub causes: Vec<ExplainingFault>,
    /// All that they close together, in the order of the checks.
    pub closes: Vec<Closed>,
    /// How many of these residuals are independent of each other and of what holds.
    pub independent: usize,
    /// How many failing comparisons that hang together with these stay open.
    pub left_open: usize,
    /// Which group of failing comparisons it is about; explanations of one group exclude each other.
    pub group: usize,
}

/// All explanations, and how much is left without one.
#[derive(Debug, Default)]
pub(super) struct Explained {
    pub explanations: Vec<Explanation>,
    pub undecided: usize,
    pub unexplained: usize,
    pub work: usize,
    pub is_cut: bool,
}

/// One fault, and what it closes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainingFault {
    /// What would have happened.
    pub fault: Fault,
    /// The comparisons that it closes by itself.
    pub closes: Vec<Closed>,
    /// How many of these residuals are independent of each other and of what holds.
    pub independent: usize,
}

/// A comparison that an explanation makes hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The check.
    pub check: String,
    /// What a declared identity is called.
    pub name: Option<Bilingual>,
    /// What was compared.
    pub about: Option<Bilingual>,
    /// The column of a table.
    pub column: Option<Column>,
    /// The residual without the explanation; none where there was no number.
    pub residual: Option<Number>,
    /// Whether it then holds exactly, and not only within rounding.
    pub is_exact: bool,
}

/// What would have happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A row is missing from a table.
    MissingRow {
        /// The table.
        table: Bilingual,
        /// The class it belongs to, where the table has classes.
        class: Option<Bilingual>,
        /// Its amounts, by column.
        amounts: Vec<(Column, Number)>,
    },
    /// A row stands twice and has to go once.
    RowTwice {
        /// The row.
        row: Bilingual,
        /// The row with the same amounts.
        twin: Bilingual,
    },
    /// A row repeats another's amount where it has one of its own.
    CopiedAmount {
        /// The row.
        row: Bilingual,
        /// The row with the same amounts.
        twin: Bilingual,
        /// The column.
        column: Column,
        /// What was printed.
        printed: Number,
        /// What would close the sums.
        wanted: Number,
    },
    /// A figure is off by a power of ten.
    UnitSlip {
        /// The figure.
        figure: Bilingual,
        /// The column of a cell.
        column: Option<Column>,
        /// What was printed.
        printed: Number,
        /// The printed unit.
        unit: Unit,
        /// What the printed figure has to be multiplied with.
        factor: Number,
    },
    /// Two neighbouring digits changed places.
    Transposition {
        /// The figure.
        figure: Bilingual,
        /// The column of a cell.
        column: Option<Column>,
        /// What was printed.
        printed: Number,
        /// The number with the digits in their places.
        wanted: Number,
    },
    /// A percentage has another denominator than it says.
    Denominator {
        /// The percentage.
        figure: Bilingual,
        /// The denominator that gives it.
        whole: Bilingual,
        /// That denominator's number.
        number: String,
    },
}
