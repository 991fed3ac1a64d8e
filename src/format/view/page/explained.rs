//! Why the total of one organisation became another: what each row did to it, adding up to the difference exactly.

use maud::{Markup, html};

use super::movers::contributions;
use super::shown::TrialPage;
use super::summary::{points, tone};
use crate::format::phrases;
use crate::format::whatif::wider;
use crate::messages::Messages;

/// How many organisations can be chosen for a comparison.
const MAX_NAMED: usize = 1000;

/// The parts of the difference of the organisation that is looked at.
pub(super) fn explained(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let case = &page.answer.case;
    let Some(unit) = page.answer.population.units.get(page.answer.organisation) else { return html! {} };
    let mut parts = contributions(unit, page.answer.trial.after.scheme(), messages);
    parts.sort_by(|(_, left), (_, right)| left.cmp(right));
    let rounding = wider(Some(case.before.roundings().total), Some(case.after.roundings().total));
    let total = phrases::signed(unit.difference().as_ref(), rounding);
    let (before, after) = (points(&case.before, messages), points(&case.after, messages));
    let facts = [("name", unit.unit.as_str()), ("before", before.as_str()), ("after", after.as_str())];
    let shown =
        |points| phrases::signed(Some(points), rounding.filter(|rounding| short_enough(points, rounding.places)));
    html! {
        div.card.explain id="explained" {
            h3 { (messages.say("page-explained", &facts)) }
            @if parts.is_empty() { p { (messages.say("page-explained-none", &[])) } } @else {
                table.ex {
                    thead { tr { th scope="col" { (messages.say("column-indicator", &[])) } th.n scope="col" { (messages.say("page-of-total", &[])) } } }
                    tbody {
                        @for (name, points) in &parts {
                            @let points = shown(points);
                            tr { th scope="row" { (name) } td class={ "n " (tone(&points)) } { (points) } }
                        }
                        tr.sum { th scope="row" { (messages.say("page-sum-row", &[])) } td class={ "n " (tone(&total)) } { (total) } }
                    }
                }
            }
        }
    }
}

/// What the organisation can be compared with: itself as it was, the case that was named for it, another one.
pub(super) fn comparing(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let units = &page.answer.population.units;
    let is_changed = page.answer.trial.variant.is_some();
    let beside = page.beside.map(|(name, year)| phrases::organisation(name, year, messages));
    html! {
        @if is_changed || beside.is_some() || units.len() > 1 {
            form.compare action="/compare" method="get" target="_blank" {
                input type="hidden" name="state" value=(page.state);
                label { (messages.say("page-compare", &[])) " "
                    select name="with" {
                        @if is_changed { option value="before" { (messages.say("page-compare-before", &[])) } }
                        @if let Some(beside) = &beside { option value="case" { (beside) } }
                        @for (at, unit) in units.iter().enumerate().take(MAX_NAMED) {
                            @if at != page.answer.organisation { option value=(at.saturating_add(1)) { (unit.unit) } }
                        }
                    }
                }
                " " button type="submit" { (messages.say("page-compare-now", &[])) }
            }
        }
    }
}

/// Whether a number has no more decimals than these.
fn short_enough(number: &crate::numeric::Number, places: u32) -> bool {
    number.decimals().is_some_and(|decimals| decimals <= places)
}
