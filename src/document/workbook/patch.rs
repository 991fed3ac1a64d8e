//! [`patch_xlsx`]: cells of a workbook are written in place; every other byte of the file stays as it is.
//!
//! Only the parts of sheets in which something changes, and the part that lists the sheets, are written again, and in
//! these only the cells themselves. What formulas worked out of a changed cell is taken out, and the workbook asks to be
//! worked out again when it is opened.

mod cell;
mod dependents;
mod sheet_xml;
mod workbook_xml;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::container::Container;
use super::file_kind::FileKind;
use super::xlsx::{self, Listed, WorkbookParts};
use crate::document::sheet::CellPlace;
pub use cell::{CellPatch, PatchProblem, PatchValue};
use dependents::{FormulaCell, cells_in, stale_cells};
use sheet_xml::SheetXml;

/// The most bytes of a part that is written again.
const PART_BYTES: u64 = 64 << 20;

/// Writes cells of a workbook.
///
/// # Errors
/// [`PatchProblem`]: nothing is written where one cell cannot be.
pub fn patch_xlsx(bytes: &[u8], patches: &[CellPatch]) -> Result<Vec<u8>, PatchProblem> {
    // What is not packed is no workbook of this kind.
    if !bytes.starts_with(b"PK") {
        return Err(PatchProblem::NoXlsx);
    }
    let mut package = Container::open(bytes)?;
    if package.kind()? != FileKind::Xlsx {
        return Err(PatchProblem::NoXlsx);
    }
    let workbook = xlsx::workbook_part(&mut package)?;
    let parts = WorkbookParts::read(&mut package, &workbook)?;
    let sheets = parts.sheets(&mut package, &workbook)?;
    let styles = workbook_xml::percent_styles(&mut package, &parts)?;
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for (listed, part) in &sheets {
        if package.has(part) {
            texts.insert(listed.name.as_str(), package.text(FileKind::Xlsx, part, PART_BYTES)?);
        }
    }
    let mut parsed: BTreeMap<&str, SheetXml<'_>> = BTreeMap::new();
    for (name, text) in &texts {
        // A sheet that is not written need not be taken apart.
        let is_written = patches.iter().any(|patch| patch.sheet == **name);
        match SheetXml::read(text) {
            Some(sheet) => _ = parsed.insert(name, sheet),
            None if is_written => return Err(PatchProblem::Part { part: part_of(&sheets, name) }),
            None => {}
        }
    }
    let mut changes: BTreeMap<&str, BTreeMap<CellPlace, &PatchValue>> = BTreeMap::new();
    for patch in patches {
        let no_sheet = || PatchProblem::NoSheet { name: patch.sheet.clone() };
        let (name, sheet) = parsed.get_key_value(patch.sheet.as_str()).ok_or_else(no_sheet)?;
        if sheet.has_formula(patch.place) {
            return Err(PatchProblem::Formula { sheet: patch.sheet.clone(), place: patch.place });
        }
        changes.entry(name).or_default().insert(patch.place, &patch.value);
    }
    let formulas: Vec<FormulaCell<'_>> = parsed.iter().flat_map(|(name, sheet)| sheet.formulas(name)).collect();
    let changed: BTreeSet<(&str, CellPlace)> =
        changes.iter().flat_map(|(name, cells)| cells.keys().map(|place| (*name, *place))).collect();
    let stale = stale_cells(&formulas, changed);
    let mut written: BTreeMap<usize, String> = BTreeMap::new();
    let index_of = |part: &str| package.index(part).ok_or_else(|| PatchProblem::Part { part: part.to_owned() });
    for (name, sheet) in &parsed {
        let own: BTreeSet<CellPlace> = cells_in(&stale, name, 0..=u32::MAX).collect();
        let changes = changes.remove(name).unwrap_or_default();
        if !changes.is_empty() || !own.is_empty() {
            written.insert(index_of(&part_of(&sheets, name))?, sheet.patched(&changes, &own, &styles));
        }
    }
    if !formulas.is_empty() && !patches.is_empty() {
        let index = index_of(&workbook)?;
        let text = package.text(FileKind::Xlsx, &workbook, PART_BYTES)?;
        let asking = workbook_xml::asking_for_results(&text).ok_or(PatchProblem::Part { part: workbook })?;
        written.insert(index, asking);
    }
    repacked(bytes, &written)
}

fn part_of(sheets: &[(Listed, String)], name: &str) -> String {
    sheets.iter().find(|(listed, _)| listed.name == name).map(|(_, part)| part.clone()).unwrap_or_default()
}

/// The package with some parts, by their index, written again; the others are copied as they are packed.
fn repacked(bytes: &[u8], written: &BTreeMap<usize, String>) -> Result<Vec<u8>, PatchProblem> {
    let broken = |part: &str| PatchProblem::Part { part: part.to_owned() };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(""))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| broken(""))?;
        let name = part.name().map_err(|_| broken(""))?.into_owned();
        match written.get(&index) {
            None => writer.raw_copy_file(part).map_err(|_| broken(&name))?,
            Some(text) => {
                let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
                let options = part.last_modified().map_or(options, |moment| options.last_modified_time(moment));
                writer.start_file(&name, options).map_err(|_| broken(&name))?;
                writer.write_all(text.as_bytes()).map_err(|_| broken(&name))?;
            }
        }
    }
    Ok(writer.finish().map_err(|_| broken(""))?.into_inner())
}
