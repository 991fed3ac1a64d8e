//! Other ways of scoring a row, one by one.

use jixiao::review::recheck::{Fit, Judgement, Obstacle, Remark, RowVerdict, recheck};
use jixiao::{Number, Rounding};
use proptest::prelude::*;

use super::{DOWN, HALF_UP, disagreement, one, rounded, row, under};
use crate::support::{self, decimal, number, random_cases, rules};

/// The first alternative of each, worked by hand:
/// 86.25 of 100 is 8.625 → 8.63: 9 and 8 are whole marks, 8.6 one decimal, 8.62 cut off at two.
/// 87.79 is 8.779 → 8.78: 8.7 is cut off at one decimal; 8.8 with a printed 88 % is the printed rate.
/// 84.6 is 8.46: 8.5 is one decimal; 85 % first would give 8.5 too, and comes later.
/// 15 over 10: linear 10 × (1 − 5 ÷ 10) = 5, ratio 10 × 10 ÷ 15 = 6.67. 11 over 10: ratio 9.0909… → 9.1 at one decimal.
/// 90 of 120 is 7.5, of the initial 100 it is 9; the lines 54 of 60 are 9, where 80 of 100 is 8.
/// 75 of 100 is 7.5; above a pass line of 60 %, stretched, 10 × 0.15 ÷ 0.4 = 3.75.
/// 99.9 is not 100: nothing if it must be equal, 9.99 as a ratio.
#[test]
fn each_alternative_is_found_by_scoring_it() {
    let forward = "target: { at_least: 100 }, rule: forward_ratio";
    let linear = "target: { at_most: 10 }, rule: reverse_linear";
    let ratio = "target: { at_most: 10 }, rule: reverse_ratio";
    let budget = "inputs: { budget: budget, executed: executed }, rule: budget_execution";
    let equal = "target: { equal: 100 }, rule: equal, params: { mode: at_least }";
    let lines =
        "claimed: 9, budget_lines: [{ name: 甲, budget: 50, executed: 44 }, { name: 乙, budget: 10, executed: 10 }]";
    let table = [
        (forward, "a: { value: 86.25 }", "claimed: 9", "whole points (rounded half up)"),
        (forward, "a: { value: 86.25 }", "claimed: 8", "whole points (truncated)"),
        (forward, "a: { value: 86.25 }", "claimed: 8.6", "one decimal (rounded half up)"),
        (forward, "a: { value: 86.25 }", "claimed: 8.62", "two decimals (truncated)"),
        (forward, "a: { value: 87.79 }", "claimed: 8.7", "one decimal (truncated)"),
        (forward, "a: { value: 87.79 }", "claimed: 8.8, printed_rate: 88", "using the stated rate 88%"),
        (forward, "a: { value: 84.6 }", "claimed: 8.5", "one decimal (rounded half up)"),
        (linear, "a: { value: 15 }", "claimed: 6.67", "under `Reverse ratio` (reverse_ratio)"),
        (ratio, "a: { value: 15 }", "claimed: 5", "under `Reverse linear` (reverse_linear)"),
        (
            linear,
            "a: { value: 11 }",
            "claimed: 9.1",
            "under `Reverse ratio` (reverse_ratio), then one decimal (rounded half up)",
        ),
        (
            budget,
            "budget: { value: 120 }, executed: { value: 90 }",
            "claimed: 9, initial_budget: 100",
            "with the initial budget 100 as denominator",
        ),
        (
            budget,
            "budget: { value: 100 }, executed: { value: 80 }",
            lines,
            "using the sum of the budget lines, 54 ÷ 60",
        ),
        (forward, "a: { value: 75 }", "claimed: 3.75", "under `Ratio with a pass line` (pass_line_ratio)"),
        (equal, "a: { value: 99.9 }", "claimed: 0", "under `Equal` (equal, mode: exact)"),
    ];
    for (rule, metrics, note, wanted) in table {
        let found = one(rule, metrics, note);
        let checked = row(&found, "a");
        assert!(!under(checked).is_empty() && !found.has_disagreement(), "{note}");
        let text = jixiao::format::recheck_text(&found, &jixiao::Messages::of(jixiao::Language::En), Some(500));
        let sentence = format!("; {wanted}: {}", checked.claimed.as_ref().unwrap());
        assert!(text.contains(&sentence), "{note}: {sentence}\n{text}");
    }
}

/// 98 of 100 is 9.8: 7 follows from nothing, 2.8 against the unit; 10.5 is above the weight, 0.7 too high.
#[test]
fn what_no_alternative_gives_disagrees() {
    let forward = "target: { at_least: 100 }, rule: forward_ratio";
    let low = one(forward, "a: { value: 98 }", "claimed: 7");
    assert_eq!(disagreement(row(&low, "a")).difference, number("-2.8"));
    assert!(low.has_disagreement());
    let high = one(forward, "a: { value: 98 }", "claimed: 10.5");
    assert_eq!(disagreement(row(&high, "a")).difference, number("0.7"));
    assert!(row(&high, "a").remarks.contains(&Remark::AboveWeight));
    // 98 is printed as 97 %, which the figures do not give.
    let rate = one(forward, "a: { value: 98 }", "claimed: 9.8, printed_rate: 97");
    assert_eq!(row(&rate, "a").verdict, RowVerdict::Agrees);
    assert!(row(&rate, "a").remarks.contains(&Remark::RateDiffers(number("97"), number("98"))));
    assert!(rate.has_disagreement());
    // 98 of 100 points times a weight of 10 % is 9.8; 9 is not, and it agrees only in whole marks.
    let converted = one(forward, "a: { value: 98 }", "claimed: 98, converted: 9.8");
    assert_eq!((&row(&converted, "a").verdict, &row(&converted, "a").remarks[..]), (&RowVerdict::Agrees, &[][..]));
    let slipped = one(forward, "a: { value: 98 }", "claimed: 98, converted: 9");
    assert!(row(&slipped, "a").remarks.contains(&Remark::ConversionDiffers(number("9.8"))));
    assert!(slipped.has_disagreement());
}

