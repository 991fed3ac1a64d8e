//! The answers of the common work in whole numbers, by a separate computation for each kind of row.

use std::fmt::Write;

use crate::work;

pub const ROWS: usize = 20;
pub const GRADES: [&str; 4] = ["A", "B", "C", "D"];
/// The levels, and what each is worth in hundredths.
pub const LEVELS: [(&str, i64); 4] = [("A", 500), ("B", 425), ("C", 350), ("D", 0)];
/// The figures of each kind of row.
pub const FIGURES: [&[&str]; 5] =
    [&["actual", "target"], &["actual", "target"], &["count"], &["level"], &["actual", "target"]];
/// From how many hundredths of the target on a ladder gives how many hundredths of a point.
const LADDER: [(i64, i64); 4] = [(95, 500), (90, 450), (80, 375), (60, 300)];

/// The kind of a row: rate, ladder, deduction, level, rate where lower is better.
pub fn kind(row: usize) -> usize {
    match row {
        0..8 => 0,
        8..12 => 1,
        12..16 => 2,
        16..18 => 3,
        _ => 4,
    }
}

/// What one unit reports: hundredths of a rate's figures, a count, or the position of a level.
#[derive(Clone)]
pub struct Unit {
    pub figures: [[i64; 2]; ROWS],
}

/// Points and total in hundredths, and the position of the grade.
pub struct Answer {
    pub points: [i64; ROWS],
    pub total: i64,
    pub grade: usize,
}

impl Unit {
    pub fn answer(&self) -> Answer {
        let mut points = [0; ROWS];
        for (row, (points, [one, other])) in points.iter_mut().zip(self.figures).enumerate() {
            *points = match kind(row) {
                0 => rate(one, other),
                1 => LADDER.iter().find(|(edge, _)| 100 * one >= edge * other).map_or(0, |(_, points)| *points),
                2 => (500 - 50 * one).max(0),
                3 => LEVELS[usize::try_from(one).unwrap()].1,
                _ => rate(other, one),
            };
        }
        let total = points.iter().sum();
        let grade = [9_000, 8_000, 6_000].iter().position(|edge| total >= *edge).unwrap_or(3);
        Answer { points, total, grade }
    }

    pub fn report(&self) -> String {
        let mut text = "scheme: common\nunit: 单位\nyear: 2024\nmetrics:\n".to_owned();
        for (row, figures) in self.figures.iter().enumerate() {
            for (name, figure) in FIGURES[kind(row)].iter().zip(figures) {
                let value = match *name {
                    "level" => LEVELS[usize::try_from(*figure).unwrap()].0.to_owned(),
                    "count" => figure.to_string(),
                    _ => format!("{}.{:02}", figure / 100, figure % 100),
                };
                let _ = writeln!(text, "  i{:02}_{name}: {{ value: {value} }}", row + 1);
            }
        }
        text
    }
}

/// Hundredths of 5 points for reaching so much of so much, half-up, full marks at most.
fn rate(reached: i64, wanted: i64) -> i64 {
    if reached >= wanted { 500 } else { (2 * 500 * reached + wanted) / (2 * wanted) }
}

/// So many units of a fixed sequence. Every eighth is made so that totals on the lines between grades and points on a half
/// occur often.
pub fn draw(count: usize) -> Vec<Unit> {
    let mut seed = 20_240_131_u64;
    let mut below = |limit: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((seed >> 33) % limit).unwrap()
    };
    let mut unit = |at: usize| {
        let mut figures = [[0; 2]; ROWS];
        for (row, figures) in figures.iter_mut().enumerate() {
            *figures = match (kind(row), at % 8) {
                // 5 × a ÷ 80 and 5 × a ÷ 16 end in halves of a hundredth.
                (0, 7) => [100 * below(90), 8_000],
                (4, 7) => [8_000, 100 + 100 * below(90)],
                (0, 6) => [below(2) * 8_000, 8_000],
                (4, 6) => [8_000, 400 + below(2) * 7_600],
                (0 | 1, _) => [below(12_001), 5_000 + below(5_001)],
                (2, _) => [below(13), 0],
                (3, _) => [below(4), 0],
                _ => [1 + below(12_000), 1_000 + below(9_001)],
            };
        }
        Unit { figures }
    };
    (0..count).map(&mut unit).collect()
}

/// Panics unless the oracle gives the answers that a separate program computed in fractions.
pub fn verify(units: &[work::Unit]) {
    for unit in units {
        let mut figures = [[0; 2]; ROWS];
        for (row, figures) in figures.iter_mut().enumerate() {
            let reported = unit.figures[&format!("i{:02}", row + 1)].as_object().unwrap();
            for (name, figure) in FIGURES[kind(row)].iter().zip(figures.iter_mut()) {
                let value = &reported[*name];
                *figure = match *name {
                    "level" => {
                        let position = LEVELS.iter().position(|(level, _)| value.as_str() == Some(level));
                        i64::try_from(position.unwrap()).unwrap()
                    }
                    "count" => value.as_i64().unwrap(),
                    _ => hundredths(&value.to_string()),
                };
            }
        }
        let answer = Unit { figures }.answer();
        for (row, points) in answer.points.iter().enumerate() {
            assert_eq!(*points, hundredths(&unit.answer.points[&format!("i{:02}", row + 1)]), "{} {row}", unit.name);
        }
        assert_eq!((answer.total, GRADES[answer.grade]), (hundredths(&unit.answer.total), unit.answer.grade.as_str()));
    }
}

/// A number with at most two decimals.
fn hundredths(text: &str) -> i64 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{decimals:0<2}").parse().unwrap()
}
