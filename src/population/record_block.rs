//! [`RecordBlock`]: the records of a text as columns, as far as they say nothing but plain values.

#[cfg(feature = "arrow")]
mod columnwise;

use std::collections::BTreeSet;
use std::ops::Range;

use super::column_texts::{NumberTexts, WordTexts};
use super::record_fields::{MetricField, RecordHead, RecordSink};
use super::unit_head::UnitHead;
use crate::diagnostic::Diagnostic;
use crate::evaluation::{ColumnError, ReadMetric, ReportColumns};
use crate::numeric::Number;
use crate::scheme::Scheme;

/// What is done with what a record says under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NameUse {
    /// The value of a metric that is read, by its position.
    Column(usize),
    /// The value of a metric that no row reads.
    Unread,
    /// The value of a metric that the scheme derives.
    Derived,
    /// Anything else: the record is read as a report.
    Apart,
}

/// A metric that is read, with its texts.
#[derive(Debug)]
struct MetricTexts {
    read: ReadMetric,
    numbers: NumberTexts,
    words: WordTexts,
}

/// The records of a text.
#[derive(Debug)]
pub(super) struct RecordBlock<'s> {
    scheme: &'s Scheme,
    columns: Vec<MetricTexts>,
    /// Where each record stands.
    pub ranges: Vec<Range<usize>>,
    pub heads: Vec<UnitHead>,
    apart: BTreeSet<usize>,
    /// Metrics that records report although the scheme derives them.
    pub derived: BTreeSet<String>,
    /// The names of a record in the order in which the record before had them.
    order: Vec<(String, NameUse)>,
    next: usize,
    /// What is done with the names that stand at the same position in all records.
    placed: Vec<Option<NameUse>>,
    /// How many columns have a text of the record that is being read.
    filled: usize,
    start: usize,
    /// The number of the record that is being read.
    unit: usize,
}

impl<'s> RecordBlock<'s> {
    /// No records yet.
    pub fn new(scheme: &'s Scheme, reads: &[ReadMetric]) -> Self {
        let column = |read: &ReadMetric| MetricTexts {
            read: read.clone(),
            numbers: NumberTexts::default(),
            words: WordTexts::default(),
        };
        Self {
            scheme,
            columns: reads.iter().map(column).collect(),
            ranges: Vec::new(),
            heads: Vec::new(),
            apart: BTreeSet::new(),
            derived: BTreeSet::new(),
            order: Vec::new(),
            next: 0,
            placed: Vec::new(),
            filled: 0,
            start: 0,
            unit: 0,
        }
    }

    /// The columns; what is no plain value is apart.
    ///
    /// # Errors
    /// None that is not a fault of this library.
    pub fn columns(&mut self) -> Result<ReportColumns, ColumnError> {
        let mut columns = ReportColumns::new(self.ranges.len());
        for MetricTexts { read, numbers, words } in std::mem::take(&mut self.columns) {
            if read.is_number {
                let (places, numbers, beyond) = numbers.scaled();
                self.apart.extend(beyond);
                columns = columns.numbers(&read.metric, places, numbers)?;
            }
            if read.is_word {
                let (words, codes) = words.coded();
                columns = columns.words(&read.metric, words, codes)?;
            }
        }
        self.apart.iter().try_fold(columns, |columns, unit| columns.apart(*unit))
    }

    fn set_apart(&mut self) {
        self.apart.insert(self.unit);
    }

    /// What is done with a name, which most often stands where the record before had it.
    fn use_of(&mut self, name: &str) -> NameUse {
        if let Some((known, used)) = self.order.get(self.next).filter(|(known, _)| known == name) {
            debug_assert_eq!(known, name);
            self.next = self.next.saturating_add(1);
            return *used;
        }
        let position = || self.columns.binary_search_by(|column| column.read.metric.as_str().cmp(name)).ok();
        let used = match self.scheme.metrics.get(name) {
            Some(declared) if declared.formula.is_some() => NameUse::Derived,
            Some(_) => position().map_or(NameUse::Unread, NameUse::Column),
            None => NameUse::Apart,
        };
        self.order.truncate(self.next);
        // What a record says twice is told by the report that it is.
        let is_twice = self.order.iter().any(|(known, _)| known == name);
        let used = if is_twice { NameUse::Apart } else { used };
        self.order.push((name.to_owned(), used));
        self.next = self.next.saturating_add(1);
        used
    }

    /// What is done with a name that stands at the same position in all records.
    fn use_at(&mut self, position: usize, name: &str) -> NameUse {
        if let Some(Some(used)) = self.placed.get(position) {
            return *used;
        }
        let used = self.use_of(name);
        if self.placed.len() <= position {
            self.placed.resize(position.saturating_add(1), None);
        }
        self.placed.get_mut(position).into_iter().for_each(|placed| *placed = Some(used));
        used
    }

