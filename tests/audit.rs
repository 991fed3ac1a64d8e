//! Audits: the published accounts of Yueyang worked by hand, faults that are found, and figures that hold.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use jixiao::accounts::Column;
use jixiao::project::{
    CaseRequest, load_accounts, load_rules, open_case, read_accounts_text, read_report_text, read_scheme_text,
};
use jixiao::study::audit::{Audit, CHECKS, Closed, Detail, Fault, Finding, Measured, Subject, Verdict, audit};
use jixiao::{Evaluator, Number, Report, RuleBook, Scheme, Source};
use proptest::prelude::*;

const SCHEME: &str = "\
scheme: s
title: 试算
full_score: 100
rounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }
grades: [{ grade: 优秀, from: 90 }, { grade: 其他, from: 0 }]
metrics:
  rate: { name: 办结率, unit: \"%\" }
  cases: { name: 件数, unit: 件 }
dimensions:
  - id: d
    name: 产出
    weight: 100
    indicators:
      - { id: rate, name: 办结率, weight: 60, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio }
      - { id: cases, name: 件数, weight: 40, unit: 件, target: { at_least: 10 }, rule: forward_ratio }
";
const REPORT: &str = "\
unit: 某局
metrics:
  rate: { value: 95, unit: \"%\", source: 台账 }
  cases: { value: 12, unit: 件, source: 台账 }
rows:
  rate: { deviation: 人手不足 }
";

fn book() -> &'static RuleBook {
    static BOOK: OnceLock<RuleBook> = OnceLock::new();
    BOOK.get_or_init(|| load_rules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts")).unwrap().0)
}

fn case() -> &'static (Scheme, Report) {
    static CASE: OnceLock<(Scheme, Report)> = OnceLock::new();
    CASE.get_or_init(|| of_texts(SCHEME, REPORT))
}

fn of_texts(scheme: &str, report: &str) -> (Scheme, Report) {
    let scheme = read_scheme_text(&Source::new("scheme.yaml", scheme)).unwrap();
    let report = read_report_text(&Source::new("report.yaml", report), &scheme).unwrap();
    (scheme, report)
}

fn audited((scheme, report): &(Scheme, Report), accounts: Option<&str>) -> Audit {
    let accounts = accounts.map(|text| match read_accounts_text(&Source::new("accounts.yaml", text), scheme) {
        Ok((accounts, _)) => accounts,
        Err(problems) => panic!("{problems:#?}\n{text}"),
    });
    let evaluation = Evaluator::new(scheme, book()).unwrap().0.evaluate(report);
    audit(&Subject { scheme, report, evaluation: &evaluation, accounts: accounts.as_ref() })
}

/// The audit of accounts in 万元 with two decimals.
fn of_accounts(body: &str) -> Audit {
    audited(case(), Some(&format!("unit: 某局\nmoney: 万元\nplaces: 2\n{body}")))
}

fn shipped(name: &str) -> Audit {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators").join(name);
    let (opened, _) = open_case(&CaseRequest { folder: folder.clone(), ..CaseRequest::default() }).unwrap();
    let (accounts, problems) = load_accounts(&folder.join("accounts.yaml"), &opened.case.scheme).unwrap();
    assert!(problems.is_empty(), "{problems:#?}");
    let evaluation = opened.evaluator().unwrap().0.evaluate(&opened.case.report);
    let (scheme, report) = (&opened.case.scheme, &opened.case.report);
    audit(&Subject { scheme, report, evaluation: &evaluation, accounts: Some(&accounts) })
}

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn measured(finding: &Finding) -> &Measured {
    match &finding.detail {
        Detail::Measured(measured) => measured,
        Detail::Remark(remark) => panic!("{remark:?}"),
    }
}

/// The verdicts of a check on the thing of that name, in the order they are listed.
fn verdicts(audit: &Audit, check: &str, about: &str, column: Option<Column>) -> Vec<Verdict> {
    let about = |finding: &&Finding| finding.about.as_ref().map_or("", |about| about.zh.as_str()) == about;
    let findings = audit.findings.iter().filter(|finding| finding.check == check && finding.column == column);
    findings.filter(about).map(|finding| finding.verdict).collect()
}

fn verdict(audit: &Audit, check: &str) -> Vec<Verdict> {
    audit.findings.iter().filter(|finding| finding.check == check).map(|finding| finding.verdict).collect()
}

fn remark_id(audit: &Audit, check: &str) -> &'static str {
    let finding = audit.findings.iter().find(|finding| finding.check == check).unwrap();
    match &finding.detail {
        Detail::Remark(remark) => remark.id,
        Detail::Measured(measured) => panic!("{measured:?}"),
    }
}

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

