//! CSV for other programs: one value a cell, numbers apart from their units, and nothing that a spreadsheet would run.

use std::borrow::Cow;

use super::visible;
use crate::numeric::{Mode, Number, Rounding};

/// How many decimals of a number are written that never ends.
const PLACES: u32 = 12;

/// What a text begins with that a spreadsheet takes for a formula; the wide twins count too.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum CsvCell {
    /// Nothing.
    #[default]
    Empty,
    /// A number with an ASCII minus: it stays a number.
    Number(String),
    /// A text, which stays a text.
    Text(String),
}

impl CsvCell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number in full, however it is shown elsewhere.
    pub fn number(number: &Number) -> Self {
        Self::padded(number, 0)
    }

    /// A number in full, with at least so many decimals.
    pub fn padded(number: &Number, places: u32) -> Self {
        let ends = number.decimals().is_some();
        let cut = || Rounding { places: PLACES, mode: Mode::HalfUp }.apply(number);
        Self::Number(if ends { number.to_padded(places) } else { cut().to_padded(places) })
    }

    fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Number(number) => Cow::Borrowed(number),
            Self::Text(text) => guarded(text),
        }
    }
}

/// A text that no spreadsheet runs.
fn guarded(text: &str) -> Cow<'_, str> {
    match text.trim_start_matches(' ').starts_with(FORMULA) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// Adds a text as one cell of a line with commas.
pub(super) fn push_cell(out: &mut String, text: &str) {
    let written = guarded(text);
    if !written.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r')) {
        return out.push_str(&written);
    }
    out.push('"');
    out.push_str(&written.replace('"', "\"\""));
    out.push('"');
}

/// A table as CSV with a byte-order mark, so that spreadsheets read Chinese.
pub(super) fn csv_text(header: &[String], lines: &[Vec<CsvCell>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(header);
    for line in lines {
        let _ = writer.write_record(line.iter().map(|cell| visible(&cell.written()).into_owned()));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_not_run_and_numbers_stay_numbers() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "=HYPERLINK(\"http://x\")"] {
            let written = csv_text(&["a".to_owned()], &[vec![CsvCell::text(text)]]);
            let mut reader = csv::Reader::from_reader(written.trim_start_matches('\u{feff}').as_bytes());
            let cell = reader.records().next().unwrap().unwrap().get(0).unwrap().to_owned();
            assert!(cell.starts_with('\''), "{cell:?}");
        }
        let minus = Number::parse("-5").unwrap();
        let third = Number::from(-2).divide(&Number::from(3)).unwrap();
        let line = vec![CsvCell::padded(&minus, 2), CsvCell::number(&third), CsvCell::text("5-1"), CsvCell::Empty];
        let header = ["a", "b", "c", "d"].map(str::to_owned);
        assert!(csv_text(&header, &[line]).ends_with("-5.00,-0.666666666667,5-1,\n"));
    }
}
