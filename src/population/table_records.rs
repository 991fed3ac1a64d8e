//! Records in lines of a table: wide, a column for each metric, or long, a line for each metric of an organisation.

use csv::{ByteRecord, ReaderBuilder, StringRecord};

use super::line_ends::{line_ends, unquoted_line_ends};
use super::record_columns::{RecordColumn, RecordColumns, known_as};
use super::record_fields::{MetricField, RecordHead, RecordSink, not_utf8, unreadable};
use crate::diagnostic::Diagnostics;
use crate::language::Bilingual;
use crate::messages::phrase;
use crate::scheme::Scheme;

/// What the columns of a table hold, by its header.
#[derive(Clone, Debug)]
pub struct TableColumns {
    columns: Vec<RecordColumn>,
    separator: u8,
    /// Whether each line says one thing of one metric; lines of an organisation that follow each other are one record.
    is_long: bool,
}

impl TableColumns {
    /// The columns of a header line.
    ///
    /// # Errors
    /// [`Code::PopulationForm`](crate::Code::PopulationForm) for a table without a column of organisations,
    /// [`Code::UnknownMetric`](crate::Code::UnknownMetric) for a column that is no metric of the scheme.
    pub fn of(header: &str, separator: u8, scheme: &Scheme) -> Result<Self, Diagnostics> {
        let mut reader = reader(header.as_bytes(), separator);
        let mut names = ByteRecord::new();
        // INVARIANT: a reader over memory gives what is there.
        let _ = reader.read_byte_record(&mut names);
        let names: Vec<String> = names.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        let RecordColumns { columns, is_long } = RecordColumns::of(&names, scheme)?;
        Ok(Self { columns, separator, is_long })
    }

    /// The position of the column of organisations.
    #[must_use]
    pub fn organisation_column(&self) -> usize {
        self.position(&RecordColumn::Head(RecordHead::Organisation)).unwrap_or_default()
    }

    fn position(&self, wanted: &RecordColumn) -> Option<usize> {
        self.columns.iter().position(|column| column == wanted)
    }

    /// How many lines a text has; a line break between quotes ends none.
    #[must_use]
    pub fn count_lines(&self, text: &str) -> usize {
        reader(text.as_bytes(), self.separator).byte_records().count()
    }

    /// Where the value of a metric stands in the lines of a record: the line, and the position of the cell in it.
    #[must_use]
    pub fn cell_of(&self, metric: &str, text: &str) -> Option<(usize, usize)> {
        if !self.is_long {
            return Some((0, self.position(&RecordColumn::Named(metric.to_owned()))?));
        }
        let names = self.position(&RecordColumn::Metric)?;
        let values = self.position(&RecordColumn::Field(MetricField::Value))?;
        let mut lines = reader(text.as_bytes(), self.separator);
        let mut lines = lines.byte_records().map_while(Result::ok);
        let line = lines.position(|line| line.get(names) == Some(metric.as_bytes()))?;
        Some((line, values))
    }

    /// Whether lines can say something of a metric.
    #[must_use]
    pub fn can_say(&self, metric: &str) -> bool {
        self.is_long || self.position(&RecordColumn::Named(metric.to_owned())).is_some()
    }

    /// Whether a heading is that of the organisations.
    #[must_use]
    pub fn is_organisation(heading: &str) -> bool {
        heading == "organisation" || heading == known_as("organisation")
    }

    /// Where the header of a table ends, if it ends within the text.
    #[must_use]
    pub fn header_end(text: &[u8], separator: u8) -> Option<usize> {
        unquoted_line_ends(text, separator).into_iter().next()
    }

    /// Reads all lines.
    pub(super) fn read(&self, text: &str, sink: &mut impl RecordSink) {
        match !self.is_long && has_plain_lines(text) {
            true => self.read_plain(text, sink),
            false => self.read_quoted(text, sink),
        }
    }

