//! C5, C6, C8–C21: the accounts. Single figures are found by their well-known ids, tables by their lines.

mod tables;

use super::constraint::Constraint;
use super::explanation::{Explanation, Fault};
use super::finding::{Finding, FindingRemark, Verdict, cut, plain};
use super::planned_comparison::PlannedComparison;
use crate::numeric::Number;
use crate::review::accounts::{Accounts, FigureContent};

/// The checks that read nothing but the accounts.
pub(super) const CHECKS: [&str; 16] =
    ["C5", "C6", "C8", "C9", "C10", "C11", "C12", "C13", "C14", "C15", "C16", "C17", "C18", "C19", "C20", "C21"];

/// Figures that add up: the check, what must be there, what is added or taken away if it is there, the result.
const SUMS: &[StandardSum] = &[
    StandardSum { check: "C9", parts: &["income"], more: &["carry_in"], less: &["carry_out"], is: "expenditure" },
    StandardSum {
        check: "C10",
        parts: &["basic", "project"],
        more: &["to_superiors", "operating", "to_subordinates"],
        less: &[],
        is: "expenditure",
    },
    StandardSum { check: "C14", parts: &["personnel", "running"], more: &[], less: &[], is: "basic" },
    StandardSum { check: "C15", parts: &["goods", "works", "services"], more: &[], less: &[], is: "procurement" },
    StandardSum { check: "C16", parts: &["vehicle_purchase", "vehicle_running"], more: &[], less: &[], is: "vehicles" },
    StandardSum {
        check: "C16",
        parts: &["abroad", "hospitality", "vehicles"],
        more: &[],
        less: &[],
        is: "three_public",
    },
];

/// Quotients: the check, above and below the bar, the result, and whether it is the growth over what is below.
const QUOTIENTS: &[Quotient] = &[
    Quotient { check: "C5", part: "executed", whole: "budget_year", is_growth: false, is: "execution_rate" },
    Quotient { check: "C8", part: "basic", whole: "expenditure", is_growth: false, is: "basic_share" },
    Quotient { check: "C8", part: "project", whole: "expenditure", is_growth: false, is: "project_share" },
    Quotient { check: "C14", part: "personnel", whole: "basic", is_growth: false, is: "personnel_share" },
    Quotient { check: "C14", part: "running", whole: "basic", is_growth: false, is: "running_share" },
    Quotient { check: "C17", part: "expenditure", whole: "prior", is_growth: true, is: "change_rate" },
    Quotient { check: "C18", part: "expenditure", whole: "budget_initial", is_growth: false, is: "completion_rate" },
    Quotient { check: "C18", part: "budget_year", whole: "budget_initial", is_growth: true, is: "adjustment_rate" },
    Quotient { check: "C21", part: "staff", whole: "posts", is_growth: false, is: "staffing_rate" },
    Quotient {
        check: "C21",
        part: "three_public",
        whole: "three_public_before",
        is_growth: true,
        is: "three_public_change",
    },
    Quotient {
        check: "C21",
        part: "three_public",
        whole: "three_public_budget",
        is_growth: false,
        is: "three_public_control",
    },
    Quotient {
        check: "C21",
        part: "procurement",
        whole: "procurement_budget",
        is_growth: false,
        is: "procurement_rate",
    },
    Quotient { check: "C21", part: "running", whole: "running_budget", is_growth: false, is: "running_control" },
    Quotient {
        check: "C21",
        part: "building_area",
        whole: "building_area_approved",
        is_growth: false,
        is: "building_area_control",
    },
    Quotient {
        check: "C21",
        part: "building_cost",
        whole: "building_cost_approved",
        is_growth: false,
        is: "building_cost_control",
    },
];

/// Shares that are complete together.
const WHOLES: &[(&str, &[&str])] =
    &[("C8", &["basic_share", "project_share"]), ("C14", &["personnel_share", "running_share"])];

/// Figures that are not above the sum of others.
const LIMITS: &[(&str, &str, &[&str])] =
    &[("C15", "procurement", &["running", "project"]), ("C16", "three_public", &["three_public_budget"])];

/// An adjustment of the budget above this needs a written reason, in percent.
const ADJUSTMENT_LIMIT: i64 = 30;
/// The figures that the adjustment is computed from.
pub(super) const BUDGETS: [&str; 2] = ["budget_initial", "budget_year"];

struct StandardSum {
    check: &'static str,
    parts: &'static [&'static str],
    more: &'static [&'static str],
    less: &'static [&'static str],
    is: &'static str,
}

struct Quotient {
    check: &'static str,
    part: &'static str,
    whole: &'static str,
    is_growth: bool,
    is: &'static str,
}

