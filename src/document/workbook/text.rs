//! Texts with separators, stored or pasted from the clipboard.

mod columns;
mod records;

use std::borrow::Cow;

use self::columns::{has_pipes, has_wide_spaces, rows_by_pipes, rows_by_spaces};
use self::records::{Field, Fields};
use super::draft::{Draft, within};
use super::file_kind::FileKind;
use super::problem::{FileContent, TableProblem};
use super::tables::{Workbook, WorkbookRemark};
use crate::document::sheet::{Cell, CellPlace, CellValue};

const KIND: FileKind = FileKind::Text;

/// How many rows tell which separator a text has.
const TRIED: u32 = 200;

/// How many fields, as far as they are read to tell.
const TRIED_FIELDS: usize = 100_000;

/// Reads the one table of a text.
pub(super) fn read(name: &str, text: &str, guessed: Option<&'static str>) -> Result<Workbook, TableProblem> {
    let name = name.to_lowercase();
    let is_named = name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".tab");
    let (text, hinted) = without_hint(text);
    let mut draft = Draft::new(KIND);
    let sheet = draft.begin("")?;
    if let Some(encoding) = guessed {
        draft.remark(WorkbookRemark::GuessedEncoding { encoding });
    }
    if has_pipes(text) {
        fill_rows(&mut draft, sheet, rows_by_pipes(text))?;
        return draft.finish();
    }
    // An opening quote that nothing closes would take the rest of the text into one cell.
    let has_quotes = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 0;
    if let Some(separator) = hinted.or_else(|| separator(text, has_quotes, is_named)) {
        if !has_quotes {
            draft.remark(WorkbookRemark::OpenQuote);
        }
        for field in Fields::new(text, separator, has_quotes) {
            fill(&mut draft, sheet, field)?;
        }
    } else if has_wide_spaces(text) {
        fill_rows(&mut draft, sheet, rows_by_spaces(text))?;
    } else if is_named {
        fill_rows(&mut draft, sheet, text.lines().map(|line| vec![line.to_owned()]))?;
    } else {
        return Err(TableProblem::Foreign(FileContent::Prose));
    }
    draft.finish()
}

/// The text without the hint that Excel writes before it, and the separator that it names.
fn without_hint(text: &str) -> (&str, Option<char>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mut hint = first.strip_prefix("sep=").unwrap_or_default().trim_end_matches('\r').chars();
    match (hint.next(), hint.next()) {
        (Some(separator), None) => (rest, Some(separator)),
        _ => (text, None),
    }
}

/// The separator by which most rows have the same number of fields; none for prose.
///
/// A tab is one wherever it stands in two lines, since nobody types it into a sentence.
fn separator(text: &str, has_quotes: bool, is_named: bool) -> Option<char> {
    let tabbed = text.lines().take(TRIED as usize).filter(|line| line.contains('\t')).count();
    if tabbed > 1 || (tabbed == 1 && (is_named || text.trim().lines().count() == 1)) {
        return Some('\t');
    }
    let mut best: Option<(usize, char)> = None;
    for separator in [',', ';', '|'] {
        let mut widths = widths(text, separator, has_quotes);
        let all = widths.len();
        widths.sort_unstable();
        let common =
            widths.chunk_by(PartialEq::eq).filter(|same| same.first() > Some(&1)).map(<[_]>::len).max().unwrap_or(0);
        let is_table = if is_named { common > 0 } else { common > 1 && common * 2 > all };
        if is_table && best.is_none_or(|(most, _)| common > most) {
            best = Some((common, separator));
        }
    }
    best.map(|(_, separator)| separator)
}

/// How many fields the first rows have, those of nothing but blanks left out.
fn widths(text: &str, separator: char, has_quotes: bool) -> Vec<u32> {
    let mut widths = Vec::new();
    let mut last = None;
    let mut is_blank = true;
    for field in Fields::new(text, separator, has_quotes).take_while(|field| field.row < TRIED).take(TRIED_FIELDS) {
        if last.is_some_and(|(row, _)| row != field.row) {
            widths.extend(last.filter(|_| !is_blank).map(|(_, width)| width));
            is_blank = true;
        }
        is_blank &= field.text.trim().is_empty();
        last = Some((field.row, field.column.saturating_add(1)));
    }
    widths.extend(last.filter(|_| !is_blank).map(|(_, width)| width));
    widths
}

fn fill_rows(draft: &mut Draft, sheet: usize, rows: impl Iterator<Item = Vec<String>>) -> Result<(), TableProblem> {
    for (row, fields) in (0_u32..).zip(rows) {
        for (column, text) in (0_u32..).zip(fields) {
            fill(draft, sheet, Field { row, column, text: Cow::Owned(text) })?;
        }
    }
    Ok(())
}

fn fill(draft: &mut Draft, sheet: usize, field: Field<'_>) -> Result<(), TableProblem> {
    within(field.text.len())?;
    if field.text.trim().is_empty() {
        return Ok(());
    }
    let text = field.text.replace("\r\n", "\n").replace('\r', "\n");
    draft.set(sheet, CellPlace::new(field.row, field.column), Cell::new(CellValue::Text(text)))
}
