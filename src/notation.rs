//! The notation of print: what a cell says as an operator, an exact number, a unit and a rest, or a day, or a statement.

mod day;
pub(crate) mod fold;
mod id;
mod numeral;
mod operator;
pub(crate) mod spelling;

use std::fmt;

use rust_decimal::Decimal;

use fold::{fold, without_brackets};
use numeral::{Numeral, TENTH, behind_tenths, is_numeral};

pub use day::{DayBound, PrintedDay};
pub(crate) use id::is_id;
pub use operator::Operator;

/// How long what follows a number may be behind a word of change, in characters.
const MAX_SHORT: usize = 4;
/// How long a unit may be, in characters.
const MAX_UNIT: usize = 8;

/// What a cell says, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedValue {
    /// The operator glued to it (≥90%, 95%以上).
    pub operator: Option<Operator>,
    /// What it is.
    pub value: PrintedText,
    /// Whether anything had to be interpreted: full-width characters, commas between thousands, a sign or word as an
    /// operator, a unit, a day, a range, a word of change. Not where it stood as a file would write it.
    pub is_interpreted: bool,
}

/// What a printed value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintedText {
    /// A number.
    Number {
        /// Exact, with the decimals printed.
        number: Decimal,
        /// The unit behind it (%, 人, 万元); none where there is none.
        unit: Option<String>,
        /// What follows that is no unit; mostly empty.
        rest: String,
    },
    /// From the first to the second, both included.
    Range {
        /// The lower end.
        low: Decimal,
        /// The upper end.
        high: Decimal,
        /// The unit of both.
        unit: Option<String>,
    },
    /// A day, a month or a year's end.
    Day(PrintedDay),
    /// Words.
    Statement(String),
    /// A sign that nothing is given (/ — - 无), or nothing at all; the sign is kept.
    NotGiven(String),
}

impl PrintedValue {
    /// Reads what a cell says.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let folded = fold(text);
        if let Some(money) = Self::of_money(&folded) {
            return money;
        }
        let plain = |value: PrintedText| Self { operator: None, value, is_interpreted: false };
        if is_placeholder(&folded) {
            return plain(PrintedText::NotGiven(text.trim().to_owned()));
        }
        if let Some(day) = PrintedDay::parse(&folded) {
            return Self { operator: None, value: PrintedText::Day(day), is_interpreted: true };
        }
        // 降低10%以上 is a number, and what follows it must be short as with any other.
        let changed = Operator::after_change(&folded).filter(|rest| {
            let (_, body) = split_operator(rest);
            leading_number(body).is_some_and(|number| number.rest.chars().count() <= MAX_SHORT)
        });
        let (operator, body) = split_operator(changed.unwrap_or(&folded));
        let statement = || plain(PrintedText::Statement(text.trim().to_owned()));
        if let Some((low, high, unit)) = range(body) {
            return Self { operator, value: PrintedText::Range { low, high, unit }, is_interpreted: true };
        }
        let Some(number) = leading_number(body) else { return statement() };
        let (unit, rest) = number.unit_and_rest();
        if !rest.is_empty() && rest.chars().any(|character| character.is_ascii_digit()) {
            return statement();
        }
        let is_wide = text.trim().chars().any(|character| matches!(character, '\u{ff01}'..='\u{ff5e}'));
        let is_spelt = number.has_commas || body.starts_with(is_numeral);
        let is_interpreted = is_wide || changed.is_some() || operator.is_some() || is_spelt || unit.is_some();
        Self { operator, value: PrintedText::Number { number: number.value, unit, rest }, is_interpreted }
    }

    /// An amount with the sign of money before it: ¥210.00 is 210.00 元.
    fn of_money(folded: &str) -> Option<Self> {
        let amount = folded.strip_prefix(['¥', '￥']).filter(|amount| !amount.starts_with(['¥', '￥']))?;
        match Self::parse(amount) {
            Self { operator: None, value: PrintedText::Number { number, unit, rest }, .. } if rest.is_empty() => {
                let unit = Some(unit.unwrap_or_else(|| "元".to_owned()));
                Some(Self { operator: None, value: PrintedText::Number { number, unit, rest }, is_interpreted: true })
            }
            _ => None,
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match &self.value {
            PrintedText::Number { number, .. } => Some(*number),
            _ => None,
        }
    }

    /// The unit, if one is printed.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        match &self.value {
            PrintedText::Number { unit, .. } | PrintedText::Range { unit, .. } => unit.as_deref(),
            _ => None,
        }
    }

    /// Whether nothing is given.
    #[must_use]
    pub fn is_not_given(&self) -> bool {
        matches!(self.value, PrintedText::NotGiven(_))
    }

    /// Whether a text of words sets a bound by a number that is not read: 不低于二级, ≥十几个.
    #[must_use]
    pub fn is_unread_bound(&self) -> bool {
        let PrintedText::Statement(text) = &self.value else { return false };
        let folded = fold(text);
        let bounded = Operator::leading(&folded).filter(|(operator, _)| *operator != Operator::Equal);
        bounded.is_some_and(|(_, rest)| rest.starts_with(is_numeral) && !rest.starts_with('一'))
    }

    /// Whether it is a bound and not a measured number: an actual value of `≥266`.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        matches!(self.value, PrintedText::Number { .. })
            && self.operator.is_some_and(|operator| operator != Operator::Equal)
    }
}

