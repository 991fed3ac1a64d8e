//! Tables for a terminal: light, aligned under Chinese text, in the layout for which there is room.
//!
//! Where all columns fit side by side they stand side by side. Where they do not, the column of reasons goes below each
//! row; then optional columns are left out, those first that say least; at last each row becomes a block of its own.
//! No number is parted from its unit, and no column is narrower than what cannot be broken in it.

mod content;
mod heading;
mod layout;
mod pieces;
#[cfg(test)]
mod tests;

use self::content::{ColumnContent, TableColumn};
pub(super) use self::content::{ScreenTable, TableRow};
pub(super) use self::layout::{drawn, hanging};
pub(super) use self::pieces::{fold, width};
use super::screen::Screen;
use super::visible::visible;

/// The narrowest table that is drawn; a narrower terminal wraps it.
pub(super) const LEAST_WIDTH: u16 = 40;

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

/// Sets columns of numbers flush right.
pub(super) fn align_right(table: &mut ScreenTable, columns: &[usize]) {
    table.set(columns, ColumnContent::Numbers);
}
