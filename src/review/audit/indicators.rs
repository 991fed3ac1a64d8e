//! C22–C28, C31, C32: the rows of the scheme and their figures. What needs an initial target or last year's actual
//! (C29, C30) is not in a case and is skipped.

use std::collections::BTreeMap;

use super::audited_case::AuditedCase;
use super::finding::{Finding, FindingRemark, Verdict, cut, plain};
use crate::diagnostic::Code;
use crate::evaluation::{Role, Row};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};
use crate::report::MetricState;
use crate::review::recheck::{Fit, Judgement, RowVerdict};
use crate::rule::Value;
use crate::scheme::{Dimension, Direction, Indicator, Target};

/// Words in the name of an indicator of which less is better.
const LOWER_IS_BETTER: [&str; 8] = ["成本", "控制率", "变动率", "结余率", "超期", "返工", "差错", "延误"];
/// From this share of the target on, over-achievement wants a word of explanation, in percent.
const OVER_ACHIEVED: i64 = 130;
/// Words in the name of an indicator that do not fit a dimension with the other word in its name.
const MISFITS: [(&str, &str); 5] =
    [("数量", "率"), ("数量", "及时"), ("质量", "及时"), ("质量", "按期"), ("时效", "合格")];

pub(super) fn check(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    directions(case, findings);
    units(case, findings);
    numbers(case, findings);
    zero_targets(case, findings);
    names(case, findings);
    misfits(case, findings);
    over_achieved(case, findings);
    full_marks(case, findings);
    tiers(case, findings);
}

/// Pushes the findings of a check, or one that says how many rows were looked at and nothing was found.
fn told(check: &'static str, found: Vec<Finding>, looked_at: usize, findings: &mut Vec<Finding>) {
    if found.is_empty() && looked_at > 0 {
        findings.push(plain(check, Verdict::Pass, FindingRemark::new("nothing-found").fact("count", looked_at)));
    }
    findings.extend(found);
}

fn of_row(check: &str, verdict: Verdict, remark: FindingRemark, row: &Indicator) -> Finding {
    let (about, place) = (Some(row.name.clone()), Some(row.target_place.clone()));
    Finding { about, place, ..plain(check, verdict, remark) }
}

/// C22: a row of which less is better, with a target that asks for more; a share that must exceed the whole.
fn directions(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let rows = case.scheme.scored_rows();
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| row.target.as_ref().is_some_and(|it| it.direction() == Direction::Higher)) {
        if let Some(word) = LOWER_IS_BETTER.iter().find(|word| row.name.zh.contains(*word)) {
            found.push(of_row("C22", Verdict::Warn, FindingRemark::new("wrong-way").fact("word", word), row));
        }
        if let Some(Target::AtLeast(number) | Target::MoreThan(number)) = &row.target
            && row.unit.name() == "%"
            && *number > Number::from(100)
        {
            found.push(of_row("C22", Verdict::Warn, FindingRemark::new("above-whole").fact("target", number), row));
        }
    }
    told("C22", found, rows.len(), findings);
}

/// C23: figures that carry a unit in their text, percentages that read as ratios, units that do not convert.
fn units(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let mut found = Vec::new();
    for (id, metric) in &case.report.metrics {
        let MetricState::Value(figure) = &metric.state else { continue };
        let text = figure.text();
        let digits =
            text.trim_start_matches(['-', '−']).chars().take_while(|it| it.is_ascii_digit() || *it == '.').count();
        let rest: String = text.trim_start_matches(['-', '−']).chars().skip(digits).collect();
        let declared = case.scheme.metrics.get(id).filter(|declared| !declared.unit.name().is_empty());
        if let Some(declared) = declared.filter(|_| digits > 0 && rest.chars().any(char::is_alphabetic)) {
            let remark = FindingRemark::new("unit-in-figure").fact("value", text).fact("unit", &declared.unit);
            let about = Some(declared.name.clone());
            found.push(Finding { about, place: Some(metric.place.clone()), ..plain("C23", Verdict::Fail, remark) });
        }
    }
    let codes = [(Code::AmbiguousPercent, "ambiguous"), (Code::UnitMismatch, "unlike-unit")];
    found.extend(of_problems(case, "C23", &codes));
    for row in case.scheme.scored_rows() {
        if let Some(Target::AtLeast(number)) = &row.target
            && row.unit.name() == "%"
            && !number.is_zero()
            && *number < Number::from(1)
        {
            found.push(of_row("C23", Verdict::Warn, FindingRemark::new("target-as-ratio").fact("target", number), row));
        }
    }
    told("C23", found, case.report.metrics.len(), findings);
}

