//! Papers: another reader finds the numbers of the JSON in them, and their formulas follow as the engine does.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use jixiao::format::evaluation_paper;
use jixiao::paper::{CellAt, PaperFormula, PaperValue};
use jixiao::{Language, Messages, Number, Overlay, Row};
use rust_decimal::Decimal;
use serde_json::Value;

use super::{COMMANDS, hostile, written};
use crate::support::{YUEYANG, folder, jixiao, opened};

type Cells = Vec<Vec<Data>>;

/// The cells of the first sheet, as another library reads them.
fn first_sheet(path: &Path) -> Cells {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

/// The line whose cell in a column is this text, indented or not.
fn line<'c>(cells: &'c Cells, column: usize, text: &str) -> &'c [Data] {
    let found = cells.iter().find(|line| matches!(line.get(column), Some(Data::String(cell)) if cell.trim() == text));
    found.unwrap_or_else(|| panic!("no line {text}: {cells:?}"))
}

/// The number in a cell; none where it holds none.
fn number(cell: &Data) -> Option<Decimal> {
    matches!(cell, Data::Float(_) | Data::Int(_)).then(|| cell.to_string().parse().unwrap())
}

fn decimal(json: &Value) -> Option<Decimal> {
    json.as_str().map(|text| text.parse().unwrap_or_else(|_| panic!("{text}")))
}

/// Weight, points and what was lost of every row, dimension and the total.
fn assert_scores(cells: &Cells, json: &Value) {
    let check = |line: &[Data], wanted: [Option<Decimal>; 2], what: &str| {
        let [weight, points] = wanted;
        assert_eq!(number(&line[4]), weight, "{what}: weight");
        assert_eq!(number(&line[5]), points, "{what}: points");
        assert_eq!(number(&line[6]), Some(weight.unwrap() - points.unwrap()), "{what}: lost");
    };
    for row in json["rows"].as_array().unwrap() {
        let name = row["name"]["zh"].as_str().unwrap();
        check(line(cells, 0, name), [decimal(&row["weight"]), decimal(&row["points"])], name);
    }
    for part in json["dimensions"].as_array().unwrap() {
        let name = part["name"]["zh"].as_str().unwrap();
        check(line(cells, 0, name), [decimal(&part["weight"]), decimal(&part["points"])], name);
    }
    check(line(cells, 0, "总分"), [decimal(&json["full_score"]), decimal(&json["total"]["points"])], "total");
}

#[test]
fn the_paper_of_a_score_holds_the_points_of_the_json() {
    let folder = folder("reports/score");
    let json = jixiao(&["score", YUEYANG, "--format", "json"]).json();
    let (path, _) = written(&folder, "score.xlsx", "zh", &["score", YUEYANG], 0);
    assert_scores(&first_sheet(&path), &json);
    // 98.7 % as a number of its unit, and a share that never ends as a text.
    let cells = first_sheet(&path);
    assert_eq!(number(&line(&cells, 0, "信息采集有效率")[2]), Some("98.7".parse().unwrap()));
    assert!(matches!(&line(&cells, 0, "预算执行率")[2], Data::String(text) if text == "93.8932%"));
    // What stands there is somebody's.
    jixiao(&["score", YUEYANG, "-o", path.to_str().unwrap()]).ended(1);
    // Bytes are not for a terminal.
    jixiao(&["score", YUEYANG, "--format", "xlsx"]).refused(1, "needs-file", &["score"]);
}

#[test]
fn the_paper_of_an_audit_holds_its_residuals() {
    let folder = folder("reports/audit");
    let json = jixiao(&["audit", YUEYANG, "--format", "json"]).json();
    let (path, _) = written(&folder, "audit.xlsx", "zh", &["audit", YUEYANG], 4);
    let cells = first_sheet(&path);
    let found: Vec<&Vec<Data>> = cells.iter().filter(|line| number(&line[4]).is_some()).collect();
    let measured = json["findings"].as_array().unwrap().iter().filter(|finding| finding["numbers"].is_object());
    let measured: Vec<&Value> = measured.collect();
    assert!(measured.len() > 20 && measured.len() == found.len(), "{} {}", measured.len(), found.len());
    for (line, finding) in found.iter().zip(measured) {
        let numbers = &finding["numbers"];
        for (at, name) in [(5, "printed"), (6, "residual")] {
            let Some(wanted) = numbers[name].as_str().and_then(|text| text.parse::<Decimal>().ok()) else { continue };
            assert_eq!(number(&line[at]), Some(wanted), "{finding}");
        }
    }
}

