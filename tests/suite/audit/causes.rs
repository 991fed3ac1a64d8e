//! Faults that are found, and those that nothing proves.

use jixiao::review::audit::{Audit, Fault, Verdict};

use super::desk::{TABLE, of_accounts};
use crate::support::number;

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
    let limit = of_accounts(
        "figures:\n  three_public: { name: 三公, value: 9 }\n  three_public_budget: { name: 三公预算, value: 8 }\n",
    );
    assert_eq!(limit.count(Verdict::Fail), 1, "a limit exceeded fails, and any smaller number would explain it");
    assert_eq!((limit.explanations.len(), limit.undecided, limit.unexplained), (0, 0, 0));
    let none = of_accounts(&TABLE.replace("actual: 9 ", "actual: 13.37 "));
    assert_eq!((none.explanations.len(), none.undecided, none.unexplained), (0, 0, 2));
}
