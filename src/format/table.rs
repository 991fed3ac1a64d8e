//! Tables for a terminal: light, aligned under Chinese text, in the layout for which there is room.
//!
//! Where all columns fit side by side they stand side by side. Where they do not, the column of reasons goes below each
//! row; then optional columns are left out, those first that say least; at last each row becomes a block of its own.
//! No number is parted from its unit, and no column is narrower than what cannot be broken in it.

mod heading;
mod layout;
mod pieces;
#[cfg(test)]
mod tests;

use std::fmt;

use super::palette::Tone;
use super::screen::Screen;
use super::visible::visible;

/// The narrowest table that is drawn; a narrower terminal wraps it.
pub(super) const LEAST_WIDTH: u16 = 40;

/// One cell. Blanks in front of its text are an indent, which its later lines keep.
#[derive(Clone, Debug, Default)]
pub(super) struct TableCell {
    text: String,
    tone: Tone,
}

impl<T: Into<String>> From<T> for TableCell {
    fn from(text: T) -> Self {
        Self { text: visible(&text.into()).into_owned(), tone: Tone::Plain }
    }
}

/// One row.
#[derive(Clone, Debug, Default)]
pub(super) struct TableRow {
    cells: Vec<TableCell>,
    tone: Tone,
    has_rule: bool,
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
enum ColumnContent {
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
struct TableColumn {
    heading: String,
    content: ColumnContent,
}

/// A table of texts.
#[derive(Clone, Debug, Default)]
pub(super) struct ScreenTable {
    columns: Vec<TableColumn>,
    /// The columns that may be left out, in the order in which they go.
    optional: Vec<usize>,
    rows: Vec<TableRow>,
    /// How wide it may be.
    width: u16,
    has_colours: bool,
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

    fn set(&mut self, columns: &[usize], content: ColumnContent) {
        for column in columns {
            if let Some(column) = self.columns.get_mut(*column) {
                column.content = content;
            }
        }
    }
}

impl fmt::Display for ScreenTable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&layout::draw(self, usize::from(self.width), self.has_colours))
    }
}

/// An empty table under `header`; `otherwise` is how wide it may be where there is no terminal.
pub(super) fn ruled(header: &[String], screen: impl Into<Screen>, otherwise: u16) -> ScreenTable {
    let column = |heading: &String| TableColumn { heading: visible(heading).into_owned(), ..TableColumn::default() };
    let screen = screen.into();
    ScreenTable {
        columns: header.iter().map(column).collect(),
        width: screen.width.unwrap_or(otherwise).max(LEAST_WIDTH),
        has_colours: screen.has_colours,
        ..ScreenTable::default()
    }
}

/// A line in lines of at most so many columns, the later ones set in.
pub(super) fn hanging(line: &str, most: usize) -> String {
    layout::hanging(line, most)
}

/// Sets columns of numbers flush right.
pub(super) fn align_right(table: &mut ScreenTable, columns: &[usize]) {
    table.set(columns, ColumnContent::Numbers);
}
