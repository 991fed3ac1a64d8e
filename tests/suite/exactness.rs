//! Points are exact, scripts and all: what the shipped rules award is what whole numbers give.
//!
//! Weights are in halves, figures and targets in hundredths, as forms print them. Each formula is worked here a second
//! time as a fraction of whole numbers and rounded without the engine. Every row is compared, and every total.

use jixiao::{Evaluation, Number, Program};

use crate::support::{self, decimal, rules, scheme_text};

/// A rule and its points apart from the program, as a fraction: of the weight in halves, and of the actual and the target
/// in hundredths. The denominator does not depend on the weight, and is not below 1.
struct Formula {
    /// What stands in the row; `T` is the target.
    row: &'static str,
    points: fn(i64, i64, i64) -> (i64, i64),
}

const FORMULAS: [Formula; 7] = [
    // w × a ÷ t, at most w.
    Formula { row: "target: { at_least: T }, rule: forward_ratio", points: |w, a, t| (w * a.min(t), 2 * t) },
    // w × t ÷ a, at most w.
    Formula { row: "target: { at_most: T }, rule: reverse_ratio", points: |w, a, t| (w * t, 2 * a.max(t)) },
    // w × (1 − (a − t) ÷ t) between t and 2 t.
    Formula {
        row: "target: { at_most: T }, rule: reverse_linear",
        points: |w, a, t| (w * (2 * t - a).clamp(0, t), 2 * t),
    },
    // w × a %.
    Formula { row: "rule: linear_rate", points: |w, a, _| (w * a, 20_000) },
    // The script divides first: w × (a ÷ t − 0.6) ÷ 0.4 from the pass line on, which is w × (5 a − 3 t) ÷ 2 t.
    Formula {
        row: "target: { at_least: T }, rule: pass_line_ratio",
        points: |w, a, t| (w * (5 * a - 3 * t).clamp(0, 2 * t), 4 * t),
    },
    // w less 0.3 for each point below the target.
    Formula {
        row: "target: { at_least: T }, rule: step_deduct, params: { direction: lower, per_step: 0.3 }",
        points: |w, a, t| ((1_000 * w - 6 * (t - a).max(0)).max(0), 2_000),
    },
    // w less 0.35 for each 7.5 begun below the target.
    Formula {
        row: "target: { at_least: T }, rule: step_deduct, params: { direction: lower, per_step: 0.35, step: 7.5, partial: ceil }",
        points: |w, a, t| ((50 * w - 35 * ((t - a).max(0) + 749).div_euclid(750)).max(0), 100),
    },
];

/// Weights in halves: 0.5 to 20.
const WEIGHTS: std::ops::RangeInclusive<i64> = 1..=40;
/// Targets in hundredths: the last has few divisors.
const TARGETS: [i64; 3] = [10_000, 6_400, 4_997];
const MODES: [&str; 3] = ["half-up", "half-even", "down"];
/// Reports for each formula, target and rounding.
const REPORTS: i64 = 16;

/// The actual of a report in hundredths, up to 100: every other one in steps of a quarter, where halves are frequent.
fn actual(report: i64) -> i64 {
    if report % 2 == 0 { report * 4_099 % 10_000 + 1 } else { (report * 37 % 400 + 1) * 25 }
}

/// Hundredths of a fraction that is not below 0, and whether it lies exactly between two of them.
fn hundredths((above, below): (i64, i64), mode: &str) -> (i64, bool) {
    let (whole, rest) = ((100 * above).div_euclid(below), (100 * above).rem_euclid(below));
    let is_up = match mode {
        "half-up" => 2 * rest >= below,
        "half-even" => 2 * rest > below || (2 * rest == below && whole % 2 == 1),
        _ => false,
    };
    (whole + i64::from(is_up), 2 * rest == below)
}

fn fraction((above, below): (i64, i64)) -> Number {
    Number::from(above).divide(&Number::from(below)).unwrap()
}

fn points(evaluation: &Evaluation) -> (Vec<Number>, Number) {
    let rows = evaluation.rows.iter().map(|row| row.points().unwrap().number().clone()).collect();
    (rows, evaluation.total.as_ref().unwrap().points.number().clone())
}

/// Scores all reports on one formula and target, with rows rounded or not; how many rows or totals were exactly halves.
fn compare_all(formula: &Formula, target: i64, mode: &str, rows_rounded: bool) -> usize {
    let two = format!("{{ places: 2, mode: {mode} }}");
    let rounded = if rows_rounded { format!("indicator: {two}, ") } else { String::new() };
    let head = format!("rounding: {{ {rounded}total: {two} }}\ngrades: [{{ grade: 全部, from: 0 }}]\n");
    let rule = formula.row.replace('T', &decimal(target, 2));
    let row = |weight| {
        format!("{{ id: r{weight}, name: 行{weight}, weight: {}, actual: a, {rule} }}", decimal(5 * weight, 1))
    };
    let rows: Vec<String> = WEIGHTS.map(row).collect();
    let full = decimal(WEIGHTS.map(|weight| 5 * weight).sum::<i64>(), 1);
    let scheme = support::scheme(&scheme_text(full, &head, &["a: { name: 甲 }"], &rows));
    let program = Program::compile(scheme.clone(), rules().clone()).unwrap();
    let mut halves = 0;
    for actual in (0..REPORTS).map(actual) {
        let report =
            support::report(&format!("unit: 局\nmetrics: {{ a: {{ value: {} }} }}\n", decimal(actual, 2)), &scheme);
        let found = points(&program.evaluate(&report));
        let exact: Vec<(i64, i64)> = WEIGHTS.map(|weight| (formula.points)(weight, actual, target)).collect();
        let wanted = if rows_rounded {
            let rows: Vec<(i64, bool)> = exact.iter().map(|points| hundredths(*points, mode)).collect();
            halves += rows.iter().filter(|(_, is_half)| *is_half).count();
            let total: i64 = rows.iter().map(|(points, _)| points).sum();
            (rows.iter().map(|(points, _)| fraction((*points, 100))).collect(), fraction((total, 100)))
        } else {
            let total = (exact.iter().map(|(above, _)| above).sum(), exact[0].1);
            let (total, is_half) = hundredths(total, mode);
            halves += usize::from(is_half);
            (exact.into_iter().map(fraction).collect(), fraction((total, 100)))
        };
        assert_eq!(found, wanted, "{rule}, actual {}, {mode}", decimal(actual, 2));
    }
    halves
}

/// 7 formulas × 3 targets × 3 modes × 16 reports × 40 rows are 40,320 rows rounded one by one and as many that are not.
#[test]
fn what_the_scripts_award_is_what_whole_numbers_give() {
    for mode in MODES {
        let mut halves = [0, 0];
        for formula in &FORMULAS {
            for target in TARGETS {
                halves[0] += compare_all(formula, target, mode, true);
                halves[1] += compare_all(formula, target, mode, false);
            }
        }
        assert!(halves[0] > 300 && halves[1] > 5, "{mode}: only {halves:?} rows and totals lie between two hundredths");
    }
}
