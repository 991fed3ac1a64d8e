//! Where a line may end: by the line breaking rules of Unicode, but never between a number and its unit, after an
//! operator, or before a mark that closes.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::UnicodeWidthStr;

/// Signs between numbers: what follows one stays with it.
const OPERATORS: [&str; 16] = ["×", "÷", "+", "-", "−", "=", "≈", "≥", "≤", "<", ">", "→", "/", "·", "±", "*"];
/// What is written behind numbers without being a word of its own.
const UNITS: &str = "%‰°℃万亿千百十元角分人次件个项处时秒天日月年度季周户辆篇份页台套座间张条宗起例场批期级名位平方公里立米吨升克亩顷瓦倍点只";
/// Marks that no line begins with.
const CLOSING: &str = "、，。；：？！）》」』】〕”’,;:.?!)]}%";
/// What stands between the items of a Chinese list.
const COMMA: &str = "、";
/// How many words an item of an English list has at most; the parts of a sentence have more.
const MAX_WORDS: usize = 5;
/// What stands between two figures.
const STROKE: &str = " / ";
/// English words that are read in one go with the number before them.
const COUNTED: [&str; 8] = ["point", "percentage", "step", "row", "day", "unit", "case", "organisation"];
/// How wide the rest of a word behind a number may be to stay with it.
const UNIT_WIDTH: usize = 12;

/// How many columns a text fills.
pub(in crate::format) fn width(text: &str) -> usize {
    text.width()
}

/// The pieces of a line that are not broken, each with the blanks behind it.
pub(super) fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (end, opportunity) in linebreaks(line) {
        let (Some(left), Some(right)) = (line.get(..end), line.get(end..)) else { continue };
        if (opportunity == BreakOpportunity::Mandatory || right.is_empty() || may_part(left, right))
            && let Some(piece) = line.get(start..end)
        {
            pieces.extend(at_strokes(piece));
            start = end;
        }
    }
    pieces
}

