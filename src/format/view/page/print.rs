//! What is printed: the organisation, everyone, and the reasons of every row, each on pages of its own.

use maud::{DOCTYPE, Markup, html};

use super::shown::TrialPage;
use crate::comparison::compare::Comparison;
use crate::format::paper::{language_tag, plain_minus};
use crate::format::view::change::change_view;
use crate::format::view::comparison::comparison_view;
use crate::format::view::population::population_view;
use crate::format::view::rows::rows;
use crate::format::view::score::{ScoreView, score_view};
use crate::format::visible;
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
                div.sheet { (rows(&answer.case.after, messages)) }
            },
            None => { (score_view(&ScoreView { evaluation: &answer.case.before, audit: None, receipt: None }, messages)) },
        }
        p.note { (messages.say("page-baseline", &[("scheme", &before.id), ("hash", page.baseline)])) }
    };
    sheet(&messages.say("page-title", &[("title", messages.pick(&before.title))]), &content, messages)
}

/// The view of a comparison.
#[must_use]
pub fn comparison_page(comparison: &Comparison, messages: &Messages) -> String {
    sheet(&messages.say("paper-comparison", &[]), &comparison_view(comparison, messages), messages)
}

fn sheet(title: &str, content: &Markup, messages: &Messages) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(language_tag(messages)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/print.css";
                link rel="icon" href="/icon.svg" type="image/svg+xml";
            }
            body { main { (content) } }
        }
    };
    plain_minus(&visible(&page.into_string())) + "\n"
}
