//! What becomes of one damaged input, where rule engines are known to give a score that looks like any other: a figure that
//! is missing, a word in place of a number, a target of 0 or none, a level that nobody declared, a function that does not
//! exist. Report by report and by columns, each is told by a code at its row, and what rests on it has no total.

use jixiao::{Code, Diagnostics, Program, Report, RuleSet, Severity, Source};

use crate::support::{self, ROWS_ROUNDED, rules};

/// A ratio of 60 points and three levels of 40; the metric `l` is the level, `p` the place within it.
fn program(target: &str) -> Result<Program, Diagnostics> {
    let scheme = support::scheme(&format!(
        "scheme: s\ntitle: 试\nfull_score: 100\n{ROWS_ROUNDED}grades: [{{ grade: 优, from: 90 }}, {{ grade: 差, from: 0 }}]\n\
         metrics:\n  a: {{ unit: \"%\" }}\n  l: {{}}\n  p: {{}}\n\
         dimensions:\n  - id: d\n    name: 产出\n    weight: 100\n    indicators:\n\
         \x20     - {{ id: ratio, name: 比率, weight: 60, unit: \"%\", actual: a, {target}rule: forward_ratio }}\n\
         \x20     - {{ id: level, name: 档次, weight: 40, inputs: {{ tier: l, position: p }}, rule: qual_three_tier }}\n"
    ));
    Program::compile(scheme, rules().clone())
}

fn report(program: &Program, metrics: &str) -> Report {
    support::report(&format!("unit: 局\nmetrics: {{ {metrics} }}\n"), program.scheme())
}

/// The codes of what is wrong in a report, and its total: the same by columns as alone.
fn told(program: &Program, metrics: &str) -> (Vec<Code>, Option<String>) {
    let codes = |problems: &Diagnostics| {
        let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
        errors.map(|problem| problem.code).collect::<Vec<_>>()
    };
    let damaged = report(program, metrics);
    let alone = program.evaluate(&damaged);
    let total = alone.total.as_ref().map(|total| total.points.to_string());

    // Beside a sound report, which the damage leaves alone.
    let plan = program.plan();
    let sound = report(program, SOUND);
    let results = plan.evaluate(&plan.columns(vec![sound, damaged]).unwrap()).unwrap();
    let by_columns = results.unit(1).ordinary().map_or_else(Vec::new, |ordinary| codes(&ordinary.diagnostics));
    assert_eq!(by_columns, codes(&alone.diagnostics), "{metrics}");
    assert_eq!(results.unit(1).total().map(|total| total.to_string()), total, "{metrics}");
    assert_eq!(results.unit(1).grade().is_some(), total.is_some(), "a grade goes with its total: {metrics}");
    assert_eq!(results.unit(0).total().unwrap().to_string(), "97", "{metrics}");
    for problem in alone.diagnostics.iter().filter(|problem| problem.severity() == Severity::Error) {
        assert!(problem.place.is_some(), "{metrics}: {problem:?}");
    }
    (codes(&alone.diagnostics), total)
}

/// 60 × 95 ÷ 100 = 57, and the top of the first level is 40.
const SOUND: &str = "a: { value: 95 }, l: { value: 达成 }, p: { value: 1 }";

#[test]
fn a_damaged_input_is_told_and_takes_the_total_with_it() {
    let program = program("target: { at_least: 100 }, ").unwrap();
    let table = [
        ("actual missing", SOUND.replace("a: { value: 95 }, ", ""), Code::MissingMetric),
        ("actual empty", SOUND.replace("95", "\"\""), Code::NotANumber),
        ("actual is text", SOUND.replace("95", "约95"), Code::NotANumber),
        ("unknown level", SOUND.replace("达成", "Z"), Code::RuleRefusal),
        ("level missing", SOUND.replace("l: { value: 达成 }, ", ""), Code::MissingMetric),
        ("level is a number", SOUND.replace("达成", "3"), Code::RuleRefusal),
        ("no such place in it", SOUND.replace("value: 1 }", "value: 1.5 }"), Code::RuleRefusal),
    ];
    assert_eq!(told(&program, SOUND).1.as_deref(), Some("97"));
    for (fault, metrics, code) in table {
        let (codes, total) = told(&program, &metrics);
        assert!(codes.contains(&code), "{fault}: {codes:?}");
        assert_eq!(total, None, "{fault}");
    }
}

/// Full marks whatever was done: allowed, since some targets are 0, and never in silence.
#[test]
fn a_target_of_nothing_is_remarked_and_a_missing_one_refused() {
    let zero = program("target: { at_least: 0 }, ").unwrap();
    let sound = report(&zero, SOUND);
    let alone = zero.evaluate(&sound);
    let remark = alone.diagnostics.iter().find(|problem| problem.code == Code::RuleRemark).unwrap();
    assert_eq!(remark.row.as_ref().unwrap().zh, "比率");
    let plan = zero.plan();
    let results = plan.evaluate(&plan.columns(vec![sound]).unwrap()).unwrap();
    assert_eq!(results.unit(0).code(0).unwrap().notes, ["zero_target"], "columns carry the remark as a code");
    assert_eq!(results.unit(0).total().map(|total| total.to_string()).as_deref(), Some("100"));

    let problems = program("").unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == Code::TargetForm && problem.place.is_some()), "{problems:?}");
}

/// A branch that calls what does not exist is refused when the script is read, not when a report falls into it.
#[test]
fn an_unknown_function_is_refused_when_its_script_is_read() {
    let text = support::script(
        "fn score(case) { if case.actual > 1000000 { award(awrd(1), \"b\") } else { award(case.weight, \"b\") } }",
    );
    let problem = RuleSet::new().compile("late", &Source::new("scripts/late.rhai", text)).unwrap_err();
    let problem = problem.iter().next().unwrap();
    assert_eq!(problem.place.as_ref().unwrap().text(), "awrd", "{problem:?}");
}
