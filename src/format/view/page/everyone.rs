//! All organisations: how grades passed over into grades, who moved and why, and the table of all.

use maud::{Markup, html};

use super::explained::explained;
use super::movers::movers;
use super::ranked::{legend, ranked};
use super::shown::TrialPage;
use super::summary::grade_badge;
use crate::analysis::whatif::Population;
use crate::diagnostic::Diagnostics;
use crate::format::phrases;
use crate::format::population::grade_name;
use crate::format::tell_problem;
use crate::messages::Messages;

/// The section on everyone.
pub(super) fn everyone(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let population = &page.answer.population;
    html! {
        h2 id="everyone-title" { (messages.say("page-everyone", &[])) }
        div.cards {
            div.card { (matrix(population, messages)) }
            div.card.grow { (movers(page, messages)) }
        }
        (withheld(population, messages))
        (legend(page, messages))
        (ranked(page, messages))
        (explained(page, messages))
    }
}

/// Grades before as rows, grades after as columns; what left its grade is framed.
fn matrix(population: &Population, messages: &Messages) -> Markup {
    let last = population.grades_after.len();
    let has_withheld = population.units.iter().any(|unit| unit.before.is_none() || unit.after.is_none());
    let shown = if has_withheld { last } else { last.saturating_sub(1) };
    let name = |at: usize| {
        let name = grade_name(&population.grades_after, at, messages);
        html! { @if at < last { (grade_badge(at, &name)) } @else { (name) } }
    };
    html! {
        table.mx {
            caption { (messages.say("page-matrix", &[])) }
            thead { tr { td {} @for at in 0..=shown { th scope="col" { (name(at)) } } } }
            tbody {
                @for (from, counts) in population.transitions.iter().enumerate().take(shown.saturating_add(1)) {
                    tr {
                        th scope="row" { (name(from)) }
                        @for (to, count) in counts.iter().enumerate().take(shown.saturating_add(1)) {
                            @let class = match (*count, from == to) {
                                (0, _) => "nil",
                                (_, true) => "same",
                                (_, false) => "mvd",
                            };
                            td class=(class) { @if *count == 0 { "·" } @else { (count) } }
                        }
                    }
                }
            }
        }
    }
}

/// Those without a total, and the reports that could not be read, each with the reason.
fn withheld(population: &Population, messages: &Messages) -> Markup {
    let why = |problems: &Diagnostics| {
        let told = problems.iter().take(2).map(|problem| {
            let place = problem.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
            format!("{}{place}", tell_problem(problem, messages).0)
        });
        told.collect::<Vec<_>>().join(phrases::separator(messages))
    };
    let units = population.withheld().into_iter().map(|unit| (unit.unit.as_str(), why(&unit.problems)));
    let refused = population.refused.iter().map(|(file, problems)| (file.as_str(), why(problems)));
    let all: Vec<_> = units.chain(refused).collect();
    html! {
        @if !all.is_empty() {
            div.note.warn {
                p { strong { (messages.say("page-withheld", &[("count", &all.len().to_string())])) } }
                ul { @for (name, why) in all.iter().take(20) { li { (name) " — " (why) } } }
            }
        }
    }
}
