//! How long many weightings of many organisations take.
//!
//! `cargo bench --bench robust` makes 1,000 organisations of 20 rates, each weighted row a fraction of two whole numbers, and counts
//! the grades of all of them under 100,000 sets of weights on as many threads as there are: once with rows rounded to two decimals
//! and the total again, exactly, and once with the total rounded alone. It then times one weighting of all organisations, as a slider
//! asks for, and the ranks of 10,000 sets. What is counted is compared with the ordinary evaluation under some of the sets. Without
//! `--bench` the answers are compared and nothing is measured.

#![expect(clippy::disallowed_types, reason = "a bench measures time")]

use std::env;
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use jixiao::{Overlay, PointsTable, Program, Report, RuleSet, Scheme, WeightBlock, WeightSteps};
use rayon::prelude::*;

const ORGANISATIONS: u64 = 1_000;
const ROWS: u64 = 20;
const SETS: usize = 100_000;
const BLOCK: usize = 512;

/// A fixed sequence of numbers.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn main() {
    let is_bench = env::args().any(|argument| argument == "--bench");
    for (name, rounding) in [
        ("rows and total rounded", "indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up }"),
        ("total rounded", "total: { places: 2, mode: half-up }"),
    ] {
        let program = Program::compile(Scheme::from_yaml(&scheme(rounding)).unwrap(), RuleSet::shipped()).unwrap();
        let count = if is_bench { ORGANISATIONS } else { 20 };
        let reports: Vec<Report> =
            (0..count).map(|at| Report::from_yaml(&report(at), program.scheme()).unwrap()).collect();
        let reports: Vec<&Report> = reports.iter().collect();
        let steps = WeightSteps::fine(program.scheme()).unwrap();
        let start = Instant::now();
        let table = program.points_table(&reports, &steps);
        let made = start.elapsed();
        assert!((0..table.len()).all(|at| table.is_planned(at)));
        compare(&program, &reports, &table);
        if is_bench {
            println!("{name}: table {made:.2?}, {} threads", rayon::current_num_threads());
            measure(&table);
        }
    }
}

fn measure(table: &PointsTable<'_>) {
    let blocks = blocks(SETS, table.steps().full());
    let start = Instant::now();
    let counts = count(table, &blocks);
    let counted = start.elapsed();
    let all: u64 = counts.iter().flatten().sum();
    assert_eq!(all, ORGANISATIONS * u64::try_from(SETS).unwrap());
    println!("  grades of {SETS} sets: {counted:.2?}");
    let some = &blocks[..20];
    let start = Instant::now();
    some.par_iter().for_each(|block| {
        let (mut sums, mut totals) = (Vec::new(), Vec::new());
        for at in 0..table.len() {
            table.block_totals(at, block, &mut sums, &mut totals);
            black_box(&totals);
        }
    });
    println!("  totals of {} sets: {:.2?}", 20 * BLOCK, start.elapsed());
    let weights = blocks[0].weights(0);
    let start = Instant::now();
    for _ in 0..20 {
        black_box(table.totals(black_box(&weights)));
    }
    println!("  one weighting, one thread: {:.2?}", start.elapsed() / 20_u32);
    let _: Duration = counted;
}

/// How many sets give each organisation each grade.
fn count(table: &PointsTable<'_>, blocks: &[WeightBlock]) -> Vec<Vec<u64>> {
    let reports: Vec<usize> = (0..table.len()).collect();
    let one = |at: &usize| {
        let (mut counts, mut sums) = (vec![0; 5], Vec::new());
        blocks.iter().for_each(|block| table.count_grades(*at, block, &mut sums, &mut counts));
        counts
    };
    reports.par_iter().map(one).collect()
}

/// Sets of weights between cuts.
fn blocks(sets: usize, full: u32) -> Vec<WeightBlock> {
    let mut draw = Draw(7);
    let mut blocks = Vec::new();
    for first in (0..sets).step_by(BLOCK) {
        let mut block = WeightBlock::new(usize::try_from(ROWS).unwrap());
        for _ in first..sets.min(first + BLOCK) {
            let mut cuts: Vec<u32> =
                (1..ROWS).map(|_| u32::try_from(draw.below(u64::from(full) + 1)).unwrap()).chain([0, full]).collect();
            cuts.sort_unstable();
            block.push(&cuts.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>());
        }
        blocks.push(block);
    }
    blocks
}

/// The grades of the ordinary evaluation under some sets, and what the table counts.
fn compare(program: &Program, reports: &[&Report], table: &PointsTable<'_>) {
    let blocks = blocks(40, table.steps().full());
    let grades = &program.scheme().grades;
    for (at, report) in reports.iter().enumerate().step_by(reports.len() / 10) {
        let mut wanted = vec![0; 5];
        for set in 0..40 {
            let weights = blocks[0].weights(set);
            let weights = weights.iter().map(|steps| table.steps().weight(*steps));
            let weights = table.rows().iter().cloned().zip(weights).collect();
            let total = program.evaluate_with(report, &Overlay::new().weights(weights)).unwrap().total.unwrap();
            wanted[grades.iter().position(|grade| grade.name == total.grade).unwrap()] += 1;
        }
        let mut counts = vec![0; 5];
        table.count_grades(at, &blocks[0], &mut Vec::new(), &mut counts);
        assert_eq!(counts, wanted);
    }
}

fn scheme(rounding: &str) -> String {
    let mut text = format!(
        "scheme: generated\ntitle: 生成\nfull_score: 100\nrounding: {{ {rounding} }}\ngrades: [{{ grade: 优, from: 90 }}, \
         {{ grade: 良, from: 80 }}, {{ grade: 中, from: 60 }}, {{ grade: 差, from: 0 }}]\nmetrics:\n"
    );
    for row in 0..ROWS {
        let _ = writeln!(
            text,
            "  a{row}: {{ unit: 件 }}\n  t{row}: {{ unit: 件 }}\n  r{row}: {{ formula: \"min(1, a{row} / t{row})\" }}"
        );
    }
    text.push_str("dimensions:\n  - id: all\n    name: 产出\n    weight: 100\n    indicators:\n");
    for row in 0..ROWS {
        let _ = writeln!(
            text,
            "      - {{ id: r{row}, name: 率{row}, weight: 5, target: {{ at_least: 1 }}, rule: forward_ratio }}"
        );
    }
    text
}

fn report(organisation: u64) -> String {
    let mut draw = Draw(organisation);
    let mut text = format!("scheme: generated\nunit: 单位{organisation}\nmetrics:\n");
    for row in 0..ROWS {
        let target = 10_000 + draw.below(90_000);
        let actual = target * (60 + draw.below(45)) / 100;
        let _ = writeln!(text, "  a{row}: {{ value: {actual} }}\n  t{row}: {{ value: {target} }}");
    }
    text
}
