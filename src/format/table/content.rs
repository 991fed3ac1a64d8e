//! What a table holds, before it is laid out.

use crate::format::palette::Tone;
use crate::format::visible::visible;

/// One cell. Blanks in front of its text are an indent, which its later lines keep.
#[derive(Clone, Debug, Default)]
pub(in crate::format) struct TableCell {
    pub(super) text: String,
    pub(super) tone: Tone,
}

impl<T: Into<String>> From<T> for TableCell {
    fn from(text: T) -> Self {
        Self { text: visible(&text.into()).into_owned(), tone: Tone::Plain }
    }
}

/// One row.
#[derive(Clone, Debug, Default)]
pub(in crate::format) struct TableRow {
    pub(super) cells: Vec<TableCell>,
    pub(super) tone: Tone,
    pub(super) has_rule: bool,
}

impl TableRow {
    /// A row of these cells.
    pub fn new<C: Into<TableCell>>(cells: impl IntoIterator<Item = C>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// Emphasises the whole row.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Emphasises one of its cells.
    pub fn cell_tone(mut self, column: usize, tone: Tone) -> Self {
        if let Some(cell) = self.cells.get_mut(column) {
            cell.tone = tone;
        }
        self
    }

    /// Draws a line above it, as above a total.
    pub fn below_rule(mut self) -> Self {
        self.has_rule = true;
        self
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ColumnContent {
    /// Words, which are broken where they do not fit.
    #[default]
    Words,
    /// Numbers, flush right.
    Numbers,
    /// Bars, which have one width and are never broken.
    Bars,
    /// The words for which a row has room below it.
    Reasons,
}

/// One column.
#[derive(Clone, Debug, Default)]
pub(super) struct TableColumn {
    pub(super) heading: String,
    pub(super) content: ColumnContent,
}

/// A table of texts.
#[derive(Clone, Debug, Default)]
pub(in crate::format) struct ScreenTable {
    pub(super) columns: Vec<TableColumn>,
    /// The columns that may be left out, in the order in which they go.
    pub(super) optional: Vec<usize>,
    pub(super) rows: Vec<TableRow>,
    /// How wide it may be.
    pub(super) width: u16,
    pub(super) has_colours: bool,
}

impl ScreenTable {
    /// Adds a row of plain cells.
    pub fn add_row<C: Into<TableCell>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.add(TableRow::new(cells));
    }

    /// Adds a row.
    pub fn add(&mut self, row: TableRow) {
        self.rows.push(row);
    }

    /// Says which column holds the reasons.
    pub fn reasons(&mut self, column: usize) {
        self.set(&[column], ColumnContent::Reasons);
    }

    /// Says which column holds bars.
    pub fn bars(&mut self, column: usize) {
        self.set(&[column], ColumnContent::Bars);
    }

    /// Says which columns may be left out where there is no room, the first of them first.
    pub fn optional(&mut self, columns: &[usize]) {
        self.optional = columns.to_vec();
    }

    pub(super) fn set(&mut self, columns: &[usize], content: ColumnContent) {
        for column in columns {
            if let Some(column) = self.columns.get_mut(*column) {
                column.content = content;
            }
        }
    }
}
