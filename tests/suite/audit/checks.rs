//! The standard checks, each on a case that passes it and on one that does not.

use jixiao::review::accounts::Column;
use jixiao::review::audit::{CHECKS, Verdict};

use super::desk::{REPORT, SCHEME, TABLE, audited, case, of_accounts, of_texts, remark_id, verdict, verdicts};

/// A case without accounts: what reads them is skipped with that reason, and nothing is passed for want of data.
#[test]
fn without_accounts_their_checks_are_skipped() {
    let audit = audited(case(), None);
    for check in ["C5", "C9", "C12", "C19", "C21"] {
        assert_eq!((verdict(&audit, check), remark_id(&audit, check)), (vec![Verdict::Skip], "no-accounts"), "{check}");
    }
    for check in ["C3", "C27", "C29", "C30", "C36", "C40", "C45"] {
        assert_eq!((verdict(&audit, check), remark_id(&audit, check)), (vec![Verdict::Skip], "no-data"), "{check}");
    }
    for check in CHECKS {
        assert!(!verdict(&audit, check).is_empty(), "{check}");
    }
}

/// Each check of the rows on a case that passes and on one that does not.
#[test]
fn checks_of_the_form_pass_and_fail() {
    use Verdict::{Fail, Pass, Skip, Warn};
    let of = |scheme: [&str; 2], report: [&str; 2]| {
        assert!(SCHEME.contains(scheme[0]) && REPORT.contains(report[0]), "{scheme:?} {report:?}");
        audited(&of_texts(&SCHEME.replace(scheme[0], scheme[1]), &REPORT.replace(report[0], report[1])), None)
    };
    let report = |from: &str, to: &str| of(["", ""], [from, to]);
    let scheme = |from: &str, to: &str| of([from, to], ["", ""]);
    let sound = audited(case(), None);
    for check in ["C1", "C2", "C22", "C23", "C24", "C25", "C26", "C28", "C31", "C33", "C34", "C35"] {
        assert_eq!(verdict(&sound, check), [Pass], "{check}");
    }
    // 60 × 95 ÷ 100 = 57; 57 + 40 = 97, 优秀.
    let claims = |rate: &str, cases: &str, total: &str, grade: &str| {
        let rows = format!(
            "deviation: 人手不足, claimed: {rate} }}\n  cases: {{ claimed: {cases} }}\nclaimed: {{ total: {total}, grade: {grade} }}\n#"
        );
        report("deviation: 人手不足 }", &rows)
    };
    let right = claims("57", "40", "97", "优秀");
    assert_eq!([verdict(&right, "C3"), verdict(&right, "C4")].concat(), [Pass; 4]);
    assert_eq!([verdict(&right, "C2"), verdict(&right, "C7")].concat(), [Pass; 2]);
    let near = claims("57.01", "40", "97.01", "优秀");
    // A hundredth that no calculation gives is a difference; the total differs by what the row differs.
    assert_eq!((verdict(&near, "C3"), verdict(&near, "C4")), (vec![Fail, Pass], vec![Warn, Pass]));
    let wrong = claims("60.5", "40", "97", "其他");
    assert_eq!((verdict(&wrong, "C2"), verdict(&wrong, "C3")), (vec![Fail], vec![Fail, Pass]));
    assert_eq!((verdict(&wrong, "C4"), verdict(&wrong, "C7")), (vec![Fail, Pass], vec![Fail]));

    assert_eq!(verdict(&scheme("id: rate, name: 办结率", "id: rate, name: 成本控制率"), "C22"), [Warn]);
    assert_eq!(verdict(&scheme("at_least: 100", "at_least: 120"), "C22"), [Warn]);
    assert_eq!(verdict(&report("value: 12", "value: 12件"), "C23"), [Fail]);
    assert_eq!(verdict(&report("value: 12", "value: 十二"), "C24"), [Fail]);
    assert_eq!(verdict(&report("value: 95", "value: 0.95"), "C23"), [Fail]);
    assert_eq!(verdict(&scheme("at_least: 10 ", "at_least: 0 "), "C25"), [Warn]);
    assert_eq!(verdict(&scheme("name: 件数, weight", "name: 办结率, weight"), "C26"), [Warn]);
    assert_eq!(verdict(&sound, "C27"), [Skip]);
    assert_eq!(verdict(&scheme("name: 产出", "name: 数量指标"), "C27"), [Warn]);
    assert_eq!(verdict(&scheme("name: 产出", "name: 质量指标"), "C27"), [Pass]);
    // 12 ÷ 10 = 120 % is under 130 %; 13 ÷ 10 is not.
    assert_eq!(verdict(&report("value: 12", "value: 13"), "C28"), [Warn]);
    assert_eq!(verdict(&report("value: 95", "value: 100"), "C31"), [Warn]);
    assert_eq!(verdict(&report("deviation: 人手不足", "note: 无"), "C33"), [Warn]);
    assert_eq!(verdict(&report("value: 95", "value: 100"), "C34"), [Warn]);
    assert_eq!(verdict(&report("unit: 件, source: 台账", "unit: 件"), "C35"), [Warn]);
    assert_eq!(
        verdict(&scheme("name: 产出", "name: 满意度"), "C35"),
        [Pass, Warn].into_iter().rev().collect::<Vec<_>>()
    );
}

