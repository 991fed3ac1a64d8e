//! Weights that change and still add up: worked cases, laws on generated ones, and requests that are refused.

use std::collections::{BTreeMap, BTreeSet};

use jixiao::project::read_scheme_text;
use jixiao::{
    Code, Diagnostics, Number, Renormalised, RequestPlaces, Scheme, Source, Weight, WeightGrid, WeightMode,
    WeightRequest,
};
use proptest::prelude::*;

use crate::support::{self, TOTAL_ROUNDED, decimal, number, random_cases, scheme_text, weight};

/// Rows a, b, c … with these weights in one dimension, and what else the head of the scheme says.
fn scheme(weights: &[&str], head: &str) -> Scheme {
    let full = weights.iter().fold(Number::zero(), |sum, weight| sum.add(&number(weight)).unwrap());
    let head = format!("{TOTAL_ROUNDED}grades: [{{ grade: 全部, from: 0 }}]\n{head}");
    let row = |(weight, id): (&&str, char)| {
        format!("{{ id: {id}, name: 指标{id}, weight: {weight}, unit: \"%\", rule: boolean }}")
    };
    let rows: Vec<String> = weights.iter().zip('a'..).map(row).collect();
    support::scheme(&scheme_text(full, &head, &[""; 0], &rows))
}

/// `set a=45 lock b bounds c=5..15 mode transfer:c grid 0.5`.
fn request(text: &str) -> WeightRequest {
    let mut request = WeightRequest::default();
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.chunks(2) {
        let (what, value) = (pair[0], pair[1]);
        let sides = || value.split_once('=').unwrap();
        match what {
            "set" => drop(request.set.insert(sides().0.into(), weight(sides().1))),
            "lock" => drop(request.locked.insert(value.into())),
            "bounds" => {
                let (low, high) = sides().1.split_once("..").unwrap();
                request.bounds.insert(sides().0.into(), (weight(low), weight(high)));
            }
            "mode" => request.mode = value.parse().unwrap(),
            "grid" if value == "none" => request.grid = WeightGrid::Exact,
            "grid" => request.grid = WeightGrid::Step(weight(value)),
            _ => panic!("{what}"),
        }
    }
    request
}

fn after(answer: &Renormalised) -> String {
    answer.rows.iter().map(|row| row.after.to_string()).collect::<Vec<_>>().join(" ")
}

/// From 40, 30, 20, 10 with a full score of 100, each answer worked by hand:
/// - a = 50: the rest is 50 instead of 60, 30 × 5 ÷ 6 = 25, 20 × 5 ÷ 6 = 16.67, 10 × 5 ÷ 6 = 8.33. In whole points
///   25 + 16 + 8 and one point left for c, whose remainder 0.67 is the largest; in halves 25, 16.5, 8 and one half left:
///   remainders 0.17 and 0.33, so d gets it. On a grid of 0.1: 25, 16.6 and 8.3, and 0.1 left for c (0.067 > 0.033).
/// - a = 50, b locked: 20 and 10 share 20 as 13.33 and 6.67: 13 and 7.
/// - a = 50, d at least 9: d is fixed at 9, 30 and 20 share 41 as 24.6 and 16.4: 25 and 16.
/// - a = 43, equal shift of 1: 29, 19, 9. a = 50: shifts of 3.33: 26.67, 16.67, 6.67: 27, 17, 6.
///   a = 79, d at least 1: shifts of 13 would be 17, 7, −3; d is fixed at 1, shifts of 15 are 15 and 5.
/// - a at most 35: 65 over 30, 20, 10 is 32.5, 21.67, 10.83, and d and c get a step each.
/// - a = 45 from d alone: 10 − 5. a = 50 by the table a → b, b → c: 30 − 10; a = 50 and b = 20 pass 0 on to c.
#[test]
fn what_each_mode_makes_of_the_same_change() {
    let scheme = scheme(&["40", "30", "20", "10"], "weight_grid: 1\nreallocation: { a: b, b: c }\n");
    for (asked, wanted, residual) in [
        ("set a=50", "50 25 17 8", "0"),
        ("set a=50 grid 0.5", "50 25 16.5 8.5", "0"),
        ("set a=50 grid 0.1", "50 25 16.7 8.3", "0"),
        ("set a=50 grid none", "50 25 16.666666666666… 8.333333333333…", "0"),
        ("set a=50 lock b", "50 30 13 7", "0"),
        ("set a=50 bounds d=9..10", "50 25 16 9", "0"),
        ("set a=50 bounds d=8.5..10", "50 25 16 9", "0"),
        ("set a=43 mode equal-shift", "43 29 19 9", "0"),
        ("set a=50 mode equal-shift", "50 27 17 6", "0"),
        ("set a=79 mode equal-shift bounds d=1..9 bounds c=4..20", "79 15 5 1", "0"),
        ("set a=45 mode transfer:d", "45 30 20 5", "0"),
        ("set a=45 set b=20 mode transfer:d", "45 20 20 15", "0"),
        ("set a=50 mode policy", "50 20 20 10", "0"),
        ("set a=50 set b=20 mode policy", "50 20 20 10", "0"),
        ("set a=0 set b=30 mode policy", "0 30 60 10", "0"),
        ("set a=50 set b=20 mode as-entered", "50 20 20 10", "0"),
        ("set a=100", "100 0 0 0", "0"),
        ("set a=40", "40 30 20 10", "0"),
        ("lock a", "40 30 20 10", "0"),
        ("bounds a=0..35", "35 32 22 11", "0"),
    ] {
        let answer = scheme.renormalised(&request(asked)).unwrap_or_else(|problems| panic!("{asked}: {problems:#?}"));
        assert_eq!(after(&answer), wanted, "{asked}");
        assert_eq!(answer.residual.to_string(), residual, "{asked}");
        assert!(scheme.reweighted(&answer.weights()).is_ok(), "{asked}");
    }
}

