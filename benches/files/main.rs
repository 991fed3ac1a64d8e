//! How long the program takes from file to file, and how that grows: with the units, the rows of a scheme, the length of a
//! script.
//!
//! `cargo bench --bench files` draws the units of `benches/columns`, writes them as CSV, as JSON lines and, with the feature
//! `parquet`, as Arrow and as Parquet, has `jixiao batch` score them, and counts the points, totals and grades in its
//! results that are not those of the oracle. What it prints is a table in Markdown: times by the clock, for people wait for
//! files, and the most memory that the program held. Without `--bench` few units are scored, and any wrong answer stops it.

#![expect(clippy::disallowed_types, reason = "what a clock says is what is printed")]

#[path = "../columns/oracle.rs"]
#[expect(dead_code, reason = "the bench of the columns writes reports too")]
mod oracle;
#[path = "../common/work.rs"]
#[expect(dead_code, reason = "the bench of the common work uses the rest")]
mod work;

#[cfg(feature = "parquet")]
mod column_files;
mod growth;

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use oracle::{Answer, FIGURES, GRADES, LEVELS, ROWS, Unit, draw, kind};
use serde_json::Value;

/// How many units are scored from file to file.
const SIZES: [usize; 2] = [20_000, 200_000];
/// How often the memory of the program is read.
const PAUSE: Duration = Duration::from_millis(2);

fn main() {
    oracle::verify(&work::units());
    let is_bench = env::args().any(|argument| argument == "--bench");
    let folder = tempfile::tempdir().unwrap();
    let scheme = folder.path().join("scheme.yaml");
    fs::write(&scheme, work::scheme(1)).unwrap();
    let sizes = if is_bench { &SIZES[..] } else { &[100] };
    println!("| `jixiao batch` | units a second, 1 thread | 2 threads | memory | wrong points, totals, grades |");
    println!("|---|--:|--:|--:|--:|");
    for size in sizes {
        let units = draw(*size);
        let answers: Vec<Answer> = units.iter().map(Unit::answer).collect();
        let input = |from: &str| folder.path().join(format!("units.{from}"));
        inputs().iter().for_each(|from| write_units(&input(from), &units));
        for (from, to, trace) in kinds() {
            let input = input(from);
            let run = |threads: usize| {
                let output = folder.path().join(format!("results.{to}"));
                let mut command = program();
                command.arg("batch").arg(&scheme).arg(&input).arg("-o").arg(&output);
                command.args(["--trace", trace, "--threads", &threads.to_string()]);
                let ran = timed(command);
                let wrong = wrong(&output, &answers);
                fs::remove_file(output).unwrap();
                (ran, wrong)
            };
            let (one, wrong_one) = run(1);
            let (two, wrong_two) = run(2);
            let wrong: Vec<String> =
                wrong_one.iter().zip(wrong_two).map(|(one, two)| (one + two).to_string()).collect();
            assert!(is_bench || wrong.iter().all(|count| count == "0"), "{from} to {to}: {wrong:?}");
            let rate = |ran: &Ran| u128::try_from(units.len()).unwrap() * 1_000_000_000 / ran.time.as_nanos();
            let memory = one.bytes.max(two.bytes) >> 20;
            let trace = if trace == "none" { String::new() } else { format!(", reasons: {trace}") };
            println!(
                "| {size} units, {from} to {to}{trace} | {} | {} | {memory} MB | {} |",
                rate(&one),
                rate(&two),
                wrong.join(", ")
            );
        }
    }
    println!("\n| `jixiao` | |\n|---|--:|");
    growth::print(folder.path(), is_bench);
}

/// The kinds of files that are read.
fn inputs() -> Vec<&'static str> {
    let columns = if cfg!(feature = "parquet") { &["arrows", "parquet"][..] } else { &[] };
    ["csv", "ndjson"].iter().chain(columns).copied().collect()
}

/// From what to what, and with which reasons.
fn kinds() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut kinds = vec![
        ("csv", "csv", "none"),
        ("ndjson", "ndjson", "none"),
        ("csv", "ndjson", "codes"),
        ("csv", "ndjson", "full"),
    ];
    if cfg!(feature = "parquet") {
        kinds.insert(1, ("arrows", "arrows", "none"));
        kinds.insert(2, ("parquet", "parquet", "none"));
    }
    kinds
}

