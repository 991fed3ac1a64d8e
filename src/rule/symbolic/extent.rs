//! [`Extent`]: between which numbers a quantity is known to lie.

use std::cmp::Ordering;

use super::super::quantity::Answer;
use crate::numeric::{End, Number};

/// The numbers that a quantity may be; an end that is missing is infinite.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    pub low: Option<End>,
    pub high: Option<End>,
    /// A number within that it is not.
    pub except: Option<Number>,
}

fn closed(at: Number) -> Option<End> {
    Some(End { at, closed: true })
}

impl Extent {
    /// The one number.
    pub fn only(number: &Number) -> Self {
        Self::closed(number.clone(), number.clone())
    }

    /// From one number to another, both included.
    pub fn closed(low: Number, high: Number) -> Self {
        Self { low: closed(low), high: closed(high), except: None }
    }

    /// What stands to `limit` in one of the orders.
    pub fn beside(limit: &Number, (less, equal, greater): (bool, bool, bool)) -> Self {
        let end = |closed: bool| Some(End { at: limit.clone(), closed });
        let low = if less { None } else { end(equal) };
        let high = if greater { None } else { end(equal) };
        Self { low, high, except: (less && greater && !equal).then(|| limit.clone()) }
    }

    /// What lies in both.
    pub fn and(&self, other: &Self) -> Self {
        let tighter = |own: &Option<End>, other: &Option<End>, better: Ordering| match (own, other) {
            (Some(own), Some(other)) if own.at == other.at => {
                Some(End { at: own.at.clone(), closed: own.closed && other.closed })
            }
            (Some(own), Some(other)) => Some(if other.at.cmp(&own.at) == better { other } else { own }.clone()),
            (own, other) => own.as_ref().or(other.as_ref()).cloned(),
        };
        let mut both = Self {
            low: tighter(&self.low, &other.low, Ordering::Greater),
            high: tighter(&self.high, &other.high, Ordering::Less),
            except: self.except.clone().or_else(|| other.except.clone()),
        };
        for except in [&self.except, &other.except].into_iter().flatten() {
            for end in [&mut both.low, &mut both.high].into_iter().flatten().filter(|end| end.at == *except) {
                end.closed = false;
            }
        }
        both
    }

    /// In which orders it may stand to `limit`: less, equal, greater.
    pub fn orders(&self, limit: &Number) -> (bool, bool, bool) {
        let low = self.low.as_ref().map(|end| (end.at.cmp(limit), end.closed));
        let high = self.high.as_ref().map(|end| (end.at.cmp(limit), end.closed));
        let less = low.is_none_or(|(order, _)| order == Ordering::Less);
        let greater = high.is_none_or(|(order, _)| order == Ordering::Greater);
        let reaches = |end: Option<(Ordering, bool)>, beyond: Ordering| {
            end.is_none_or(|(order, closed)| order == beyond || (order == Ordering::Equal && closed))
        };
        let equal = reaches(low, Ordering::Less) && reaches(high, Ordering::Greater);
        (less, equal && self.except.as_ref() != Some(limit), greater)
    }

    /// Whether nothing below 0 is in it.
    pub fn is_natural(&self) -> bool {
        !self.orders(&Number::zero()).0
    }

    /// Whether everything in it is above 0.
    pub fn is_positive(&self) -> bool {
        self.orders(&Number::zero()) == (false, false, true)
    }

    /// The sums.
    pub fn plus(&self, other: &Self) -> Answer<Self> {
        let sum = |own: &Option<End>, other: &Option<End>| -> Answer<Option<End>> {
            let (Some(own), Some(other)) = (own, other) else { return Ok(None) };
            Ok(Some(End { at: own.at.add(&other.at)?, closed: own.closed && other.closed }))
        };
        // What one number is not, its sum with a single one is not either.
        let except = match (&self.except, other.single(), &other.except, self.single()) {
            (Some(except), Some(single), ..) | (_, _, Some(except), Some(single)) => Some(except.add(single)?),
            _ => None,
        };
        Ok(Self { low: sum(&self.low, &other.low)?, high: sum(&self.high, &other.high)?, except })
    }

