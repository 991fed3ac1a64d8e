//! Folding of what people type, so that words can be compared: full width to half, no white space; and how alike two
//! words are.

use rust_decimal::Decimal;

/// How alike two words are, in hundredths: 100 for the same word.
pub type Likeness = u8;

/// The least likeness that counts as the same word.
pub const MIN_LIKENESS: Likeness = 60;
/// The likeness of a cell that holds the word and little else.
const LIKENESS_WITHIN: Likeness = 90;
/// How many characters more a cell may have that holds the word.
const MAX_LONGER: usize = 4;

/// One character in half width.
#[must_use]
pub fn half_width(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '！'..='～' => u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character),
        _ => character,
    }
}

/// In half width, without any white space.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().map(half_width).filter(|character| !is_blank(*character)).collect()
}

/// Whether nobody sees it: white space of any kind and marks without width.
#[must_use]
pub fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}')
}

/// A folded text without what stands in brackets, and what stood there.
#[must_use]
pub fn without_brackets(folded: &str) -> (String, Vec<String>) {
    let mut outside = String::new();
    let mut inside = Vec::new();
    let mut open: Option<String> = None;
    for character in folded.chars() {
        match (&mut open, character) {
            (None, '(' | '[' | '【' | '〔') => open = Some(String::new()),
            (None, _) => outside.push(character),
            (Some(_), ')' | ']' | '】' | '〕') => inside.extend(open.take()),
            (Some(text), _) => text.push(character),
        }
    }
    // A bracket that is never closed is a character like others.
    if let Some(rest) = open {
        outside.push('(');
        outside.push_str(&rest);
    }
    (outside, inside)
}

/// How alike a cell's text is to a word: the word itself, the word within a cell that is little longer, or by the pairs
/// of characters they share.
#[must_use]
pub fn likeness(cell: &str, word: &str) -> Likeness {
    if cell == word {
        return 100;
    }
    let (long, short) = (cell.chars().count(), word.chars().count());
    // Four fifths of the Dice coefficient cannot count where the lengths differ that much.
    let is_near = long.max(short) <= long.min(short).saturating_mul(2);
    if short >= 2 && long.saturating_sub(short) <= MAX_LONGER && cell.contains(word) {
        return LIKENESS_WITHIN;
    }
    if is_near { by_pairs(cell, word) } else { 0 }
}

/// Four fifths of the Dice coefficient of the pairs of neighbouring characters.
fn by_pairs(left: &str, right: &str) -> Likeness {
    let (left, mut right) = (pairs(left), pairs(right));
    let count = left.len().saturating_add(right.len());
    if count == 0 {
        return 0;
    }
    let mut common: usize = 0;
    for pair in left {
        if let Some(at) = right.iter().position(|other| *other == pair) {
            right.swap_remove(at);
            common = common.saturating_add(1);
        }
    }
    let share = common.saturating_mul(160).checked_div(count).unwrap_or(0);
    Likeness::try_from(share).unwrap_or(100)
}

fn pairs(text: &str) -> Vec<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// The points in a caption's brackets: `40分`, `分值40`, `40`, `40%`.
#[must_use]
pub fn points_in(bracketed: &[String]) -> Option<Decimal> {
    bracketed.iter().find_map(|text| {
        let text = text.trim_start_matches("分值").trim_start_matches("权重").trim_start_matches([':', '共']);
        let text = text.strip_suffix('分').or_else(|| text.strip_suffix('%')).unwrap_or(text);
        text.parse().ok()
    })
}

/// A text as one line: line breaks are nothing between Chinese characters and a blank elsewhere; a run of blanks is one.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = String::new();
    let mut gap: Option<bool> = None;
    for character in text.trim_matches(is_blank).chars() {
        if is_blank(character) {
            let is_break = matches!(character, '\n' | '\r');
            gap = Some(gap.unwrap_or(false) || is_break);
            continue;
        }
        let between_latin = line.ends_with(|last: char| last.is_ascii_graphic()) && character.is_ascii_graphic();
        if gap.is_some_and(|has_break| !has_break || between_latin) {
            line.push(' ');
        }
        gap = None;
        line.push(character);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_and_blanks_are_folded() {
        assert_eq!(fold("　执 行\n率（Ｂ／Ａ）"), "执行率(B/A)");
        assert_eq!(without_brackets("执行率(B/A)"), ("执行率".to_owned(), vec!["B/A".to_owned()]));
        assert_eq!(without_brackets("a(b"), ("a(b".to_owned(), vec![]));
    }

    #[test]
    fn words_are_alike_by_identity_containment_and_pairs() {
        assert_eq!(likeness("得分", "得分"), 100);
        assert_eq!(likeness("自评得分", "得分"), 90);
        assert!(likeness("偏差原因分析及改进措施", "未完成原因和改进措施") < 90);
        assert!(likeness("数量指标", "三级指标") < MIN_LIKENESS);
    }

    #[test]
    fn points_stand_in_brackets() {
        let points = |text: &str| points_in(&without_brackets(&fold(text)).1);
        assert_eq!(points("产出指标（40分）"), Some(Decimal::from(40)));
        assert_eq!(points("效益指标 (30)"), Some(Decimal::from(30)));
        assert_eq!(points("资金（万元）（20分）"), Some(Decimal::from(20)));
        assert_eq!(points("成本（按月）"), None);
    }

    #[test]
    fn a_cell_is_one_line() {
        assert_eq!(one_line(" 绩\n效\n指标 "), "绩效指标");
        assert_eq!(one_line("3%尾款未付, 限价"), "3%尾款未付, 限价");
        assert_eq!(one_line("GB 1234\n  2020"), "GB 1234 2020");
    }
}