    fn value(&mut self, name: &str, text: &str) {
        let used = self.use_of(name);
        self.take(used, name, text);
    }

    fn take(&mut self, used: NameUse, name: &str, text: &str) {
        let unit = self.unit;
        match used {
            NameUse::Column(at) => {
                let Some(column) = self.columns.get_mut(at).filter(|_| !text.is_empty()) else { return };
                let is_first = column.len() == Some(unit);
                self.filled = self.filled.saturating_add(usize::from(is_first));
                if !is_first || !column.push(text) {
                    self.apart.insert(unit);
                }
            }
            NameUse::Derived if !text.is_empty() => drop(self.derived.insert(name.to_owned())),
            NameUse::Unread | NameUse::Derived => {}
            NameUse::Apart => self.set_apart(),
        }
    }
}

impl MetricTexts {
    /// How many texts there are; none where numbers and words do not come to the same.
    fn len(&self) -> Option<usize> {
        match (self.read.is_number, self.read.is_word) {
            (true, false) => Some(self.numbers.len()),
            (false, true) => Some(self.words.len()),
            _ => Some(self.numbers.len()).filter(|length| *length == self.words.len()),
        }
    }

    /// Adds empty texts until there are so many.
    #[cfg(feature = "arrow")]
    fn fill_up(&mut self, count: usize) {
        for _ in self.len().unwrap_or_default()..count {
            self.push("");
        }
    }

    /// Adds a text; whether it is a plain value.
    fn push(&mut self, text: &str) -> bool {
        if self.read.is_word {
            self.words.push(text);
        }
        !self.read.is_number || self.numbers.push(text)
    }
}

impl RecordSink for RecordBlock<'_> {
    fn begin(&mut self, at: usize) {
        self.unit = self.ranges.len();
        self.start = at;
        self.next = 0;
        self.filled = 0;
        self.heads.push(UnitHead::default());
    }

    fn head(&mut self, head: RecordHead, text: &str) {
        let scheme = self.scheme;
        let Some(UnitHead { organisation, year, claimed }) = self.heads.get_mut(self.unit) else { return };
        let is_plain = match head {
            _ if text.is_empty() => true,
            RecordHead::Organisation if organisation.is_empty() => {
                text.clone_into(organisation);
                true
            }
            RecordHead::Organisation => organisation == text,
            RecordHead::Year => year.get_or_insert_with(|| text.to_owned()) == text,
            RecordHead::Scheme => text == scheme.id,
            RecordHead::Claimed => {
                Number::parse(text).is_ok_and(|total| *claimed.get_or_insert_with(|| total.clone()) == total)
            }
        };
        if !is_plain {
            self.set_apart();
        }
    }

    fn named(&mut self, name: &str, text: &str) {
        self.value(name, text);
    }

    fn cell(&mut self, position: usize, name: &str, text: &str) {
        let used = self.use_at(position, name);
        self.take(used, name, text);
    }

    #[cfg(feature = "arrow")]
    fn number(&mut self, position: usize, name: &str, whole: i64, places: u8) -> bool {
        let unit = self.unit;
        match self.use_at(position, name) {
            NameUse::Column(at) => {
                let column = self.columns.get_mut(at).filter(|column| !column.read.is_word);
                let column = column.filter(|column| column.numbers.len() == unit);
                let is_taken = column.is_some_and(|column| column.numbers.push_whole(whole, places));
                self.filled = self.filled.saturating_add(usize::from(is_taken));
                is_taken
            }
            NameUse::Unread => true,
            NameUse::Derived | NameUse::Apart => false,
        }
    }

    fn field(&mut self, metric: &str, field: MetricField, text: &str) {
        match field {
            MetricField::Value => self.value(metric, text),
            MetricField::Source => {}
            _ if text.is_empty() => {}
            _ => self.set_apart(),
        }
    }

    fn problem(&mut self, _: Diagnostic) {
        self.set_apart();
    }

    fn end(&mut self, at: usize) {
        let unit = self.unit;
        let is_named = self.heads.last().is_some_and(UnitHead::is_named);
        let is_whole = self.filled == self.columns.len();
        if !is_whole {
            let lacking = self.columns.iter_mut().filter(|column| column.len() == Some(unit));
            for column in lacking {
                column.push("");
            }
        }
        if !(is_whole && is_named) {
            self.apart.insert(unit);
        }
        self.ranges.push(self.start..at);
    }
}