    /// The only number in it, if there is but one.
    fn single(&self) -> Option<&Number> {
        let (low, high) = (self.low.as_ref()?, self.high.as_ref()?);
        (low.at == high.at).then_some(&low.at)
    }

    /// The multiples.
    pub fn scaled(&self, by: &Number) -> Answer<Self> {
        if by.is_zero() {
            return Ok(Self::only(by));
        }
        let scaled = |end: &Option<End>| -> Answer<Option<End>> {
            let Some(end) = end else { return Ok(None) };
            Ok(Some(End { at: end.at.multiply(by)?, closed: end.closed }))
        };
        let (low, high) = (scaled(&self.low)?, scaled(&self.high)?);
        let except = self.except.as_ref().map(|except| except.multiply(by)).transpose()?;
        Ok(if by.is_negative() { Self { low: high, high: low, except } } else { Self { low, high, except } })
    }

    /// The products; nothing is said of those of numbers that may be negative.
    pub fn times(&self, other: &Self) -> Answer<Self> {
        if !(self.is_natural() && other.is_natural()) {
            return Ok(Self::default());
        }
        let product = |own: &Option<End>, other: &Option<End>| -> Answer<Option<End>> {
            let (Some(own), Some(other)) = (own, other) else { return Ok(None) };
            let reaches_zero = |end: &End| end.at.is_zero() && end.closed;
            let closed = (own.closed && other.closed) || reaches_zero(own) || reaches_zero(other);
            Ok(Some(End { at: own.at.multiply(&other.at)?, closed }))
        };
        Ok(Self { low: product(&self.low, &other.low)?, high: product(&self.high, &other.high)?, except: None })
    }

    /// The quotients by numbers above 0; nothing is said of negative dividends.
    pub fn over(&self, below: &Self) -> Answer<Self> {
        if !(self.is_natural() && below.is_positive()) {
            return Ok(Self::default());
        }
        let low = match (&self.low, &below.high) {
            (Some(low), Some(high)) if !high.at.is_zero() => closed(low.at.divide(&high.at)?),
            _ => closed(Number::zero()),
        };
        let high = match (&self.high, &below.low) {
            (Some(high), Some(low)) if !low.at.is_zero() => closed(high.at.divide(&low.at)?),
            _ => None,
        };
        Ok(Self { low, high, except: None })
    }

    /// The lesser, or the greater, of two.
    pub fn extreme(&self, other: &Self, is_least: bool) -> Self {
        let pick = |own: &Option<End>, other: &Option<End>, unbounded_wins: bool, wanted: Ordering| match (own, other) {
            (Some(own), Some(other)) => {
                let order = other.at.cmp(&own.at);
                Some(End {
                    at: if order == wanted { &other.at } else { &own.at }.clone(),
                    closed: own.closed || other.closed,
                })
            }
            (own, other) if unbounded_wins => own.as_ref().and(other.as_ref()).cloned(),
            (own, other) => own.as_ref().or(other.as_ref()).cloned(),
        };
        match is_least {
            true => Self {
                low: pick(&self.low, &other.low, true, Ordering::Less),
                high: pick(&self.high, &other.high, false, Ordering::Less),
                except: None,
            },
            false => Self {
                low: pick(&self.low, &other.low, false, Ordering::Greater),
                high: pick(&self.high, &other.high, true, Ordering::Greater),
                except: None,
            },
        }
    }

    /// What becomes of both ends under a change that keeps the order of numbers.
    pub fn mapped(&self, change: impl Fn(&Number) -> Number) -> Self {
        let mapped = |end: &Option<End>| end.as_ref().and_then(|end| closed(change(&end.at)));
        Self { low: mapped(&self.low), high: mapped(&self.high), except: None }
    }
}
