//! Every study comes to the total of the evaluation, on random schemes with every rounding, limit, policy and nesting; and
//! a report that claims exactly the engine's own result is never disagreed with.

use std::collections::BTreeMap;
use std::fmt::Write;

use jixiao::analysis::seek::{Goal, Norm, WeightSearch, seek_weights};
use jixiao::analysis::sweep::{SweepRequest, sweep};
use jixiao::analysis::whatif::{CaseChange, Subject as WhatIfSubject};
use jixiao::comparison::compare::{Side, compare};
use jixiao::comparison::guard::{Results, Snapshot};
use jixiao::review::audit::{AuditedCase, Verdict, audit};
use jixiao::review::recheck::recheck;
use jixiao::{
    Code, Evaluation, Number, Overlay, Program, Report, RequestPlaces, Scheme, Total, TotalStep, WeightMode,
    WeightRequest,
};

use crate::support::{self, number, rules};

/// Fewer than one case in so many with a feature is a test that does not test it.
const RAREST: usize = 20;
pub const CASES: u64 = 240;

/// A fixed sequence of numbers.
pub struct Draw(pub u64);

impl Draw {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn is_one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    fn of<'t>(&mut self, choices: &[&'t str]) -> &'t str {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap()]
    }
}

/// A scheme and a report, as their files would say it.
pub fn case(seed: u64) -> (String, String) {
    let mut draw = Draw(seed.wrapping_mul(7_919).wrapping_add(17));
    let rounding = |draw: &mut Draw| {
        format!("{{ places: {}, mode: {} }}", draw.below(3), draw.of(&["half-up", "half-even", "down"]))
    };
    let (mut scheme, mut metrics, mut reported, mut notes) =
        (String::new(), String::new(), String::new(), String::new());
    let is_faultless = draw.is_one_in(6);
    let mut row = |draw: &mut Draw, id: &str, weight: &str, is_extra: bool| {
        let _ = writeln!(metrics, "  {id}: {{ unit: 件 }}");
        match draw.below(if is_extra { 6 } else { 14 }) {
            _ if is_faultless => {
                let _ = writeln!(reported, "  {id}: {{ value: 1000 }}");
            }
            6 if !is_extra => {
                let _ = writeln!(reported, "  {id}: {{ missing: 未统计 }}");
            }
            7 if !is_extra => {
                let _ = writeln!(notes, "  {id}: {{ not_applicable: 无此项 }}");
                let _ = writeln!(reported, "  {id}: {{ value: 1 }}");
            }
            _ => {
                let _ = writeln!(reported, "  {id}: {{ value: {} }}", draw.below(1_200));
            }
        }
        format!(
            "{{ id: {id}, name: 行{id}, weight: {weight}, unit: 件, target: {{ at_least: 1000 }}, rule: forward_ratio }}"
        )
    };
    let nested = draw.is_one_in(3);
    let first: Vec<String> = (0..2).map(|at| row(&mut draw, &format!("a{at}"), ["12", "13"][at], false)).collect();
    let second: Vec<String> = (0..2).map(|at| row(&mut draw, &format!("b{at}"), ["37", "38"][at], false)).collect();
    let (first, second) = (first.join(", "), second.join(", "));
    let body = if nested {
        format!(
            "  - {{ id: t, name: 总, weight: 100, dimensions: [{{ id: d, name: 产出, weight: 25, indicators: [{first}] }}, \
             {{ id: e, name: 效果, weight: 75, indicators: [{second}] }}] }}\n"
        )
    } else {
        format!(
            "  - {{ id: d, name: 产出, weight: 25, indicators: [{first}] }}\n  - {{ id: e, name: 效果, weight: 75, indicators: [{second}] }}\n"
        )
    };
    let mut extras = String::new();
    if draw.is_one_in(3) {
        let bonus = row(&mut draw, "plus", "6", true);
        let _ = writeln!(extras, "bonuses: [{bonus}]");
        if draw.is_one_in(2) {
            extras.push_str("bonus_limit: 3\n");
        }
    }
    if !is_faultless && draw.is_one_in(3) {
        let weight = draw.of(&["5", "200"]);
        let penalty = row(&mut draw, "minus", weight, true);
        let taken = "rule: interpolate, params: { knots: [{ x: 0, share: 0 }, { x: 1000, share: 1 }] }";
        let penalty = penalty.replace("target: { at_least: 1000 }, rule: forward_ratio", taken);
        let _ = writeln!(extras, "penalties: [{penalty}]");
    }
    let struck = draw.of(&["是", "否"]);
    if draw.is_one_in(4) {
        let effect = draw.of(&["total: zero", "grade_at_most: 差", "dimension: d", "indicator: b0"]);
        let _ = writeln!(extras, "vetoes: [{{ id: v, name: 否决, metric: stop, effect: {{ {effect} }} }}]");
        metrics.push_str("  stop: {}\n");
        let _ = writeln!(reported, "  stop: {{ value: {struck} }}");
    }
    if draw.is_one_in(3) {
        extras.push_str("caps: [{ id: c, name: 封顶, metric: fines, steps: [{ below: 5, total_at_most: 30 }] }]\n");
        metrics.push_str("  fines: { unit: 件 }\n");
        let _ = writeln!(reported, "  fines: {{ value: {} }}", draw.below(8));
    }
    scheme.push_str("scheme: s\ntitle: 试算\nfull_score: 100\nrounding:\n");
    for level in ["indicator", "dimension"] {
        if is_faultless && level == "indicator" {
            scheme.push_str("  indicator: { places: 0, mode: half-up }\n");
        } else if draw.is_one_in(2) {
            let _ = writeln!(scheme, "  {level}: {}", rounding(&mut draw));
        }
    }
    let _ = writeln!(scheme, "  total: {}", rounding(&mut draw));
    let (missing, absent) = (draw.of(&["zero", "zero", "refuse"]), draw.of(&["rescale", "rescale", "full", "refuse"]));
    let _ = write!(
        scheme,
        "missing: {missing}\nnot_applicable: {absent}\ngrades: [{{ grade: 优, from: 80 }}, {{ grade: 良, from: 50 }}, {{ grade: 差, from: 0 }}]\n\
         metrics:\n{metrics}dimensions:\n{body}{extras}"
    );
    let notes = if notes.is_empty() { notes } else { format!("rows:\n{notes}") };
    (scheme, format!("unit: 局\nmetrics:\n{reported}{notes}"))
}

