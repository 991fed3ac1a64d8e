//! An office's own form is filled in place: what is not asked for stays to the byte.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};

use jixiao::document::sheet::{CellPlace, CellValue, Sheet};
use jixiao::document::workbook::{CellPatch, PatchProblem, PatchValue, patch_xlsx, read_workbook};
use rust_decimal::Decimal;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::{Run, folder, program, root};

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.insert(part.name().unwrap().into_owned(), content);
    }
    parts
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELATIONSHIPS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><x:sheets><x:sheet name="自评表" sheetId="1" r:id="a"/><x:sheet name="汇总" sheetId="2" r:id="b"/></x:sheets></x:workbook>"#;
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="2"/></cellXfs></styleSheet>"#;
/// A row with gaps, one without cells, none for row 5; a comment and spaces that stay as they are.
const FIRST: &str = r#"<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><!-- 本单位 --><x:sheetData>
<x:row r="1" ht="20"><x:c r="A1" t="inlineStr"><x:is><x:t>指标</x:t></x:is></x:c><x:c r="C1" s="2" t="str"><x:v>旧</x:v></x:c></x:row>
<x:row r="2" s="1" customFormat="1"/><x:row r="3"><x:c r="B3"  s="1" /><x:c r="D3"><x:f>SUM(C1:C3)</x:f><x:v>7</x:v></x:c></x:row>
<x:row r="6"><x:c r="A6"><x:f>B6*2</x:f><x:v>4</x:v></x:c><x:c r="B6"><x:v>2</x:v></x:c></x:row></x:sheetData><x:extLst/></x:worksheet>"#;
const SECOND: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><f>'自评表'!D3+1</f><v>8</v></c><c r="B1"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>"#;

fn made() -> Vec<u8> {
    packed(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONSHIPS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", FIRST),
        ("xl/worksheets/sheet2.xml", SECOND),
        ("xl/media/stamp.bin", "不是图"),
    ])
}

/// Some programs write the names of parts in their own way; the sheet that is read is the one that is written.
#[test]
fn parts_are_written_under_the_names_that_they_have() {
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("XL\\Workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONSHIPS),
        ("xl/styles.xml", STYLES),
        ("/xl/worksheets/Sheet1.xml", FIRST),
        ("xl/worksheets/sheet2.xml", SECOND),
    ];
    let after = patch_xlsx(&packed(&parts), &[patch(1, 2, number("98.7"))]).unwrap();
    let book = read_workbook("x.xlsx", &after).unwrap();
    assert_eq!(book.sheets[0].cells[&CellPlace::new(1, 2)].written(), "98.7");
}

fn patch(row: u32, column: u32, value: PatchValue) -> CellPatch {
    CellPatch { sheet: "自评表".to_owned(), place: CellPlace::new(row, column), value }
}

fn number(text: &str) -> PatchValue {
    PatchValue::Number(text.parse().unwrap())
}

