//! Other ways of scoring a row, declared, and tried by the engine itself.

use crate::language::Bilingual;
use crate::numeric::{Number, Rounding};
use crate::report::RowNote;
use crate::rule::WrittenParameters;

/// The roundings that forms are filled in with, the most usual first.
pub(super) const ROUNDINGS: [Rounding; 6] = {
    use crate::numeric::Mode::{Down, HalfUp};
    [
        Rounding { places: 0, mode: HalfUp },
        Rounding { places: 0, mode: Down },
        Rounding { places: 1, mode: HalfUp },
        Rounding { places: 1, mode: Down },
        Rounding { places: 2, mode: HalfUp },
        Rounding { places: 2, mode: Down },
    ]
};

/// One other way of scoring a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// What the points are made from.
    pub basis: Basis,
    /// How the points are rounded, where it is not as the scheme says.
    pub rounding: Option<Rounding>,
}

/// What the points of an alternative are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Rule and figures of the scheme.
    Scheme,
    /// The rate as it is printed, in percent.
    PrintedRate(Number),
    /// The rate, rounded before it is used, in percent.
    RoundedRate(Number),
    /// Another rule, or other parameters of the same one.
    Rule {
        /// Its name.
        rule: String,
        /// What it is called.
        title: Bilingual,
        /// The parameters that differ from its defaults.
        params: WrittenParameters,
    },
    /// The budget at the start of the year as the denominator.
    InitialBudget(Number),
    /// The lines of the budget in place of their sum.
    BudgetLines {
        /// The sum of their budgets.
        budget: Number,
        /// The sum of what was executed.
        executed: Number,
    },
}

impl Alternative {
    /// Whether it changes one thing only: the basis or the rounding.
    pub(super) fn is_single(&self) -> bool {
        self.basis == Basis::Scheme || self.rounding.is_none()
    }

    /// Whether points or rate are rounded in it.
    pub(super) fn rounds(&self) -> bool {
        self.rounding.is_some() || matches!(self.basis, Basis::PrintedRate(_) | Basis::RoundedRate(_))
    }
}

/// The sums of the lines of a budget: budget, executed; none where there are no lines.
pub(super) fn lines_of(note: &RowNote) -> Option<(Number, Number)> {
    if note.budget_lines.is_empty() {
        return None;
    }
    let mut lines = note.budget_lines.iter();
    let sums = lines.try_fold((Number::zero(), Number::zero()), |(budget, executed), line| {
        Ok::<_, crate::numeric::NumberError>((budget.add(&line.budget)?, executed.add(&line.executed)?))
    });
    sums.ok()
}