/// The report with the engine's own points, total and grade as its claims.
fn claiming(report: &str, evaluation: &Evaluation, scheme: &Scheme) -> Report {
    let mut rows: BTreeMap<&str, String> = BTreeMap::new();
    for row in &evaluation.rows {
        let absent = report.contains(&format!("  {}: {{ not_applicable", row.id()));
        let note = if absent { "not_applicable: 无此项, " } else { "" };
        match row.points() {
            Some(points) => rows.insert(row.id(), format!("{{ {note}claimed: {points} }}")),
            None if absent => rows.insert(row.id(), "{ not_applicable: 无此项 }".to_owned()),
            None => None,
        };
    }
    let head = report.split("rows:\n").next().unwrap();
    let mut text = format!("{head}rows:\n");
    for (id, note) in rows {
        let _ = writeln!(text, "  {id}: {note}");
    }
    if let Some(total) = &evaluation.total {
        let _ = writeln!(text, "claimed: {{ total: {}, grade: {} }}", total.points, total.grade.zh);
    }
    support::report(&text, scheme)
}

/// What a case has, by name.
fn features(scheme: &str, evaluation: &Evaluation) -> Vec<&'static str> {
    let step = |wanted: fn(&TotalStep) -> bool| evaluation.steps.iter().any(wanted);
    let clamped = evaluation.steps.iter().find_map(|step| match step {
        TotalStep::Clamped { after } => Some(if after.is_zero() { "clamped below" } else { "clamped above" }),
        _ => None,
    });
    let has = [
        ("dimension rounding", scheme.contains("\n  dimension: {")),
        ("nesting", scheme.contains("dimensions: [")),
        ("missing", evaluation.rows.iter().any(|row| row.points().is_none() || row.is_by_policy())),
        ("rescaling", step(|step| matches!(step, TotalStep::Rescaled { .. }))),
        ("bonus", step(|step| matches!(step, TotalStep::Bonus { .. }))),
        ("penalty", step(|step| matches!(step, TotalStep::Penalty { .. }))),
        ("veto", step(|step| matches!(step, TotalStep::Veto { .. }))),
        ("ceiling", step(|step| matches!(step, TotalStep::Capped { .. }))),
    ];
    has.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).chain(clamped).collect()
}