/// Problems of the evaluation that belong to a check.
fn of_problems(case: &AuditedCase<'_>, check: &str, codes: &[(Code, &'static str)]) -> Vec<Finding> {
    let problems = case.evaluation().diagnostics.iter();
    let found = problems.filter_map(|problem| {
        let (_, id) = codes.iter().find(|(code, _)| *code == problem.code)?;
        let value = problem.get("value").or_else(|| problem.get("found")).cloned().unwrap_or_default();
        let (about, place) = (problem.row.clone(), problem.place.clone());
        Some(Finding { about, place, ..plain(check, Verdict::Fail, FindingRemark::new(id).said("value", value)) })
    });
    found.collect()
}

/// C24: a quantitative row whose figure is no number, or whose target is a statement.
fn numbers(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let rows = case.scheme.scored_rows();
    // A bound whose ends have the same points is as good as a number.
    let decided: Vec<&Bilingual> =
        case.rows().filter(|(_, checked)| checked.engine.is_some()).map(|(row, _)| row.name()).collect();
    let mut found = of_problems(case, "C24", &[(Code::NotANumber, "text-for-number")]);
    found.retain(|finding| finding.about.as_ref().is_none_or(|about| !decided.contains(&about)));
    for row in rows.iter().filter(|row| row.unit.is_ratio() && !case.is_judged(&row.rule)) {
        if let Some(Target::Statement(statement)) = &row.target {
            found.push(of_row("C24", Verdict::Warn, FindingRemark::new("statement").fact("statement", statement), row));
        }
    }
    told("C24", found, rows.len(), findings);
}

/// C25: a target that nobody can miss.
fn zero_targets(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let rows = case.scheme.scored_rows();
    let always = |row: &&&Indicator| matches!(&row.target, Some(Target::AtLeast(number)) if number.is_zero());
    let found =
        rows.iter().filter(always).map(|row| of_row("C25", Verdict::Warn, FindingRemark::new("always-met"), row));
    told("C25", found.collect(), rows.len(), findings);
}

/// C26: one name for two rows.
fn names(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, &Row> = BTreeMap::new();
    let mut found = Vec::new();
    for row in &case.evaluation().rows {
        if let Some(first) = seen.insert(row.name().zh.trim(), row) {
            let names = [first, row].map(|row| dimension_name(case, row));
            let remark = FindingRemark::new("same-name").names("dimensions", &names);
            found.push(Finding { about: Some(row.name().clone()), ..plain("C26", Verdict::Warn, remark) });
        }
    }
    told("C26", found, case.evaluation().rows.len(), findings);
}

fn dimension_name(case: &AuditedCase<'_>, row: &Row) -> Bilingual {
    let top = row.dimensions().first();
    let dimension = case.scheme.dimensions.iter().find(|dimension| Some(&dimension.id) == top);
    dimension.map(|dimension| dimension.name.clone()).unwrap_or_else(|| Bilingual::same("—"))
}

