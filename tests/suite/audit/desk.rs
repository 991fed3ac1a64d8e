//! What the tests audit, and how they look at what was found.

use std::sync::OnceLock;

use jixiao::project::{load_accounts, read_accounts_text};
use jixiao::review::accounts::Column;
use jixiao::review::audit::{Audit, AuditedCase, Finding, FindingDetail, Measured, Verdict, audit};
use jixiao::review::recheck::recheck;
use jixiao::{Report, Scheme, Source, Warned};

use crate::support::{self, opened, root, rules};

pub const SCHEME: &str = "\
scheme: s
title: 试算
full_score: 100
rounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }
grades: [{ grade: 优秀, from: 90 }, { grade: 其他, from: 0 }]
metrics:
  rate: { name: 办结率, unit: \"%\" }
  cases: { name: 件数, unit: 件 }
dimensions:
  - id: d
    name: 产出
    weight: 100
    indicators:
      - { id: rate, name: 办结率, weight: 60, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio }
      - { id: cases, name: 件数, weight: 40, unit: 件, target: { at_least: 10 }, rule: forward_ratio }
";

pub const REPORT: &str = "\
unit: 某局
metrics:
  rate: { value: 95, unit: \"%\", source: 台账 }
  cases: { value: 12, unit: 件, source: 台账 }
rows:
  rate: { deviation: 人手不足 }
";

/// A table that adds up: 10 + 20.5 + 30.25 = 60.75 budgeted, 9 + 20 + 30 = 59 spent; classes 29 and 30.
pub const TABLE: &str = "\
tables:
  t:
    name: 表
    total: { budget: 60.75, actual: 59 }
    classes:
      - { id: one, name: 一类, actual: 29 }
      - { id: two, name: 二类, actual: 30 }
    rows:
      - { name: 甲, class: one, budget: 10, actual: 9 }
      - { name: 乙, class: one, budget: 20.5, actual: 20, rate: 97.56 }
      - { name: 丙, class: two, budget: 30.25, actual: 30 }
";

pub fn case() -> &'static (Scheme, Report) {
    static CASE: OnceLock<(Scheme, Report)> = OnceLock::new();
    CASE.get_or_init(|| of_texts(SCHEME, REPORT))
}

pub fn of_texts(scheme: &str, report: &str) -> (Scheme, Report) {
    let scheme = support::scheme(scheme);
    let report = support::report(report, &scheme);
    (scheme, report)
}

pub fn audited((scheme, report): &(Scheme, Report), accounts: Option<&str>) -> Audit {
    let accounts = accounts.map(|text| match read_accounts_text(&Source::new("accounts.yaml", text), scheme) {
        Ok(checked) => checked.value,
        Err(problems) => panic!("{problems:#?}\n{text}"),
    });
    let recheck = recheck(scheme, rules(), report).unwrap().value;
    audit(&AuditedCase { scheme, rules: rules(), report, recheck: &recheck, accounts: accounts.as_ref() })
}

/// The audit of accounts in 万元 with two decimals.
pub fn of_accounts(body: &str) -> Audit {
    audited(case(), Some(&format!("unit: 某局\nmoney: 万元\nplaces: 2\n{body}")))
}

pub fn shipped(name: &str) -> Audit {
    let folder = format!("indicators/{name}");
    let opened = opened(&folder);
    let accounts = root().join(folder).join("accounts.yaml");
    let Warned { value: accounts, warnings: problems } = load_accounts(&accounts, &opened.case.scheme).unwrap();
    assert!(problems.is_empty(), "{problems:#?}");
    let (scheme, report, rules) = (&opened.case.scheme, &opened.case.report, &opened.rules);
    let recheck = recheck(scheme, rules, report).unwrap().value;
    audit(&AuditedCase { scheme, rules, report, recheck: &recheck, accounts: Some(&accounts) })
}

pub fn measured(finding: &Finding) -> &Measured {
    match &finding.detail {
        FindingDetail::Measured(measured) => measured,
        FindingDetail::Remark(remark) => panic!("{remark:?}"),
    }
}

/// The verdicts of a check on the thing of that name, in the order they are listed.
pub fn verdicts(audit: &Audit, check: &str, about: &str, column: Option<Column>) -> Vec<Verdict> {
    let about = |finding: &&Finding| finding.about.as_ref().map_or("", |about| about.zh.as_str()) == about;
    let findings = audit.findings.iter().filter(|finding| finding.check == check && finding.column == column);
    findings.filter(about).map(|finding| finding.verdict).collect()
}

pub fn verdict(audit: &Audit, check: &str) -> Vec<Verdict> {
    audit.findings.iter().filter(|finding| finding.check == check).map(|finding| finding.verdict).collect()
}

pub fn remark_id(audit: &Audit, check: &str) -> &'static str {
    let finding = audit.findings.iter().find(|finding| finding.check == check).unwrap();
    match &finding.detail {
        FindingDetail::Remark(remark) => remark.id,
        FindingDetail::Measured(measured) => panic!("{measured:?}"),
    }
}
