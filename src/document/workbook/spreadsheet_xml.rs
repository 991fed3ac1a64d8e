//! Workbooks as XML of Excel 2003, which programs that fill templates write and call .xls.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::calendar::{DayCount, day_of_text};
use super::draft::{COLUMNS, Draft, ROWS, too_large};
use super::exact::number_of_text;
use super::file_kind::FileKind;
use super::format_code::FormatCode;
use super::markup::{ElementBudget, Markup, MarkupPiece, Tag};
use super::problem::{SizeMeasure, TableProblem};
use super::tables::Workbook;
use crate::document::sheet::{Cell, CellPlace, CellValue, DateParts};

const KIND: FileKind = FileKind::SpreadsheetXml;

/// The most formats of cells.
const STYLES: usize = 100_000;

/// How many parents of a style are looked up.
const ANCESTORS: usize = 16;

/// Where the reading is.
#[derive(Debug, Default)]
struct Position {
    /// The number of the sheet.
    sheet: usize,
    row: u32,
    column: u32,
    /// Rows that the row stands for beside itself.
    span: u32,
    next_column: u32,
    row_style: Option<String>,
    /// By first column: the last one, and the style of cells that name none.
    column_styles: BTreeMap<u32, (u32, String)>,
}

/// Formats by the name of their style, and the style from which it takes what it lacks.
type Styles = BTreeMap<String, (Option<FormatCode>, Option<String>)>;

/// Reads the sheets.
pub(super) fn read(text: &str) -> Result<Workbook, TableProblem> {
    let mut markup = Markup::new(text.as_bytes(), KIND, "", ElementBudget::default());
    let mut draft = Draft::new(KIND);
    let mut styles = Styles::new();
    let mut style = String::new();
    let mut at = Position::default();
    loop {
        match markup.next()? {
            MarkupPiece::Open(tag) => match tag.name() {
                "Style" => {
                    style = tag.value("ss:ID").unwrap_or_default();
                    styles.insert(style.clone(), (None, tag.value("ss:Parent")));
                    if styles.len() > STYLES {
                        return Err(too_large(SizeMeasure::Styles, STYLES));
                    }
                }
                "NumberFormat" => {
                    let code = tag.value("ss:Format").map(|name| FormatCode::parse(code_of(&name)));
                    if let Some(style) = styles.get_mut(&style) {
                        style.0 = code;
                    }
                }
                "Worksheet" => {
                    at = Position {
                        sheet: draft.begin(&tag.value("ss:Name").unwrap_or_default())?,
                        ..Position::default()
                    }
                }
                "Visible" => {
                    let visible = markup.text()?;
                    if let Some(sheet) = draft.sheet(at.sheet) {
                        sheet.is_hidden |= visible.trim() != "SheetVisible";
                    }
                }
                "Column" => column(&tag, &mut at, &mut draft),
                "Row" => row(&tag, &mut at, &mut draft),
                "Cell" => cell(&mut markup, &tag, &mut at, &styles, &mut draft)?,
                _ => {}
            },
            MarkupPiece::Close if markup.closed() == "Row" => at.row = at.row.saturating_add(1).saturating_add(at.span),
            MarkupPiece::End => return draft.finish(),
            _ => {}
        }
    }
}

/// The place that an element names from 1, else the one that follows.
fn index(tag: &Tag, next: u32) -> u32 {
    tag.number("ss:Index").and_then(|index| index.checked_sub(1)).unwrap_or(next)
}

fn column(tag: &Tag, at: &mut Position, draft: &mut Draft) {
    let first = index(tag, at.next_column);
    let last = first.saturating_add(tag.number("ss:Span").unwrap_or(0));
    at.next_column = last.saturating_add(1);
    if tag.is_true("ss:Hidden") {
        draft.hide_columns(at.sheet, first, last);
    }
    if first < COLUMNS
        && let Some(style) = tag.value("ss:StyleID")
    {
        at.column_styles.insert(first, (last, style));
    }
}

