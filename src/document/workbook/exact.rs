//! Numbers as a spreadsheet shows them at most: fifteen significant digits, exactly.

use rust_decimal::Decimal;

/// How many digits of a binary number a spreadsheet vouches for; those after them come of the binary form.
const SIGNIFICANT_DIGITS: usize = 15;

/// The most digits that a decimal holds after its point.
const MOST_PLACES: i32 = 28;

/// The number in this text, which is one of XML: `0.985`, `1.17144E3`, `0.98499999999999999`.
///
/// Up to fifteen significant digits count as they stand, more as the binary number that they mean. `None` for what is no
/// number, is not finite, or is too large for a decimal.
pub(super) fn number_of_text(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().ok()?;
    let is_plain = |character: char| character.is_ascii_digit() || matches!(character, '.' | '-' | '+');
    if !digits.chars().all(is_plain) || !digits.contains(|character: char| character.is_ascii_digit()) {
        return None;
    }
    let unsigned = digits.trim_start_matches(['-', '+']);
    let significant = unsigned.replace('.', "");
    let significant = significant.trim_start_matches('0').trim_end_matches('0');
    if significant.len() > SIGNIFICANT_DIGITS {
        return text.parse().ok().and_then(number_of_binary);
    }
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if fraction.contains('.') || unsigned.contains(['-', '+']) {
        return None;
    }
    if significant.is_empty() {
        return Some(Decimal::ZERO);
    }
    let trailing = whole.len() + fraction.len() - format!("{whole}{fraction}").trim_end_matches('0').len();
    let places = i32::try_from(fraction.len()).ok()?.checked_sub(i32::try_from(trailing).ok()?)?;
    decimal(significant, digits.starts_with('-'), places.checked_sub(exponent)?)
}

/// The number with these 64 bits of a binary number of double length; `None` as for [`number_of_text`].
pub(super) fn number_of_bits(bits: u64) -> Option<Decimal> {
    number_of_binary(BinaryNumber::from_bits(bits))
}

/// What spreadsheets calculate with; only here, where it ends.
#[expect(clippy::disallowed_types, reason = "files of spreadsheets hold binary numbers")]
type BinaryNumber = f64;

/// The decimal of fifteen significant digits that is nearest to a binary number.
fn number_of_binary(number: BinaryNumber) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    let written = format!("{number:.14e}");
    let (digits, exponent) = written.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let significant = digits.trim_start_matches('-').replace('.', "");
    let places = i32::try_from(significant.len()).ok()?.checked_sub(1)?.checked_sub(exponent)?;
    decimal(&significant, digits.starts_with('-'), places)
}

/// These digits with so many places after the point (before it, if negative); what is smaller than a decimal's last
/// place goes.
fn decimal(digits: &str, is_negative: bool, places: i32) -> Option<Decimal> {
    let mut mantissa: i128 = digits.parse().ok()?;
    let mut places = places;
    while mantissa != 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        places = places.checked_sub(1)?;
    }
    while places > MOST_PLACES && mantissa != 0 {
        mantissa /= 10;
        places -= 1;
    }
    if mantissa == 0 {
        return Some(Decimal::ZERO);
    }
    while places < 0 {
        mantissa = mantissa.checked_mul(10)?;
        places += 1;
    }
    let signed = if is_negative { -mantissa } else { mantissa };
    Decimal::try_from_i128_with_scale(signed, u32::try_from(places).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, expected: &str) {
        assert_eq!(number_of_text(text).map(|number| number.to_string()).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn digits_are_those_that_were_typed() {
        reads("0.985", "0.985");
        reads("0.98499999999999999", "0.985");
        reads("1.005", "1.005");
        reads("1.1714400000000001E3", "1171.44");
        reads("-97.75", "-97.75");
        reads("190.00", "190");
        reads("1E5", "100000");
        reads("1e-3", "0.001");
        reads("9632.0300000000007", "9632.03");
        reads("0.9389322154805511", "0.938932215480551");
        reads("0", "0");
        reads("-0.0", "0");
        reads("5.5511151231257827E-17", "0.0000000000000000555111512312");
        reads("1e-300", "0");
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "abc", "NaN", "inf", "1e400", "1e40", "1.2.3", "1-2", "0x10", "1e99999999999", "１"] {
            assert_eq!(number_of_text(text), None, "{text}");
        }
    }

    #[test]
    fn bits_of_a_binary_number() {
        assert_eq!(number_of_bits(0x3FEF_47AE_147A_E148).map(|number| number.to_string()).as_deref(), Some("0.9775"));
        assert_eq!(number_of_bits(0x7FF0_0000_0000_0000), None);
    }
}
