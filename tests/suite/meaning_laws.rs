//! What is declared is what is scored: laws over generated schemes and reports.

use std::fmt::Write;

use jixiao::{Evaluation, Number, Program};
use proptest::prelude::*;

use crate::support::{self, random_cases, rules};

/// A row: its rule, its weight in points, two figures in tenths.
#[derive(Clone, Debug)]
struct Row {
    rule: usize,
    weight: u32,
    figures: [u32; 2],
}

/// How the same case is written down.
#[derive(Clone, Copy, Debug)]
struct Spelling {
    /// In which unit shares are reported: %, ‰, ratio.
    share: usize,
    /// In which unit the metrics of shares are declared.
    declared: usize,
    /// Whether money is executed in 元 instead of 万元.
    is_yuan: bool,
    /// Whether rows and the items of lists are written from the last to the first.
    is_reversed: bool,
    /// By what all weights and points are multiplied.
    factor: u32,
    /// The places that rows are rounded to; none where they are not.
    places: Option<u32>,
}

const PLAIN: Spelling =
    Spelling { share: 0, declared: 0, is_yuan: false, is_reversed: false, factor: 1, places: Some(2) };
const SHARES: [(&str, i64); 3] = [("%", 1), ("‰", 10), ("ratio", 0)];

fn tenths(figure: u32) -> Number {
    Number::from(i64::from(figure)).divide(&Number::from(10)).unwrap()
}

/// A percentage in another unit of shares.
fn share(percent: &Number, unit: usize) -> String {
    let (name, factor) = SHARES[unit];
    let number = match factor {
        0 => percent.divide(&Number::from(100)).unwrap(),
        factor => percent.multiply(&Number::from(factor)).unwrap(),
    };
    format!("{{ value: {number}, unit: \"{name}\", as_written: true }}")
}

/// The scheme and the report, with so many accidents under a penalty of 5 points.
fn case(rows: &[Row], spelling: Spelling, accidents: Option<u32>) -> (String, String) {
    let full: u32 = rows.iter().map(|row| row.weight).sum::<u32>() * spelling.factor;
    let (mut metrics, mut figures, mut indicators) = (String::new(), String::new(), Vec::new());
    let declared = SHARES[spelling.declared].0;
    for (at, row) in rows.iter().enumerate() {
        let weight = row.weight * spelling.factor;
        let [a, b] = row.figures.map(tenths);
        let shares = |metrics: &mut String, figures: &mut String| {
            for (name, figure) in [("a", &a), ("b", &b)] {
                let _ = writeln!(metrics, "  {name}{at}: {{ unit: \"{declared}\" }}");
                let _ = writeln!(figures, "  {name}{at}: {}", share(figure, spelling.share));
            }
        };
        let used = match row.rule {
            0 => {
                shares(&mut metrics, &mut figures);
                format!("unit: \"%\", target: {{ at_least: 95 }}, rule: forward_ratio, actual: a{at}")
            }
            1 => {
                shares(&mut metrics, &mut figures);
                format!("rule: linear_rate, actual: a{at}")
            }
            2 => {
                shares(&mut metrics, &mut figures);
                let (shares, rates) = match spelling.is_reversed {
                    true => ("2, 1", format!("b{at}, a{at}")),
                    false => ("1, 2", format!("a{at}, b{at}")),
                };
                format!("rule: weighted_mean, params: {{ shares: [{shares}] }}, inputs: {{ rates: [{rates}] }}")
            }
            3 => {
                let (unit, factor) = if spelling.is_yuan { ("元", 10_000) } else { ("万元", 1) };
                let executed = b.multiply(&Number::from(factor)).unwrap();
                let _ = writeln!(metrics, "  a{at}: {{ unit: 万元 }}\n  b{at}: {{ unit: {unit} }}");
                let _ = writeln!(
                    figures,
                    "  a{at}: {{ value: {} }}\n  b{at}: {{ value: {executed} }}",
                    tenths(row.figures[0] + 1)
                );
                let rate =
                    if spelling.is_reversed { format!("b{at} * 100 / a{at}") } else { format!("100 * b{at} / a{at}") };
                format!("unit: \"%\", target: {{ at_least: 100 }}, rule: forward_ratio, actual: {rate}")
            }
            _ => {
                let _ = writeln!(metrics, "  a{at}: {{ unit: 件 }}");
                let _ = writeln!(figures, "  a{at}: {{ value: {} }}", row.figures[0] % 20);
                format!("rule: count_deduct, params: {{ per_case: {} }}, actual: a{at}", spelling.factor)
            }
        };
        indicators.push(format!("      - {{ id: r{at}, name: 行{at}, weight: {weight}, {used} }}\n"));
    }
    if spelling.is_reversed {
        indicators.reverse();
    }
    let rounding = spelling
        .places
        .map_or_else(String::new, |places| format!("indicator: {{ places: {places}, mode: half-up }}, "));
    let mut scheme = format!(
        "scheme: s\ntitle: 试算\nfull_score: {full}\nrounding: {{ {rounding}total: {{ places: 2, mode: half-up }} }}\n\
         grades: [{{ grade: 全部, from: 0 }}]\nmetrics:\n{metrics}  n: {{ unit: 起 }}\ndimensions:\n  - id: d\n    name: 产出\n    \
         weight: {full}\n    indicators:\n{}",
        indicators.concat()
    );
    let _ = writeln!(figures, "  n: {{ value: {} }}", accidents.unwrap_or(0));
    if accidents.is_some() {
        scheme +=
            "penalties: [{ id: p, name: 事故, weight: 5, rule: count_deduct, params: { per_case: 2 }, actual: n }]\n";
    }
    (scheme, format!("unit: 局\nmetrics:\n{figures}"))
}

