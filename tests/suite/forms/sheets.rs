//! Sheets written as text: one line a row, `|` between cells, `<` joins the cell to its left, `^` to the one above;
//! `%86.2037` is a percent shown without decimals, `#12.5` a number, `?` a formula without result, `!` an error.

use std::collections::BTreeMap;

use jixiao::document::sheet::{Cell, CellPlace, CellValue, Merge, NumberFormat, ShareSign, Sheet};
use rust_decimal::Decimal;

/// A sheet of that name.
pub fn sheet(name: &str, text: &str) -> Sheet {
    let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
    let rows: Vec<Vec<String>> = text
        .trim_matches('\n')
        .lines()
        .map(|line| line.split('|').map(|cell| cell.trim().replace("\\n", "\n").to_owned()).collect())
        .collect();
    let mut spans: BTreeMap<CellPlace, CellPlace> = BTreeMap::new();
    let mut owner: BTreeMap<CellPlace, CellPlace> = BTreeMap::new();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let place = CellPlace::new(row as u32, column as u32);
            let joined = match cell.as_str() {
                "<" => Some(CellPlace::new(place.row, place.column - 1)),
                "^" => Some(CellPlace::new(place.row - 1, place.column)),
                _ => None,
            };
            match joined {
                Some(neighbour) => {
                    let first = owner.get(&neighbour).copied().unwrap_or(neighbour);
                    owner.insert(place, first);
                    let last = spans.entry(first).or_insert(first);
                    *last = CellPlace::new(last.row.max(place.row), last.column.max(place.column));
                }
                None => {
                    if let Some(cell) = value(cell) {
                        sheet.cells.insert(place, cell);
                    }
                }
            }
        }
    }
    sheet.merges = spans.into_iter().map(|(first, last)| Merge { first, last }).collect();
    sheet
}

fn value(text: &str) -> Option<Cell> {
    let mut format = NumberFormat::default();
    let value = match text.chars().next()? {
        '%' => {
            format = NumberFormat { shift: 2, sign: Some(ShareSign::Percent), places: Some(0) };
            CellValue::Number(text[1..].parse::<Decimal>().ok()? / Decimal::ONE_HUNDRED)
        }
        '#' => CellValue::Number(text[1..].parse().ok()?),
        '?' => CellValue::NoResult,
        '!' => CellValue::Error("#REF!".to_owned()),
        _ => CellValue::Text(text.to_owned()),
    };
    let mut cell = Cell::new(value);
    cell.format = format;
    Some(cell)
}
