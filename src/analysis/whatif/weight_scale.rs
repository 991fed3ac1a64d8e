//! The marks of a slider: weights in steps that a hand can hit.

use crate::numeric::{Number, NumberError};
use crate::scheme::{Scheme, WeightGrid};

/// How many steps a slider has at most.
const MAX_STEPS: i64 = 100;
/// A slider goes to so many times what the heaviest row is worth.
const TIMES: i64 = 3;
/// The steps of a slider are so many steps of the weights.
const MULTIPLES: [i64; 10] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/// From 0 to somewhat more than the heaviest row in whole steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightScale {
    step: Number,
    steps: i64,
}

impl WeightScale {
    /// The scale for the weights of a scheme and the step that they are asked to lie on.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn new(scheme: &Scheme, grid: &WeightGrid) -> Result<Self, NumberError> {
        let heaviest = scheme.indicators().into_iter().map(|row| row.weight.number().clone()).max();
        let most = heaviest.unwrap_or_else(Number::zero).multiply(&Number::from(TIMES))?;
        let most = most.min(scheme.full_score.number().clone());
        let grid = match (grid, &scheme.weight_grid) {
            (WeightGrid::Step(step), _) | (WeightGrid::Scheme, Some(step)) => step.number().clone(),
            _ => Number::last_place(scheme.roundings.indicator.unwrap_or(scheme.roundings.total).places)?,
        };
        let grid = if grid.is_zero() { Number::from(1) } else { grid };
        let mut found = Self { step: grid.clone(), steps: 1 };
        for multiple in MULTIPLES {
            let step = grid.multiply(&Number::from(multiple))?;
            let steps = most.divide(&step)?.floor().to_i64().unwrap_or(MAX_STEPS).max(1);
            found = Self { step, steps };
            if steps <= MAX_STEPS {
                break;
            }
        }
        Ok(found)
    }

    /// How many steps there are from 0 to the end.
    #[must_use]
    pub fn steps(&self) -> i64 {
        self.steps
    }

    /// The weight at a mark; none beyond the ends.
    #[must_use]
    pub fn weight_at(&self, mark: i64) -> Option<Number> {
        (0..=self.steps).contains(&mark).then(|| self.step.multiply(&Number::from(mark)).ok()).flatten()
    }

    /// The mark that is nearest below a weight.
    #[must_use]
    pub fn mark_of(&self, weight: &Number) -> i64 {
        let mark = weight.divide(&self.step).ok().and_then(|mark| mark.floor().to_i64());
        mark.unwrap_or(0).clamp(0, self.steps)
    }

    /// How far along a weight lies, in thousandths.
    #[must_use]
    pub fn thousandths(&self, weight: &Number) -> i64 {
        let share = weight.divide(&self.step).and_then(|mark| mark.multiply(&Number::from(1000)));
        let share = share.and_then(|share| share.divide(&Number::from(self.steps)));
        share.ok().and_then(|share| share.floor().to_i64()).unwrap_or(0).clamp(0, 1000)
    }
}
