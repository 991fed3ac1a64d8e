//! The totals of many organisations as a whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::sums::sum_of;
use crate::numeric::{Number, NumberError, Points};

/// The totals as a whole (总分概况).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TotalStatistics {
    /// How many organisations have a total (有总分的单位数).
    pub organisations: usize,
    /// The mean of the totals, exactly (平均分).
    pub mean: Number,
    /// The one in the middle, or the mean of the two in the middle (中位数).
    pub median: Number,
    /// The lowest (最低分).
    pub least: Number,
    /// The highest (最高分).
    pub most: Number,
}

impl TotalStatistics {
    /// Of the totals there are; none where there is none.
    pub(super) fn new(totals: &[Option<&Points>]) -> Result<Option<Self>, NumberError> {
        let mut totals: Vec<&Number> = totals.iter().flatten().map(|points| points.number()).collect();
        totals.sort_unstable();
        let (Some(least), Some(most)) = (totals.first(), totals.last()) else { return Ok(None) };
        let sum = sum_of(totals.iter().copied())?;
        let last = totals.len().saturating_sub(1);
        let middle = [last / 2, last.div_ceil(2)].map(|at| totals.get(at).copied());
        let [low, high] = middle.map(|one| one.unwrap_or(least));
        Ok(Some(Self {
            organisations: totals.len(),
            mean: sum.divide(&Number::count(totals.len()))?,
            median: low.add(high)?.divide(&Number::from(2))?,
            least: (*least).clone(),
            most: (*most).clone(),
        }))
    }
}