#[test]
fn the_grid_is_that_of_the_scheme_or_the_places_of_the_rounding() {
    for (weights, head, asked, step, wanted) in [
        (["40", "30", "30"], "", "set a=45", "0.01", "45 27.5 27.5"),
        (["40", "30", "30"], "", "set a=45.1", "0.01", "45.1 27.45 27.45"),
        (["40", "30.5", "29.5"], "", "set a=45", "0.01", "45 27.96 27.04"),
        (["40", "30", "30"], "weight_grid: 5\n", "set a=45", "5", "45 30 25"),
        (["40", "30", "30"], "weight_grid: 5\n", "set a=45 grid 2.5", "2.5", "45 27.5 27.5"),
    ] {
        let answer = scheme(&weights, head).renormalised(&request(asked)).unwrap();
        assert_eq!(answer.grid, Some(weight(step)), "{weights:?} {head} {asked}");
        assert_eq!(after(&answer), wanted, "{weights:?} {head} {asked}");
    }
}

fn refusal(problems: &Diagnostics) -> Vec<Code> {
    problems.iter().map(|problem| problem.code).collect()
}

/// What cannot be meant, beside what can: the accepted ones are those of the test above.
#[test]
fn requests_without_an_answer_are_refused_with_their_reason() {
    let scheme = scheme(&["40", "30", "20", "10", "0"], "reallocation: { a: b, b: a }\n");
    for (asked, codes) in [
        ("set x=1 lock y bounds z=1..2 mode transfer:w", vec![Code::UnknownIndicator; 4]),
        ("set a=50 lock a", vec![Code::LockedAndSet]),
        ("set a=50 bounds b=20..10", vec![Code::BoundsReversed]),
        ("set a=50 bounds b=20.1..20.9 grid 1", vec![Code::BoundsReversed]),
        ("set a=50 mode transfer:a", vec![Code::ModeNamesFixed]),
        ("set a=50 lock d mode transfer:d", vec![Code::ModeNamesFixed]),
        ("set a=50 lock b mode policy", vec![Code::ModeNamesFixed]),
        ("set a=50 bounds a=10..40", vec![Code::OutsideBounds]),
        ("lock a bounds a=10..20", vec![Code::OutsideBounds]),
        ("set a=45 mode transfer:d bounds d=6..10", vec![Code::OutsideBounds]),
        ("set a=45.5 grid 1", vec![Code::OffGrid]),
        ("set a=50 grid 3", vec![Code::OffGrid; 2]),
        ("set a=40 lock b grid 4", vec![Code::OffGrid]),
        ("set a=50 grid 0", vec![Code::NumberRange]),
        ("set a=101", vec![Code::NumberRange]),
        ("set a=60 set b=60", vec![Code::WeightsUnreachable]),
        // e was worth nothing, and its proportional share of what is left is nothing.
        ("set a=30 lock b lock c lock d", vec![Code::WeightsUnreachable]),
        ("set a=50 bounds b=28..30 bounds c=18..20 bounds d=9..10", vec![Code::WeightsUnreachable]),
        ("set a=30 bounds b=0..30 bounds c=0..20 bounds d=0..10", vec![Code::WeightsUnreachable]),
        ("set a=55 mode transfer:d", vec![Code::ShiftBelowZero]),
        ("set a=50 mode equal-shift", vec![Code::ShiftBelowZero]),
        ("set c=9 mode policy", vec![Code::NoReceiver]),
        ("set a=9 set b=9 mode policy", vec![Code::NoReceiver]),
        ("set a=50 mode as-entered", vec![Code::WeightSum]),
    ] {
        let problems = scheme.renormalised(&request(asked)).expect_err(asked);
        assert_eq!(refusal(&problems), codes, "{asked}: {problems:#?}");
    }
}