    /// The lines of a wide table in which nothing is quoted.
    fn read_plain(&self, text: &str, sink: &mut impl RecordSink) {
        let is_marked = text.contains(char::REPLACEMENT_CHARACTER);
        let mut at = 0_usize;
        for line in text.split_inclusive('\n') {
            let end = at.saturating_add(line.len());
            let cells = line.strip_suffix('\n').unwrap_or(line);
            let cells = cells.strip_suffix('\r').unwrap_or(cells);
            if !cells.is_empty() {
                sink.begin(at);
                self.cells(separated(cells, self.separator), "", sink);
                if is_marked && cells.contains(char::REPLACEMENT_CHARACTER) {
                    sink.problem(not_utf8());
                }
                sink.end(end);
            }
            at = end;
        }
    }

    /// Lines in which anything may stand between quotes.
    fn read_quoted(&self, text: &str, sink: &mut impl RecordSink) {
        let mut reader = reader(text.as_bytes(), self.separator);
        let mut line = StringRecord::new();
        let is_marked = text.contains(char::REPLACEMENT_CHARACTER);
        let (organisations, metrics) = (self.organisation_column(), self.position(&RecordColumn::Metric));
        let mut open: Option<String> = None;
        let mut at = 0_usize;
        while matches!(reader.read_record(&mut line), Ok(true)) {
            let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            match self.is_long {
                false => {
                    sink.begin(at);
                    self.cells(line.iter(), "", sink);
                }
                true => {
                    let organisation = line.get(organisations).unwrap_or_default();
                    if open.as_deref() != Some(organisation) {
                        if open.is_some() {
                            sink.end(at);
                        }
                        sink.begin(at);
                        open = Some(organisation.to_owned());
                    }
                    let metric = metrics.and_then(|metrics| line.get(metrics)).unwrap_or_default();
                    self.cells(line.iter(), metric, sink);
                }
            }
            if is_marked && line.iter().any(|cell| cell.contains(char::REPLACEMENT_CHARACTER)) {
                sink.problem(not_utf8());
            }
            if !self.is_long {
                sink.end(end);
            }
            at = end;
        }
        if open.is_some() {
            sink.end(at);
        }
    }

    fn cells<'t>(&self, cells: impl Iterator<Item = &'t str>, metric: &str, sink: &mut impl RecordSink) {
        let mut found = 0_usize;
        for (at, cell) in cells.enumerate() {
            found = found.saturating_add(1);
            match self.columns.get(at) {
                Some(RecordColumn::Head(head)) => sink.head(*head, cell),
                Some(RecordColumn::Named(name)) => sink.cell(at, name, cell),
                Some(RecordColumn::Field(field)) => sink.field(metric, *field, cell),
                Some(RecordColumn::Metric) | None => {}
            }
        }
        if found != self.columns.len() {
            let facts = [
                ("found", Bilingual::same(found.to_string())),
                ("wanted", Bilingual::same(self.columns.len().to_string())),
            ];
            sink.problem(unreadable(phrase("record-cells", &facts)));
        }
    }

    /// Behind every record that is surely whole: line breaks between quotes are none, and of a long table the last
    /// organisation may go on.
    pub(super) fn ends(&self, text: &[u8]) -> Vec<usize> {
        let ends = match text.contains(&b'"') {
            true => unquoted_line_ends(text, self.separator),
            false => line_ends(text).collect(),
        };
        if !self.is_long {
            return ends;
        }
        let organisations = self.organisation_column();
        let mut changes = Vec::new();
        let mut before: Option<Vec<u8>> = None;
        let mut start = 0_usize;
        for end in ends {
            let mut line = ByteRecord::new();
            let read = reader(text.get(start..end).unwrap_or_default(), self.separator).read_byte_record(&mut line);
            if matches!(read, Ok(true)) {
                let organisation = line.get(organisations).unwrap_or_default();
                if before.as_deref().is_some_and(|before| before != organisation) {
                    changes.push(start);
                }
                before = Some(organisation.to_owned());
            }
            start = end;
        }
        changes
    }
}

