//! Ten published tables, each with what must be seen in it worked by hand, and the alternatives one by one.
//!
//! The tables stand under `indicators/published`, with their sources; one page held parts of two tables.

mod alternatives;
mod kinds;
mod roles;

use jixiao::project::{CaseRequest, open_case};
use jixiao::review::recheck::{
    Against, Alternative, Basis, CheckedRow, Disagreement, Fit, Judgement, Obstacle, Recheck, Remark, RowVerdict,
    SumVerdict, recheck,
};
use jixiao::{Mode, Rounding};

use crate::support::{self, ROWS_ROUNDED, TOTAL_ROUNDED, YUEYANG, jixiao, number, printed, root, rules, scheme_text};

const HALF_UP: Mode = Mode::HalfUp;
const DOWN: Mode = Mode::Down;

fn published(name: &str) -> Recheck {
    // What is told of the notation of print is no fault of the copy.
    let folder = root().join(format!("indicators/published/{name}"));
    let opened = open_case(&CaseRequest { folder, ..CaseRequest::default() }).unwrap().value;
    recheck(&opened.case.scheme, &opened.rules, &opened.case.report).unwrap().value
}

fn row<'r>(recheck: &'r Recheck, id: &str) -> &'r CheckedRow {
    recheck.rows.iter().find(|row| row.id == id).unwrap()
}

fn engine(recheck: &Recheck, id: &str) -> Option<String> {
    row(recheck, id).engine.as_ref().map(ToString::to_string)
}

/// How many rows have each verdict: agrees, agrees another way, judgement, disagrees, cannot be recomputed.
fn counts(recheck: &Recheck) -> [usize; 5] {
    let count = |wanted: fn(&RowVerdict) -> bool| recheck.rows.iter().filter(|row| wanted(&row.verdict)).count();
    [
        count(|verdict| matches!(verdict, RowVerdict::Agrees)),
        count(|verdict| matches!(verdict, RowVerdict::AgreesUnder(_))),
        count(|verdict| matches!(verdict, RowVerdict::Judgement(_))),
        count(|verdict| matches!(verdict, RowVerdict::Disagrees(_))),
        count(|verdict| matches!(verdict, RowVerdict::CannotBeRecomputed(_))),
    ]
}

fn rounded(places: u32, mode: Mode) -> Alternative {
    Alternative { basis: Basis::Scheme, rounding: Some(Rounding { places, mode }) }
}

fn under(row: &CheckedRow) -> &[Alternative] {
    match &row.verdict {
        RowVerdict::AgreesUnder(alternatives) => alternatives,
        other => panic!("{}: {other:?}", row.id),
    }
}

fn disagreement(row: &CheckedRow) -> &Disagreement {
    match &row.verdict {
        RowVerdict::Disagrees(found) => found,
        other => panic!("{}: {other:?}", row.id),
    }
}

fn snapshot(name: &str, status: i32) {
    let folder = format!("indicators/published/{name}");
    insta::assert_snapshot!(name, jixiao(&["recheck", &folder, "--lang", "zh"]).ended(status).out);
}

/// 25.00 of 25 was entered where the form wants a score of 100, and the form multiplies by 25 % again: 25 × 0.25 = 6.25,
/// 30 × 0.30 = 9, 10 × 0.10 = 1. Four rows that are all reached count 6.25 + 6.25 + 9 + 1 = 22.50 instead of 90.
#[test]
fn chengan_applies_the_weight_twice() {
    let found = published("chengan-bairui-2020");
    for (id, difference) in
        [("coverage", "-18.75"), ("completion", "-18.75"), ("payment", "-21"), ("satisfaction-rate", "-9")]
    {
        let disagreement = disagreement(row(&found, id));
        assert!(disagreement.weight_twice, "{id}");
        assert_eq!(disagreement.difference, number(difference), "{id}");
    }
    let (sum, _) = found.totals.printed.as_ref().unwrap();
    assert_eq!((&sum.points, &found.totals.recomputed.0.points), (&number("22.5"), &number("90")));
    assert_eq!(found.totals.recomputed.1, SumVerdict::NotClaimed);
    snapshot("chengan-bairui-2020", 4);
}

