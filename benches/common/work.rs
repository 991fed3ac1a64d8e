//! The common work: its scheme, its reports and their expected answers.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;
use serde_json::Value;

/// Each kind of row: its name, the number of rows, and how they are scored.
const KINDS: [(&str, usize, Kind); 5] = [
    ("达标率", 8, Kind::Proportion),
    ("分档", 4, Kind::Ladder),
    ("扣分", 4, Kind::Deduction),
    ("等级", 2, Kind::Level),
    ("控制率", 2, Kind::Lower),
];
/// The rows of all kinds.
const ROWS: usize = 20;

#[derive(Clone, Copy)]
enum Kind {
    Proportion,
    Ladder,
    Deduction,
    Level,
    Lower,
}

/// What a unit reports, by row id.
type Figures = BTreeMap<String, Value>;

/// A unit with its figures and the expected answer.
pub struct Unit {
    pub name: String,
    pub figures: Figures,
    pub answer: Answer,
}

/// The expected answer; points and total with two decimals.
#[derive(Deserialize)]
pub struct Answer {
    pub points: BTreeMap<String, String>,
    pub total: String,
    pub grade: String,
}

/// All units, in the order of their lines.
pub fn units() -> Vec<Unit> {
    let lines = include_str!("units.jsonl").lines().zip(include_str!("expected.jsonl").lines());
    let units = lines.enumerate().map(|(at, (figures, answer))| Unit {
        name: format!("单位{at:04}"),
        figures: serde_json::from_str(figures).unwrap(),
        answer: serde_json::from_str(answer).unwrap(),
    });
    units.collect()
}

/// The scheme of the work, with each row repeated `times` times over the same 100 points.
pub fn scheme(times: usize) -> String {
    let weight = match times {
        1 => "5",
        5 => "1",
        _ => panic!("the 100 points are for 20 or 100 rows"),
    };
    let (mut metrics, mut dimensions) = (String::new(), String::new());
    let mut first = 1;
    for (name, rows, kind) in KINDS {
        let share = 100 * rows / ROWS;
        let _ = write!(dimensions, "  - id: d{first:02}\n    name: {name}\n    weight: {share}\n    indicators:\n");
        for row in (0..times).flat_map(|time| (first..first + rows).map(move |row| row + time * ROWS)) {
            let (id, scored) = (id(row), kind.scored(&id(row), times));
            let _ = writeln!(dimensions, "      - {{ id: {id}, name: {name}{row}, weight: {weight}, {scored} }}");
            for (figure, unit) in kind.figures() {
                let _ = writeln!(metrics, "  {id}_{figure}: {{ name: {name}{row}, unit: \"{unit}\" }}");
            }
        }
        first += rows;
    }
    format!("{HEAD}metrics:\n{metrics}dimensions:\n{dimensions}")
}

impl Kind {
    /// The figures a report gives for a row of this kind, with their units of measure.
    fn figures(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Proportion | Self::Ladder | Self::Lower => &[("actual", "件"), ("target", "件")],
            Self::Deduction => &[("count", "次")],
            Self::Level => &[("level", "")],
        }
    }

    /// The part of the indicator that says how it is scored.
    fn scored(self, id: &str, times: usize) -> String {
        let rate = format!("unit: \"%\", actual: 100 * {id}_actual / {id}_target");
        match self {
            Self::Proportion => format!("{rate}, target: {{ at_least: 100 }}, rule: forward_ratio"),
            Self::Ladder => format!("{rate}, rule: bands, params: {{ bands: {BANDS} }}"),
            Self::Deduction => {
                let per_case = if times == 1 { "0.5" } else { "0.1" };
                format!("unit: 次, actual: {id}_count, rule: count_deduct, params: {{ per_case: {per_case} }}")
            }
            Self::Level => {
                format!("inputs: {{ grade: {id}_level }}, rule: grade_coef, params: {{ coef: {COEFFICIENTS} }}")
            }
            Self::Lower => format!("{rate}, target: {{ at_most: 100 }}, rule: reverse_ratio"),
        }
    }
}

const HEAD: &str = "scheme: common\ntitle: 通用工作\nfull_score: 100\n\
    rounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }\n\
    grades: [{ grade: A, from: 90 }, { grade: B, from: 80 }, { grade: C, from: 60 }, { grade: D, from: 0 }]\n";

const BANDS: &str = "[{ from: 95, closed: left, share: 1 }, { from: 90, to: 95, closed: left, share: 0.90 }, \
    { from: 80, to: 90, closed: left, share: 0.75 }, { from: 60, to: 80, closed: left, share: 0.60 }, \
    { to: 60, closed: neither, share: 0 }]";

const COEFFICIENTS: &str = "{ A: 1, B: 0.85, C: 0.70, D: 0 }";

fn id(row: usize) -> String {
    format!("i{row:02}")
}

/// The report of `name`: the figures of these units, each for its own 20 rows.
pub fn report(name: &str, side_by_side: &[&Figures]) -> String {
    let mut report = format!("scheme: common\nunit: {name}\nyear: 2024\nmetrics:\n");
    for (time, figures) in side_by_side.iter().enumerate() {
        for row in 1..=ROWS {
            let reported = figures[&id(row)].as_object().unwrap();
            for (figure, value) in reported {
                // A number with two decimals is printed as the file writes it; a text keeps its quotes.
                let _ = writeln!(report, "  {}_{figure}: {{ value: {value} }}", id(row + time * ROWS));
            }
        }
    }
    report
}