/// What the accounts let be compared; what is half there is skipped with what it lacks.
pub(super) fn comparisons(accounts: &Accounts, findings: &mut Vec<Finding>) -> Vec<PlannedComparison> {
    let mut comparisons = Vec::new();
    for sum in SUMS {
        let wanted: Vec<&str> = sum.parts.iter().copied().chain([sum.is]).collect();
        if is_complete(accounts, sum.check, sum.is, &wanted, findings) {
            let there = |names: &'static [&'static str], sign: bool| {
                names
                    .iter()
                    .filter(|name| accounts.figures.contains_key(**name))
                    .map(move |name| (sign, (*name).to_owned()))
            };
            let parts = there(sum.parts, true).chain(there(sum.more, true)).chain(there(sum.less, false)).collect();
            let constraint = Constraint::Sum { parts, is: sum.is.to_owned(), missing: None };
            comparisons.push(placed(accounts, PlannedComparison::of(sum.check, constraint), sum.is));
        }
    }
    for Quotient { check, part, whole, is_growth, is } in QUOTIENTS {
        // Without the printed result there is nothing to compare.
        if accounts.figures.contains_key(*is) && is_complete(accounts, check, is, &[part, whole, is], findings) {
            let [part, whole, result] = [part, whole, is].map(|name| (*name).to_owned());
            let constraint = Constraint::Quotient { part, whole, is_growth: *is_growth, is: result };
            comparisons.push(placed(accounts, PlannedComparison::of(*check, constraint), is));
        }
    }
    for (check, shares) in WHOLES {
        if shares.iter().all(|share| accounts.figures.contains_key(*share)) {
            let constraint = Constraint::Whole { shares: shares.iter().map(|share| (*share).to_owned()).collect() };
            comparisons.push(PlannedComparison::of(*check, constraint).at(accounts.place.clone()));
        }
    }
    for (check, figure, limit) in LIMITS {
        if [figure].into_iter().chain(*limit).all(|name| accounts.figures.contains_key(*name)) {
            let limit = limit.iter().map(|name| (*name).to_owned()).collect();
            let constraint = Constraint::NotAbove { figure: (*figure).to_owned(), limit };
            comparisons.push(placed(accounts, PlannedComparison::of(*check, constraint), figure));
        }
    }
    adjustment(accounts, findings);
    for table in &accounts.tables {
        tables::comparisons(accounts, table, &mut comparisons, findings);
    }
    comparisons
}

/// Whether all wanted figures are there; some but not all is told.
fn is_complete(accounts: &Accounts, check: &str, about: &str, wanted: &[&str], findings: &mut Vec<Finding>) -> bool {
    let absent: Vec<&str> = wanted.iter().copied().filter(|name| !accounts.figures.contains_key(*name)).collect();
    // The result belongs to other checks too: it alone does not ask for this one.
    let asked = wanted.iter().any(|name| *name != about && accounts.figures.contains_key(*name));
    if !absent.is_empty() && asked {
        findings.push(plain(check, Verdict::Skip, FindingRemark::new("absent").fact("figures", absent.join(", "))));
    }
    absent.is_empty()
}

fn placed(accounts: &Accounts, comparison: PlannedComparison, id: &str) -> PlannedComparison {
    match accounts.figures.get(id) {
        Some(figure) => comparison.about(&figure.name).at(figure.place.clone()),
        None => comparison,
    }
}

/// C18: how far the budget of the year moved from the initial one, whether or not a rate was printed.
fn adjustment(accounts: &Accounts, findings: &mut Vec<Finding>) {
    let number = |id: &str| match accounts.figures.get(id).map(|figure| &figure.content) {
        Some(FigureContent::Printed { number, .. }) => Some(number),
        _ => None,
    };
    let (Some(initial), Some(year)) = (number("budget_initial"), number("budget_year")) else { return };
    let hundred = Number::from(100);
    let Ok(rate) =
        year.subtract(initial).and_then(|change| change.divide(initial)).and_then(|it| it.multiply(&hundred))
    else {
        return;
    };
    let is_large = rate > Number::from(ADJUSTMENT_LIMIT);
    let remark = FindingRemark::new(if is_large { "adjusted-much" } else { "adjusted" });
    let remark = remark.fact("initial", initial).fact("year", year).fact("limit", ADJUSTMENT_LIMIT);
    let verdict = if is_large { Verdict::Warn } else { Verdict::Pass };
    findings.push(plain("C18", verdict, remark.fact("rate", cut(&rate))));
}

/// C20: whether a row that is missing would explain several residuals at once.
pub(super) fn missing_rows(
    accounts: &Accounts,
    comparisons: &[PlannedComparison],
    explanations: &[Explanation],
    findings: &mut Vec<Finding>,
) {
    if !comparisons.iter().any(|comparison| comparison.rows.is_some()) {
        return;
    }
    let missing: Vec<_> = explanations
        .iter()
        .flat_map(|explanation| &explanation.causes)
        .filter_map(|cause| match &cause.fault {
            Fault::MissingRow { table, class, .. } => Some(class.clone().unwrap_or_else(|| table.clone())),
            _ => None,
        })
        .collect();
    let finding = if missing.is_empty() {
        plain("C20", Verdict::Pass, FindingRemark::new("no-missing-row"))
    } else {
        plain("C20", Verdict::Warn, FindingRemark::new("missing-row-fits").names("classes", &missing))
    };
    findings.push(Finding { place: Some(accounts.place.clone()), ..finding });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Offices look the ids up with `jixiao explain figure-form`.
    #[test]
    fn every_well_known_id_stands_in_the_page_that_lists_them() {
        let sums = SUMS.iter().flat_map(|sum| [sum.parts, sum.more, sum.less].concat().into_iter().chain([sum.is]));
        let quotients = QUOTIENTS.iter().flat_map(|it| [it.part, it.whole, it.is]);
        let wholes = WHOLES.iter().flat_map(|(_, shares)| shares.iter().copied());
        let limits = LIMITS.iter().flat_map(|(_, figure, limit)| limit.iter().copied().chain([*figure]));
        let ids: Vec<&str> = sums.chain(quotients).chain(wholes).chain(limits).collect();
        assert!(ids.len() > 60);
        for page in [include_str!("../../diagnostic/pages/zh.md"), include_str!("../../diagnostic/pages/en.md")] {
            let words: Vec<&str> = page.split(|it: char| !it.is_ascii_alphanumeric() && it != '_').collect();
            let unlisted: Vec<&&str> = ids.iter().filter(|id| !words.contains(id)).collect();
            assert!(unlisted.is_empty(), "{unlisted:?}");
        }
    }
}