/// Nothing is known of the numbers but the texts, so the numbers in the refusal are compared as texts: 50 and 30 are
/// fixed, 100 − 80 = 20 is left for c and d, which may hold 18 + 9 = 27 at least.
#[test]
fn a_refusal_names_the_limits_that_bind() {
    let scheme = scheme(&["40", "30", "20", "10"], "");
    let asked = "set a=50 lock b bounds c=18..20 bounds d=9..10";
    let problems = scheme.renormalised(&request(asked)).unwrap_err();
    let first = problems.iter().next().unwrap();
    let told = ["full", "asked", "needed", "least", "most"].map(|name| first.get(name).unwrap().zh.as_str());
    let fixed = "已设定 指标a 50；已锁定 指标b 30；已限定 指标c 18..20、指标d 9..10";
    assert_eq!(told, ["100", fixed, "20", "27", "30"]);
}

#[test]
fn a_scheme_is_refused_for_weights_off_its_grid_and_for_receivers_that_are_none() {
    let text = |head: &str| {
        let head = format!("{TOTAL_ROUNDED}grades: [{{ grade: 全部, from: 0 }}]\n{head}");
        let rows = [("a", "7.5"), ("b", "2.5")]
            .map(|(id, weight)| format!("{{ id: {id}, name: 行{id}, weight: {weight}, rule: boolean }}"));
        read_scheme_text(&Source::new("scheme.yaml", scheme_text(10, &head, &[""; 0], &rows)))
    };
    assert!(text("weight_grid: 0.5\nreallocation: { a: b, b: a }\n").is_ok());
    for (head, codes) in [
        ("weight_grid: 1\n", vec![Code::OffGrid, Code::OffGrid]),
        ("weight_grid: 0\n", vec![Code::NumberRange]),
        ("weight_grid: -1\n", vec![Code::NumberRange]),
        ("reallocation: { a: c, all: b }\n", vec![Code::UnknownIndicator, Code::UnknownIndicator]),
        ("reallocation: { a: a }\n", vec![Code::NoReceiver]),
    ] {
        assert_eq!(refusal(&text(head).unwrap_err()), codes, "{head}");
    }
}