#[test]
fn the_paper_of_a_what_if_holds_both_sides() {
    let folder = folder("reports/whatif");
    let (_, arguments, _) = COMMANDS[2];
    let json = jixiao(&[arguments, &["--format", "json"]].concat()).json();
    let (path, _) = written(&folder, "whatif.xlsx", "zh", arguments, 0);
    let cells = first_sheet(&path);
    for row in json["rows"].as_array().unwrap() {
        let name = row["name"]["zh"].as_str().unwrap();
        let line = line(&cells, 0, name);
        for (at, side) in [(3, "before"), (4, "after")] {
            assert_eq!(number(&line[at]), decimal(&row[side]["points"]), "{name}");
        }
        assert_eq!(number(&line[5]), decimal(&row["difference"]), "{name}");
    }
    let total = line(&cells, 0, "总分");
    assert_eq!(number(&total[4]), decimal(&json["total"]["after"]["points"]));
    assert_eq!(number(&total[5]), decimal(&json["total"]["difference"]));
}

#[test]
fn the_paper_of_many_units_and_that_of_a_comparison_hold_theirs() {
    let folder = folder("reports/many");
    let (_, arguments, status) = COMMANDS[3];
    let json = jixiao(&[arguments, &["--format", "json"]].concat()).json();
    let (path, _) = written(&folder, "population.xlsx", "zh", arguments, status);
    let cells = first_sheet(&path);
    for unit in json["units"].as_array().unwrap() {
        let line = line(&cells, 0, unit["unit"].as_str().unwrap());
        assert_eq!(number(&line[5]), decimal(&unit["after"]["points"]), "{unit}");
        assert_eq!(number(&line[6]), decimal(&unit["difference"]), "{unit}");
    }
    let (_, arguments, status) = COMMANDS[4];
    let json = jixiao(&[arguments, &["--format", "json"]].concat()).json();
    let (path, _) = written(&folder, "compare.xlsx", "zh", arguments, status);
    let total = first_sheet(&path).into_iter().find(|line| line[0] == Data::String("总分".into())).unwrap();
    assert_eq!(number(&total[4]), decimal(&json["difference"]));
}

#[test]
fn texts_stay_texts_in_every_format() {
    let case = hostile("texts");
    let case = case.to_str().unwrap();
    let folder = folder("reports/texts-out");
    let (path, _) = written(&folder, "case.xlsx", "zh", &["score", case, "--scripts", "scripts"], 0);
    let mut workbook: Xlsx<_> = open_workbook(&path).unwrap();
    let formulas = workbook.worksheet_formula(&workbook.sheet_names()[0].clone()).unwrap();
    let formulas: Vec<&String> =
        formulas.cells().map(|(.., formula)| formula).filter(|text| !text.is_empty()).collect();
    assert!(!formulas.is_empty() && formulas.iter().all(|formula| !formula.contains("HYPERLINK")), "{formulas:?}");
    let cells = first_sheet(&path);
    for text in ["=HYPERLINK(1)", "=1+1", "\"><img src=x onerror=alert(1)>"] {
        line(&cells, 0, text);
    }
    line(&cells, 7, "@SUM(1)");
    assert_eq!(number(&line(&cells, 0, "=HYPERLINK(1)")[5]), Some(Decimal::from(45)));
    // A Word document is written too, and read back by our own reader of tables.
    let (path, _) = written(&folder, "case.docx", "zh", &["score", case, "--scripts", "scripts"], 0);
    let read = jixiao::document::workbook::read_workbook("case.docx", &fs::read(&path).unwrap()).unwrap();
    assert!(format!("{:?}", read.sheets[0].cells).contains("=HYPERLINK(1)"));
}