/// Whether nothing is quoted, and lines end in line breaks and nothing else.
fn has_plain_lines(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_before_break = |at: usize| bytes.get(at.saturating_add(1)) == Some(&b'\n');
    memchr::memchr(b'"', bytes).is_none() && memchr::memchr_iter(b'\r', bytes).all(is_before_break)
}

/// The cells of a line in which nothing is quoted.
fn separated(line: &str, separator: u8) -> impl Iterator<Item = &str> {
    let bytes = line.as_bytes();
    let mut rest = Some(0_usize);
    std::iter::from_fn(move || {
        let start = rest?;
        let behind = bytes.get(start..)?;
        // Cells are short: to look at each byte is sooner done than to begin a search.
        let length = behind.iter().position(|byte| *byte == separator);
        rest = length.map(|length| start.saturating_add(length).saturating_add(1));
        let end = length.map_or(line.len(), |length| start.saturating_add(length));
        line.get(start..end)
    })
}

fn reader(text: &[u8], separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Diagnostic;

    /// What a sink is told, but where records begin and end.
    #[derive(Debug, Default, PartialEq)]
    struct Told(Vec<String>);

    impl RecordSink for Told {
        fn begin(&mut self, _: usize) {
            self.0.push("begin".to_owned());
        }
        fn head(&mut self, head: RecordHead, text: &str) {
            self.0.push(format!("{head:?} {text}"));
        }
        fn named(&mut self, name: &str, text: &str) {
            self.0.push(format!("{name} {text}"));
        }
        fn field(&mut self, metric: &str, field: MetricField, text: &str) {
            self.0.push(format!("{metric} {field:?} {text}"));
        }
        fn problem(&mut self, problem: Diagnostic) {
            self.0.push(format!("{problem:?}"));
        }
        fn end(&mut self, _: usize) {
            self.0.push("end".to_owned());
        }
    }

    fn columns() -> TableColumns {
        let head = RecordColumn::Head(RecordHead::Organisation);
        let columns = vec![head, RecordColumn::Named("a".to_owned()), RecordColumn::Named("b".to_owned())];
        TableColumns { columns, separator: b',', is_long: false }
    }

    proptest! {
        #[test]
        fn lines_without_quotes_are_read_as_any(text in "([甲1.,\u{fffd} ]{0,6}(\n|\r\n)){0,5}[甲1.,]{0,6}") {
            prop_assert!(has_plain_lines(&text));
            let (mut plain, mut any) = (Told::default(), Told::default());
            columns().read_plain(&text, &mut plain);
            columns().read_quoted(&text, &mut any);
            prop_assert_eq!(plain, any);
        }
    }

    #[test]
    fn what_a_line_break_or_a_quote_does_not_end_is_read_by_the_library() {
        for (text, is_plain) in
            [("a,1\n", true), ("a,1\r\n", true), ("a,1\rb,2", false), ("\"a\",1\n", false), ("a\r", false)]
        {
            assert_eq!(has_plain_lines(text), is_plain, "{text:?}");
        }
    }

    /// Cut at every line, so that each is its record: the places lie one behind the other.
    #[test]
    fn records_stand_where_their_lines_do() {
        let mut read = Vec::new();
        let text = "甲,1,2\r\n\n乙,3,4";
        struct Places<'r>(&'r mut Vec<usize>);
        impl RecordSink for Places<'_> {
            fn begin(&mut self, at: usize) {
                self.0.push(at);
            }
            fn head(&mut self, _: RecordHead, _: &str) {}
            fn named(&mut self, _: &str, _: &str) {}
            fn field(&mut self, _: &str, _: MetricField, _: &str) {}
            fn problem(&mut self, _: Diagnostic) {}
            fn end(&mut self, at: usize) {
                self.0.push(at);
            }
        }
        columns().read_plain(text, &mut Places(&mut read));
        // 甲 has three bytes.
        assert_eq!(read, [0, 9, 10, 17]);
    }
}
