//! A plan over columns answers what the ordinary evaluation answers, report by report: points, sentences, totals, grades,
//! and what is refused.

use std::collections::BTreeMap;

use jixiao::format::{evaluation_record, json_text};
use jixiao::project::{CaseRequest, open_case, read_scheme_text};
use jixiao::{
    Code, ColumnError, ColumnResults, Day, Evaluation, Language, MetricState, Number, Program, Report, ReportColumns,
    Row, RowStep, RuleSet, ScriptRule, Severity, Source,
};
use proptest::prelude::*;

use crate::plugins::drafts::{Files, GIVEN, of_each_example};
use crate::support::{self, random_cases, root, rules};

/// A fixed sequence of numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(limit).unwrap()).unwrap()
    }
}

/// The shipped rules, and one that gives the points it is told.
fn with_given() -> RuleSet {
    let mut rules = RuleSet::shipped();
    rules.add("given", &Source::new("given.rhai", GIVEN)).unwrap();
    rules
}

/// What became of the units of one or more plans.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    units: usize,
    by_columns: usize,
    /// Units whose points columns find and whose sentences they do not, of both languages.
    worded_apart: usize,
    /// Units that were sent to the ordinary evaluation although it scores all of their rows without a problem.
    needless: usize,
}

/// Holds the results of columns to the evaluation of each report, and the decision trees of rows to their scripts, to the
/// last word of every sentence.
fn held(program: &Program, reports: &[Report], results: &ColumnResults) -> Counts {
    let mut counts = Counts { units: reports.len(), ..Counts::default() };
    assert_eq!(results.len(), reports.len());
    let by_scripts = program.by_scripts();
    program.expect_many_reports();
    let evaluations: Vec<Evaluation> = reports.iter().map(|report| by_scripts.evaluate(report)).collect();
    counts.worded_apart = worded(program, reports, &evaluations);
    for (unit, (report, evaluation)) in reports.iter().zip(&evaluations).enumerate() {
        let told = |evaluation: &Evaluation| json_text(&evaluation_record(evaluation));
        assert_eq!(told(&program.evaluate(report)), told(evaluation), "{unit}: {report:#?}");
        for (at, row) in evaluation.rows.iter().enumerate() {
            let points = row.points().map(|points| points.number().clone());
            assert_eq!(results.unit(unit).points(at), points, "{unit} {}: {report:#?}", row.id());
            assert_eq!(
                results.unit(unit).code(at).map(|code| code.branch.as_str()),
                row.branch(),
                "{unit} {}",
                row.id()
            );
        }
        let total = evaluation.total.as_ref();
        assert_eq!(results.unit(unit).total(), total.map(|total| total.points.number().clone()), "{unit}");
        assert_eq!(results.unit(unit).grade(), total.map(|total| &total.grade), "{unit}");
        match results.unit(unit).ordinary() {
            None => {
                counts.by_columns += 1;
                assert!(!is_refused(evaluation), "{unit}: {:?}", evaluation.diagnostics);
            }
            Some(ordinary) => {
                let codes =
                    |problems: &jixiao::Diagnostics| problems.iter().map(|problem| problem.code).collect::<Vec<_>>();
                assert_eq!(codes(&ordinary.diagnostics), codes(&evaluation.diagnostics), "{unit}");
                counts.needless += usize::from(!is_refused(evaluation) && is_plain(evaluation, report));
            }
        }
    }
    counts
}

