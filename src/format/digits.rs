//! How many digits of a number a reader needs: the one place that decides it.
//!
//! A number of up to six decimals is written whole. A longer one is rounded to four, or to as many more as it takes not to
//! look like a tie (…5) or like a shorter number (…0), which it is not: whoever rounds what is shown comes to what the
//! engine came to. In a sentence a rounded number is told from an exact one by `≈`, or by 约 / about.

use std::borrow::Cow;

use crate::language::Language;
use crate::messages::Messages;
use crate::numeric::{Mode, Number, Rounding};

/// How many decimals are written whole.
const WHOLE: usize = 6;
/// How many decimals a rounded number has at least.
const ROUNDED: usize = 4;
/// How many decimals a percentage is rounded to.
const PERCENT: u32 = 2;

/// A number for a cell.
pub(super) fn short(number: &Number) -> String {
    shown(&number.to_string()).into_owned()
}

/// A percentage or a difference of percentages for a cell: two decimals, or more where these would be nothing.
pub(super) fn percentage(percent: &Number) -> String {
    if percent.decimals().is_some_and(|places| places <= PERCENT) {
        return percent.to_string();
    }
    let rounded = Rounding { places: PERCENT, mode: Mode::HalfUp }.apply(percent);
    if rounded.is_zero() { short(percent) } else { rounded.to_padded(PERCENT) }
}

/// A sentence of the engine with its long numbers as [`short`] writes them.
pub(super) fn readable(sentence: &str, messages: &Messages) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence;
    // Whether a rounded number is a part of a formula whose sign of equality is still to come.
    let mut is_open = false;
    while let Some(character) = rest.chars().next() {
        let number =
            number_at(rest).filter(|_| !text.ends_with(|before: char| before.is_alphanumeric() || before == '.'));
        let Some(number) = number else {
            is_open &= !matches!(character, '，' | '；' | '。' | ';' | '：');
            match character {
                '=' if is_open => text.push('≈'),
                other => text.push(other),
            }
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
            continue;
        };
        let (said, behind) = rest.split_at_checked(number.len()).unwrap_or((rest, ""));
        let shown = shown(said);
        if shown != said {
            let is_negative = has_own_sign(&text);
            let left = text.strip_suffix('-').filter(|_| is_negative).unwrap_or(&text).trim_end();
            let (before, end) = (left.chars().next_back(), left.len().saturating_sub(1));
            let after = behind.trim_start_matches(['%', '‰', ' ']).chars().next();
            match (before, after) {
                (Some('='), _) => {
                    text.replace_range(end..=end, "≈");
                    is_open = true;
                }
                (Some(sign), _) if is_operator(sign) => is_open = true,
                (_, Some(sign)) if is_operator(sign) || sign == '=' => is_open = true,
                _ => {
                    let sign = if is_negative { text.pop().map(String::from) } else { None };
                    let number = format!("{}{shown}", sign.unwrap_or_default());
                    // 约 stands close to the Chinese before it.
                    if messages.language() == Language::Zh && is_blank_behind_chinese(&text) {
                        text.pop();
                    }
                    text.push_str(&messages.say("about-number", &[("number", &number)]));
                    rest = behind;
                    continue;
                }
            }
        }
        text.push_str(&shown);
        rest = behind;
    }
    text
}

/// Whether a text ends in a sign that belongs to the number behind it and takes nothing away.
fn has_own_sign(text: &str) -> bool {
    let is_operand = |character: char| character.is_ascii_alphanumeric() || matches!(character, ')' | '%' | '…');
    text.strip_suffix('-').is_some_and(|left| !left.trim_end().ends_with(is_operand))
}

fn is_blank_behind_chinese(text: &str) -> bool {
    text.strip_suffix(' ').is_some_and(|text| text.ends_with(|sign: char| !sign.is_ascii() && sign.is_alphabetic()))
}

fn is_operator(character: char) -> bool {
    matches!(character, '×' | '÷' | '+' | '-' | '*' | '/' | '≈' | '(')
}