/// `完成` answers a ceiling of 30 万元: no number to compare, and 90 marks on it. The total's cell is empty; the weights
/// that were read come to 90 of the 100 printed, and the table was read in part.
#[test]
fn daying_answers_a_ceiling_with_a_word() {
    let found = published("daying-caizheng-chengben-2023");
    let cost = row(&found, "cost");
    assert_eq!(cost.verdict, RowVerdict::CannotBeRecomputed(Obstacle::Text("完成".to_owned())));
    assert_eq!((&cost.engine, cost.stated.as_deref()), (&None, Some("完成")));
    assert_eq!(found.totals.blank.as_deref(), Some("合计行的得分栏空白"));
    assert!(matches!(&found.totals.weights.verdict, SumVerdict::Possible(range) if range.high.is_none()));
    snapshot("daying-caizheng-chengben-2023", 0);
}

/// 3.36 of 3.36 is full; over the initial budget of 0.00 there is no rate at all, so that is no alternative.
#[test]
fn daying_spent_what_was_added_during_the_year() {
    let found = published("daying-anke-2023");
    assert_eq!(counts(&found), [1, 0, 0, 0, 0]);
    assert_eq!(row(&found, "budget-execution").completion_deviation, Some(number("0")));
    snapshot("daying-anke-2023", 0);
}

/// The total line says 0 of 0 and 0 points; the line below it 132.912 of 132.912, which is worth the full 10.
/// 8 × 5 + 10 + 10 + 10 = 70 is what is printed. A cost of 132.9 under a ceiling of 202.6 keeps full marks.
#[test]
fn guichi_prints_a_total_line_of_zeros_over_a_line_with_money() {
    let found = published("guichi-tangxi-cunji-2022");
    let budget = row(&found, "budget-execution");
    assert!(matches!(budget.verdict, RowVerdict::CannotBeRecomputed(Obstacle::NotApplicable(_))));
    assert!(budget.remarks.contains(&Remark::RateUndefined(number("0"))));
    assert!(budget.remarks.contains(&Remark::LinesExceed(number("132.912"), number("132.912"))));
    assert!(budget.remarks.contains(&Remark::LinesGive(number("10"))));
    assert_eq!(row(&found, "total-cost").verdict, RowVerdict::Agrees);
    assert_eq!(counts(&found), [3, 0, 5, 0, 1]);
    assert_eq!(found.totals.printed.as_ref().unwrap().0.points, number("70"));
    snapshot("guichi-tangxi-cunji-2022", 4);
}

/// 154.74 ÷ 310.2 = 49.8839… %, printed as 50 %: 10 × 50 % = 5, from the exact rate 4.98839… → 4.99. Whole marks and one
/// decimal give 5 as well; what is printed comes first.
#[test]
fn haidian_scores_the_printed_rate() {
    let found = published("haidian-xueyuanlu-baojie-2016");
    let budget = row(&found, "budget-execution");
    assert_eq!(engine(&found, "budget-execution").as_deref(), Some("4.99"));
    let printed_rate = Alternative { basis: Basis::PrintedRate(number("50")), rounding: None };
    assert_eq!(under(budget), [printed_rate, rounded(0, HALF_UP), rounded(1, HALF_UP)]);
    assert!(matches!(&budget.remarks[..], [Remark::RateRounded(..), Remark::NoReason(lost)] if *lost == number("5")));
    assert_eq!(row(&found, "declared").verdict, RowVerdict::Agrees);
    snapshot("haidian-xueyuanlu-baojie-2016", 0);
}