/// Holds the sentences of columns to those of the evaluation of each report, in both languages; how many units columns did
/// not word.
fn worded(program: &Program, reports: &[Report], evaluations: &[Evaluation]) -> usize {
    let plan = program.plan();
    let columns = plan.columns(reports.to_vec()).unwrap();
    let told = [Language::Zh, Language::En].map(|language| {
        let report = |unit: usize| Ok(reports[unit].clone());
        let results = plan.evaluate_with(&columns, &report, Some(language)).unwrap();
        for (unit, evaluation) in evaluations.iter().enumerate() {
            for (at, row) in evaluation.rows.iter().enumerate() {
                let wanted = row.sentence().into_iter().chain(row.notes());
                let wanted: Vec<String> = wanted.map(|sentence| sentence.text(language).to_owned()).collect();
                let found: Vec<&str> = results.unit(unit).words(at).collect();
                assert_eq!(found, wanted, "{unit} {}: {:#?}", row.id(), reports[unit]);
            }
        }
        results.worded_apart_count()
    });
    told.iter().sum()
}

fn is_refused(evaluation: &Evaluation) -> bool {
    evaluation.diagnostics.iter().any(|problem| problem.severity() == Severity::Error)
}

/// Whether nothing but plain values and rules came together.
fn is_plain(evaluation: &Evaluation, report: &Report) -> bool {
    let by_policy = |row: &Row| row.is_by_policy() || row.is_struck();
    let is_taken = |row: &Row| row.steps().iter().any(|step| matches!(step, RowStep::Deducted { .. }));
    let is_valued = report.metrics.values().all(|metric| matches!(metric.state, MetricState::Value(_)));
    is_valued && !evaluation.rows.iter().any(|row| by_policy(row) || is_taken(row) || row.points().is_none())
}

/// The program and the report of a case.
fn opened(files: &Files, rules: &RuleSet, rounding: &str) -> (Program, Report) {
    let declared = "{ indicator: { places: 2, mode: half-up }";
    assert!(files["scheme.yaml"].contains(declared));
    let text = files["scheme.yaml"].replace(declared, rounding);
    // Weights that are finer than a rounding are refused with it.
    let scheme = read_scheme_text(&Source::new("scheme.yaml", text));
    let scheme = scheme.unwrap_or_else(|_| support::scheme(&files["scheme.yaml"]));
    let program = Program::compile(scheme, rules.clone()).unwrap();
    let report = support::report(&files["report.yaml"], program.scheme());
    (program, report)
}

/// Texts that a figure may be instead: near it, far from it, at the edges of its kind.
fn another(text: &str, words: &[String], dice: &mut Dice) -> String {
    if let Some(day) = Day::parse(text) {
        let days = i64::try_from(dice.below(40)).unwrap() - 20;
        return if dice.below(12) == 0 { "2024-02-30".to_owned() } else { day.plus(days).unwrap().to_string() };
    }
    if matches!(text, "是" | "否") {
        let answer = if dice.below(60) == 0 { "也许" } else { ["是", "否"][dice.below(2)] };
        return answer.to_owned();
    }
    let Ok(number) = Number::parse(text) else {
        return if dice.below(10) == 0 { "乱".to_owned() } else { words[dice.below(words.len())].clone() };
    };
    // What counts something is seldom counted in fractions.
    let is_count = number.is_whole() && dice.below(8) > 0;
    let drawn = |dice: &mut Dice, limit: usize, places: u32| {
        let places = if is_count { 0 } else { places };
        let number = Number::from(i64::try_from(dice.below(limit)).unwrap());
        number.divide(&Number::power_of_ten(places).unwrap()).unwrap()
    };
    let number = match dice.below(12) {
        0 => Number::zero(),
        1 => number,
        2 => number.add(&drawn(dice, 5, 2)).unwrap(),
        3 => number.subtract(&drawn(dice, 5, 2)).unwrap(),
        4 => number.add(&drawn(dice, 4, 0)).unwrap(),
        5 => number.multiply(&drawn(dice, 40, 1)).unwrap(),
        6 => drawn(dice, 200, 0),
        7 => drawn(dice, 20_000, 2),
        8 => drawn(dice, 300, 2),
        9 if dice.below(3) == 0 => number.negate(),
        _ => drawn(dice, 120, 0),
    };
    number.to_string()
}