/// Whether a folded text says that nothing is given.
#[must_use]
pub fn is_placeholder(folded: &str) -> bool {
    let is_dash =
        |character: char| matches!(character, '-' | '—' | '–' | '－' | '―' | '─' | '_' | '/' | '\\' | '*' | '…');
    folded.is_empty() || folded == "无" || folded.chars().all(is_dash)
}

/// The operator before or behind a number, and the rest. Words that no number follows stay what they are.
fn split_operator(folded: &str) -> (Option<Operator>, &str) {
    if let Some((operator, rest)) = Operator::leading(folded) {
        let begins =
            rest.starts_with(|character: char| character.is_ascii_digit() || matches!(character, '-' | '+' | '.'));
        let begins = begins || (rest.starts_with(is_numeral) && number_before_bound(rest));
        if begins || rest.starts_with("百分之") {
            // 控制在30以内: the end repeats the beginning.
            let rest = Operator::trailing(rest).filter(|(end, _)| *end == operator).map_or(rest, |(_, rest)| rest);
            return (Some(operator), rest);
        }
    }
    match Operator::trailing(folded) {
        Some((operator, rest))
            if leading_number(rest).is_some_and(|number| number.rest.chars().count() <= MAX_UNIT) =>
        {
            (Some(operator), rest)
        }
        _ => (None, folded),
    }
}

/// Whether numerals are a number, with a word of the bound behind them or without: 不低于九成以上.
fn number_before_bound(text: &str) -> bool {
    let before = Operator::trailing(text).map_or(text, |(_, rest)| rest);
    [text, before].into_iter().any(|text| Numeral::leading(text).is_some())
}

/// A number at the beginning of a text.
struct LeadingNumber<'a> {
    value: Decimal,
    has_commas: bool,
    rest: &'a str,
    is_share: bool,
}

impl LeadingNumber<'_> {
    /// What follows as a unit, where it can be one, and what is left.
    fn unit_and_rest(&self) -> (Option<String>, String) {
        if self.is_share {
            return (Some("%".to_owned()), self.rest.to_owned());
        }
        for sign in ["%", "‰"] {
            if let Some(rest) = self.rest.strip_prefix(sign) {
                let (outside, _) = without_brackets(rest);
                return (Some(sign.to_owned()), outside);
            }
        }
        let (outside, _) = without_brackets(self.rest);
        let unit = plain_unit(&outside);
        let letters = unit.trim_end_matches(['2', '3']);
        let is_unit = unit.starts_with(|first: char| first.is_alphabetic() || matches!(first, '㎡' | '℃' | '°'))
            && !letters.contains(|digit: char| digit.is_ascii_digit())
            && unit.chars().count() <= MAX_UNIT
            && !unit.contains([',', ';', '、', '。', ':', '"', '“']);
        if is_unit { (Some(unit), String::new()) } else { (None, self.rest.to_owned()) }
    }
}

