//! Many reports as a stream: each record is scored as its report is, or is an error entry in its place, whatever the
//! format, the threads and the blocks.

use std::fmt::Write;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use jixiao::project::{CaseRequest, open_case};
use jixiao::{Number, Program, Report};
use serde_json::{Value, json};

use crate::support::{Run, YUEYANG, folder, folder_of, jixiao, program, root};

/// The figures of the shipped case, by metric, as texts.
fn figures() -> Vec<(String, String)> {
    let opened = open_case(&CaseRequest { folder: root().join(YUEYANG), ..CaseRequest::default() }).unwrap().value;
    let report = opened.case.report;
    let text = |metric: &String| report.figure(metric).unwrap().text().to_owned();
    report.metrics.keys().map(|metric| (metric.clone(), text(metric))).collect()
}

/// So many organisations whose figures differ.
pub fn population(count: usize) -> Vec<(String, Vec<(String, String)>)> {
    let shipped = figures();
    let unit = |at: usize| {
        let mut figures = shipped.clone();
        for (metric, text) in &mut figures {
            match metric.as_str() {
                "complaint_disposal" => *text = format!("{}.{:02}", 30 + at * 7 % 70, at * 13 % 100),
                "executed" => *text = format!("{}.{}", 600 + at * 11 % 647, at % 10),
                "floods" => *text = (at % 3 / 2).to_string(),
                _ => {}
            }
        }
        (format!("{at:06}"), figures)
    };
    (0..count).map(unit).collect()
}

/// A record of JSON, numbers as numbers.
fn record(organisation: &str, figures: &[(String, String)]) -> String {
    let metrics: Vec<String> =
        figures.iter().map(|(metric, text)| format!("{}: {}", json!(metric), scalar(text))).collect();
    format!("{{\"organisation\": {}, \"metrics\": {{{}}}}}\n", json!(organisation), metrics.join(", "))
}

fn scalar(text: &str) -> String {
    if Number::parse(text).is_ok() { text.to_owned() } else { json!(text).to_string() }
}

pub fn wide(units: &[(String, Vec<(String, String)>)]) -> String {
    let names: Vec<&str> = units[0].1.iter().map(|(metric, _)| metric.as_str()).collect();
    let mut text = format!("organisation,{}\n", names.join(","));
    for (organisation, figures) in units {
        let cells: Vec<&str> = figures.iter().map(|(_, text)| text.as_str()).collect();
        let _ = writeln!(text, "{organisation},{}", cells.join(","));
    }
    text
}

fn long(units: &[(String, Vec<(String, String)>)]) -> String {
    let mut text = "单位,数据项,数值\n".to_owned();
    for (organisation, figures) in units {
        for (metric, figure) in figures {
            let _ = writeln!(text, "{organisation},{metric},{figure}");
        }
    }
    text
}

pub fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

pub fn batch(file: &Path, more: &[&str]) -> Run {
    jixiao(&[&["batch", YUEYANG, file.to_str().unwrap(), "--lang", "en"], more].concat())
}

