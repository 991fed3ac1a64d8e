//! What is always in sight: the total of the organisation, the sum of the weights, and how many moved.

use maud::{Markup, html};

use super::shown::TrialPage;
use crate::analysis::whatif::{Confirmation, Population, Standing, UnitChange};
use crate::evaluation::Evaluation;
use crate::format::phrases;
use crate::format::tell_problem;
use crate::format::whatif::wider;
use crate::messages::Messages;

/// How many organisations a fault names.
const MOST_NAMED: usize = 5;

/// The bar on top.
pub(super) fn summary(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let (case, population) = (&page.answer.case, &page.answer.population);
    let (before, after) = (&case.before, &case.after);
    let rounding = wider(Some(before.roundings().total), Some(after.roundings().total));
    let difference = phrases::signed(case.difference().as_ref(), rounding);
    let full = page.answer.trial.after.scheme().full_score.to_string();
    html! {
        span.total {
            (messages.say("total", &[])) " " b { (points(before, messages)) } " → " b.big { (points(after, messages)) } " "
            span class=(tone(&difference)) { (difference) } " "
            (grades(before, after, messages))
        }
        span { (messages.say("page-sum", &[("full", &full)])) }
        @if population.units.len() > 1 {
            span { (messages.say("page-grades-moved", &[("count", &count_grades(population).to_string())])) }
            span { (messages.say("page-ranks-moved", &[("count", &count_ranks(population).to_string())])) }
            span { (without_total(population, messages)) }
        }
        (confirmed(&page.answer.confirmation, messages))
    }
}

/// Whether the engine has confirmed what followed the hand.
fn confirmed(confirmation: &Confirmation, messages: &Messages) -> Markup {
    let said = match confirmation {
        Confirmation::Own => return html! {},
        Confirmation::Awaited => messages.say("page-awaited", &[]),
        Confirmation::Compared { count, .. } => messages.say("page-confirmed", &[("count", &count.to_string())]),
    };
    html! { span.confirmed { (said) } }
}

/// The total with its decimals, or that there is none.
pub(super) fn points(evaluation: &Evaluation, messages: &Messages) -> String {
    let rounding = Some(evaluation.roundings().total);
    let total = evaluation.total.as_ref().map(|total| phrases::points(total.points.number(), rounding));
    total.unwrap_or_else(|| messages.say("whatif-withheld", &[]))
}

/// The class of a signed number.
pub(super) fn tone(signed: &str) -> &'static str {
    match signed.chars().next() {
        Some('+') => "delta up",
        Some('-') => "delta down",
        _ => "delta",
    }
}

/// The class of a name that stands so deep in the tree.
pub(super) fn indent(depth: usize) -> Option<String> {
    (depth > 0).then(|| format!("in{}", depth.min(3)))
}

fn grades(before: &Evaluation, after: &Evaluation, messages: &Messages) -> Markup {
    let badge = |evaluation: &Evaluation| {
        let place = |name| evaluation.grades().position(|grade| grade == name).unwrap_or_default();
        evaluation.total.as_ref().map(|total| grade_badge(place(&total.grade), messages.pick(&total.grade)))
    };
    match (badge(before), badge(after)) {
        (Some(old), Some(new)) if old.0 != new.0 => html! { (old) " → " (new) },
        (Some(_), Some(new)) => html! { (new) " " (messages.say("page-grade-stays", &[])) },
        (_, new) => html! { @if let Some(new) = new { (new) } },
    }
}

/// The name of a grade in a frame that tells grades apart without a colour.
pub(super) fn grade_badge(place: usize, name: &str) -> Markup {
    html! { span class={ "g g" (place.min(3)) } { (name) } }
}

/// How many went over into another grade.
pub(super) fn count_grades(population: &Population) -> usize {
    let grade = |standing: &Option<Standing>| standing.as_ref().map(|standing| standing.grade);
    population.units.iter().filter(|unit| grade(&unit.before) != grade(&unit.after)).count()
}

fn count_ranks(population: &Population) -> usize {
    population.units.iter().filter(|unit| UnitChange::shift(unit).is_some_and(|shift| shift > 0)).count()
}

fn without_total(population: &Population, messages: &Messages) -> String {
    let count = population.withheld().len();
    let all = population.units.len().to_string();
    match count {
        0 => messages.say("page-all-totals", &[("count", &all)]),
        _ => messages.say("page-without-total", &[("count", &count.to_string()), ("all", &all)]),
    }
}

/// What was asked and is refused, with what can be done; that the address was made for other files.
pub(super) fn problem(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    html! {
        @if page.is_other_baseline {
            div.alert { p { strong { (messages.say("page-other-baseline", &[])) } } p { (messages.say("page-other-baseline-means", &[])) } }
        }
        (differing(page, messages))
        @if let Some(problems) = page.refused {
            div.alert {
                @for problem in problems.iter() {
                    @let (sentence, remedies) = tell_problem(problem, messages);
                    p { strong { (sentence) } }
                    @for remedy in remedies { p { (remedy) } }
                }
                p { (messages.say("page-refused", &[])) }
            }
        }
    }
}

/// Whose totals by whole numbers the engine does not confirm: a fault of the program that nobody may overlook.
fn differing(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let Confirmation::Compared { differing, .. } = &page.answer.confirmation else { return html! {} };
    let units = differing.iter().filter_map(|at| page.answer.population.units.get(*at));
    let names: Vec<&str> = units.map(|unit| unit.unit.as_str()).collect();
    let names = phrases::some_names(&names, MOST_NAMED, messages);
    let facts = [("count", differing.len().to_string()), ("names", names)];
    let facts = facts.each_ref().map(|(name, value)| (*name, value.as_str()));
    html! {
        @if !differing.is_empty() {
            div.alert { p { strong { (messages.say("page-differing", &facts)) } } p { (messages.say("page-differing-means", &[])) } }
        }
    }
}
