//! The table of all organisations by rank: old place and new, total, grade, what each row lost, and how much by group.

use maud::{Markup, html};

use super::shown::TrialPage;
use super::slope::slope;
use super::summary::{grade_badge, tone};
use crate::analysis::whatif::{PART, RowScore, Standing, UnitChange};
use crate::format::phrases;
use crate::format::pixels::position;
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};
use crate::scheme::{Indicator, Scheme};

/// The longest bar of points lost, in pixels.
pub(super) const BAR: i64 = 120;
/// The shares of the full marks, in percent, from which on a cell is darker.
const SHADES: [i64; 4] = [3, 8, 15, 30];

/// A part of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankedPart {
    /// How many rows stand before it.
    pub first: usize,
}

impl RankedPart {
    /// The part that holds the row at a position.
    #[must_use]
    pub fn of_row(row: usize) -> Self {
        Self { first: row / PART * PART }
    }
}

/// What the shades and bars mean.
pub(super) fn legend(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let scheme = page.answer.trial.after.scheme();
    html! {
        p.key {
            (messages.say("page-shades", &[])) " "
            @if let Some(first) = SHADES.first() { span.hk {} "<" (first) "% " }
            @for (at, from) in SHADES.iter().enumerate() { span class={ "hk h" (at.saturating_add(1)) } {} "≥" (from) "% " }
            (messages.say("page-bars", &[])) " "
            @for (at, dimension) in scheme.dimensions.iter().enumerate() {
                svg width="12" height="12" aria-hidden="true" { rect class={ "f" (at % 6) } width="12" height="12" {} }
                " " (messages.pick(&dimension.name)) " "
            }
            (messages.say("page-bars-old", &[])) " "
            a data-more="" href={ "/everyone.svg?" (page.state) } download="everyone.svg" { (messages.say("page-picture", &[])) }
        }
    }
}

/// The table, of which two parts are filled; the others are fetched when they come into sight.
pub(super) fn ranked(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let filled = &page.answer.in_sight;
    let say = |id: &str| messages.say(id, &[]);
    let scheme = page.answer.trial.after.scheme();
    let rows = scheme.scored_rows();
    let count = page.answer.population.units.len();
    let parts = (0..count).step_by(PART).map(|first| RankedPart { first });
    let is_set = |row: &Indicator| page.answer.trial.request.set.contains_key(&row.id);
    html! {
        div.popwrap tabindex="0" role="region" aria-label=(messages.say("page-ranked", &[("count", &count.to_string())])) {
            table.pop {
                caption { (messages.say("page-ranked", &[("count", &count.to_string())])) }
                thead { tr {
                    th.c-sl scope="col" { (say("page-slope")) }
                    th scope="col" { (say("column-rank")) }
                    th scope="col" { (say("column-unit")) }
                    th.n scope="col" { (say("page-total-before")) }
                    th.n scope="col" { (say("view-after")) }
                    th.n scope="col" { (say("column-difference")) }
                    th scope="col" { (say("column-grade")) }
                    @for row in &rows {
                        th class={ "hc" @if is_set(row) { " set" } } scope="col" { abbr title=(messages.pick(&row.name)) { (short_name(messages.pick(&row.name))) } }
                    }
                    th scope="col" { (say("page-lost")) }
                } }
                @for part in parts {
                    @if filled.contains(&part.first) {
                        (ranked_part(page, part, messages))
                    } @else {
                        @let length = count.saturating_sub(part.first).min(PART);
                        tbody data-first=(part.first) data-rows=(length) {
                            tr.more { td colspan=(rows.len().saturating_add(8)) {
                                a href={ "/?" (page.state) "&from=" (part.first.saturating_add(1)) } {
                                    (messages.say("page-part", &[("first", &part.first.saturating_add(1).to_string()), ("last", &part.first.saturating_add(length).to_string())]))
                                }
                            } }
                        }
                    }
                }
            }
        }
    }
}

/// The first signs of a name, for the head of a narrow column.
pub(super) fn short_name(name: &str) -> String {
    name.chars().filter(|sign| !sign.is_ascii_digit()).take(3).collect()
}

