//! C40: one document of the case against another. The figures themselves are compared by the identities that the accounts
//! declare; so are counts (C45).

use super::{Finding, Remark, Subject, Verdict, plain};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(accounts) = subject.accounts else { return };
    let mut compare = |what: &'static str, reported: Option<&str>, accounted: Option<&str>| {
        let (Some(reported), Some(accounted)) = (reported, accounted) else { return };
        let verdict = if reported == accounted { Verdict::Pass } else { Verdict::Fail };
        let remark = Remark::new(what).fact("reported", reported).fact("accounted", accounted);
        findings.push(Finding { place: Some(accounts.place.clone()), ..plain("C40", verdict, remark) });
    };
    compare("same-unit", Some(&subject.report.unit), Some(&accounts.unit));
    compare("same-year", subject.report.year.as_deref(), accounts.year.as_deref());
}