fn row(tag: &Tag, at: &mut Position, draft: &mut Draft) {
    at.row = index(tag, at.row);
    at.span = tag.number("ss:Span").unwrap_or(0);
    at.column = 0;
    at.row_style = tag.value("ss:StyleID");
    if tag.is_true("ss:Hidden") && at.row < ROWS {
        draft.hide_rows(at.sheet, at.row, at.row.saturating_add(at.span));
    }
}

fn cell(
    markup: &mut Markup<impl BufRead>,
    tag: &Tag,
    at: &mut Position,
    styles: &Styles,
    draft: &mut Draft,
) -> Result<(), TableProblem> {
    let first = CellPlace::new(at.row, index(tag, at.column));
    let across = tag.number("ss:MergeAcross").unwrap_or(0);
    let down = tag.number("ss:MergeDown").unwrap_or(0);
    let last = CellPlace::new(first.row.saturating_add(down), first.column.saturating_add(across));
    at.column = last.column.saturating_add(1);
    draft.merge(at.sheet, first, last)?;
    let formula = tag.value("ss:Formula").map(|formula| formula.trim_start_matches('=').to_owned());
    let by_column = || {
        let (_, (last, style)) = at.column_styles.range(..=first.column).next_back()?;
        (first.column <= *last).then(|| style.clone())
    };
    let style = tag.value("ss:StyleID").or_else(|| at.row_style.clone()).or_else(by_column);
    let code = code(styles, style.as_deref());
    let mut held = None;
    loop {
        match markup.next()? {
            MarkupPiece::Open(data) if data.name() == "Data" => {
                let kind = data.value("ss:Type").unwrap_or_default();
                held = value(&kind, markup.text()?.replace("\r\n", "\n"), code);
            }
            // Notes have data of their own.
            MarkupPiece::Open(_) => markup.skip()?,
            MarkupPiece::Close | MarkupPiece::End => break,
            MarkupPiece::Text(_) => {}
        }
    }
    let held = held.or_else(|| formula.is_some().then(|| Cell::new(CellValue::NoResult)));
    match held {
        Some(cell) => draft.set(at.sheet, first, Cell { formula, ..cell }),
        None => Ok(()),
    }
}

/// The format of a style, or of the nearest of its parents that has one.
fn code<'s>(styles: &'s Styles, style: Option<&str>) -> Option<&'s FormatCode> {
    let mut name = style.unwrap_or("Default");
    for _ in 0..ANCESTORS {
        let (code, parent) = styles.get(name)?;
        if code.is_some() {
            return code.as_ref();
        }
        name = parent.as_deref()?;
    }
    None
}

fn value(kind: &str, text: String, code: Option<&FormatCode>) -> Option<Cell> {
    let value = match kind {
        "Number" => {
            return match (number_of_text(&text), code) {
                (Some(number), Some(code)) => Some(code.cell(number, DayCount::From1900)),
                (Some(number), None) => Some(Cell::new(CellValue::Number(number))),
                (None, _) => Some(text).filter(|text| !text.is_empty()).map(|text| Cell::new(CellValue::Text(text))),
            };
        }
        "DateTime" => {
            let shown = code.and_then(FormatCode::shown_of_day).unwrap_or(DateParts::Day);
            day_of_text(&text, shown).unwrap_or(CellValue::Text(text))
        }
        "Boolean" => CellValue::Logical(text.trim() == "1"),
        "Error" => CellValue::Error(text),
        _ => CellValue::Text(text),
    };
    Some(Cell::new(value))
}

/// The code behind a format that has a name here.
fn code_of(name: &str) -> &str {
    match name {
        "General Number" | "Yes/No" | "True/False" | "On/Off" => "General",
        "Percent" => "0.00%",
        "Fixed" => "0.00",
        "Standard" | "Currency" | "Euro Currency" => "#,##0.00",
        "Scientific" => "0.00E+00",
        "General Date" | "Long Date" | "Medium Date" | "Short Date" => "yyyy-mm-dd",
        "Long Time" | "Medium Time" | "Short Time" => "h:mm",
        code => code,
    }
}
