//! [`RecordFormat`]: how the records of a text are told apart and read.

use super::line_ends::line_ends;
use super::ndjson;
use super::record_fields::RecordSink;
use super::table_records::TableColumns;

/// How the records of a text are written.
#[derive(Clone, Debug)]
pub enum RecordFormat {
    /// A JSON object on each line.
    Ndjson,
    /// Lines of a table with separators, its header told apart.
    Table(TableColumns),
}

impl RecordFormat {
    /// Reads all records of a text one after the other.
    pub(super) fn read(&self, text: &str, sink: &mut impl RecordSink) {
        match self {
            Self::Ndjson => ndjson::read(text, sink),
            Self::Table(columns) => columns.read(text, sink),
        }
    }

    /// Where a text can be cut, as numbers of bytes from its start: behind every record that is surely whole and at least
    /// `size` bytes behind the place before. The last record is whole only where nothing follows the text.
    #[must_use]
    pub fn cuts(&self, text: &[u8], size: usize, is_last: bool) -> Vec<usize> {
        let mut cuts = Vec::new();
        let mut before = 0_usize;
        let mut last = 0_usize;
        for end in self.ends(text) {
            last = end;
            if end.saturating_sub(before) >= size {
                cuts.push(end);
                before = end;
            }
        }
        let end = if is_last { text.len() } else { last };
        if end > before {
            cuts.push(end);
        }
        cuts
    }

    /// The ends of the records that are surely whole.
    fn ends<'t>(&'t self, text: &'t [u8]) -> Box<dyn Iterator<Item = usize> + 't> {
        match self {
            Self::Ndjson => Box::new(line_ends(text)),
            Self::Table(columns) => Box::new(columns.ends(text).into_iter()),
        }
    }
}