#[test]
fn every_format_and_number_of_threads_gives_the_results_of_score() {
    let units = population(700);
    let ndjson: String = units.iter().map(|(name, figures)| record(name, figures)).collect();
    let flat = ndjson.replace("\"metrics\": {", "").replace("}}", "}");
    let list = |(name, figures): &(String, Vec<(String, String)>)| {
        let items = figures.iter().map(|(metric, text)| json!({"metric": metric, "value": text})).collect::<Vec<_>>();
        json!({"organisation": name, "metrics": items}).to_string() + "\n"
    };
    let list: String = units.iter().map(list).collect();
    let (wide, long) = (wide(&units), long(&units));
    let tabs = wide.replace(',', "\t");
    let quoted = wide.replace("000001", "\"0000\n01\"");
    let folder = folder_of(
        "batch-formats",
        &[
            ("a.ndjson", ndjson.as_str()),
            ("flat.jsonl", &flat),
            ("list.ndjson", &list),
            ("wide.csv", &format!("\u{feff}{wide}")),
            ("long.csv", &long),
            ("tabs.tsv", &tabs),
            ("crlf.csv", &wide.replace('\n', "\r\n")),
            ("quoted.csv", &quoted),
        ],
    );
    let first = batch(&folder.join("a.ndjson"), &["--threads", "1"]).ended(0);
    assert!(first.err.contains("organisations: 700; with a total: 700; without: 0"), "{}", first.err);
    assert!(first.err.contains("scored one by one: 0;"), "{}", first.err);
    for file in ["a.ndjson", "flat.jsonl", "list.ndjson", "wide.csv", "long.csv", "tabs.tsv", "crlf.csv"] {
        assert_eq!(batch(&folder.join(file), &["--threads", "2"]).ended(0).out, first.out, "{file}");
    }
    let quoted = batch(&folder.join("quoted.csv"), &[]).ended(0).out;
    assert_eq!(quoted.replace("0000\\n01", "000001"), first.out);
    // The ordinary evaluation of the same figures.
    let opened = open_case(&CaseRequest { folder: root().join(YUEYANG), ..CaseRequest::default() }).unwrap().value;
    let program: Program = opened.program().unwrap();
    for ((name, figures), line) in units.iter().zip(lines(&first.out)) {
        let mut report: Report = opened.case.report.clone();
        for (metric, text) in figures {
            report.restate(metric, text.clone());
        }
        let evaluation = program.evaluate(&report);
        let total = evaluation.total.unwrap();
        assert_eq!(line["organisation"], json!(name));
        assert_eq!(line["total"], json!(total.points.number().to_padded(2)), "{name}");
        assert_eq!(line["grade"], json!(total.grade.en), "{name}");
        for row in &evaluation.rows {
            assert_eq!(
                line["points"][row.id()],
                json!(row.points().unwrap().number().to_padded(2)),
                "{name} {}",
                row.id()
            );
            assert_eq!(line["lost"][row.id()], json!(row.lost().unwrap().to_padded(2)), "{name} {}", row.id());
        }
        assert_eq!(line["errors"], json!([]));
    }
    // A pure filter, and the same in a file.
    let mut child = program_of(&["batch", YUEYANG, "--lang", "en"]);
    let mut input = child.stdin.take().unwrap();
    let fed = std::thread::spawn(move || input.write_all(ndjson.as_bytes()));
    let output = child.wait_with_output().unwrap();
    fed.join().unwrap().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), first.out);
    let file = folder.join("out.ndjson");
    batch(&folder.join("wide.csv"), &["-o", file.to_str().unwrap()]).ended(0);
    assert_eq!(fs::read_to_string(&file).unwrap(), first.out);
    batch(&folder.join("wide.csv"), &["-o", file.to_str().unwrap()]).refused(1, "[already-exists]", &["-o"]);
    let paper = folder.join("out.pdf");
    batch(&folder.join("wide.csv"), &["-o", paper.to_str().unwrap()]).refused(1, "[unknown-ending]", &["-o"]);
    assert!(!paper.exists());
}

