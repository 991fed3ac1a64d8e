//! Tables for other programs: CSV and Markdown say what the evaluation says, and nothing that is run or rendered.

use std::fs;

use jixiao::Number;

use crate::support::{folder_of, jixiao, scheme_text};

const HEAD: &str = "rounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }\n\
    grades: [{ grade: 全部, from: 0 }]\n";

/// A case with names and figures that want to be more than text.
fn case(name: &str, reason: &str) -> String {
    let row = |id: &str, text: &str, more: &str| {
        format!(
            "{{ id: {id}, name: {text:?}, weight: 50, unit: \"%\", target: {{ at_least: 100 }}, rule: forward_ratio{more} }}"
        )
    };
    let rows = [row("a", "=HYPERLINK(1)", ""), row("b", "@b|<b>*x*</b>", "")];
    let mut scheme = scheme_text(100, HEAD, &[] as &[&str], &rows);
    scheme += "penalties: [{ id: p, name: \"-2+3\", weight: 10, unit: \"%\", actual: p, rule: interpolate, params: { knots: [{ x: 0, share: 0 }, { x: 100, share: 1 }] } }]\n";
    let scheme = scheme.replace("metrics: {  }", "metrics: { p: { unit: \"%\" } }");
    let report = format!(
        "unit: 局\nmetrics:\n  a: {{ value: 90, unit: \"%\" }}\n  b: {{ value: 80, unit: \"%\" }}\n  p: {{ value: 20 }}\n\
         rows:\n  a: {{ claimed: 50, deviation: {reason:?} }}\n"
    );
    let folder = folder_of(&format!("csv/{name}"), &[("scheme.yaml", &scheme), ("report.yaml", &report)]);
    folder.display().to_string()
}

#[test]
fn a_program_reads_what_was_scored() {
    let case = case("sum", "\t=1+1\n=2+2");
    let run = jixiao(&["score", &case, "--scripts", "scripts", "--lang", "en", "--format", "csv"]).ended(0);
    let text = run.out.strip_prefix('\u{feff}').unwrap();
    assert!(!text.contains('−') && !text.contains('…'), "{text}");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|known| known == name).unwrap_or_else(|| panic!("{name}: {header:?}"));
    let lines: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for line in &lines {
        for cell in line {
            let is_number = Number::parse(cell).is_ok() || cell.trim_start_matches('-').parse::<i64>().is_ok();
            let is_padded = cell.contains('.') && cell.chars().all(|sign| sign.is_ascii_digit() || "-.".contains(sign));
            let is_run = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!is_run || is_number || is_padded, "{cell:?}");
        }
    }
    let sum = |level: &str| {
        let points = lines.iter().filter(|line| &line[at("level")] == level).map(|line| {
            let cell = line[at("points")].trim_end_matches('0').trim_end_matches('.').to_owned();
            Number::parse(&cell).unwrap()
        });
        points.fold(Number::from(0), |sum, points| sum.add(&points).unwrap())
    };
    // 45 + 40 − 2.
    assert_eq!(sum("indicator"), Number::from(83));
    assert_eq!(sum("indicator"), sum("total"));
    assert_eq!(sum("dimension-1"), Number::from(85));
    let penalty = lines.iter().find(|line| &line[at("id")] == "p").unwrap();
    assert_eq!(
        (&penalty[at("points")], &penalty[at("role")], &penalty[at("indicator")]),
        ("-2.00", "penalty", "'-2+3")
    );
    let row = lines.iter().find(|line| &line[at("id")] == "a").unwrap();
    let cells = ["target", "actual", "unit", "claimed", "parent", "reason"].map(|name| row[at(name)].to_owned());
    assert_eq!(cells, ["100", "90", "%", "50", "all", "'\t=1+1\n=2+2"]);
}

#[test]
fn a_penalty_of_nothing_has_no_sign() {
    let case = case("nothing", "");
    let report = format!("{case}/report.yaml");
    fs::write(&report, fs::read_to_string(&report).unwrap().replace("p: { value: 20 }", "p: { value: 0 }")).unwrap();
    for format in ["text", "markdown", "csv"] {
        let run = jixiao(&["score", &case, "--scripts", "scripts", "--format", format]);
        assert!(run.out.contains("0.00") && !run.out.contains("−0.00") && !run.out.contains("-0.00"), "{}", run.out);
    }
}

#[test]
fn markdown_stays_one_table_of_text() {
    let case = case("markdown", "a\n| b | <script>x</script> [l](http://x)");
    let run = jixiao(&["score", &case, "--scripts", "scripts", "--lang", "en", "--format", "markdown"]).ended(0);
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    let wanted = columns(run.out.lines().next().unwrap());
    assert!(run.out.lines().all(|line| columns(line) == wanted), "{}", run.out);
    assert!(run.out.contains("@b\\|&lt;b&gt;\\*x\\*&lt;/b&gt;") && !run.out.contains("<b>"), "{}", run.out);
}