/// 195.5 ÷ 200 = 97.75 %, 20 × 0.9775 = 19.55, nothing rounded; 19.55 + 8 × 10 = 99.55, as printed. The same 4.5 万 that
/// costs 0.45 there is free in the cost row.
#[test]
fn huangshi_adds_up_exactly() {
    let found = published("huangshi-haimian-2022");
    let budget = row(&found, "budget-execution");
    assert_eq!((&budget.verdict, &budget.engine), (&RowVerdict::Agrees, &Some(number("19.55"))));
    assert_eq!(budget.completion_deviation, Some(number("-0.0225")));
    assert!(!budget.remarks.iter().any(|remark| matches!(remark, Remark::RateRounded(..) | Remark::RateDiffers(..))));
    assert_eq!(row(&found, "cost").verdict, RowVerdict::Agrees);
    assert_eq!(counts(&found), [2, 0, 7, 0, 0]);
    let (printed, verdict) = found.totals.printed.as_ref().unwrap();
    assert_eq!((&printed.points, verdict), (&number("99.55"), &SumVerdict::Agrees));
    assert_eq!(
        (&found.totals.recomputed.0.points, &found.totals.recomputed.1),
        (&number("99.55"), &SumVerdict::Agrees)
    );
    assert!(!found.has_disagreement());
    snapshot("huangshi-haimian-2022", 0);
}

/// 338.31 ÷ 329.77 = 102.5897 % → 102.59, as printed, and no score beside it: full marks would be 10, with a remark that
/// more was spent than budgeted. 3061 of 2000 keeps full marks. The printed points come to 4 × 10 + 4 × 5 = 60.
#[test]
fn jinzhai_leaves_a_score_blank_beside_a_rate() {
    let found = published("jinzhai-chagu-2023");
    let budget = row(&found, "budget-execution");
    assert_eq!(budget.verdict, RowVerdict::CannotBeRecomputed(Obstacle::Blank("得分栏空白".to_owned())));
    assert_eq!((&budget.claimed, &budget.engine), (&None, &Some(number("10"))));
    assert!(budget.remarks.iter().any(|remark| matches!(remark, Remark::Rule(text) if text.zh.contains("超过预算数"))));
    assert!(
        budget.remarks.iter().any(|remark| matches!(remark, Remark::RateRounded(rate, _) if *rate == number("102.59")))
    );
    assert_eq!(row(&found, "toilets").completion_deviation, Some(number("0.5305")));
    assert_eq!(counts(&found), [8, 0, 0, 0, 1]);
    let (sum, _) = found.totals.printed.as_ref().unwrap();
    assert_eq!((&sum.points, sum.without.len()), (&number("60"), 1));
    snapshot("jinzhai-chagu-2023", 0);
}

/// 37.24 ÷ 43.2 = 0.86203…: 10 × that is 8.62, printed as 9 in the budget row and in the row of the same money. From the
/// printed 86 % one gets 8.6 and not 9, so whole marks are what agrees. 9 + 9 + 8 × 10 = 98.
#[test]
fn langfang_rounds_to_whole_marks() {
    let found = published("langfang-shipin-nuantong-2019");
    for id in ["budget-execution", "amount"] {
        assert_eq!(engine(&found, id).as_deref(), Some("8.62"));
        assert_eq!(under(row(&found, id)), [rounded(0, HALF_UP)]);
    }
    assert_eq!(counts(&found), [8, 2, 0, 0, 0]);
    assert_eq!(found.totals.printed.as_ref().unwrap().0.points, number("98"));
    assert_eq!(found.totals.recomputed.0.points, number("97.24"));
    snapshot("langfang-shipin-nuantong-2019", 0);
}

