//! Laws of the audit, on generated figures.

use jixiao::Number;
use jixiao::review::accounts::Column;
use jixiao::review::audit::{ExplainingFault, Fault, Verdict};
use proptest::prelude::*;

use super::desk::{measured, of_accounts, verdict};
use crate::support::{decimal, number, random_cases};

/// So many hundredths.
fn cents(units: i64) -> String {
    decimal(units, 2)
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

proptest! {
    #![proptest_config(random_cases(64))]

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
            let [ExplainingFault { fault: Fault::MissingRow { class, amounts, .. }, .. }] = causes else {
                return false;
            };
            let is_class = class.as_ref().is_some_and(|class| class.zh == name);
            // The class and the total of the actuals say the same; the budget is independent of both.
            is_class && amounts == &wanted && explanation.closes.len() == 3 && explanation.independent == 2
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
                && cause.closes.len() == 3
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
