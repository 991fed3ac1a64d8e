//! Days and months as forms print them: 2021年12月31日, 2021年12月底前, 2021.12, 9月前, 12月31日.

use std::fmt;

use time::Month;

/// A day as it was printed; what was not printed is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedDay {
    /// Gregorian.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// How it bounds.
    pub bound: DayBound,
}

/// How a printed day bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayBound {
    /// The day, or some day of the month or year.
    Within,
    /// Until the end of the month or year (底, 底前, 末, 之前 behind a day).
    End,
    /// Before the month or year begins (9月前).
    Before,
}

impl PrintedDay {
    /// The last day that it allows, as 2024-12-31; the year of the form stands in where none is printed. None where that
    /// year has no such day.
    #[must_use]
    pub fn last_day(&self, form_year: Option<i32>) -> Option<String> {
        let mut year = self.year.or(form_year)?;
        let mut month = self.month.unwrap_or(12);
        match (self.bound, self.month, self.day) {
            (DayBound::Before, None, _) => year = year.checked_sub(1)?,
            (DayBound::Before, Some(1), None) => {
                year = year.checked_sub(1)?;
                month = 12;
            }
            (DayBound::Before, Some(printed), None) => month = printed.checked_sub(1)?,
            _ => {}
        }
        let last = days_of(year, month);
        let day = self.day.unwrap_or(last);
        (day <= last).then(|| format!("{year:04}-{month:02}-{day:02}"))
    }

    /// Whether the day of the month is printed; the year may be the form's.
    #[must_use]
    pub fn has_day(&self) -> bool {
        self.month.is_some() && self.day.is_some()
    }

    /// Whether the day itself is printed, with its year.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }

    /// Reads a folded text that is a day and nothing else.
    #[must_use]
    pub fn parse(folded: &str) -> Option<Self> {
        let text = BEFORE.into_iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(folded);
        let text = text.trim_end_matches("完成").trim_end_matches("份");
        by_signs(text).or_else(|| by_words(text))
    }
}

/// What stands before a day and says that it is the last one.
const BEFORE: [&str; 12] =
    ["不晚于", "不迟于", "最晚于", "最迟于", "最晚", "最迟", "截至", "截止", "于", "<=", "=<", "≤"];
/// Parts of a year and their last months.
const PARTS: [(&str, u8); 14] = [
    ("第一季度", 3),
    ("第二季度", 6),
    ("第三季度", 9),
    ("第四季度", 12),
    ("一季度", 3),
    ("二季度", 6),
    ("三季度", 9),
    ("四季度", 12),
    ("1季度", 3),
    ("2季度", 6),
    ("3季度", 9),
    ("4季度", 12),
    ("上半年", 6),
    ("下半年", 12),
];

/// How many days a month has.
fn days_of(year: i32, month: u8) -> u8 {
    Month::try_from(month).map_or(31, |month| month.length(year))
}

fn is_year(year: i32) -> bool {
    (1990..=2099).contains(&year)
}

/// 2021-12-31, 2021/12/31, 2021.12.31, 2021-12, 2021.12; a month has two digits where a number could be meant.
fn by_signs(text: &str) -> Option<PrintedDay> {
    let (text, bound) = split_bound(text);
    let separator = ['-', '/', '.'].into_iter().find(|separator| text.contains(*separator))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let number = |part: &&str| part.chars().all(|digit| digit.is_ascii_digit()).then(|| part.parse::<i32>().ok())?;
    let year = number(parts.first()?).filter(|year| is_year(*year))?;
    let month_text = parts.get(1)?;
    let month = u8::try_from(number(month_text)?).ok().filter(|month| (1..=12).contains(month))?;
    match parts.get(2) {
        None if month_text.len() == 2 => Some(PrintedDay { year: Some(year), month: Some(month), day: None, bound }),
        Some(day) if parts.len() == 3 => {
            let day = u8::try_from(number(day)?).ok().filter(|day| (1..=days_of(year, month)).contains(day))?;
            let bound = if bound == DayBound::Before { DayBound::End } else { bound };
            Some(PrintedDay { year: Some(year), month: Some(month), day: Some(day), bound })
        }
        _ => None,
    }
}