fn printed(arguments: &[&str], status: i32) -> String {
    let command = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(command.status.code(), Some(status), "{}", String::from_utf8_lossy(&command.stderr));
    String::from_utf8(command.stdout).unwrap()
}

#[test]
fn what_people_read() {
    let yueyang = "indicators/yueyang-2024";
    insta::assert_snapshot!("yueyang-zh", printed(&["audit", yueyang, "--lang", "zh"], 4));
    insta::assert_snapshot!("yueyang-en", printed(&["audit", yueyang, "--lang", "en"], 4));
    insta::assert_snapshot!("yueyang-json", printed(&["audit", yueyang, "--format", "json", "--only", "fail"], 4));
    insta::assert_snapshot!("tianmen-zh", printed(&["audit", "indicators/tianmen-2016-12", "--lang", "zh"], 0));
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
    let text = printed(&["audit", "indicators/yueyang-2024", "--lang", "en", "--only", "fail,warn"], 4);
    assert!(text.contains("\nfail\n") && text.contains("\nto look at\n"), "{text}");
    assert!(!text.contains("\nhold\n") && !text.contains("\nskipped\n"), "{text}");
    printed(&["audit", "indicators/yueyang-2024", "--only", "nothing"], 2);
    printed(&["audit", "indicators/nowhere"], 1);
}

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

/// The sum 773 + 790.43 = 1563.43 against 1563.9 is 0.47 off. Printed alone, 773 is known to 0.5 and the sum may be right;
/// among amounts with two decimals it is known to 0.005 and the sum is wrong.
#[test]
fn the_printed_decimals_count_unless_the_table_declares_its_own() {
    let body = "\
figures:
  a: { name: 甲, value: 773 }
  b: { name: 乙, value: 790.43 }
  c: { name: 合计, value: 1563.9 }
identities: [{ id: sum, name: 合计, sum: [a, b], is: c }]
";
    let alone = audited(case(), Some(&format!("unit: 某局\nmoney: 万元\n{body}")));
    assert_eq!(verdict(&alone, "sum"), [Verdict::Tail]);
    assert_eq!(verdict(&of_accounts(body), "sum"), [Verdict::Fail]);
    // 0.5 + 0.005 + 0.05 alone, 3 × 0.005 with two decimals declared.
    let tolerance =
        |audit: &Audit| measured(audit.findings.iter().find(|it| it.check == "sum").unwrap()).tolerance.clone();
    assert_eq!((tolerance(&alone), tolerance(&of_accounts(body))), (number("0.555"), number("0.015")));
    let own = body.replace("value: 773", "value: 773, within: 0").replace("value: 1563.9", "value: 1563.9, places: 1");
    let alone = audited(case(), Some(&format!("unit: 某局\nmoney: 万元\n{own}")));
    assert_eq!((verdict(&alone, "sum"), tolerance(&alone)), (vec![Verdict::Fail], number("0.055")));
    let counts =
        body.replace("790.43", "790, unit: 件").replace("773", "773, unit: 件").replace("1563.9", "1564, unit: 件");
    assert_eq!(verdict(&of_accounts(&counts), "sum"), [Verdict::Fail], "one case too many is one too many");
    assert_eq!(verdict(&of_accounts(&counts.replace("1564", "1563")), "sum"), [Verdict::Pass]);
}