#[test]
fn checks_of_the_accounts_pass_fail_and_say_what_they_lack() {
    use Verdict::{Fail, Pass, Skip, Warn};
    let budget = |year: &str| {
        of_accounts(&format!(
            "figures:\n  budget_initial: {{ name: 年初, value: 100 }}\n  budget_year: {{ name: 全年, value: {year} }}\n"
        ))
    };
    assert_eq!((verdict(&budget("130"), "C18"), verdict(&budget("130.01"), "C18")), (vec![Pass], vec![Warn]));
    let part = of_accounts("figures:\n  personnel: { name: 人员, value: 1 }\n  basic: { name: 基本, value: 1 }\n");
    assert_eq!((verdict(&part, "C14"), remark_id(&part, "C14")), (vec![Skip], "absent"));
    let funds = |total: &str| {
        let rows = "rows: [{ name: 财政拨款, budget: 80 }, { name: 上年结转, budget: 15 }, { name: 其他, budget: 5 }]";
        of_accounts(&format!("tables: {{ funds: {{ name: 资金, total: {{ budget: {total} }}, {rows} }} }}\n"))
    };
    assert_eq!((verdict(&funds("100"), "C6"), verdict(&funds("101"), "C6")), (vec![Pass], vec![Fail]));
    let blank = of_accounts(&TABLE.replace("budget: 10, ", ""));
    assert_eq!(verdicts(&blank, "C12", "表", Some(Column::Budget)), [Skip]);
    let growth = |rate: &str| {
        of_accounts(&format!(
            "tables: {{ t: {{ name: 表, rows: [{{ name: 甲, before: 80, actual: 100, growth: {rate} }}] }} }}\n"
        ))
    };
    assert_eq!((verdict(&growth("25.00"), "C17"), verdict(&growth("20.00"), "C17")), (vec![Pass], vec![Fail]));
    let elsewhere = audited(case(), Some("unit: 他局\nyear: 2024\n"));
    assert_eq!(verdict(&elsewhere, "C40"), [Fail]);
}

