//! How many units a second a plan scores column by column, with wrong answers counted beside each speed.
//!
//! `cargo bench --bench columns` makes 200,000 units of the common work (20 indicators of 5 points: 8 rates, 4 ladders, 4
//! deductions, 2 levels, 2 rates where lower is better) from a fixed sequence, some of them with totals exactly on a line
//! between grades and points exactly on a half. Every point, total and grade is compared with an oracle of whole numbers
//! that shares no code with the library; the oracle itself is held to the answers of `benches/common`, which a separate
//! program made in fractions. Without `--bench` the answers are verified on fewer units and nothing is measured.
//!
//! Speeds are by processor time of the process, because a wall clock on a busy machine measures its neighbours; with two
//! threads both times are printed.

#![expect(clippy::disallowed_types, reason = "what a clock says is printed beside the processor time")]

#[path = "../common/work.rs"]
#[expect(dead_code, reason = "the bench of the common work uses the rest")]
mod work;

mod oracle;

use std::env;
use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use jixiao::{ColumnPlan, ColumnResults, Number, Program, Report, ReportColumns, RuleSet, Scheme};
use rayon::ThreadPoolBuilder;

use oracle::{Answer, GRADES, Unit, draw};

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many units are scored at a time.
const SIZES: [usize; 3] = [1_000, 20_000, 200_000];
/// The least processor time of a sample.
const SAMPLE: Duration = Duration::from_millis(400);
const SAMPLES: usize = 5;

fn main() {
    oracle::verify(&work::units());
    let program = Program::compile(Scheme::from_yaml(&work::scheme(1)).unwrap(), RuleSet::shipped()).unwrap();
    let plan = program.plan();
    let is_bench = env::args().any(|argument| argument == "--bench");
    let units: Vec<Unit> = draw(if is_bench { SIZES[2] } else { SIZES[0] });
    let answers: Vec<Answer> = units.iter().map(Unit::answer).collect();
    let on_a_line = answers.iter().filter(|answer| [6_000, 8_000, 9_000].contains(&answer.total)).count();
    println!("{} units, {on_a_line} of them with a total on a line between grades", units.len());
    if !is_bench {
        let results = plan.evaluate(&columns(&units)).unwrap();
        assert_eq!(wrong(&results, &answers), [0; 3]);
        assert_eq!(results.ordinary_count(), 0);
        return;
    }
    println!("\n{:<42}{:>14}{:>14}   wrong points / totals / grades", "units a second", "by CPU", "by clock");
    for threads in [1, 2] {
        for size in SIZES {
            by_columns(&plan, &units[..size], &answers, threads);
        }
    }
    one_by_one(&program, &units[..SIZES[0]], &answers);
    let start = Instant::now();
    black_box(program.plan());
    println!("{:<42}{:>14.2?}", "making the plan", start.elapsed());
}

fn by_columns(plan: &ColumnPlan, units: &[Unit], answers: &[Answer], threads: usize) {
    let columns = columns(units);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let (cpu, clock) = measure(|| {
        black_box(pool.install(|| plan.evaluate(black_box(&columns))).unwrap());
    });
    let results = pool.install(|| plan.evaluate(&columns)).unwrap();
    let name = format!("columns, {} units, {threads} thread(s)", units.len());
    print(&name, units.len(), cpu, clock, wrong(&results, answers));
}

/// The ordinary evaluation with its provenance, reports in memory.
fn one_by_one(program: &Program, units: &[Unit], answers: &[Answer]) {
    let reports: Vec<Report> =
        units.iter().map(|unit| Report::from_yaml(&unit.report(), program.scheme()).unwrap()).collect();
    let (cpu, clock) = measure(|| {
        for report in &reports {
            black_box(program.evaluate(black_box(report)));
        }
    });
    let mut found = [0; 3];
    for (report, answer) in reports.iter().zip(answers) {
        let evaluation = program.evaluate(report);
        let total = evaluation.total.as_ref().unwrap();
        let points = evaluation.rows.iter().zip(answer.points);
        found[0] += points.filter(|(row, points)| *row.points().unwrap().number() != cents(*points)).count();
        found[1] += usize::from(*total.points.number() != cents(answer.total));
        found[2] += usize::from(total.grade.zh != GRADES[answer.grade]);
    }
    print("evaluate, with provenance, 1 thread", units.len(), cpu, clock, found);
}

fn print(name: &str, units: usize, cpu: Duration, clock: Duration, wrong: [usize; 3]) {
    let rate = |time: Duration| u128::try_from(units).unwrap() * 1_000_000_000 / time.as_nanos();
    println!("{name:<42}{:>14}{:>14}   {} / {} / {}", rate(cpu), rate(clock), wrong[0], wrong[1], wrong[2]);
}

fn cents(number: i64) -> Number {
    Number::from(number).divide(&Number::from(100)).unwrap()
}

/// How many points, totals and grades are not those of the oracle.
fn wrong(results: &ColumnResults, answers: &[Answer]) -> [usize; 3] {
    let mut wrong = [0; 3];
    for (unit, answer) in answers.iter().enumerate().take(results.len()) {
        let points = answer.points.iter().enumerate();
        wrong[0] += points.filter(|(row, points)| results.unit(unit).points(*row) != Some(cents(**points))).count();
        wrong[1] += usize::from(results.unit(unit).total() != Some(cents(answer.total)));
        wrong[2] +=
            usize::from(results.unit(unit).grade().map(|grade| grade.zh.as_str()) != Some(GRADES[answer.grade]));
    }
    wrong
}

/// The figures of the units, metric by metric.
fn columns(units: &[Unit]) -> ReportColumns {
    let mut columns = ReportColumns::new(units.len());
    for row in 0..oracle::ROWS {
        for (figure, value) in oracle::FIGURES[oracle::kind(row)].iter().enumerate() {
            let metric = format!("i{:02}_{value}", row + 1);
            let numbers = || units.iter().map(|unit| unit.figures[row][figure]);
            columns = match *value {
                "level" => {
                    let words = oracle::LEVELS.iter().map(|(word, _)| (*word).to_owned()).collect();
                    columns.words(&metric, words, numbers().map(|level| u32::try_from(level).unwrap()).collect())
                }
                "count" => columns.numbers(&metric, 0, numbers().collect()),
                _ => columns.numbers(&metric, 2, numbers().collect()),
            }
            .unwrap();
        }
    }
    columns
}

/// The processor time and the time by the clock that a piece of work takes, the middle of several samples.
fn measure(mut work: impl FnMut()) -> (Duration, Duration) {
    let mut samples: Vec<(Duration, Duration)> = (0..SAMPLES).map(|_| sample(&mut work)).collect();
    samples.sort();
    samples[SAMPLES / 2]
}

fn sample(work: &mut impl FnMut()) -> (Duration, Duration) {
    let (cpu, clock) = (processor_time(), Instant::now());
    let mut runs = 0;
    loop {
        work();
        runs += 1;
        let used = processor_time() - cpu;
        if used >= SAMPLE {
            return (used / runs, clock.elapsed() / runs);
        }
    }
}

/// What the process has used of the processors, by the scheduler's account of its threads.
fn processor_time() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").unwrap();
    let used = tasks.map(|task| {
        let text = fs::read_to_string(task.unwrap().path().join("schedstat")).unwrap_or_default();
        text.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or(0)
    });
    Duration::from_nanos(used.sum())
}