/// Two missed targets with full marks. 5 × 4604 ÷ 4754 = 4.8422… → 4.84: 0.16 too high, and rounding to whole marks is no
/// excuse, for full marks say that the target was reached. 5830 over a ceiling of 5300 is 10 % over: linear 10 × 0.9 = 9,
/// 1 too high; no other rule gives 10 either.
#[test]
fn suixi_gives_full_marks_for_two_missed_targets() {
    let found = published("suixi-linshi-jiuzhu-2019");
    let supported = row(&found, "supported");
    let low = disagreement(supported);
    assert_eq!(low.difference, number("0.16"));
    assert_eq!(low.lifted_by.as_deref(), Some(&rounded(0, HALF_UP)));
    assert!(supported.remarks.contains(&Remark::ReasonAtFullMarks("特困人员实行动态管理".to_owned())));
    assert_eq!(supported.score_deviation.as_ref().map(|deviation| &deviation.share), Some(&number("0.032")));
    let high = disagreement(row(&found, "relief-rate"));
    assert_eq!((&high.difference, &high.lifted_by), (&number("1"), &None));
    // 147 % and 133 % of the target keep full marks.
    assert_eq!([&row(&found, "relief-poor").verdict, &row(&found, "support-rate").verdict], [&RowVerdict::Agrees; 2]);
    assert_eq!(counts(&found), [8, 0, 0, 2, 0]);
    assert_eq!(found.totals.recomputed.0.points, number("88.84"));
    snapshot("suixi-linshi-jiuzhu-2019", 4);
}

/// 10 + 10 + 10 + 7 + 10 + 10 + 9 + 10 + 10 + 10 = 96, as printed. 资金到位及时率 reached its target and has 7 of 10
/// without a reason: no calculation gives it, and nothing in the row is left to judgement. 政策知晓率 10 × 98 ÷ 100 = 9.8 has
/// 9: whole marks, cut off. Recomputed 99.8; 96 − 99.8 = −3.8 = −3 − 0.8.
#[test]
fn yongde_adds_up_with_points_that_no_calculation_gives() {
    let found = published("yongde-minglang-yingyang-2022");
    let funds = row(&found, "funds-on-time");
    let found_in_funds = disagreement(funds);
    assert_eq!((&found_in_funds.difference, &found_in_funds.lifted_by), (&number("-3"), &None));
    assert!(funds.remarks.contains(&Remark::NoReason(number("3"))));
    assert_eq!(under(row(&found, "awareness")), [rounded(0, DOWN)]);
    let RowVerdict::Judgement(Judgement { fit: Some(Fit::Within(_)) }) = row(&found, "burden").verdict else {
        panic!()
    };
    let (printed_sum, verdict) = found.totals.printed.as_ref().unwrap();
    assert_eq!((&printed_sum.points, verdict), (&number("96"), &SumVerdict::Agrees));
    let SumVerdict::Explained(difference, rows) = &found.totals.recomputed.1 else { panic!() };
    let parts: Vec<String> = rows.iter().map(|(_, part)| part.to_string()).collect();
    assert_eq!((difference, &parts[..]), (&number("-3.8"), &["-3".to_owned(), "-0.8".to_owned()][..]));
    assert!(!found.totals.grade.as_ref().unwrap().has_disagreement());
    assert_eq!(found.totals.weights.verdict, SumVerdict::Agrees);
    snapshot("yongde-minglang-yingyang-2022", 4);
    let english = jixiao(&["recheck", "indicators/published/yongde-minglang-yingyang-2022", "--lang", "en"]).out;
    insta::assert_snapshot!("yongde-en", english);
}

