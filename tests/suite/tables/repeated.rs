//! Small files that have the same thing read again and again end soon.

use std::fmt::Write;

use jixiao::document::workbook::{SizeMeasure, TableProblem, read_workbook};

use super::packed::{is_too_large, read, workbook, zip};

/// An OpenDocument spreadsheet with these styles and tables.
fn open_document(styles: &str, tables: &str) -> Vec<u8> {
    let names = "xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s' xmlns:number='n'";
    let content = format!(
        "<office:document {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
         <office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document>"
    );
    zip(&[("content.xml", content.as_bytes())])
}

const ONE: &str = "<table:table-row><table:table-cell office:value-type='float' office:value='1'/></table:table-row>";

#[test]
fn hidden_rows_of_many_sheets() {
    let hidden = "<table:table-row table:visibility='collapse' table:number-rows-repeated='1048575'/>";
    let found = read(&open_document("", &format!("<table:table>{ONE}{hidden}</table:table>").repeat(1_000)));
    assert_eq!(found.expect("a workbook").sheets[999].hidden_rows.ranges().collect::<Vec<_>>(), [1..=1_048_575]);
}

#[test]
fn rows_that_are_hidden_again_and_again() {
    let row = "<Row ss:Index='1' ss:Span='1048575' ss:Hidden='1'/>".repeat(100_000);
    let columns = "<Column ss:StyleID='a'/>".repeat(16_384);
    let cells = "<Cell ss:Index='16384'><Data ss:Type='Number'>1</Data></Cell>".repeat(100_000);
    let text = format!(
        "<?xml version='1.0'?><Workbook xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet ss:Name='a'>\
         <Table>{columns}{row}<Row ss:Index='1'>{cells}</Row></Table></Worksheet></Workbook>"
    );
    assert_eq!(read(text.as_bytes()).expect("a workbook").sheets[0].cells.len(), 1);
}

#[test]
fn empty_texts_and_cells_beyond_the_grid() {
    let repeated = "table:number-columns-repeated='4294967295'";
    let empty = format!("<table:table-cell {repeated} office:value-type='string'/>").repeat(1_000);
    let beyond = "<table:table-cell office:value-type='float' office:value='1'/>".repeat(100_000);
    let rows = format!("<table:table-row table:number-rows-repeated='4294967295'>{empty}{beyond}</table:table-row>");
    let found = read(&open_document("", &format!("<table:table>{ONE}{rows}</table:table>"))).expect("a workbook");
    assert_eq!((found.sheets[0].cells.len(), found.remarks.len()), (1, 1));
}

#[test]
fn formats_that_are_made_of_others() {
    let long = format!("<number:text>{}</number:text>", "长".repeat(100_000));
    let map = "<style:map style:condition='value()>1' style:apply-style-name='a'/>".repeat(100_000);
    let styles = format!(
        "<number:number-style style:name='a'>{long}{map}</number:number-style>\
         <style:style style:name='c' style:family='table-cell' style:parent-style-name='c' style:data-style-name='a'/>\
         <style:style style:name='d' style:family='table-cell' style:parent-style-name='d'/>"
    );
    let cell = |style: char| {
        format!("<table:table-cell table:style-name='{style}' office:value-type='float' office:value='1'/>")
    };
    let tables = format!("<table:table><table:table-row>{}{}</table:table-row></table:table>", cell('c'), cell('d'));
    assert_eq!(read(&open_document(&styles, &tables)).expect("a workbook").sheets[0].cells.len(), 2);
}

#[test]
fn lists_of_sheets_and_parts() {
    let listed = format!("<workbook><sheets>{}</sheets></workbook>", "<sheet/>".repeat(2_000_000));
    is_too_large(&zip(&[("xl/workbook.xml", listed.as_bytes())]), SizeMeasure::Sheets);
    let mut targets = String::from("<Relationships>");
    for number in 0..100_000 {
        write!(targets, "<Relationship Id='{number}'/>").expect("written");
    }
    targets += "</Relationships>";
    let parts: [(&str, &[u8]); 2] =
        [("xl/workbook.xml", b"<workbook/>"), ("xl/_rels/workbook.xml.rels", targets.as_bytes())];
    is_too_large(&zip(&parts), SizeMeasure::Parts);
}

#[test]
fn one_long_tag_or_text() {
    let row = "<row><c><v>1</v></c></row>";
    let sheet = |inside: &str| format!("<worksheet><sheetData>{inside}{row}</sheetData></worksheet>");
    is_too_large(&workbook(&sheet(&format!("<a b='{}'/>", "A".repeat(60 << 20))), &[]), SizeMeasure::TextBytes);
    is_too_large(&workbook(&sheet(&"A".repeat(60 << 20)), &[]), SizeMeasure::TextBytes);
}

#[test]
fn sheets_that_lie_over_one_another() {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).expect("a length");
        [&kind.to_le_bytes()[..], &length.to_le_bytes()[..], data].concat()
    };
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let listed = |start: u32| record(0x85, &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat());
    let globals = begin.len() + 900 * listed(0).len() + 4;
    let start = u32::try_from(globals).expect("a place");
    let blanks = record(0x201, &[0; 6]).repeat(1_000_000);
    let stream =
        [begin.clone(), listed(start).repeat(900), record(0x0A, &[]), begin, blanks, record(0x0A, &[])].concat();
    assert!(matches!(read(&stream), Err(TableProblem::Damaged { .. })));
}

#[test]
fn texts_of_nothing_but_separators() {
    const LONG: usize = 4 << 20;
    for piece in [",", "\n", "a\n", "a  b\n", "|\n", "\"\"\n", "\t"] {
        let text = format!("a,b\n{}", piece.repeat(LONG / piece.len()));
        for name in ["form.csv", "form.txt"] {
            let found = read_workbook(name, text.as_bytes());
            assert!(
                found.is_ok() || matches!(found, Err(TableProblem::TooLarge { .. } | TableProblem::Foreign(_))),
                "{piece:?}"
            );
        }
    }
}