/// Written by hand: each change where the format has it, and nothing else.
#[test]
fn cells_are_written_in_place_and_nothing_else() {
    let patches = [
        patch(0, 1, number("9.50")),
        patch(0, 2, PatchValue::Text("=1<2 & 3".to_owned())),
        patch(1, 3, PatchValue::Percent("98.70".parse().unwrap())),
        patch(2, 1, PatchValue::Percent("95".parse().unwrap())),
        patch(4, 0, PatchValue::Percent("80.29".parse().unwrap())),
    ];
    let before = made();
    let after = patch_xlsx(&before, &patches).unwrap();
    let (before, after) = (parts(&before), parts(&after));
    let first = r#"<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><!-- 本单位 --><x:sheetData>
<x:row r="1" ht="20"><x:c r="A1" t="inlineStr"><x:is><x:t>指标</x:t></x:is></x:c><x:c r="B1"><x:v>9.5</x:v></x:c><x:c r="C1" s="2" t="inlineStr"><x:is><x:t xml:space="preserve">=1&lt;2 &amp; 3</x:t></x:is></x:c></x:row>
<x:row r="2" s="1" customFormat="1"><x:c r="D2" s="1"><x:v>0.987</x:v></x:c></x:row><x:row r="3"><x:c r="B3" s="1"><x:v>0.95</x:v></x:c><x:c r="D3"><x:f>SUM(C1:C3)</x:f></x:c></x:row>
<x:row r="5"><x:c r="A5" t="inlineStr"><x:is><x:t xml:space="preserve">80.29%</x:t></x:is></x:c></x:row><x:row r="6"><x:c r="A6"><x:f>B6*2</x:f><x:v>4</x:v></x:c><x:c r="B6"><x:v>2</x:v></x:c></x:row></x:sheetData><x:extLst/></x:worksheet>"#;
    assert_eq!(String::from_utf8_lossy(&after["xl/worksheets/sheet1.xml"]), first);
    // The result that another sheet worked out of D3 is gone, the other one is not.
    let second = SECOND.replace("<v>8</v>", "");
    assert_eq!(String::from_utf8_lossy(&after["xl/worksheets/sheet2.xml"]), second);
    let workbook = WORKBOOK.replace("</x:sheets>", "</x:sheets><x:calcPr fullCalcOnLoad=\"1\"/>");
    assert_eq!(String::from_utf8_lossy(&after["xl/workbook.xml"]), workbook);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, content) in &before {
        let is_written =
            ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"].contains(&name.as_str());
        assert!(is_written || content == &after[name], "{name}");
    }
}

#[test]
fn formulas_and_sheets_that_are_not_there_are_refused() {
    let refused = |patch: CellPatch| patch_xlsx(&made(), &[patch]).unwrap_err();
    assert!(matches!(refused(patch(2, 3, number("1"))), PatchProblem::Formula { .. }));
    let mut elsewhere = patch(0, 0, number("1"));
    elsewhere.sheet = "别的".to_owned();
    assert!(matches!(refused(elsewhere), PatchProblem::NoSheet { .. }));
    let text = fs::read(root().join("tests/data/sheets/10-部门整体自评表-金寨茶谷2023.docx")).unwrap();
    assert!(matches!(patch_xlsx(&text, &[]).unwrap_err(), PatchProblem::NoXlsx));
    assert!(matches!(patch_xlsx(b"PK\x03\x04", &[]).unwrap_err(), PatchProblem::Unread(_)));
}

fn run(arguments: &[&str]) -> Run {
    Run::of(program().args(arguments).args(["--lang", "zh"]))
}

fn sheet(path: &std::path::Path) -> Sheet {
    read_workbook("x.xlsx", &fs::read(path).unwrap()).unwrap().sheets.remove(0)
}

const CASE: &str = "indicators/published/langfang-shipin-nuantong-2019";
const FORM: &str = "tests/data/sheets/01-财政部自评表-廊坊食品工程学校2019.xlsx";

