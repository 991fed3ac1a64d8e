//! Records in lines of a table: wide, a column for each metric, or long, a line for each metric of an organisation.

use csv::{ByteRecord, ReaderBuilder};

use super::line_ends::{line_ends, unquoted_line_ends};
use super::record_fields::{MetricField, RecordHead, RecordSink, not_utf8, unreadable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
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

#[derive(Clone, Debug, PartialEq, Eq)]
enum RecordColumn {
    Head(RecordHead),
    /// A metric, perhaps with a field after a point.
    Named(String),
    /// Of a long table: which metric a line is of, and what it says of it.
    Metric,
    Field(MetricField),
}

impl TableColumns {
    /// The columns of a header line.
    ///
    /// # Errors
    /// [`Code::PopulationForm`] for a table without a column of organisations, [`Code::UnknownMetric`] for a column that
    /// is no metric of the scheme.
    pub fn of(header: &str, separator: u8, scheme: &Scheme) -> Result<Self, Diagnostics> {
        let mut reader = reader(header.as_bytes(), separator);
        let mut names = ByteRecord::new();
        // INVARIANT: a reader over memory gives what is there.
        let _ = reader.read_byte_record(&mut names);
        let names: Vec<String> = names.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        let is = |name: &str, word: &str| name == word || name == known_as(word);
        let value = phrase("population-value", &[]);
        let is_value = |name: &str| name == "value" || value.zh == name;
        let is_long = names.iter().any(|name| is(name, "metric")) && names.iter().any(|name| is_value(name));
        let column = |name: &String| match name.as_str() {
            name if is(name, "organisation") || name == "unit" && !is_long => {
                RecordColumn::Head(RecordHead::Organisation)
            }
            name if is(name, "year") => RecordColumn::Head(RecordHead::Year),
            name if is(name, "scheme") => RecordColumn::Head(RecordHead::Scheme),
            name if is(name, "claimed") && !scheme.metrics.contains_key(name) => {
                RecordColumn::Head(RecordHead::Claimed)
            }
            name if is_long && is(name, "metric") => RecordColumn::Metric,
            name if is_long && is_value(name) => RecordColumn::Field(MetricField::Value),
            name => match MetricField::named(name).filter(|_| is_long) {
                Some(field) => RecordColumn::Field(field),
                None => RecordColumn::Named(name.to_owned()),
            },
        };
        let columns: Vec<RecordColumn> = names.iter().map(column).collect();
        let mut problems = Diagnostics::new();
        if !columns.contains(&RecordColumn::Head(RecordHead::Organisation)) {
            problems.push(form_problem(phrase("population-no-organisation", &[])));
        }
        for (at, name) in names.iter().enumerate() {
            if names.iter().take(at).any(|before| before == name) {
                let facts = [("column", Bilingual::same(name))];
                problems.push(form_problem(phrase("population-column-twice", &facts)));
            }
        }
        for column in &columns {
            match column {
                RecordColumn::Named(name) if is_long => {
                    let facts = [("column", Bilingual::same(name))];
                    problems.push(form_problem(phrase("population-unknown-column", &facts)));
                }
                RecordColumn::Named(name) if !is_declared(name, scheme) => {
                    let known = scheme.metrics.iter().filter(|(_, known)| known.formula.is_none());
                    let problem = Diagnostic::new(Code::UnknownMetric).fact("metric", name);
                    problems.push(problem.suggest(name, known.map(|(id, _)| id.as_str())));
                }
                _ => {}
            }
        }
        problems.into_result().map(|()| Self { columns, separator, is_long })
    }

    /// Whether lines can say something of a metric.
    #[must_use]
    pub fn can_say(&self, metric: &str) -> bool {
        self.is_long || self.columns.iter().any(|column| *column == RecordColumn::Named(metric.to_owned()))
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
        let mut line = ByteRecord::new();
        let mut open: Option<String> = None;
        let mut at = 0_usize;
        while matches!(reader.read_byte_record(&mut line), Ok(true)) {
            let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            let cells: Vec<&str> = line.iter().map(|cell| std::str::from_utf8(cell).unwrap_or_default()).collect();
            match self.is_long {
                false => {
                    sink.begin(at);
                    self.cells(&cells, "", sink);
                    sink.end(end);
                }
                true => {
                    let organisation = self.organisation(&cells);
                    if open.as_deref() != Some(organisation) {
                        if open.is_some() {
                            sink.end(at);
                        }
                        sink.begin(at);
                        open = Some(organisation.to_owned());
                    }
                    let metric = self.columns.iter().zip(&cells).find(|(column, _)| **column == RecordColumn::Metric);
                    self.cells(&cells, metric.map_or("", |(_, metric)| metric), sink);
                }
            }
            at = end;
        }
        if open.is_some() {
            sink.end(at);
        }
    }

    fn cells(&self, cells: &[&str], metric: &str, sink: &mut impl RecordSink) {
        for (column, cell) in self.columns.iter().zip(cells) {
            match column {
                RecordColumn::Head(head) => sink.head(*head, cell),
                RecordColumn::Named(name) => sink.named(name, cell),
                RecordColumn::Field(field) => sink.field(metric, *field, cell),
                RecordColumn::Metric => {}
            }
        }
        if cells.iter().any(|cell| cell.contains(char::REPLACEMENT_CHARACTER)) {
            sink.problem(not_utf8());
        }
        if cells.len() != self.columns.len() {
            let facts = [
                ("found", Bilingual::same(cells.len().to_string())),
                ("wanted", Bilingual::same(self.columns.len().to_string())),
            ];
            sink.problem(unreadable(phrase("record-cells", &facts)));
        }
    }

    fn organisation<'c>(&self, cells: &[&'c str]) -> &'c str {
        let wanted = RecordColumn::Head(RecordHead::Organisation);
        let found = self.columns.iter().zip(cells).find(|(column, _)| **column == wanted);
        found.map_or("", |(_, cell)| cell)
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
        let mut changes = Vec::new();
        let mut before: Option<String> = None;
        let mut start = 0_usize;
        for end in ends {
            let mut line = ByteRecord::new();
            let read = reader(text.get(start..end).unwrap_or_default(), self.separator).read_byte_record(&mut line);
            if matches!(read, Ok(true)) {
                let cells: Vec<&str> = line.iter().map(|cell| std::str::from_utf8(cell).unwrap_or_default()).collect();
                let organisation = self.organisation(&cells);
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

/// The problem of a table that cannot be read.
fn form_problem(detail: Bilingual) -> Diagnostic {
    Diagnostic::new(Code::PopulationForm).said("detail", detail)
}

/// What a column is called in Chinese.
fn known_as(word: &str) -> String {
    let said = match word {
        "organisation" => phrase("population-organisation", &[]),
        "year" => phrase("population-year", &[]),
        "scheme" => phrase("population-scheme", &[]),
        "claimed" => phrase("population-claimed", &[]),
        _ => phrase("population-metric", &[]),
    };
    said.zh
}

/// Whether a column is a metric, or a metric and one of its fields.
fn is_declared(name: &str, scheme: &Scheme) -> bool {
    let field = || {
        let (metric, field) = name.rsplit_once('.')?;
        (MetricField::named(field).is_some() && scheme.metrics.contains_key(metric)).then_some(())
    };
    scheme.metrics.contains_key(name) || field().is_some()
}

fn reader(text: &[u8], separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text)
}