/// A unit as it is written in files: %(百分比) and 百分比 are %.
#[must_use]
pub fn plain_unit(folded: &str) -> String {
    let (outside, _) = without_brackets(folded);
    match outside.as_str() {
        "百分比" | "百分数" | "百分率" => "%".to_owned(),
        "千分比" => "‰".to_owned(),
        _ => outside,
    }
}

/// The number at the beginning: digits with commas between thousands or without, decimals, a sign; numerals; or 百分之 and
/// either. Tenths are shares: 九成, 9成.
fn leading_number(text: &str) -> Option<LeadingNumber<'_>> {
    let number = digits_or_numerals(text)?;
    let Some(tenths) = number.rest.strip_prefix(TENTH).filter(|_| !number.is_share).and_then(behind_tenths) else {
        return Some(number);
    };
    let value = number.value.checked_mul(Decimal::TEN)?.checked_add(tenths)?;
    Some(LeadingNumber { value, is_share: true, rest: "", ..number })
}

fn digits_or_numerals(text: &str) -> Option<LeadingNumber<'_>> {
    let (is_share, text) = text.strip_prefix("百分之").map_or((false, text), |rest| (true, rest));
    if text.starts_with(is_numeral) {
        // 百分之百.
        let whole = is_share.then(|| text.strip_prefix('百')).flatten();
        let (value, rest) = match whole {
            Some(rest) => (Decimal::ONE_HUNDRED, rest),
            None => Numeral::leading(text).map(|Numeral { value, rest }| (value, rest))?,
        };
        return Some(LeadingNumber { value, has_commas: false, rest, is_share });
    }
    let end = text
        .char_indices()
        .find(|(at, character)| {
            let is_sign = *at == 0 && matches!(character, '-' | '+');
            !(character.is_ascii_digit() || matches!(character, '.' | ',') || is_sign)
        })
        .map_or(text.len(), |(at, _)| at);
    let (digits, rest) = (text.get(..end)?, text.get(end..)?);
    // A point that nothing follows was typed too much: 98. is 98, while 1.建成 begins a list.
    let digits = if rest.is_empty() || rest.starts_with(['%', '‰']) { digits.trim_end_matches('.') } else { digits };
    let has_commas = digits.contains(',');
    if has_commas && !has_thousands(digits) {
        return None;
    }
    let digits = digits.strip_prefix('+').unwrap_or(digits).replace(',', "");
    let is_number =
        digits.starts_with(|c: char| c.is_ascii_digit() || c == '-') && digits.ends_with(|c: char| c.is_ascii_digit());
    let value = is_number.then(|| digits.parse().ok()).flatten()?;
    Some(LeadingNumber { value, has_commas, rest, is_share })
}

