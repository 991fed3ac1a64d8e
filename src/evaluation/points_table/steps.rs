//! [`WeightSteps`]: weights counted in whole steps that add up to the full score.

use std::ops::RangeInclusive;

use crate::numeric::{Number, Weight};
use crate::scheme::Scheme;

/// The most steps that a full score may have: a row's weight in steps is below 2²⁴.
pub const MAX_STEPS: u32 = 10_000_000;

/// How many steps the full score has where nothing asks for others.
const FINE: u32 = 1_000_000;

/// The weights that are meant: how large a step is, and between how many steps each weighted row lies.
///
/// # Example: a hundred points in steps of half a point
/// ```
/// use jixiao::{Number, Program, RuleSet, Scheme, Weight, WeightSteps};
/// let text = std::fs::read_to_string("indicators/yueyang-2024/scheme.yaml")?;
/// let program = Program::compile(Scheme::from_yaml(&text)?, RuleSet::shipped())?;
/// let step = Weight::new(Number::parse("0.5")?).ok_or("below 0")?;
/// let steps = WeightSteps::new(program.scheme(), &step).ok_or("no whole number of steps")?;
/// assert_eq!(steps.full(), 200);
/// assert_eq!(steps.weight(11).to_string(), "5.5");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct WeightSteps {
    step: Weight,
    full: u32,
    ranges: Vec<(u32, u32)>,
}

impl WeightSteps {
    /// Any weights of so large a step; `None` where the full score is no whole number of such steps, or of more than
    /// [`MAX_STEPS`].
    #[must_use]
    pub fn new(scheme: &Scheme, step: &Weight) -> Option<Self> {
        let full = scheme.full_score.number().divide(step.number()).ok()?.to_i64()?;
        let full = u32::try_from(full).ok().filter(|full| (1..=MAX_STEPS).contains(full))?;
        Some(Self { step: step.clone(), full, ranges: vec![(0, full); scheme.indicators().len()] })
    }

    /// Any weights in millionths of the full score.
    #[must_use]
    pub fn fine(scheme: &Scheme) -> Option<Self> {
        let step = scheme.full_score.number().divide(&Number::from(i64::from(FINE))).ok()?;
        Self::new(scheme, &Weight::new(step)?)
    }

    /// The same where each weighted row, in the order of the scheme, lies within a range of steps; rows beyond those that are
    /// given lie anywhere.
    #[must_use]
    pub fn within(mut self, ranges: impl IntoIterator<Item = RangeInclusive<u32>>) -> Self {
        for (own, range) in self.ranges.iter_mut().zip(ranges) {
            *own = (*range.start().min(&self.full), *range.end().min(&self.full));
        }
        self
    }

    /// One step, in points.
    #[must_use]
    pub fn step(&self) -> &Weight {
        &self.step
    }

    /// How many steps the full score is.
    #[must_use]
    pub fn full(&self) -> u32 {
        self.full
    }

    /// The least and the greatest number of steps of each weighted row.
    #[must_use]
    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    /// How many steps a weight is; `None` where it lies between two of them.
    pub(super) fn count(&self, weight: &Weight) -> Option<u32> {
        let steps = weight.number().divide(self.step.number()).ok().filter(Number::is_whole)?;
        u32::try_from(steps.to_i64()?).ok()
    }

    /// Whether so many steps for each weighted row add up to the full score, each within its range.
    pub(super) fn allow(&self, weights: &[u32]) -> bool {
        let sum = weights.iter().try_fold(0_u32, |sum, weight| sum.checked_add(*weight));
        let mut ranges = weights.iter().zip(&self.ranges);
        weights.len() == self.ranges.len()
            && sum == Some(self.full)
            && ranges.all(|(weight, (low, high))| (low..=high).contains(&weight))
    }

    /// So many steps in points.
    #[must_use]
    pub fn weight(&self, steps: u32) -> Weight {
        let points = self.step.number().multiply(&Number::from(i64::from(steps)));
        points.ok().and_then(Weight::new).unwrap_or_else(|| self.step.clone())
    }

    /// The weights of a scheme in whole steps that add up exactly: each rounded down, and the steps left over given to those
    /// that lost most, the first of equals.
    #[must_use]
    pub fn nearest(&self, scheme: &Scheme) -> Vec<u32> {
        let exact: Vec<Number> =
            scheme.indicators().iter().filter_map(|row| row.weight.number().divide(self.step.number()).ok()).collect();
        let whole = |number: &Number| number.floor().to_i64().and_then(|whole| u32::try_from(whole).ok()).unwrap_or(0);
        let mut steps: Vec<u32> = exact.iter().map(whole).collect();
        let mut lost: Vec<(usize, Number)> = exact
            .iter()
            .map(|number| number.subtract(&number.floor()).unwrap_or_else(|_| Number::zero()))
            .enumerate()
            .collect();
        lost.sort_by(|(_, left), (_, right)| right.cmp(left));
        let left = self.full.saturating_sub(steps.iter().sum());
        for (at, _) in lost.into_iter().take(usize::try_from(left).unwrap_or(0)) {
            steps.get_mut(at).into_iter().for_each(|steps| *steps = steps.saturating_add(1));
        }
        steps
    }
}
