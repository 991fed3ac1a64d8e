//! Numbers that are written with a power of ten.

use std::borrow::Cow;

/// The longest exponent that is written out.
const MAX_EXPONENT: i32 = 40;

/// A number without its exponent, digit for digit; one with an exponent beyond all use stays as it is written.
pub(crate) fn without_exponent(number: &str) -> Cow<'_, str> {
    let Some((digits, exponent)) = number.split_once(['e', 'E']) else { return Cow::Borrowed(number) };
    let exponent = exponent.parse::<i32>().ok().filter(|exponent| exponent.abs() <= MAX_EXPONENT);
    let Some(exponent) = exponent else { return Cow::Borrowed(number) };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let shift = usize::try_from(exponent.unsigned_abs()).unwrap_or_default();
    let zeros = |count: usize| "0".repeat(count);
    let (whole, decimals) = if exponent < 0 {
        let whole = format!("{}{whole}", zeros(shift));
        let point = whole.len().saturating_sub(shift);
        let (before, after) = whole.split_at_checked(point).unwrap_or((&whole, ""));
        (before.to_owned(), format!("{after}{decimals}"))
    } else {
        let decimals = format!("{decimals}{}", zeros(shift.saturating_sub(decimals.len())));
        let (before, after) = decimals.split_at_checked(shift).unwrap_or((&decimals, ""));
        (format!("{whole}{before}"), after.to_owned())
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if decimals.is_empty() { "" } else { "." };
    Cow::Owned(format!("{sign}{whole}{point}{decimals}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_are_written_out_digit_for_digit() {
        for (written, plain) in [
            ("98.70", "98.70"),
            ("1.00E-7", "0.000000100"),
            ("1E+2", "100"),
            ("-1.25e1", "-12.5"),
            ("12.5e0", "12.5"),
            ("0e5", "0"),
            ("1234.5e-2", "12.345"),
            ("1e99", "1e99"),
        ] {
            assert_eq!(without_exponent(written), plain, "{written}");
        }
    }
}
