//! An audit for people.

mod causes;
mod paper;
mod record;

use std::fmt::Write;

use strum::IntoEnumIterator;

use super::digits::{readable, short};
use super::palette::Tone;
use super::phrases::{self, with_sign};
use super::screen::Screen;
use super::screen_text::ScreenText;
use crate::messages::Messages;
use crate::numeric::Number;
use crate::review::audit::{Audit, Finding, FindingDetail, FindingRemark, Measured, Verdict};

pub use paper::audit_paper;
pub use record::audit_record;

/// What a check of the audit compares, when that fails, and what it needs, by its number such as `C35`; nothing where there is no such check.
#[must_use]
pub fn audit_page(check: &str, messages: &Messages) -> Option<String> {
    let number = check.strip_prefix(['C', 'c']).filter(|number| number.chars().all(|digit| digit.is_ascii_digit()))?;
    let title = messages.find(&format!("audit-c{number}"), &[])?;
    let about = messages.find(&format!("audit-c{number}.about"), &[]);
    let needs = messages.find(&format!("audit-c{number}.needs"), &[]);
    let needs = needs.map(|needs| messages.say("audit-page-needs", &[("needs", &needs)]));
    let lines = [Some(format!("C{number}  {title}")), about, needs, Some(messages.say("audit-page-where", &[]))];
    Some(lines.into_iter().flatten().map(|line| line + "\n").collect())
}

/// The audit as text: the verdicts asked for, worst first, one line for each comparison, then what would explain them.
#[must_use]
pub fn audit_text(audit: &Audit, only: &[Verdict], messages: &Messages, screen: impl Into<Screen>) -> String {
    let mut text = ScreenText::new(screen.into());
    let organisation = phrases::organisation(&audit.unit, audit.year.as_deref(), messages);
    text.line(&messages.say("audit-title", &[("organisation", &organisation)]));
    let _ = writeln!(text, "{}", counted(audit, messages));
    for verdict in Verdict::iter().filter(|verdict| only.is_empty() || only.contains(verdict)) {
        let mut findings = audit.findings.iter().filter(|finding| finding.verdict == verdict).peekable();
        if findings.peek().is_some() {
            text.line("");
            text.toned(&messages.say(&format!("audit-{}", <&str>::from(verdict)), &[]), tone(verdict));
            for finding in findings {
                let _ = writeln!(text, "  {}", line(finding, messages));
            }
        }
    }
    let explained = explained(audit, messages);
    if !explained.is_empty() {
        let _ = writeln!(text, "\n{}", messages.say("audit-causes", &[]));
        for line in explained {
            let _ = writeln!(text, "  {line}");
        }
    }
    text.finish()
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Fail => Tone::Wrong,
        _ => Tone::Strong,
    }
}

/// How many findings have each verdict.
pub(super) fn counted(audit: &Audit, messages: &Messages) -> String {
    let counts: Vec<(&str, String)> =
        Verdict::iter().map(|verdict| (verdict.into(), audit.count(verdict).to_string())).collect();
    let counts: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
    messages.say("audit-counts", &counts)
}

fn line(finding: &Finding, messages: &Messages) -> String {
    let name = compared(finding, messages);
    let detail = detail(finding, messages);
    messages.say("audit-line", &[("check", &finding.check), ("name", &name), ("detail", &detail)])
}

/// What would explain the findings, in lines.
pub(super) fn explained(audit: &Audit, messages: &Messages) -> Vec<String> {
    causes::all(audit, messages)
}

/// The check and what of it was compared.
pub(super) fn compared(finding: &Finding, messages: &Messages) -> String {
    std::iter::once(name(finding, messages)).chain(about(finding, messages)).collect::<Vec<_>>().join(" · ")
}

/// What the check is called: in the catalogue if it is a standard one, otherwise as the accounts say.
fn name(finding: &Finding, messages: &Messages) -> String {
    match &finding.name {
        Some(name) => messages.pick(name).to_owned(),
        None => messages.say(&format!("audit-{}", finding.check.to_lowercase()), &[]),
    }
}

fn about(finding: &Finding, messages: &Messages) -> Vec<String> {
    let column = finding.column.map(|column| messages.say(&format!("audit-column-{}", column.key()), &[]));
    finding.about.iter().map(|about| messages.pick(about).to_owned()).chain(column).collect()
}

pub(super) fn detail(finding: &Finding, messages: &Messages) -> String {
    match &finding.detail {
        FindingDetail::Measured(measured) => measured_words(measured, messages),
        FindingDetail::Remark(remark) => remark_words(finding, remark, messages),
    }
}

fn remark_words(finding: &Finding, remark: &FindingRemark, messages: &Messages) -> String {
    let mut facts: Vec<(&str, &str)> = remark.facts.iter().map(|(name, fact)| (*name, messages.pick(fact))).collect();
    // What a check needs is a part of its description, not of what was found.
    let needs = messages.find(&format!("audit-{}.needs", finding.check.to_lowercase()), &[]).unwrap_or_default();
    facts.push(("needs", &needs));
    messages.say(&format!("audit-{}", remark.id), &facts)
}

fn measured_words(measured: &Measured, messages: &Messages) -> String {
    let is_ratio = measured.unit.is_ratio();
    // A figure of the sum that has a unit of its own was converted: then all say what they are counted in.
    let is_converted = measured.formula.chars().any(char::is_alphabetic);
    let with_unit = |text: String| if is_ratio || is_converted { format!("{text}{}", measured.unit) } else { text };
    // What lies between two percentages is counted in percentage points.
    let apart = |text: String| match measured.unit.is_percent() {
        true => messages.say("percentage-points", &[("points", &text)]),
        false => with_unit(text),
    };
    let padded = |number: &Number| match number.decimals() {
        Some(_) if !is_ratio => number.to_padded(measured.places),
        _ => number.to_string(),
    };
    let computed = padded(&measured.computed);
    let id = match (measured.is_limit, measured.residual > Number::zero()) {
        (false, _) if measured.formula == computed => "audit-same",
        (false, _) => "audit-measured",
        (true, false) => "audit-within",
        (true, true) => "audit-above",
    };
    let residual =
        if measured.is_limit { short(&measured.residual.absolute()) } else { with_sign(&measured.residual, None) };
    let facts = [
        ("formula", measured.formula.as_str()),
        ("computed", &with_unit(computed)),
        ("printed", &with_unit(measured.printed.to_padded(measured.places))),
        ("residual", &apart(residual)),
        ("tolerance", &apart(short(&measured.tolerance))),
    ];
    readable(&messages.say(id, &facts), messages)
}
