//! Every fixture as it was read when somebody compared it, cell by cell, with what was laid out.
//!
//! `UPDATE_READINGS=1 cargo test --test sheets` writes the readings anew; look at the difference before you keep it.

use std::fmt::Write;
use std::{env, fs};

use jixiao::document::sheet::{Cell, CellValue, Sheet};
use jixiao::document::workbook::read_workbook;

use super::{files, folder};

#[test]
fn fixtures_are_read_as_they_were_laid_out() {
    let mut wrong = Vec::new();
    for path in files(&[".", "nasty", "made", "texts"]) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let reading = reading(&name, &fs::read(&path).expect("a file"));
        let kept = folder().join("readings").join(format!("{name}.txt"));
        if env::var_os("UPDATE_READINGS").is_some() {
            fs::create_dir_all(folder().join("readings")).expect("a folder");
            fs::write(&kept, &reading).expect("written");
        }
        if fs::read_to_string(&kept).unwrap_or_default() != reading {
            wrong.push(format!("--- {name} is read as\n{reading}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The reading of a file, a line for a cell.
fn reading(name: &str, bytes: &[u8]) -> String {
    let mut text = String::new();
    match read_workbook(name, bytes) {
        Err(problem) => writeln!(text, "{problem:?}").expect("written"),
        Ok(workbook) => {
            writeln!(text, "{:?} {:?}", workbook.kind, workbook.remarks).expect("written");
            workbook.sheets.iter().for_each(|sheet| text.push_str(&of_sheet(sheet)));
        }
    }
    text
}

fn of_sheet(sheet: &Sheet) -> String {
    let mut text = format!("\n[{}]{}\n", sheet.name, if sheet.is_hidden { " hidden" } else { "" });
    if !sheet.heading.is_empty() {
        writeln!(text, "heading {:?}", sheet.heading).expect("written");
    }
    let merges: Vec<String> = sheet.merges.iter().map(|merge| format!("{}:{}", merge.first, merge.last)).collect();
    if !merges.is_empty() {
        writeln!(text, "merges {}", merges.join(" ")).expect("written");
    }
    for (name, lines) in [("rows", &sheet.hidden_rows), ("columns", &sheet.hidden_columns)] {
        let ranges: Vec<String> = lines.ranges().map(|range| format!(" {}-{}", range.start(), range.end())).collect();
        if !ranges.is_empty() {
            writeln!(text, "hidden {name}{}", ranges.concat()).expect("written");
        }
    }
    for (place, cell) in &sheet.cells {
        writeln!(text, "{place} {}", of_cell(cell)).expect("written");
    }
    text
}

fn of_cell(cell: &Cell) -> String {
    let formula = cell.formula.as_ref().map(|formula| format!(" ={formula}")).unwrap_or_default();
    let value = match &cell.value {
        CellValue::Text(text) if text.chars().count() > 200 => format!("text of {} characters", text.chars().count()),
        CellValue::Text(text) => format!("{text:?}"),
        CellValue::Number(number) => format!("{number} written {} shown {}", cell.written(), cell.shown()),
        CellValue::Date { .. } => format!("day {}", cell.shown()),
        other => format!("{other:?}"),
    };
    value + &formula
}