/// Well-known figures: each check on figures that hold and on the same with one of them changed.
#[test]
fn well_known_figures_are_checked_by_their_ids() {
    let cases = [
        ("C9", "income: 10, carry_in: 2, expenditure: 9, carry_out: 3", "carry_out: 3", "carry_out: 4"),
        ("C10", "basic: 6, project: 3, operating: 1, expenditure: 10", "operating: 1", "operating: 2"),
        ("C14", "personnel: 6, running: 4, basic: 10", "running: 4", "running: 5"),
        ("C14", "personnel: 6, basic: 10, personnel_share: 60.00%, running: 4", "60.00%", "60.10%"),
        ("C8", "basic: 6, expenditure: 8, basic_share: 75.00%", "75.00%", "76.00%"),
        ("C15", "goods: 1, works: 2, services: 3, procurement: 6", "goods: 1", "goods: 0"),
        ("C15", "procurement: 6, running: 4, project: 2", "running: 4", "running: 3"),
        ("C16", "vehicle_purchase: 1, vehicle_running: 2, vehicles: 3", "vehicles: 3", "vehicles: 4"),
        ("C16", "abroad: 1, hospitality: 2, vehicles: 3, three_public: 6", "abroad: 1", "abroad: 0"),
        ("C16", "three_public: 6, three_public_budget: 6", "budget: 6", "budget: 5"),
        ("C17", "expenditure: 9, prior: 10, change_rate: -10.00%", "-10.00%", "-11.11%"),
        ("C18", "expenditure: 9, budget_initial: 10, completion_rate: 90.00%", "90.00%", "92.00%"),
        ("C18", "budget_year: 12, budget_initial: 10, adjustment_rate: 20.00%", "20.00%", "16.67%"),
        ("C5", "executed: 9, budget_year: 12, execution_rate: 75.00%", "75.00%", "90.00%"),
        ("C21", "staff: 42人, posts: 40人, staffing_rate: 105.00%", "105.00%", "95.24%"),
        ("C21", "three_public: 12, three_public_before: 10, three_public_change: 20.00%", "20.00%", "16.67%"),
        ("C21", "three_public: 9, three_public_budget: 10, three_public_control: 90.00%", "90.00%", "111.11%"),
        ("C21", "procurement: 9, procurement_budget: 10, procurement_rate: 90.00%", "90.00%", "91.00%"),
        ("C21", "running: 9, running_budget: 10, running_control: 90.00%", "90.00%", "91.00%"),
        ("C21", "building_area: 9, building_area_approved: 10, building_area_control: 90.00%", "90.00%", "91.00%"),
        ("C21", "building_cost: 9, building_cost_approved: 10, building_cost_control: 90.00%", "90.00%", "91.00%"),
    ];
    let worst = |figures: &str, check: &str| {
        let mut body = "figures:\n".to_owned();
        for figure in figures.split(", ") {
            let (id, value) = figure.split_once(": ").unwrap();
            let digits = value.trim_end_matches(['%', '人']);
            let unit = &value[digits.len()..];
            let unit = if unit.is_empty() { String::new() } else { format!(", unit: \"{unit}\"") };
            body += &format!("  {id}: {{ name: 数, value: {digits}{unit} }}\n");
        }
        *verdict(&of_accounts(&body), check).iter().min().unwrap()
    };
    for (check, figures, from, to) in cases {
        assert!(figures.contains(from), "{figures}");
        assert_eq!(worst(figures, check), Verdict::Pass, "{check} {figures}");
        assert_eq!(worst(&figures.replace(from, to), check), Verdict::Fail, "{check} {to}");
    }
}

/// 60 × 83.325 ÷ 100 + 40 = 89.995, which is 90.00 only when it is rounded.
#[test]
fn a_grade_that_rounding_decides_is_looked_at() {
    let scheme = SCHEME.replace("indicator: { places: 2, mode: half-up }, ", "");
    let audit = audited(&of_texts(&scheme, &REPORT.replace("value: 95", "value: 83.325")), None);
    assert_eq!((verdict(&audit, "C7"), remark_id(&audit, "C7")), (vec![Verdict::Warn], "rounding-decides"));
}

#[test]
fn late_rows_and_tiers_are_checked() {
    let scheme = SCHEME
        .replace(
            "{ name: 件数, unit: 件 }",
            "{ name: 完成日, unit: \"\" }\n  tier: { name: 档次, unit: \"\" }\n  entered: { name: 得分, unit: 分 }",
        )
        .replace(
            "weight: 40, unit: 件, target: { at_least: 10 }, rule: forward_ratio",
            "weight: 20, target: { by: 2024-12-01 }, rule: timeliness, params: { per_day: 1 }",
        )
        + "      - { id: quality, name: 质量, weight: 20, unit: 分, target: { statement: 良好 }, rule: qual_three_tier, inputs: { tier: tier, entered: entered } }\n";
    let of = |day: &str, reason: &str, entered: &str| {
        let report = REPORT.replace("value: 12, unit: 件", &format!("value: {day}")).replace(
            "rows:\n",
            &format!("  tier: {{ value: 达成 }}\n  entered: {{ value: {entered} }}\nrows:\n{reason}"),
        );
        audited(&of_texts(&scheme, &report), None)
    };
    let sound = of("2024-12-01", "", "18");
    assert_eq!([verdict(&sound, "C36"), verdict(&sound, "C32")].concat(), [Verdict::Pass; 2]);
    assert_eq!(verdict(&of("2024-12-02", "", "18"), "C36"), [Verdict::Warn]);
    assert_eq!(verdict(&of("2024-12-02", "  cases: { deviation: 雨季停工 }\n", "18"), "C36"), [Verdict::Pass]);
    // 达成 permits 16 to 20 of 20 points.
    assert_eq!(verdict(&of("2024-12-01", "", "15"), "C32"), [Verdict::Fail]);
}
