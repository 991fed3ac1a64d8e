//! Files that claim, nest or repeat more than anybody writes end in a problem, within bounds.

use jixiao::document::sheet::CellPlace;
use jixiao::document::workbook::{FileContent, FileKind, SizeMeasure, TableProblem, WorkbookRemark};

use super::packed::{is_too_large, read, workbook, zip};

#[track_caller]
fn is_damaged(bytes: &[u8], of: FileKind) {
    let found = read(bytes);
    assert!(matches!(&found, Err(TableProblem::Damaged { kind, .. }) if *kind == of), "{found:?}");
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

#[test]
fn parts_that_unpack_to_more_than_is_read() {
    let blank = format!("<a/>{}", " ".repeat(1 << 20));
    is_too_large(&workbook(&sheet(&blank.repeat(70)), &[]), SizeMeasure::PartBytes);
    let most = blank.repeat(60);
    let strings = format!("<sst>{most}</sst>");
    let styles = format!("<styleSheet>{most}</styleSheet>");
    let more: [(&str, &[u8]); 2] = [("xl/sharedStrings.xml", strings.as_bytes()), ("xl/styles.xml", styles.as_bytes())];
    is_too_large(&workbook(&sheet(&most), &more), SizeMeasure::UnpackedBytes);
}

#[test]
fn a_part_that_lies_about_its_size() {
    let blank = sheet(&" ".repeat(70 << 20));
    let mut bytes = workbook(&blank, &[]);
    let claimed = u32::try_from(blank.len()).expect("its size").to_le_bytes();
    while let Some(at) = bytes.windows(4).position(|window| window == claimed) {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(read(&bytes).is_err());
}

#[test]
fn more_parts_than_a_file_has() {
    let names: Vec<String> = (0..10_001).map(|number| format!("xl/media/{number}.png")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    is_too_large(&zip(&parts), SizeMeasure::Parts);
}

#[test]
fn parts_that_are_not_needed_stay_packed() {
    let blank = vec![0; 100 << 20];
    let sheet = sheet("<row><c><v>1</v></c></row>");
    let found = read(&workbook(&sheet, &[("xl/vbaProject.bin", &blank), ("xl/media/a.png", &blank)]));
    assert_eq!(found.expect("a workbook").sheets[0].cells.len(), 1);
}

#[test]
fn a_million_empty_rows_with_styles() {
    let rows = format!("<row r='1'><c r='A1'><v>1</v></c></row>{}", "<row s='5' customFormat='1'/>".repeat(1_000_000));
    let found = read(&workbook(&sheet(&rows), &[])).expect("a workbook");
    assert_eq!(found.sheets[0].cells.len(), 1);
}

#[test]
fn more_cells_than_are_read() {
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(250_001);
    is_too_large(&workbook(&sheet(&rows), &[]), SizeMeasure::Cells);
    is_too_large("1,2\n".repeat(250_001).as_bytes(), SizeMeasure::Cells);
}

#[test]
fn one_long_text_in_many_cells() {
    let long = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(300_000));
    let rows = "<row><c t='s'><v>0</v></c></row>".repeat(100);
    let strings: [(&str, &[u8]); 1] = [("xl/sharedStrings.xml", long.as_bytes())];
    is_too_large(&workbook(&sheet(&rows), &strings), SizeMeasure::AllTextBytes);
    let longer = format!("<sst><si><t>{}</t></si></sst>", "A".repeat(2 << 20));
    is_too_large(&workbook(&sheet(&rows), &[("xl/sharedStrings.xml", longer.as_bytes())]), SizeMeasure::TextBytes);
}

#[test]
fn deep_elements_and_entities() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    is_too_large(&workbook(&sheet(&deep), &[]), SizeMeasure::Depth);
    let mut entities = String::from("<!DOCTYPE x [<!ENTITY a0 'ha'>");
    for level in 1..30 {
        entities += &format!("<!ENTITY a{level} '&a{};&a{};'>", level - 1, level - 1);
    }
    entities += "]>";
    let bomb = entities + &sheet("<row><c t='str'><v>&a29;</v></c></row>");
    is_damaged(&workbook(&bomb, &[]), FileKind::Xlsx);
    let deep = format!("<html>{}", "<table><tr><td>".repeat(100));
    is_too_large(deep.as_bytes(), SizeMeasure::Depth);
}

#[test]
fn cells_beyond_the_grid_are_told() {
    let rows = "<row r='1'><c r='A1'><v>1</v></c><c r='XFE1'><v>2</v></c></row>\
        <row r='1048577'><c r='A1048577'><v>3</v></c></row><row r='99999999999'><c r='ZZZZZZZZ99999999999'><v>4</v></c></row>";
    let found = read(&workbook(&sheet(rows), &[])).expect("a workbook");
    assert_eq!(found.sheets[0].cells.keys().collect::<Vec<_>>(), [&CellPlace::new(0, 0)]);
    assert_eq!(found.remarks, [WorkbookRemark::BeyondGrid { sheet: "S".into(), cells: 3 }]);
}

#[test]
fn a_text_that_is_not_there_is_damage_not_an_empty_cell() {
    is_damaged(&workbook(&sheet("<row><c t='s'><v>7</v></c></row>"), &[]), FileKind::Xlsx);
}

#[test]
fn content_types_do_not_matter() {
    let types = b"<Types><Default Extension='xml' ContentType='image/png'/></Types>";
    let found = read(&workbook(&sheet("<row><c><v>1</v></c></row>"), &[("[Content_Types].xml", types)]));
    assert_eq!(found.expect("a workbook").kind, FileKind::Xlsx);
}

#[test]
fn repeated_cells_of_an_open_document() {
    let table = |cells: &str| {
        let head = "<office:document xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body><office:spreadsheet><table:table>";
        format!("{head}{cells}</table:table></office:spreadsheet></office:body></office:document>")
    };
    let cell = |columns: u32| {
        format!(
            "<table:table-cell table:number-columns-repeated='{columns}' office:value-type='float' office:value='1'/>"
        )
    };
    let many = format!("<table:table-row table:number-rows-repeated='4294967295'>{}</table:table-row>", cell(u32::MAX));
    is_too_large(table(&many).as_bytes(), SizeMeasure::Cells);
    let empty = format!(
        "<table:table-row table:number-rows-repeated='4294967295'/><table:table-row table:visibility='collapse' \
         table:number-rows-repeated='4294967295'>{}</table:table-row><table:table-column table:visibility='collapse' \
         table:number-columns-repeated='4294967295'/><table:table-row>{}</table:table-row>",
        cell(1),
        cell(u32::MAX)
    );
    let found = read(table(&empty).as_bytes());
    assert_eq!(found.err(), Some(TableProblem::NoTable { kind: FileKind::Ods }));
    let spaces = "<table:table-row><table:table-cell><text:p><text:s text:c='4294967295'/></text:p></table:table-cell></table:table-row>";
    is_too_large(table(spaces).as_bytes(), SizeMeasure::TextBytes);
}

#[test]
fn wide_and_tall_cells_of_a_page() {
    let row = format!("<tr>{}</tr>", "<td colspan=1000 rowspan=65534>x</td>".repeat(20));
    let page = format!("<table>{}</table>", row.repeat(100));
    let found = read(page.as_bytes()).expect("a table");
    assert!(
        found.remarks.contains(&WorkbookRemark::BeyondGrid { sheet: "表1".into(), cells: 1_983 }),
        "{:?}",
        found.remarks
    );
    let page = format!("<table>{row}{}</table>", "<tr><td>y</td></tr>".repeat(100_000));
    is_too_large(page.as_bytes(), SizeMeasure::Cells);
    let unclosed = format!("<table><tr><td>{}", "<td ".repeat(100_000));
    assert!(read(unclosed.as_bytes()).is_err());
    let tables = "<table><tr><td>x</table>".repeat(1_001);
    is_too_large(tables.as_bytes(), SizeMeasure::Sheets);
}

#[test]
fn merges_without_end() {
    let merges = "<mergeCell ref='A1:XFD1048576'/>".repeat(100_001);
    let sheet = format!("<worksheet><sheetData/><mergeCells>{merges}</mergeCells></worksheet>");
    is_too_large(&workbook(&sheet, &[]), SizeMeasure::Merges);
    let columns = "<col min='1' max='4294967295' hidden='1'/>".repeat(100_000);
    let sheet =
        format!("<worksheet><cols>{columns}</cols><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>");
    assert_eq!(
        read(&workbook(&sheet, &[])).expect("a workbook").sheets[0].hidden_columns.ranges().collect::<Vec<_>>(),
        [0..=16_383]
    );
}

#[test]
fn files_of_bytes_that_mean_nothing() {
    let large = vec![b'a'; (64 << 20) + 1];
    is_too_large(&large, SizeMeasure::FileBytes);
    assert_eq!(read(&vec![b'a'; 1 << 20]).err(), Some(TableProblem::Foreign(FileContent::Prose)));
    assert_eq!(read(&[0; 1_000]).err(), Some(TableProblem::Empty));
}
