//! [`Interval`] and [`Line`]: a stretch of numbers with honest ends, and what grows evenly along it.

use std::fmt;

use super::{Number, NumberError};

/// One end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Where it lies.
    pub at: Number,
    /// Whether the number itself belongs to the interval.
    pub closed: bool,
}

/// All numbers between two ends; never empty.
///
/// # Example: what an open end leaves out
/// ```
/// use jixiao::{End, Interval, Number};
/// let (ten, twenty) = (Number::from(10), Number::from(20));
/// let half_open = Interval::new(End { at: ten.clone(), closed: true }, End { at: twenty.clone(), closed: false }).unwrap();
/// assert!(half_open.contains(&ten) && !half_open.contains(&twenty));
/// assert_eq!(half_open.to_string(), "[10, 20)");
/// assert!(Interval::closed(twenty, ten).is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    low: End,
    high: End,
}

impl Interval {
    /// The numbers between two ends; `None` where there is none.
    #[must_use]
    pub fn new(low: End, high: End) -> Option<Self> {
        let has_some = low.at < high.at || (low.at == high.at && low.closed && high.closed);
        has_some.then_some(Self { low, high })
    }

    /// The numbers from `low` to `high`, both included; `None` where `low` is the higher.
    #[must_use]
    pub fn closed(low: Number, high: Number) -> Option<Self> {
        Self::new(End { at: low, closed: true }, End { at: high, closed: true })
    }

    /// The lower end.
    #[must_use]
    pub fn low(&self) -> &End {
        &self.low
    }

    /// The upper end.
    #[must_use]
    pub fn high(&self) -> &End {
        &self.high
    }

    /// Whether `number` lies within.
    #[must_use]
    pub fn contains(&self, number: &Number) -> bool {
        let above = *number > self.low.at || (self.low.closed && *number == self.low.at);
        let below = *number < self.high.at || (self.high.closed && *number == self.high.at);
        above && below
    }

    /// What lies in both; `None` where nothing does.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let tighter = |own: &End, other: &End, other_wins: bool| match own.at == other.at {
            true => End { at: own.at.clone(), closed: own.closed && other.closed },
            false => if other_wins { other } else { own }.clone(),
        };
        let low = tighter(&self.low, &other.low, other.low.at > self.low.at);
        let high = tighter(&self.high, &other.high, other.high.at < self.high.at);
        Self::new(low, high)
    }

    /// What lies below and above `part`, which lies within.
    #[must_use]
    pub fn around(&self, part: &Self) -> (Option<Self>, Option<Self>) {
        let below = End { at: part.low.at.clone(), closed: !part.low.closed };
        let above = End { at: part.high.at.clone(), closed: !part.high.closed };
        (Self::new(self.low.clone(), below), Self::new(above, self.high.clone()))
    }

    /// A number within: the lower end if it belongs to the interval, else the upper end, else the middle.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn some_number(&self) -> Result<Number, NumberError> {
        match (self.low.closed, self.high.closed) {
            (true, _) => Ok(self.low.at.clone()),
            (false, true) => Ok(self.high.at.clone()),
            (false, false) => self.low.at.add(&self.high.at)?.divide(&Number::from(2)),
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, right) = (if self.low.closed { '[' } else { '(' }, if self.high.closed { ']' } else { ')' });
        write!(out, "{left}{}, {}{right}", self.low.at, self.high.at)
    }
}

/// `constant + slope × x`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The value at 0.
    pub constant: Number,
    /// What one step of x adds.
    pub slope: Number,
}

impl Line {
    /// The value at `x`.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn at(&self, x: &Number) -> Result<Number, NumberError> {
        self.slope.multiply(x)?.add(&self.constant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(low: i64, low_closed: bool, high: i64, high_closed: bool) -> Option<Interval> {
        let end = |at: i64, closed: bool| End { at: Number::from(at), closed };
        Interval::new(end(low, low_closed), end(high, high_closed))
    }

    #[test]
    fn what_surrounds_a_part_has_the_ends_that_the_part_lacks() {
        let whole = interval(0, true, 10, true).unwrap();
        let (below, above) = whole.around(&interval(3, true, 5, false).unwrap());
        assert_eq!(below.unwrap().to_string(), "[0, 3)");
        assert_eq!(above.unwrap().to_string(), "[5, 10]");
        assert_eq!(whole.around(&whole), (None, None));
        let (below, above) = whole.around(&interval(0, false, 10, true).unwrap());
        assert_eq!((below.unwrap().to_string(), above), ("[0, 0]".to_owned(), None));
    }

    #[test]
    fn an_open_end_wins_over_a_closed_one_at_the_same_place() {
        let both = interval(0, true, 10, false).unwrap().intersection(&interval(0, false, 10, true).unwrap());
        assert_eq!(both.unwrap().to_string(), "(0, 10)");
        assert_eq!(interval(0, true, 3, true).unwrap().intersection(&interval(3, false, 5, true).unwrap()), None);
        assert!(interval(3, true, 3, false).is_none());
    }

    #[test]
    fn some_number_lies_within() {
        for ends in [(true, true), (true, false), (false, true), (false, false)] {
            let part = interval(2, ends.0, 3, ends.1).unwrap();
            assert!(part.contains(&part.some_number().unwrap()), "{part}");
        }
    }
}
