//! The findings of an audit: what fails and what deserves a look, then what would explain it; the rest on demand.

use maud::{Markup, html};
use strum::IntoEnumIterator;

use super::part::{CellKind, list, named, plain, row, section, table};
use crate::format::audit;
use crate::messages::Messages;
use crate::review::audit::{Audit, Finding, Verdict};

/// What is shown without being asked for.
const SHOWN: [Verdict; 2] = [Verdict::Fail, Verdict::Warn];

/// The findings of these verdicts, or all where none is named.
#[must_use]
pub fn findings(audit: &Audit, only: &[Verdict], messages: &Messages) -> Markup {
    let is_listed = |verdict: &Verdict| only.is_empty() || only.contains(verdict);
    // What was asked for by name is shown like what matters.
    let shown: Vec<Verdict> =
        Verdict::iter().filter(|verdict| is_listed(verdict) && (SHOWN.contains(verdict) || !only.is_empty())).collect();
    let rest = Verdict::iter().filter(|verdict| is_listed(verdict) && !shown.contains(verdict));
    let explained = audit::explained(audit, messages);
    let content = html! {
        p { (audit::counted(audit, messages)) }
        (listed(audit, &shown, messages))
        @if !explained.is_empty() {
            h3 { (messages.say("view-causes", &[])) }
            (list(&explained))
        }
        @for verdict in rest {
            @let count = audit.count(verdict);
            @if count > 0 {
                details {
                    summary {
                        (messages.say(&format!("audit-{}", <&str>::from(verdict)), &[])) " "
                        (messages.say("view-count", &[("count", &count.to_string())]))
                    }
                    (listed(audit, &[verdict], messages))
                }
            }
        }
    };
    section(&messages.say("paper-audit", &[]), content)
}

fn listed(audit: &Audit, verdicts: &[Verdict], messages: &Messages) -> Markup {
    let columns = named(
        [
            ("paper-verdict", CellKind::Word),
            ("paper-check", CellKind::Word),
            ("paper-compared", CellKind::Text),
            ("paper-remark", CellKind::What),
        ],
        messages,
    );
    let of = |verdict: Verdict| audit.findings.iter().filter(move |finding| finding.verdict == verdict);
    let found: Vec<&Finding> = verdicts.iter().copied().flat_map(of).collect();
    if found.is_empty() {
        return html! {};
    }
    let rows = html! {
        @for finding in found {
            @let verdict: &str = finding.verdict.into();
            (row(Some(verdict), 0, &columns, &[
                plain(&messages.say(&format!("paper-verdict-{verdict}"), &[])),
                plain(&finding.check),
                plain(&audit::compared(finding, messages)),
                plain(&audit::detail(finding, messages)),
            ]))
        }
    };
    table(&messages.say("paper-audit", &[]), &columns, rows)
}
