//! Problems that were found: in a file nobody sees what a terminal would have said beside it.

use maud::{Markup, html};

use super::part::section;
use crate::diagnostic::Diagnostics;
use crate::format::tell_problem;
use crate::messages::Messages;

/// Every problem with its place and what to do; nothing where there is none.
#[must_use]
pub fn problems(problems: &Diagnostics, messages: &Messages) -> Markup {
    if problems.is_empty() {
        return html! {};
    }
    let list = html! {
        ul {
            @for problem in problems.iter() {
                @let (sentence, remedies) = tell_problem(problem, messages);
                @let severity: &str = problem.severity().into();
                li {
                    strong { (messages.say(&format!("severity-{severity}"), &[])) } ": " (sentence) " [" (problem.code.name()) "]"
                    @if let Some(place) = &problem.place { " " span.note { (place) } }
                    @for remedy in remedies { br; (remedy) }
                }
            }
        }
    };
    section(&messages.say("view-problems", &[]), list)
}