/// The form that another library made of the published table, emptied by us, filled in by the program: the same values again.
#[test]
fn an_emptied_form_is_filled_in_again() {
    let folder = folder("forms/fill");
    let bytes = fs::read(root().join(FORM)).unwrap();
    let full = read_workbook(FORM, &bytes).unwrap().sheets.remove(0);
    let header = full.cells.iter().find(|(_, cell)| cell.written().starts_with("实际完成值")).map(|(place, _)| *place);
    let actual = header.unwrap().column;
    let score =
        full.cells.iter().filter(|(_, cell)| cell.written() == "得分").map(|(place, _)| *place).next_back().unwrap();
    // Cells below the header that hold values and no formula.
    let is_value = |place: &CellPlace, cell: &jixiao::document::sheet::Cell| {
        place.row > score.row
            && [actual, score.column].contains(&place.column)
            && cell.formula.is_none()
            && !matches!(cell.value, CellValue::NoResult)
    };
    let values: Vec<(CellPlace, String)> = full
        .cells
        .iter()
        .filter(|(place, cell)| is_value(place, cell))
        .map(|(place, cell)| (*place, cell.written()))
        .collect();
    assert_eq!(values.len(), 18, "nine rows, each with an actual value and points");
    let blank = |place: &CellPlace| CellPatch {
        sheet: full.name.clone(),
        place: *place,
        value: PatchValue::Text(String::new()),
    };
    let empty: Vec<CellPatch> = values.iter().map(|(place, _)| blank(place)).collect();
    let path = folder.join("empty.xlsx");
    fs::write(&path, patch_xlsx(&bytes, &empty).unwrap()).unwrap();
    let to = folder.join("filled.xlsx");
    let told = run(&["form", CASE, "--fill", path.to_str().unwrap(), "-o", to.to_str().unwrap()]).ended(0).err;
    assert!(told.contains("填写 18 格"), "{told}");
    let filled = sheet(&to);
    for (place, wanted) in &values {
        let found = filled.cells.get(place).map(|cell| cell.written()).unwrap_or_default();
        let number = |text: &str| text.trim_end_matches(|sign: char| !sign.is_ascii_digit()).parse::<Decimal>().ok();
        assert!(found == *wanted || number(&found) == number(wanted), "{place}: {found} and not {wanted}");
    }
    // Everything else is as it was.
    let (before, after) = (parts(&fs::read(&path).unwrap()), parts(&fs::read(&to).unwrap()));
    let changed: Vec<&String> =
        before.iter().filter(|(name, content)| after[*name] != **content).map(|(name, _)| name).collect();
    assert!(changed.iter().all(|name| name.contains("worksheets/") || name.ends_with("workbook.xml")), "{changed:?}");
    // What stands there is left alone, and told; with --replace it is written.
    let again = folder.join("again.xlsx");
    let scored = ["form", CASE, "--fill", to.to_str().unwrap(), "--points", "scored", "-o", again.to_str().unwrap()];
    let told = run(&scored).ended(0).err;
    assert!(told.contains("填写 0 格") && told.contains("--replace"), "{told}");
    fs::remove_file(&again).unwrap();
    let told = run(&[&scored[..], &["--replace"]].concat()).ended(0).err;
    assert!(!told.contains("填写 0 格") && !told.contains("--replace"), "{told}");
    // The source of both is never written over.
    run(&["form", CASE, "--fill", to.to_str().unwrap(), "-o", to.to_str().unwrap()]).ended(1);
}

/// 1,100.25 is 1100.25 and 8.80 is 8.8: that is left without a word. Another number is told.
#[test]
fn another_spelling_of_a_number_is_left_alone() {
    let table = |executed: &str, points: &str| {
        format!(
            "市图书馆2024年度项目支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n\
             产出指标\t数量指标\t接待读者\t≥1000\t{executed}\t100\t{points}\n"
        )
    };
    let folder = folder("forms/fill-spelling");
    let (from, case, own) = (folder.join("a.txt"), folder.join("case"), folder.join("own.xlsx"));
    fs::write(&from, table("1100.25", "88.8")).unwrap();
    run(&["import", from.to_str().unwrap(), "--into", case.to_str().unwrap()]).ended(0);
    run(&["form", case.to_str().unwrap(), "--layout", "mof-project", "-o", own.to_str().unwrap()]).ended(0);
    let filled = |executed: &str, points: &str| {
        let bytes = fs::read(&own).unwrap();
        let sheet = sheet(&own);
        let cells = sheet.cells.iter().filter_map(|(place, cell)| {
            let text = match cell.written().as_str() {
                "1100.25" => executed,
                "88.8" => points,
                _ => return None,
            };
            Some(CellPatch { sheet: sheet.name.clone(), place: *place, value: PatchValue::Text(text.to_owned()) })
        });
        let cells: Vec<CellPatch> = cells.filter(|patch| sheet.cells[&patch.place].formula.is_none()).collect();
        assert_eq!(cells.len(), 2);
        let path = folder.join("filled.xlsx");
        fs::write(&path, patch_xlsx(&bytes, &cells).unwrap()).unwrap();
        let to = folder.join(format!("{executed}.xlsx"));
        run(&["form", case.to_str().unwrap(), "--fill", path.to_str().unwrap(), "-o", to.to_str().unwrap()])
            .ended(0)
            .err
    };
    let same = filled("1,100.25", "88.80");
    assert!(!same.contains("已有内容"), "{same}");
    let other = filled("1,100.26", "88.80");
    assert_eq!(other.matches("已有内容").count(), 1, "{other}");
}
