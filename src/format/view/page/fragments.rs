//! The parts of the page that are new after a step.

use maud::Markup;

use super::shown::TrialPage;
use super::{everyone, figures, organisation, summary, weights};
use crate::messages::Messages;

/// The parts that are put in place of the old ones, each with its id; those that are `away` from the eye are left out.
#[must_use]
pub fn fragments(page: &TrialPage<'_>, away: &[&str], messages: &Messages) -> Vec<(&'static str, Markup)> {
    type Part = fn(&TrialPage<'_>, &Messages) -> Markup;
    let parts: [(&str, Part); 8] = [
        ("summary", summary::summary),
        ("problem", summary::problem),
        ("note", weights::note),
        ("organisation", organisation::organisation),
        ("lost", organisation::points_lost),
        ("rows", organisation::before_and_after),
        ("figures", figures::figures),
        ("everyone", everyone::everyone),
    ];
    let is_alone = page.answer.population.units.len() < 2;
    let wanted = parts.into_iter().filter(|(id, _)| !away.contains(id));
    let meant = wanted.filter(|(id, _)| !is_alone || *id != "everyone");
    meant.map(|(id, part)| (id, part(page, messages))).collect()
}
