//! How long a what-if takes: for one unit, and for 1,000 units of 20 indicators, by its stages.
//!
//! `cargo bench --bench whatif`. The population is made up once, in the target folder: 1,000 report files and one
//! scheme of 20 rates, numbers from a fixed sequence. `process` runs the command as a user does, reading all files,
//! compiling the rules and printing included; the other figures are stages of it.
//!
//! Measured on an AMD EPYC with two cores, by processor time of the whole process (`perf stat`, task-clock), for the wall
//! clock of a busy machine measures its neighbours: 9 ms for one unit, 0.51 s for 1,000 units on both cores together.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use divan::{Bencher, black_box};
use jixiao::Place;
use jixiao::analysis::whatif::{ChangeTexts, Population};
use jixiao::project::{OpenWhatIf, WhatIfRequest, open_whatif};

const UNITS: u32 = 1_000;
const ROWS: u32 = 20;

fn main() {
    divan::main();
}

/// Makes the population, once.
fn population() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whatif-population");
    let reports = folder.join("reports");
    if reports.join(format!("unit-{:04}.yaml", UNITS - 1)).exists() {
        return folder;
    }
    fs::create_dir_all(&reports).unwrap();
    let mut scheme = "scheme: generated\ntitle: 生成的方案\nfull_score: 100\n\
        rounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }\n\
        grades: [{ grade: 优秀, from: 90 }, { grade: 良好, from: 80 }, { grade: 中, from: 60 }, { grade: 差, from: 0 }]\n\
        metrics:\n"
        .to_owned();
    for row in 0..ROWS {
        let _ = writeln!(scheme, "  r{row:02}: {{ name: 率{row:02}, unit: \"%\" }}");
    }
    scheme.push_str("dimensions:\n  - id: all\n    name: 产出\n    weight: 100\n    indicators:\n");
    for row in 0..ROWS {
        let _ = writeln!(
            scheme,
            "      - {{ id: r{row:02}, name: 率{row:02}, weight: 5, unit: \"%\", target: {{ at_least: 100 }}, rule: forward_ratio }}"
        );
    }
    fs::write(folder.join("scheme.yaml"), scheme).unwrap();
    let mut seed = 20_240_131_u32;
    for unit in 0..UNITS {
        let mut report = format!("scheme: generated\nunit: 单位{unit:04}\nyear: 2024\nmetrics:\n");
        for row in 0..ROWS {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let rate = 6_000 + (seed >> 16) % 4_200;
            let _ = writeln!(report, "  r{row:02}: {{ value: {}.{:02}, unit: \"%\" }}", rate / 100, rate % 100);
        }
        fs::write(reports.join(format!("unit-{unit:04}.yaml")), report).unwrap();
    }
    folder
}

fn request() -> WhatIfRequest {
    let folder = population();
    let texts = ChangeTexts { set: vec![Place::argument("--set", "r00=12.5")], ..ChangeTexts::default() };
    WhatIfRequest {
        reports: Some(folder.join("reports")),
        cases: vec![folder],
        scripts: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts")),
        change: texts,
        ..WhatIfRequest::default()
    }
}

fn run(arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    let output = command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[divan::bench]
fn process_one_unit(bencher: Bencher) {
    bencher.bench(|| {
        run(&["whatif", "indicators/yueyang-2024", "--set", "collection-validity=10", "--lock", "public-satisfaction"])
    });
}

#[divan::bench(sample_count = 20)]
fn process_1000_units(bencher: Bencher) {
    let folder = population();
    let (folder, reports) = (folder.display().to_string(), folder.join("reports").display().to_string());
    let arguments = ["whatif", &folder, "--reports", &reports, "--scripts", "scripts", "--set", "r00=12.5"];
    bencher.bench(|| run(&arguments));
}

#[divan::bench(sample_count = 20)]
fn read_and_check_1000_reports(bencher: Bencher) {
    let request = request();
    bencher.bench(|| open_whatif(black_box(&request)).unwrap());
}

#[divan::bench(sample_count = 20)]
fn score_1000_units_twice(bencher: Bencher) {
    let opened: OpenWhatIf = open_whatif(&request()).unwrap().value;
    let (before, after) = opened.programs().unwrap();
    bencher.bench(|| Population::new(black_box(&before), black_box(&after), &opened.subjects, Vec::new()).unwrap());
}
