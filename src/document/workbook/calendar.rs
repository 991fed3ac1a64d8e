//! Days from the numbers by which spreadsheets count them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

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

/// Days from 0000-03-01 to 1970-01-01.
const DAYS_BEFORE_1970: i64 = 719_468;

/// 1899-12-30, from 1970-01-01: what all days after the false 29 February count from.
const DAY_0_OF_1900: i64 = -25_569;

/// 1904-01-01, from 1970-01-01.
const DAY_0_OF_1904: i64 = -24_107;

/// 9999-12-31, from 1970-01-01.
const LAST_DAY: i64 = 2_932_896;

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
    if days > LAST_DAY {
        return None;
    }
    let (year, month, day) = civil(days)?;
    Some(CellValue::Date { year, month, day, shown })
}

/// The day at the beginning of a text such as `2022-12-31T00:00:00`; `None` if no such day begins it.
pub(super) fn day_of_text(text: &str, shown: DateParts) -> Option<CellValue> {
    let day = text.trim().split(['T', ' ', 'Z']).next()?;
    let mut parts = day.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1..=last).contains(&day) && (1..=9999).contains(&year)).then_some(CellValue::Date { year, month, day, shown })
}

/// Year, month and day of a count of days from 1970-01-01; years begin in March here, so that the day that some of them
/// lack is their last.
fn civil(days: i64) -> Option<(i32, u8, u8)> {
    let since_march = days + DAYS_BEFORE_1970;
    let era = since_march.div_euclid(146_097);
    let day_of_era = since_march.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some((i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
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
