//! How much work the native functions of one call have done.
//!
//! A step of a script may touch one number or a thousand items, so steps alone bound neither time nor memory. Whatever
//! native functions and operators touch beyond the size of a machine word is counted here as well.

use std::cell::Cell;

use super::trouble::{Answer, Trouble, UsedUp};
use crate::numeric::Number;

/// How many units of work one call may cost; a unit is about what copying one item costs, tens of nanoseconds.
pub(super) const MAX_WORK: u64 = 500_000;

/// How many values a list may hold, with everything in it: while a row is scored, and while a script tells of itself.
pub(super) const MAX_ITEMS: (usize, usize) = (1_024, 65_536);

/// What is known of the call that runs.
#[derive(Clone, Copy, Default)]
struct Work {
    /// The units so far.
    done: u64,
    /// How many values a list may hold.
    most_items: usize,
    /// The statement that began last, where statements are marked.
    mark: usize,
    /// How many statements were marked.
    marks: u64,
}

thread_local! {
    /// The work of the call that runs on this thread; a call never changes its thread.
    static WORK: Cell<Work> = const { Cell::new(Work { done: 0, most_items: MAX_ITEMS.0, mark: 0, marks: 0 }) };
}

/// A new call begins, whose lists may hold so many values.
pub(super) fn begin(most_items: usize) {
    WORK.set(Work { most_items, ..Work::default() });
}

/// How many values a list of the call may hold.
pub(super) fn most_items() -> usize {
    WORK.get().most_items
}

/// The statement of this number begins.
pub(super) fn mark(number: i64) {
    let work = WORK.get();
    let mark = usize::try_from(number).unwrap_or_default();
    WORK.set(Work { mark, marks: work.marks.saturating_add(1), ..work });
}

/// The number of the statement that began last, and how many began.
pub(super) fn marked() -> (usize, u64) {
    let work = WORK.get();
    (work.mark, work.marks)
}

/// Counts so many units.
///
/// # Errors
/// More than a call may cost.
pub(super) fn charge(units: usize) -> Answer<()> {
    let work = WORK.get();
    let done = work.done.saturating_add(u64::try_from(units).unwrap_or(u64::MAX));
    WORK.set(Work { done, ..work });
    if done > MAX_WORK { Err(Trouble::Limit(UsedUp::Work).raise()) } else { Ok(()) }
}

/// Counts an operation on two numbers. Those of a few machine words are free, as the steps bound them; the time of the
/// others grows with the product of their sizes.
///
/// # Errors
/// More than a call may cost.
pub(super) fn charge_numbers(left: &Number, right: &Number) -> Answer<()> {
    match (left.size(), right.size()) {
        (1, 1) => Ok(()),
        (left, right) => charge(left.saturating_add(right).saturating_mul(left.max(right))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_free_and_large_ones_cost_more_than_their_size() {
        let (small, large) = (Number::from(7), Number::power_of_ten(400).unwrap());
        let cost = |left: &Number, right: &Number| {
            begin(MAX_ITEMS.0);
            charge_numbers(left, right).unwrap();
            WORK.get().done
        };
        assert_eq!((cost(&small, &small), large.size()), (0, 22));
        assert_eq!((cost(&small, &large), cost(&large, &large)), (23 * 22, 44 * 22));
    }

    #[test]
    fn the_work_of_a_call_ends_with_it() {
        let all = usize::try_from(MAX_WORK).unwrap();
        begin(MAX_ITEMS.0);
        assert!(charge(all).is_ok() && charge(1).is_err());
        begin(MAX_ITEMS.0);
        assert!(charge(all).is_ok());
    }
}
