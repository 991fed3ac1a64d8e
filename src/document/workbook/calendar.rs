//! Days from the numbers by which spreadsheets count them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use time::{Date, Month};

use crate::document::sheet::{CellValue, DateParts};

/// From which day a workbook counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum DayCount {
    /// 1 is 1900-01-01, and 60 a 29 February that never was.
    #[default]
    From1900,
    /// 0 is 1904-01-01.
    From1904,
}

/// 1899-12-30 as a Julian day: what all days after the false 29 February count from.
const DAY_0_OF_1900: i64 = 2_415_019;

/// 1904-01-01 as a Julian day.
const DAY_0_OF_1904: i64 = 2_416_481;

/// The day of a number, its time of day dropped; `None` for what is no day: 0 and less, the false 29 February, and what
/// comes after the year 9999.
pub(super) fn day_of_number(number: Decimal, count: DayCount, shown: DateParts) -> Option<CellValue> {
    let serial = number.floor().to_i64()?;
    let days = match count {
        DayCount::From1900 => match serial {
            1..=59 => serial + DAY_0_OF_1900 + 1,
            61.. => serial.checked_add(DAY_0_OF_1900)?,
            _ => return None,
        },
        DayCount::From1904 if serial >= 0 => serial.checked_add(DAY_0_OF_1904)?,
        DayCount::From1904 => return None,
    };
    // The calendar ends with the year 9999, as that of spreadsheets does.
    let date = Date::from_julian_day(i32::try_from(days).ok()?).ok()?;
    Some(cell(date, shown))
}

/// The day at the beginning of a text such as `2022-12-31T00:00:00`; `None` if no such day begins it.
pub(super) fn day_of_text(text: &str, shown: DateParts) -> Option<CellValue> {
    let day = text.trim().split(['T', ' ', 'Z']).next()?;
    let mut parts = day.splitn(3, '-');
    let year = parts.next()?.parse().ok().filter(|year| (1..=9999).contains(year))?;
    let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, parts.next()?.parse().ok()?).ok()?;
    Some(cell(date, shown))
}

fn cell(date: Date, shown: DateParts) -> CellValue {
    CellValue::Date { year: date.year(), month: u8::from(date.month()), day: date.day(), shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_day(number: &str, count: DayCount, expected: Option<(i32, u8, u8)>) {
        let number: Decimal = number.parse().expect("a number");
        let day = day_of_number(number, count, DateParts::Day);
        let expected = expected.map(|(year, month, day)| CellValue::Date { year, month, day, shown: DateParts::Day });
        assert_eq!(day, expected, "{number}");
    }

    #[test]
    fn days_of_both_counts() {
        is_day("1", DayCount::From1900, Some((1900, 1, 1)));
        is_day("59", DayCount::From1900, Some((1900, 2, 28)));
        is_day("60", DayCount::From1900, None);
        is_day("61", DayCount::From1900, Some((1900, 3, 1)));
        is_day("43657", DayCount::From1900, Some((2019, 7, 11)));
        is_day("44926.75", DayCount::From1900, Some((2022, 12, 31)));
        is_day("2958465", DayCount::From1900, Some((9999, 12, 31)));
        is_day("2958466", DayCount::From1900, None);
        is_day("0.5", DayCount::From1900, None);
        is_day("-3", DayCount::From1900, None);
        is_day("0", DayCount::From1904, Some((1904, 1, 1)));
        is_day("43464", DayCount::From1904, Some((2022, 12, 31)));
    }

    #[test]
    fn days_of_texts() {
        let day = |year, month, day| Some(CellValue::Date { year, month, day, shown: DateParts::Month });
        assert_eq!(day_of_text("2022-12-31T10:00:00.000", DateParts::Month), day(2022, 12, 31));
        assert_eq!(day_of_text("2024-02-29", DateParts::Month), day(2024, 2, 29));
        for text in ["2023-02-29", "2022-13-01", "2022", "PT10H", ""] {
            assert_eq!(day_of_text(text, DateParts::Month), None, "{text}");
        }
    }
}
