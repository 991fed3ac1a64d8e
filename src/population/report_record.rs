//! [`ReportRecord`]: one record as texts, and the report that it is for a scheme, checked as any report.

use std::collections::BTreeMap;
use std::ops::Range;

use super::record_fields::{MetricField, RecordHead, RecordSink};
use super::record_format::RecordFormat;
use super::unit_head::UnitHead;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::literal::{PrintedDecimal, RawScalar, YesNo};
use crate::location::{Path, Place, Places, Source};
use crate::notation::{PrintedText, PrintedValue};
use crate::numeric::Number;
use crate::report::{ClaimDraft, MetricEntryDraft, Report, ReportDraft};
use crate::scheme::Scheme;

/// One record as texts; of several, the last.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReportRecord {
    organisation: Option<String>,
    year: Option<String>,
    scheme: Option<String>,
    claimed: Option<String>,
    /// What is said of metrics, in the order in which it stands there.
    fields: Vec<(String, MetricField, String)>,
    names: Vec<(String, String)>,
    problems: Diagnostics,
}

impl ReportRecord {
    /// What the record says of its organisation.
    pub(super) fn head_of_unit(&self) -> UnitHead {
        UnitHead {
            organisation: self.organisation.clone().unwrap_or_default(),
            year: self.year.clone(),
            claimed: self.claimed.as_ref().and_then(|text| Number::parse(text).ok()),
        }
    }

    /// The report that the record is.
    ///
    /// # Errors
    /// Why it cannot be read, [`Code::DuplicateKey`] for what it says twice, [`Code::MissingField`] without an
    /// organisation; those of [`Report::check`].
    pub fn report(self, scheme: &Scheme) -> Result<Warned<Report>, Diagnostics> {
        // A problem tells by the name of its source which metric it is about.
        let (draft, places) = self.draft(scheme, &str::to_owned)?;
        Report::check(draft, &places, scheme)
    }

    /// What the record says as a report says it; its places are texts of their own, `named` after the metric.
    ///
    /// # Errors
    /// Those of [`ReportRecord::report`] but the last.
    pub fn draft(
        mut self,
        scheme: &Scheme,
        named: &dyn Fn(&str) -> String,
    ) -> Result<(ReportDraft, Places), Diagnostics> {
        let organisation = self.organisation.unwrap_or_default();
        if organisation.trim().is_empty() && self.problems.is_empty() {
            self.problems.push(Diagnostic::new(Code::MissingField).fact("field", "organisation"));
        }
        for (name, text) in std::mem::take(&mut self.names) {
            let field = name.rsplit_once('.').and_then(|(metric, field)| Some((metric, MetricField::named(field)?)));
            let (metric, field) = match field {
                Some((metric, field)) if !scheme.metrics.contains_key(&name) => (metric.to_owned(), field),
                _ => (name, MetricField::Value),
            };
            self.fields.push((metric, field, text));
        }
        let mut metrics: BTreeMap<String, MetricEntryDraft> = BTreeMap::new();
        let mut known: Vec<(&str, MetricField)> = Vec::new();
        for (metric, field, text) in &self.fields {
            if known.contains(&(metric, *field)) {
                self.problems.push(Diagnostic::new(Code::DuplicateKey).fact("key", metric));
            }
            known.push((metric, *field));
            if text.is_empty() {
                continue;
            }
            let entry = metrics.entry(metric.clone()).or_default();
            match field {
                MetricField::Value => {
                    let has_unit = || {
                        let mut fields = self.fields.iter();
                        fields.any(|(of, field, text)| of == metric && *field == MetricField::Unit && !text.is_empty())
                    };
                    let printed = as_printed(text).filter(|_| !has_unit());
                    let (value, unit) = printed.unwrap_or_else(|| (text.clone(), None));
                    entry.value = Some(RawScalar(value));
                    entry.unit = unit;
                }
                MetricField::Unit => entry.unit = Some(text.clone()),
                MetricField::Source => entry.source = Some(text.clone()),
                MetricField::Missing => entry.missing = Some(text.clone()),
                MetricField::NotApplicable => entry.not_applicable = Some(text.clone()),
                MetricField::Unfinished => entry.unfinished = Some(text.clone()),
                MetricField::AsWritten => match YesNo::parse(text) {
                    Some(answer) => entry.as_written = Some(answer),
                    None => {
                        let problem = Diagnostic::new(Code::NotYesNo).fact("value", text);
                        self.problems.push(problem.fact("metric", metric));
                    }
                },
            }
        }
        let claimed = self.claimed.as_ref().map(|text| PrintedDecimal::parse(text).map_err(|_| text));
        let claimed = match claimed.transpose() {
            Ok(total) => total,
            Err(text) => {
                self.problems.push(Diagnostic::not_a_number(text).fact("field", RecordHead::Claimed.name()));
                None
            }
        };
        self.problems.into_result()?;
        let draft = ReportDraft {
            scheme: self.scheme,
            unit: organisation,
            year: self.year.map(RawScalar),
            metrics,
            claimed: claimed.map(|total| ClaimDraft { total: Some(total), ..ClaimDraft::default() }),
            ..ReportDraft::default()
        };
        let mut places = Places::new(Place::start_of(&Source::cell(named(&draft.unit), draft.unit.as_str())));
        for (metric, field, text) in &self.fields {
            let source = Source::cell(named(metric), text);
            let place = Place::new(&source, 0..text.len());
            let path = Path::top().key("metrics").key(metric);
            places.note_value(path.key(field.name()), place.clone());
            places.note_key(path, place);
        }
        Ok((draft, places))
    }
}

