//! The table of points over the weights of many reports comes to the totals and grades of the evaluation, everywhere.

use std::collections::BTreeMap;

use jixiao::project::{PopulationRequest, open_population};
use jixiao::{Evaluation, Number, Overlay, PointsTable, Program, Report, Role, Weight, WeightPlanner, WeightSteps};

use crate::study_laws::{CASES, Draw, case};
use crate::support::{self, number, root, rules, weight};

/// The engine's own total and grade, as the table gives them.
fn asked(program: &Program, report: &Report, table: &PointsTable<'_>, weights: &[u32]) -> Option<(Number, usize)> {
    let steps = weights.iter().map(|steps| table.steps().weight(*steps));
    let weights: BTreeMap<String, Weight> = table.rows().iter().cloned().zip(steps).collect();
    let evaluation = program.evaluate_with(report, &Overlay::new().weights(weights)).ok()?;
    graded(&evaluation)
}

fn graded(evaluation: &Evaluation) -> Option<(Number, usize)> {
    let total = evaluation.total.as_ref()?;
    let grades = &evaluation.program().scheme().grades;
    Some((total.points.number().clone(), grades.iter().position(|grade| grade.name == total.grade).unwrap()))
}

/// Weights of so many rows that add up to `full`, some of them 0.
fn drawn(draw: &mut Draw, rows: usize, full: u32) -> Vec<u32> {
    let mut cuts: Vec<u32> =
        (1..rows).map(|_| u32::try_from(draw.below(u64::from(full) + 1)).unwrap()).chain([0, full]).collect();
    cuts.sort_unstable();
    cuts.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// Compares the table with the engine on random weights; how many of them had a total.
fn assert_same(program: &Program, reports: &[&Report], steps: &WeightSteps, draws: u64, what: &str) -> usize {
    let table = program.points_table(reports, steps);
    let mut draw = Draw(draws);
    let own = steps.nearest(program.scheme());
    let random = (0..draws).map(|_| drawn(&mut draw, table.rows().len(), steps.full()));
    let mut given = 0;
    for weights in std::iter::once(own).chain(random) {
        let all = table.totals(&weights);
        for (at, report) in reports.iter().enumerate() {
            let found = table.total(at, &weights);
            assert_eq!(found, all[at]);
            let found = found.map(|total| (table.points(&total).number().clone(), total.grade));
            let organisation = &report.organisation;
            assert_eq!(found, asked(program, report, &table, &weights), "{organisation} at {weights:?} of {what}");
            given += usize::from(found.is_some());
        }
    }
    given
}

#[test]
fn random_schemes_come_to_the_totals_of_the_evaluation() {
    let (mut planned, mut given) = (0, 0);
    for seed in 0..CASES {
        let (scheme_text, report_text) = case(seed);
        let scheme = support::scheme(&scheme_text);
        let report = support::report(&report_text, &scheme);
        let program = Program::compile(scheme, rules().clone()).unwrap();
        for step in ["0.5", "0.01", "0.0001"] {
            let steps = WeightSteps::new(program.scheme(), &weight(step)).unwrap();
            planned += usize::from(program.points_table(&[&report], &steps).is_planned(0));
            given += assert_same(&program, &[&report], &steps, 6, &format!("{scheme_text}\n{report_text}"));
        }
    }
    let all = usize::try_from(CASES).unwrap() * 3;
    assert!(planned * 2 > all && given > planned * 6, "{planned} of {all} tables, {given} totals");
}

/// Plans that outlive their reports come to totals, grades and rows of the evaluation, at the weights of the scheme and
/// at others.
#[test]
fn plans_without_their_reports_come_to_the_evaluation() {
    let (mut planned, mut rows) = (0, 0);
    for seed in 0..CASES {
        let (scheme_text, report_text) = case(seed);
        let program = Program::compile(support::scheme(&scheme_text), rules().clone()).unwrap();
        let report = support::report(&report_text, program.scheme());
        let planner = WeightPlanner::new(&program).unwrap();
        let totals = planner.clone().totals(vec![planner.plan(&program.response(&report))]);
        let steps = WeightSteps::new(program.scheme(), &weight("0.0001")).unwrap();
        let own: Vec<Weight> = program.scheme().indicators().iter().map(|row| row.weight.clone()).collect();
        let mut draw = Draw(seed);
        let random = (0..4).map(|_| {
            let drawn = drawn(&mut draw, own.len(), steps.full());
            drawn.into_iter().map(|at| steps.weight(at)).collect()
        });
        for weights in std::iter::once(own.clone()).chain(random) {
            let Some(Some(found)) = totals.under(&weights).map(|found| found[0].clone()) else { continue };
            let ids = program.scheme().indicators().into_iter().map(|row| row.id.clone());
            let overlay = Overlay::new().weights(ids.zip(weights.iter().cloned()).collect());
            let evaluation = program.evaluate_with(&report, &overlay).unwrap();
            let total = evaluation.total.as_ref().unwrap();
            assert_eq!(
                Some((found.points.number().clone(), found.grade)),
                graded(&evaluation),
                "{scheme_text}\n{report_text}"
            );
            if let Some(unrounded) = &found.unrounded {
                assert_eq!(*unrounded, total.unrounded);
                let weighted = evaluation.rows.iter().filter(|row| row.role() == Role::Weighted);
                let wanted: Vec<Number> = weighted.map(|row| row.points().unwrap().number().clone()).collect();
                assert_eq!(totals.row_points(&[0], &weights), [Some(wanted)], "{scheme_text}\n{report_text}");
                rows += 1;
            }
            planned += 1;
        }
    }
    let all = usize::try_from(CASES).unwrap();
    assert!(planned > all && rows > all / 2, "{planned} totals, {rows} with rows, of {all} cases");
}

#[test]
fn shipped_cases_come_to_the_totals_of_the_evaluation() {
    // A row of bands that is worth nothing is refused.
    for (folder, is_at_zero) in [
        ("yueyang-2024", true),
        ("yueyang-department", false),
        ("tianmen-2016-12", true),
        ("published/haidian-xueyuanlu-baojie-2016", true),
    ] {
        let opened = support::opened(&format!("indicators/{folder}"));
        let program = opened.program().unwrap();
        let report = &opened.case.report;
        for steps in [WeightSteps::fine(program.scheme()), WeightSteps::new(program.scheme(), &weight("0.5"))] {
            let steps = steps.unwrap();
            let rows = program.scheme().indicators().len();
            let worth = steps.clone().within(vec![1..=steps.full(); rows]);
            let is_planned = |steps: &WeightSteps| program.points_table(&[report], steps).is_planned(0);
            assert_eq!((is_planned(&worth), is_planned(&steps)), (true, is_at_zero), "{folder}");
            let given = assert_same(&program, &[report], &steps, 12, folder);
            assert!(given > 0, "{folder}");
        }
    }
}

/// 23 countries whose points are fractions that never end: what is cut is too little to be seen in six places.
#[test]
fn fractions_that_never_end_come_to_the_totals_of_the_evaluation() {
    let folder = root().join("tests/data/technology-achievement");
    let request = PopulationRequest { folder, ..PopulationRequest::default() };
    let opened = open_population(&request.found().unwrap()).unwrap().value;
    let reports: Vec<&Report> = opened.reports.iter().map(|(_, report)| report).collect();
    let steps = WeightSteps::fine(opened.program.scheme()).unwrap();
    assert_eq!(assert_same(&opened.program, &reports, &steps, 30, "countries"), 31 * 23);
}

/// 60 % of 甲 and 60 % of 乙 are 60, exactly on the line of the grade, however the weights lie; 59.9999999 % of both are 60.00 too,
/// and just below it before rounding.
#[test]
fn a_total_on_the_line_of_a_grade_is_above_it() {
    let row = |id: &str| {
        format!(
            "{{ id: {id}, name: 行{id}, weight: 50, unit: 件, target: {{ at_least: 3000000000 }}, rule: forward_ratio }}"
        )
    };
    for (places, wanted) in [(2, 0), (6, 1)] {
        let head = format!(
            "rounding: {{ total: {{ places: {places}, mode: half-up }} }}\ngrades: [{{ grade: 优, from: 60 }}, {{ grade: 差, from: 0 }}]\n"
        );
        let text = support::scheme_text(100, &head, &["a: { unit: 件 }", "b: { unit: 件 }"], &[row("a"), row("b")]);
        let scheme = support::scheme(&text);
        let program = Program::compile(scheme, rules().clone()).unwrap();
        for (value, grade) in [("1800000000", 0), ("1799999700", wanted)] {
            let text = format!("unit: 局\nmetrics: {{ a: {{ value: {value} }}, b: {{ value: {value} }} }}\n");
            let report = support::report(&text, program.scheme());
            let steps = WeightSteps::fine(program.scheme()).unwrap();
            let table = program.points_table(&[&report], &steps);
            for weights in [[500_000, 500_000], [1, 999_999], [333_333, 666_667]] {
                assert_eq!(table.total(0, &weights).unwrap().grade, grade, "{value} at {weights:?}");
            }
            assert_same(&program, &[&report], &steps, 20, value);
        }
    }
}

#[test]
fn weights_that_do_not_add_up_have_no_total() {
    let opened = support::opened("indicators/yueyang-2024");
    let program = opened.program().unwrap();
    let report = &opened.case.report;
    let steps = WeightSteps::new(program.scheme(), &weight("0.5")).unwrap();
    let own = steps.nearest(program.scheme());
    let rows = own.len();
    let table = program.points_table(&[report], &steps.clone().within(own.iter().map(|own| own - 1..=own + 1)));
    let moved = |by: u32| {
        let mut moved = own.clone();
        (moved[0], moved[rows - 1]) = (moved[0] + by, moved[rows - 1] - by);
        moved
    };
    assert!(table.total(0, &own).is_some() && table.total(0, &moved(1)).is_some());
    assert_eq!(table.total(0, &moved(2)), None);
    let mut more = own.clone();
    more[0] += 1;
    assert_eq!(table.total(0, &more), None);
    assert_eq!(table.total(0, &own[1..]), None);
    assert!(WeightSteps::new(program.scheme(), &weight("0.3")).is_none());
    assert_eq!(steps.weight(3).number(), &number("1.5"));
}
