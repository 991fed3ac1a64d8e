//! What a cell of a form shows: exactly, and as a person sees it.

use rust_decimal::Decimal;

use crate::document::sheet::{Cell, CellValue, DateParts};

/// What stands behind the number of a year.
const YEAR: &str = "年";

/// What a cell shows, and what it is exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCell {
    /// Exact: a number with all its digits, 0.9775 in percent as `97.75%`.
    pub exact: String,
    /// As a person sees it; the same as `exact` where the format hides no digit.
    pub shown: String,
    /// Whether the cell holds a number and no text.
    pub is_number: bool,
}

/// What a cell shows; nothing where it holds no result.
#[must_use]
pub fn show(cell: &Cell) -> Option<ShownCell> {
    let plain = |text: String| Some(ShownCell { shown: text.clone(), exact: text, is_number: false });
    match &cell.value {
        CellValue::Number(number) => {
            let exact = cell.written();
            let shown = if hides_digits(*number, cell) { cell.shown() } else { exact.clone() };
            Some(ShownCell { exact, shown, is_number: true })
        }
        CellValue::Date { year, shown: DateParts::Year, .. } => plain(format!("{year}{YEAR}")),
        CellValue::Logical(answer) => plain(if *answer { "是" } else { "否" }.to_owned()),
        CellValue::Text(_) | CellValue::Date { .. } => plain(cell.written()),
        CellValue::Error(_) | CellValue::NoResult => None,
    }
}

/// Whether the format shows fewer decimals than the number has.
fn hides_digits(number: Decimal, cell: &Cell) -> bool {
    let scale = i64::from(number.normalize().scale()).saturating_sub(i64::from(cell.format.shift));
    cell.format.places.is_some_and(|places| scale > i64::from(places))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::sheet::{NumberFormat, ShareSign};

    fn percent(value: &str, places: u8) -> ShownCell {
        let mut cell = Cell::new(CellValue::Number(value.parse().unwrap()));
        cell.format = NumberFormat { shift: 2, sign: Some(ShareSign::Percent), places: Some(places) };
        show(&cell).unwrap()
    }

    #[test]
    fn a_percent_keeps_its_digits() {
        let rate = percent("0.862037037037037", 0);
        assert_eq!((rate.exact.as_str(), rate.shown.as_str()), ("86.2037037037037%", "86%"));
        let rate = percent("0.9775", 2);
        assert_eq!((rate.exact.as_str(), rate.shown.as_str()), ("97.75%", "97.75%"));
        assert_eq!(percent("1", 2).shown, "100%");
    }
}