/// C27: a rate among quantities, a date among qualities.
fn misfits(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let mut looked_at = 0_usize;
    let mut found = Vec::new();
    let mut waiting: Vec<&Dimension> = case.scheme.dimensions.iter().rev().collect();
    while let Some(dimension) = waiting.pop() {
        waiting.extend(dimension.dimensions.iter().rev());
        let unfit: Vec<&str> =
            MISFITS.iter().filter(|(kind, _)| dimension.name.zh.contains(kind)).map(|(_, word)| *word).collect();
        if unfit.is_empty() {
            continue;
        }
        looked_at = looked_at.saturating_add(dimension.indicators.len());
        for row in &dimension.indicators {
            if let Some(word) = unfit.iter().find(|word| row.name.zh.contains(*word)) {
                let remark = FindingRemark::new("misfit").said("dimension", dimension.name.clone()).fact("word", word);
                found.push(of_row("C27", Verdict::Warn, remark, row));
            }
        }
    }
    told("C27", found, looked_at, findings);
}

/// C28: far above the target, and not a word about it.
fn over_achieved(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let mut looked_at = 0_usize;
    let mut found = Vec::new();
    for row in &case.evaluation().rows {
        let Some(Ok(rate)) = achieved(row) else { continue };
        looked_at = looked_at.saturating_add(1);
        if rate >= Number::from(OVER_ACHIEVED) && row.deviation().is_none() {
            let remark = FindingRemark::new("over-achieved").fact("rate", cut(&rate)).fact("limit", OVER_ACHIEVED);
            found.push(Finding { about: Some(row.name().clone()), ..plain("C28", Verdict::Warn, remark) });
        }
    }
    told("C28", found, looked_at, findings);
}

/// The actual in percent of a target that asks for more.
fn achieved(row: &Row) -> Option<Result<Number, NumberError>> {
    let (Some(Target::AtLeast(target) | Target::MoreThan(target)), true) = (&row.target(), row.points().is_some())
    else {
        return None;
    };
    let actual = row.inputs().into_iter().find(|input| input.name == "actual")?;
    match &actual.value {
        Value::Number(actual) if !target.is_zero() && !target.is_negative() => {
            Some(actual.divide(target).and_then(|rate| rate.multiply(&Number::from(100))))
        }
        _ => None,
    }
}

/// C31: full marks everywhere: as they are claimed or, without a claim, as the engine gives them.
fn full_marks(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let weighted = case.rows().filter(|(row, _)| row.role() == Role::Weighted);
    let points = weighted.filter_map(|(row, checked)| {
        let points = checked.counted().or_else(|| row.points().map(|points| points.number().clone()))?;
        Some(points >= *row.weight().number())
    });
    let is_full: Vec<bool> = points.collect();
    let full = is_full.iter().filter(|full| **full).count();
    if is_full.len() > 1 {
        let verdict = if full == is_full.len() { Verdict::Warn } else { Verdict::Pass };
        let remark = FindingRemark::new("full-marks").fact("full", full).fact("count", is_full.len());
        findings.push(plain("C31", verdict, remark));
    }
}

/// C32: points that a person gives lie in the tier that is permitted: as the recheck says of claims; of rows without one,
/// as the rule that refuses them says.
fn tiers(case: &AuditedCase<'_>, findings: &mut Vec<Finding>) {
    let judged: Vec<_> = case.rows().filter(|(row, _)| case.is_judged(row.rule())).collect();
    let found = judged.iter().filter_map(|(row, checked)| {
        let refused = || {
            let problems = case.evaluation().diagnostics.iter();
            let mut refused = problems.filter(|problem| problem.code == Code::RuleRefusal);
            let problem = refused.find(|problem| problem.row.as_ref() == Some(row.name()))?;
            Some((problem.get("detail").cloned().unwrap_or_default(), problem.place.clone()))
        };
        let (detail, place) = match &checked.verdict {
            RowVerdict::Judgement(Judgement { fit: Some(Fit::Outside(detail)) }) => {
                (detail.clone(), case.report.rows.get(row.id()).and_then(|note| note.place.clone()))
            }
            RowVerdict::Judgement(_) => return None,
            _ => refused()?,
        };
        let remark = FindingRemark::new("outside-tier").said("detail", detail);
        Some(Finding { about: Some(row.name().clone()), place, ..plain("C32", Verdict::Fail, remark) })
    });
    told("C32", found.collect(), judged.len(), findings);
}
