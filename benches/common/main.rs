//! How long the common work takes: 20 indicators of 5 points (8 rates, 4 ladders, 4 deductions, 2 levels, 2 rates where
//! lower is better), every row and the total rounded half-up to two places.
//!
//! `cargo bench --bench common` first scores 300 units, panics if any point, total or grade differs from the expected
//! one, and then measures. `units.jsonl` and `expected.jsonl` were made with a fixed seed by a separate program that
//! computes in fractions and shares no code with this one. Without `--bench` the answers are verified and nothing is
//! measured.
//!
//! Times are processor time of the process and its children, because wall-clock time on a busy machine includes other
//! programs. The environment variable `JIXIAO` replaces the executable that is built with the bench.

mod engine;
mod process;
mod work;

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use engine::Engine;
use process::{processor_time, resident_bytes};
use work::Unit;

/// Reports of a what-if; the units repeat.
const POPULATION: usize = 1_000;
/// Evaluations held in memory; the units repeat.
const HELD: usize = 2_000;
/// The change of a what-if.
const CHANGE: &str = "i01=10";
/// Samples of each figure.
const SAMPLES: usize = 5;
/// The least processor time of a sample: a hundred ticks of the clock.
const SAMPLE: Duration = Duration::from_secs(1);

fn main() {
    let units = work::units();
    let engine = Engine::new(&work::scheme(1));
    verify(&engine, &units);
    println!("{} units of 20 rows: every point, total and grade is right", units.len());
    if !env::args().any(|argument| argument == "--bench") {
        return;
    }
    if processor_time().is_none() || resident_bytes().is_none() {
        println!("not measured: processor time and memory are read from /proc, which this system lacks");
        return;
    }
    let held = held(&engine, &units);
    let score = score(&engine, &units);
    let whatif = whatif(&engine, &units);
    let command = command(&units);
    let sweep = sweep(&units);

    println!("\n{:<44}{:>12}{:>12}", "processor time", "median", "min");
    score.print("score a report in memory");
    whatif.print("what-if over 1,000 reports in memory");
    command.print("jixiao whatif with its files, 1,000 reports");
    sweep.print("sweep of 100 rows, on all processors");
    let per_second = |time: Duration| Duration::from_secs(1).as_nanos() / time.as_nanos();
    let (median, max) = (per_second(score.median), per_second(score.min));
    println!("\n{:<44}{:>12}{:>12}", "", "median", "max");
    println!("{:<44}{median:>12}{max:>12}", "units scored per CPU-second");
    println!("{:<44}{held:>12}\n", "bytes of a held evaluation, of 2,000");
    let figures = serde_json::json!({
        "score_ns": score.nanoseconds(),
        "whatif_ns": whatif.nanoseconds(),
        "command_ns": command.nanoseconds(),
        "sweep_ns": sweep.nanoseconds(),
        "held_bytes": held,
    });
    println!("{figures}");
}

fn verify(engine: &Engine, units: &[Unit]) {
    let program = engine.program();
    for unit in units {
        let report = engine.read(&work::report(&unit.name, &[&unit.figures]));
        engine::verify(&unit.name, &program.evaluate(&report), &unit.answer);
    }
}

/// The growth of the process, in bytes, per evaluation that is kept.
fn held(engine: &Engine, units: &[Unit]) -> u64 {
    let reports: Vec<_> = texts(units, units.len()).map(|text| engine.read(&text)).collect();
    let program = engine.program();
    let before = resident_bytes().unwrap();
    let held: Vec<_> = reports.iter().cycle().take(HELD).map(|report| program.evaluate(report)).collect();
    let grown = resident_bytes().unwrap().saturating_sub(before);
    grown / u64::try_from(black_box(held).len()).unwrap()
}

/// Scoring one report, on one thread.
fn score(engine: &Engine, units: &[Unit]) -> Measured {
    let reports: Vec<_> = texts(units, units.len()).map(|text| engine.read(&text)).collect();
    let program = engine.program();
    let all = measure(|| {
        for report in &reports {
            black_box(program.evaluate(black_box(report)));
        }
    });
    let count = u32::try_from(reports.len()).unwrap();
    Measured { median: all.median / count, min: all.min / count }
}

/// A what-if over reports already read: the change is compiled, every unit scored before and after, and both compared.
fn whatif(engine: &Engine, units: &[Unit]) -> Measured {
    let subjects: Vec<_> = texts(units, POPULATION).map(|text| engine::subject(engine.read(&text))).collect();
    let answers: Vec<_> = units.iter().map(|unit| &unit.answer).collect();
    engine::verify_totals(&engine.whatif(&subjects, CHANGE), &answers);
    measure(|| {
        black_box(engine.whatif(black_box(&subjects), CHANGE));
    })
}

/// The what-if as a user runs it: start of the program, compiling the rules, reading and printing included.
fn command(units: &[Unit]) -> Measured {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    fs::create_dir(&reports).unwrap();
    fs::write(folder.path().join("scheme.yaml"), work::scheme(1)).unwrap();
    for (at, text) in texts(units, POPULATION).enumerate() {
        fs::write(reports.join(format!("{at:04}.yaml")), text).unwrap();
    }
    let program = env::var_os("JIXIAO").unwrap_or_else(|| env!("CARGO_BIN_EXE_jixiao").into());
    measure(|| {
        let mut command = Command::new(&program);
        command.arg("whatif").arg(folder.path()).arg("--reports").arg(&reports);
        command.arg("--scripts").arg(Path::new("scripts")).args(["--set", CHANGE]);
        let output = command.stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    })
}

/// A sweep of the work five times over, 100 rows, with the figures of five units.
fn sweep(units: &[Unit]) -> Measured {
    let engine = Engine::new(&work::scheme(5));
    let side_by_side: Vec<_> = units.iter().take(5).map(|unit| &unit.figures).collect();
    let report = engine.read(&work::report("单位", &side_by_side));
    measure(|| {
        black_box(engine.sweep(black_box(&report)));
    })
}

/// The texts of `count` reports; the units repeat.
fn texts(units: &[Unit], count: usize) -> impl Iterator<Item = String> {
    units.iter().cycle().take(count).map(|unit| work::report(&unit.name, &[&unit.figures]))
}

/// The processor time that a piece of work takes.
struct Measured {
    median: Duration,
    min: Duration,
}

impl Measured {
    fn print(&self, name: &str) {
        let text = |time: Duration| format!("{time:.2?}");
        println!("{name:<44}{:>12}{:>12}", text(self.median), text(self.min));
    }

    fn nanoseconds(&self) -> u64 {
        u64::try_from(self.median.as_nanos()).unwrap()
    }
}

fn measure(mut work: impl FnMut()) -> Measured {
    let mut samples: Vec<_> = (0..SAMPLES).map(|_| sample(&mut work)).collect();
    samples.sort();
    Measured { median: samples[SAMPLES / 2], min: samples[0] }
}

fn sample(work: &mut impl FnMut()) -> Duration {
    let start = processor_time().unwrap();
    let mut runs = 0;
    loop {
        work();
        runs += 1;
        let used = processor_time().unwrap() - start;
        if used >= SAMPLE {
            return used / runs;
        }
    }
}
