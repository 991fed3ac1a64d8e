//! What is printed fits the screen: every table at four widths, and what holds of every line at any width.

use std::fs;
use std::path::Path;

use unicode_width::UnicodeWidthStr;

use crate::support::{ROWS_ROUNDED, Run, YUEYANG, folder_of, program, root, scheme_text};

const WIDTHS: [u16; 4] = [80, 100, 120, 160];
const TAI: &str = "tests/data/technology-achievement";
const REPORTS: &str = "tests/data/technology-achievement/reports";
const VARIANT: &str = "indicators/yueyang-2024/variant.yaml";

/// Published cases with a row that cannot be scored: their total is withheld.
const WITHHELD: [&str; 3] =
    ["daying-caizheng-chengben-2023", "guichi-tangxi-cunji-2022", "zhongjiang-shuibiaochi-2022"];

fn run(arguments: &[&str], width: u16) -> Run {
    Run::of(program().args(arguments).env("COLUMNS", width.to_string()))
}

/// What is printed for a screen of this width.
fn shown(arguments: &[&str], width: u16) -> String {
    let run = run(arguments, width);
    assert!(matches!(run.status, Some(0 | 4)), "{arguments:?}: {}", run.err);
    run.out
}

/// Every command that prints a table, by the name of its snapshots.
fn commands() -> [(&'static str, Vec<&'static str>); 12] {
    [
        ("score", vec!["score", YUEYANG]),
        ("recheck", vec!["recheck", "indicators/published/yongde-minglang-yingyang-2022"]),
        ("rechecks", vec!["recheck", "indicators/published"]),
        ("audit", vec!["audit", YUEYANG, "--only", "fail"]),
        ("whatif", vec!["whatif", YUEYANG, "--set", "public-satisfaction=20"]),
        ("population", vec!["whatif", TAI, "--reports", REPORTS, "--set", "schooling-index=0.15"]),
        ("sweep", vec!["sweep", YUEYANG]),
        ("robust", vec!["robust", TAI, "--draws", "400"]),
        ("seek", vec!["seek", YUEYANG, "--goal", "total:97"]),
        ("compare", vec!["compare", YUEYANG, "--to-scheme", VARIANT]),
        ("rules", vec!["rules"]),
        ("rule-test", vec!["rules", "test", "forward_ratio"]),
    ]
}

#[test]
fn every_table_at_four_widths() {
    for (name, arguments) in commands() {
        for width in WIDTHS {
            insta::assert_snapshot!(format!("{name}-{width}-zh"), shown(&arguments, width));
        }
    }
}

#[test]
fn narrow_tables_in_english() {
    for (name, arguments) in commands() {
        let arguments = [arguments.as_slice(), &["--lang", "en"]].concat();
        insta::assert_snapshot!(format!("{name}-80-en"), shown(&arguments, 80));
    }
}

/// Every folder with a shipped case.
fn cases() -> Vec<String> {
    let folders = |folder: &str| {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let cases = entries.filter(|path| path.join("scheme.yaml").exists());
        let name = |path: &Path| path.strip_prefix(root()).unwrap().display().to_string();
        cases.map(|path| name(&path)).collect::<Vec<_>>()
    };
    let mut all = [folders("indicators"), folders("indicators/published")].concat();
    all.sort();
    assert!(all.len() > 10, "{all:?}");
    all
}

#[test]
fn every_line_of_every_case_fits() {
    for case in cases() {
        for (command, width) in [("score", 60), ("score", 80), ("score", 120), ("recheck", 80), ("recheck", 140)] {
            for language in ["zh", "en"] {
                let arguments = [command, case.as_str(), "--lang", language];
                let is_withheld = command == "score" && WITHHELD.iter().any(|name| case.ends_with(&format!("/{name}")));
                let text = if is_withheld { run(&arguments, width).ended(1).out } else { shown(&arguments, width) };
                assert!(!text.is_empty(), "{case}: {command}");
                for line in text.lines() {
                    // A web address is never broken.
                    let fits = line.width() <= usize::from(width) || line.contains("://");
                    assert!(fits, "{case}, {width}: {line}\n{text}");
                    let begin = line.trim_start();
                    assert!(!begin.starts_with(['，', '；', '。', '）', '、', '”']), "{case}, {width}: {line}\n{text}");
                }
                assert!(!text.contains(['\u{2212}', '▐', '▌', '┆', '╞', '╪']), "{case}, {width}\n{text}");
            }
        }
    }
}

#[test]
fn colours_only_where_they_are_wanted() {
    let coloured = |set: &[(&str, &str)]| {
        let mut command = program();
        command.args(["score", YUEYANG]).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("COLUMNS", "80");
        Run::of(command.envs(set.iter().copied())).ended(0).out
    };
    let plain = coloured(&[]);
    assert!(!plain.contains('\u{1b}'));
    assert_eq!(coloured(&[("NO_COLOR", "1")]), plain);
    let forced = coloured(&[("CLICOLOR_FORCE", "1")]);
    // The total is bold, lost points are red.
    assert!(forced.contains("\u{1b}[1m总分\u{1b}[0m") && forced.contains("\u{1b}[31m0.06\u{1b}[0m"), "{forced}");
    assert_eq!(anstream::adapter::strip_str(&forced).to_string(), plain);
}

#[test]
fn numbers_are_rounded_for_readers_and_whole_for_machines() {
    let rows =
        ["{ id: use, name: 预算执行率, weight: 10, rule: budget_execution, inputs: { executed: a, budget: b } }"];
    let head = format!("{ROWS_ROUNDED}grades: [{{ grade: 合格, from: 0 }}]\n");
    let scheme = scheme_text(10, &head, &["a: { name: 执行数, unit: 万元 }", "b: { name: 预算数, unit: 万元 }"], &rows);
    let report = "unit: 局\nmetrics:\n  a: { value: 486.3 }\n  b: { value: 512.75 }\n";
    let folder = folder_of("screens-digits", &[("scheme.yaml", &scheme), ("report.yaml", report)]);
    let case = folder.to_str().unwrap();
    let text = shown(&["score", case], 160);
    assert!(text.contains("10 × 486.3 ÷ 512.75 ≈ 9.4842；"), "{text}");
    // As the rule divides: executed over budget.
    assert!(text.contains("486.3万元 / 512.75万元"), "{text}");
    for arguments in [vec!["explain", case, "use"], vec!["score", case, "--format", "json"]] {
        let told = shown(&arguments, 160);
        assert!(told.contains("10 × 486.3 ÷ 512.75 = 9.484154071184…"), "{told}");
    }
    assert!(shown(&["score", YUEYANG], 160).contains("5 × 98.7 ÷ 100 = 4.935；"));
}
