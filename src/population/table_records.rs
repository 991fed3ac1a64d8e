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
                    self.cells(&line, "", sink);
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
                    self.cells(&line, metric, sink);
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

    fn cells(&self, cells: &StringRecord, metric: &str, sink: &mut impl RecordSink) {
        for (column, cell) in self.columns.iter().zip(cells) {
            match column {
                RecordColumn::Head(head) => sink.head(*head, cell),
                RecordColumn::Named(name) => sink.named(name, cell),
                RecordColumn::Field(field) => sink.field(metric, *field, cell),
                RecordColumn::Metric => {}
            }
        }
        if cells.len() != self.columns.len() {
            let facts = [
                ("found", Bilingual::same(cells.len().to_string())),
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

fn reader(text: &[u8], separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text)
}
