//! [`SheetXml`]: the part of a sheet with the places of its cells in the text, so that single ones can be written again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

use super::cell::PatchValue;
use super::dependents::FormulaCell;
use crate::document::sheet::CellPlace;

/// The most cells of a sheet that are kept in mind.
const MAX_CELLS: usize = 2_000_000;

/// A part of a sheet.
#[derive(Debug)]
pub(super) struct SheetXml<'t> {
    text: &'t str,
    /// What stands before the names of its elements, with a colon, or nothing.
    prefix: String,
    /// The element that holds the rows, and where its content ends.
    data: XmlElement,
    rows: BTreeMap<u32, XmlRow>,
}

/// An element in the text.
#[derive(Debug, Clone, Default)]
struct XmlElement {
    /// All of it.
    all: Range<usize>,
    /// Its content; nothing where it is written without an end of its own.
    content: Option<Range<usize>>,
}

#[derive(Debug, Default)]
struct XmlRow {
    element: XmlElement,
    cells: BTreeMap<u32, XmlCell>,
    /// The style that its cells have where they are not there.
    style: Option<String>,
}

#[derive(Debug, Default)]
struct XmlCell {
    all: Range<usize>,
    style: Option<String>,
    /// The formula as it is written; empty where another cell has it.
    formula: Option<String>,
    /// The element of its stored value.
    value: Option<Range<usize>>,
}

impl<'t> SheetXml<'t> {
    /// Takes a part apart; nothing where that cannot be done.
    pub fn read(text: &'t str) -> Option<Self> {
        let mut reader = Reader::from_str(text);
        let mut sheet = Self { text, prefix: String::new(), data: XmlElement::default(), rows: BTreeMap::new() };
        let mut state = XmlReading::default();
        let mut count: usize = 0;
        loop {
            let begin = usize::try_from(reader.buffer_position()).ok()?;
            let event = reader.read_event().ok()?;
            let end = usize::try_from(reader.buffer_position()).ok()?;
            match event {
                Event::Start(tag) => sheet.open(&tag, begin..end, false, &mut state)?,
                Event::Empty(tag) => {
                    sheet.open(&tag, begin..end, true, &mut state)?;
                    sheet.close(tag.local_name().as_ref(), end..end, true, &mut state);
                }
                Event::End(tag) => sheet.close(tag.local_name().as_ref(), begin..end, false, &mut state),
                Event::Text(piece) if state.is_in_formula => {
                    state.formula.push_str(&piece);
                }
                Event::GeneralRef(piece) if state.is_in_formula => {
                    // What is written as an entity is no part of an address.
                    state.formula.push(if &*piece == "apos" { '\'' } else { ' ' });
                }
                Event::Eof => break,
                _ => {}
            }
            count = count.saturating_add(1);
            if count > MAX_CELLS.saturating_mul(4) {
                return None;
            }
        }
        (!sheet.data.all.is_empty()).then_some(sheet)
    }

    fn open(&mut self, tag: &BytesStart<'_>, at: Range<usize>, is_empty: bool, state: &mut XmlReading) -> Option<()> {
        let content = (!is_empty).then_some(at.end..at.end);
        match tag.local_name().as_ref() {
            "sheetData" => {
                self.prefix =
                    tag.name().as_ref().split_once(':').map_or_else(String::new, |(prefix, _)| format!("{prefix}:"));
                self.data = XmlElement { all: at, content };
                state.is_in_data = true;
            }
            "row" if state.is_in_data => {
                let number = match attribute(tag, "r") {
                    Some(number) => number.parse::<u32>().ok()?.checked_sub(1)?,
                    None => state.row.map_or(0, |row| row.saturating_add(1)),
                };
                (state.row, state.column) = (Some(number), None);
                let style = attribute(tag, "s").filter(|_| attribute(tag, "customFormat").is_some());
                let element = XmlElement { all: at, content };
                self.rows.insert(number, XmlRow { element, style, ..XmlRow::default() });
            }
            "c" if state.is_in_data => {
                let column = match attribute(tag, "r") {
                    Some(address) => column_of(&address)?,
                    None => state.column.map_or(0, |column| column.saturating_add(1)),
                };
                state.column = Some(column);
                let cell = XmlCell { all: at, style: attribute(tag, "s"), ..XmlCell::default() };
                self.rows.get_mut(&state.row?)?.cells.insert(column, cell);
            }
            "f" if state.is_in_data => {
                state.is_in_formula = true;
                state.formula.clear();
            }
            "v" if state.is_in_data => state.value = at.start,
            _ => {}
        }
        Some(())
    }

