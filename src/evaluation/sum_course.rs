//! [`SumCourse`]: what becomes of the sum of the weighted rows on its way to the total, whatever the sum is.

use super::total::{Overrides, RowTotal, ScaledFrom, Sums, withheld};
use crate::numeric::Number;
use crate::scheme::Scheme;

/// The steps from the sum of the weighted rows to the total where no row is scaled up, in their order: extras, the veto that
/// leaves nothing, the ceiling, the bounds; then rounding and grade. None of them gives less for a larger sum.
#[derive(Clone, Debug)]
pub(crate) struct SumCourse {
    /// What bonuses add less what penalties take off.
    pub extras: Number,
    /// Whether a veto makes the total 0.
    pub is_zero: bool,
    /// The lowest ceiling that applies; where none does, it lies above `highest`.
    pub ceiling: Number,
    /// The most that a total can be; the least is 0.
    pub highest: Number,
    /// The best grade that the vetoes allow.
    pub best_allowed: usize,
}

impl SumCourse {
    /// The course where all but the weighted rows is as `rows` say, found by sending sums through the steps of the total;
    /// `None` where it is withheld or scaled up.
    pub fn new(scheme: &Scheme, rows: &[RowTotal<Number>], overrides: &Overrides) -> Option<Self> {
        let (roundings, scaled_from) = (Some(scheme.roundings), ScaledFrom::Exact);
        let mut sums = Sums { scheme, rows, overrides, roundings, scaled_from, steps: &mut Vec::new() };
        if sums.is_rescaled() || withheld(scheme, rows).is_some() || !overrides.are_decided() {
            return None;
        }
        let extras = sums.extras(Number::zero()).ok()?;
        let highest = sums.highest().ok()?;
        let above = highest.add(&Number::from(1)).ok()?;
        let mut left = above.clone();
        let best_allowed = sums.vetoes(&mut left);
        let mut ceiling = above;
        sums.caps(&mut ceiling).ok()?;
        Some(Self { extras, is_zero: left.is_zero(), ceiling, highest, best_allowed })
    }
}
