//! What is audited.

use crate::evaluation::{Evaluation, Row};
use crate::report::Report;
use crate::review::accounts::Accounts;
use crate::review::recheck::{CheckedRow, Recheck};
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
    /// What the report claims, recomputed: the verdicts on rows, sums and the grade are read there and not made again.
    pub recheck: &'a Recheck,
    /// The accounts of the unit, if the case has them.
    pub accounts: Option<&'a Accounts>,
}

impl<'a> AuditedCase<'a> {
    /// What the scheme makes of the report.
    pub(super) fn evaluation(&self) -> &'a Evaluation {
        &self.recheck.evaluation
    }

    /// The rows with what was checked of their claims.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'a Row, &'a CheckedRow)> {
        self.recheck.evaluation.rows.iter().zip(&self.recheck.rows)
    }

    /// Whether a person decides the points of the rule of that name.
    pub(super) fn is_judged(&self, rule: &str) -> bool {
        self.rules.get(rule).is_some_and(|rule| rule.metadata().declared.judgement.is_some())
    }
}
