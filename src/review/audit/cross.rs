//! C40: one document of the case against another. The figures themselves are compared by the identities that the accounts
//! declare; so are counts (C45).

use super::audited_case::AuditedCase;
use super::finding::{Finding, FindingRemark, Verdict, plain};

pub(super) fn check(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let Some(accounts) = case.accounts else { return };
    let mut compare = |what: &'static str, reported: Option<&str>, accounted: Option<&str>| {
        let (Some(reported), Some(accounted)) = (reported, accounted) else { return };
        let verdict = if reported == accounted { Verdict::Pass } else { Verdict::Fail };
        let remark = FindingRemark::new(what).fact("reported", reported).fact("accounted", accounted);
        findings.push(Finding { place: Some(accounts.place.clone()), ..plain("C40", verdict, remark) });
    };
    compare("same-unit", Some(&case.report.organisation), Some(&accounts.unit));
    compare("same-year", case.report.year.as_deref(), accounts.year.as_deref());
}
