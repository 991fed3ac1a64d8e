//! Attribution by Shapley values: what each of several things that changed together contributed to the change of a
//! number.
//!
//! A combination of players is a set of bits: bit *i* is set where player *i* has taken its new value. The value of a
//! player is its marginal contribution averaged over every order in which the players could have changed; the values
//! add up to the whole change exactly, and depend on no order.

use crate::diagnostic::Diagnostic;
use crate::numeric::{Number, NumberError};

/// Players whose parts can be told apart, or had to be joined, with what stood in the way.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// The players, as bits.
    pub mask: usize,
    /// Why they could not be told apart; none for a player of its own.
    pub refused: Option<Diagnostic>,
}

impl Block {
    /// So many players, each of its own.
    pub fn singles(count: usize) -> Vec<Self> {
        (0..count).map(|at| Self { mask: 1 << at, refused: None }).collect()
    }
}

/// The Shapley value of each block of players. `worth` has an entry for each combination of all players, of which those
/// are looked at in which every block has changed whole or not at all.
///
/// # Errors
/// [`NumberError::TooLarge`].
pub(crate) fn attribute(blocks: &[Block], worth: &[Option<Number>]) -> Result<Vec<Number>, NumberError> {
    let mut values = vec![Number::zero(); blocks.len()];
    for set in 0..1_usize << blocks.len() {
        let (inside, mask) = chosen(blocks, set);
        for (at, (block, value)) in blocks.iter().zip(&mut values).enumerate() {
            let (Some(Some(with)), Some(Some(without))) = (worth.get(mask | block.mask), worth.get(mask)) else {
                continue;
            };
            if set & (1 << at) == 0 {
                let share = shapley_weight(inside, blocks.len())?;
                *value = value.add(&with.subtract(without)?.multiply(&share)?)?;
            }
        }
    }
    Ok(values)
}

/// Joins players until no combination of whole blocks was refused: each time the two blocks whose union leaves the
/// fewest refusals, the first such pair in the order of the players. `apart` is what belongs together from the start.
/// The combinations in which nobody or everybody has changed are never refused, so it ends with one block at the latest.
pub(crate) fn blocks(apart: Vec<Block>, worth: &[Result<Number, Diagnostic>]) -> Vec<Block> {
    let mut blocks = apart;
    while let Some(refused) = refusals(&blocks, worth).first().map(|refused| (*refused).clone()) {
        let pairs = (0..blocks.len()).flat_map(|left| (left + 1..blocks.len()).map(move |right| (left, right)));
        let best = pairs.map(|(left, right)| join(&blocks, left, right, &refused));
        let Some(best) = best.min_by_key(|joined| refusals(joined, worth).len()) else { break };
        blocks = best;
    }
    blocks
}

fn refusals<'d>(blocks: &[Block], worth: &'d [Result<Number, Diagnostic>]) -> Vec<&'d Diagnostic> {
    let combinations = (0..1_usize << blocks.len()).map(|set| chosen(blocks, set).1);
    combinations.filter_map(|mask| worth.get(mask)?.as_ref().err()).collect()
}

fn join(blocks: &[Block], left: usize, right: usize, refused: &Diagnostic) -> Vec<Block> {
    let (mut joined, mut taken) = (Vec::new(), 0);
    for (at, block) in blocks.iter().enumerate() {
        match at {
            _ if at == right => taken = block.mask,
            _ => joined.push(block.clone()),
        }
    }
    if let Some(block) = joined.get_mut(left) {
        block.mask |= taken;
        block.refused.get_or_insert_with(|| refused.clone());
    }
    joined
}

/// How many blocks are in the set, and their players.
fn chosen(blocks: &[Block], set: usize) -> (usize, usize) {
    let inside = blocks.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0);
    inside.fold((0, 0), |(count, mask), (_, block)| (count + 1, mask | block.mask))
}

/// How likely exactly a certain set of `before` others comes before one of `all`, when every order is alike:
/// before! · (all − before − 1)! ÷ all!.
fn shapley_weight(before: usize, all: usize) -> Result<Number, NumberError> {
    let factorial = |count: usize| {
        let mut factors = (1..=count).map(|factor| Number::from(i64::try_from(factor).unwrap_or(i64::MAX)));
        factors.try_fold(Number::from(1), |product, factor| product.multiply(&factor))
    };
    let after = all.saturating_sub(before).saturating_sub(1);
    factorial(before)?.multiply(&factorial(after)?)?.divide(&factorial(all)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn fraction(above: i64, below: i64) -> Number {
        Number::from(above).divide(&Number::from(below)).unwrap()
    }

    /// min(actual ÷ target, cap) × weight, from 96 ÷ 80 → 1.2 × 20 = 24 to min(1.1, 1) × 25 = 25. The actual: four of
    /// the eight other combinations feel it (under cap 1.2); 20(1.2−1.2)=0 and so on, averaged: 101/120.
    #[test]
    fn four_factors_share_one_point_as_worked_by_hand() {
        let (ratio, number) = (fraction, |whole: i64| Number::from(whole));
        let worth: Vec<Option<Number>> = (0..16_usize)
            .map(|set| {
                let pick = |bit: usize, old: Number, new: Number| if set & (1 << bit) == 0 { old } else { new };
                let reached = pick(0, number(96), number(110)).divide(&pick(1, number(80), number(100))).unwrap();
                let capped = reached.min(pick(3, ratio(6, 5), number(1)));
                Some(capped.multiply(&pick(2, number(20), number(25))).unwrap())
            })
            .collect();
        let values = attribute(&Block::singles(4), &worth).unwrap();
        assert_eq!(values, [ratio(101, 120), ratio(-89, 40), ratio(641, 120), ratio(-71, 24)]);
    }

    #[test]
    fn players_that_cannot_be_told_apart_share_one_value() {
        // Three players; the first without the second is refused, whatever the third does.
        let refused = || Err(Diagnostic::new(Code::MissingInput));
        let number = |whole: i64| Ok(Number::from(whole));
        let worth = [number(0), refused(), number(1), number(4), number(10), refused(), number(11), number(14)];
        let joined = blocks(Block::singles(3), &worth);
        assert_eq!(joined.iter().map(|block| block.mask).collect::<Vec<_>>(), [0b011, 0b100]);
        assert!(joined[0].refused.is_some() && joined[1].refused.is_none());
        let worth: Vec<Option<Number>> = worth.into_iter().map(Result::ok).collect();
        assert_eq!(attribute(&joined, &worth).unwrap(), [Number::from(4), Number::from(10)]);
    }
}