proptest! {
    #![proptest_config(random_cases(200))]

    /// Whatever is asked, it is refused with a reason or answered as asked: the sum is exact, set and locked weights
    /// keep their value, bounds hold, everything lies on the grid, no weight is below 0.
    #[test]
    fn an_answer_is_what_was_asked_for(
        weights in prop::collection::vec(0_u32..40, 2..8),
        (set, to) in (0_usize..8, 0_u32..80),
        lock in prop::option::of(0_usize..8),
        bounds in prop::option::of((0_usize..8, 0_u32..20, 0_u32..30)),
        (mode, step) in (0_usize..5, 0_usize..4),
    ) {
        prop_assume!(weights.iter().sum::<u32>() > 0);
        let texts: Vec<String> = weights.iter().map(|halves| decimal(5 * halves, 1)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let table = "reallocation: { a: b, b: c }\n";
        let scheme = scheme(&texts, if weights.len() > 2 { table } else { "" });
        let id = |at: usize| char::from(b'a' + u8::try_from(at % weights.len()).unwrap()).to_string();
        let mode = match mode {
            0 => WeightMode::Proportional,
            1 => WeightMode::EqualShift,
            2 => WeightMode::Transfer(id(set + 1)),
            3 => WeightMode::Policy,
            _ => WeightMode::AsEntered,
        };
        let grid = [WeightGrid::Scheme, WeightGrid::Step(weight("0.5")), WeightGrid::Step(weight("1")), WeightGrid::Exact];
        let request = WeightRequest {
            set: BTreeMap::from([(id(set), weight(&decimal(5 * to, 1)))]),
            mode,
            locked: lock.into_iter().map(&id).collect::<BTreeSet<_>>(),
            bounds: bounds.into_iter().map(|(at, low, more)| (id(at), (weight(&low.to_string()), weight(&(low + more).to_string())))).collect(),
            grid: grid[step].clone(),
            rest: None,
            places: RequestPlaces::default(),
        };
        match scheme.renormalised(&request) {
            Err(problems) => prop_assert!(problems.has_errors()),
            Ok(answer) => {
                prop_assert_eq!(answer.rows.len(), weights.len());
                let sum = Weight::total(answer.rows.iter().map(|row| &row.after)).unwrap();
                prop_assert_eq!(&sum, &scheme.full_score);
                for row in &answer.rows {
                    if let Some(asked) = request.set.get(&row.id) {
                        prop_assert_eq!(&row.after, asked);
                    }
                    if request.locked.contains(&row.id) {
                        prop_assert_eq!(&row.after, &row.before);
                    }
                    if let Some((low, high)) = request.bounds.get(&row.id) {
                        prop_assert!(row.after >= *low && row.after <= *high);
                    }
                    if let Some(grid) = &answer.grid {
                        prop_assert!(row.after.number().divide(grid.number()).unwrap().is_whole());
                        let moved = row.after.number().subtract(row.ideal.number()).unwrap();
                        // The row that takes what whole steps leave over takes all of it.
                        let taken = Some(&answer.residual).filter(|_| answer.rest.as_ref() == Some(&row.id));
                        let most = taken.map_or_else(|| Ok(grid.number().clone()), |rest| grid.number().add(rest.number()));
                        prop_assert!(moved.absolute() < most.unwrap());
                    } else {
                        prop_assert_eq!(&row.after, &row.ideal);
                    }
                }
            }
        }
    }

    /// Without a shift nothing changes, in any mode; and what was moved by a request goes back by the opposite one,
    /// where fractions are allowed.
    #[test]
    fn no_shift_is_no_change_and_proportional_goes_back(weights in prop::collection::vec(1_u32..40, 2..8), to in 0_u32..40) {
        let texts: Vec<String> = weights.iter().map(ToString::to_string).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let scheme = scheme(&texts, "reallocation: { a: b }\n");
        for mode in ["proportional", "transfer:b", "equal-shift", "policy", "as-entered"] {
            let mut request = WeightRequest { mode: mode.parse().unwrap(), ..WeightRequest::default() };
            request.set.insert("a".into(), weight(texts[0]));
            let answer = scheme.renormalised(&request).unwrap();
            prop_assert!(answer.rows.iter().all(|row| row.before == row.after), "{} {}", mode, after(&answer));
        }
        let mut there = WeightRequest { grid: WeightGrid::Exact, ..WeightRequest::default() };
        there.set.insert("a".into(), weight(&to.to_string()));
        prop_assume!(weight(&to.to_string()) < scheme.full_score);
        let moved = scheme.reweighted(&scheme.renormalised(&there).unwrap().weights()).unwrap();
        there.set.insert("a".into(), weight(texts[0]));
        let back = moved.renormalised(&there).unwrap();
        prop_assert_eq!(after(&back), texts.join(" "));
    }
}
