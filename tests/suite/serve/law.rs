//! Whatever is moved on the page, its numbers are those of `whatif` with the same texts, character for character.

use jixiao::analysis::whatif::{
    CaseChange, ChangeTexts, Confirmation, Population, TrialAnswer, TrialDepth, TrialRequest, Variant,
};
use jixiao::format::view::page::{TrialPage, fragments};
use jixiao::format::{json_text, population_record, tell_problem, whatif_record};
use jixiao::project::{CaseRequest, OpenWorkspace, PopulationRequest, WhatIfRequest, WorkspaceRequest, open_whatif};
use jixiao::{Diagnostics, Language, Messages, Place, RowWeight, Weight, WeightRole};
use proptest::prelude::*;

use crate::support::{YUEYANG, random_cases, root};

/// Moves of rows and dimensions, in whole steps of the scheme or not, with locks, bounds, a mode, a step and a remainder.
fn moves() -> impl Strategy<Value = ChangeTexts> {
    let rows = prop::sample::select(vec![
        "cases-collected",
        "cases-on-spot",
        "complaints",
        "assessments",
        "key-points",
        "cameras",
        "complaint-disposal",
        "hotline-closure",
        "budget-execution",
        "floods",
        "public-satisfaction",
    ]);
    let set = prop::collection::vec((rows.clone(), 0_i64..2500, prop::bool::weighted(0.2)), 0..4);
    let mode = prop::option::of(prop::sample::select(vec![
        "proportional",
        "equal-shift",
        "transfer:floods",
        "transfer:output",
        "as-entered",
    ]));
    let grid = prop::option::weighted(0.4, prop::sample::select(vec!["0.01", "0.5", "1", "0.001", "3"]));
    let bounds = prop::collection::vec((rows.clone(), 0_i64..12, 0_i64..12), 0..2);
    let metric = prop::option::weighted(0.3, 0_i64..120);
    (set, mode, prop::collection::vec(rows.clone(), 0..3), bounds, grid, prop::option::weighted(0.3, rows), metric)
        .prop_map(|(set, mode, lock, bounds, grid, rest, metric)| ChangeTexts {
            set: set
                .into_iter()
                .map(|(id, hundredths, is_relative)| {
                    let sign = if is_relative { "+" } else { "" };
                    Place::argument("--set", format!("{id}={sign}{}.{:02}", hundredths / 100, hundredths % 100))
                })
                .collect(),
            mode: mode.map(|mode| Place::argument("--mode", mode)),
            lock: lock.into_iter().map(|id| Place::argument("--lock", id)).collect(),
            bounds: bounds
                .into_iter()
                .map(|(id, low, more)| Place::argument("--bounds", format!("{id}={low}..{}", low + more)))
                .collect(),
            grid: grid.map(|grid| Place::argument("--grid", grid)),
            rest: rest.map(|id| Place::argument("--remainder", id)),
            metric: metric
                .map(|value| Place::argument("--metric", format!("complaint_disposal={value}")))
                .into_iter()
                .collect(),
        })
}

/// The codes of what is refused, with the words and ways out of both languages.
fn told(problems: &Diagnostics) -> Vec<String> {
    let languages = [Language::Zh, Language::En].map(Messages::of);
    let told = languages.iter().flat_map(|messages| problems.iter().map(move |problem| (problem, messages)));
    told.map(|(problem, messages)| format!("{} {:?}", problem.code.name(), tell_problem(problem, messages))).collect()
}

/// The rows that follow and are worth something else than another row that follows and was worth the same; the one that takes
/// what steps leave over may be, which is named, and one with bounds.
fn unequal(variant: &Variant) -> Vec<String> {
    let apart = variant.weights.apart().map(|(row, _)| &row.id);
    let is_held = |row: &RowWeight| {
        [variant.weights.rest.as_ref(), apart].contains(&Some(&row.id)) || variant.request.bounds.contains_key(&row.id)
    };
    let follow = || variant.weights.rows.iter().filter(|row| row.role == WeightRole::Free && !is_held(row));
    let differs = |one: &RowWeight| follow().any(|other| other.before == one.before && other.after != one.after);
    follow().filter(|row| differs(row)).map(|row| row.id.clone()).collect()
}