/// The number and the unit of a text that is a number as people print it (96%, 1,234, 5万元); `None` for all other texts.
fn as_printed(text: &str) -> Option<(String, Option<String>)> {
    if Number::parse(text).is_ok() {
        return None;
    }
    let printed = PrintedValue::parse(text);
    match printed.value {
        PrintedText::Number { number, unit, rest } if rest.is_empty() && printed.operator.is_none() => {
            let is_told_apart = unit.is_some() || text.contains([',', '，']);
            is_told_apart.then(|| (number.to_string(), unit))
        }
        _ => None,
    }
}

/// The records of a text, and where each stands in it.
pub(crate) fn report_records(text: &str, format: &RecordFormat) -> Vec<(ReportRecord, Range<usize>)> {
    let mut records = ReportRecords::default();
    format.read(text, &mut records);
    records.0
}

/// Records that are kept one beside the other.
#[derive(Default)]
struct ReportRecords(Vec<(ReportRecord, Range<usize>)>);

impl ReportRecords {
    fn last(&mut self, say: impl FnOnce(&mut ReportRecord)) {
        if let Some((record, _)) = self.0.last_mut() {
            say(record);
        }
    }
}

impl RecordSink for ReportRecords {
    fn begin(&mut self, at: usize) {
        self.0.push((ReportRecord::default(), at..at));
    }

    fn head(&mut self, head: RecordHead, text: &str) {
        self.last(|record| record.head(head, text));
    }

    fn named(&mut self, name: &str, text: &str) {
        self.last(|record| record.named(name, text));
    }

    fn field(&mut self, metric: &str, field: MetricField, text: &str) {
        self.last(|record| record.field(metric, field, text));
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.last(|record| record.problem(problem));
    }

    fn end(&mut self, at: usize) {
        self.0.last_mut().into_iter().for_each(|(_, range)| range.end = at);
    }
}

impl RecordSink for ReportRecord {
    fn begin(&mut self, _: usize) {
        *self = Self::default();
    }

    fn head(&mut self, head: RecordHead, text: &str) {
        if text.is_empty() {
            return;
        }
        let known = match head {
            RecordHead::Organisation => &mut self.organisation,
            RecordHead::Year => &mut self.year,
            RecordHead::Scheme => &mut self.scheme,
            RecordHead::Claimed => &mut self.claimed,
        };
        // The lines of a long table say it again.
        if known.get_or_insert_with(|| text.to_owned()) != text {
            self.problems.push(Diagnostic::new(Code::DuplicateKey).fact("key", head.name()).fact("value", text));
        }
    }

    fn named(&mut self, name: &str, text: &str) {
        self.names.push((name.to_owned(), text.to_owned()));
    }

    fn field(&mut self, metric: &str, field: MetricField, text: &str) {
        self.fields.push((metric.to_owned(), field, text.to_owned()));
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    fn end(&mut self, _: usize) {}
}
