//! Claims on bonuses and penalties, and claims whose figures are missing.

use jixiao::format::{recheck_record, recheck_text};
use jixiao::review::recheck::{Obstacle, Recheck, Remark, RowVerdict, SumVerdict, recheck};
use jixiao::{Language, Messages};

use super::{disagreement, one, row};
use crate::support::{self, ROWS_ROUNDED, jixiao, number, rules, scheme_text};

const GRADES: &str = "grades: [{ grade: 优秀, from: 90 }, { grade: 良好, from: 80 }, { grade: 中, from: 0 }]\n";
const HUNDRED: &str = "{ id: r, name: 率, weight: 100, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio }";
const ACCIDENTS: &str = "penalties: [{ id: p, name: 事故, weight: 10, rule: count_deduct, params: { per_case: 1 } }]\n";

/// A scheme of one row of 100 and what `head` adds, rechecked against a report.
fn checked(head: &str, metrics: &[&str], report: &str) -> Recheck {
    let scheme = support::scheme(&scheme_text(100, &format!("{ROWS_ROUNDED}{GRADES}{head}"), metrics, &[HUNDRED]));
    let report = format!("unit: 某局\n{report}");
    recheck(&scheme, rules(), &support::report(&report, &scheme)).unwrap().value
}

/// 95 for the rate; so many accidents take as many points off, and `claim` is the claim on them.
fn accidents(count: u32, claim: &str) -> Recheck {
    let metrics = format!("metrics: {{ r: {{ value: 95 }}, p: {{ value: {count} }} }}\n");
    checked(ACCIDENTS, &[], &format!("{metrics}rows: {{ r: {{ claimed: 95, deviation: 无 }}, p: {{ {claim} }} }}\n"))
}

fn text(found: &Recheck, language: Language) -> String {
    recheck_text(found, &Messages::of(language), None)
}

/// 5 accidents take 5 off, whether the claim is written as what is taken off or as `score` prints it.
#[test]
fn a_claim_on_a_penalty_may_carry_the_sign_of_the_total() {
    for claim in
        ["claimed: 5", "claimed: -5", "claimed: -5.00", "claimed: -50, converted: -5", "claimed: 50, converted: 5"]
    {
        let found = accidents(5, &format!("{claim}, deviation: 无"));
        assert_eq!(row(&found, "p").verdict, RowVerdict::Agrees, "{claim}");
        assert_eq!(found.totals.printed.as_ref().unwrap().0.points, number("90"), "{claim}");
        assert!(!found.has_disagreement() && row(&found, "p").remarks.is_empty(), "{claim}: {found:#?}");
    }
    let table = text(&accidents(5, "claimed: -5, deviation: 无"), Language::Zh);
    assert!(table.contains("-5.00"), "{table}");
    for claim in ["claimed: 0", "claimed: -0"] {
        assert_eq!(row(&accidents(0, claim), "p").verdict, RowVerdict::Agrees, "{claim}");
    }
}

/// For and against are told from the organisation's side: 2 taken off where 5 should be is 3 in its favour, 8 is 3 against it.
#[test]
fn a_claim_that_takes_too_little_off_is_for_the_organisation() {
    for (count, claim, difference, zh, en) in [
        (5, "2", "3", "自评比重算少扣 3 分（多计）", "claimed deduction 3 less than recomputed (overstated)"),
        (5, "-2", "3", "自评比重算少扣 3 分（多计）", "claimed deduction 3 less than recomputed (overstated)"),
        (5, "8", "-3", "自评比重算多扣 3 分（少计）", "claimed deduction 3 more than recomputed (understated)"),
        (0, "5", "-5", "自评比重算多扣 5 分（少计）", "claimed deduction 5 more than recomputed (understated)"),
        (5, "0", "5", "自评比重算少扣 5 分（多计）", "claimed deduction 5 less than recomputed (overstated)"),
        (10, "2", "8", "自评比重算少扣 8 分（多计）", "claimed deduction 8 less than recomputed (overstated)"),
        (12, "9", "1", "自评比重算少扣 1 分（多计）", "claimed deduction 1 less than recomputed (overstated)"),
    ] {
        let found = accidents(count, &format!("claimed: {claim}"));
        assert_eq!(disagreement(row(&found, "p")).difference, number(difference), "{count}, {claim}");
        assert_eq!(row(&found, "p").difference(), Some(number(difference)), "{count}, {claim}");
        let share = row(&found, "p").score_deviation.as_ref().map(|deviation| deviation.share.is_negative());
        assert_eq!(share.unwrap_or(false), difference.starts_with('-'), "{count}, {claim}");
        assert!(found.has_disagreement(), "{count}, {claim}");
        let why = &recheck_record(&found, "").rows[1].why;
        assert!(why.zh.contains(zh) && why.en.contains(en), "{why:?}");
    }
}

