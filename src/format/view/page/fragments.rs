//! The parts of the page that are new after a step.

use maud::Markup;

use super::shown::TrialPage;
use super::{everyone, figures, organisation, summary, weights};
use crate::messages::Messages;

/// The parts that are put in place of the old ones, each with its id.
#[must_use]
pub fn fragments(page: &TrialPage<'_>, messages: &Messages) -> Vec<(&'static str, Markup)> {
    let mut parts = vec![
        ("summary", summary::summary(page, messages)),
        ("problem", summary::problem(page, messages)),
        ("note", weights::note(page, messages)),
        ("organisation", organisation::organisation(page, messages)),
        ("lost", organisation::points_lost(page, messages)),
        ("rows", organisation::before_and_after(page, messages)),
        ("figures", figures::figures(page, messages)),
    ];
    if page.answer.population.units.len() > 1 {
        parts.push(("everyone", everyone::everyone(page, messages)));
    }
    parts
}