proptest! {
    #![proptest_config(random_cases(500))]

    #[test]
    fn the_page_says_what_whatif_says(change in moves()) {
        static OPENED: std::sync::OnceLock<OpenWorkspace> = std::sync::OnceLock::new();
        let folder = root().join(YUEYANG);
        let workspace = OPENED.get_or_init(|| {
            let request = CaseRequest { folder: folder.clone(), ..CaseRequest::default() };
            OpenWorkspace::open(&WorkspaceRequest::One(request)).unwrap().value
        });
        let request = TrialRequest { change: change.clone(), ..TrialRequest::default() };
        let answer = workspace.answer(&request);
        if change.is_empty() {
            if let Ok(answer) = answer {
                prop_assert_eq!(answer.case.difference().unwrap().to_string(), "0");
            }
            return Ok(());
        }
        let asked = WhatIfRequest { cases: vec![folder], change, ..WhatIfRequest::default() };
        match (open_whatif(&asked), answer) {
            (Ok(opened), Ok(answer)) => {
                let opened = opened.value;
                let (before, after) = opened.programs().unwrap();
                let (variant, subject) = (&opened.variant, &opened.subjects[0]);
                let case = CaseChange::new((&before, &after), subject, &variant.weights);
                let own = answer.trial.variant.as_ref().unwrap();
                let (wanted, found) = (whatif_record(&case, variant), whatif_record(&answer.case, own));
                prop_assert_eq!(json_text(&found), json_text(&wanted));
                let wanted = Population::new(&before, &after, &opened.subjects, Vec::new()).unwrap();
                let schemes = (&opened.before, variant);
                prop_assert_eq!(
                    json_text(&population_record(&answer.population, schemes)),
                    json_text(&population_record(&wanted, schemes))
                );
                let weights: Vec<Weight> = answer.trial.weights.rows.iter().map(|row| row.after.clone()).collect();
                prop_assert_eq!(Weight::total(&weights).unwrap().to_string(), "100");
                prop_assert_eq!(unequal(own), Vec::<String>::new());
            }
            (Err(wanted), Err(found)) => prop_assert_eq!(told(&found), told(&wanted)),
            (wanted, found) => prop_assert!(false, "whatif {:?}, page {:?}", wanted.err(), found.err()),
        }
    }

}

proptest! {
    #![proptest_config(random_cases(100))]

    /// While a hand moves whole numbers answer: totals, ranks, grades and rows of all are those of `whatif`. What it refuses is
    /// refused here in its words.
    #[test]
    fn what_follows_a_hand_is_what_whatif_says(change in moves()) {
        static OPENED: std::sync::OnceLock<OpenWorkspace> = std::sync::OnceLock::new();
        let folder = super::many::varied("serve-followed", 12);
        let workspace = OPENED.get_or_init(|| {
            let request = PopulationRequest { folder: folder.clone(), reports: Some(folder.join("reports")), ..Default::default() };
            OpenWorkspace::open(&WorkspaceRequest::Many(request)).unwrap().value
        });
        let change = ChangeTexts { metric: Vec::new(), ..change };
        let request = |depth| TrialRequest { change: change.clone(), organisation: 3, depth, first_row: None };
        let answers = [TrialDepth::Moving, TrialDepth::AtRest].map(|depth| workspace.answer(&request(depth)));
        if change.is_empty() {
            prop_assert!(answers.iter().flatten().all(|answer| answer.trial.variant.is_none()));
            return Ok(());
        }
        let asked = WhatIfRequest { cases: vec![folder.clone()], reports: Some(folder.join("reports")), change: change.clone(), ..WhatIfRequest::default() };
        let opened = open_whatif(&asked).map(|opened| opened.value);
        let (moving, rest, opened) = match (answers, opened) {
            ([Ok(moving), Ok(rest)], Ok(opened)) => (moving, rest, opened),
            ([Err(moving), Err(rest)], Err(wanted)) => {
                prop_assert_eq!((told(&moving), told(&rest)), (told(&wanted), told(&wanted)));
                return Ok(());
            }
            (answers, opened) => {
                prop_assert!(false, "whatif {:?}, page {:?}", opened.err(), answers.map(Result::err));
                return Ok(());
            }
        };
        let own = moving.trial.variant.as_ref().unwrap();
        // One report has no total and none of its own is compared: ten are left, and weights of many decimals are evaluated.
        let is_fine = own.weights.rows.iter().any(|row| row.after.number().decimals().is_none_or(|places| places > 4));
        let all = Confirmation::Compared { count: 10, differing: Vec::new() };
        prop_assert_eq!(&rest.confirmation, &if is_fine { Confirmation::Own } else { all });
        prop_assert_eq!(&moving.confirmation, &if is_fine { Confirmation::Own } else { Confirmation::Awaited });
        let (before, after) = opened.programs().unwrap();
        let wanted = Population::new(&before, &after, &opened.subjects, Vec::new()).unwrap();
        let text = |population| json_text(&population_record(population, (&opened.before, &opened.variant)));
        prop_assert_eq!(text(&moving.population), text(&wanted));
        prop_assert_eq!(text(&rest.population), text(&wanted));
        for (found, wanted) in moving.population.units.iter().zip(&wanted.units) {
            prop_assert!(found.rows().eq(wanted.rows()), "{}", found.unit);
        }
    }
}

