//! Every workbook is read by calamine as well, which shares no code with ours, and both say the same of every cell.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Sheets, open_workbook_auto_from_rs};
use jixiao::document::sheet::{CellPlace, CellValue, Sheet};
use jixiao::document::workbook::{FileKind, Workbook, read_workbook};
use rust_decimal::Decimal;

use super::files;

#[test]
fn two_readers_say_the_same_of_every_cell() {
    let mut compared = 0;
    for path in files(&[".", "nasty", "made"]) {
        let bytes = fs::read(&path).expect("a file");
        let name = path.to_string_lossy().into_owned();
        let Ok(workbook) = read_workbook(&name, &bytes) else { continue };
        // Excel 95 without a compound file, and a spreadsheet as one XML, are beyond the other reader.
        if !matches!(workbook.kind, FileKind::Xlsx | FileKind::Xls | FileKind::Ods)
            || bytes.starts_with(b"\x09\x08")
            || bytes.starts_with(b"<")
        {
            continue;
        }
        let of_file = compare(&name, &workbook, bytes);
        assert!(of_file > 0, "no cell of {name} was compared");
        compared += of_file;
    }
    assert!(compared > 500, "only {compared} cells were compared");
}

fn compare(name: &str, workbook: &Workbook, bytes: Vec<u8>) -> usize {
    let mut other = open_workbook_auto_from_rs(Cursor::new(bytes)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut compared = 0;
    for sheet in &workbook.sheets {
        let cells = other_cells(&mut other, &sheet.name);
        for (place, data) in &cells {
            let place = CellPlace::new(place.0, place.1);
            assert!(
                agrees(sheet, place, data),
                "{name} {}!{place}: {:?}, the other reader {data:?}",
                sheet.name,
                sheet.cell(place)
            );
            compared += 1;
        }
        // Nor does it know all errors of one.
        let held = |value: &CellValue| match value {
            CellValue::NoResult => false,
            CellValue::Text(text) => !text.is_empty(),
            CellValue::Error(_) => workbook.kind != FileKind::Ods,
            _ => true,
        };
        // The other reader passes over what is under a merge of an open document.
        let is_under = |place| sheet.merges.iter().any(|merge| merge.holds(place) && merge.first != place);
        let is_seen = |place| workbook.kind != FileKind::Ods || !is_under(place);
        for (place, cell) in sheet.cells.iter().filter(|(place, _)| is_seen(**place)) {
            let is_there = cells.iter().any(|(other, _)| (place.row, place.column) == *other);
            assert!(
                is_there || !held(&cell.value),
                "{name} {}!{place}: {cell:?}, the other reader nothing",
                sheet.name
            );
        }
    }
    compared
}

/// The cells that are not empty, read one by one where a whole range would take memory by the outermost cells.
fn other_cells(other: &mut Sheets<Cursor<Vec<u8>>>, sheet: &str) -> Vec<((u32, u32), Data)> {
    let mut cells = Vec::new();
    if let Sheets::Xlsx(xlsx) = other {
        let mut reader = xlsx.worksheet_cells_reader(sheet).expect("the sheet");
        while let Some(cell) = reader.next_cell().expect("a cell") {
            cells.push((cell.get_position(), Data::from(cell.get_value().clone())));
        }
    } else {
        let range = other.worksheet_range(sheet).expect("the sheet");
        let (row, column) = range.start().unwrap_or_default();
        for (at_row, at_column, data) in range.used_cells() {
            let place =
                (row + u32::try_from(at_row).expect("a row"), column + u32::try_from(at_column).expect("a column"));
            cells.push((place, data.clone()));
        }
    }
    cells.retain(|(_, data)| *data != Data::Empty && *data != Data::String(String::new()));
    cells
}

fn agrees(sheet: &Sheet, place: CellPlace, data: &Data) -> bool {
    let Some(cell) = sheet.cell(place) else { return false };
    // Fifteen digits of both, of the other by way of its binary number.
    let number = |digits: String| match &cell.value {
        CellValue::Number(number) => {
            digits.parse::<Decimal>().or_else(|_| Decimal::from_scientific(&digits)) == Ok(*number)
        }
        _ => false,
    };
    match (data, &cell.value) {
        (Data::Float(other), _) => number(format!("{other:.14e}")),
        (Data::Int(other), CellValue::Number(number)) => number.to_string() == other.to_string(),
        (Data::DateTime(other), CellValue::Date { year, month, day, .. }) => {
            let (at_year, at_month, at_day, ..) = other.to_ymd_hms_milli();
            (i64::from(*year), *month, *day) == (i64::from(at_year), at_month, at_day)
        }
        // What the format calls a day or a time and is none here: hours, 0, and 29 February 1900.
        (Data::DateTime(other), CellValue::Number(_)) => number(format!("{:.14e}", other.as_f64())),
        (Data::DateTimeIso(other), CellValue::Date { year, month, day, .. }) => {
            other.starts_with(&format!("{year:04}-{month:02}-{day:02}"))
        }
        (Data::String(other), CellValue::Text(text)) => without_returns(other) == *text,
        (Data::Bool(other), CellValue::Logical(answer)) => other == answer,
        (Data::Error(other), CellValue::Error(text)) => other.to_string() == *text,
        // The other reader does not know errors of .ods.
        (Data::String(other), CellValue::Error(text)) => other == text,
        _ => false,
    }
}

fn without_returns(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
