//! One section of the code of a number format.

use rust_decimal::Decimal;

use super::exact::number_of_text;
use crate::document::sheet::{DateParts, NumberFormat, ShareSign};

/// The part of a number format that applies to some of the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) condition: Option<Condition>,
    pub(super) kind: SectionKind,
    pub(super) format: NumberFormat,
    /// What is written after the number besides its sign.
    pub(super) suffix: Option<String>,
}

/// For which numbers a section is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    /// As written in the code; `<>` for anything that is not known.
    pub(super) operator: &'static str,
    pub(super) bound: Decimal,
}

/// What a section makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionKind {
    /// A number, General among them.
    Number,
    /// A day.
    Date(DateParts),
    /// A time of day, or hours that passed.
    Time,
    /// Nothing: the section is for texts.
    Text,
}

/// A piece of a section.
#[derive(Debug, PartialEq, Eq)]
enum FormatPiece {
    Digit,
    Point,
    Comma,
    Percent,
    /// `General`, which stands for a whole number format.
    General,
    /// `E` or `/`: a power or a fraction.
    OtherForm,
    /// A letter of a day or time.
    Letter(char),
    /// `[h]` and its kind.
    Elapsed,
    At,
    Literal(String),
}

impl Section {
    /// Reads a section; what is not understood in it is taken as text.
    pub(super) fn parse(code: &str) -> Self {
        let (pieces, condition) = pieces_of(code);
        let kind = kind_of(&pieces);
        let (format, suffix) = match kind {
            SectionKind::Number => number_format(&pieces),
            _ => (NumberFormat::default(), None),
        };
        Self { condition, kind, format, suffix }
    }
}

fn pieces_of(code: &str) -> (Vec<FormatPiece>, Option<Condition>) {
    let mut pieces = Vec::new();
    let mut condition = None;
    let mut left = code;
    while let Some(character) = left.chars().next() {
        if let Some((word, rest)) = word_of(left) {
            pieces.push(word);
            left = rest;
            continue;
        }
        left = left.strip_prefix(character).unwrap_or_default();
        match character {
            '"' => {
                let (text, rest) = left.split_once('"').unwrap_or((left, ""));
                literal(&mut pieces, text);
                left = rest;
            }
            '[' => {
                let (inside, rest) = left.split_once(']').unwrap_or((left, ""));
                left = rest;
                condition = condition.or_else(|| condition_of(inside));
                bracketed(&mut pieces, inside);
            }
            '\\' | '!' => left = escaped(&mut pieces, left),
            '_' | '*' => left = left.chars().next().and_then(|next| left.strip_prefix(next)).unwrap_or_default(),
            '0' | '#' | '?' => pieces.push(FormatPiece::Digit),
            '.' => pieces.push(FormatPiece::Point),
            ',' => pieces.push(FormatPiece::Comma),
            '%' => pieces.push(FormatPiece::Percent),
            '@' => pieces.push(FormatPiece::At),
            'E' | 'e' if left.starts_with(['+', '-']) => pieces.push(FormatPiece::OtherForm),
            '/' if ends_with_digit(&pieces) => pieces.push(FormatPiece::OtherForm),
            'y' | 'Y' | 'e' | 'b' | 'B' | 'g' => pieces.push(FormatPiece::Letter('y')),
            'm' | 'M' => pieces.push(FormatPiece::Letter('m')),
            'd' | 'D' | 'a' => pieces.push(FormatPiece::Letter('d')),
            'h' | 'H' => pieces.push(FormatPiece::Letter('h')),
            's' | 'S' => pieces.push(FormatPiece::Letter('s')),
            _ => literal(&mut pieces, character.encode_utf8(&mut [0; 4])),
        }
    }
    (pieces, condition)
}

/// The word at the beginning that has a meaning as a whole, and what follows it.
fn word_of(code: &str) -> Option<(FormatPiece, &str)> {
    let rest = |words: &[&str]| words.iter().find_map(|word| code.strip_prefix(word));
    let general = rest(&["General", "GENERAL", "general", "G/通用格式"]).map(|rest| (FormatPiece::General, rest));
    let half_day = || rest(&["AM/PM", "am/pm", "A/P", "a/p", "上午/下午"]);
    general.or_else(|| Some((FormatPiece::Letter('h'), half_day()?)))
}

/// Takes what stands in brackets, if it is more than a colour, a language or a condition.
fn bracketed(pieces: &mut Vec<FormatPiece>, inside: &str) {
    // A currency, which may as well stand for a unit: `[$万元-804]`.
    if let Some(currency) = inside.strip_prefix('$').and_then(|inside| inside.split('-').next()) {
        literal(pieces, currency);
    }
    if !inside.is_empty() && inside.chars().all(|letter| matches!(letter, 'h' | 'H' | 'm' | 'M' | 's' | 'S')) {
        pieces.push(FormatPiece::Elapsed);
    }
}

/// Is a digit the last of the pieces that are more than a space?
fn ends_with_digit(pieces: &[FormatPiece]) -> bool {
    let is_space = |piece: &FormatPiece| matches!(piece, FormatPiece::Literal(text) if text == " ");
    pieces.iter().rev().find(|piece| !is_space(piece)) == Some(&FormatPiece::Digit)
}

/// Takes the next character as text; what is left of the code after it.
fn escaped<'c>(pieces: &mut Vec<FormatPiece>, left: &'c str) -> &'c str {
    let Some(next) = left.chars().next() else { return "" };
    let (text, rest) = left.split_at(next.len_utf8());
    literal(pieces, text);
    rest
}

