//! The report on an audit.

use maud::{Markup, html};

use super::findings::findings;
use crate::format::phrases;
use crate::messages::Messages;
use crate::review::audit::{Audit, Verdict};

/// The findings of an audit, those of these verdicts or all where none is named.
#[must_use]
pub fn audit_view(audit: &Audit, only: &[Verdict], messages: &Messages) -> Markup {
    let organisation = phrases::organisation(&audit.unit, audit.year.as_deref(), messages);
    html! {
        header { h1 { (messages.say("audit-title", &[("organisation", &organisation)])) } }
        (findings(audit, only, messages))
    }
}
