//! What is audited.

use crate::evaluation::Evaluation;
use crate::report::Report;
use crate::review::accounts::Accounts;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

/// What is audited.
#[derive(Clone, Copy, Debug)]
pub struct AuditedCase<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// The rules that it is scored by.
    pub rules: &'a RuleSet,
    /// The report for it.
    pub report: &'a Report,
    /// What the scheme makes of the report.
    pub evaluation: &'a Evaluation,
    /// The accounts of the unit, if the case has them.
    pub accounts: Option<&'a Accounts>,
}

impl AuditedCase<'_> {
    /// Whether a person decides the points of the rule of that name.
    pub(super) fn is_judged(&self, rule: &str) -> bool {
        self.rules.get(rule).is_some_and(|rule| rule.metadata().declared.judgement.is_some())
    }
}