/// The total that each study comes to.
fn totals(scheme: &Scheme, report: &Report, program: &Program) -> Vec<(&'static str, Number)> {
    let weights = WeightRequest { mode: WeightMode::AsEntered, ..WeightRequest::default() };
    let weights = scheme.renormalised(&weights).unwrap();
    let unit = WhatIfSubject { file: "report.yaml".to_owned(), before: report.clone(), after: None };
    let change = CaseChange::new((program, program), &unit, &weights);
    let side = || Side::new(scheme, rules(), report).unwrap().value;
    let comparison = compare(&side(), &side(), &BTreeMap::new()).unwrap();
    let goal = Goal::Total(Number::from(-1));
    let search = WeightSearch {
        places: RequestPlaces::default(),
        goal,
        norm: Norm::Points,
        step: Number::from(1),
        locked: Default::default(),
        bounds: BTreeMap::new(),
        within: None,
    };
    let swept = sweep(
        scheme,
        rules(),
        report,
        &SweepRequest {
            locked: scheme.indicators().iter().map(|row| row.id.clone()).collect(),
            ..SweepRequest::default()
        },
    );
    let results = Results::of(&Snapshot::of(scheme, report, rules()).evaluate(rules()).unwrap());
    // A search refuses, with a code of its own, totals that are no sum of rows; what it answers is held to the engine.
    let sought = match seek_weights(scheme, rules(), report, &search) {
        Ok(sought) => Some(("seek", sought.before.total)),
        Err(problems) => {
            assert!(problems.iter().all(|problem| problem.code == Code::TotalNotAdditive), "{problems:?}");
            assert!(scheme.roundings.dimension.is_some());
            None
        }
    };
    let all = vec![
        ("whatif", change.after.total.unwrap().points.number().clone()),
        ("compare", comparison.to.total.clone()),
        ("sweep", swept.unwrap().value.total.points.number().clone()),
        ("guard", results.total.unwrap().points),
        ("recheck", recheck(scheme, rules(), report).unwrap().value.totals.recomputed.0.points),
    ];
    all.into_iter().chain(sought).collect()
}

#[test]
fn every_study_comes_to_the_total_of_the_evaluation() {
    let mut drawn: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..CASES {
        let (scheme_text, report_text) = case(seed);
        let scheme = support::scheme(&scheme_text);
        let report = support::report(&report_text, &scheme);
        let program = Program::compile(scheme.clone(), rules().clone()).unwrap();
        let evaluation = program.evaluate(&report);
        features(&scheme_text, &evaluation).into_iter().for_each(|name| *drawn.entry(name).or_default() += 1);
        let claimed = claiming(&report_text, &evaluation, &scheme);
        let found = recheck(&scheme, rules(), &claimed).unwrap().value;
        assert!(!found.has_disagreement(), "{scheme_text}\n{report_text}\n{:#?}", found.totals);
        let subject =
            AuditedCase { scheme: &scheme, rules: rules(), report: &claimed, recheck: &found, accounts: None };
        for finding in
            audit(&subject).findings.iter().filter(|finding| ["C2", "C3", "C4", "C7"].contains(&finding.check.as_ref()))
        {
            assert!(finding.verdict != Verdict::Fail, "{scheme_text}\n{report_text}\n{finding:#?}");
        }
        if let Some(total) = &evaluation.total {
            for (study, found) in totals(&scheme, &report, &program) {
                assert_eq!(found, *total.points.number(), "{study}\n{scheme_text}\n{report_text}");
            }
        }
    }
    for name in [
        "dimension rounding",
        "nesting",
        "missing",
        "rescaling",
        "bonus",
        "penalty",
        "veto",
        "ceiling",
        "clamped below",
    ] {
        let found = drawn.get(name).copied().unwrap_or_default();
        assert!(found * RAREST >= usize::try_from(CASES).unwrap(), "{name}: only {found} of {CASES}: {drawn:?}");
    }
}

/// All that an evaluation says.
fn all_of(evaluation: &Evaluation) -> String {
    let rows = evaluation.rows.iter().map(|row| (row.id(), row.weight(), &row.state, row.steps(), row.sentence()));
    let (rows, diagnostics) = (rows.collect::<Vec<_>>(), &evaluation.diagnostics);
    format!("{rows:#?}\n{:#?}\n{:#?}\n{diagnostics:#?}", evaluation.steps, evaluation.total)
}