/// So many reports that differ from one in their figures.
fn population(report: &Report, count: usize, dice: &mut Dice) -> Vec<Report> {
    let texts =
        report.metrics.keys().filter_map(|metric| Some((metric.clone(), report.figure(metric)?.text().to_owned())));
    let texts: BTreeMap<String, String> = texts.collect();
    let words: Vec<String> =
        texts.values().cloned().chain(["达成", "部分达成", "未达成", "优", "良"].map(str::to_owned)).collect();
    let drawn = |dice: &mut Dice| {
        let mut drawn = report.clone();
        for (metric, text) in &texts {
            drawn.restate(metric, another(text, &words, dice));
        }
        drawn
    };
    (0..count).map(|_| drawn(dice)).collect()
}

const ROUNDINGS: [&str; 5] = [
    "{ indicator: { places: 2, mode: half-up }",
    "{ indicator: { places: 2, mode: half-even }",
    "{ indicator: { places: 1, mode: down }",
    "{ indicator: { places: 0, mode: half-up }",
    "{ indicator: { places: 2, mode: half-up }, dimension: { places: 1, mode: half-up }",
];

fn every(rule: &ScriptRule, rules: &RuleSet, count: usize, seed: u64) -> Counts {
    let mut sum = Counts::default();
    let mut dice = Dice(seed);
    for files in of_each_example(rule) {
        let (program, report) = opened(&files, rules, ROUNDINGS[dice.below(ROUNDINGS.len())]);
        let reports = population(&report, count, &mut dice);
        let plan = program.plan();
        let results = plan.evaluate(&plan.columns(reports.clone()).unwrap()).unwrap();
        let counts = held(&program, &reports, &results);
        sum.units += counts.units;
        sum.by_columns += counts.by_columns;
        sum.needless += counts.needless;
        sum.worded_apart += counts.worded_apart;
    }
    sum
}

#[test]
fn every_shipped_script_is_scored_by_columns_as_one_by_one() {
    let rules = with_given();
    let mut all = 0;
    for rule in rules.rules().filter(|rule| rule.metadata().name != "given") {
        let counts = every(rule, &rules, 60, 11);
        println!("{:<22}{counts:?}", rule.metadata().name);
        assert_eq!((counts.needless, counts.worded_apart), (0, 0), "{}: {counts:?}", rule.metadata().name);
        assert!(counts.by_columns * 12 > counts.units, "{}: {counts:?}", rule.metadata().name);
        all += 1;
    }
    assert_eq!(all, 32);
}

proptest! {
    #![proptest_config(random_cases(24))]

    #[test]
    fn columns_and_reports_come_to_the_same(seed in any::<u64>(), at in 0_usize..32) {
        let rules = with_given();
        let rule = rules.rules().filter(|rule| rule.metadata().name != "given").nth(at).unwrap();
        let counts = every(rule, &rules, 12, seed);
        prop_assert_eq!((counts.needless, counts.worded_apart), (0, 0), "{}: {:?}", &rule.metadata().name, counts);
    }
}

fn shipped_case(name: &str) -> (Program, Report) {
    let folder = root().join("indicators").join(name);
    let opened = open_case(&CaseRequest { folder, ..CaseRequest::default() }).unwrap().value;
    (opened.program().unwrap(), opened.case.report)
}

#[test]
fn the_shipped_cases_are_scored_by_columns() {
    for name in ["yueyang-2024", "yueyang-department", "tianmen-2016-12"] {
        let (program, report) = shipped_case(name);
        let mut reports = population(&report, 80, &mut Dice(5));
        reports.insert(0, report);
        let plan = program.plan();
        let results = plan.evaluate(&plan.columns(reports.clone()).unwrap()).unwrap();
        let counts = held(&program, &reports, &results);
        println!("{name}: {counts:?}");
        assert!(results.unit(0).ordinary().is_none(), "{name}: {:?}", program.evaluate(&reports[0]).diagnostics);
        assert_eq!((counts.needless, counts.worded_apart), (0, 0), "{name}");
    }
}

