//! What is printed: the organisation, everyone, and the reasons of every row, each on pages of its own.

use maud::{Markup, html};

use super::shown::TrialPage;
use crate::comparison::compare::Comparison;
use crate::format::view::change::change_view;
use crate::format::view::comparison::comparison_view;
use crate::format::view::document::shell;
use crate::format::view::population::population_view;
use crate::format::view::rows::rows_under;
use crate::format::view::score::{ScoreView, score_view};
use crate::messages::Messages;

/// The view for paper.
#[must_use]
pub fn print_page(page: &TrialPage<'_>, messages: &Messages) -> String {
    let answer = page.answer;
    let before = answer.trial.before.scheme();
    let content = html! {
        @match &answer.trial.variant {
            Some(variant) => {
                (change_view(&answer.case, variant, messages))
                @if answer.population.units.len() > 1 {
                    div.sheet { (population_view(&answer.population, (before, variant), messages)) }
                }
                div.sheet { (rows_under(&messages.say("page-print-reasons", &[]), &answer.case.after, messages)) }
            },
            None => { (score_view(&ScoreView { evaluation: &answer.case.before, audit: None, receipt: None }, messages)) },
        }
        p.note { (messages.say("page-baseline", &[("scheme", &before.id), ("hash", page.baseline)])) }
    };
    sheet(&messages.say("page-title", &[("title", messages.pick(&before.title))]), &content, messages)
}

/// The view of a comparison, with the address of its picture.
#[must_use]
pub fn comparison_page(comparison: &Comparison, picture: &str, messages: &Messages) -> String {
    let content = html! {
        (comparison_view(comparison, messages))
        p.note { a href=(picture) download { (messages.say("page-picture", &[])) } }
    };
    sheet(&messages.say("paper-comparison", &[]), &content, messages)
}

fn sheet(title: &str, content: &Markup, messages: &Messages) -> String {
    let head = html! {
        title { (title) }
        link rel="stylesheet" href="/print.css";
        link rel="icon" href="/icon.svg" type="image/svg+xml";
    };
    shell(&head, &html! { body { main { (content) } } }, messages)
}
