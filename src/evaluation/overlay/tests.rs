//! What an overlay compiles, and what it shares.

use std::sync::Arc;

use super::*;
use crate::evaluation::{Evaluation, Program};
use crate::location::Source;
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

const SCRIPT: &str = "//! title-zh: 比例\n//! title-en: Share\n//! zh: 分值乘以比例\n//! en: weight times the share\n\
    //! source: test\nfn target() { \"number\" }\n\
    fn inputs() { #{ actual: #{ kind: \"number\", zh: \"完成值\", en: \"actual\" } } }\n\
    fn params() { #{ most: #{ kind: \"number\", default: 1, zh: \"上限\", en: \"limit\" } } }\n\
    fn sentences() { #{ share: #{ zh: \"得 {points}\", en: \"{points} points\" } } }\n\
    fn examples() { [ #{ actual: 1, target: 2, weight: 10, points: 5, branch: \"share\" } ] }\n\
    fn score(case) { award(case.weight * min(case.actual / case.target, case.params.most), \"share\") }\n";

const SCHEME: &str = "scheme: s\ntitle: 试算\nfull_score: 100\nrounding: { total: { places: 2, mode: half-up } }\n\
    grades: [{ grade: 全部, from: 0 }]\nmetrics:\n  a: { unit: 件 }\n  b: { unit: 件 }\n  c: { unit: 件, formula: a + b }\n\
    dimensions:\n  - id: d\n    name: 产出\n    weight: 100\n    indicators:\n\
    \x20     - { id: x, name: 甲, weight: 60, unit: 件, target: { at_least: 10 }, actual: a, rule: share }\n\
    \x20     - { id: y, name: 乙, weight: 30, unit: 件, target: { at_least: 10 }, actual: b, rule: share }\n\
    \x20     - { id: z, name: 丙, weight: 10, unit: 件, target: { at_least: 20 }, actual: c * 1, rule: share }\n";

fn script(name: &str, text: &str, rules: &RuleSet) -> Arc<ScriptRule> {
    rules.compile(name, &Source::new(format!("scripts/{name}.rhai"), text)).unwrap()
}

fn program() -> (Program, Report) {
    let mut rules = RuleSet::new();
    rules.add("share", &Source::new("scripts/share.rhai", SCRIPT)).unwrap();
    rules.add("half", &Source::new("scripts/half.rhai", SCRIPT.replace("case.weight *", "case.weight / 2 *"))).unwrap();
    let program = Program::compile(Scheme::from_yaml(SCHEME).unwrap(), rules).unwrap();
    let report =
        Report::from_yaml("unit: 局\nmetrics: { a: { value: 8 }, b: { value: 5 } }\n", program.scheme()).unwrap();
    (program, report)
}

fn total(evaluation: &Evaluation) -> String {
    evaluation.total.as_ref().unwrap().points.to_string()
}

/// 60 × 8/10 + 30 × 5/10 + 10 × 13/20 = 48 + 15 + 6.5 = 69.5; each change is worked from there.
#[test]
fn each_kind_of_change_is_laid_over_and_nothing_is_compiled_again() {
    let (program, report) = program();
    let number = |text: &str| Number::parse(text).unwrap();
    let compiled = program.rules().compilations();
    let with = |overlay: Overlay| total(&program.evaluate_with(&report, &overlay).unwrap());
    assert_eq!(total(&program.evaluate(&report)), "69.5");
    // 20 of 100 to x: y and z keep their ratio of 3 to 1 in 20 points: 64 + 7.5 + 3.25.
    assert_eq!(with(Overlay::new().weight("x", 80)), "74.75");
    // 60 × 8/16 = 30 instead of 48.
    assert_eq!(with(Overlay::new().target("x", Target::AtLeast(number("16")))), "51.5");
    // 24 instead of 48.
    assert_eq!(with(Overlay::new().rule("x", "half")), "45.5");
    // At most half of the weight: 30 instead of 48.
    assert_eq!(with(Overlay::new().param("x", "most", Data::Text("0.5".to_owned()))), "51.5");
    // b is 10: 48 + 30 + 10 × 18/20.
    assert_eq!(with(Overlay::new().figure("b", Figure::new("10", None, false))), "87");
    assert_eq!(program.rules().compilations(), compiled, "an overlay compiled something");
    // A changed script is compiled once, when the overlay is made: half of all.
    let halved = script("share", &SCRIPT.replace("case.weight *", "case.weight / 2 *"), program.rules());
    let overlay = Overlay::new().script(halved);
    assert_eq!((with(overlay.clone()), with(overlay)), ("34.75".to_owned(), "34.75".to_owned()));
    assert_eq!(program.rules().compilations(), compiled + 1);
    assert_eq!(total(&program.evaluate(&report)), "69.5", "the program itself is as it was");
}

#[test]
fn rows_that_do_not_change_are_shared() {
    let (program, _) = program();
    let overlaid = program.overlaid(&Overlay::new().target("x", Target::AtLeast(Number::from(16)))).unwrap();
    let same = program.compiled().rows.iter().zip(&overlaid.compiled().rows).map(|(old, new)| Arc::ptr_eq(old, new));
    assert_eq!(same.collect::<Vec<_>>(), [false, true, true]);
    assert!(Arc::ptr_eq(&program.compiled().metrics, &overlaid.compiled().metrics));
    assert_eq!(overlaid.scheme().indicators()[0].target, Some(Target::AtLeast(Number::from(16))));
}

#[test]
fn what_there_is_not_and_what_does_not_add_up_is_refused() {
    let (program, _) = program();
    let code = |overlay: Overlay| program.overlaid(&overlay).unwrap_err().iter().next().unwrap().code;
    let weight = |points: i64| Weight::new(Number::from(points)).unwrap();
    assert_eq!(code(Overlay::new().weight("w", 10)), Code::UnknownIndicator);
    assert_eq!(code(Overlay::new().weight("x", -1)), Code::NumberRange);
    assert_eq!(code(Overlay::new().weights(BTreeMap::from([("x".to_owned(), weight(61))]))), Code::WeightSum);
    assert_eq!(code(Overlay::new().figure("d", Figure::new("1", None, false))), Code::UnknownMetric);
    assert_eq!(code(Overlay::new().rule("x", "shar")), Code::UnknownRule);
    assert_eq!(code(Overlay::new().param("x", "least", Data::Text("1".to_owned()))), Code::UnknownParameter);
    assert_eq!(code(Overlay::new().target("x", Target::Statement("好".to_owned()))), Code::TargetForm);
}
