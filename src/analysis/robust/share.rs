//! [`SetShare`]: how many of the drawn sets of weights something holds for, and how sure that is of all sets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::numeric::{Number, NumberError};

/// The share of weight sets that something holds for; a share of sets, not a probability of anything real (分值组合中的占比).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SetShare {
    /// Of how many drawn sets it holds (成立的组数).
    pub sets: u64,
    /// How many were drawn (抽取的组数).
    pub of: u64,
    /// The share among the drawn ones, from 0 to 1 (占比).
    pub share: Number,
    /// Wilson's interval for the share among all sets, 95 times of 100: its lower end, rounded down to a millionth (区间下限).
    pub low: Number,
    /// Its upper end, rounded up; where no drawn set is among those that it holds for, 3 over their number (区间上限).
    pub high: Number,
}

/// The square of 1.96, the number of standard deviations within which 95 of 100 lie.
const SQUARE: (i64, i64) = (38_416, 10_000);
const PLACES: i128 = 1_000_000;

impl SetShare {
    /// Of so many of so many drawn sets, at least one.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn new(sets: u64, of: u64) -> Result<Self, NumberError> {
        let of = of.max(1);
        let number = |count: u64| Number::whole(count.into());
        let share = number(sets).divide(&number(of))?;
        let one = Number::from(1);
        let three = Number::from(3).divide(&number(of))?.min(one.clone());
        let (low, high) = interval(&number(sets), &number(of))?;
        let low = if sets == of { one.subtract(&three)? } else { low };
        let high = if sets == 0 { three } else { high };
        Ok(Self { sets, of, share, low, high })
    }

    /// Whether it holds for none of the drawn sets.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.sets == 0
    }

    /// Whether it holds for all drawn sets.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.sets == self.of
    }
}

/// Wilson's interval: (x + z²/2 ± z √(x (n − x) / n + z²/4)) ÷ (n + z²), in whole millionths, rounded outwards.
fn interval(sets: &Number, of: &Number) -> Result<(Number, Number), NumberError> {
    let square = Number::from(SQUARE.0).divide(&Number::from(SQUARE.1))?;
    let middle = sets.add(&square.divide(&Number::from(2))?)?;
    let spread = sets.multiply(&of.subtract(sets)?)?.divide(of)?.add(&square.divide(&Number::from(4))?)?;
    // z √s = √(z² s), its whole part in millionths and one more.
    let scale = Number::whole(PLACES);
    let radicand = square.multiply(&spread)?.multiply(&scale)?.multiply(&scale)?.floor().to_i128();
    let root = radicand.and_then(|radicand| u128::try_from(radicand).ok()).map_or(0, u128::isqrt);
    let root =
        Number::whole(i128::try_from(root).map_err(|_| NumberError::TooLarge)?.saturating_add(1)).divide(&scale)?;
    let below = of.add(&square)?;
    let low = middle.subtract(&root)?.divide(&below)?.multiply(&scale)?.floor().divide(&scale)?;
    let high = middle.add(&root)?.divide(&below)?.multiply(&scale)?.ceiling().divide(&scale)?;
    Ok((low.max(Number::zero()), high.min(Number::from(1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(sets: u64, of: u64) -> (String, String) {
        let share = SetShare::new(sets, of).unwrap();
        (share.low.to_string(), share.high.to_string())
    }

    /// For 15 of 50: (15 + 1.9208 ± 1.96 √(10.5 + 0.9604)) ÷ 53.8416 with √11.4604 = 3.3853213, so 10.2855703 ÷ 53.8416 = 0.1910339 and
    /// 23.5560297 ÷ 53.8416 = 0.4375061, rounded outwards.
    #[test]
    fn the_interval_is_that_of_wilson() {
        assert_eq!(ends(15, 50), ("0.191033".to_owned(), "0.437507".to_owned()));
    }

    #[test]
    fn nothing_seen_is_less_than_3_in_all_drawn() {
        assert_eq!(ends(0, 10_000), ("0".to_owned(), "0.0003".to_owned()));
        assert_eq!(ends(10_000, 10_000), ("0.9997".to_owned(), "1".to_owned()));
        assert_eq!(ends(0, 2), ("0".to_owned(), "1".to_owned()));
    }
}