/// 0.4 taken off is 0 in whole marks; that the form rounds is no excuse for an accident that costs nothing.
#[test]
fn no_rounding_makes_nothing_of_a_penalty() {
    let head = ACCIDENTS.replace("per_case: 1", "per_case: 0.4");
    let report = "metrics: { r: { value: 95 }, p: { value: 1 } }\nrows: { p: { claimed: 0 } }\n";
    let found = checked(&head, &[], report);
    let disagreement = disagreement(row(&found, "p"));
    assert!(disagreement.lifted_by.is_some() && disagreement.difference == number("0.4"), "{disagreement:?}");
    // 1.4 rounds to 1, and that is another way of rounding.
    let report = "metrics: { r: { value: 95 }, p: { value: 3.5 } }\nrows: { p: { claimed: -1 } }\n";
    let found = checked(&ACCIDENTS.replace("per_case: 1", "per_case: 0.4"), &[], &report.replace("3.5", "3"));
    assert!(matches!(row(&found, "p").verdict, RowVerdict::AgreesUnder(_)), "{:?}", row(&found, "p").verdict);
    assert!(text(&found, Language::Zh).contains("扣 1"));
}

/// What is said of points that are lost: a penalty wants a reason for what it takes off, a bonus none for what it lacks.
#[test]
fn reasons_are_asked_for_points_that_were_lost() {
    assert!(row(&accidents(2, "claimed: -2"), "p").remarks.contains(&Remark::NoReason(number("2"))));
    assert!(row(&accidents(0, "claimed: 0"), "p").remarks.is_empty());
    assert!(row(&accidents(12, "claimed: -11"), "p").remarks.contains(&Remark::AboveWeight));
    let reviewed = accidents(5, "claimed: -5, deviation: 无, review: { points: 3, reason: 一起属外单位 }");
    assert!(row(&reviewed, "p").remarks.contains(&Remark::ReviewHigher(number("2"))));
    assert!(text(&reviewed, Language::Zh).contains("复核比自评少扣 2"), "{}", text(&reviewed, Language::Zh));
    let bonus = "bonuses: [{ id: b, name: 加分, weight: 5, rule: boolean }]\n";
    let report = "metrics: { r: { value: 100 }, b: { value: false } }\nrows: { b: { claimed: 0 } }\n";
    let found = checked(bonus, &[], report);
    assert!(row(&found, "b").remarks.is_empty() && row(&found, "b").verdict == RowVerdict::Agrees);
    let report = report.replace("claimed: 0", "claimed: 5");
    assert_eq!(disagreement(row(&checked(bonus, &[], &report), "b")).difference, number("5"));
}

/// The JSON says the same: what is taken off, and whom the difference favours.
#[test]
fn a_record_tells_whom_a_penalty_favours() {
    for (claim, favours) in [("2", "unit"), ("-8", "against-unit")] {
        let scheme = scheme_text(100, &format!("{ROWS_ROUNDED}{GRADES}{ACCIDENTS}"), &[""; 0], &[HUNDRED]);
        let report = format!(
            "unit: 某局\nmetrics: {{ r: {{ value: 95 }}, p: {{ value: 5 }} }}\nrows: {{ p: {{ claimed: {claim} }} }}\n"
        );
        let folder = support::folder_of(
            &format!("recheck-penalty-{favours}"),
            &[("scheme.yaml", &scheme), ("report.yaml", &report)],
        );
        let json =
            jixiao(&["recheck", folder.to_str().unwrap(), "--scripts", "scripts", "--format", "json"]).ended(4).json();
        let row = &json["cases"][0]["rows"][1];
        assert_eq!((&row["engine"], &row["verdict"]["favours"]), (&"5".into(), &favours.into()), "{row:#}");
    }
}

