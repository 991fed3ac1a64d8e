//! How much weights can gain at most: the greedy exchange over concave hulls, exact in rationals.
//!
//! Weight goes from the row that loses least by it to the row that gains most. For rows in proportion to their weight this
//! exchange is optimal. Any other row is replaced by the smallest concave function above it, which is worth at least as
//! much at every step, so what the exchange yields is never exceeded, and a size that does not suffice here does not
//! suffice at all.

use std::cmp::Ordering;

use super::table::RowTable;
use crate::numeric::{Number, NumberError};

/// Some steps of one row that gain equally.
#[derive(Clone, Debug)]
struct Run {
    row: usize,
    /// What each step gains.
    each: Number,
    steps: i64,
}

/// Some steps of weight that change hands at one price.
#[derive(Clone, Debug)]
struct Exchange {
    giver: usize,
    receiver: usize,
    each: Number,
    steps: i64,
}

/// The runs of all rows without a limit, giving and receiving.
#[derive(Clone, Debug, Default)]
pub(super) struct Hulls {
    giving: Vec<HullRun>,
    receiving: Vec<HullRun>,
}

/// A run of a row's hull, and how many steps of the row lie before it.
#[derive(Clone, Debug)]
struct HullRun {
    from: i64,
    run: Run,
}

impl Hulls {
    pub fn of(tables: &[RowTable]) -> Result<Self, NumberError> {
        let mut hulls = Self::default();
        for (row, table) in tables.iter().enumerate() {
            hulls.receiving.extend(hull(row, table, table.most, 1)?);
            hulls.giving.extend(hull(row, table, table.least.saturating_neg(), -1)?);
        }
        // Equal prices keep the order of the scheme.
        hulls.giving.sort_by(|left, right| right.run.each.cmp(&left.run.each));
        hulls.receiving.sort_by(|left, right| right.run.each.cmp(&left.run.each));
        Ok(hulls)
    }

    /// All gainful exchanges where no row moves by more than `most` steps.
    pub fn exchanges(&self, most: i64) -> Result<Exchanges, NumberError> {
        let within = |runs: &[HullRun]| {
            let within = runs
                .iter()
                .map(|one| Run { steps: one.run.steps.min(most.saturating_sub(one.from)), ..one.run.clone() });
            within.filter(|run| run.steps > 0).collect::<Vec<_>>()
        };
        Exchanges::between(within(&self.giving), within(&self.receiving))
    }
}

/// The exchanges of all rows, the most gainful first.
#[derive(Clone, Debug)]
pub(super) struct Exchanges(Vec<Exchange>);

impl Exchanges {
    /// The exchanges between runs that are sorted by what they gain.
    fn between(giving: Vec<Run>, receiving: Vec<Run>) -> Result<Self, NumberError> {
        let mut exchanges = Vec::new();
        let (mut givers, mut receivers) = (giving.into_iter(), receiving.into_iter());
        let (mut giver, mut receiver) = (givers.next(), receivers.next());
        while let (Some(from), Some(to)) = (&mut giver, &mut receiver) {
            let each = from.each.add(&to.each)?;
            if each.is_zero() || each.is_negative() {
                break;
            }
            let steps = from.steps.min(to.steps);
            exchanges.push(Exchange { giver: from.row, receiver: to.row, each, steps });
            from.steps = from.steps.saturating_sub(steps);
            to.steps = to.steps.saturating_sub(steps);
            if from.steps == 0 {
                giver = givers.next();
            }
            if receiver.as_ref().is_some_and(|run| run.steps == 0) {
                receiver = receivers.next();
            }
        }
        Ok(Self(exchanges))
    }

    /// How many steps can change hands with a gain.
    pub fn steps(&self) -> i64 {
        self.0.iter().fold(0_i64, |sum, exchange| sum.saturating_add(exchange.steps))
    }

    /// The most that `steps` steps can gain.
    pub fn gain(&self, steps: i64) -> Result<Number, NumberError> {
        let mut left = steps;
        let mut gain = Number::zero();
        for exchange in &self.0 {
            let taken = exchange.steps.min(left);
            gain = gain.add(&exchange.each.multiply(&Number::from(taken))?)?;
            left = left.saturating_sub(taken);
        }
        Ok(gain)
    }

    /// The steps of each row after `steps` steps have changed hands in this order.
    pub fn moves(&self, rows: usize, steps: i64) -> Vec<i64> {
        let mut left = steps;
        let mut moves = vec![0_i64; rows];
        for exchange in &self.0 {
            let taken = exchange.steps.min(left);
            left = left.saturating_sub(taken);
            for (row, change) in [(exchange.giver, taken.saturating_neg()), (exchange.receiver, taken)] {
                if let Some(own) = moves.get_mut(row) {
                    *own = own.saturating_add(change);
                }
            }
        }
        moves
    }
}

/// The runs of the smallest concave function above a row's gains in one direction.
fn hull(row: usize, table: &RowTable, reach: i64, sign: i64) -> Result<Vec<HullRun>, NumberError> {
    let mut corners: Vec<(i64, Number)> = Vec::new();
    for steps in 0..=reach {
        let Some(gain) = table.gain(steps.saturating_mul(sign)) else { continue };
        while let [.., (before, low), (at, high)] = corners.as_slice() {
            let risen = high.subtract(low)?.multiply(&Number::from(steps.saturating_sub(*at)))?;
            let rises = gain.subtract(high)?.multiply(&Number::from(at.saturating_sub(*before)))?;
            if risen.cmp(&rises) == Ordering::Greater {
                break;
            }
            corners.pop();
        }
        corners.push((steps, gain.clone()));
    }
    let mut runs = Vec::new();
    for pair in corners.windows(2) {
        let [(from, low), (to, high)] = pair else { continue };
        let steps = to.saturating_sub(*from);
        let each = high.subtract(low)?.divide(&Number::from(steps))?;
        runs.push(HullRun { from: *from, run: Run { row, each, steps } });
    }
    Ok(runs)
}

/// The least number from `low` to `high` for which `holds` is true; it must not become false again. `None` if it is
/// false for `high`.
pub(super) fn least<E>(low: i64, high: i64, mut holds: impl FnMut(i64) -> Result<bool, E>) -> Result<Option<i64>, E> {
    if low > high || !holds(high)? {
        return Ok(None);
    }
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low.saturating_add(high.saturating_sub(low) / 2);
        if holds(middle)? {
            high = middle;
        } else {
            low = middle.saturating_add(1);
        }
    }
    Ok(Some(high))
}
