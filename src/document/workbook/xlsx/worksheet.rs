//! One sheet of a workbook, row by row.

use std::io::BufRead;

use super::super::calendar::{DayCount, day_of_text};
use super::super::container::Container;
use super::super::draft::{COLUMNS, Draft};
use super::super::exact::number_of_text;
use super::super::file_kind::FileKind;
use super::super::format_code::FormatCode;
use super::super::markup::{Markup, MarkupPiece, Tag};
use super::super::problem::{Damage, TableProblem};
use super::parts::{Strings, Styles, rich_text, unescaped};
use crate::document::sheet::{Cell, CellPlace, CellValue, DateParts};

/// What the sheets share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Book<'b> {
    pub(super) strings: &'b Strings,
    pub(super) styles: &'b Styles,
    pub(super) count: DayCount,
}

/// Reads the sheet in this part into the one that was begun with this number.
pub(super) fn read(
    package: &mut Container<'_>,
    part: &str,
    book: &Book<'_>,
    draft: &mut Draft,
    number: usize,
) -> Result<(), TableProblem> {
    let mut markup = package.markup(FileKind::Xlsx, part)?;
    let mut next = CellPlace::new(0, 0);
    loop {
        match markup.next()? {
            MarkupPiece::Open(tag) => match tag.name() {
                "row" => {
                    if let Some(row) = tag.number("r").and_then(|row| row.checked_sub(1)) {
                        next.row = row;
                    }
                    next.column = 0;
                    if tag.is_true("hidden") {
                        draft.hide_rows(number, next.row, next.row);
                    }
                }
                "c" => {
                    if let Some(place) = tag.value("r").and_then(|name| place_of(&name)) {
                        next = place;
                    }
                    if let Some(cell) = cell(&mut markup, &tag, book, part)? {
                        draft.set(number, next, cell)?;
                    }
                    next.column = next.column.saturating_add(1);
                }
                "col" if tag.is_true("hidden") => {
                    let first = tag.number("min").unwrap_or(1).saturating_sub(1);
                    draft.hide_columns(number, first, tag.number("max").unwrap_or(COLUMNS).saturating_sub(1));
                }
                "mergeCell" => {
                    let reference = tag.value("ref").unwrap_or_default();
                    if let Some((first, last)) = reference.split_once(':')
                        && let (Some(first), Some(last)) = (place_of(first), place_of(last))
                    {
                        draft.merge(number, first, last)?;
                    }
                }
                _ => {}
            },
            MarkupPiece::Close if markup.closed() == "row" => next.row = next.row.saturating_add(1),
            MarkupPiece::End => return Ok(()),
            _ => {}
        }
    }
}

/// The cell that begins with this tag; `None` for an empty one.
fn cell(
    markup: &mut Markup<impl BufRead>,
    tag: &Tag,
    book: &Book<'_>,
    part: &str,
) -> Result<Option<Cell>, TableProblem> {
    let (mut value, mut inline, mut formula) = (None, None, None);
    loop {
        match markup.next()? {
            MarkupPiece::Open(inner) => match inner.name() {
                "v" => value = Some(markup.text()?),
                "f" => formula = Some(markup.text()?),
                "is" => inline = Some(rich_text(markup, "is")?),
                _ => markup.skip()?,
            },
            MarkupPiece::Close | MarkupPiece::End => break,
            MarkupPiece::Text(_) => {}
        }
    }
    let kind = tag.value("t").unwrap_or_default();
    let style = tag.value("s").and_then(|style| style.parse().ok()).unwrap_or(0);
    let code = book.styles.get(style);
    let text = |text: &str| Cell::new(CellValue::Text(unescaped(text).into_owned()));
    let cell = match (kind.as_str(), value.as_deref()) {
        ("inlineStr", _) if inline.is_some() => inline.map(|inline| Cell::new(CellValue::Text(inline))),
        ("str", Some(value)) => Some(text(value)),
        (_, None | Some("")) => None,
        ("s", Some(value)) => {
            let shared = value.trim().parse().ok().and_then(|index| book.strings.get(index));
            let missing = || TableProblem::damaged(FileKind::Xlsx, part, Damage::MissingText);
            Some(Cell::new(CellValue::Text(shared.ok_or_else(missing)?.to_owned())))
        }
        ("b", Some(value)) => Some(Cell::new(CellValue::Logical(matches!(value.trim(), "1" | "true")))),
        ("e", Some(value)) => Some(Cell::new(CellValue::Error(value.to_owned()))),
        ("d", Some(value)) => {
            let shown = code.and_then(FormatCode::shown_of_day).unwrap_or(DateParts::Day);
            Some(day_of_text(value, shown).map_or_else(|| text(value), Cell::new))
        }
        (_, Some(value)) => Some(match (number_of_text(value), code) {
            (Some(number), Some(code)) => code.cell(number, book.count),
            (Some(number), None) => Cell::new(CellValue::Number(number)),
            (None, _) => text(value),
        }),
    };
    let cell = match cell {
        Some(cell) => cell,
        None if formula.is_some() => Cell::new(CellValue::NoResult),
        None => return Ok(None),
    };
    Ok(Some(Cell { formula, ..cell }))
}

/// The place that a spreadsheet names so, `$G$15` too; beyond the grid for one that is larger than any.
fn place_of(name: &str) -> Option<CellPlace> {
    let name = name.trim().replace('$', "");
    let split = name.find(|character: char| !character.is_ascii_alphabetic())?;
    let (letters, digits) = name.split_at(split);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1;
        Some(column.saturating_mul(26).saturating_add(value))
    })?;
    let row: u64 = digits.parse().ok()?;
    let row = u32::try_from(row).unwrap_or(u32::MAX);
    Some(CellPlace::new(row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_by_their_names() {
        assert_eq!(place_of("A1"), Some(CellPlace::new(0, 0)));
        assert_eq!(place_of("$xfd$1048576"), Some(CellPlace::new(1_048_575, 16_383)));
        assert_eq!(place_of("AAAAAAAAAAAAAAAA99999999999"), Some(CellPlace::new(u32::MAX - 1, u32::MAX - 1)));
        for name in ["", "A", "1", "A0", "A-1", "指1", "A1B"] {
            assert_eq!(place_of(name), None, "{name}");
        }
    }
}