/// The number at the beginning of a text: digits with decimals, and what tells that there are more.
fn number_at(text: &str) -> Option<&str> {
    let digits = |text: &str| text.len().saturating_sub(text.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    let whole = digits(text);
    let point = text.get(whole..)?.strip_prefix('.').filter(|_| whole > 0)?;
    let decimals = digits(point);
    let end = whole.saturating_add(1).saturating_add(decimals);
    let end = if text.get(end..)?.starts_with('…') { end.saturating_add('…'.len_utf8()) } else { end };
    text.get(..end).filter(|_| decimals > 0)
}

/// A number as the engine writes it, with the digits that a reader needs.
fn shown(number: &str) -> Cow<'_, str> {
    let (digits, goes_on) = number.strip_suffix('…').map_or((number, false), |digits| (digits, true));
    let Some((whole, decimals)) = digits.split_once('.').filter(|(_, decimals)| goes_on || decimals.len() > WHOLE)
    else {
        return Cow::Borrowed(number);
    };
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let rounded = |places: &usize| {
        let (kept, left) = decimals.split_at_checked(*places)?;
        let is_up = left.starts_with(|digit: char| digit >= '5');
        let rounded = carried(&format!("{whole}.{kept}"), is_up);
        // What ends in 0 or 5 would round otherwise than the number itself.
        Some(rounded).filter(|rounded| !rounded.ends_with(['0', '5']))
    };
    match (ROUNDED..decimals.len()).find_map(|places| rounded(&places)) {
        Some(rounded) => Cow::Owned(format!("{sign}{rounded}")),
        None => Cow::Borrowed(number),
    }
}

/// The digits, with one more of the last place where they are rounded up.
fn carried(digits: &str, is_up: bool) -> String {
    let mut carry = is_up;
    let mut turned: Vec<char> = Vec::with_capacity(digits.len());
    for digit in digits.chars().rev() {
        turned.push(match digit.to_digit(10) {
            Some(9) if carry => '0',
            Some(value) if carry => {
                carry = false;
                char::from_digit(value.saturating_add(1), 10).unwrap_or(digit)
            }
            _ => digit,
        });
    }
    turned.extend(carry.then_some('1'));
    turned.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn a_cell_has_the_digits_that_a_reader_needs() {
        let short = |above: i64, below: i64| short(&Number::from(above).divide(&Number::from(below)).unwrap());
        assert_eq!(short(4935, 1000), "4.935");
        assert_eq!(short(-80, 99), "-0.8081");
        assert_eq!(short(2, 3), "0.6667");
        // 0.99999900…: not 1.0000.
        assert_eq!(short(999_999, 1_000_001), "0.999998");
        // 4.93500001 is no tie of two decimals, so it does not look like one.
        assert_eq!(short(493_500_001, 100_000_000), "4.93500001");
        assert_eq!(carried("9.99", true), "10.00");
        assert_eq!(carried("99.9", true), "100.0");
    }

    #[test]
    fn percentages_are_rounded() {
        let percent = |above: i64, below: i64| percentage(&Number::from(above).divide(&Number::from(below)).unwrap());
        assert_eq!((percent(-80, 99).as_str(), percent(5, 2).as_str()), ("-0.81", "2.5"));
        assert_eq!((percent(1, 3000).as_str(), percent(0, 1).as_str()), ("0.0003", "0"));
    }

    #[test]
    fn signs_of_equality_stay_honest() {
        let (zh, en) = (Messages::of(Language::Zh), Messages::of(Language::En));
        let zh = |text: &str| readable(text, &zh);
        assert_eq!(
            zh("10 × 1171.44 ÷ 1247.63 = 9.389322154805…；四舍五入为 9.39"),
            "10 × 1171.44 ÷ 1247.63 ≈ 9.3893；四舍五入为 9.39"
        );
        assert_eq!(zh("5 × 98.7 ÷ 100 = 4.935"), "5 × 98.7 ÷ 100 = 4.935");
        assert_eq!(
            zh("低 6.106778451944… 个百分点，10 - 0.1 × 6.106778451944… = 9.389322154805…（最低 0）"),
            "低约 6.1068 个百分点，10 - 0.1 × 6.1068 ≈ 9.3893（最低 0）"
        );
        assert_eq!(readable("a mean of 2.333333333333… points", &en), "a mean of about 2.3333 points");
        assert_eq!(zh("3 ÷ 7 - 1 = -0.571428571428…"), "3 ÷ 7 - 1 ≈ -0.5714");
        assert_eq!(zh("10 - 0.571428571428… = 9.428571428571…"), "10 - 0.5714 ≈ 9.4286");
        assert_eq!(zh("偏离 -0.571428571428… 分"), "偏离约 -0.5714 分");
        assert_eq!(zh("版本 1.2.3 与 12.5%"), "版本 1.2.3 与 12.5%");
    }
}
