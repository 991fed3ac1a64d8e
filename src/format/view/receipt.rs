//! The receipt: which engine and which texts gave the result.

use maud::{Markup, html};

use super::part::section;
use crate::messages::Messages;
use crate::record::ReceiptRecord;

/// Version and hashes.
#[must_use]
pub fn receipt(record: &ReceiptRecord, messages: &Messages) -> Markup {
    let columns = ["view-receipt-text", "view-receipt-hash"].map(|id| messages.say(id, &[]));
    let hashed = |name: &str, hash: &str| html! { tr { th scope="row" { (name) } td.hash { (hash) } } };
    let name = messages.say("view-receipt", &[]);
    let content = html! {
        p { (messages.say("view-engine", &[("version", &record.engine)])) }
        div.wide tabindex="0" role="region" aria-label=(name) {
            table {
                thead { tr { @for column in &columns { th scope="col" { (column) } } } }
                tbody {
                    @for hash in &record.scheme { (hashed(&messages.say("view-receipt-scheme", &[]), hash)) }
                    (hashed(&messages.say("view-receipt-report", &[]), &record.report))
                    @for (rule, hash) in &record.scripts {
                        (hashed(&messages.say("view-receipt-rule", &[("rule", rule)]), hash))
                    }
                }
            }
        }
        p.note { (messages.say("view-receipt-use", &[])) }
    };
    section(&name, content)
}
