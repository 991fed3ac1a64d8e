//! A few steps around an answer of the greedy exchange: rounding of rows makes it miss by a little.

use super::Norm;
use super::table::RowTable;
use crate::numeric::{Number, NumberError};

/// How many improvements are taken at most.
const MOST_STEPS: usize = 400;

/// What the moves gain together; none where one of them is not permitted.
pub(super) fn gain_of(tables: &[RowTable], moves: &[i64]) -> Result<Option<Number>, NumberError> {
    let mut sum = Number::zero();
    for (table, steps) in tables.iter().zip(moves) {
        let Some(gain) = table.gain(*steps) else { return Ok(None) };
        sum = sum.add(gain)?;
    }
    Ok(Some(sum))
}

/// The size of moves in steps.
pub(super) fn size_of(norm: Norm, moves: &[i64]) -> i64 {
    match norm {
        Norm::Points | Norm::Steps => {
            moves.iter().filter(|steps| **steps > 0).fold(0_i64, |sum, steps| sum.saturating_add(*steps))
        }
        Norm::Max => moves.iter().map(|steps| steps.saturating_abs()).max().unwrap_or(0),
    }
}

/// Moves with one step given and one taken elsewhere, as long as that gains and the size stays within `most`.
pub(super) fn improved(
    tables: &[RowTable],
    mut moves: Vec<i64>,
    norm: Norm,
    most: i64,
) -> Result<Vec<i64>, NumberError> {
    for _ in 0..MOST_STEPS {
        let Some(better) = best_exchange(tables, &moves, norm, most)? else { break };
        moves = better;
    }
    Ok(moves)
}

fn best_exchange(tables: &[RowTable], moves: &[i64], norm: Norm, most: i64) -> Result<Option<Vec<i64>>, NumberError> {
    let mut best: Option<(Number, Vec<i64>)> = None;
    let change = |row: usize, by: i64| -> Result<Option<Number>, NumberError> {
        let (Some(table), Some(steps)) = (tables.get(row), moves.get(row)) else { return Ok(None) };
        match (table.gain(steps.saturating_add(by)), table.gain(*steps)) {
            (Some(after), Some(before)) => after.subtract(before).map(Some),
            _ => Ok(None),
        }
    };
    let changes = |by: i64| -> Result<Vec<Option<Number>>, NumberError> {
        (0..tables.len()).map(|row| change(row, by)).collect()
    };
    let (up, down) = (changes(1)?, changes(-1)?);
    for (receiver, gained) in up.iter().enumerate() {
        for (giver, lost) in down.iter().enumerate() {
            let (Some(gained), Some(lost)) = (gained, lost) else { continue };
            let gain = gained.add(lost)?;
            let is_better = gain > best.as_ref().map_or_else(Number::zero, |(gain, _)| gain.clone());
            if receiver == giver || !is_better {
                continue;
            }
            let shifted = moves.iter().enumerate().map(|(row, steps)| match row {
                row if row == receiver => steps.saturating_add(1),
                row if row == giver => steps.saturating_sub(1),
                _ => *steps,
            });
            let shifted: Vec<i64> = shifted.collect();
            if size_of(norm, &shifted) <= most {
                best = Some((gain, shifted));
            }
        }
    }
    Ok(best.map(|(_, moves)| moves))
}
