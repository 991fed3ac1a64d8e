//! The one place where a decimal becomes a binary number.

use rust_decimal::Decimal;

/// How many digits every binary number keeps, and how many a spreadsheet shows.
const DIGITS: usize = 15;

/// The binary number that a cell holds for a decimal: its shortest text, which is what is written to the file, is this
/// decimal again. Nothing where that is not so, and nothing where a spreadsheet would not show all digits.
#[expect(clippy::disallowed_types, reason = "the writer of workbooks takes nothing else; the way back is checked")]
pub(super) fn to_binary(value: Decimal) -> Option<f64> {
    let value = value.normalize();
    if value.is_zero() {
        return Some(Default::default());
    }
    let text = value.to_string();
    let digits = text.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit);
    if digits.count() > DIGITS {
        return None;
    }
    let binary: f64 = text.parse().ok()?;
    (binary.to_string() == text).then_some(binary)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &str) -> Option<String> {
        to_binary(value.parse().unwrap()).map(|binary| binary.to_string())
    }

    #[test]
    fn fifteen_digits_are_kept() {
        for text in ["9.39", "-0.01", "1171.44", "0.9529", "999999999999999", "0.000000000000001", "123456789.012345"] {
            assert_eq!(written(text).as_deref(), Some(text));
        }
        assert_eq!(written("98.70").as_deref(), Some("98.7"));
        assert_eq!(written("-0.00").as_deref(), Some("0"));
    }

    #[test]
    fn more_digits_are_not_cut() {
        for text in ["1234567890123456", "0.1234567890123456", "-79228162514264337593543950335"] {
            assert_eq!(written(text), None);
        }
    }
}
