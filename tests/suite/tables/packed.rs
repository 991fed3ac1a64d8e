//! Packed files made for a test, and what is read of them.

use std::io::{Cursor, Write};

use jixiao::document::workbook::{SizeMeasure, TableProblem, Workbook, read_workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip with these parts; what is long is compressed.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let method = if content.len() > 4_096 { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("a part");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("a zip").into_inner()
}

/// A workbook of one sheet with this XML, and these further parts.
pub fn workbook(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let relationships = "<Relationships>\
        <Relationship Id='r1' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/>\
        <Relationship Id='r2' Type='http://x/sharedStrings' Target='sharedStrings.xml'/>\
        <Relationship Id='r3' Type='http://x/styles' Target='styles.xml'/></Relationships>";
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("xl/workbook.xml", b"<workbook xmlns:r='r'><sheets><sheet name='S' r:id='r1'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", relationships.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(more);
    zip(&parts)
}

/// The tables of a file whose name tells nothing.
pub fn read(bytes: &[u8]) -> Result<Workbook, TableProblem> {
    read_workbook("form", bytes)
}

/// The file holds more than is read of this measure.
#[track_caller]
pub fn is_too_large(bytes: &[u8], measure: SizeMeasure) {
    let found = read(bytes);
    assert!(
        matches!(&found, Err(TableProblem::TooLarge { what, .. }) if *what == measure),
        "{found:?}, not {measure:?}"
    );
}
