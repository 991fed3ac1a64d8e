//! What is wrong with a workbook of Excel 5 to 2003: it is one file, whose parts have no names that tell a person anything.

use crate::document::workbook::file_kind::FileKind;
use crate::document::workbook::problem::{Damage, TableProblem};

/// Something wrong in the workbook.
pub(super) fn damaged(damage: Damage) -> TableProblem {
    TableProblem::damaged(FileKind::Xls, "", damage)
}