fn evaluate(scheme: &str, report: &str) -> Evaluation {
    let scheme = support::scheme(scheme);
    let report = support::report(report, &scheme);
    Program::compile(scheme, rules().clone()).unwrap().evaluate(&report)
}

fn scored(rows: &[Row], spelling: Spelling, accidents: Option<u32>) -> Evaluation {
    let (scheme, report) = case(rows, spelling, accidents);
    evaluate(&scheme, &report)
}

fn total(evaluation: &Evaluation) -> Number {
    evaluation.total.as_ref().unwrap_or_else(|| panic!("{:#?}", evaluation.diagnostics)).points.number().clone()
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0_usize..5, 1_u32..30, [1_u32..1_000, 1..1_000]);
    prop::collection::vec(row.prop_map(|(rule, weight, figures)| Row { rule, weight, figures }), 1..6)
}

proptest! {
    #![proptest_config(random_cases(60))]

    /// Units, shares, the order of rows, lists and operands are matters of spelling.
    #[test]
    fn spelling_changes_no_score(
        rows in rows(), share in 0_usize..3, declared in 0_usize..3, is_yuan in any::<bool>(), is_reversed in any::<bool>(),
    ) {
        let plain = scored(&rows, PLAIN, None);
        let other = scored(&rows, Spelling { share, declared, is_yuan, is_reversed, ..PLAIN }, None);
        prop_assert_eq!(total(&plain), total(&other));
        for row in &plain.rows {
            prop_assert_eq!(row.points(), other.row(row.id()).and_then(|row| row.points()));
        }
    }

    #[test]
    fn points_never_exceed_the_weight(rows in rows(), places in 0_u32..3) {
        let evaluation = scored(&rows, Spelling { places: Some(places), ..PLAIN }, None);
        for row in &evaluation.rows {
            prop_assert!(row.points().is_some_and(|points| points.number() <= row.weight().number()));
        }
        prop_assert!(total(&evaluation) <= *evaluation.full_score().number());
    }

    /// Twice the weights, and twice the points that parameters name, are twice the points.
    #[test]
    fn scaling_all_weights_scales_all_points(rows in rows(), factor in 2_u32..5) {
        let (once, scaled) = (Spelling { places: None, ..PLAIN }, Spelling { places: None, factor, ..PLAIN });
        let (plain, scaled) = (scored(&rows, once, None), scored(&rows, scaled, None));
        for (one, other) in plain.rows.iter().zip(&scaled.rows) {
            let wanted = one.unrounded().unwrap().multiply(&Number::from(i64::from(factor))).unwrap();
            prop_assert_eq!(other.unrounded(), Some(&wanted));
        }
    }

    #[test]
    fn one_more_accident_never_raises_a_total(rows in rows(), accidents in 0_u32..6) {
        let without = total(&scored(&rows, PLAIN, None));
        let (some, more) = (scored(&rows, PLAIN, Some(accidents)), scored(&rows, PLAIN, Some(accidents + 1)));
        prop_assert!(total(&some) <= without && total(&more) <= total(&some));
        let wanted = Number::from(i64::from(2 * accidents).min(5));
        prop_assert_eq!(some.row("p").and_then(|row| row.points()).map(|points| points.number().clone()), Some(wanted));
    }

    /// A figure that is missing withholds the total; nothing is scored in its place.
    #[test]
    fn a_missing_figure_moves_no_total_silently(rows in rows(), at in 0_usize..6) {
        let (scheme, report) = case(&rows, PLAIN, None);
        let name = format!("  a{}: ", at % rows.len());
        let start = report.find(&name).unwrap();
        let end = start + report[start..].find('\n').unwrap();
        let missing = format!("{}{name}{{ missing: 未统计 }}{}", &report[..start], &report[end..]);
        let evaluation = evaluate(&scheme, &missing);
        prop_assert!(evaluation.total.is_none() && evaluation.diagnostics.has_errors());
        let absent = format!("{}{}", &report[..start], &report[end + 1..]);
        prop_assert!(evaluate(&scheme, &absent).total.is_none());
    }
}
