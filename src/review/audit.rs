//! Do the figures hold together? Standard checks and declared identities over scheme, report, evaluation and accounts,
//! and what would explain the ones that fail.
//!
//! The standard checks are grouped by what they read: `form` the form's arithmetic, `finance` the accounts,
//! `indicators` the rows of the scheme, `evidence` reasons and proofs, `cross` one document against another. Each
//! says what it compared; a check whose data are absent is skipped with the reason and never passed.

mod causes;
mod cross;
mod evidence;
mod finance;
mod form;
mod identities;
mod indicators;
mod law;
mod ledger;
mod record;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evaluation::Evaluation;
use crate::language::Bilingual;
use crate::location::Place;
use crate::numeric::{Mode, Number, Rounding, Unit};
use crate::report::Report;
use crate::review::accounts::{Accounts, Column, Content};
use crate::rule::RuleSet;
use crate::scheme::Scheme;

use causes::Explained;
pub use causes::{Cause, Closed, Explanation, Fault};
use law::{Law, Obstacle};
use ledger::Ledger;
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

/// What is audited.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
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

impl Subject<'_> {
    /// Whether a person decides the points of the rule of that name.
    fn is_judged(&self, rule: &str) -> bool {
        self.rules.get(rule).is_some_and(|rule| rule.card().declared.judgement.is_some())
    }
}

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
}

impl Audit {
    /// How many findings have that verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == verdict).count()
    }
}

/// What became of one comparison, the worst first.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Verdict {
    /// It does not hold: no unrounded values that print as these figures satisfy it.
    Fail,
    /// It may be right, but a person should look.
    Warn,
    /// It holds within the rounding of its figures, though not to the last printed digit.
    Tail,
    /// It holds.
    Pass,
    /// It could not be made.
    Skip,
}

/// One thing compared.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The standard check (`C12`) or the id of a declared identity.
    pub check: String,
    /// What a declared identity is called; standard checks have their names in the catalogue.
    pub name: Option<Bilingual>,
    /// What was compared; none where the check speaks of the whole case.
    pub about: Option<Bilingual>,
    /// The column of a table.
    pub column: Option<Column>,
    /// What became of it.
    pub verdict: Verdict,
    /// The numbers, or the remark.
    pub detail: Detail,
    /// Where the figure in question stands.
    pub place: Option<Place>,
}

/// What a finding shows.
#[derive(Clone, Debug)]
pub enum Detail {
    /// Numbers compared.
    Measured(Box<Measured>),
    /// A sentence of the catalogue with its facts.
    Remark(Remark),
}

/// Numbers compared, in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The computation with its numbers.
    pub formula: String,
    /// What it comes to.
    pub computed: Number,
    /// What was printed, or what the limit is.
    pub printed: Number,
    /// The decimals that the printed figure is shown with.
    pub places: u32,
    /// Computed less printed; above zero it exceeds a limit.
    pub residual: Number,
    /// How large the residual may be, in its direction, for unrounded values to satisfy the comparison.
    pub tolerance: Number,
    /// The unit of all of these.
    pub unit: Unit,
    /// Whether the printed figure is a limit and not the result.
    pub is_limit: bool,
}

/// A sentence of the catalogue with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The id of the sentence, without the prefix `audit-`.
    pub id: &'static str,
    /// The facts that fill it.
    pub facts: Vec<(&'static str, Bilingual)>,
}

impl Remark {
    /// A sentence without facts.
    #[must_use]
    pub fn new(id: &'static str) -> Self {
        Self { id, facts: Vec::new() }
    }

    /// Adds a fact that reads the same in both languages.
    #[must_use]
    pub fn fact(self, name: &'static str, value: impl ToString) -> Self {
        self.said(name, Bilingual::same(value.to_string()))
    }

    /// Adds a fact that is worded in both languages.
    #[must_use]
    pub fn said(mut self, name: &'static str, value: Bilingual) -> Self {
        self.facts.push((name, value));
        self
    }

    /// Adds names as one fact, separated as each language does.
    #[must_use]
    pub fn names<'n>(self, name: &'static str, names: impl IntoIterator<Item = &'n Bilingual>) -> Self {
        let names: Vec<&Bilingual> = names.into_iter().collect();
        let joined = Bilingual {
            zh: names.iter().map(|name| name.zh.as_str()).collect::<Vec<_>>().join("、"),
            en: names.iter().map(|name| name.en.as_str()).collect::<Vec<_>>().join(", "),
        };
        self.said(name, joined)
    }
}

/// Something to compare: which check it belongs to, what it is about, and the law that must hold.
#[derive(Clone, Debug)]
struct Comparison {
    check: String,
    name: Option<Bilingual>,
    about: Option<Bilingual>,
    column: Option<Column>,
    law: Law,
    /// Which rows of which table the law adds up, if it does.
    rows: Option<RowSum>,
    place: Option<Place>,
}

/// The rows of a table in one column: all of them, or those of one class.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RowSum {
    table: String,
    class: Option<String>,
    column: Column,
}

