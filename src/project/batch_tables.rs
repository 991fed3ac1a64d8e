//! Reports of a population in sheets of workbooks and in folders of report files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::accounts::ACCOUNTS_FILE;
use super::case::CaseFiles;
use super::case_folder::cases_at;
use super::files::{list, read_bytes};
use super::table_problem::diagnostic;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::sheet::{Cell, CellPlace, CellValue, Sheet};
use crate::document::workbook::read_workbook;
use crate::messages::phrase;
use crate::population::TableColumns;

/// The largest workbook, in bytes.
const MOST_BYTES: u64 = 64 << 20;

/// The YAML files of a folder that are reports, in the order of their names: what a case has beside them is left out.
pub(super) fn listed_reports(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut files = list(folder, &["yaml", "yml"])?;
    files.retain(|file| file.file_name().is_none_or(|name| name != "scheme.yaml" && name != ACCOUNTS_FILE));
    Ok(files)
}

/// How many report files lie in a folder.
#[must_use]
pub fn count_reports(folder: &Path) -> usize {
    listed_reports(folder).map_or(0, |files| files.len())
}

/// The report files of a folder: its YAML files, or the reports of the cases below it.
pub(super) fn report_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    let files = listed_reports(folder)?;
    if !files.is_empty() {
        return Ok(files);
    }
    let cases = cases_at(folder)?;
    Ok(cases.iter().map(|case| CaseFiles::in_folder(case).report).collect())
}

/// A table of organisations as texts with commas, and where its cells stand.
pub(super) struct SheetTable {
    /// The header.
    pub header: String,
    /// The lines below it.
    pub text: String,
    /// The name of the sheet.
    pub sheet: String,
    /// The row of the sheet that each line is.
    pub rows: Vec<u32>,
    /// The column of the sheet that each cell of a line stands in.
    pub columns: Vec<u32>,
}

/// The tables of a workbook that have a column of organisations.
pub(super) fn sheet_tables(path: &Path) -> Result<Vec<SheetTable>, Diagnostics> {
    let name = path.display().to_string();
    let bytes = read_bytes(path, MOST_BYTES)?;
    let workbook = read_workbook(&name, &bytes).map_err(|problem| diagnostic(&name, &problem))?;
    let tables: Vec<SheetTable> =
        workbook.sheets.iter().filter(|sheet| !sheet.is_hidden).filter_map(sheet_table).collect();
    if tables.is_empty() {
        let problem = Diagnostic::new(Code::PopulationForm).fact("path", name);
        return Err(problem.said("detail", phrase("population-no-organisation", &[])).into());
    }
    Ok(tables)
}

/// A sheet from the line on that is a header.
fn sheet_table(sheet: &Sheet) -> Option<SheetTable> {
    let mut lines: BTreeMap<u32, BTreeMap<u32, &Cell>> = BTreeMap::new();
    for (CellPlace { row, column }, cell) in &sheet.cells {
        lines.entry(*row).or_default().insert(*column, cell);
    }
    let (first, header) = lines.iter().find(|(_, cells)| cells.values().any(|cell| is_organisation(cell)))?;
    let columns: Vec<(u32, String)> =
        header.iter().map(|(column, cell)| (*column, cell.written().trim().to_owned())).collect();
    // A percentage in a cell is a number and its unit.
    let has_unit = |column: &u32| {
        let below = lines.iter().filter(|(row, _)| *row > first).filter_map(|(_, cells)| cells.get(column));
        below.into_iter().any(|cell| unit_of(cell).is_some())
    };
    let with_units: Vec<(u32, String, bool)> =
        columns.into_iter().map(|(column, name)| (column, name, has_unit(&column))).collect();
    let names = with_units
        .iter()
        .flat_map(|(_, name, has_unit)| std::iter::once(name.clone()).chain(has_unit.then(|| format!("{name}.unit"))));
    let header = line_text(names);
    let mut text = String::new();
    let mut rows = Vec::new();
    for (row, cells) in lines.iter().filter(|(row, _)| *row > first) {
        let written = with_units.iter().flat_map(|(column, _, has_unit)| {
            let cell = cells.get(column);
            let unit = cell.and_then(|cell| unit_of(cell));
            let value = cell.map_or_else(String::new, |cell| {
                let written = cell.written();
                unit.as_ref().and_then(|unit| written.strip_suffix(unit.as_str())).unwrap_or(&written).to_owned()
            });
            std::iter::once(value).chain(has_unit.then(|| unit.unwrap_or_default()))
        });
        text.push_str(&line_text(written));
        rows.push(*row);
    }
    let columns =
        with_units.iter().flat_map(|(column, _, has_unit)| std::iter::repeat_n(*column, 1 + usize::from(*has_unit)));
    Some(SheetTable { header, text, sheet: sheet.name.clone(), rows, columns: columns.collect() })
}

/// Whether a sheet has a line for each organisation, whose names stand first.
pub(super) fn lists_organisations(sheet: &Sheet) -> bool {
    let table = sheet_table(sheet).filter(|table| !table.rows.is_empty());
    let first = |table: &SheetTable| table.header.split(',').next().is_some_and(TableColumns::is_organisation);
    table.is_some_and(|table| first(&table))
}

fn is_organisation(cell: &Cell) -> bool {
    matches!(&cell.value, CellValue::Text(text) if TableColumns::is_organisation(text.trim()))
}

/// What the format of a number writes behind it.
fn unit_of(cell: &Cell) -> Option<String> {
    if !matches!(cell.value, CellValue::Number(_)) {
        return None;
    }
    let sign = cell.format.sign.map_or("", |sign| sign.text());
    let unit = format!("{sign}{}", cell.suffix.as_deref().unwrap_or_default());
    Some(unit).filter(|unit| !unit.is_empty())
}

/// Cells as a line with commas.
fn line_text(cells: impl Iterator<Item = String>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(cells);
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