/// Text after text is one text.
fn literal(pieces: &mut Vec<FormatPiece>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(FormatPiece::Literal(before)) => before.push_str(text),
        _ => pieces.push(FormatPiece::Literal(text.to_owned())),
    }
}

fn condition_of(inside: &str) -> Option<Condition> {
    let found = ["<=", ">=", "<>", "<", ">", "="]
        .into_iter()
        .find_map(|operator| Some((operator, inside.strip_prefix(operator)?)));
    let (operator, bound) = found?;
    Some(Condition { operator, bound: number_of_text(bound)? })
}

fn kind_of(pieces: &[FormatPiece]) -> SectionKind {
    if pieces.contains(&FormatPiece::At) {
        return SectionKind::Text;
    }
    let is_number = pieces.iter().any(|piece| matches!(piece, FormatPiece::General | FormatPiece::Percent));
    if is_number {
        return SectionKind::Number;
    }
    let letters: Vec<char> = pieces
        .iter()
        .filter_map(|piece| if let FormatPiece::Letter(letter) = piece { Some(*letter) } else { None })
        .collect();
    let has = |letter| letters.contains(&letter);
    // An m beside hours or seconds is minutes.
    let is_minute = |index: usize| {
        let (before, from) = letters.split_at_checked(index).unwrap_or((&letters, &[]));
        before.iter().rev().find(|letter| **letter != 'm') == Some(&'h')
            || from.iter().find(|letter| **letter != 'm') == Some(&'s')
    };
    let has_month = letters.iter().enumerate().any(|(index, letter)| *letter == 'm' && !is_minute(index))
        && !pieces.contains(&FormatPiece::Elapsed);
    if has('d') {
        SectionKind::Date(DateParts::Day)
    } else if has_month {
        SectionKind::Date(DateParts::Month)
    } else if has('y') {
        SectionKind::Date(DateParts::Year)
    } else if !letters.is_empty() || pieces.contains(&FormatPiece::Elapsed) {
        SectionKind::Time
    } else {
        SectionKind::Number
    }
}

/// Scale, sign and places of a section of digits, and the text after them.
fn number_format(pieces: &[FormatPiece]) -> (NumberFormat, Option<String>) {
    let is_digit = |piece: &FormatPiece| matches!(piece, FormatPiece::Digit | FormatPiece::General);
    let last = pieces.iter().rposition(is_digit);
    let suffix = last.map_or_else(String::new, |last| texts_of(pieces.get(last..).unwrap_or_default()));
    let mut format = NumberFormat::default();
    let percents = pieces.iter().filter(|piece| **piece == FormatPiece::Percent).count();
    let mut shift = i32::try_from(2 * percents).unwrap_or(0);
    if percents > 0 {
        format.sign = Some(ShareSign::Percent);
    }
    let has_places = !pieces.iter().any(|piece| matches!(piece, FormatPiece::General | FormatPiece::OtherForm));
    if let (true, Some(last)) = (has_places, last) {
        let point = pieces.iter().position(|piece| *piece == FormatPiece::Point);
        let after_point = point.and_then(|point| pieces.get(point..)).unwrap_or_default();
        let mut places = count(after_point, &FormatPiece::Digit);
        let scaling = |run: &[FormatPiece]| run.iter().take_while(|piece| **piece == FormatPiece::Comma).count();
        let mut commas = scaling(pieces.get(last.saturating_add(1)..).unwrap_or_default());
        let whole = pieces.get(..point.unwrap_or(pieces.len())).unwrap_or_default();
        if let (Some(_), Some(last_whole)) = (point, whole.iter().rposition(is_digit)) {
            commas += scaling(whole.get(last_whole.saturating_add(1)..).unwrap_or_default());
        }
        // A point that is only text, as in `0!.0,`: the digits after it are places that the scale makes.
        if point.is_none()
            && let Some(text_point) =
                pieces.iter().position(|piece| matches!(piece, FormatPiece::Literal(text) if text == "."))
            && pieces.iter().take(text_point).any(is_digit)
        {
            places = count(pieces.get(text_point..).unwrap_or_default(), &FormatPiece::Digit);
            shift -= i32::try_from(places).unwrap_or(0);
        }
        shift -= i32::try_from(3 * commas).unwrap_or(0);
        format.places = u8::try_from(places).ok().filter(|places| *places <= 28);
    }
    format.shift = i8::try_from(shift.clamp(-18, 18)).unwrap_or(0);
    let text = suffix.trim();
    let (sign, suffix) = match (text.strip_prefix('%'), text.strip_prefix('‰')) {
        _ if format.sign.is_some() => (None, text),
        (Some(rest), _) => (Some(ShareSign::Percent), rest),
        (_, Some(rest)) => (Some(ShareSign::PerMille), rest),
        (None, None) => (None, text),
    };
    format.sign = format.sign.or(sign);
    let suffix = suffix.trim();
    (format, suffix.contains(char::is_alphabetic).then(|| suffix.to_owned()))
}

fn count(pieces: &[FormatPiece], wanted: &FormatPiece) -> usize {
    pieces.iter().filter(|piece| *piece == wanted).count()
}

fn texts_of(pieces: &[FormatPiece]) -> String {
    pieces
        .iter()
        .filter_map(|piece| if let FormatPiece::Literal(text) = piece { Some(text.as_str()) } else { None })
        .collect()
}