/// Weights 70 + 20 + 10 are 100 already, and the budget row carries 10 more: 110 against a printed 100; the points do the
/// same. Six actuals repeat the operator of their target: bounds, which have full marks at either end.
#[test]
fn zhongjiang_has_110_points_under_a_printed_100() {
    let found = published("zhongjiang-shuibiaochi-2022");
    assert_eq!(counts(&found), [9, 0, 1, 0, 0]);
    let gauges = row(&found, "gauges");
    assert_eq!(gauges.verdict, RowVerdict::Agrees);
    assert!(gauges.remarks.contains(&Remark::BoundDecides("≥266".to_owned(), number("10"))));
    assert_eq!(gauges.stated.as_deref(), Some("≥266米"));
    let too_little = SumVerdict::Disagrees(number("-10"));
    assert_eq!((&found.totals.weights.sum, &found.totals.weights.verdict), (&number("110"), &too_little));
    let (sum, verdict) = found.totals.printed.as_ref().unwrap();
    assert_eq!((&sum.points, verdict), (&number("110"), &too_little));
    assert_eq!(found.totals.recomputed.0.as_claimed.len(), 1);
    snapshot("zhongjiang-shuibiaochi-2022", 4);
}

/// A case of one row worth 10 points, with its rule, figures and claims as given.
fn one(row: &str, metrics: &str, note: &str) -> Recheck {
    let head = format!("{ROWS_ROUNDED}grades: [{{ grade: 全部, from: 0 }}]\n");
    let declared = ["initial", "budget", "executed", "tier", "points"].map(|id| format!("{id}: {{}}"));
    let row = format!("{{ id: a, name: 甲, weight: 10, {row} }}");
    let scheme = support::scheme(&scheme_text(10, &head, &declared, &[row]));
    let report = format!("unit: 某局\nmetrics: {{ {metrics} }}\nrows:\n  a: {{ {note} }}\n");
    recheck(&scheme, rules(), &support::report(&report, &scheme)).unwrap().value
}

/// (self − review) ÷ self: (10 − 8) ÷ 10 = 0.2; without a review (10 − 9.8) ÷ 10 = 0.02 against the engine.
#[test]
fn deviations_of_score_and_completion_are_two_things() {
    let forward = "target: { at_least: 100 }, rule: forward_ratio";
    let found = one(forward, "a: { value: 98 }", "claimed: 10, review: { points: 8, reason: 佐证不足 }");
    let reviewed = row(&found, "a");
    let deviation = reviewed.score_deviation.as_ref().unwrap();
    assert_eq!((&deviation.share, deviation.against), (&number("0.2"), Against::Review));
    assert_eq!(reviewed.completion_deviation, Some(number("-0.02")));
    assert!(!reviewed.remarks.contains(&Remark::ReviewWithoutReason));
    let paper = jixiao::format::recheck_text(&found, &jixiao::Messages::of(jixiao::Language::Zh), None);
    insta::assert_snapshot!("review", paper);
    let alone = one(forward, "a: { value: 98 }", "claimed: 10");
    let deviation = row(&alone, "a").score_deviation.clone().unwrap();
    assert_eq!((deviation.share, deviation.against), (number("0.02"), Against::Engine));
    let higher = one(forward, "a: { value: 98 }", "claimed: 9, review: { points: 9.5 }");
    assert!(row(&higher, "a").remarks.contains(&Remark::ReviewHigher(number("0.5"))));
    assert!(row(&higher, "a").remarks.contains(&Remark::ReviewWithoutReason));
    // Nothing divided by nothing is no deviation.
    let zero = one(forward, "a: { value: 0 }", "claimed: 0");
    assert_eq!(row(&zero, "a").score_deviation, None);
}

