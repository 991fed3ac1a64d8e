//! The shipped cases, by hand and as people read them.

use jixiao::review::accounts::Column;
use jixiao::review::audit::{Fault, Verdict};

use super::desk::{measured, shipped, verdict, verdicts};
use crate::support::{YUEYANG, jixiao, number, printed};

/// The eighteen checks of the published accounts, worked by hand (万元):
///  1  收入 1171.44 = 支出 1171.44
///  2  406.78 + 764.65 = 1171.43, 0.01 short of 1171.44, within 3 × 0.005 and the three zeros' 0.015: a tail
///  3  406.78 ÷ 1171.44 = 34.7247…, printed 34.73: with 406.785 ÷ 1171.435 = 34.7253… it prints as 34.73, a tail;
///     764.65 ÷ 1171.44 = 65.2743…, printed 65.27
///  4  46.53 + 13.65 + 1085.17 + 26.09 = 1171.44
///  5  3.9720…, 1.1652…, 92.6355…, 2.2271… print as 3.97, 1.17, 92.64, 2.23; their sum is 100.01, a tail
///  6  1171.44 ÷ 1149.55 = 101.9042…, printed 101.9
///  7  95.9237…, 94.6496…, 94.3331…, 96.5039…, 102.2548…, 95.7079… print as 95.92, 94.65, 94.33, 96.50, 102.25, 95.71
///  8  two rows of 17.42 ÷ 0 have no rate
///  9  Σ budgets 1146.68 against 1149.55: −2.87, fails
/// 10  Σ actuals 1184.99 against 1171.44: +13.55, fails
/// 11  36.24 + 7.43 = 43.67 against 46.53: −2.86, fails
/// 12  13.65 and 26.09 are single rows
/// 13  276.31 + 17.42 + 790.43 + 17.42 = 1101.58 against 1085.17: +16.41, fails
/// 14  379.48 + 27.30 = 406.78; 93.2887…, 6.7112… print as 93.29, 6.71; sum 100
/// 15  19.10 + 0 + 538.88 = 557.98
/// 16  1171.44 + 128.75 = 1300.19; −128.75 ÷ 1300.19 = −9.9023…, printed −9.9
/// 17  1171.44 ÷ 1247.63 = 93.8932…, printed 93.89
/// 18  557.98 ≤ 27.30 + 764.65 = 791.95
#[test]
fn the_published_accounts_come_out_as_worked_by_hand() {
    use Verdict::{Fail, Pass, Skip, Tail};
    let audit = shipped("yueyang-2024");
    let table = "一般公共预算财政拨款支出";
    let (budget, actual) = (Some(Column::Budget), Some(Column::Actual));
    let (rate, share) = (Some(Column::Rate), Some(Column::Share));
    let rows = [
        ("C9", "支出合计", None, vec![Pass]),
        ("C10", "支出合计", None, vec![Tail]),
        ("C8", "基本支出占比", None, vec![Tail]),
        ("C8", "项目支出占比", None, vec![Pass]),
        ("C11", table, actual, vec![Pass]),
        ("C8", "社会保障和就业支出", share, vec![Pass]),
        ("C8", "卫生健康支出", share, vec![Pass]),
        ("C8", "城乡社区支出", share, vec![Pass]),
        ("C8", "住房保障支出", share, vec![Pass]),
        ("C8", table, share, vec![Tail]),
        ("C13", table, rate, vec![Pass]),
        ("C13", "机关事业单位基本养老保险缴费支出", rate, vec![Pass]),
        ("C13", "其他社会保障和就业支出", rate, vec![Pass]),
        ("C13", "行政单位医疗", rate, vec![Pass]),
        ("C13", "行政运行", rate, vec![Pass]),
        ("C13", "城乡社区规划与管理", rate, vec![Pass]),
        ("C13", "住房公积金", rate, vec![Pass]),
        ("C13", "其他城乡社区管理事务支出", rate, vec![Skip]),
        ("C13", "其他城乡社区支出", rate, vec![Skip]),
        ("C12", table, budget, vec![Fail]),
        ("C12", table, actual, vec![Fail]),
        ("C12", "社会保障和就业支出", actual, vec![Fail]),
        ("C12", "卫生健康支出", actual, vec![Pass]),
        ("C12", "住房保障支出", actual, vec![Pass]),
        ("C12", "城乡社区支出", actual, vec![Fail]),
        ("C14", "基本支出", None, vec![Pass]),
        ("C14", "人员经费占基本支出", None, vec![Pass]),
        ("C14", "公用经费占基本支出", None, vec![Pass]),
        ("C15", "政府采购支出", None, vec![Pass, Pass]),
        ("C17", "比上年增减的比率", None, vec![Pass]),
        ("C5", "预算执行率", None, vec![Pass]),
    ];
    for (check, about, column, wanted) in rows {
        assert_eq!(verdicts(&audit, check, about, column), wanted, "{check} {about}");
    }
    let residuals = audit.findings.iter().filter(|finding| finding.check == "C12" && finding.verdict == Fail);
    let residuals: Vec<String> = residuals.map(|finding| measured(finding).residual.to_string()).collect();
    assert_eq!(residuals, ["-2.87", "13.55", "-2.86", "16.41"]);
    // Beyond the eighteen: 五(一) prints the total as 1171.44元 where 万元 is meant.
    assert_eq!(audit.count(Fail), 5);
    assert_eq!(verdict(&audit, "C40").iter().filter(|it| **it == Fail).count(), 1);
}