/// Whether the scheme withholds or scores with 0: what is stated as missing accuses nobody, in its row or in the total.
#[test]
fn a_missing_figure_accuses_nobody() {
    for head in ["", "missing: zero\n", "missing: refuse\n"] {
        for figure in ["r: { missing: 统计口径未定 }", ""] {
            for claim in ["90", "100", "0"] {
                let report = format!(
                    "metrics: {{ {figure} }}\nrows: {{ r: {{ claimed: {claim}, deviation: 无 }} }}\n\
                     claimed: {{ total: 96, grade: 优秀 }}\n"
                );
                let found = checked(head, &[], &report);
                let RowVerdict::CannotBeRecomputed(Obstacle::Missing(reason)) = &row(&found, "r").verdict else {
                    panic!("{head}{report}{:?}", row(&found, "r").verdict)
                };
                assert!(figure.is_empty() || reason.zh.contains("统计口径未定"), "{reason:?}");
                assert_eq!((&row(&found, "r").engine, &row(&found, "r").score_deviation), (&None, &None));
                assert_eq!(found.totals.recomputed.1, SumVerdict::NothingRecomputed, "{head}{report}");
                assert!(text(&found, Language::Zh).contains("表中 96；没有可以重算的指标"), "{head}{report}");
            }
            // Nothing is claimed for the row, and the total is still not judged, nor its grade.
            for claim in ["{ total: 96 }", "{ total: 3 }", "{ grade: 良好 }", "{ total: 96, grade: 优秀 }"] {
                let found = checked(head, &[], &format!("metrics: {{ {figure} }}\nclaimed: {claim}\n"));
                assert!(!found.has_disagreement(), "{head}{figure}{claim}: {:#?}", found.totals);
            }
        }
    }
}

/// A ceiling or a veto that lacks its figure can take anything off the 95 of the rows, and a penalty of 10 these: 95 is
/// possible, 99 is not, 70 under a ceiling or veto only. The grade is left open.
#[test]
fn what_a_total_rests_on_leaves_it_open_where_it_is_missing() {
    let cap = "caps: [{ id: c, name: 封顶, metric: x, steps: [{ below: 60, total_at_most: 70 }] }]\n";
    let veto = "vetoes: [{ id: v, name: 否决, metric: x, effect: { total: zero } }]\n";
    for (head, metric) in [(ACCIDENTS, "p"), (cap, "x"), (veto, "x")] {
        let declared: &[&str] = if metric == "x" { &["x: {}"] } else { &[] };
        for missing in ["zero", "refuse"] {
            for total in ["70", "95", "99"] {
                let report = format!(
                    "metrics: {{ r: {{ value: 95 }}, {metric}: {{ missing: 尚未统计 }} }}\n\
                     rows: {{ r: {{ claimed: 95, deviation: 无 }} }}\nclaimed: {{ total: {total}, grade: 优秀 }}\n"
                );
                let found = checked(&format!("missing: {missing}\n{head}"), declared, &report);
                assert_eq!(row(&found, "r").verdict, RowVerdict::Agrees);
                for verdict in [&found.totals.recomputed.1, &found.totals.printed.as_ref().unwrap().1] {
                    let found = (matches!(verdict, SumVerdict::Possible(_)), verdict.is_disagreement());
                    let is_possible = total == "95" || (total == "70" && metric == "x");
                    assert_eq!(found, (is_possible, !is_possible), "{head}{total}");
                }
                assert_eq!(found.totals.grade.as_ref().and_then(|grade| grade.of_recomputed.clone()), None);
            }
        }
    }
}

/// A row that a person judges: what is missing is the level, or nothing but the points that the claim gives.
#[test]
fn a_judged_row_is_open_without_its_level_only() {
    let qualitative = "rule: qual_three_tier, inputs: { tier: tier, entered: points }";
    for missing in ["", ", missing: zero"] {
        let rule = format!("{qualitative}{missing}");
        let open = one(&rule, "tier: { missing: 未评定 }, points: { missing: 未评定 }", "claimed: 9");
        assert!(matches!(row(&open, "a").verdict, RowVerdict::CannotBeRecomputed(Obstacle::Missing(_))), "{open:#?}");
        let given = one(&rule, "tier: { value: 达成 }, points: { missing: 见自评 }", "claimed: 9");
        assert!(matches!(row(&given, "a").verdict, RowVerdict::Judgement(_)), "{:?}", row(&given, "a").verdict);
    }
}
