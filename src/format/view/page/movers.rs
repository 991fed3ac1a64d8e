//! Who moved and why, in two lines each: what happened to it, and the rows that did most of it.

use maud::{Markup, html};

use super::shown::TrialPage;
use super::summary::grade_badge;
use crate::analysis::whatif::{MOVERS, PointsMove, Population, Standing, UnitChange};
use crate::evaluation::Role;
use crate::format::phrases;
use crate::messages::Messages;
use crate::numeric::Number;
use crate::scheme::Scheme;

/// How many rows are named of each.
const MAX_ROWS: usize = 3;

/// The list of those that moved: other grades first, then the longest ways.
pub(super) fn movers(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let population = &page.answer.population;
    let moved = population.moved_most();
    let more = moved.len().saturating_sub(MOVERS);
    html! {
        h3 { (messages.say("page-movers", &[])) }
        @if moved.is_empty() { p { (messages.say("population-still", &[])) } }
        ul.movers {
            @for at in moved.iter().take(MOVERS) { (mover(*at, page, messages)) }
        }
        @if more > 0 { p.mut { (messages.say("page-movers-more", &[("count", &more.to_string())])) } }
    }
}

fn mover(position: usize, page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let population = &page.answer.population;
    let Some(unit) = population.units.get(position) else { return html! {} };
    let scheme = page.answer.trial.after.scheme();
    let rounding = Some(scheme.roundings.total);
    let points = |standing: &Option<Standing>| {
        let total = standing.as_ref().map(|standing| phrases::points(standing.points.number(), rounding));
        total.unwrap_or_else(|| messages.say("whatif-withheld", &[]))
    };
    let reasons = reasons(unit, scheme, messages);
    html! {
        li {
            a href={ "/?" (page.state) "&unit=" (position.saturating_add(1)) } data-unit=(position.saturating_add(1)) { (unit.unit) } " "
            (points(&unit.before)) " → " (points(&unit.after)) " " (ranks(unit, messages)) " "
            (grades(unit, population, messages))
            @if !reasons.is_empty() { small { (reasons) } }
        }
    }
}

fn ranks(unit: &UnitChange, messages: &Messages) -> String {
    let rank = |standing: &Option<Standing>| standing.as_ref().and_then(|standing| standing.rank);
    let (Some(before), Some(after)) = (rank(&unit.before), rank(&unit.after)) else { return String::new() };
    let (from, to) = (before.to_string(), after.to_string());
    let id = if before == after { "page-rank-stays" } else { "page-rank-moves" };
    messages.say(id, &[("before", &from), ("after", &to)])
}

fn grades(unit: &UnitChange, population: &Population, messages: &Messages) -> Markup {
    let badge = |standing: &Option<Standing>, names: &[crate::language::Bilingual]| {
        let place = standing.as_ref()?.grade;
        Some(grade_badge(place, messages.pick(names.get(place)?)))
    };
    let before = badge(&unit.before, &population.grades_before);
    let after = badge(&unit.after, &population.grades_after);
    html! {
        @if let (Some(before), Some(after)) = (before, after) && before.0 != after.0 { (before) " → " (after) }
    }
}

/// The rows that moved the total most, in words.
fn reasons(unit: &UnitChange, scheme: &Scheme, messages: &Messages) -> String {
    let mut parts: Vec<(String, Number)> = contributions(unit, scheme, messages);
    parts.sort_by_key(|(_, points)| std::cmp::Reverse(points.absolute()));
    let named = parts.iter().take(MAX_ROWS).map(|(name, points)| {
        let id = if points.is_negative() { "page-loses" } else { "page-gains" };
        messages.say(id, &[("row", name), ("points", &phrases::short(&points.absolute()))])
    });
    named.collect::<Vec<_>>().join(phrases::separator(messages))
}

/// What each row adds to the total or takes from it: its points after less those before, or the lost ones where full marks
/// moved too. All parts add up to the difference of the totals, the last one being what roundings and limits did.
pub(super) fn contributions(unit: &UnitChange, scheme: &Scheme, messages: &Messages) -> Vec<(String, Number)> {
    let lost = |row: PointsMove<'_>| {
        let (before, after) = (row.before?, row.after?);
        before.lost.subtract(&after.lost).ok()
    };
    let bonus = |row: PointsMove<'_>| row.after?.points.subtract(&row.before?.points).ok();
    let weighted = scheme.indicators().into_iter().map(|row| (row, Role::Weighted));
    let bonuses = scheme.bonuses.iter().map(|row| (row, Role::Bonus));
    let rows = weighted.chain(bonuses).chain(scheme.penalties.iter().map(|row| (row, Role::Penalty)));
    let parts = rows.zip(unit.rows()).filter_map(|((row, role), moved)| {
        let points = if role == Role::Bonus { bonus(moved)? } else { lost(moved)? };
        Some((messages.pick(&row.name).to_owned(), points))
    });
    if !unit.has_rows() {
        return Vec::new();
    }
    let mut parts: Vec<(String, Number)> = parts.filter(|(_, points)| !points.is_zero()).collect();
    let sum = parts.iter().try_fold(Number::zero(), |sum, (_, points)| sum.add(points)).ok();
    let rest = unit.difference().zip(sum).and_then(|(difference, sum)| difference.subtract(&sum).ok());
    if let Some(rest) = rest.filter(|rest| !rest.is_zero()) {
        parts.push((messages.say("page-other-parts", &[]), rest));
    }
    parts
}
