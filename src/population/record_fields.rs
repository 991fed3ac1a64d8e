//! What a record of a report says, field by field, whatever file it stands in.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::messages::phrase;

/// What a record says of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MetricField {
    Value,
    Unit,
    Source,
    Missing,
    NotApplicable,
    Unfinished,
    AsWritten,
}

impl MetricField {
    /// The name, as reports and columns have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Unit => "unit",
            Self::Source => "source",
            Self::Missing => "missing",
            Self::NotApplicable => "not_applicable",
            Self::Unfinished => "unfinished",
            Self::AsWritten => "as_written",
        }
    }

    /// The field of that name.
    pub fn named(name: &str) -> Option<Self> {
        let all = [
            Self::Value,
            Self::Unit,
            Self::Source,
            Self::Missing,
            Self::NotApplicable,
            Self::Unfinished,
            Self::AsWritten,
        ];
        all.into_iter().find(|field| field.name() == name)
    }
}

/// What a record says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordHead {
    Organisation,
    Year,
    Scheme,
    /// The total that is claimed.
    Claimed,
}

impl RecordHead {
    /// Whether a name is that of one of these.
    pub fn named(name: &str) -> bool {
        [Self::Organisation, Self::Year, Self::Scheme, Self::Claimed].into_iter().any(|head| head.name() == name)
    }

    /// The name, as records have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Year => "year",
            Self::Scheme => "scheme",
            Self::Claimed => "claimed",
        }
    }
}

/// Takes the records of a text one after the other, each field as it is written; empty texts say nothing.
pub(super) trait RecordSink {
    /// A record begins, so many bytes from the start of the text.
    fn begin(&mut self, at: usize);
    /// What the record says of itself.
    fn head(&mut self, head: RecordHead, text: &str);
    /// What it says under a name: a metric, or a metric and one of its fields after a point.
    fn named(&mut self, name: &str, text: &str);
    /// What it says under a name that stands at that position in all records of the text.
    fn cell(&mut self, _position: usize, name: &str, text: &str) {
        self.named(name, text);
    }
    /// The same of a whole number of the last of so many decimals; whether that is taken. If not, it is to be said as text.
    #[cfg(feature = "arrow")]
    fn number(&mut self, _position: usize, _name: &str, _whole: i64, _places: u8) -> bool {
        false
    }
    /// What it says of a metric.
    fn field(&mut self, metric: &str, field: MetricField, text: &str);
    /// Why it cannot be read, or not to its end.
    fn problem(&mut self, problem: Diagnostic);
    /// The record ended, so many bytes from the start of the text.
    fn end(&mut self, at: usize);
}

/// The problem of a record that cannot be read.
pub(super) fn unreadable(detail: Bilingual) -> Diagnostic {
    Diagnostic::new(Code::RecordForm).said("detail", detail)
}

/// The problem of a record with bytes that are no text; a mark stands in their place.
pub(super) fn not_utf8() -> Diagnostic {
    unreadable(phrase("record-not-utf8", &[]))
}

/// The longest exponent that is written out.
const MAX_EXPONENT: i32 = 40;

/// A number of JSON without its exponent, digit for digit; one with an exponent beyond all use stays as it is written.
pub(super) fn without_exponent(number: &str) -> Cow<'_, str> {
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