/// A weighted row of 100 points with rows besides.
fn besides(rest: &str) -> Program {
    let scheme = support::scheme(&format!(
        "scheme: s\ntitle: 试\nfull_score: 100\n{}grades: [{{ grade: 优, from: 90 }}, {{ grade: 中, from: 60 }}, {{ grade: 差, from: 0 }}]\n\
         metrics:\n  a: {{ unit: \"%\" }}\n  b: {{}}\n  n: {{ unit: 次 }}\n  v: {{}}\n  big: {{}}\n\
         dimensions:\n  - id: d\n    name: 产出\n    weight: 100\n    indicators:\n\
         \x20     - {{ id: a, name: 甲, weight: 60, unit: \"%\", target: {{ at_least: 100 }}, rule: forward_ratio }}\n\
         \x20     - {{ id: b, name: 乙, weight: 40, actual: b * big / 1000000, target: {{ at_least: 40 }}, rule: forward_ratio }}\n{rest}",
        support::ROWS_ROUNDED
    ));
    Program::compile(scheme, rules().clone()).unwrap()
}

const EXTRAS: &str = "bonuses: [{ id: g, name: 加分, weight: 5, unit: 次, actual: n, rule: interpolate, params: { knots: [{ x: 0, share: 0 }, { x: 10, share: 1 }] } }]\n\
    penalties: [{ id: p, name: 事故, weight: 10, actual: n, unit: 次, rule: count_deduct, params: { per_case: 1.5 } }]\n\
    bonus_limit: 4\n\
    vetoes: [{ id: v, name: 否决, metric: v, effect: { total: zero } }]\n\
    caps: [{ id: c, name: 封顶, metric: a, steps: [{ below: 60, total_at_most: 80 }] }]\n";

fn report(program: &Program, [a, b, n, v, big]: [&str; 5], rest: &str) -> Report {
    let text = format!(
        "unit: 局\nmetrics:\n  a: {{ value: {a} }}\n  b: {{ value: {b} }}\n  n: {{ value: {n} }}\n  v: {{ value: {v} }}\n  big: {{ value: {big} }}\n{rest}"
    );
    support::report(&text, program.scheme())
}

/// Each kind of thing that is not plain, beside plain units: bonus, penalty and limit by columns; vetoes, ceilings, notes,
/// doubtful shares, refusals and numbers beyond 128 bits one by one.
#[test]
fn what_is_not_plain_is_evaluated_one_by_one() {
    let program = besides(EXTRAS);
    let million = "1000000";
    // Figures, what else the report says, and whether columns answer.
    let table: [([&str; 5], &str, bool); 12] = [
        (["95", "38", "0", "否", million], "", true),
        (["100", "40", "9", "否", million], "", true),
        (["65.5", "4", "4", "否", million], "", true),
        (["95", "38", "0", "是", million], "", false),
        (["95", "38", "0", "也许", million], "", false),
        (["59.99", "38", "0", "否", million], "", false),
        (["0.95", "38", "0", "否", million], "", false),
        (["95", "38", "1.5", "否", million], "", false),
        (["95", "-38", "0", "否", million], "", false),
        (["95", "38", "0", "否", million], "rows: { a: { deduction: { points: 1, reason: 复核 } } }\n", false),
        // Two columns of 18 digits: a product of 36 digits is beyond 64 bits, and its comparison within 128.
        (["95", "100000000000000000", "0", "否", "100000000000000000"], "", true),
        (["95", "9223372036854775807", "0", "否", "9223372036854775807"], "", false),
    ];
    let reports: Vec<Report> = table.iter().map(|(figures, rest, _)| report(&program, *figures, rest)).collect();
    let plan = program.plan();
    let results = plan.evaluate(&plan.columns(reports.clone()).unwrap()).unwrap();
    held(&program, &reports, &results);
    let by_columns: Vec<bool> = (0..table.len()).map(|unit| results.unit(unit).ordinary().is_none()).collect();
    assert_eq!(by_columns, table.iter().map(|(.., by_columns)| *by_columns).collect::<Vec<_>>());
    // 57 + 38 = 95; 60 + 40 + 4 of 4.5 − 10 of 13.5 = 94; 39.3 + 4 + 2 − 6 = 39.3.
    let totals: Vec<String> = (0..3).map(|unit| results.unit(unit).total().unwrap().to_string()).collect();
    assert_eq!(totals, ["95", "94", "39.3"]);
    assert_eq!(results.ordinary_count(), 8);
}

