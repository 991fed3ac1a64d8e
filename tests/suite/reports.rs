//! Results as papers and pages: the same numbers in every format, and nothing in them that runs or is fetched.

mod pages;
mod papers;

use std::fs;
use std::path::PathBuf;

use crate::support::{Run, YUEYANG, jixiao};

/// The commands with papers and pages, each with the status it ends with.
const COMMANDS: [(&str, &[&str], i32); 5] = [
    ("score", &["score", YUEYANG], 0),
    ("audit", &["audit", YUEYANG], 4),
    ("whatif", &["whatif", YUEYANG, "--mode", "transfer:complaint-disposal", "--set", "collection-validity=10"], 0),
    (
        "population",
        &[
            "whatif",
            "tests/data/technology-achievement",
            "--reports",
            "tests/data/technology-achievement/reports",
            "--set",
            "patents-index=0.2",
        ],
        0,
    ),
    ("compare", &["compare", YUEYANG, "--to-scheme", "indicators/yueyang-2024/variant.yaml"], 0),
];

/// What a command writes into a file of its own.
fn written(folder: &std::path::Path, name: &str, lang: &str, arguments: &[&str], status: i32) -> (PathBuf, Run) {
    let path = folder.join(name);
    let _ = fs::remove_file(&path);
    let run = jixiao(&[&["--lang", lang], arguments, &["-o", path.to_str().unwrap()]].concat()).ended(status);
    assert!(run.out.is_empty(), "{name}: {}", run.out);
    (path, run)
}

/// A case whose names want to be more than text. 90 % and 80 % of 50 each: 45 + 40 = 85.
const SCHEME: &str = "scheme: s\ntitle: \"<script>alert(1)</script>\"\nfull_score: 100\n\
    rounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }\n\
    grades: [{ grade: 甲等, from: 60 }, { grade: 乙等, from: 0 }]\nmetrics: {}\n\
    dimensions: [{ id: all, name: \"=1+1\", weight: 100, indicators: [\
    { id: a, name: \"=HYPERLINK(1)\", weight: 50, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio }, \
    { id: b, name: \"\\\"><img src=x onerror=alert(1)>\", weight: 50, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio }]}]\n";
const REPORT: &str = "unit: \"=cmd|'/c calc'!A1\"\nmetrics:\n  a: { value: 90, unit: \"%\" }\n  b: { value: 80, unit: \"%\" }\n\
    rows:\n  a: { deviation: \"@SUM(1)\" }\n";

fn hostile(name: &str) -> PathBuf {
    crate::support::folder_of(&format!("reports/{name}"), &[("scheme.yaml", SCHEME), ("report.yaml", REPORT)])
}