/// Every form of an identity, holding and failing. 100 ÷ 80 = 125 %, growth 25 %, share 80 ÷ 100 = 80 %.
#[test]
fn every_form_holds_or_fails() {
    let figures = "\
figures:
  hundred: { name: 百, value: 100 }
  eighty: { name: 八十, value: 80 }
  twenty: { name: 二十, value: 20 }
  other: { name: 他, value: 21 }
  rate: { name: 率, value: 125, unit: \"%\" }
  growth: { name: 增长, value: 25, unit: \"%\" }
  share: { name: 大份, value: 80.0, unit: \"%\" }
  rest: { name: 小份, value: 20.0, unit: \"%\" }
  computed: { name: 差, difference: [hundred, eighty] }
";
    for (identity, verdicts) in [
        ("sum: [eighty, twenty], is: hundred", vec![Verdict::Pass]),
        ("sum: [eighty, other], is: hundred", vec![Verdict::Fail]),
        ("difference: [hundred, eighty], is: twenty", vec![Verdict::Pass]),
        ("difference: [hundred, eighty], is: other", vec![Verdict::Fail]),
        ("sum: [eighty, computed], is: hundred", vec![Verdict::Pass]),
        ("ratio: [hundred, eighty], is: rate", vec![Verdict::Pass]),
        ("ratio: [hundred, eighty], is: share", vec![Verdict::Fail]),
        ("growth: [hundred, eighty], is: growth", vec![Verdict::Pass]),
        ("growth: [hundred, eighty], is: rest", vec![Verdict::Fail]),
        ("share: [eighty, hundred], is: share", vec![Verdict::Pass]),
        ("share: [other, hundred], is: share", vec![Verdict::Fail]),
        ("parts: [eighty, twenty], is: hundred, shares: [share, rest]", vec![Verdict::Pass; 4]),
        ("parts: [eighty, other], is: hundred", vec![Verdict::Fail]),
        ("not_above: [eighty, hundred]", vec![Verdict::Pass]),
        ("not_above: [hundred, eighty]", vec![Verdict::Fail]),
        ("not_above: [computed, twenty]", vec![Verdict::Pass]),
    ] {
        let audit = of_accounts(&format!("{figures}identities: [{{ id: it, name: 关系, {identity} }}]\n"));
        assert_eq!(verdict(&audit, "it"), verdicts, "{identity}");
    }
}

/// The upper end of 406.78 ÷ 1171.44 is 406.785 ÷ 1171.435 = 34.725…: 34.73 is a tail and 34.74 is none. What is computed
/// from the total moves with it: (1171.44 − 1300.19) ÷ 1300.19 with 1300.19 = 1171.44 + 128.75 lies in −9.9030 to −9.9017.
#[test]
fn quotients_have_the_bounds_that_their_figures_allow() {
    let body = |share: &str, growth: &str| {
        format!(
            "figures:\n  basic: {{ name: 基本, value: 406.78 }}\n  expenditure: {{ name: 支出, value: 1171.44 }}\n\
             \x20 basic_share: {{ name: 占比, value: {share}, unit: \"%\" }}\n  change: {{ name: 增减, value: -128.75 }}\n\
             \x20 prior: {{ name: 上年, difference: [expenditure, change] }}\n\
             \x20 change_rate: {{ name: 增减率, value: {growth}, unit: \"%\" }}\n"
        )
    };
    for (share, growth, wanted) in [
        ("34.72", "-9.902", [Verdict::Pass, Verdict::Pass]),
        ("34.73", "-9.903", [Verdict::Tail, Verdict::Tail]),
        ("34.74", "-9.904", [Verdict::Fail, Verdict::Fail]),
        ("34.71", "-9.900", [Verdict::Fail, Verdict::Fail]),
    ] {
        let audit = of_accounts(&body(share, growth));
        let found = [verdicts(&audit, "C8", "占比", None)[0], verdicts(&audit, "C17", "增减率", None)[0]];
        assert_eq!(found, wanted, "{share} {growth}");
    }
}

/// 0 ÷ 0 is undefined and a rate printed for it is let pass; 5 ÷ 0 has no rate, and printing one is wrong.
#[test]
fn a_rate_over_nothing_is_undefined() {
    let table = |actual: &str, rate: &str| {
        let line = format!(
            "{{ name: 甲, budget: 0, actual: {actual}{rate} }}, {{ name: 乙, budget: 5, actual: 4, rate: 80.00 }}"
        );
        of_accounts(&format!("tables: {{ t: {{ name: 表, rows: [{line}] }} }}\n"))
    };
    let of = |audit: &Audit| verdicts(audit, "C13", "甲", Some(Column::Rate));
    assert_eq!(of(&table("5", "")), [Verdict::Skip]);
    assert_eq!(of(&table("5", ", rate: 0")), [Verdict::Fail]);
    assert_eq!(of(&table("0", ", rate: 0")), [Verdict::Skip]);
}

/// A table that adds up: 10 + 20.5 + 30.25 = 60.75 budgeted, 9 + 20 + 30 = 59 spent; classes 29 and 30.
const TABLE: &str = "\
tables:
  t:
    name: 表
    total: { budget: 60.75, actual: 59 }
    classes:
      - { id: one, name: 一类, actual: 29 }
      - { id: two, name: 二类, actual: 30 }
    rows:
      - { name: 甲, class: one, budget: 10, actual: 9 }
      - { name: 乙, class: one, budget: 20.5, actual: 20, rate: 97.56 }
      - { name: 丙, class: two, budget: 30.25, actual: 30 }
";

fn only_fault(audit: &Audit) -> &Fault {
    let [explanation] = audit.explanations.as_slice() else { panic!("{:#?}", audit.explanations) };
    let [cause] = explanation.causes.as_slice() else { panic!("{explanation:#?}") };
    &cause.fault
}

#[test]
fn faults_of_single_figures_are_named() {
    assert!(of_accounts(TABLE).explanations.is_empty());
    // 20.5 ↔ 2050: class and total of the budget stay open by 2029.50; only a hundredth of it closes them and the rate.
    let slip = of_accounts(&TABLE.replace("budget: 20.5,", "budget: 2050,"));
    let Fault::UnitSlip { figure, factor, .. } = only_fault(&slip) else { panic!() };
    assert_eq!((figure.zh.as_str(), factor), ("乙", &number("0.01")));
    // 30.25 ↔ 32.05: 1.80 too much in the total of the budget.
    let swapped = of_accounts(&TABLE.replace("budget: 30.25", "budget: 32.05"));
    let Fault::Transposition { figure, printed, wanted, .. } = only_fault(&swapped) else { panic!() };
    assert_eq!((figure.zh.as_str(), printed, wanted), ("丙", &number("32.05"), &number("30.25")));
    // A row too often: 二类 60 against 30 and 89 against 59; 91 against 60.75.
    let twice = format!("{TABLE}      - {{ name: 丁, class: two, budget: 30.25, actual: 30 }}\n");
    let twice = of_accounts(&twice);
    let Fault::RowTwice { row, twin } = only_fault(&twice) else { panic!() };
    assert_eq!((row.zh.as_str(), twin.zh.as_str()), ("丁", "丙"));
    // An error without such a cause has no explanation: 9 ↔ 13.37.
    let odd = of_accounts(&TABLE.replace("actual: 9 ", "actual: 13.37 "));
    assert_eq!((odd.count(Verdict::Fail), odd.explanations.len()), (2, 0));
}

/// 80 ÷ 100 = 80 %; 80 ÷ 120 = 66.67 %. −20 on 100 is −20 %; on the present 80 it is −25 %.
#[test]
fn a_wrong_denominator_is_named() {
    let body = |rate: &str, growth: &str| {
        format!(
            "figures:\n  executed: {{ name: 执行, value: 80 }}\n  budget_year: {{ name: 全年预算, value: 120 }}\n\
             \x20 budget_initial: {{ name: 年初预算, value: 100 }}\n  execution_rate: {{ name: 执行率, value: {rate}, unit: \"%\" }}\n\
             \x20 last: {{ name: 上年, value: 111.11 }}\n  growth: {{ name: 增长, value: {growth}, unit: \"%\" }}\n\
             identities: [{{ id: growth, name: 增长, growth: [executed, last], is: growth }}]\n"
        )
    };
    // (80 − 111.11) ÷ 111.11 = −27.999… → −28.00; over 80 it is −38.8875 → −38.89.
    assert!(of_accounts(&body("66.67", "-28.00")).explanations.is_empty());
    let wrong = of_accounts(&body("80.00", "-28.00"));
    let Fault::Denominator { whole, number, .. } = only_fault(&wrong) else { panic!() };
    assert_eq!((whole.zh.as_str(), number.as_str()), ("年初预算", "100.00"));
    let wrong = of_accounts(&body("66.67", "-38.89"));
    let Fault::Denominator { whole, number, .. } = only_fault(&wrong) else { panic!() };
    assert_eq!((whole.zh.as_str(), number.as_str()), ("执行", "80.00"));
}

/// Each check of the rows on a case that passes and on one that does not.
#[test]
fn checks_of_the_form_pass_and_fail() {
    use Verdict::{Fail, Pass, Skip, Tail, Warn};
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
    assert_eq!((verdict(&near, "C3"), verdict(&near, "C4")), (vec![Tail, Pass], vec![Tail, Pass]));
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

#[test]
fn a_figure_that_no_check_knows_is_told() {
    let audit = of_accounts("figures:\n  incom: { name: 收入, value: 10 }\n  expenditure: { name: 支出, value: 10 }\n");
    assert_eq!(verdict(&audit, "unused"), [Verdict::Warn]);
    assert!(verdict(&shipped("yueyang-2024"), "unused").is_empty());
}

/// Where four rows of 10 are in a table that is 10 too much, nobody can say which of them is one too many: the pairs
/// among them are more stories than prove anything.
#[test]
fn too_many_explanations_are_none() {
    let row = |name: &str| format!("{{ name: {name}, budget: 10, actual: 10 }}");
    let rows = |names: &[&str]| names.iter().map(|name| row(name)).collect::<Vec<_>>().join(", ");
    let of = |names: &[&str]| {
        let less = 10 * names.len() - 10;
        let total = format!("{{ budget: {less}, actual: {less} }}");
        of_accounts(&format!("tables: {{ t: {{ name: 表, total: {total}, rows: [{}] }} }}\n", rows(names)))
    };
    let few = of(&["甲", "乙"]);
    assert_eq!((few.explanations.len(), few.undecided, few.unexplained), (1, 0, 0));
    let many = of(&["甲", "乙", "丙", "丁"]);
    assert_eq!((many.explanations.len(), many.undecided, many.unexplained), (0, 1, 0));
    let none = of_accounts(&TABLE.replace("actual: 9 ", "actual: 13.37 "));
    assert_eq!((none.explanations.len(), none.undecided, none.unexplained), (0, 0, 2));
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

fn told(accounts: &str) -> (i32, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("audit-refused");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in [("scheme.yaml", SCHEME), ("report.yaml", REPORT), ("accounts.yaml", accounts)] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.args(["audit", "--lang", "en", "--scripts"]);
    let output = command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts")).arg(&folder).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).replace(env!("CARGO_TARGET_TMPDIR"), "");
    (output.status.code().unwrap(), told)
}

#[test]
fn accounts_that_are_refused() {
    const SOUND: &str = "\
unit: 某局
money: 万元
places: 2
figures:
  a: { name: 甲, value: 1.50 }
  b: { name: 乙, value: 1.50 }
  c: { name: 丙, sum: [a, b] }
tables:
  t: { name: 表, classes: [{ id: x, name: 类, actual: 2 }], rows: [{ name: 项, class: x, actual: 2 }] }
identities:
  - { id: sum, name: 相等, sum: [a], is: b }
";
    assert_eq!(told(SOUND).0, 0);
    let edits = [
        ("value: 1.50 }\n  b", "value: \"7,00.0,77\" }\n  b", "not-a-number"),
        ("value: 1.50 }\n  b", "value: 7,00.0,77 }\n  b", "empty-value"),
        ("a: { name: 甲, value: 1.50 }", "a:\n    name: 甲\n    value: 7,00.0,77", "not-a-number"),
        ("value: 1.50 }\n  b", "value: 约1.5 }\n  b", "not-a-number"),
        ("value: 1.50 }\n  b", "name: 1 }\n  b", "duplicate-key"),
        ("  b: {", "  a: {", "duplicate-key"),
        ("name: 甲, value: 1.50", "name: 甲", "figure-form"),
        ("name: 甲, value: 1.50", "name: 甲, value: 1, sum: [b]", "figure-form"),
        ("name: 甲, value: 1.50", "name: 甲, sum: [c]", "figure-cycle"),
        ("name: 甲, value: 1.50", "name: 甲, value: 1, within: -1", "number-range"),
        ("places: 2", "places: 9", "number-range"),
        ("money: 万元\n", "", "missing-field"),
        ("name: 甲, value: 1.50", "name: 甲, value: 1.50, unit: 件", "unlike-figures"),
        ("sum: [a], is", "sum: [aa], is", "unknown-figure"),
        ("sum: [a], is", "sum: [t.y.actual], is", "unknown-figure"),
        ("sum: [a], is", "sum: [report.rates], is", "unknown-metric"),
        ("sum: [a], is", "sum: [report.cases], is", "unlike-figures"),
        ("sum: [a], is: b", "sum: [a]", "identity-form"),
        ("sum: [a], is", "sum: [a], ratio: [a, b], is", "identity-form"),
        ("sum: [a], is: b", "not_above: [a], is: b", "identity-form"),
        ("sum: [a], is", "ratio: [a, c], is", "identity-form"),
        ("sum: [a], is: b", "sum: [a], is: a", "figure-cycle"),
        ("sum: [a], is", "check: C99, sum: [a], is", "unknown-choice"),
        ("  - { id: sum", "  - { id: sum, name: 又, sum: [a], is: b }\n  - { id: sum", "duplicate-id"),
        ("  - { id: sum", "  - { id: 1sum", "bad-id"),
        ("class: x", "class: z", "unknown-figure"),
        ("class: x, ", "", "missing-field"),
        ("{ id: x, name: 类", "{ name: 类", "missing-field"),
    ];
    let mut all = String::new();
    for (from, to, code) in edits {
        assert!(SOUND.contains(from), "{from}");
        let (status, told) = told(&SOUND.replacen(from, to, 1));
        assert_eq!(status, 1, "{to}: {told}");
        assert!(told.contains(&format!("error[{code}]")) && told.contains("--> "), "{to}: {code} wanted, {told}");
        all += &format!("{told}\n");
    }
    insta::assert_snapshot!("accounts-refused", all);
    let (status, told) = told(&SOUND.replace("actual: 2 }] }", "actual: 1 }, { name: 项, class: x, actual: 1 }] }"));
    assert_eq!(status, 0, "{told}");
    assert!(told.contains("warning[duplicate-name]"), "{told}");
}

#[test]
fn the_schema_beside_the_cases_is_that_of_the_program() {
    assert_eq!(printed(&["schema", "accounts"], 0), include_str!("../indicators/accounts.schema.json"));
}

/// `units` of the last place of two decimals.
fn cents(units: i64) -> String {
    format!("{}{}.{:02}", if units < 0 { "-" } else { "" }, units.abs() / 100, units.abs() % 100)
}

/// Half up to two decimals of thousandths.
fn rounded(thousandths: i64) -> i64 {
    (thousandths + 5).div_euclid(10)
}

/// A two-level table of rows (class, budget, actual) in hundredths, with the sums of `whole`.
fn table(rows: &[(usize, i64, i64)], whole: &[(usize, i64, i64)], classes: usize) -> String {
    let sum = |class: Option<usize>, of: fn(&(usize, i64, i64)) -> i64| -> String {
        cents(whole.iter().filter(|row| class.is_none_or(|class| class == row.0)).map(of).sum())
    };
    let mut text = "tables:\n  t:\n    name: 表\n".to_owned();
    text +=
        &format!("    total: {{ budget: {}, actual: {} }}\n    classes:\n", sum(None, |it| it.1), sum(None, |it| it.2));
    for class in 0..classes {
        text += &format!("      - {{ id: c{class}, name: 类{class}, actual: {} }}\n", sum(Some(class), |it| it.2));
    }
    text += "    rows:\n";
    for (at, (class, budget, actual)) in rows.iter().enumerate() {
        let (budget, actual) = (cents(*budget), cents(*actual));
        text += &format!("      - {{ name: 项{at}, class: c{class}, budget: {budget}, actual: {actual} }}\n");
    }
    text
}

fn rows() -> impl Strategy<Value = (usize, Vec<(usize, i64, i64)>)> {
    (2_usize..4).prop_flat_map(|classes| {
        let row = (0..classes, 100_i64..100_000, 100_i64..100_000);
        (Just(classes), prop::collection::vec(row, 3..9))
    })
}

fn closes(closed: &[Closed]) -> usize {
    closed.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Exact values in thousandths that satisfy a sum and a share, each printed with two decimals.
    #[test]
    fn rounded_figures_of_true_values_never_fail(parts in prop::collection::vec(1_i64..10_000_000, 1..8)) {
        let whole: i64 = parts.iter().sum();
        let mut text = "figures:\n".to_owned();
        for (at, part) in parts.iter().enumerate() {
            text += &format!("  p{at}: {{ name: 部分, value: {} }}\n", cents(rounded(*part)));
        }
        text += &format!("  whole: {{ name: 整体, value: {} }}\n", cents(rounded(whole)));
        // The share of the first part in hundredths of a percent, half up.
        let share = (parts[0] * 20_000 + whole).div_euclid(2 * whole);
        text += &format!("  share: {{ name: 占比, value: {}, unit: \"%\" }}\n", cents(share));
        let names: Vec<String> = (0..parts.len()).map(|at| format!("p{at}")).collect();
        text += &format!("identities:\n  - {{ id: sum, name: 和, sum: [{}], is: whole }}\n", names.join(", "));
        // A whole that prints as 0.00 gives no share.
        text += "  - { id: share, name: 占比, share: [p0, whole], is: share }\n";
        let audit = of_accounts(&text);
        prop_assert!(matches!(verdict(&audit, "sum")[0], Verdict::Pass | Verdict::Tail), "{text}");
        prop_assert_ne!(verdict(&audit, "share")[0], Verdict::Fail, "{}", text);
    }

    /// The tolerance of n parts and a whole is (n + 1) × 0.005; the next hundredth above it always fails.
    #[test]
    fn an_error_beyond_the_tail_always_fails(parts in prop::collection::vec(0_i64..1_000_000, 1..8), up in any::<bool>()) {
        let tail = (i64::try_from(parts.len()).unwrap() + 1) / 2;
        let sum: i64 = parts.iter().sum();
        let text = |error: i64| {
            let mut text = "figures:\n".to_owned();
            for (at, part) in parts.iter().enumerate() {
                text += &format!("  p{at}: {{ name: 部分, value: {} }}\n", cents(*part));
            }
            let names: Vec<String> = (0..parts.len()).map(|at| format!("p{at}")).collect();
            text += &format!("  whole: {{ name: 整体, value: {} }}\n", cents(if up { sum + error } else { sum - error }));
            text + &format!("identities: [{{ id: sum, name: 和, sum: [{}], is: whole }}]\n", names.join(", "))
        };
        prop_assert_eq!(verdict(&of_accounts(&text(0)), "sum"), [Verdict::Pass]);
        prop_assert_eq!(verdict(&of_accounts(&text(tail)), "sum"), [Verdict::Tail]);
        prop_assert_eq!(verdict(&of_accounts(&text(tail + 1)), "sum"), [Verdict::Fail]);
    }

    /// Deleting a row leaves three failing sums: its class, and the totals of budget and actual.
    #[test]
    fn a_deleted_row_is_found_with_both_amounts((classes, rows) in rows(), at in any::<prop::sample::Index>()) {
        let gone = at.index(rows.len());
        let mut left = rows.clone();
        let (class, budget, actual) = left.remove(gone);
        let audit = of_accounts(&table(&left, &rows, classes));
        prop_assert_eq!(audit.count(Verdict::Fail), 3);
        let wanted = [(Column::Budget, number(&cents(budget))), (Column::Actual, number(&cents(actual)))];
        let name = format!("类{class}");
        let found = audit.explanations.iter().any(|explanation| {
            let causes = explanation.causes.as_slice();
            let [jixiao::study::audit::Cause { fault: Fault::MissingRow { class, amounts, .. }, .. }] = causes else {
                return false;
            };
            let is_class = class.as_ref().is_some_and(|class| class.zh == name);
            // The class and the total of the actuals say the same; the budget is independent of both.
            is_class && amounts == &wanted && closes(&explanation.closes) == 3 && explanation.independent == 2
        });
        prop_assert!(found, "{:#?}", audit.explanations);
    }

    /// A row entered twice is one too many in its class and in both totals.
    #[test]
    fn a_duplicated_row_is_found((classes, rows) in rows(), at in any::<prop::sample::Index>()) {
        let mut more = rows.clone();
        more.push(more[at.index(rows.len())]);
        let audit = of_accounts(&table(&more, &rows, classes));
        prop_assert_eq!(audit.count(Verdict::Fail), 3);
        let last = format!("项{}", rows.len());
        let found = audit.explanations.iter().flat_map(|explanation| &explanation.causes).any(|cause| {
            matches!(&cause.fault, Fault::RowTwice { row, twin } if row.zh == last || twin.zh == last)
                && closes(&cause.closes) == 3
        });
        prop_assert!(found, "{:#?}", audit.explanations);
    }

    /// The growth of a figure over a base computed from it, change ÷ (now − change): its bounds are those of the four
    /// corners of the two printed figures, each known to 0.005, whatever the sign of the base.
    #[test]
    fn bounds_of_quotients_are_those_of_their_corners(
        now in -1_000_i64..1_000, change in -1_000_i64..1_000, printed in -500_i64..500
    ) {
        prop_assume!((now - change).abs() > 1);
        let text = format!(
            "figures:\n  expenditure: {{ name: 今年, value: {} }}\n  change: {{ name: 增减, value: {} }}\n\
             \x20 prior: {{ name: 上年, difference: [expenditure, change] }}\n\
             \x20 change_rate: {{ name: 增减率, value: {printed}, unit: \"%\" }}\n",
            cents(now), cents(change)
        );
        let audit = of_accounts(&text);
        let finding = audit.findings.iter().find(|finding| finding.check == "C17").unwrap();
        let measured = measured(finding);
        // In thousandths: 10 × the hundredths, 5 to either side; percent of the quotient.
        let percent = |change: i64, now: i64| {
            Number::from(100 * change).divide(&Number::from(now - change)).unwrap()
        };
        let corners: Vec<Number> = [(-5, -5), (-5, 5), (5, -5), (5, 5)]
            .map(|(by, up)| percent(10 * change + by, 10 * now + up))
            .to_vec();
        let computed = percent(10 * change, 10 * now);
        prop_assert_eq!(&measured.computed, &computed);
        let end = if measured.residual.is_negative() { corners.iter().max() } else { corners.iter().min() };
        let half = number("0.5");
        let wanted = end.unwrap().subtract(&computed).unwrap().absolute().add(&half).unwrap();
        prop_assert_eq!(&measured.tolerance, &wanted, "{}", text);
    }
}