/// 46.53 − 43.67 = 2.86 and 1149.55 − 1146.68 = 2.87 are one missing row; 17.42 − 16.41 = 1.01 stands where the second
/// 17.42 is; 13.55 = 16.41 − 2.86, so the grand total proves nothing more: four failures, three independent residuals.
#[test]
fn two_faults_explain_the_four_failures() {
    let audit = shipped("yueyang-2024");
    let [both, slip] = audit.explanations.as_slice() else { panic!("{:#?}", audit.explanations) };
    assert_eq!((both.closes.len(), both.independent, both.left_open), (4, 3, 0));
    assert!(both.closes.iter().all(|closed| closed.is_exact));
    let [missing, copied] = both.causes.as_slice() else { panic!("{both:#?}") };
    let Fault::MissingRow { class, amounts, .. } = &missing.fault else { panic!("{missing:#?}") };
    assert_eq!(class.as_ref().map(|class| class.zh.as_str()), Some("社会保障和就业支出"));
    assert_eq!(amounts, &[(Column::Budget, number("2.87")), (Column::Actual, number("2.86"))]);
    assert_eq!((missing.closes.len(), missing.independent), (2, 2));
    let Fault::CopiedAmount { row, twin, column, printed, wanted } = &copied.fault else { panic!("{copied:#?}") };
    assert_eq!((row.zh.as_str(), twin.zh.as_str()), ("其他城乡社区支出", "其他城乡社区管理事务支出"));
    assert_eq!((*column, printed, wanted), (Column::Actual, &number("17.42"), &number("1.01")));
    assert_eq!((copied.closes.len(), copied.independent), (1, 1));
    let [Fault::UnitSlip { factor, .. }] = [&slip.causes[0].fault] else { panic!("{slip:#?}") };
    assert_eq!(*factor, number("10000"));
}

#[test]
fn what_people_read() {
    let audit = |more: &[&str]| jixiao(&[&["audit", YUEYANG], more].concat()).ended(4).out;
    insta::assert_snapshot!("yueyang-zh", audit(&["--lang", "zh"]));
    insta::assert_snapshot!("yueyang-en", audit(&["--lang", "en"]));
    insta::assert_snapshot!("yueyang-json", audit(&["--format", "json", "--only", "fail"]));
    insta::assert_snapshot!("tianmen-zh", printed(&["audit", "indicators/tianmen-2016-12", "--lang", "zh"]));
}

/// 956 + 16 = 972, 902 + 9 = 911, 971 + 25 = 996; 911 ÷ 972 = 93.724…, 737 ÷ 972 = 75.823…, 902 ÷ 956 = 94.351…,
/// 9 ÷ 16 = 56.25: all to the last digit.
#[test]
fn the_clean_fixture_holds_exactly() {
    let audit = shipped("tianmen-2016-12");
    assert_eq!((audit.count(Verdict::Fail), audit.count(Verdict::Tail)), (0, 0));
    // 50 + 20 of 70 points: the only thing to look at is that both rows are at full marks.
    assert_eq!((audit.count(Verdict::Warn), verdict(&audit, "C31")), (1, vec![Verdict::Warn]));
    let declared = ["closed-rate", "on-time-rate", "events-rate", "parts-rate"];
    assert!(declared.iter().all(|id| verdict(&audit, id) == [Verdict::Pass]));
    assert_eq!(verdict(&audit, "C45"), [Verdict::Pass; 7]);
    assert!(audit.explanations.is_empty());
}

#[test]
fn only_what_is_asked_for_is_listed() {
    let text = jixiao(&["audit", YUEYANG, "--lang", "en", "--only", "fail,warn"]).ended(4).out;
    assert!(text.contains("\nfail\n") && text.contains("\nnotes\n"), "{text}");
    assert!(!text.contains("\npass\n") && !text.contains("\nnot checked\n"), "{text}");
    jixiao(&["audit", YUEYANG, "--only", "nothing"]).ended(2);
    jixiao(&["audit", "indicators/nowhere"]).ended(1);
}

#[test]
fn the_schema_beside_the_cases_is_that_of_the_program() {
    assert_eq!(
        printed(&["schema", "accounts", "--lang", "zh"]),
        include_str!("../../../indicators/accounts.schema.json")
    );
}