/// Many organisations under one change: the same totals, ranks and grades, and the parts of every difference.
#[test]
fn a_population_on_the_page_is_that_of_whatif() {
    let case = super::many::laid("serve-many");
    let request = PopulationRequest { folder: case.clone(), reports: Some(case.join("reports")), ..Default::default() };
    let workspace = OpenWorkspace::open(&WorkspaceRequest::Many(request)).unwrap().value;
    for (set, grid) in [("a=45.5", None), ("b=70", None), ("a=33.33", Some("0.01"))] {
        let change = ChangeTexts {
            set: vec![Place::argument("--set", set)],
            grid: grid.map(|grid| Place::argument("--grid", grid)),
            ..ChangeTexts::default()
        };
        let request = TrialRequest { change: change.clone(), organisation: 1, ..TrialRequest::default() };
        let answer = workspace.answer(&request).unwrap();
        let asked = WhatIfRequest {
            cases: vec![case.clone()],
            reports: Some(case.join("reports")),
            change,
            ..Default::default()
        };
        let opened = open_whatif(&asked).unwrap().value;
        let (before, after) = opened.programs().unwrap();
        let wanted = Population::new(&before, &after, &opened.subjects, opened.refused.clone()).unwrap();
        // 一镇 reaches all of its targets: whatever the weights are, it has all points.
        let faultless = answer.population.units[0].after.as_ref().unwrap();
        assert_eq!(faultless.points.to_string(), "100", "{set}");
        let schemes = (&opened.before, &opened.variant);
        let (found, wanted) = (population_record(&answer.population, schemes), population_record(&wanted, schemes));
        assert_eq!(json_text(&found), json_text(&wanted), "{set}");
        for unit in &answer.population.units {
            let Some(difference) = unit.difference() else { continue };
            let parts = unit.rows().map(|row| {
                let (before, after) = (row.before.unwrap(), row.after.unwrap());
                after.points.subtract(&before.points).unwrap()
            });
            let sum = parts.fold(jixiao::Number::zero(), |sum, part| sum.add(&part).unwrap());
            assert_eq!(sum, difference, "{}", unit.unit);
        }
    }
}

/// A total that the engine does not confirm is a fault that nobody overlooks, with the name of the organisation.
#[test]
fn what_the_engine_does_not_confirm_is_told() {
    let folder = super::many::varied("serve-differing", 3);
    let request =
        PopulationRequest { folder: folder.clone(), reports: Some(folder.join("reports")), ..Default::default() };
    let workspace = OpenWorkspace::open(&WorkspaceRequest::Many(request)).unwrap().value;
    let change = ChangeTexts { set: vec![Place::argument("--set", "floods=7")], ..ChangeTexts::default() };
    let request = TrialRequest { change, ..TrialRequest::default() };
    let mut answer = workspace.answer(&request).unwrap();
    let told = |answer: &TrialAnswer| {
        let baseline = workspace.baseline();
        let page = TrialPage {
            answer,
            state: "",
            refused: None,
            baseline,
            is_other_baseline: false,
            beside: None,
            kept: None,
        };
        let parts = fragments(&page, &[], &Messages::of(Language::Zh));
        let of = |id: &str| parts.iter().find(|(known, _)| *known == id).unwrap().1.clone().into_string();
        (of("summary"), of("problem"))
    };
    let (summary, problem) = told(&answer);
    assert!(summary.contains("计分引擎已核对 2 个单位") && problem.is_empty(), "{summary} {problem}");
    answer.confirmation = Confirmation::Compared { count: 2, differing: vec![2] };
    let (_, problem) = told(&answer);
    assert!(problem.contains("1 个单位（单位2）") && problem.contains("请报告"), "{problem}");
}
