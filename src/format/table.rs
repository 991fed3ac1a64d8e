//! Tables for a terminal, aligned under Chinese text.

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, ContentArrangement, Table};

/// The narrowest table that is drawn; a narrower terminal wraps it.
const LEAST_WIDTH: u16 = 60;

/// An empty table under `header`; `width` is how many columns the terminal has, `otherwise` what counts where there is
/// none.
pub(super) fn ruled(header: &[String], width: Option<u16>, otherwise: u16) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width.unwrap_or(otherwise).max(LEAST_WIDTH));
    table.set_header(header);
    table
}

/// Sets columns of numbers flush right.
pub(super) fn align_right(table: &mut Table, columns: &[usize]) {
    for column in columns {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}