#[test]
fn columns_without_reports_say_the_same() {
    let program = besides(EXTRAS);
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let columns = ReportColumns::new(3)
        .numbers("a", 1, vec![950, 655, 950])
        .and_then(|columns| columns.numbers("b", 2, vec![3_800, 399, 3_800]))
        .and_then(|columns| columns.numbers("n", 0, vec![0, 4, 0]))
        .and_then(|columns| columns.numbers("big", 0, vec![1_000_000; 3]))
        .and_then(|columns| columns.words("v", words(&["否", "是"]), vec![0, 0, 1]))
        .and_then(|columns| columns.missing("b", 2))
        .unwrap();
    let results = program.plan().evaluate(&columns).unwrap();
    let totals: Vec<Option<String>> =
        (0..3).map(|unit| results.unit(unit).total().map(|total| total.to_string())).collect();
    assert_eq!(totals, [Some("95".to_owned()), Some("39.29".to_owned()), None]);
    let problems: Vec<Code> =
        results.unit(2).ordinary().unwrap().diagnostics.iter().map(|problem| problem.code).collect();
    assert!(problems.contains(&Code::MissingMetric), "{problems:?}");
    assert_eq!((results.unit(0).ordinary().is_none(), results.unit(1).ordinary().is_none()), (true, true));
    // A metric without a column is missing everywhere.
    let results = program.plan().evaluate(&ReportColumns::new(2)).unwrap();
    assert_eq!((results.ordinary_count(), results.unit(0).total()), (2, None));
}

#[test]
fn columns_that_are_none_are_refused() {
    let metric = || "a".to_owned();
    assert_eq!(ReportColumns::new(2).numbers("a", 0, vec![1]).unwrap_err(), ColumnError::Length(metric(), 2, 1));
    assert_eq!(ReportColumns::new(1).numbers("a", 13, vec![1]).unwrap_err(), ColumnError::Places(metric(), 13));
    assert_eq!(ReportColumns::new(1).words("a", Vec::new(), vec![0]).unwrap_err(), ColumnError::Word(metric(), 0));
    assert_eq!(ReportColumns::new(1).missing("a", 1).unwrap_err(), ColumnError::Unit(1, 1));
    let plan = besides(EXTRAS).plan();
    let unknown = ReportColumns::new(1).numbers("aa", 0, vec![1]).unwrap();
    assert_eq!(plan.evaluate(&unknown).unwrap_err(), ColumnError::UnknownMetric("aa".to_owned()));
    let (yueyang, _) = shipped_case("yueyang-2024");
    let derived = ReportColumns::new(1).numbers("budget_execution", 2, vec![9_389]).unwrap();
    let wrong = yueyang.plan().evaluate(&derived).unwrap_err();
    assert_eq!(wrong.to_string(), "the metric `budget_execution` is derived from others and not reported");
}

