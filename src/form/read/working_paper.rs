//! The working paper of a recheck, which this program writes: its columns are those of a form, and its points are not.

use super::super::grid::{GridCell, SeenGrid};
use super::super::message::Message;
use crate::language::Bilingual;
use crate::notation::fold::fold;

/// In which of the upper rows the line stands that names what was rechecked.
const UPPER_ROWS: usize = 8;

/// Whether a sheet is a working paper: a line above the table names what was rechecked, and a column holds recomputed
/// points, in the words of either language.
pub(super) fn is_working_paper(grid: &SeenGrid, heading: &[String]) -> bool {
    let of = Message::new("recheck-paper-of").with("name", "").in_both();
    let engine = Message::new("recheck-column-engine").in_both();
    let is_of = |folded: &str| texts(&of).iter().any(|line| folded.starts_with(line) && folded != line);
    let is_engine = |(_, cell): &(_, &GridCell)| texts(&engine).contains(&cell.folded);
    let upper = || grid.rows().iter().take(UPPER_ROWS).flat_map(|row| grid.cells_of(*row));
    let is_named = upper().any(|(_, cell)| is_of(&cell.folded)) || heading.iter().any(|line| is_of(&fold(line)));
    is_named && upper().any(|cell| is_engine(&cell))
}

/// Both texts, folded.
fn texts(text: &Bilingual) -> [String; 2] {
    [&text.zh, &text.en].map(|text| fold(text))
}