/// One part of the table.
#[must_use]
pub fn ranked_part(page: &TrialPage<'_>, part: RankedPart, messages: &Messages) -> Markup {
    let units = &page.answer.population.units;
    let scheme = page.answer.trial.after.scheme();
    let order = page.answer.population.by_rank();
    let old = page.answer.population.by_old_rank();
    let shown: Vec<(usize, &UnitChange)> =
        order.iter().skip(part.first).take(PART).filter_map(|at| Some((*at, units.get(*at)?))).collect();
    let before: Vec<usize> = shown.iter().filter_map(|(at, _)| old.iter().position(|known| known == at)).collect();
    let only: Vec<&UnitChange> = shown.iter().map(|(_, unit)| *unit).collect();
    let above = part.first.checked_sub(1).and_then(|at| units.get(*order.get(at)?));
    let most = most_lost(page);
    let lines = RankedLines { page, messages, scheme, most };
    html! {
        tbody data-first=(part.first) data-rows=(shown.len()) {
            @for (row, (at, unit)) in shown.iter().enumerate() {
                @let previous = row.checked_sub(1).and_then(|row| shown.get(row)).map(|(_, unit)| *unit).or(above);
                tr class=[lines.classes(*at, unit, previous)] {
                    @if row == 0 { td.c-sl rowspan=(shown.len()) { (slope(&only, part.first, &before)) } }
                    (lines.cells(*at, unit))
                }
            }
        }
    }
}

/// What the longest bar stands for: what lies between the lowest total and the most that can be reached.
pub(super) fn most_lost(page: &TrialPage<'_>) -> Option<Number> {
    let scheme = page.answer.trial.after.scheme();
    let totals = page.answer.population.units.iter().flat_map(|unit| [&unit.before, &unit.after]).flatten();
    let lowest = totals.map(|standing| standing.points.number()).min()?;
    let bonuses = scheme.bonuses.iter().map(|row| row.weight.number());
    bonuses.chain([scheme.full_score.number()]).try_fold(lowest.negate(), |sum, points| sum.add(points)).ok()
}

/// The points that an organisation lost after the change, in all rows or in those of some.
fn lost_by(unit: &UnitChange, rows: Option<&[usize]>) -> Option<Number> {
    let is_meant = |at: usize| rows.is_none_or(|rows| rows.contains(&at));
    let lost = unit.rows().enumerate().filter(|(at, _)| is_meant(*at));
    lost.filter_map(|(_, row)| row.after).try_fold(Number::zero(), |sum, row| sum.add(&row.lost)).ok()
}

/// What the lines of the table share.
struct RankedLines<'t> {
    page: &'t TrialPage<'t>,
    messages: &'t Messages,
    scheme: &'t Scheme,
    /// The most that any of them lost.
    most: Option<Number>,
}

impl RankedLines<'_> {
    fn classes(&self, at: usize, unit: &UnitChange, above: Option<&UnitChange>) -> Option<String> {
        let grade = |unit: &UnitChange| unit.after.as_ref().map(|standing| standing.grade);
        let mut classes = Vec::new();
        if above.is_some_and(|above| grade(unit).is_some() && grade(above) != grade(unit)) {
            classes.push("line");
        }
        if at == self.page.answer.organisation {
            classes.push("sel");
        }
        if unit.is_moved() {
            classes.push("moved");
        }
        (!classes.is_empty()).then(|| classes.join(" "))
    }

    fn cells(&self, at: usize, unit: &UnitChange) -> Markup {
        let rounding = Some(self.scheme.roundings.total);
        let points = |standing: &Option<Standing>| {
            standing.as_ref().map_or_else(|| "—".to_owned(), |one| phrases::points(one.points.number(), rounding))
        };
        let difference = phrases::signed(unit.difference().as_ref(), rounding);
        let number = at.saturating_add(1);
        html! {
            td.rk { (self.rank(unit)) }
            th.un scope="row" { a href={ "/?" (self.page.state) "&unit=" (number) } data-unit=(number) { (unit.unit) } }
            td.n { (points(&unit.before)) }
            td.n { b { (points(&unit.after)) } }
            td class={ "n " (tone(&difference)) } { (difference) }
            td.gr { (self.grade(unit)) }
            @for (row, moved) in self.scheme.scored_rows().into_iter().zip(unit.rows()) {
                (heat(row, moved.after, self.scheme.roundings.indicator))
            }
            td.ls { (self.bar(unit)) }
        }
    }

    fn rank(&self, unit: &UnitChange) -> Markup {
        let rank = |standing: &Option<Standing>| standing.as_ref().and_then(|one| one.rank);
        let (before, after) = (rank(&unit.before), rank(&unit.after));
        let moved = |id: &str, class: &str, count: usize| {
            html! { " " span class={ "mv " (class) } { (self.messages.say(id, &[("count", &count.to_string())])) } }
        };
        html! {
            @if let Some(after) = after { b { (after) } } @else { "—" }
            @if let (Some(before), Some(after)) = (before, after) {
                @if after < before { (moved("page-up", "up", before.abs_diff(after))) }
                @if after > before { (moved("page-down", "down", before.abs_diff(after))) }
            }
        }
    }

    fn grade(&self, unit: &UnitChange) -> Markup {
        let population = &self.page.answer.population;
        let badge = |standing: &Option<Standing>, names: &[crate::language::Bilingual]| {
            let place = standing.as_ref()?.grade;
            Some(grade_badge(place, self.messages.pick(names.get(place)?)))
        };
        let before = badge(&unit.before, &population.grades_before);
        let after = badge(&unit.after, &population.grades_after);
        html! {
            @match (before, after) {
                (Some(before), Some(after)) if before.0 != after.0 => { (before) "→" (after) },
                (_, Some(after)) => (after),
                (_, None) => (self.messages.say("whatif-withheld", &[])),
            }
        }
    }

    /// The points lost by group, and a mark where they ended before.
    fn bar(&self, unit: &UnitChange) -> Markup {
        let Some(bar) = LostBar::new(unit, self.scheme, self.most.as_ref()) else { return html! {} };
        let mut before = unit.rows().filter_map(|row| row.before);
        let before = before.try_fold(Number::zero(), |sum, row| sum.add(&row.lost)).ok();
        let before = before.zip(self.most.as_ref()).map(|(before, most)| position(&before, most, BAR));
        html! {
            svg.lost width="166" height="18" role="img" aria-label=(bar.text) {
                @for (colour, from, width) in &bar.groups { path class={ "f" (colour % 6) } d={ "M" (from) " 4h" (width) "v10h-" (width) } {} }
                @if let Some(before) = before { path.oldmark d={ "M" (before) " 1v16" } {} }
                text x=(bar.end.max(before.unwrap_or(0)) + 5) y="13" { (bar.text) }
            }
        }
    }
}