/// 2021年12月31日, 2021年12月, 2021年, 12月31日, 12月, 年底, 第三季度.
fn by_words(text: &str) -> Option<PrintedDay> {
    let (text, bound) = split_bound(text);
    if text == "年" && bound == DayBound::End {
        return Some(PrintedDay { year: None, month: Some(12), day: Some(31), bound });
    }
    if let Some(part) = by_part(text, bound) {
        return Some(part);
    }
    let mut rest = text;
    let mut take = |sign: char, from: i32, to: i32| -> Option<i32> {
        let (digits, after) = rest.split_once(sign)?;
        let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit());
        let number = is_number.then(|| digits.parse::<i32>().ok()).flatten().filter(|n| (from..=to).contains(n))?;
        rest = after;
        Some(number)
    };
    let year = take('年', 1990, 2099);
    let small = |number: i32| u8::try_from(number).ok();
    let month = take('月', 1, 12).and_then(small);
    rest = rest.trim_start_matches("份");
    let mut take_day = || {
        let (digits, after) = rest.split_once(['日', '号'])?;
        // Without a year it may be a leap year.
        let last = days_of(year.unwrap_or(2000), month?);
        let day = digits.parse::<u8>().ok().filter(|day| (1..=last).contains(day))?;
        rest = after;
        Some(day)
    };
    let day = take_day();
    let is_day = rest.is_empty() && (month.is_some() || (year.is_some() && bound != DayBound::Within));
    let bound = if day.is_some() && bound == DayBound::Before { DayBound::End } else { bound };
    is_day.then_some(PrintedDay { year, month, day, bound })
}

/// 2024年第三季度, 上半年, 2024年年底: the last month of a part of a year.
fn by_part(text: &str, bound: DayBound) -> Option<PrintedDay> {
    let (year, part) = match text.split_once('年') {
        Some((year, part)) if year.parse().is_ok_and(is_year) => (year.parse().ok(), part),
        _ => (None, text),
    };
    let is_end_of_year = part == "年" && year.is_some() && bound == DayBound::End;
    let month = PARTS.iter().find(|(name, _)| *name == part).map(|(_, month)| *month);
    let month = month.or(is_end_of_year.then_some(12))?;
    Some(PrintedDay { year, month: Some(month), day: None, bound: DayBound::End })
}

/// A text without the words that make a bound of it.
fn split_bound(text: &str) -> (&str, DayBound) {
    let ends = [
        ("底以前", DayBound::End),
        ("底之前", DayBound::End),
        ("底前", DayBound::End),
        ("末前", DayBound::End),
        ("底", DayBound::End),
        ("末", DayBound::End),
        ("以前", DayBound::Before),
        ("之前", DayBound::Before),
        ("前", DayBound::Before),
    ];
    ends.into_iter().find_map(|(end, bound)| Some((text.strip_suffix(end)?, bound))).unwrap_or((text, DayBound::Within))
}

impl fmt::Display for PrintedDay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year.map(|year| format!("{year:04}"));
        let parts = [self.month, self.day].into_iter().flatten().map(|part| format!("{part:02}"));
        out.write_str(&year.into_iter().chain(parts).collect::<Vec<_>>().join("-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str) -> Option<String> {
        PrintedDay::parse(text)?.last_day(Some(2023))
    }

    #[test]
    fn days_are_read_in_every_spelling() {
        let cases = [
            ("2021年12月31日", "2021-12-31"),
            ("2021年12月31日前", "2021-12-31"),
            ("2021年12月", "2021-12-31"),
            ("2021年2月底前", "2021-02-28"),
            ("2020.02", "2020-02-29"),
            ("2021-6-30", "2021-06-30"),
            ("2021/06/30", "2021-06-30"),
            ("9月前", "2023-08-31"),
            ("11月前", "2023-10-31"),
            ("7月", "2023-07-31"),
            ("12月20日", "2023-12-20"),
            ("年底前", "2023-12-31"),
            ("2022年底", "2022-12-31"),
            ("6月份", "2023-06-30"),
            ("11月底", "2023-11-30"),
            ("不晚于11月30日", "2023-11-30"),
            ("≤11月30日", "2023-11-30"),
            ("2024.11.30前", "2024-11-30"),
            ("11月30日之前", "2023-11-30"),
            ("2024年第三季度", "2024-09-30"),
            ("四季度", "2023-12-31"),
            ("上半年", "2023-06-30"),
            ("2024年年底", "2024-12-31"),
            ("2024年年底前", "2024-12-31"),
        ];
        for (text, day) in cases {
            assert_eq!(last(text).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        let texts = ["2021", "12个月", "2021.5", "13月", "2021年13月", "6月份完成宣传片制作", "3.14", "1-2"];
        let unheard_of = ["2021年2月30日", "2021年2月29日", "2月30日", "4月31日", "2021-2-29"];
        for text in texts.into_iter().chain(unheard_of) {
            assert_eq!(PrintedDay::parse(text), None, "{text}");
        }
        // The form is of 2023.
        assert_eq!([last("2月29日"), last("2024年2月29日")], [None, Some("2024-02-29".to_owned())]);
    }
}
