//! Problems are drawn in windows of lines, the first of very many, and long names in part: however large a file is.

use std::fs;
use std::path::Path;

use crate::support::{Run, folder_of, jixiao, scheme_text};

const HEAD: &str = "rounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }\n\
    grades: [{ grade: 全部, from: 0 }]\n";
const ROW: &str = "{ id: a, name: 甲, weight: 100, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio }";
const REPORT: &str = "unit: 局\nmetrics:\n  a: { value: 90, unit: \"%\" }\n";

fn case(name: &str, report: &str) -> std::path::PathBuf {
    let scheme = scheme_text(100, HEAD, &[] as &[&str], &[ROW]);
    folder_of(&format!("drawing/{name}"), &[("scheme.yaml", &scheme), ("report.yaml", report)])
}

fn score(folder: &Path) -> Run {
    jixiao(&["score", folder.to_str().unwrap(), "--scripts", "scripts", "--lang", "en"])
}

#[test]
fn of_very_many_problems_the_first_are_drawn_and_the_others_counted() {
    let unknown = |count: usize| (0..count).map(|at| format!("  m{at}x: {{ value: 1 }}\n")).collect::<String>();
    for (count, more) in [(50, None), (51, Some(1)), (64_000, Some(63_950))] {
        let run = score(&case("many", &format!("{REPORT}{}", unknown(count)))).ended(1);
        assert_eq!(run.err.matches("[unknown-metric]").count(), count.min(50));
        let told = more.map(|more: usize| format!("{more} more problem{}", if more == 1 { "" } else { "s" }));
        assert!(told.is_none_or(|told| run.err.contains(&told)), "{count}: {}", run.err.len());
        assert!(run.err.len() < 20_000, "{count}: {}", run.err.len());
    }
    // An error behind many warnings is among those that are drawn.
    let derived: Vec<String> = (0..1_000).map(|at| format!("m{at}x: {{ unit: \"%\", formula: a }}")).collect();
    let scheme = scheme_text(100, HEAD, &derived, &[ROW]);
    let report = format!("{REPORT}{}rows:\n  b: {{ claimed: 1 }}\n", unknown(1_000));
    let run = score(&folder_of("drawing/behind", &[("scheme.yaml", &scheme), ("report.yaml", &report)])).ended(1);
    let told = |code: &str| run.err.matches(code).count();
    assert_eq!(told("[unknown-indicator]"), 1);
    assert!((1..50).contains(&told("[unexpected-metric]")), "{}", run.err);
}

#[test]
fn a_long_name_is_told_in_part() {
    let long = "名".repeat(100_000);
    for report in [
        format!("{REPORT}  {long}: {{ value: 1 }}\n"),
        REPORT.replace("value: 90", &format!("value: {long}")),
        REPORT.replace("value: 90", &format!("value: {}", "9".repeat(5_000_000))),
        REPORT.replace("unit: 局", &format!("unit: 局\nyeer: {long}")),
        REPORT.replace("unit: 局", &format!("unit: {long}")).replace("value: 90", "value: x"),
        format!("{REPORT}note: [{}", "&a ".repeat(300_000)),
    ] {
        let run = score(&case("long", &report));
        assert!(run.err.len() < 60_000, "{} bytes: {}", run.err.len(), run.err.chars().take(300).collect::<String>());
    }
}

/// Cut lines and far places keep their lines and columns.
#[test]
fn a_window_tells_the_line_and_column_of_the_file() {
    let folder = case("columns", REPORT);
    let padding = " ".repeat(5_000);
    let lines = "# 注\n".repeat(9_000);
    let report = format!("unit: 局\n{lines}metrics: {{ {padding} a: {{ value: 九十, unit: \"%\" }} }}\n");
    fs::write(folder.join("report.yaml"), report).unwrap();
    let run = score(&folder).ended(1);
    assert!(run.err.contains("report.yaml:9002:5025") && run.err.contains("value: 九十"), "{}", run.err);
    assert!(run.err.len() < 4_000, "{}", run.err.len());
    let twice = format!("unit: 局\n{lines}unit: 局\n");
    fs::write(folder.join("report.yaml"), twice).unwrap();
    let run = score(&folder).ended(1);
    assert!(run.err.contains("report.yaml:9002:1") && run.err.contains("1 | unit: 局"), "{}", run.err);
}

/// Two readers must not see two results in one text.
#[test]
fn a_result_that_says_something_twice_is_refused() {
    let folder = case("twice", REPORT);
    let score = ["score", folder.to_str().unwrap(), "--scripts", "scripts", "--format", "json"];
    let result = jixiao(&score).ended(0).out;
    let path = folder.join("result.json");
    let verify = || jixiao(&["verify", path.to_str().unwrap(), "--scripts", "scripts"]);
    fs::write(&path, &result).unwrap();
    verify().ended(0);
    let twice = result.replacen("\"points\":", "\"points\": \"100.00\", \"points\":", 1);
    assert_ne!(twice, result);
    fs::write(&path, twice).unwrap();
    verify().refused(1, "duplicate-key", &["verify"]);
}
