//! What a record of a report says, field by field, whatever file it stands in.

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