/// Twelve answers of yes and no have 4,096 combinations; a tree is made for those that occur.
#[test]
fn lists_of_flags_do_not_explode() {
    let metrics: String = (0..12).map(|at| format!("  m{at:02}: {{}}\n")).collect();
    let names: Vec<String> = (0..12).map(|at| format!("m{at:02}")).collect();
    let scheme = support::scheme(&format!(
        "scheme: s\ntitle: 试\nfull_score: 60\n{}grades: [{{ grade: 优, from: 30 }}, {{ grade: 差, from: 0 }}]\nmetrics:\n{metrics}\
         dimensions:\n  - id: d\n    name: 产出\n    weight: 60\n    indicators:\n\
         \x20     - {{ id: a, name: 甲, weight: 60, inputs: {{ elements: [{}] }}, rule: checklist }}\n",
        support::ROWS_ROUNDED,
        names.join(", ")
    ));
    let program = Program::compile(scheme, rules().clone()).unwrap();
    let figures: String = names.iter().map(|name| format!("  {name}: {{ value: 是 }}\n")).collect();
    let report = support::report(&format!("unit: 局\nmetrics:\n{figures}"), program.scheme());
    let mut reports = population(&report, 700, &mut Dice(3));
    reports.push(report);
    let plan = program.plan();
    let results = plan.evaluate(&plan.columns(reports.clone()).unwrap()).unwrap();
    let counts = held(&program, &reports, &results);
    assert!(counts.needless == 0 && counts.by_columns > 400, "{counts:?}");
    assert_eq!(results.unit(700).total().unwrap().to_string(), "60");
}

#[test]
fn threads_change_nothing() {
    let program = besides("");
    let units = 10_000;
    let drawn = |from: i64, to: i64| {
        let mut dice = Dice(u64::try_from(to).unwrap());
        let mut number = || from + i64::try_from(dice.below(usize::try_from(to - from).unwrap())).unwrap();
        (0..units).map(|_| number()).collect::<Vec<_>>()
    };
    let columns = ReportColumns::new(units)
        .numbers("a", 2, drawn(4_000, 12_000))
        .and_then(|columns| columns.numbers("b", 1, drawn(-2, 500)))
        .and_then(|columns| columns.numbers("big", 0, drawn(900_000, 1_100_000)))
        .unwrap();
    let plan = program.plan();
    let results = [1, 2].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| plan.evaluate(&columns)).unwrap()
    });
    let told = |results: &ColumnResults, unit: usize| {
        let rows = [0, 1].map(|row| (results.unit(unit).points(row), results.unit(unit).code(row).cloned()));
        (rows, results.unit(unit).total(), results.unit(unit).grade().cloned(), results.unit(unit).ordinary().is_some())
    };
    for unit in 0..units {
        assert_eq!(told(&results[0], unit), told(&results[1], unit), "{unit}");
    }
    // Two of 502 figures are negative.
    assert!((1..200).contains(&results[0].ordinary_count()), "{}", results[0].ordinary_count());
}

/// Columns of one scale leave nothing behind in a plan for columns of another: 95 % and 38 of 40 are 57 + 38 points, 65.5 %
/// and 4 of 40 are 39.3 + 4.
#[test]
fn a_plan_says_the_same_whatever_it_scored_before() {
    let program = besides("");
    let plan = program.plan();
    for (of_a, of_b) in [(1, 0), (3, 2), (2, 1), (1, 0), (12, 0), (3, 2)] {
        let scaled = |tenths: [i64; 2], places: u32| tenths.map(|tenth| tenth * 10_i64.pow(places) / 10).to_vec();
        let columns = ReportColumns::new(2)
            .numbers("a", of_a, scaled([950, 655], of_a))
            .and_then(|columns| columns.numbers("b", of_b, scaled([380, 40], of_b)))
            .and_then(|columns| columns.numbers("big", 0, vec![1_000_000; 2]))
            .unwrap();
        let results = plan.evaluate(&columns).unwrap();
        let again = program.plan().evaluate(&columns).unwrap();
        for (unit, (total, code)) in [("95", "short"), ("43.3", "short")].into_iter().enumerate() {
            assert_eq!(results.unit(unit).total().unwrap().to_string(), total, "{of_a} {of_b}");
            assert_eq!(results.unit(unit).code(0).map(|code| code.branch.as_str()), Some(code), "{of_a} {of_b}");
            assert_eq!(results.unit(unit).code(1), again.unit(unit).code(1));
        }
        assert_eq!(results.ordinary_count(), 0);
    }
}
