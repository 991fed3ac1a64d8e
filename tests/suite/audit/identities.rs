//! Figures with their precision, and every form that an identity may have.

use jixiao::review::accounts::Column;
use jixiao::review::audit::{Audit, Verdict};

use super::desk::{audited, case, measured, of_accounts, shipped, verdict, verdicts};
use crate::support::number;

/// The sum 773 + 790.43 = 1563.43 against 1563.9 is 0.47 off. PrintedDecimal alone, 773 is known to 0.5 and the sum may be right;
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

#[test]
fn a_figure_that_no_check_knows_is_told() {
    let audit = of_accounts("figures:\n  incom: { name: 收入, value: 10 }\n  expenditure: { name: 支出, value: 10 }\n");
    assert_eq!(verdict(&audit, "unused"), [Verdict::Warn]);
    assert!(verdict(&shipped("yueyang-2024"), "unused").is_empty());
}