/// The parts of a piece behind each stroke between blanks: Unicode never breaks there, but figures that stand beside each
/// other, `486.3万元 / 512.75万元`, may be parted.
fn at_strokes(piece: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = piece;
    while let Some((part, after)) =
        rest.find(STROKE).and_then(|at| rest.split_at_checked(at.saturating_add(STROKE.len())))
    {
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// How wide the longest piece is.
pub(super) fn longest(text: &str) -> usize {
    let lines = text.lines();
    lines.flat_map(pieces).map(|piece| width(piece.trim_end())).max().unwrap_or(0)
}

/// A line broken into lines of at most so many columns, but where a single piece is wider. A list is broken between what
/// it names, and within a name only where that has no room in a line of its own.
pub(in crate::format) fn fold(line: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut current = String::new();
    for piece in listed(line).into_iter().flat_map(|item| parts(item, most)) {
        if !current.is_empty() && width(&current).saturating_add(width(piece.trim_end())) > most {
            lines.push(current.trim_end().to_owned());
            current = String::new();
        }
        current.push_str(piece);
    }
    lines.push(current.trim_end().to_owned());
    lines
}

/// The items of a list, each with its separator; a single one where the line is a sentence. What stands before a colon
/// goes with the first item.
fn listed(line: &str) -> Vec<&str> {
    let is_sentence = |sign: char| matches!(sign, '，' | '。' | '；' | ';' | '？' | '=' | '×');
    let list = line.rsplit(['：', ':']).next().unwrap_or(line);
    if line.strip_suffix(list).is_some_and(|before| before.contains(COMMA)) {
        return several_listed(line);
    }
    if list.contains(is_sentence) {
        return vec![line];
    }
    let separator = if list.contains(COMMA) { COMMA } else { ", " };
    let mut items: Vec<&str> = Vec::new();
    let is_end = |end: &usize| {
        let after = list.get(*end..).unwrap_or_default();
        !after.is_empty() && !after.starts_with(|sign| CLOSING.contains(sign))
    };
    let mut start = 0;
    for end in list.match_indices(separator).map(|(at, _)| at.saturating_add(separator.len())).filter(is_end) {
        items.extend(list.get(start..end));
        start = end;
    }
    items.extend(list.get(start..));
    // An English sentence has commas too, and longer parts between them; so has a name: telephones, log10 24.77%.
    let is_clause = |item: &&str| item.starts_with("and ") || item.split_whitespace().count() > MAX_WORDS;
    let has_number = |item: &&str| item.split_whitespace().next_back().is_some_and(starts_with_number);
    let is_even = items.iter().all(has_number) || !items.iter().any(has_number);
    if separator != COMMA && (items.iter().any(is_clause) || !is_even) {
        return vec![line];
    }
    let head = line.len().saturating_sub(list.len()).saturating_add(items.first().map_or(0, |first| first.len()));
    if let (Some(first), Some(with_head)) = (items.first_mut(), line.get(..head)) {
        *first = with_head;
    }
    items
}

/// The items of a line that names several things before its last colon: of each clause that ends in a colon, follows one or
/// is the last, and is no sentence itself. A clause without items goes on as text does, or with the first item behind its
/// colon.
fn several_listed(line: &str) -> Vec<&str> {
    let ends_in_colon = |clause: &str| clause.ends_with(['：', ':']);
    let is_sentence = |clause: &str| clause.contains(['，', '。', '？', '=', '×']);
    let mut items: Vec<&str> = Vec::new();
    // What is not taken yet begins at `start`, and the clause before this one at `before`.
    let (mut start, mut before, mut at) = (0_usize, 0_usize, 0_usize);
    for clause in line.split_inclusive(['：', ':', '；', ';']) {
        let end = at.saturating_add(clause.len());
        let head = line.get(before..at).unwrap_or_default();
        let may_list = ends_in_colon(head) || ends_in_colon(clause) || end == line.len();
        if may_list && clause.contains(COMMA) && !is_sentence(clause) {
            let first = if ends_in_colon(head) && !is_sentence(head) { before.max(start) } else { at };
            items.extend(line.get(start..first).into_iter().filter(|text| !text.is_empty()).flat_map(pieces));
            start = first;
            let cuts =
                clause.match_indices(COMMA).map(|(comma, _)| at.saturating_add(comma).saturating_add(COMMA.len()));
            let is_cut = |cut: &usize| {
                let after = line.get(*cut..end).unwrap_or_default();
                !after.is_empty() && !after.starts_with(|sign| CLOSING.contains(sign))
            };
            for cut in cuts.filter(is_cut).chain([end]) {
                items.extend(line.get(start..cut));
                start = cut;
            }
        }
        (before, at) = (at, end);
    }
    items.extend(line.get(start..).into_iter().filter(|text| !text.is_empty()).flat_map(pieces));
    items
}

/// An item of a list in one piece where a line has room for it; else its name, if that is a single word, and its number,
/// else what it is made of.
fn parts(item: &str, most: usize) -> Vec<&str> {
    let fits = |text: &str| width(text.trim_end()) <= most;
    if fits(item) {
        return vec![item];
    }
    let number = item.trim_end().rfind(' ').and_then(|at| item.split_at_checked(at.saturating_add(1)));
    let is_name = |name: &str| fits(name) && is_behind_name(name.trim_end()) && !name.trim_end().contains(' ');
    match number.filter(|(name, number)| is_name(name) && starts_with_number(number)) {
        Some((name, number)) => vec![name, number],
        None => pieces(item),
    }
}

/// Whether a line may end between the two.
fn may_part(left: &str, right: &str) -> bool {
    let follows = right.chars().next();
    if right.trim_start().starts_with(|character| CLOSING.contains(character)) {
        return false;
    }
    let Some(before) = left.strip_suffix(' ') else {
        // From one number to another: 76.72–90.70.
        if left.strip_suffix('–').is_some_and(ends_in_digit) && starts_with_number(right) {
            return false;
        }
        // An address goes on behind its scheme, and an option behind its hyphens.
        let word = left.split_whitespace().next_back().unwrap_or_default();
        let is_in_option = left.ends_with('-') && word.contains("--");
        return !left.ends_with("://") && !is_in_option && !is_unit_of(left, right);
    };
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let is_alone = before.trim_end() == word;
    if OPERATORS.contains(&word) && !is_alone {
        return false;
    }
    // A change is read in one go: 25 → 6.25.
    if right.starts_with("→ ") && ends_in_digit(word) {
        return false;
    }
    // What a list says of a name: 投诉处置率 1.97.
    if is_behind_name(before) && starts_with_number(right) {
        return false;
    }
    // The bounds of an interval: [0, 35.75).
    if word.starts_with(['[', '(']) && word.ends_with(',') && starts_with_number(right) {
        return false;
    }
    let is_counted = ends_in_digit(word) && COUNTED.iter().any(|counted| right.starts_with(counted));
    let is_of_percentage = word == "percentage" && right.starts_with("points");
    let is_unit = ends_in_digit(word) && follows.is_some_and(|follows| UNITS.contains(follows));
    !(is_counted || is_of_percentage || is_unit)
}

/// Whether a number at the end of the left goes on in the right: its unit, or the end of a short word that it begins.
fn is_unit_of(left: &str, right: &str) -> bool {
    let is_ideograph = |character: char| !character.is_ascii() && character.is_alphabetic();
    let begin = right.chars().next().unwrap_or_default();
    if ends_in_digit(left) && (is_ideograph(begin) || UNITS.contains(begin)) {
        return true;
    }
    let head = left.rsplit(char::is_whitespace).next().unwrap_or_default();
    let number = head.trim_end_matches(|character| UNITS.contains(character));
    if number.len() < head.len() && ends_in_digit(number) && UNITS.contains(begin) {
        return true;
    }
    let tail = right.split(char::is_whitespace).next().unwrap_or_default();
    let is_mark = |character: char| matches!(character, '（' | '(' | '“' | '‘' | '《') || CLOSING.contains(character);
    let signed = head.trim_start_matches(['≥', '≤', '>', '<', '=', '+', '-', '≈']);
    let digits = |character: char| character.is_ascii_digit() || matches!(character, '.' | ',' | '~' | '/');
    let unit = signed.trim_start_matches(digits);
    signed.starts_with(|character: char| character.is_ascii_digit())
        && !unit
            .chars()
            .chain(tail.trim_end_matches(is_mark).chars())
            .any(|character| is_mark(character) && character != '%')
        && width(unit).saturating_add(width(tail)) <= UNIT_WIDTH
}

/// Whether a text ends in a Chinese name or its closing mark.
fn is_behind_name(text: &str) -> bool {
    text.ends_with(|sign: char| matches!(sign, '”' | '）') || (!sign.is_ascii() && sign.is_alphabetic()))
}

/// Whether a text begins with a number, with a sign or without.
fn starts_with_number(text: &str) -> bool {
    text.trim_start_matches(['+', '-', '≈', '≥', '≤']).starts_with(|sign: char| sign.is_ascii_digit())
}

fn ends_in_digit(text: &str) -> bool {
    text.trim_end_matches('…').ends_with(|character: char| character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_units_and_operators() {
        let cut = |text: &'static str| pieces(text).into_iter().map(str::trim_end).collect::<Vec<_>>();
        assert_eq!(cut("达到目标 27000，得满分 5 分"), ["达", "到", "目", "标 27000，", "得", "满", "分 5 分"]);
        assert_eq!(cut("5 × 98.7 ÷ 100 = 4.935；入"), ["5", "× 98.7", "÷ 100", "= 4.935；", "入"]);
        assert_eq!(cut("486.3万元 / 512.75万元"), ["486.3万元 /", "512.75万元"]);
        assert_eq!(cut("≥40.39万平方公里"), ["≥40.39万平方公里"]);
        assert_eq!(cut("93.8932…% 好"), ["93.8932…%", "好"]);
        assert_eq!(cut("5~10% 之间"), ["5~10%", "之", "间"]);
        assert_eq!(cut("发现问题 5 → 4.44、"), ["发", "现", "问", "题 5 → 4.44、"]);
        assert_eq!(cut("甲 （乙） 。"), ["甲", "（乙） 。"]);
        assert_eq!(cut("热线办结率 0.47、有效率 -0.06"), ["热", "线", "办", "结", "率 0.47、", "有", "效", "率 -0.06"]);
        assert_eq!(cut("in [0, 35.75) lost 2 points"), ["in", "[0, 35.75)", "lost", "2 points"]);
        assert_eq!(cut("85.00% (76.72–90.70)"), ["85.00%", "(76.72–90.70)"]);
        assert_eq!(cut("+4.5 percentage points"), ["+4.5 percentage points"]);
    }

    #[test]
    fn lines_are_filled() {
        assert_eq!(
            fold("完成值 27748 达到目标 27000，得满分 5", 16),
            ["完成值 27748 达", "到目标 27000，得", "满分 5"]
        );
        assert_eq!(fold("", 10), [""]);
        let losses = "专利指数 -0.1、特许权使用费指数 -0.07";
        assert_eq!(fold(losses, 28), ["专利指数 -0.1、", "特许权使用费指数 -0.07"]);
        assert_eq!(fold("潜在领先 15.00%、领先 7.00%", 12), ["潜在领先", "15.00%、", "领先 7.00%"]);
        assert_eq!(fold("未列出：出现过的名次、第一名占比", 24), ["未列出：出现过的名次、", "第一名占比"]);
        assert_eq!(
            fold("扣分：投诉处置率、预算执行率；满分：群众满意度、信息采集有效率", 24),
            ["扣分：投诉处置率、", "预算执行率；", "满分：群众满意度、", "信息采集有效率"]
        );
        assert_eq!(
            fold("投诉处置率、预算执行率、群众满意度：这几项的得分，以后再核对", 20),
            ["投诉处置率、", "预算执行率、", "群众满意度：这几项的", "得分，以后再核对"]
        );
        assert_eq!(fold("甲、、乙、）丙", 6), ["甲、、", "乙、）", "丙"]);
        assert_eq!(fold("left out: target, score deviation", 24), ["left out: target,", "score deviation"]);
        assert_eq!(fold("telephones, log10 24.77%", 18), ["telephones, log10", "24.77%"]);
        assert_eq!(fold("potential leader 15.00%", 20), ["potential leader", "15.00%"]);
        // Within a sentence a comma is no reason for a short line.
        assert_eq!(fold("完成值、目标都是 5，得满分", 14), ["完成值、目标都", "是 5，得满分"]);
        assert_eq!(fold("abcdefghijkl 5", 4), ["abcdefghijkl", "5"]);
    }
}