/// Tiers of 10 points: 达成 8 to 10, 部分达成 6 to below 8, in the older form 5 to below 8.
#[test]
fn judgements_are_compared_with_their_tier() {
    let tiers = "inputs: { tier: tier, entered: points }, rule: qual_three_tier";
    for (tier, points, wanted) in
        [("达成", "8", "within"), ("达成", "7.9", "outside"), ("部分达成", "5.5", "older"), ("未达成", "5.5", "within")]
    {
        // With and without the points among the figures: the claim is what is judged.
        for figures in
            [format!("tier: {{ value: {tier} }}"), format!("tier: {{ value: {tier} }}, points: {{ value: {points} }}")]
        {
            let found = one(tiers, &figures, &format!("claimed: {points}"));
            let RowVerdict::Judgement(Judgement { fit: Some(fit) }) = &row(&found, "a").verdict else {
                panic!("{tier} {points}: {:?}", row(&found, "a").verdict)
            };
            let got = match fit {
                Fit::Within(_) => "within",
                Fit::WithinOlder(_) => "older",
                Fit::Outside(_) => "outside",
            };
            assert_eq!(got, wanted, "{tier} {points}");
            assert_eq!(row(&found, "a").engine, None);
        }
    }
    let unknown = one(tiers, "tier: { value: 优 }", "claimed: 9");
    assert!(matches!(row(&unknown, "a").verdict, RowVerdict::CannotBeRecomputed(Obstacle::Refused(_))));
    let other = one(tiers, "tier: { value: 达成 }, points: { value: 9 }", "claimed: 10");
    assert_eq!(disagreement(row(&other, "a")).difference, number("1"));
    let missing = one(tiers, "tier: { missing: 未评 }", "claimed: 9");
    assert!(matches!(row(&missing, "a").verdict, RowVerdict::CannotBeRecomputed(Obstacle::Missing(_))));
}

proptest! {
    #![proptest_config(random_cases(64))]

    /// Whatever the actual, a claim that is the exact points under one of the roundings agrees, and that rounding is among
    /// those named; unless it makes full marks of a target that was missed.
    #[test]
    fn a_claim_that_was_only_rounded_is_recognised(hundredths in 0_i64..12_000, places in 0_u32..3, cut in any::<bool>()) {
        let actual = number(&decimal(hundredths, 2));
        let exact = actual.divide(&Number::from(10)).unwrap().min(Number::from(10));
        let rounding = Rounding { places, mode: if cut { DOWN } else { HALF_UP } };
        let claimed = rounding.apply(&exact);
        let rule = "target: { at_least: 100 }, rule: forward_ratio";
        let found = one(rule, &format!("a: {{ value: {actual}, as_written: true }}"), &format!("claimed: {claimed}, deviation: 有"));
        let engine = Rounding { places: 2, mode: HALF_UP }.apply(&exact);
        let verdict = &row(&found, "a").verdict;
        if claimed == engine {
            prop_assert_eq!(verdict, &RowVerdict::Agrees);
        } else if claimed == Number::from(10) {
            let RowVerdict::Disagrees(found) = verdict else { panic!("{verdict:?}") };
            prop_assert!(found.lifted_by.is_some() && !found.difference.is_negative());
        } else {
            let RowVerdict::AgreesUnder(named) = verdict else { panic!("{verdict:?}") };
            let is_named = named.contains(&rounded(places, rounding.mode));
            prop_assert!(is_named, "{:?}", named);
        }
    }
}

/// A veto on the dimension takes the 10 points that the target earned: the claim is 10 too high, and no rounding of a row
/// that was never struck may say otherwise.
#[test]
fn a_veto_strikes_the_alternatives_too() {
    let text = "scheme: s\ntitle: 试算\nfull_score: 10\nrounding: { total: { places: 2, mode: half-up } }\n\
        grades: [{ grade: 全部, from: 0 }]\nmetrics: { fraud: {} }\n\
        vetoes: [{ id: v, name: 造假, metric: fraud, effect: { dimension: d } }]\n\
        dimensions:\n  - { id: d, name: 产出, weight: 10, dimensions: [{ id: e, name: 数量, weight: 10, indicators: [\n      \
        { id: a, name: 甲, weight: 10, target: { at_least: 100 }, rule: forward_ratio }] }] }\n";
    let scheme = support::scheme(text);
    for (fraud, wanted) in [("否", None), ("是", Some("10"))] {
        let text = format!(
            "unit: 某局\nmetrics: {{ fraud: {{ value: {fraud} }}, a: {{ value: 100 }} }}\nrows: {{ a: {{ claimed: 10 }} }}\n"
        );
        let found = recheck(&scheme, rules(), &support::report(&text, &scheme)).unwrap().value;
        match wanted {
            None => assert_eq!(row(&found, "a").verdict, RowVerdict::Agrees),
            Some(difference) => assert_eq!(disagreement(row(&found, "a")).difference, number(difference)),
        }
    }
}