fn program_of(arguments: &[&str]) -> std::process::Child {
    program().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// A record with one figure in another way, and what becomes of it: its total, or code, metric, field and value of the
/// error. What `score` takes is taken, what it refuses is refused.
#[test]
fn accepted_and_refused_records_stand_side_by_side() {
    let figures = figures();
    let plain = record("A", &figures);
    let with =
        |figure: &str| plain.replace("\"complaint_disposal\": 80.29", &format!("\"complaint_disposal\": {figure}"));
    let total = |total: &str| Err::<[&str; 4], String>(total.to_owned());
    let fault = |code, metric, field, value| Ok([code, metric, field, value]);
    let metric = "complaint_disposal";
    let table: Vec<(String, Result<[&str; 4], String>)> = vec![
        (plain.clone(), total("96.89")),
        (with("\"80.29\""), total("96.89")),
        (with("80.290"), total("96.89")),
        (with("8.029E+1"), total("96.89")),
        (with("{\"value\": 802.9, \"unit\": \"‰\", \"source\": \"台账\"}"), total("96.89")),
        (with("{\"value\": 0.95, \"as_written\": true}"), total("88.96")),
        (with("0.95"), fault("ambiguous-percent", metric, "value", "0.95")),
        (with("-3"), fault("negative-value", metric, "value", "-3")),
        (with("\"80.29 \""), fault("not-a-number", metric, "value", "80.29 ")),
        (with("\"八十\""), fault("not-a-number", metric, "value", "八十")),
        (with("\"80.29%\""), total("96.89")),
        (with("\"802.9‰\""), total("96.89")),
        (with("\"80.29件\""), fault("unit-mismatch", metric, "unit", "件")),
        (with("{\"value\": \"80.29%\", \"unit\": \"‰\"}"), fault("not-a-number", metric, "value", "80.29%")),
        (with("1e99"), fault("not-a-number", metric, "value", "1e99")),
        (with("{\"value\": 95, \"unit\": \"件\"}"), fault("unit-mismatch", metric, "unit", "件")),
        (with("{\"missing\": \"未统计\"}"), fault("metric-missing", metric, "missing", "未统计")),
        (with("null"), fault("missing-metric", metric, "value", "")),
        (with("\"\""), fault("missing-metric", metric, "value", "")),
        (
            plain.replace("\"complaint_disposal\"", "\"complaint_dispsal\""),
            fault("unknown-metric", "complaint_dispsal", "", "80.29"),
        ),
        (with("80.29, \"floods\": 1"), fault("duplicate-key", "floods", "", "")),
        (with("null, \"complaint_disposal\": 80.29"), fault("duplicate-key", metric, "", "")),
        (plain.replace("\"A\",", "\"A\", \"organisation\": \"B\","), fault("duplicate-key", "", "organisation", "B")),
        (
            plain.replace("\"organisation\"", "\"scheme\": \"other\", \"organisation\""),
            fault("scheme-mismatch", "", "scheme", "other"),
        ),
        (plain.replace("\"organisation\"", "\"scheme\": \"yueyang-2024\", \"organisation\""), total("96.89")),
        (plain.replace("\"A\"", "123"), fault("record-form", "", "", "123")),
        (plain.replace("\"organisation\": \"A\", ", ""), fault("missing-field", "", "organisation", "")),
        (plain.replace("}}", ""), fault("record-form", "", "", "")),
        ("[1]\n".to_owned(), fault("record-form", "", "", "")),
        (with("[80.29]"), fault("record-form", "", "", "")),
        (with("{\"amount\": 80.29}"), fault("record-form", "", "", "")),
    ];
    let text: String = table.iter().map(|(record, _)| record.as_str()).collect();
    let folder = folder_of("batch-faults", &[("a.ndjson", &text)]);
    let run = batch(&folder.join("a.ndjson"), &[]).ended(0);
    let entries = lines(&run.out);
    assert_eq!(entries.len(), table.len());
    for (entry, (record, wanted)) in entries.iter().zip(&table) {
        match wanted {
            Err(total) => {
                assert_eq!((&entry["total"], &entry["errors"]), (&json!(total), &json!([])), "{record}");
            }
            Ok(wanted) => {
                assert_eq!((&entry["total"], &entry["grade"]), (&Value::Null, &Value::Null), "{record}");
                let text = |name: &str| entry["errors"][0][name].as_str().unwrap_or_default().to_owned();
                let found = ["code", "metric", "field", "value"].map(text);
                assert_eq!(found, wanted.map(str::to_owned), "{record}\n{entry}");
                assert!(!text("message").is_empty());
            }
        }
    }
    let scored = table.iter().filter(|(_, wanted)| wanted.is_err()).count();
    let told = format!("organisations: {}; with a total: {scored}; without: {}", table.len(), table.len() - scored);
    assert!(run.err.contains(&told), "{}", run.err);
    assert_eq!(batch(&folder.join("a.ndjson"), &["--no-faults"]).status, Some(4));
}

#[test]
fn one_bad_record_among_many_stays_in_its_place() {
    let units = population(3_000);
    let mut text = wide(&units);
    let line = text.lines().nth(1_235).unwrap().to_owned();
    text = text.replace(&line, &line.replacen(",", ",x", 1));
    let folder = folder_of("batch-one", &[("a.csv", &text)]);
    let run = batch(&folder.join("a.csv"), &[]).ended(0);
    let entries = lines(&run.out);
    let faulty: Vec<usize> = (0..entries.len()).filter(|at| entries[*at]["total"].is_null()).collect();
    assert_eq!((entries.len(), faulty), (3_000, vec![1_234]));
    assert_eq!(entries[1_234]["organisation"], json!("001234"));
    assert_eq!(entries[1_234]["errors"][0]["code"], json!("not-a-number"));
}

#[test]
fn traces_are_those_of_score() {
    let folder = folder_of("batch-traces", &[("a.ndjson", &record("A", &figures()))]);
    let scored = jixiao(&["score", YUEYANG, "--format", "json"]).json();
    let file = folder.join("a.ndjson");
    let codes = lines(&batch(&file, &["--trace", "codes"]).ended(0).out).remove(0);
    let full = lines(&batch(&file, &["--trace", "full"]).ended(0).out).remove(0);
    for row in scored["rows"].as_array().unwrap() {
        let id = row["id"].as_str().unwrap();
        assert_eq!(codes["codes"][id][0], row["branch"], "{id}");
        assert_eq!(full["reasons"][id][0], row["sentence"]["en"], "{id}");
    }
    let table = batch(&file, &["--to", "csv", "--trace", "codes"]).ended(0).out;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().unwrap().clone();
    let cells = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| &cells[header.iter().position(|column| column == name).unwrap()];
    assert_eq!((cell("total"), cell("complaint-disposal"), cell("complaint-disposal.lost")), ("96.89", "8.03", "1.97"));
    assert_eq!((cell("complaint-disposal.codes"), cell("errors")), ("short", ""));
}

#[test]
fn columns_that_are_not_those_of_the_scheme_are_refused() {
    let table = wide(&population(1));
    for (from, to, wanted) in [
        ("complaint_disposal", "complaint_dispsal", "complaint_disposal"),
        ("organisation", "office", "organisation"),
        ("executed", "floods", "`floods`"),
        ("executed", "executed.amount", "executed.amount"),
    ] {
        let folder = folder_of("batch-columns", &[("a.csv", &table.replacen(from, to, 1))]);
        let run = batch(&folder.join("a.csv"), &[]);
        assert_eq!((run.status, run.out.as_str()), (Some(1), ""), "{to}: {}", run.err);
        assert!(run.err.contains(wanted), "{to}: {}", run.err);
    }
    let folder = folder_of("batch-long-columns", &[("a.csv", "organisation,metric,value,amount\nA,floods,1,2\n")]);
    batch(&folder.join("a.csv"), &[]).refused(1, "`amount`", &["long"]);
    let folder = folder_of("batch-nothing", &[("a.csv", ""), ("b.ndjson", "\n\n"), ("c.csv", "organisation\n")]);
    for file in ["a.csv", "b.ndjson", "c.csv"] {
        let run = batch(&folder.join(file), &[]).ended(0);
        assert_eq!((run.out.as_str(), run.err.contains("organisations: 0;")), ("", true), "{file}");
    }
    batch(&folder.join("no.csv"), &[]).refused(1, "[file-not-found]", &["no.csv"]);
    assert!(fs::read_dir(folder.join("..")).unwrap().count() > 0);
}

#[test]
fn sheets_and_folders_of_reports_are_read() {
    let run = jixiao(&["batch", YUEYANG, "indicators/yueyang-2024", "--lang", "en"]).ended(0);
    let entry = lines(&run.out).remove(0);
    assert_eq!((&entry["total"], &entry["grade"]), (&json!("96.89"), &json!("excellent")));
    let target = folder("batch-reports");
    let report = fs::read_to_string(root().join(YUEYANG).join("report.yaml")).unwrap();
    fs::write(target.join("a.yaml"), &report).unwrap();
    fs::write(target.join("b.yaml"), report.replace("value: 80.29", "value: 没有")).unwrap();
    fs::write(target.join("c.yaml"), "unit: [").unwrap();
    fs::write(target.join("d.yaml"), report.replace("value: 80.29", "value: 100")).unwrap();
    let run = batch(&target, &[]).ended(0);
    let totals: Vec<Value> = lines(&run.out).into_iter().map(|entry| entry["total"].clone()).collect();
    assert_eq!(totals, [json!("96.89"), Value::Null, Value::Null, json!("98.86")]);
    // A workbook with a percentage as a number of its format, below a title.
    let units = population(3);
    let book = target.join("book.xlsx");
    workbook(&units, &book);
    let ndjson: String = units.iter().map(|(name, figures)| record(name, figures)).collect();
    fs::write(target.join("book.ndjson"), ndjson).unwrap();
    assert_eq!(batch(&book, &[]).ended(0).out, batch(&target.join("book.ndjson"), &[]).ended(0).out);
}

/// A sheet with a title, a header, and a line for each organisation.
fn workbook(units: &[(String, Vec<(String, String)>)], path: &Path) {
    let row = |cells: Vec<String>| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let mut rows = row(vec![text("某市自评数据汇总")]);
    let names = units[0].1.iter().map(|(metric, _)| text(metric));
    rows.push_str(&row(std::iter::once(text("单位")).chain(names).collect()));
    for (organisation, figures) in units {
        let cells = figures.iter().map(|(_, figure)| match Number::parse(figure) {
            Ok(_) => format!("<table:table-cell office:value-type=\"float\" office:value=\"{figure}\"><text:p>{figure}</text:p></table:table-cell>"),
            Err(_) => text(figure),
        });
        rows.push_str(&row(std::iter::once(text(organisation)).chain(cells).collect()));
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet>\
         <table:table table:name=\"数据\">{rows}</table:table></office:spreadsheet></office:body></office:document>"
    );
    fs::write(path, document).unwrap();
}

/// Formats of their own are told by a file's name whether the program reads them or not.
#[cfg(not(feature = "arrow"))]
#[test]
fn what_this_build_does_not_read_or_write_says_which_one_does() {
    let folder = folder_of("batch-features", &[("a.csv", "organisation\n"), ("a.arrow", ""), ("a.parquet", "")]);
    for (file, more) in [
        ("a.arrow", vec![]),
        ("a.parquet", vec![]),
        ("a.csv", vec!["--from", "arrow"]),
        ("a.csv", vec!["--to", "arrow"]),
        ("a.csv", vec!["--to", "parquet"]),
    ] {
        batch(&folder.join(file), &more).refused(1, "[feature-missing]", &["published", "--features"]);
    }
    let target = folder.join("out.parquet");
    batch(&folder.join("a.csv"), &["-o", target.to_str().unwrap()]).refused(1, "[feature-missing]", &["parquet"]);
    assert!(!target.exists());
}

#[test]
fn tables_of_engines_have_the_types_of_the_scheme() {
    let tables =
        |more: &[&str]| jixiao(&[&["columns", "tests/data/population", "--lang", "en"], more].concat()).ended(0).out;
    let duckdb = tables(&["--for", "duckdb"]);
    for line in [
        "  \"organisation\" VARCHAR,",
        "  \"closed\" DECIMAL(38,10), -- cases closed, 件",
        "  \"total\" DECIMAL(5,2),",
        "  \"points\" STRUCT(\"closure\" DECIMAL(4,2), \"satisfaction\" DECIMAL(4,2)),",
    ] {
        assert!(duckdb.lines().any(|printed| printed == line), "{line}: {duckdb}");
    }
    let spark = tables(&["--for", "spark", "--layout", "long"]);
    assert!(spark.contains("  `metric` STRING,\n  `value` STRING,\n"), "{spark}");
    assert!(spark.contains("  `lost` STRUCT<`closure`: DECIMAL(4,2), `satisfaction`: DECIMAL(4,2)>,"), "{spark}");
}
