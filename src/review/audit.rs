//! Do the figures hold together? Standard checks and declared identities over scheme, report, evaluation and accounts,
//! and what would explain the ones that fail.
//!
//! The standard checks are grouped by what they read: `form` the form's arithmetic, `finance` the accounts,
//! `indicators` the rows of the scheme, `evidence` reasons and proofs, `cross` one document against another. Each
//! says what it compared; a check whose data are absent is skipped with the reason and never passed.

mod audited_case;
mod causes;
mod constraint;
mod cross;
mod evidence;
mod explanation;
mod figures;
mod finance;
mod finding;
mod form;
mod identities;
mod indicators;
mod planned_comparison;
mod record;
mod twin_rows;

use std::collections::BTreeSet;

use self::explanation::Explained;
use self::figures::Figures;
use self::finding::plain;
use self::planned_comparison::PlannedComparison;
use crate::review::accounts::{Accounts, FigureContent};

pub use audited_case::AuditedCase;
pub use explanation::{Closed, ExplainingFault, Explanation, Fault};
pub use finding::{Finding, FindingDetail, FindingRemark, Measured, Verdict};
pub use record::{
    AuditRecord, CheckResult, ClosedRecord, ExplanationRecord, FaultName, FaultNumbers, FaultRecord, FindingNumbers,
    FindingRecord, VerdictCounts,
};

/// The standard checks, in the order of their numbers; those that need many units are not among them.
pub const CHECKS: [&str; 38] = [
    "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13", "C14", "C15", "C16", "C17",
    "C18", "C19", "C20", "C21", "C22", "C23", "C24", "C25", "C26", "C27", "C28", "C29", "C30", "C31", "C32", "C33",
    "C34", "C35", "C36", "C40", "C45",
];

/// What an audit found.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The unit.
    pub unit: String,
    /// The year.
    pub year: Option<String>,
    /// One entry for each thing compared, the worst first, and by check within one verdict.
    pub findings: Vec<Finding>,
    /// What would explain failed sums and percentages.
    pub explanations: Vec<Explanation>,
    /// How many groups of failing comparisons have so many explanations that none says anything.
    pub undecided: usize,
    /// How many failing comparisons have no explanation, those of undecided groups not counted.
    pub unexplained: usize,
    /// How much was computed in search of explanations, one moved sum counting 1.
    pub work: usize,
    /// Whether the search for explanations was cut short, so that others might explain the same.
    pub is_cut: bool,
}

impl Audit {
    /// How many findings have that verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == verdict).count()
    }
}

/// Makes all checks of a case.
#[must_use]
pub fn audit(case: &AuditedCase<'_>) -> Audit {
    let mut findings = Vec::new();
    let mut explained = Explained::default();
    form::check(case, &mut findings);
    if let Some(accounts) = case.accounts {
        let figures = Figures::new(accounts, case.report);
        let mut comparisons = finance::comparisons(accounts, &mut findings);
        comparisons.extend(identities::comparisons(accounts));
        findings.extend(comparisons.iter().map(|comparison| comparison.made(&figures)));
        explained = causes::find(accounts, &figures, &comparisons);
        findings.extend(unused(accounts, &figures, &comparisons));
        finance::missing_rows(accounts, &comparisons, &explained.explanations, &mut findings);
    }
    indicators::check(case, &mut findings);
    evidence::check(case, &mut findings);
    cross::check(case, &mut findings);
    for check in CHECKS {
        if !findings.iter().any(|finding| finding.check == check) {
            findings.push(without_data(check, case.accounts.is_some()));
        }
    }
    findings.sort_by_key(|finding| (finding.verdict, position(&finding.check)));
    let Explained { explanations, undecided, unexplained, work, is_cut } = explained;
    let (unit, year) = (case.report.organisation.clone(), case.report.year.clone());
    Audit { unit, year, findings, explanations, undecided, unexplained, work, is_cut }
}

/// Standard checks in the order of their numbers, declared identities after them.
fn position(check: &str) -> usize {
    CHECKS.iter().position(|known| *known == check).unwrap_or(CHECKS.len())
}

/// Figures that nothing compares: an id that no check knows would otherwise go unnoticed.
fn unused(accounts: &Accounts, figures: &Figures<'_>, comparisons: &[PlannedComparison]) -> Option<Finding> {
    let used: BTreeSet<String> =
        comparisons.iter().flat_map(|comparison| comparison.constraint.leaves(figures)).collect();
    let printed = accounts.figures.iter().filter(|(_, figure)| matches!(figure.content, FigureContent::Printed { .. }));
    let single = printed.filter(|(id, _)| accounts.column_of(id).is_none());
    let idle: Vec<&str> = single.map(|(id, _)| id.as_str()).filter(|id| !used.contains(*id)).collect();
    // The two budgets are compared even where no rate was printed.
    let idle: Vec<&str> = idle.into_iter().filter(|id| !finance::BUDGETS.contains(id)).collect();
    let remark = FindingRemark::new("unused-figures").fact("count", idle.len()).fact("figures", idle.join(", "));
    let place = Some(accounts.place.clone());
    (!idle.is_empty()).then(|| Finding { place, ..plain("unused", Verdict::Warn, remark) })
}

/// A check that found nothing to read.
fn without_data(check: &str, has_accounts: bool) -> Finding {
    let id = if has_accounts || !finance::CHECKS.contains(&check) { "no-data" } else { "no-accounts" };
    plain(check, Verdict::Skip, FindingRemark::new(id))
}