/// The program that is built with the bench, or the one that the environment names.
fn program() -> Command {
    let mut command = Command::new(env::var_os("JIXIAO").unwrap_or_else(|| env!("CARGO_BIN_EXE_jixiao").into()));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// How long the program ran, and the most memory that it held.
struct Ran {
    time: Duration,
    bytes: u64,
}

fn timed(mut command: Command) -> Ran {
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut bytes = 0;
    let status = loop {
        bytes = most_bytes(&child).unwrap_or(bytes);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        thread::sleep(PAUSE);
    };
    let time = start.elapsed();
    let told = child.wait_with_output().unwrap().stderr;
    assert!(status.success(), "{}", String::from_utf8_lossy(&told));
    Ran { time, bytes }
}

/// The most memory that a process has held until now; nothing on systems without `/proc`.
fn most_bytes(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// A figure as its file writes it.
fn figure(name: &str, value: i64) -> String {
    match name {
        "level" => LEVELS[usize::try_from(value).unwrap()].0.to_owned(),
        "count" => value.to_string(),
        _ => format!("{}.{:02}", value / 100, value % 100),
    }
}

/// The figures of a unit with the ids of their metrics.
fn figures(unit: &Unit) -> impl Iterator<Item = (String, &'static str, String)> {
    (0..ROWS).flat_map(move |row| {
        let named = FIGURES[kind(row)].iter().zip(unit.figures[row]);
        named.map(move |(name, value)| (format!("i{:02}_{name}", row + 1), *name, figure(name, value)))
    })
}

fn write_units(path: &Path, units: &[Unit]) {
    let mut text = String::new();
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => {
            let names: Vec<String> = figures(&units[0]).map(|(id, ..)| id).collect();
            let _ = writeln!(text, "organisation,{}", names.join(","));
            for (at, unit) in units.iter().enumerate() {
                let values: Vec<String> = figures(unit).map(|(.., value)| value).collect();
                let _ = writeln!(text, "u{at:07},{}", values.join(","));
            }
        }
        Some("ndjson") => {
            for (at, unit) in units.iter().enumerate() {
                let quoted = |name: &str, value: String| if name == "level" { format!("\"{value}\"") } else { value };
                let values: Vec<String> =
                    figures(unit).map(|(id, name, value)| format!("\"{id}\":{}", quoted(name, value))).collect();
                let _ = writeln!(text, "{{\"organisation\":\"u{at:07}\",\"metrics\":{{{}}}}}", values.join(","));
            }
        }
        #[cfg(feature = "parquet")]
        Some("arrows" | "parquet") => return column_files::write(path, units),
        ending => panic!("no such kind of file: {ending:?}"),
    }
    fs::write(path, text).unwrap();
}

/// How many points, totals and grades of the results are not those of the oracle; a result that is not there is wrong in
/// all of them.
fn wrong(path: &Path, answers: &[Answer]) -> [usize; 3] {
    let results: Vec<(Vec<i64>, i64, String)> = match path.extension().and_then(|ending| ending.to_str()) {
        #[cfg(feature = "parquet")]
        Some("arrows" | "parquet") => column_files::read(path),
        Some("csv") => fs::read_to_string(path).unwrap().lines().skip(1).map(csv_result).collect(),
        _ => fs::read_to_string(path).unwrap().lines().map(json_result).collect(),
    };
    let missing = answers.len().abs_diff(results.len());
    let mut wrong = [missing * ROWS, missing, missing];
    for ((points, total, grade), answer) in results.iter().zip(answers) {
        wrong[0] += (0..ROWS).filter(|row| points.get(*row) != Some(&answer.points[*row])).count();
        wrong[1] += usize::from(*total != answer.total);
        wrong[2] += usize::from(grade != GRADES[answer.grade]);
    }
    wrong
}

/// Hundredths; a number that is not there is none.
fn hundredths(text: &str) -> i64 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{decimals:0<2}").parse().unwrap_or(i64::MIN)
}

/// A line of `organisation,year,total,grade,errors` and two columns for each row.
fn csv_result(line: &str) -> (Vec<i64>, i64, String) {
    let cells: Vec<&str> = line.split(',').collect();
    let points = cells.iter().skip(5).step_by(2).map(|cell| hundredths(cell)).collect();
    (points, hundredths(cells[2]), cells[3].to_owned())
}

fn json_result(line: &str) -> (Vec<i64>, i64, String) {
    let result: Value = serde_json::from_str(line).unwrap();
    let number = |value: &Value| hundredths(value.as_str().unwrap_or_default());
    let points = (1..=ROWS).map(|row| number(&result["points"][format!("i{row:02}")])).collect();
    (points, number(&result["total"]), result["grade"].as_str().unwrap_or_default().to_owned())
}

/// A folder of its own below another.
fn below(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(&path).unwrap();
    path
}