/// The points that an organisation lost, group by group.
pub(super) struct LostBar {
    /// The position of a group, where it begins and how wide it is, in pixels.
    pub groups: Vec<(usize, i64, i64)>,
    pub end: i64,
    pub text: String,
}

impl LostBar {
    /// The bar of which the longest stands for `most`; none for an organisation without a total.
    pub fn new(unit: &UnitChange, scheme: &Scheme, most: Option<&Number>) -> Option<Self> {
        let most = most.filter(|most| !most.is_zero() && unit.after.is_some())?;
        let rows = scheme.scored_rows();
        let mut bar = Self { groups: Vec::new(), end: 0, text: String::new() };
        for (colour, dimension) in scheme.dimensions.iter().enumerate() {
            let inside: Vec<&str> = dimension.rows().into_iter().map(|row| row.id.as_str()).collect();
            let places = rows.iter().enumerate().filter(|(_, row)| inside.contains(&row.id.as_str()));
            let places: Vec<usize> = places.map(|(place, _)| place).collect();
            let width = lost_by(unit, Some(&places)).map_or(0, |lost| position(&lost, most, BAR));
            if width > 0 {
                bar.groups.push((colour, bar.end, width));
                bar.end += width;
            }
        }
        bar.text = written(&lost_by(unit, None).unwrap_or_else(Number::zero), scheme.roundings.indicator);
        Some(bar)
    }
}

/// Points lost, as they are written.
pub(super) fn written(lost: &Number, rounding: Option<Rounding>) -> String {
    rounding.map_or_else(|| phrases::short(lost), |rounding| lost.to_padded(rounding.places))
}

/// How dark a cell is: how many of the shades the share of the full marks that was lost has reached, and one more.
pub(super) fn shade(row: &Indicator, score: &RowScore) -> usize {
    let share = score.lost.divide(row.weight.number()).and_then(|share| share.multiply(&Number::from(100)));
    let share = share.unwrap_or_else(|_| Number::from(100));
    SHADES.iter().filter(|from| share >= Number::from(**from)).count()
}

/// A cell that is the darker, the larger the part of the full marks is that was lost.
fn heat(row: &Indicator, score: Option<&RowScore>, rounding: Option<Rounding>) -> Markup {
    let Some(score) = score else { return html! { td { "—" } } };
    if score.lost.is_zero() {
        return html! { td {} };
    }
    let shade = Some(shade(row, score)).filter(|shade| *shade > 0).map(|shade| format!("h{shade}"));
    html! { td class=[shade] { (written(&score.lost, rounding)) } }
}