/// 81 of 90 is what the rows come to; scaled up to 100 it is 8100 ÷ 90 = 90, with the 5 of a bonus limited to 3 it is 93.
/// Under a ceiling of 89 for an execution below 80 % the claim of 89 agrees.
#[test]
fn a_total_is_made_as_the_engine_makes_it() {
    let scheme = |more: &str| {
        let head = format!(
            "{TOTAL_ROUNDED}grades: [{{ grade: 优, from: 90 }}, {{ grade: 其他, from: 0 }}]\nnot_applicable: rescale\n\
             bonus_limit: 3\n{more}\
             bonuses: [{{ id: c, name: 丙, weight: 5, target: {{ at_least: 1 }}, rule: forward_ratio }}]\n"
        );
        let rows = [
            "{ id: a, name: 甲, weight: 90, target: { at_least: 100 }, rule: forward_ratio }",
            "{ id: b, name: 乙, weight: 10, target: { at_least: 100 }, rule: forward_ratio }",
        ];
        support::scheme(&scheme_text(100, &head, &[""; 0], &rows))
    };
    let check = |scheme: &jixiao::Scheme, claimed: &str| {
        let text = format!(
            "unit: 某局\nmetrics: {{ a: {{ value: 90 }}, b: {{ not_applicable: 无此业务 }}, c: {{ value: 1 }} }}\n\
             rows: {{ a: {{ claimed: 81 }}, c: {{ claimed: 5 }} }}\nclaimed: {claimed}\n"
        );
        recheck(scheme, rules(), &support::report(&text, scheme)).unwrap().value
    };
    let capped = "caps: [{ id: cap, name: 封顶, metric: a, steps: [{ below: 95, total_at_most: 89 }] }]\n";
    for (more, claimed) in [("", "{ total: 93, grade: 优 }"), (capped, "{ total: 89, grade: 其他 }")] {
        let found = check(&scheme(more), claimed);
        let (sum, verdict) = found.totals.printed.as_ref().unwrap();
        assert_eq!((verdict, &sum.without[..]), (&SumVerdict::Agrees, &[][..]), "{claimed}: {}", sum.points);
        assert_eq!(found.totals.recomputed.1, SumVerdict::Agrees, "{claimed}");
        assert!(!found.has_disagreement(), "{claimed}");
    }
    // 92 is no 93, and no rounding makes it one; 优 does not begin at 89.
    assert!(check(&scheme(""), "{ total: 92 }").has_disagreement());
    let grade = check(&scheme(capped), "{ total: 89, grade: 优 }");
    assert!(grade.totals.grade.as_ref().unwrap().has_disagreement() && grade.has_disagreement());
}

#[test]
fn a_report_without_claims_has_nothing_to_recheck() {
    let text = printed(&["recheck", "indicators/tianmen-2016-12", "--lang", "en"]);
    assert!(text.contains("the report claims no points"), "{text}");
}

/// 96.89 is the sum of the engine's rows; no row is claimed.
#[test]
fn a_claimed_total_is_compared_although_no_row_is_claimed() {
    let text = printed(&["recheck", YUEYANG, "--lang", "en"]);
    assert!(text.contains("recomputed points add up to 96.89, which agrees with the stated 96.89"), "{text}");
}

#[test]
fn a_folder_is_searched_and_the_numbers_of_its_json_are_exact() {
    let run = jixiao(&["recheck", "indicators/published", "--format", "json"]).ended(4);
    let json = run.json();
    let cases = json["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 11);
    let disagreeing: Vec<&str> = cases
        .iter()
        .filter(|case| case["has_disagreement"] == true)
        .map(|case| case["scheme"].as_str().unwrap())
        .collect();
    let wanted = [
        "chengan-bairui-2020",
        "guichi-tangxi-cunji-2022",
        "suixi-linshi-jiuzhu-2019",
        "yongde-minglang-yingyang-2022",
        "zhongjiang-shuibiaochi-2022",
    ];
    assert_eq!(disagreeing, wanted);
    // 10 × 154.74 ÷ 310.2 = 1547.4 ÷ 310.2 = 2579 ÷ 517.
    let haidian = cases.iter().find(|case| case["scheme"] == "haidian-xueyuanlu-baojie-2016").unwrap();
    assert_eq!(haidian["rows"][0]["engine_unrounded"], "2579/517");
    let english = jixiao(&["recheck", "indicators/published", "--format", "json", "--lang", "en"]).out;
    assert_eq!(run.out, english, "the answer for machines does not depend on the reader's language");
    insta::assert_snapshot!("haidian-json", format!("{haidian:#}"));
}
