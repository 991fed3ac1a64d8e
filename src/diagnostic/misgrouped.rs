//! Digits whose separators group no number.

use super::Code;
use crate::numeric::{Number, NumberError};

impl Code {
    /// What is wrong with a text that should be a plain number; nothing where it is one.
    #[must_use]
    pub fn of_number(text: &str) -> Option<Self> {
        match Number::parse(text) {
            Ok(_) => None,
            Err(_) if is_misgrouped(text) => Some(Self::MalformedAmount),
            Err(NumberError::TooManyDigits) => Some(Self::NumberLength),
            Err(_) => Some(Self::NotANumber),
        }
    }
}

/// Whether a text is digits with separators that group no number, as `7,00.0,77`: nobody can tell which number it was.
fn is_misgrouped(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let of_number = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.');
    if !digits.chars().all(of_number) || !digits.contains(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let (first, groups) = whole.split_once(',').map_or((whole, None), |(first, rest)| (first, Some(rest)));
    let grouped = (1..=3).contains(&first.len())
        && groups.is_none_or(|groups| groups.split(',').all(|group| group.len() == 3))
        && fraction.is_none_or(|fraction| !fraction.contains([',', '.']));
    digits.matches([',', '.']).count() > 1 && !grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_with_separators_astray_are_told_from_text() {
        for text in ["7,00.0,77", "1.171.44", "12,34,567", "1000,000.5", "-7,00.0"] {
            assert_eq!(Code::of_number(text), Some(Code::MalformedAmount), "{text}");
        }
        for text in ["1,171.44", "12,5", "5.", ".5", "", ",", "98.7%", "1e3", "012", "九十五"] {
            assert_eq!(Code::of_number(text), Some(Code::NotANumber), "{text}");
        }
        assert_eq!(Code::of_number("-1171.44"), None);
    }
}
