//! [`Day`]: a day of the calendar.

use std::fmt;

use time::{Date, Month};

/// A calendar day, written `2024-12-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// Reads `YYYY-MM-DD`; `None` for another spelling or a day that does not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let plain = |part: &str, width: usize| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.next().is_some() || !plain(year, 4) || !plain(month, 2) || !plain(day, 2) {
            return None;
        }
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok().map(Self)
    }

    /// How many days `other` is later.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        i64::from(other.0.to_julian_day()).saturating_sub(i64::from(self.0.to_julian_day()))
    }

    /// The number of the day: that of the next day is greater by 1.
    #[must_use]
    pub(crate) fn number(self) -> i64 {
        i64::from(self.0.to_julian_day())
    }

    /// The day of that number; `None` beyond the calendar.
    #[must_use]
    pub(crate) fn numbered(number: i64) -> Option<Self> {
        Date::from_julian_day(i32::try_from(number).ok()?).ok().map(Self)
    }

    /// The day so many days later, or earlier below 0; `None` beyond the calendar.
    #[must_use]
    pub fn plus(self, days: i64) -> Option<Self> {
        Self::numbered(self.number().checked_add(days)?)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for day in ["2024-02-29", "2024-12-31", "2000-02-29"] {
            assert_eq!(Day::parse(day).map(|day| day.to_string()).as_deref(), Some(day));
        }
        for text in ["2023-02-29", "1900-02-29", "2024-13-01", "2024-04-31", "2024-00-10", "2024-1-1", "20240101"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