    fn close(&mut self, name: &str, at: Range<usize>, is_empty: bool, state: &mut XmlReading) {
        if !state.is_in_data {
            return;
        }
        let row = state.row.and_then(|row| self.rows.get_mut(&row));
        match name {
            "sheetData" => {
                end_element(&mut self.data, &at, is_empty);
                state.is_in_data = false;
            }
            "row" => row.into_iter().for_each(|row| end_element(&mut row.element, &at, is_empty)),
            "c" | "f" | "v" => {
                let cell = row.zip(state.column).and_then(|(row, column)| row.cells.get_mut(&column));
                let Some(cell) = cell else { return };
                match name {
                    "c" => cell.all.end = at.end,
                    "v" => cell.value = Some(state.value..at.end),
                    _ => {
                        state.is_in_formula = false;
                        cell.formula = Some(std::mem::take(&mut state.formula));
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether a formula stands in a cell.
    pub fn has_formula(&self, place: CellPlace) -> bool {
        self.cell(place).is_some_and(|cell| cell.formula.is_some())
    }

    fn cell(&self, place: CellPlace) -> Option<&XmlCell> {
        self.rows.get(&place.row)?.cells.get(&place.column)
    }

    /// Its formulas.
    pub fn formulas<'s>(&'s self, sheet: &'s str) -> impl Iterator<Item = FormulaCell<'s>> {
        self.rows.iter().flat_map(move |(row, span)| {
            span.cells.iter().filter_map(move |(column, cell)| {
                let place = CellPlace::new(*row, *column);
                Some(FormulaCell { sheet, place, text: cell.formula.as_deref()? })
            })
        })
    }

    /// The part with cells written and stored results taken out; `percent` are the styles that show percent.
    pub fn patched(
        &self,
        changes: &BTreeMap<CellPlace, &PatchValue>,
        stale: &BTreeSet<CellPlace>,
        percent: &BTreeSet<String>,
    ) -> String {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        let mut by_row: BTreeMap<u32, Vec<(u32, &PatchValue)>> = BTreeMap::new();
        for (place, value) in changes {
            by_row.entry(place.row).or_default().push((place.column, value));
        }
        let mut new_rows: BTreeMap<usize, String> = BTreeMap::new();
        for (row, cells) in by_row {
            match self.rows.get(&row) {
                Some(span) => self.edit_row(row, span, &cells, percent, &mut edits),
                None => {
                    let next = self.rows.range(row..).next().map(|(_, span)| span.element.all.start);
                    let at =
                        next.unwrap_or_else(|| self.data.content.as_ref().map_or(self.data.all.end, |data| data.end));
                    let cells =
                        cells.iter().map(|(column, value)| self.cell_text((row, *column), None, value, percent));
                    let (prefix, number) = (&self.prefix, u64::from(row).saturating_add(1));
                    let text = format!("<{prefix}row r=\"{number}\">{}</{prefix}row>", cells.collect::<String>());
                    new_rows.entry(at).or_default().push_str(&text);
                }
            }
        }
        for (at, text) in new_rows {
            match &self.data.content {
                Some(_) => edits.push((at..at, text)),
                None => {
                    edits.push((self.data.all.clone(), format!("<{0}sheetData>{text}</{0}sheetData>", self.prefix)))
                }
            }
        }
        edits.extend(stale.iter().filter_map(|place| Some((self.cell(*place)?.value.clone()?, String::new()))));
        applied(self.text, edits)
    }

    fn edit_row(
        &self,
        row: u32,
        span: &XmlRow,
        cells: &[(u32, &PatchValue)],
        percent: &BTreeSet<String>,
        edits: &mut Vec<(Range<usize>, String)>,
    ) {
        let mut added: BTreeMap<usize, String> = BTreeMap::new();
        for (column, value) in cells {
            let known = span.cells.get(column);
            let style = known.map_or(span.style.as_deref(), |cell| cell.style.as_deref());
            let text = self.cell_text((row, *column), style, value, percent);
            match known {
                Some(cell) => edits.push((cell.all.clone(), text)),
                None => {
                    let next = span.cells.range(column..).next().map(|(_, cell)| cell.all.start);
                    let end = span.element.content.as_ref().map_or(span.element.all.end, |content| content.end);
                    added.entry(next.unwrap_or(end)).or_default().push_str(&text);
                }
            }
        }
        for (at, text) in added {
            match &span.element.content {
                Some(_) => edits.push((at..at, text)),
                // `<row …/>` gets an end of its own.
                None => {
                    let all = span.element.all.clone();
                    let open = self.text.get(all.clone()).unwrap_or_default().trim_end_matches("/>").trim_end();
                    edits.push((all, format!("{open}>{text}</{}row>", self.prefix)));
                }
            }
        }
    }

    fn cell_text(
        &self,
        (row, column): (u32, u32),
        style: Option<&str>,
        value: &PatchValue,
        percent: &BTreeSet<String>,
    ) -> String {
        let prefix = &self.prefix;
        let address = CellPlace::new(row, column);
        let is_percent = style.is_some_and(|style| percent.contains(style));
        let style = style.map(|style| format!(" s=\"{}\"", escape(style))).unwrap_or_default();
        let number =
            |number: String| format!("<{prefix}c r=\"{address}\"{style}><{prefix}v>{number}</{prefix}v></{prefix}c>");
        let text = |text: &str| {
            let text = escape(text);
            format!(
                "<{prefix}c r=\"{address}\"{style} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is></{prefix}c>"
            )
        };
        match value {
            // A style of percent would show another number.
            PatchValue::Number(value) if is_percent => text(&value.normalize().to_string()),
            PatchValue::Number(value) => number(value.normalize().to_string()),
            PatchValue::Percent(value) => match value.checked_div(rust_decimal::Decimal::ONE_HUNDRED) {
                Some(share) if is_percent => number(share.normalize().to_string()),
                _ => text(&format!("{value}%")),
            },
            PatchValue::Text(value) => text(&clean(value)),
        }
    }
}

/// What is known on the way through a part.
#[derive(Debug, Default)]
struct XmlReading {
    is_in_data: bool,
    is_in_formula: bool,
    row: Option<u32>,
    column: Option<u32>,
    formula: String,
    value: usize,
}

fn end_element(element: &mut XmlElement, at: &Range<usize>, is_empty: bool) {
    if !is_empty {
        element.all.end = at.end;
        if let Some(content) = &mut element.content {
            content.end = at.start;
        }
    }
}

/// A text without characters that XML does not have.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|sign| matches!(sign, '\t' | '\n') || (*sign >= ' ' && !matches!(sign, '\u{fffe}' | '\u{ffff}')))
        .collect()
}

/// The text with edits applied that do not overlap.
fn applied(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut written = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        written.push_str(text.get(at..range.start).unwrap_or_default());
        written.push_str(&new);
        at = range.end;
    }
    written.push_str(text.get(at..).unwrap_or_default());
    written
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.into_owned())
}

/// The column of an address, from 0.
fn column_of(address: &str) -> Option<u32> {
    let letters = address.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        let value =
            u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?).checked_add(1).filter(|value| *value <= 26)?;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    column.checked_sub(1)
}
