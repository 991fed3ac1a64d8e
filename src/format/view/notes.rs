//! What else is to be known, in lines.

use maud::{Markup, html};

use super::part::{list, section};
use crate::messages::Messages;

/// Notes under their heading; nothing where there are none.
#[must_use]
pub fn notes(lines: &[String], messages: &Messages) -> Markup {
    html! { @if !lines.is_empty() { (section(&messages.say("view-notes", &[]), list(lines))) } }
}
