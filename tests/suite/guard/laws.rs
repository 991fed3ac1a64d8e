//! Laws of dividing a difference: the parts add up to it exactly, and accepting in any order ends in the same baseline.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use jixiao::comparison::guard::{Aspect, CaseComparison, Recorded, Results, Snapshot, compare};
use jixiao::format::json_text;
use jixiao::{Number, RuleSet, Source};
use proptest::prelude::*;

use crate::support::{self, TOTAL_ROUNDED, decimal, number, random_cases, rules, scheme_text};

fn snapshot(scheme: &str, report: &str, book: &RuleSet) -> Snapshot {
    let scheme = support::scheme(scheme);
    Snapshot::of(&scheme, &support::report(report, &scheme), book)
}

fn recorded(snapshot: Snapshot, book: &RuleSet) -> Recorded {
    let results = Results::of(&snapshot.evaluate(book).unwrap());
    Recorded { engine: env!("CARGO_PKG_VERSION").to_owned(), snapshot, results }
}

const CAPPED: &str = "\
//! title-zh: 封顶比例
//! title-en: Capped ratio
//! zh: 试验
//! en: trial
//! source: 试验
//! kind: rule
//! direction: higher
fn target() { \"number\" }
fn inputs() { #{ actual: #{ kind: \"number\", zh: \"实际\", en: \"actual\" } } }
fn params() { #{ cap: #{ kind: \"number\", zh: \"封顶\", en: \"cap\" } } }
fn sentences() { #{ capped: #{ zh: \"得 {points}\", en: \"{points}\" } } }
fn examples() { [ #{ actual: 1, target: 1, weight: 2, params: #{ cap: 1 }, points: 1, branch: \"capped\" } ] }
fn score(case) { award(case.weight * min(case.actual / case.target, case.params.cap) / 2, \"capped\") }
";

/// Points are weight × min(actual ÷ target, cap) ÷ 2. Before: 20 × min(96 ÷ 80, 1.2) ÷ 2 = 12; after:
/// 25 × min(110 ÷ 100, 1) ÷ 2 = 12.5.
///
/// The part of the cap by hand. Its step, weight ÷ 2 × (min(ratio, 1) − min(ratio, 1.2)), by what was changed before it:
/// nothing −2; actual −2, target 0, weight −2.5; actual and target −1, actual and weight −2.5, target and weight 0; all
/// three −1.25. Of the 24 orders a quarter has nothing before it, a twelfth each single one, a twelfth each pair, a
/// quarter all three: −2/4 − 4.5/12 − 3.5/12 − 1.25/4 = −71/48. The other parts likewise; together they are 1/2.
#[test]
fn four_changes_in_one_row_have_the_known_parts() {
    let mut book = RuleSet::new();
    book.add("capped", &Source::new("capped.rhai", CAPPED)).unwrap();
    let scheme = |weight: u32, target: u32, cap: &str| {
        let head = format!("{TOTAL_ROUNDED}grades: [{{ grade: 甲, from: 0 }}]\n");
        let row = format!(
            "{{ id: r, name: 甲, weight: {weight}, target: {{ at_least: {target} }}, actual: a, rule: capped, \
             params: {{ cap: {cap} }} }}"
        );
        scheme_text(weight, &head, &["a: { name: 甲数 }"], &[row])
    };
    let report = |actual: u32| format!("unit: 局\nmetrics: {{ a: {{ value: {actual} }} }}\n");
    let old = recorded(snapshot(&scheme(20, 80, "1.2"), &report(96), &book), &book);
    let new = snapshot(&scheme(25, 100, "1"), &report(110), &book);
    let after = Results::of(&new.evaluate(&book).unwrap());
    assert_eq!((&old.results.rows[0].points, &after.rows[0].points), (&Some(number("12")), &Some(number("12.5"))));
    let comparison = compare(&old, &new, &after, &book).unwrap();
    let part = |aspect: Aspect| {
        let share = comparison.shares.iter().find(|share| share.change.aspect() == aspect).unwrap();
        share.rows[0].points.clone()
    };
    let parts = [Aspect::Report, Aspect::Target, Aspect::Weights, Aspect::Param].map(part);
    assert_eq!(parts, ["101/240", "-89/80", "641/240", "-71/48"].map(number));
}

/// A row as numbers: weight, target, figure in tenths, points a step in tenths, free gap, points taken by hand in tenths.
type Row = (u32, u32, u32, u32, u32, u32);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((1_u32..20, 50_u32..100, 300_u32..1_000, 1_u32..8, 0_u32..6, 0_u32..4), 2..5)
}

/// What of the second description is taken over, row by row, and what of the whole is changed: rounding and weights of
/// bonuses, grades and weights of penalties, formulas and a bonus, a ceiling and a penalty.
fn choice() -> impl Strategy<Value = (Vec<[bool; 6]>, [bool; 4])> {
    (prop::collection::vec(any::<[bool; 6]>(), 5), any::<[bool; 4]>())
}

fn case(rows: &[Row], whole: [bool; 4], names: &str) -> Snapshot {
    let full: u32 = rows.iter().map(|row| row.0).sum();
    let [rounded, graded, doubled, limited] = whole;
    let places = if rounded { 1 } else { 2 };
    let mut scheme = format!(
        "scheme: s\ntitle: 试算{names}\nfull_score: {full}\nrounding: {{ indicator: {{ places: {places}, mode: half-up }}, \
         total: {{ places: 1, mode: half-up }} }}\ngrades: [{{ grade: 甲, from: {} }}, {{ grade: 乙, from: 0 }}]\nmetrics:\n",
        if graded { "0.5" } else { "10" }
    );
    let mut report = "unit: 局\nmetrics:\n".to_owned();
    let (mut notes, mut indicators) = (String::new(), String::new());
    for (at, (weight, target, figure, per_step, free, deduction)) in rows.iter().enumerate() {
        let factor = if doubled { 2 } else { 1 };
        let _ = writeln!(scheme, "  m{at}: {{ name: 数{at} }}\n  f{at}: {{ name: 率{at}, formula: {factor} * m{at} }}");
        let _ = writeln!(report, "  m{at}: {{ value: {} }}", decimal(*figure, 1));
        let _ = writeln!(notes, "  r{at}: {{ deduction: {{ points: 0.{deduction}, reason: 复核 }} }}");
        let _ = writeln!(
            indicators,
            "      - {{ id: r{at}, name: 行{at}{names}, weight: {weight}, target: {{ at_least: {target} }}, actual: f{at}, \
             rule: step_deduct, params: {{ direction: lower, per_step: 0.{per_step}, free: {free} }} }}"
        );
    }
    let caps = if limited {
        "caps: [{ id: c, name: 封顶, metric: m0, steps: [{ below: 80, total_at_most: 5 }] }]\n"
    } else {
        ""
    };
    let _ = write!(
        scheme,
        "dimensions:\n  - id: d\n    name: 产出\n    weight: {full}\n    indicators:\n{indicators}{caps}\
         bonuses: [{{ id: extra, name: 加分{names}, weight: {}, rule: boolean }}]\n\
         penalties: [{{ id: fault, name: 差错, weight: {}, rule: boolean }}]\n",
        if rounded { "1.5" } else { "1" },
        if graded { "0.7" } else { "0.3" },
    );
    let yes = |flag: bool| if flag { "是" } else { "否" };
    let _ = write!(report, "  extra: {{ value: {} }}\n  fault: {{ value: {} }}\n", yes(!doubled), yes(limited));
    snapshot(&scheme, &(report + "rows:\n" + &notes), rules())
}

/// The first description with those parts of the second that the choice takes; rows that only one has go with it.
fn mixed(one: &[Row], other: &[Row], taken: &[[bool; 6]]) -> Vec<Row> {
    one.iter()
        .zip(other)
        .zip(taken)
        .map(|((one, other), taken)| {
            let pick = |at: usize, one: u32, other: u32| if taken[at] { other } else { one };
            (
                pick(0, one.0, other.0),
                pick(1, one.1, other.1),
                pick(2, one.2, other.2),
                pick(3, one.3, other.3),
                pick(4, one.4, other.4),
                pick(5, one.5, other.5),
            )
        })
        .collect()
}

/// The parts and what is named as undivided are the difference, row by row and of the total. Seven changes can be told
/// apart in one figure; in a row of these schemes no more than seven meet, in a total they can.
fn assert_parts_add_up(old: &Recorded, after: &Results, comparison: &CaseComparison) {
    let undivided = |id: &str| comparison.undivided.get(id).cloned().unwrap_or_else(Number::zero);
    assert!(comparison.undivided.keys().all(String::is_empty), "{:?}", comparison.undivided);
    assert!(comparison.shares.len() > 7 || comparison.undivided.is_empty(), "{:?}", comparison.undivided);
    let points =
        |results: &Results, id: &str| results.row(id).and_then(|row| row.points.clone()).unwrap_or_else(Number::zero);
    let ids: BTreeSet<&str> = old.results.rows.iter().chain(&after.rows).map(|row| row.id.as_str()).collect();
    for id in ids {
        let parts = comparison.shares.iter().flat_map(|share| &share.rows).filter(|row| row.id == id);
        let sum = parts.fold(points(&old.results, id), |sum, row| sum.add(&row.points).unwrap());
        assert_eq!(sum, points(after, id), "{id}");
    }
    let (before, after) = (old.results.total.as_ref().unwrap(), after.total.as_ref().unwrap());
    let sum = comparison.shares.iter().fold(before.points.clone(), |sum, share| sum.add(&share.total).unwrap());
    assert_eq!(sum.add(&undivided("")).unwrap(), after.points, "total");
}

/// Accepts one change after the other, each time the one that `turns` points at; what is recorded in the end.
fn accepted_one_by_one(mut old: Recorded, new: &Snapshot, after: &Results, turns: usize) -> String {
    loop {
        let comparison = compare(&old, new, after, rules()).unwrap();
        let Some(share) = comparison.shares.get(turns % comparison.shares.len().max(1)) else {
            return json_text(&old.snapshot.baseline(&old.results));
        };
        let pending: Vec<String> = comparison.shares.iter().map(|share| share.change.id()).collect();
        let id = share.change.id();
        let (snapshot, results) = comparison.accepted(&BTreeSet::from([id.clone()]), &old, new, rules()).unwrap();
        old = Recorded { snapshot, results, ..old };
        let left = compare(&old, new, after, rules()).unwrap();
        let left: Vec<String> = left.shares.iter().map(|share| share.change.id()).collect();
        let wanted: Vec<String> = pending.into_iter().filter(|other| *other != id).collect();
        assert_eq!(left, wanted, "after {id}: {:#?}", share.change.details);
    }
}

proptest! {
    #![proptest_config(random_cases(40))]

    #[test]
    fn parts_add_up_and_the_order_of_accepting_is_irrelevant(
        one in rows(), other in rows(), (taken, whole) in choice(), turns in 0_usize..7,
    ) {
        let rows = one.len().min(other.len());
        let new_rows = mixed(&one[..rows], &other[..rows], &taken);
        let old = recorded(case(&one[..rows], [false; 4], ""), rules());
        let new = case(&new_rows, whole, if turns % 2 == 0 { "" } else { "改" });
        let after = Results::of(&new.evaluate(rules()).unwrap());
        let comparison = compare(&old, &new, &after, rules()).unwrap();
        assert_parts_add_up(&old, &after, &comparison);
        let wanted = json_text(&new.baseline(&after));
        prop_assert_eq!(accepted_one_by_one(old, &new, &after, turns), wanted);
    }

    #[test]
    fn rows_that_come_and_go_are_divided_too(one in rows(), more in rows(), whole in any::<[bool; 4]>(), turns in 0_usize..3) {
        let many: Vec<Row> = one.iter().chain(&more).copied().collect();
        let whole = [whole[0], whole[1], false, false];
        for (from, to) in [(&one, &many), (&many, &one)] {
            let old = recorded(case(from, [false; 4], ""), rules());
            let new = case(to, whole, "");
            let after = Results::of(&new.evaluate(rules()).unwrap());
            assert_parts_add_up(&old, &after, &compare(&old, &new, &after, rules()).unwrap());
            prop_assert_eq!(accepted_one_by_one(old, &new, &after, turns), json_text(&new.baseline(&after)));
        }
    }

    /// Whatever number a row comes to, a baseline holds it without loss.
    #[test]
    fn a_fraction_is_read_as_it_was_written(above in any::<i64>(), below in 1_i64..i64::MAX) {
        let number = Number::from(above).divide(&Number::from(below)).unwrap();
        prop_assert_eq!(Number::parse_exact(&number.to_fraction()).unwrap(), number);
    }
}

/// Sources are shared, not copied, where the words are the same.
#[test]
fn a_case_that_did_not_change_has_no_difference() {
    let snapshot = case(&[(10, 90, 850, 5, 1, 0)], [false; 4], "");
    let old = recorded(snapshot.clone(), rules());
    let comparison = compare(&old, &snapshot, &old.results, rules()).unwrap();
    assert!(comparison.is_empty());
    let again = old.snapshot.scripts.values().zip(snapshot.scripts.values());
    assert!(again.into_iter().all(|(old, new)| Arc::ptr_eq(&old.source, &new.source)));
}