/// The number that a formula gives, from the numbers in the cells it refers to.
fn followed(formula: &PaperFormula, cell: &dyn Fn(usize, usize) -> Number) -> Number {
    let both = |left: &PaperFormula, right: &PaperFormula| (followed(left, cell), followed(right, cell));
    match formula {
        PaperFormula::Number(number) => Number::from(*number),
        PaperFormula::Cell(CellAt { row, column, .. }) => cell(*row, *column),
        PaperFormula::Sum(ranges) => ranges.iter().fold(Number::zero(), |sum, range| {
            let cells = (range.first.row..=range.last.0).map(|row| cell(row, range.first.column));
            cells.fold(sum, |sum, number| sum.add(&number).unwrap())
        }),
        PaperFormula::Multiply(left, right) => {
            let (left, right) = both(left, right);
            left.multiply(&right).unwrap()
        }
        PaperFormula::Divide(left, right) => {
            let (left, right) = both(left, right);
            left.divide(&right).unwrap()
        }
        PaperFormula::Add(left, right) => {
            let (left, right) = both(left, right);
            left.add(&right).unwrap()
        }
        PaperFormula::Round(inner, places) => {
            let rounding = jixiao::Rounding { places: *places, mode: jixiao::Mode::HalfUp };
            rounding.apply(&followed(inner, cell))
        }
        other => panic!("{other:?}"),
    }
}

/// Whoever changes a weight in the sheet sees the points that the engine would give.
#[test]
fn the_formula_of_a_row_follows_its_weight() {
    let case = opened(YUEYANG);
    let program = case.program().unwrap();
    let report = &case.case.report;
    let evaluation = program.evaluate(report);
    let paper = evaluation_paper(&evaluation, report, &Messages::of(Language::En));
    let formulas: BTreeMap<&str, &PaperFormula> = evaluation
        .rows
        .iter()
        .filter_map(|row| {
            let is_row = |text: &str| text.trim() == row.name().en;
            let cells = &paper.sheets[0].rows;
            let found =
                cells.iter().find(|line| matches!(&line.cells[0].value, PaperValue::Text(text) if is_row(text)));
            match &found?.cells[5].value {
                PaperValue::Formula { formula, .. } => Some((row.id(), formula)),
                _ => None,
            }
        })
        .collect();
    assert!(formulas.len() >= 12, "{formulas:?}");
    for (id, formula) in formulas {
        for weight in [1, 3, 7, 12, 30, 49] {
            let other = program.evaluate_with(report, &Overlay::new().weight(id, Number::from(weight))).unwrap();
            let wanted = other.row(id).and_then(Row::points).unwrap().number().clone();
            let found = followed(formula, &|_, column| {
                assert_eq!(column, 4, "{id} looks at its weight only");
                Number::from(weight)
            });
            assert_eq!(found, wanted, "{id} at {weight}: {formula:?}");
        }
    }
}

/// LibreOffice, told to work everything out again, comes to the points of the JSON, whatever results stood in the file.
#[test]
fn another_program_works_out_the_same_points() {
    let folder = folder("reports/recalculated");
    let (path, _) = written(&folder, "score.xlsx", "zh", &["score", YUEYANG], 0);
    let wrong = folder.join("wrong.xlsx");
    let replaced = spoil(&path, &wrong);
    assert!(replaced > 30, "{replaced} formulas");
    let user = folder.join("user/user");
    fs::create_dir_all(&user).unwrap();
    let setting = "<item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" \
        oor:op=\"fuse\"><value>0</value></prop></item>";
    let settings = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">{setting}</oor:items>\n"
    );
    fs::write(user.join("registrymodifications.xcu"), settings).unwrap();
    let out = folder.join("out");
    let office = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("user").display()))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .args([&out, &wrong])
        .output();
    let Ok(office) = office else {
        println!("skipped: no soffice");
        return;
    };
    let converted = out.join("wrong.xlsx");
    assert!(office.status.success() && converted.exists(), "{office:?}");
    let json = jixiao(&["score", YUEYANG, "--format", "json"]).json();
    assert_scores(&first_sheet(&converted), &json);
}

/// The workbook with 999 as the result of every formula; how many there are.
fn spoil(from: &Path, to: &Path) -> usize {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(from).unwrap())).unwrap();
    let mut copy = zip::ZipWriter::new(fs::File::create(to).unwrap());
    let mut replaced = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(bytes).unwrap();
            let mut parts = text.split("</f><v>");
            let mut spoilt = parts.next().unwrap().to_owned();
            for part in parts {
                spoilt.push_str("</f><v>999");
                spoilt.push_str(&part[part.find("</v>").unwrap()..]);
                replaced += 1;
            }
            bytes = spoilt.into_bytes();
        }
        copy.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        copy.write_all(&bytes).unwrap();
    }
    copy.finish().unwrap();
    replaced
}
