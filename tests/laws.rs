//! Laws of scoring, on generated reports and schemes.

use std::fmt::Write;
use std::path::Path;
use std::sync::OnceLock;

use jixiao::project::{load_rules, read_report_text, read_scheme_text};
use jixiao::{Evaluator, Number, Report, RuleSet, Scheme, Source};
use proptest::prelude::*;

fn book() -> &'static RuleSet {
    static BOOK: OnceLock<RuleSet> = OnceLock::new();
    BOOK.get_or_init(|| load_rules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts")).unwrap().value)
}

/// A scheme of rates with these weights, in this order of rows.
fn scheme(weights: &[u32], order: &[usize]) -> Scheme {
    let full: u32 = weights.iter().sum();
    let mut text = format!(
        "scheme: s\ntitle: 试算\nfull_score: {full}\nrounding: {{ indicator: {{ places: 2, mode: half-up }}, total: {{ places: 2, mode: half-up }} }}\n\
         grades: [{{ grade: 甲, from: 1 }}, {{ grade: 乙, from: 0 }}]\nmetrics:\n"
    );
    for row in 0..weights.len() {
        let _ = writeln!(text, "  r{row}: {{ name: 率{row}, unit: \"%\" }}");
    }
    let _ = writeln!(text, "dimensions:\n  - id: d\n    name: 产出\n    weight: {full}\n    indicators:");
    for row in order {
        let weight = weights[*row];
        let _ = writeln!(
            text,
            "      - {{ id: r{row}, name: 率{row}, weight: {weight}, unit: \"%\", target: {{ at_least: 90 }}, rule: forward_ratio }}"
        );
    }
    read_scheme_text(&Source::new("scheme.yaml", text)).unwrap()
}

/// A report of rates in hundredths, with points taken away by hand in tenths.
fn report(scheme: &Scheme, rates: &[u32], deducted: &[u32]) -> Report {
    let mut text = "unit: 局\nmetrics:\n".to_owned();
    for (row, rate) in rates.iter().enumerate() {
        let _ = writeln!(text, "  r{row}: {{ value: {}.{:02}, as_written: true }}", rate / 100, rate % 100);
    }
    if !deducted.is_empty() {
        text.push_str("rows:\n");
    }
    for (row, tenths) in deducted.iter().enumerate() {
        let _ =
            writeln!(text, "  r{row}: {{ deduction: {{ points: {}.{}, reason: 复核 }} }}", tenths / 10, tenths % 10);
    }
    read_report_text(&Source::new("report.yaml", text), scheme).unwrap()
}

fn total(scheme: &Scheme, report: &Report) -> Number {
    let evaluator = Evaluator::new(scheme, book()).unwrap().value;
    let evaluation = evaluator.evaluate(report);
    for row in &evaluation.rows {
        let points = row.points().unwrap().number();
        assert!(!points.is_negative() && points <= row.weight.number(), "{points} of {}", row.weight);
    }
    evaluation.total.unwrap().points.number().clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_is_irrelevant(weights in prop::collection::vec(1_u32..30, 2..6), seed in any::<u64>()) {
        let rates: Vec<u32> = weights.iter().map(|weight| (weight * 997 + u32::try_from(seed % 5_000).unwrap()) % 12_000).collect();
        let forth: Vec<usize> = (0..weights.len()).collect();
        let back: Vec<usize> = forth.iter().rev().copied().collect();
        let none = vec![0; weights.len()];
        let (one, other) = (scheme(&weights, &forth), scheme(&weights, &back));
        prop_assert_eq!(total(&one, &report(&one, &rates, &none)), total(&other, &report(&other, &rates, &none)));
    }

    #[test]
    fn all_met_is_exactly_the_full_score(weights in prop::collection::vec(1_u32..30, 1..8), above in 0_u32..1_000) {
        let order: Vec<usize> = (0..weights.len()).collect();
        let scheme = scheme(&weights, &order);
        let report = report(&scheme, &vec![9_000 + above; weights.len()], &[]);
        prop_assert_eq!(&total(&scheme, &report), scheme.full_score.number());
    }

    #[test]
    fn a_higher_actual_never_lowers_a_forward_row(weight in 1_u32..50, low in 0_u32..12_000, more in 0_u32..3_000) {
        let scheme = scheme(&[weight], &[0]);
        let (before, after) = (report(&scheme, &[low], &[]), report(&scheme, &[low + more], &[]));
        prop_assert!(total(&scheme, &before) <= total(&scheme, &after));
    }

    #[test]
    fn one_more_deduction_never_raises_a_total(weight in 1_u32..50, rate in 0_u32..12_000, off in 0_u32..600, more in 0_u32..100) {
        let scheme = scheme(&[weight], &[0]);
        let (before, after) = (report(&scheme, &[rate], &[off]), report(&scheme, &[rate], &[off + more]));
        prop_assert!(total(&scheme, &after) <= total(&scheme, &before));
    }
}
