//! Ways back to the total that was, or up to the next grade: figures first, weights second, each with its proof.

use maud::{Markup, html};

use crate::analysis::seek::{Measure, SearchAnswer, SearchResult, WayBack};
use crate::format::phrases;
use crate::format::screen::Screen;
use crate::format::sought_text;
use crate::messages::Messages;

/// How wide the proofs are, in signs.
const WIDTH: u16 = 96;

/// What was found; that nothing is to be reached where there is nothing.
#[must_use]
pub fn way_back(found: Option<&WayBack>, messages: &Messages) -> Markup {
    let Some(found) = found else { return html! { p.mut { (messages.say("page-back-none", &[])) } } };
    html! {
        h3 { (messages.say("page-back", &[("goal", messages.pick(&found.weights.goal))])) }
        ol {
            @for (sought, measure) in &found.figures { li { (way(sought, measure, messages)) } }
            li { (way(&found.weights, &Measure::Points, messages)) }
        }
    }
}

fn way(sought: &SearchResult, measure: &Measure, messages: &Messages) -> Markup {
    let screen = Screen { width: Some(WIDTH), has_colours: false };
    let head = match &sought.answer {
        SearchAnswer::Found(certificate) => {
            let changes = certificate.changes.iter().map(|change| {
                let (before, after) = (phrases::short(&change.before), phrases::short(&change.after));
                format!("{} {before} → {after}", messages.pick(&change.name))
            });
            let changes = changes.collect::<Vec<_>>().join(&messages.say("list-comma", &[]));
            let id = if matches!(measure, Measure::Figure(_)) { "page-back-figure" } else { "page-back-weights" };
            messages.say(id, &[("changes", &changes)])
        }
        SearchAnswer::AlreadyMet => messages.say("seek-met", &[]),
        SearchAnswer::Unreachable(_) => messages.say("page-back-unreachable", &[]),
        SearchAnswer::Open(_) => messages.say("page-back-open", &[]),
    };
    html! {
        p { b { (head) } }
        details { summary { (messages.say("page-proof", &[])) } pre { (sought_text(sought, measure, messages, screen)) } }
    }
}
