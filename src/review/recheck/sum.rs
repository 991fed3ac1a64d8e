//! [`Sum`]: a sum of points beside what is claimed, with the least and the most that it can be where rows are open.

use super::alternative::ROUNDINGS;
use crate::language::Bilingual;
use crate::literal::PrintedDecimal;
use crate::numeric::{Mode, Number, NumberError, Rounding};

/// A sum, and how it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The points.
    pub points: Number,
    /// Rows that leave it open: without a claim, or that cannot be recomputed.
    pub without: Vec<Bilingual>,
    /// Rows that are in it with the points claimed, because the engine has none of its own.
    pub as_claimed: Vec<Bilingual>,
    /// What it can be; the points alone where nothing is open.
    pub range: SumRange,
}

/// The least and the most that a sum can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumRange {
    /// The least.
    pub low: Number,
    /// The most; none where nobody knows what the rows that were not read are worth.
    pub high: Option<Number>,
}

/// How a sum stands to the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SumVerdict {
    /// They are the same.
    Agrees,
    /// They are the same once the sum is rounded.
    AgreesUnder(Rounding),
    /// They differ by what the rows differ: each with claim less engine.
    Explained(Number, Vec<(Bilingual, Number)>),
    /// They differ: claim less sum.
    Disagrees(Number),
    /// The claim is less than the least or more than the most that is possible.
    Impossible(SumRange),
    /// The claim is possible, and nothing more can be said: rows are open.
    Possible(SumRange),
    /// Nothing is claimed.
    NotClaimed,
    /// No row could be recomputed, so that there is nothing to compare the claim with.
    NothingRecomputed,
}

impl SumRange {
    /// One number and no other.
    pub(super) fn exactly(points: &Number) -> Self {
        Self { low: points.clone(), high: Some(points.clone()) }
    }

    /// With something on top that is worth between these.
    ///
    /// # Errors
    /// Sums too large to be held.
    pub(super) fn plus(self, low: &Number, high: &Number) -> Result<Self, NumberError> {
        Ok(Self { low: self.low.add(low)?, high: self.high.map(|sum| sum.add(high)).transpose()? })
    }

    /// The number, where there is only one.
    #[must_use]
    pub fn decided(&self) -> Option<&Number> {
        self.high.as_ref().filter(|high| **high == self.low)
    }

    /// Whether a number lies in it as it stands.
    #[must_use]
    pub fn contains(&self, claimed: &Number) -> bool {
        self.low <= *claimed && self.high.as_ref().is_none_or(|high| claimed <= high)
    }

    /// Whether a number lies in it once its ends are rounded to no fewer digits than the number is printed with.
    fn holds(&self, claimed: &PrintedDecimal) -> bool {
        let round = |number: &Number| {
            let rounded = roundings(claimed).map(|rounding| rounding.apply(number));
            rounded.chain([number.clone()]).collect::<Vec<_>>()
        };
        let number = &claimed.number;
        let is_above = round(&self.low).iter().any(|low| low <= number);
        is_above && self.high.as_ref().is_none_or(|high| round(high).iter().any(|high| number <= high))
    }
}

impl SumVerdict {
    /// Whether the claim is not what it should be.
    #[must_use]
    pub fn is_disagreement(&self) -> bool {
        matches!(self, Self::Disagrees(_) | Self::Impossible(_))
    }
}

/// The roundings that a printed sum can be the result of: to no fewer digits than are printed, for 100.00 is no 99.89
/// rounded. Cutting digits off is none: it takes up to a point of a sum away.
fn roundings(printed: &PrintedDecimal) -> impl Iterator<Item = Rounding> {
    let places = printed.places;
    ROUNDINGS.into_iter().filter(move |rounding| rounding.mode == Mode::HalfUp && rounding.places >= places)
}

/// How a claim stands to a sum.
///
/// # Errors
/// Differences too large to be held.
pub(super) fn compare(claimed: Option<&PrintedDecimal>, range: &SumRange) -> Result<SumVerdict, NumberError> {
    let Some(claimed) = claimed else { return Ok(SumVerdict::NotClaimed) };
    let Some(points) = range.decided() else {
        let verdict = if range.holds(claimed) { SumVerdict::Possible } else { SumVerdict::Impossible };
        return Ok(verdict(range.clone()));
    };
    if claimed.number == *points {
        return Ok(SumVerdict::Agrees);
    }
    match roundings(claimed).find(|rounding| rounding.apply(points) == claimed.number) {
        Some(rounding) => Ok(SumVerdict::AgreesUnder(rounding)),
        None => claimed.number.subtract(points).map(SumVerdict::Disagrees),
    }
}

/// The same where no rounding makes up for a difference, as with weights, which are printed as they are.
///
/// # Errors
/// Differences too large to be held.
pub(super) fn compare_exactly(claimed: Option<&Number>, range: &SumRange) -> Result<SumVerdict, NumberError> {
    let printed = claimed.cloned().map(PrintedDecimal::unknown_places);
    match (compare(printed.as_ref(), range)?, claimed, range.decided()) {
        (SumVerdict::AgreesUnder(_), Some(claimed), Some(sum)) => claimed.subtract(sum).map(SumVerdict::Disagrees),
        (verdict, ..) => Ok(verdict),
    }
}
