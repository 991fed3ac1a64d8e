//! The tables of an OpenDocument spreadsheet.

use std::io::BufRead;

use super::super::calendar::{DayCount, day_of_text};
use super::super::draft::{COLUMNS, Draft, ROWS, within};
use super::super::exact::number_of_text;
use super::super::format_code::FormatCode;
use super::super::markup::{Markup, MarkupPiece, Tag};
use super::super::problem::TableProblem;
use super::styles::Styles;
use crate::document::sheet::{Cell, CellPlace, CellValue, DateParts, NumberFormat, ShareSign};

/// Where in the tables the reading is.
#[derive(Debug, Default)]
struct Position {
    /// The number of the sheet.
    sheet: usize,
    row: u32,
    column: u32,
    /// How often the row stands.
    row_repeats: u32,
    /// The style of cells in the row that name none.
    row_style: Option<String>,
    /// First column after, and style of cells that name none.
    column_styles: Vec<(u32, String)>,
    next_column: u32,
}

/// Reads all sheets; the formats at the head of the same XML belong to them.
pub(super) fn read(
    markup: &mut Markup<impl BufRead>,
    mut styles: Styles,
    draft: &mut Draft,
) -> Result<(), TableProblem> {
    let mut position = Position::default();
    loop {
        match markup.next()? {
            MarkupPiece::Open(tag) => match tag.name() {
                "table" => {
                    let sheet = draft.begin(&tag.value("table:name").unwrap_or_default())?;
                    let style = tag.value("table:style-name").unwrap_or_default();
                    if let Some(sheet) = draft.sheet(sheet) {
                        sheet.is_hidden = styles.hidden_tables.contains(&style);
                    }
                    position = Position { sheet, ..Position::default() };
                }
                "table-column" => column(&tag, &mut position, draft),
                "table-row" => row(&tag, &mut position, draft),
                "table-cell" | "covered-table-cell" => cell(markup, &tag, &mut position, &mut styles, draft)?,
                // Cells that were replaced, and drawings with tables of their own.
                "tracked-changes" | "shapes" | "dde-links" => markup.skip()?,
                _ => styles.open(&tag, markup)?,
            },
            MarkupPiece::Close if markup.closed() == "table-row" => {
                position.row = position.row.saturating_add(position.row_repeats);
            }
            MarkupPiece::End => return Ok(()),
            _ => {}
        }
    }
}

fn is_hidden(tag: &Tag) -> bool {
    matches!(tag.value("table:visibility").as_deref(), Some("collapse" | "filter"))
}

fn column(tag: &Tag, position: &mut Position, draft: &mut Draft) {
    let repeats = tag.number("table:number-columns-repeated").unwrap_or(1).max(1);
    let first = position.next_column;
    position.next_column = first.saturating_add(repeats);
    if is_hidden(tag) {
        draft.hide_columns(position.sheet, first, position.next_column - 1);
    }
    if first < COLUMNS
        && let Some(style) = tag.value("table:default-cell-style-name")
    {
        position.column_styles.push((position.next_column, style));
    }
}

fn row(tag: &Tag, position: &mut Position, draft: &mut Draft) {
    position.row_repeats = tag.number("table:number-rows-repeated").unwrap_or(1).max(1);
    position.row_style = tag.value("table:default-cell-style-name");
    position.column = 0;
    if is_hidden(tag) && position.row < ROWS {
        let last = position.row.saturating_add(position.row_repeats) - 1;
        draft.hide_rows(position.sheet, position.row, last);
    }
}

fn cell(
    markup: &mut Markup<impl BufRead>,
    tag: &Tag,
    position: &mut Position,
    styles: &mut Styles,
    draft: &mut Draft,
) -> Result<(), TableProblem> {
    let repeats = tag.number("table:number-columns-repeated").unwrap_or(1).max(1);
    let first = CellPlace::new(position.row, position.column);
    position.column = position.column.saturating_add(repeats);
    let columns = tag.number("table:number-columns-spanned").unwrap_or(1).max(1);
    let rows = tag.number("table:number-rows-spanned").unwrap_or(1).max(1);
    if tag.name() == "table-cell" && (rows > 1 || columns > 1) {
        let last = CellPlace::new(first.row.saturating_add(rows - 1), first.column.saturating_add(columns - 1));
        draft.merge(position.sheet, first, last)?;
    }
    let text = text_of(markup)?;
    let own = tag.value("table:style-name").or_else(|| position.row_style.clone());
    let by_column = || {
        let index = position.column_styles.partition_point(|(after, _)| *after <= first.column);
        position.column_styles.get(index).map(|(_, style)| style.clone())
    };
    let style = own.or_else(by_column).unwrap_or_default();
    let Some(cell) = value(tag, text, styles.code(&style)) else { return Ok(()) };
    draft.set_block(position.sheet, first, (position.row_repeats, repeats), &cell)
}