#[test]
fn an_evaluation_beside_another_is_the_one_that_stands_alone() {
    let mut laid_over = 0;
    for seed in 0..CASES {
        let (scheme_text, report_text) = case(seed);
        let scheme = support::scheme(&scheme_text);
        let report = support::report(&report_text, &scheme);
        let program = Program::compile(scheme.clone(), rules().clone()).unwrap();
        let rows = scheme.indicators();
        let moved = rows.iter().find(|row| !row.weight.number().is_zero()).unwrap();
        let weight = moved.weight.number().divide(&Number::from(2)).unwrap();
        let Ok(overlaid) = program.overlaid(&Overlay::new().weight(&moved.id, weight)) else { continue };
        laid_over += 1;
        let alone = overlaid.evaluate(&report);
        let (before, beside) = program.evaluate_both(&overlaid, &report);
        assert_eq!(all_of(&before), all_of(&program.evaluate(&report)), "{scheme_text}\n{report_text}");
        assert_eq!(all_of(&beside), all_of(&alone), "{scheme_text}\n{report_text}");
        let response = program.response(&report);
        let weights = overlaid.scheme().indicators().iter().map(|row| (row.id.clone(), row.weight.clone())).collect();
        let under = response.total_under(&weights, &BTreeMap::new());
        let points = |total: &Total| (total.points.clone(), total.grade.clone());
        assert_eq!(under.as_ref().ok().map(points), alone.total.as_ref().map(points), "{scheme_text}\n{report_text}");
        assert_eq!(all_of(&response.evaluate_under(&weights).unwrap()), all_of(&alone), "{scheme_text}");
    }
    assert!(laid_over * 2 > CASES, "only {laid_over} of {CASES}");
}

const ONE_ROW: &str = "unit: \"%\", target: { at_least: 100 }, rule: forward_ratio";

/// 50 × 90.8 % is 45.4, rounded to 45 in each dimension: 90. Claims of 45.4 and 45.4 come to 90 too, not to 90.8.
#[test]
fn a_claimed_total_that_skips_the_rounding_of_dimensions_is_a_disagreement() {
    let scheme = support::scheme(&format!(
        "scheme: s\ntitle: 试算\nfull_score: 100\nrounding: {{ dimension: {{ places: 0, mode: half-up }}, total: {{ places: 2, mode: half-up }} }}\n\
         grades: [{{ grade: 全部, from: 0 }}]\nmetrics: {{ a: {{ unit: \"%\" }}, b: {{ unit: \"%\" }} }}\ndimensions:\n\
         \x20 - {{ id: d, name: 产出, weight: 50, indicators: [{{ id: a, name: 甲, weight: 50, {ONE_ROW} }}] }}\n\
         \x20 - {{ id: e, name: 效果, weight: 50, indicators: [{{ id: b, name: 乙, weight: 50, {ONE_ROW} }}] }}\n"
    ));
    let claims = |total: &str| {
        let text = format!(
            "unit: 局\nmetrics: {{ a: {{ value: 90.8 }}, b: {{ value: 90.8 }} }}\nrows: {{ a: {{ claimed: 45.4 }}, b: {{ claimed: 45.4 }} }}\nclaimed: {{ total: {total} }}\n"
        );
        recheck(&scheme, rules(), &support::report(&text, &scheme)).unwrap().value
    };
    assert!(claims("90.8").has_disagreement());
    assert!(!claims("90").has_disagreement());
    assert_eq!(claims("90").totals.recomputed.0.points, number("90"));
}

/// 5 + 5 less a penalty of 20 is limited to 0: a claim of 0 agrees, one of −10 does not.
#[test]
fn a_total_limited_to_0_is_what_a_claim_of_0_agrees_with() {
    let scheme = support::scheme(&format!(
        "scheme: s\ntitle: 试算\nfull_score: 10\nrounding: {{ total: {{ places: 2, mode: half-up }} }}\n\
         grades: [{{ grade: 全部, from: 0 }}]\nmetrics: {{ a: {{ unit: \"%\" }}, b: {{ unit: \"%\" }}, c: {{ unit: \"%\" }} }}\ndimensions:\n\
         \x20 - {{ id: d, name: 产出, weight: 10, indicators: [{{ id: a, name: 甲, weight: 5, {ONE_ROW} }}, {{ id: b, name: 乙, weight: 5, {ONE_ROW} }}] }}\n\
         penalties: [{{ id: c, name: 扣分, weight: 20, unit: \"%\", rule: interpolate, params: {{ knots: [{{ x: 0, share: 0 }}, {{ x: 100, share: 1 }}] }} }}]\n"
    ));
    let claims = |total: &str| {
        let text = format!(
            "unit: 局\nmetrics: {{ a: {{ value: 100 }}, b: {{ value: 100 }}, c: {{ value: 100 }} }}\n\
             rows: {{ a: {{ claimed: 5 }}, b: {{ claimed: 5 }}, c: {{ claimed: 20 }} }}\nclaimed: {{ total: {total} }}\n"
        );
        recheck(&scheme, rules(), &support::report(&text, &scheme)).unwrap().value
    };
    assert!(!claims("0").has_disagreement());
    assert!(claims("-10").has_disagreement());
}