impl Comparison {
    fn of(check: impl Into<String>, law: Law) -> Self {
        Self { check: check.into(), name: None, about: None, column: None, law, rows: None, place: None }
    }

    fn about(mut self, name: &Bilingual) -> Self {
        self.about = Some(name.clone());
        self
    }

    fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    fn finding(&self, verdict: Verdict, detail: Detail) -> Finding {
        Finding {
            check: self.check.clone(),
            name: self.name.clone(),
            about: self.about.clone(),
            column: self.column,
            verdict,
            detail,
            place: self.place.clone(),
        }
    }

    /// Compares.
    fn made(&self, ledger: &Ledger<'_>) -> Finding {
        let remark = |verdict, remark| self.finding(verdict, Detail::Remark(remark));
        match self.law.measured(ledger) {
            Ok((verdict, measured)) => self.finding(verdict, Detail::Measured(Box::new(measured))),
            Err(Obstacle::Lacking(figure, reason)) => {
                remark(Verdict::Skip, Remark::new("lacking").fact("figure", figure).said("reason", reason))
            }
            Err(Obstacle::Undefined { formula, printed: None }) => {
                remark(Verdict::Skip, Remark::new("undefined").fact("formula", formula))
            }
            Err(Obstacle::Undefined { formula, printed: Some(printed) }) => {
                let told = Remark::new("undefined-printed").fact("formula", formula).fact("printed", printed);
                remark(Verdict::Fail, told)
            }
            Err(Obstacle::TooLarge) => remark(Verdict::Skip, Remark::new("too-large")),
        }
    }
}

/// Makes all checks of a case.
#[must_use]
pub fn audit(subject: &Subject<'_>) -> Audit {
    let mut findings = Vec::new();
    let mut explained = Explained::default();
    form::check(subject, &mut findings);
    if let Some(accounts) = subject.accounts {
        let ledger = Ledger::new(accounts, subject.report);
        let mut comparisons = finance::comparisons(accounts, &mut findings);
        comparisons.extend(identities::comparisons(accounts));
        findings.extend(comparisons.iter().map(|comparison| comparison.made(&ledger)));
        explained = causes::find(accounts, &ledger, &comparisons);
        findings.extend(unused(accounts, &ledger, &comparisons));
        finance::missing_rows(accounts, &comparisons, &explained.explanations, &mut findings);
    }
    indicators::check(subject, &mut findings);
    evidence::check(subject, &mut findings);
    cross::check(subject, &mut findings);
    for check in CHECKS {
        if !findings.iter().any(|finding| finding.check == check) {
            findings.push(without_data(check, subject.accounts.is_some()));
        }
    }
    findings.sort_by_key(|finding| (finding.verdict, position(&finding.check)));
    let Explained { explanations, undecided, unexplained } = explained;
    let (unit, year) = (subject.report.organisation.clone(), subject.report.year.clone());
    Audit { unit, year, findings, explanations, undecided, unexplained }
}

/// Standard checks in the order of their numbers, declared identities after them.
fn position(check: &str) -> usize {
    CHECKS.iter().position(|known| *known == check).unwrap_or(CHECKS.len())
}

/// Figures that nothing compares: an id that no check knows would otherwise go unnoticed.
fn unused(accounts: &Accounts, ledger: &Ledger<'_>, comparisons: &[Comparison]) -> Option<Finding> {
    let used: BTreeSet<String> = comparisons.iter().flat_map(|comparison| ledger.leaves_of(&comparison.law)).collect();
    let printed = accounts.figures.iter().filter(|(_, figure)| matches!(figure.content, Content::Printed { .. }));
    let single = printed.filter(|(id, _)| accounts.column_of(id).is_none());
    let idle: Vec<&str> = single.map(|(id, _)| id.as_str()).filter(|id| !used.contains(*id)).collect();
    // The two budgets are compared even where no rate was printed.
    let idle: Vec<&str> = idle.into_iter().filter(|id| !finance::BUDGETS.contains(id)).collect();
    let remark = Remark::new("unused-figures").fact("count", idle.len()).fact("figures", idle.join(", "));
    let place = Some(accounts.place.clone());
    (!idle.is_empty()).then(|| Finding { place, ..plain("unused", Verdict::Warn, remark) })
}

/// A check that found nothing to read.
fn without_data(check: &str, has_accounts: bool) -> Finding {
    let id = if has_accounts || !finance::CHECKS.contains(&check) { "no-data" } else { "no-accounts" };
    plain(check, Verdict::Skip, Remark::new(id))
}

/// A finding about the whole case.
fn plain(check: &str, verdict: Verdict, remark: Remark) -> Finding {
    Finding {
        check: check.to_owned(),
        name: None,
        about: None,
        column: None,
        verdict,
        detail: Detail::Remark(remark),
        place: None,
    }
}

/// A number for a remark: whole up to four decimals, cut off with `…` beyond.
fn cut(number: &Number) -> String {
    match number.decimals() {
        Some(places) if places <= 4 => number.to_string(),
        _ => format!("{}…", Rounding { places: 4, mode: Mode::Down }.apply(number).to_padded(4)),
    }
}