/// Whether the commas of a number stand between thousands.
fn has_thousands(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or_default().trim_start_matches(['-', '+']);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// Two numbers with a dash between them and one unit: 90%-95%, 10～20人. Two years are none.
fn range(text: &str) -> Option<(Decimal, Decimal, Option<String>)> {
    let (low, high) = text.split_once(['~', '～', '-', '—', '至'])?;
    let (low, high) = (leading_number(low)?, leading_number(high)?);
    let (low_unit, low_rest) = low.unit_and_rest();
    let (unit, rest) = high.unit_and_rest();
    let is_one_unit = low_unit.is_none() || low_unit == unit;
    let is_year = |value: Decimal| value >= Decimal::from(1990) && value <= Decimal::from(2099) && value.scale() == 0;
    let is_range = low_rest.is_empty() && rest.is_empty() && is_one_unit && low.value < high.value;
    (is_range && !(is_year(low.value) && is_year(high.value))).then_some((low.value, high.value, unit))
}

/// How it was read, for people who check it.
impl fmt::Display for PrintedValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operator) = self.operator {
            write!(out, "{operator}")?;
        }
        match &self.value {
            PrintedText::Number { number, unit, rest } => {
                write!(out, "{number}")?;
                unit.as_ref().map_or(Ok(()), |unit| write!(out, " [{unit}]"))?;
                if rest.is_empty() { Ok(()) } else { write!(out, " “{rest}”") }
            }
            PrintedText::Range { low, high, unit } => {
                write!(out, "{low}～{high}")?;
                unit.as_ref().map_or(Ok(()), |unit| write!(out, " [{unit}]"))
            }
            PrintedText::Day(day) => write!(out, "{day}"),
            PrintedText::Statement(text) => write!(out, "“{text}”"),
            PrintedText::NotGiven(sign) => write!(out, "∅ {sign}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        PrintedValue::parse(text).to_string()
    }

    #[test]
    fn print_is_read_exactly() {
        let cases = [
            ("100%", "100 [%]"),
            ("0次", "0 [次]"),
            ("＝100%", "=100 [%]"),
            ("≥90%", "≥90 [%]"),
            ("≧735", "≥735"),
            ("═100", "=100"),
            ("不低于95%", "≥95 [%]"),
            ("不超过30万元", "≤30 [万元]"),
            ("控制在30万元以内", "≤30 [万元]"),
            ("95%以上", "≥95 [%]"),
            ("降低10%以上", "≥10 [%]"),
            ("降至3%", "≤3 [%]"),
            ("每年≥2次", "≥2 [次]"),
            ("增长5%", "5 [%]"),
            ("提高工作效率", "“提高工作效率”"),
            ("共3个部门参加", "“共3个部门参加”"),
            ("25TB", "25 [TB]"),
            ("3,200", "3200"),
            ("387,664.62", "387664.62"),
            ("３，２００人", "3200 [人]"),
            ("200万", "200 [万]"),
            ("195.5万元", "195.5 [万元]"),
            ("530元/人*月", "530 [元/人*月]"),
            ("10分", "10 [分]"),
            ("99.55分", "99.55 [分]"),
            ("98%(百分比)", "98 [%]"),
            ("百分之九十", "90 [%]"),
            ("百分之百", "100 [%]"),
            ("百分之九十八点五以上", "≥98.5 [%]"),
            ("≥九十%", "≥90 [%]"),
            ("不低于九成", "≥90 [%]"),
            ("九成以上", "≥90 [%]"),
            ("9成", "90 [%]"),
            ("九成五", "95 [%]"),
            ("十五个", "15 [个]"),
            ("不少于十五个", "≥15 [个]"),
            ("≥十五%", "≥15 [%]"),
            ("十五", "15"),
            ("三十日内", "≤30 [日]"),
            ("达到一定规模", "“达到一定规模”"),
            ("不低于二级", "“不低于二级”"),
            ("十分满意", "“十分满意”"),
            ("一次性通过", "“一次性通过”"),
            ("控制在一定范围内", "“控制在一定范围内”"),
            ("百分之95", "95 [%]"),
            ("90%-95%", "90～95 [%]"),
            ("2021-2023", "“2021-2023”"),
            ("2021年12月31日", "2021-12-31"),
            ("2021年12月", "2021-12"),
            ("2021.12", "2021-12"),
            ("已完成", "“已完成”"),
            ("达成率约九成", "“达成率约九成”"),
            ("完成1部宣传片,2套方案", "“完成1部宣传片,2套方案”"),
            ("1部宣传片,2套方案", "“1部宣传片,2套方案”"),
            ("—", "∅ —"),
            ("无", "∅ 无"),
            ("", "∅ "),
            ("-12.5", "-12.5"),
            ("25.00", "25.00"),
            ("1,2,3", "“1,2,3”"),
            ("达到预期", "“达到预期”"),
        ];
        for (text, wanted) in cases {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_bound_is_not_measured() {
        let bound = |text: &str| PrintedValue::parse(text).is_bound();
        assert_eq!([bound("≥266"), bound("266"), bound("=266"), bound("≥90%")], [true, false, false, true]);
        let unread = |text: &str| PrintedValue::parse(text).is_unread_bound();
        assert_eq!(
            ["≥十几个", "不低于二级", "达到一定规模", "≥90%", "明显提高"].map(unread),
            [true, true, false, false, false]
        );
    }
}
