//! What a paper must be so that every writer can write it.

use super::layout::cell_text;
use super::text::clean;
use super::{CellRange, Paper, PaperCell, PaperError, PaperFormula, PaperNumber, PaperSheet, PaperValue};

/// How many columns a table may have: Word has no more.
pub const MAX_COLUMNS: usize = 63;
/// How long a text may be, in UTF-16 units: a cell of a spreadsheet holds no more.
pub const MAX_TEXT: usize = 32_767;
/// How wide a column may be, in half-width characters.
const MAX_WIDTH: u32 = 200;
/// How many rows a sheet may have, with room for its headings.
const MAX_ROWS: usize = 1_000_000;
/// How many decimals may be asked for.
const MAX_PLACES: u32 = 28;
/// How long the texts around a page number may be: a spreadsheet's footer holds 255.
const MAX_LABEL: usize = 100;
/// How long a sign may be.
const MAX_SIGN: usize = 8;

/// Finds the first reason why the paper cannot be written.
pub(super) fn check(paper: &Paper) -> Result<(), PaperError> {
    if paper.sheets.is_empty() {
        return Err(PaperError::NoSheet);
    }
    let letters = |character: char| character.is_ascii_alphanumeric() || character == '-';
    if paper.language.is_empty() || !paper.language.chars().all(letters) {
        return Err(PaperError::Language { language: paper.language.clone() });
    }
    let label = &paper.page_label;
    let label = format!("{}{}{}", label.before, label.between, label.after);
    let whole = [
        (&paper.title, 255),
        (&paper.language, MAX_LABEL),
        (&label, MAX_LABEL),
        (&paper.signs.wrong, MAX_SIGN),
        (&paper.signs.attention, MAX_SIGN),
    ];
    for (text, limit) in whole {
        check_text(text, limit, None, None)?;
    }
    paper.sheets.iter().enumerate().try_for_each(|(index, sheet)| check_sheet(paper, index, sheet))
}

fn check_sheet(paper: &Paper, index: usize, sheet: &PaperSheet) -> Result<(), PaperError> {
    let columns = sheet.columns.len();
    if !(1..=MAX_COLUMNS).contains(&columns) {
        return Err(PaperError::ColumnCount { sheet: index, count: columns, limit: MAX_COLUMNS });
    }
    if sheet.rows.len() > MAX_ROWS {
        return Err(PaperError::RowCount { sheet: index, count: sheet.rows.len(), limit: MAX_ROWS });
    }
    let around = [&sheet.name, &sheet.heading].into_iter().chain(&sheet.lines).chain(&sheet.notes);
    let heads = sheet.columns.iter().flat_map(|column| column.group.iter().chain([&column.header]));
    for text in around.chain(heads) {
        check_text(text, MAX_TEXT, Some(index), None)?;
    }
    for (column, width) in sheet.columns.iter().map(|column| column.width).enumerate() {
        if !(1..=MAX_WIDTH).contains(&width) {
            return Err(PaperError::ColumnWidth { sheet: index, column, width, limit: MAX_WIDTH });
        }
    }
    for (row, cells) in sheet.rows.iter().map(|row| &row.cells).enumerate() {
        if cells.len() > columns {
            return Err(PaperError::CellCount { sheet: index, row, count: cells.len(), columns });
        }
        for (column, cell) in cells.iter().enumerate() {
            check_cell(paper, (index, row, column), cell)?;
        }
    }
    check_merges(index, sheet)
}

fn check_text(text: &str, limit: usize, sheet: Option<usize>, cell: Option<(usize, usize)>) -> Result<(), PaperError> {
    let length = clean(text).encode_utf16().count();
    if length > limit { Err(PaperError::TextLength { sheet, cell, length, limit }) } else { Ok(()) }
}

fn check_cell(paper: &Paper, at: (usize, usize, usize), cell: &PaperCell) -> Result<(), PaperError> {
    let (sheet, row, column) = at;
    let is_shown = |number: &PaperNumber| number.places <= MAX_PLACES && number.shown().is_some();
    match &cell.value {
        PaperValue::Blank => Ok(()),
        PaperValue::Text(_) => check_text(&cell_text(cell, &paper.signs), MAX_TEXT, Some(sheet), Some((row, column))),
        PaperValue::Number(number) if is_shown(number) => Ok(()),
        PaperValue::Formula { formula, value } if is_shown(value) => check_formula(paper, at, formula),
        PaperValue::Number(_) | PaperValue::Formula { .. } => Err(PaperError::Number { sheet, row, column }),
    }
}

fn check_formula(paper: &Paper, at: (usize, usize, usize), formula: &PaperFormula) -> Result<(), PaperError> {
    let (sheet, row, column) = at;
    if !formula.is_possible() {
        return Err(PaperError::FormulaSize { sheet, row, column });
    }
    let mut wrong = None;
    formula.each_reference(&mut |range, is_number| {
        if !refers_well(paper, at, range, is_number) {
            let to = range.first;
            wrong = wrong.or(Some((to.sheet.unwrap_or(sheet), to.row, to.column)));
        }
    });
    match wrong {
        Some(refers_to) => Err(PaperError::FormulaReference { sheet, row, column, refers_to }),
        None => Ok(()),
    }
}

/// Whether a formula at `at` may refer to the cells: they exist, it is none of them, and one alone holds a number.
fn refers_well(paper: &Paper, at: (usize, usize, usize), range: &CellRange, is_number: bool) -> bool {
    let (own, row, column) = at;
    let sheet = range.first.sheet.unwrap_or(own);
    let Some(target) = paper.sheets.get(sheet) else { return false };
    let (rows, columns) = (range.first.row..=range.last.0, range.first.column..=range.last.1);
    let is_inside = range.last.0 < target.rows.len() && range.last.1 < target.columns.len();
    let is_itself = sheet == own && rows.contains(&row) && columns.contains(&column);
    let holds_number = || {
        let row = target.rows.get(range.first.row);
        row.and_then(|row| row.cells.get(range.first.column)).is_some_and(|cell| cell.as_number().is_some())
    };
    is_inside && !rows.is_empty() && !columns.is_empty() && !is_itself && (!is_number || holds_number())
}

fn check_merges(index: usize, sheet: &PaperSheet) -> Result<(), PaperError> {
    let mut covered = vec![false; sheet.columns.len().saturating_mul(sheet.rows.len())];
    for merge in &sheet.merges {
        let wrong = |row, column| Err(PaperError::Merge { sheet: index, row, column });
        let last_row = merge.row.saturating_add(merge.rows);
        let last_column = merge.column.saturating_add(merge.columns);
        let is_empty = merge.rows == 0 || merge.columns == 0;
        if is_empty || last_row > sheet.rows.len() || last_column > sheet.columns.len() {
            return wrong(merge.row, merge.column);
        }
        for row in merge.row..last_row {
            for column in merge.column..last_column {
                let at = row.saturating_mul(sheet.columns.len()).saturating_add(column);
                let was_covered = covered.get_mut(at).is_none_or(|covered| std::mem::replace(covered, true));
                let is_first = (row, column) == (merge.row, merge.column);
                let cell = sheet.rows.get(row).and_then(|row| row.cells.get(column));
                let is_blank = cell.is_none_or(|cell| cell.value == PaperValue::Blank);
                if was_covered || !(is_first || is_blank) {
                    return wrong(row, column);
                }
            }
        }
    }
    Ok(())
}
