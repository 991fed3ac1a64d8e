//! The exact search over whole steps: what all combinations of moves within a size can gain, by dynamic programming.

use super::Norm;
use super::table::RowTable;
use crate::numeric::{Number, NumberError};

/// How many single comparisons the exact searches for one answer may take; beyond it the greedy bound has to do.
pub(super) const MOST_WORK: i64 = 60_000_000;
/// How many decimals gains may have to be counted in whole units.
const MOST_DECIMALS: u32 = 9;

/// What an exact search found.
pub(super) enum Exact {
    /// Moves that reach the goal; of all sizes of points moved the smallest.
    Reaching(Vec<i64>),
    /// No moves reach it, and these gain most.
    Best(Vec<i64>),
}

/// The moves within `most` steps that reach a goal, or the best if none do.
///
/// `work` is what it may take and becomes what is left. `reaches` is asked with what moves gain, and must not become false for a greater gain.
///
/// # Errors
/// Those of `reaches`. `Ok(None)` where the search would take too long or gains are no finite decimals.
pub(super) fn exact(
    tables: &[RowTable],
    norm: Norm,
    most: i64,
    work: &mut i64,
    mut reaches: impl FnMut(&Number) -> Result<bool, NumberError>,
) -> Result<Option<Exact>, NumberError> {
    let Some(gains) = Gains::of(tables, most)? else { return Ok(None) };
    let rows = i64::try_from(tables.len()).unwrap_or(i64::MAX);
    let spans: i64 =
        gains.rows.iter().fold(0_i64, |sum, row| sum.saturating_add(i64::try_from(row.len()).unwrap_or(i64::MAX)));
    let side = match norm {
        Norm::Points | Norm::Steps => most.saturating_add(1),
        Norm::Max => most.saturating_mul(rows).saturating_mul(2).saturating_add(1),
    };
    let states = match norm {
        Norm::Points | Norm::Steps => side.saturating_mul(side),
        Norm::Max => side,
    };
    let needed = states.saturating_mul(spans);
    if needed > *work {
        return Ok(None);
    }
    *work = work.saturating_sub(needed);
    let table = Packing::of(&gains, norm, side);
    let ends = match norm {
        Norm::Points | Norm::Steps => {
            (0..=most).map(|steps| steps.saturating_mul(side).saturating_add(steps)).collect()
        }
        Norm::Max => vec![most.saturating_mul(rows)],
    };
    let mut best: Option<(i64, i64)> = None;
    for end in ends {
        let Some(units) = table.best(end) else { continue };
        if reaches(&gains.number(units)?)? {
            return Ok(Some(Exact::Reaching(table.moves(&gains, end))));
        }
        if best.is_none_or(|(known, _)| units > known) {
            best = Some((units, end));
        }
    }
    let moves = best.map_or_else(|| vec![0; tables.len()], |(_, end)| table.moves(&gains, end));
    Ok(Some(Exact::Best(moves)))
}

/// The gains of all rows in whole units.
struct Gains {
    /// For each row the permitted moves with what they gain.
    rows: Vec<Vec<(i64, i64)>>,
    /// How many units make one point.
    scale: Number,
}

impl Gains {
    fn of(tables: &[RowTable], most: i64) -> Result<Option<Self>, NumberError> {
        let reach = |table: &RowTable| table.least.max(most.saturating_neg())..=table.most.min(most);
        let mut places = 0;
        for table in tables {
            for gain in reach(table).filter_map(|steps| table.gain(steps)) {
                match gain.decimals().filter(|decimals| *decimals <= MOST_DECIMALS) {
                    Some(decimals) => places = places.max(decimals),
                    None => return Ok(None),
                }
            }
        }
        let scale = Number::power_of_ten(places)?;
        let mut rows = Vec::new();
        for table in tables {
            let mut row = Vec::new();
            for steps in reach(table) {
                let Some(gain) = table.gain(steps) else { continue };
                let Some(units) = gain.multiply(&scale)?.to_i64() else { return Ok(None) };
                row.push((steps, units));
            }
            rows.push(row);
        }
        Ok(Some(Self { rows, scale }))
    }

    fn number(&self, units: i64) -> Result<Number, NumberError> {
        Number::from(units).divide(&self.scale)
    }
}

/// For each row, and each state of the rows before it, the best gain and the move that gives it.
///
/// A state is the net steps so far (largest change), or steps given and steps received (points moved), in one number.
struct Packing {
    layers: Vec<Vec<Option<(i64, i64)>>>,
    norm: Norm,
    side: i64,
}

impl Packing {
    fn of(gains: &Gains, norm: Norm, side: i64) -> Self {
        let states = match norm {
            Norm::Points | Norm::Steps => side.saturating_mul(side),
            Norm::Max => side,
        };
        let mut packing = Self { layers: Vec::new(), norm, side };
        let empty = vec![None; usize::try_from(states).unwrap_or(0)];
        let mut now: Vec<Option<(i64, i64)>> = empty.clone();
        let start = match norm {
            Norm::Points | Norm::Steps => 0,
            Norm::Max => side / 2,
        };
        if let Some(first) = usize::try_from(start).ok().and_then(|at| now.get_mut(at)) {
            *first = Some((0, 0));
        }
        for row in &gains.rows {
            let mut next = empty.clone();
            for (state, best) in (0_i64..).zip(&now) {
                let Some((so_far, _)) = best else { continue };
                for (steps, gain) in row {
                    let Some(after) = packing.after(state, *steps).and_then(|at| usize::try_from(at).ok()) else {
                        continue;
                    };
                    let sum = so_far.saturating_add(*gain);
                    if let Some(cell) = next.get_mut(after)
                        && cell.is_none_or(|(known, _)| sum > known)
                    {
                        *cell = Some((sum, *steps));
                    }
                }
            }
            packing.layers.push(now);
            now = next;
        }
        packing.layers.push(now);
        packing
    }

    /// The state after a row has moved by `steps`.
    fn after(&self, state: i64, steps: i64) -> Option<i64> {
        match self.norm {
            Norm::Points | Norm::Steps => {
                let (given, received) = (state / self.side, state % self.side);
                let (given, received) =
                    (given.saturating_add(steps.saturating_neg().max(0)), received.saturating_add(steps.max(0)));
                let fits = given < self.side && received < self.side;
                fits.then(|| given.saturating_mul(self.side).saturating_add(received))
            }
            Norm::Max => {
                let net = state.saturating_add(steps);
                (0..self.side).contains(&net).then_some(net)
            }
        }
    }

    fn cell(&self, layer: usize, state: i64) -> Option<(i64, i64)> {
        *self.layers.get(layer)?.get(usize::try_from(state).ok()?)?
    }

    fn best(&self, state: i64) -> Option<i64> {
        self.cell(self.layers.len().saturating_sub(1), state).map(|(gain, _)| gain)
    }

    /// The moves that lead to a state of the last layer.
    fn moves(&self, gains: &Gains, end: i64) -> Vec<i64> {
        let mut state = end;
        let mut moves = Vec::new();
        for layer in (1..=gains.rows.len()).rev() {
            let Some((_, steps)) = self.cell(layer, state) else { break };
            moves.push(steps);
            state = match self.norm {
                Norm::Points | Norm::Steps => {
                    let given = (state / self.side).saturating_sub(steps.saturating_neg().max(0));
                    let received = (state % self.side).saturating_sub(steps.max(0));
                    given.saturating_mul(self.side).saturating_add(received)
                }
                Norm::Max => state.saturating_sub(steps),
            };
        }
        moves.reverse();
        moves
    }
}
