//! An audit for machines.

use super::{causes, name, remark_words};
use crate::messages::in_both;
use crate::record::PlaceText;
use crate::review::audit::{
    Audit, AuditRecord, CheckResult, ClosedRecord, ExplainingFault, Explanation, ExplanationRecord, FaultName,
    FaultNumbers, FaultRecord, Finding, FindingDetail, FindingNumbers, FindingRecord, Verdict, VerdictCounts,
};

/// The audit as a record, with the findings of these verdicts, or all where none is named.
#[must_use]
pub fn audit_record(audit: &Audit, only: &[Verdict]) -> AuditRecord {
    let listed = audit.findings.iter().filter(|finding| only.is_empty() || only.contains(&finding.verdict));
    AuditRecord {
        unit: audit.unit.clone(),
        year: audit.year.clone(),
        counts: VerdictCounts::of(audit),
        findings: listed.map(finding).collect(),
        explanations: audit.explanations.iter().map(explanation).collect(),
        undecided: audit.undecided,
        unexplained: audit.unexplained,
        is_cut: audit.is_cut,
    }
}

fn finding(finding: &Finding) -> FindingRecord {
    let (numbers, remark) = match &finding.detail {
        FindingDetail::Measured(measured) => (Some(FindingNumbers::from(measured.as_ref())), None),
        FindingDetail::Remark(remark) => (None, Some(in_both(|messages| remark_words(finding, remark, messages)))),
    };
    FindingRecord {
        check: finding.check.clone(),
        name: in_both(|messages| name(finding, messages)),
        about: finding.about.clone(),
        column: finding.column,
        result: CheckResult::from(finding.verdict),
        verdict: finding.verdict,
        numbers,
        remark,
        place: finding.place.as_ref().map(PlaceText::from),
    }
}

fn explanation(explanation: &Explanation) -> ExplanationRecord {
    ExplanationRecord {
        causes: explanation.causes.iter().map(cause).collect(),
        closes: explanation.closes.iter().map(ClosedRecord::from).collect(),
        independent: explanation.independent,
        left_open: explanation.left_open,
        group: explanation.group,
    }
}

fn cause(cause: &ExplainingFault) -> FaultRecord {
    FaultRecord {
        fault: FaultName::from(&cause.fault),
        words: in_both(|messages| causes::fault(&cause.fault, messages)),
        numbers: FaultNumbers::from(&cause.fault),
        closes: cause.closes.iter().map(ClosedRecord::from).collect(),
        independent: cause.independent,
    }
}