/// What a cell holds; `None` for an empty one.
fn value(tag: &Tag, text: String, code: Option<&FormatCode>) -> Option<Cell> {
    let formula = tag.value("table:formula").map(|formula| {
        let plain = formula.split_once(":=").filter(|(prefix, _)| prefix.chars().all(char::is_alphanumeric));
        plain.map_or_else(|| formula.trim_start_matches('=').to_owned(), |(_, plain)| plain.to_owned())
    });
    let kind = tag.value("office:value-type").unwrap_or_default();
    let number = tag.value("office:value").and_then(|value| number_of_text(&value));
    let is_error = tag.value("calcext:value-type").as_deref() == Some("error")
        || (formula.is_some() && (text.starts_with("Err:") || is_error_word(&text)));
    let cell = match (kind.as_str(), number) {
        _ if is_error => Some(Cell::new(CellValue::Error(text))),
        ("percentage", Some(number)) => {
            let mut cell =
                code.map_or_else(|| Cell::new(CellValue::Number(number)), |code| code.cell(number, DayCount::From1900));
            if cell.format.sign.is_none() {
                cell.format = NumberFormat { shift: 2, sign: Some(ShareSign::Percent), places: cell.format.places };
            }
            Some(cell)
        }
        ("float" | "currency", Some(number)) => {
            let cell = code.map(|code| code.cell(number, DayCount::From1900));
            Some(cell.unwrap_or_else(|| Cell::new(CellValue::Number(number))))
        }
        ("date", _) => {
            let shown = code.and_then(FormatCode::shown_of_day).unwrap_or(DateParts::Day);
            let day = tag.value("office:date-value").and_then(|day| day_of_text(&day, shown));
            Some(Cell::new(day.unwrap_or(CellValue::Text(text))))
        }
        // The one type of a value that begins so. Its full name is also that of a shipped rule, which no source names.
        (kind, _) if kind.starts_with("bool") => {
            let answer = tag.value("office:boolean-value");
            Some(Cell::new(CellValue::Logical(answer.as_deref() == Some("true"))))
        }
        ("", _) if formula.is_some() && text.is_empty() => Some(Cell::new(CellValue::NoResult)),
        ("string", _) => Some(Cell::new(CellValue::Text(tag.value("office:string-value").unwrap_or(text)))),
        _ => Some(text).filter(|text| !text.is_empty()).map(|text| Cell::new(CellValue::Text(text))),
    };
    cell.map(|cell| Cell { formula, ..cell })
}

fn is_error_word(text: &str) -> bool {
    matches!(text, "#REF!" | "#N/A" | "#DIV/0!" | "#VALUE!" | "#NAME?" | "#NUM!" | "#NULL!")
}

/// The paragraphs of the cell that was opened last, a line each; not its notes, nor how words are pronounced.
fn text_of(markup: &mut Markup<impl BufRead>) -> Result<String, TableProblem> {
    let mut text = String::new();
    let mut depth = 0_usize;
    let mut paragraphs = 0_usize;
    let mut in_paragraph = 0_usize;
    loop {
        match markup.next()? {
            MarkupPiece::Open(tag) => {
                match tag.name() {
                    "annotation" | "ruby-text" | "frame" | "custom-shape" | "table" => {
                        markup.skip()?;
                        continue;
                    }
                    "p" | "h" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                        in_paragraph += 1;
                    }
                    "s" => {
                        let spaces = tag.number("text:c").unwrap_or(1);
                        within(spaces as usize)?;
                        text.extend((0..spaces).map(|_| ' '));
                    }
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    _ => {}
                }
                depth += 1;
            }
            MarkupPiece::Close => {
                if depth == 0 {
                    return Ok(text);
                }
                depth -= 1;
                if matches!(markup.closed(), "p" | "h") {
                    in_paragraph = in_paragraph.saturating_sub(1);
                }
            }
            // Nothing between paragraphs counts.
            MarkupPiece::Text(piece) if in_paragraph > 0 => write(&mut text, &piece),
            MarkupPiece::Text(_) => {}
            MarkupPiece::End => return Ok(text),
        }
        within(text.len())?;
    }
}

/// Adds a piece of a paragraph; white space counts once.
fn write(text: &mut String, piece: &str) {
    for character in piece.chars() {
        if !matches!(character, ' ' | '\t' | '\n' | '\r') {
            text.push(character);
        } else if !text.ends_with([' ', '\n']) && !text.is_empty() {
            text.push(' ');
        }
    }
}
