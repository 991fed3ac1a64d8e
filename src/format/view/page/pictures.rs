//! The pictures of the page as files: the ruler of one organisation, the table of all, the way of a comparison.

use maud::{Markup, html};

use super::organisation::marks;
use super::ranked::{BAR, LostBar, most_lost, shade, short_name, written};
use super::shown::TrialPage;
use super::slope::ROW;
use crate::analysis::whatif::{RowScore, Standing, UnitChange};
use crate::comparison::compare::Comparison;
use crate::format::phrases;
use crate::format::view::drawing::Drawing;
use crate::format::view::ruler::ruler_drawing;
use crate::format::view::waterfall::way;
use crate::messages::Messages;
use crate::numeric::Number;
use crate::scheme::Scheme;

/// Where lines from old places to new ones begin and end.
const SLOPE: (i64, i64) = (28, 92);
/// Where ranks, names, totals and grades stand.
const RANK: i64 = 122;
const NAME: i64 = 132;
const TOTALS: (i64, i64) = (392, 452);
const GRADE: i64 = 462;
const CELLS: i64 = 570;
const CELL: i64 = 36;
/// How wide the name of a group is, at most.
const LEGEND: i64 = 150;
/// How many signs of a name are shown.
const NAME_SIGNS: usize = 16;
/// The colours of the shades, lightest first, and of the groups; the style sheet of the page has the same.
const SHADES: [&str; 6] = ["#ffffff", "#e3edf7", "#c3d9ee", "#8fbfdc", "#1f67a6", "#08306b"];
const GROUPS: [&str; 6] = ["#4477aa", "#ee7733", "#228833", "#aa3377", "#66757f", "#ccbb44"];
/// The first shade on which letters are white.
const DARK: usize = 4;

/// The totals of the organisation that is looked at on the ruler of grades; nothing where it has none.
#[must_use]
pub fn ruler_picture(page: &TrialPage<'_>, messages: &Messages) -> Option<String> {
    let case = &page.answer.case;
    case.after.total.as_ref()?;
    let drawing = ruler_drawing(&case.after, &marks(case, messages), messages)?;
    let name = phrases::organisation(&case.before.organisation, case.before.year.as_deref(), messages);
    Some(drawing.in_file(&format!("{} {name}", messages.pick(case.after.title()))))
}

/// The way of a comparison; nothing where nothing differs.
#[must_use]
pub fn comparison_picture(comparison: &Comparison, messages: &Messages) -> Option<String> {
    let (from, to) = (messages.pick(&comparison.names.from), messages.pick(&comparison.names.to));
    Some(way(comparison, messages)?.in_file(&format!("{from} → {to}")))
}

/// All organisations by rank: old place and new, totals, grade, points lost by row and by group.
#[must_use]
pub fn everyone_picture(page: &TrialPage<'_>, messages: &Messages) -> String {
    let population = &page.answer.population;
    let scheme = page.answer.trial.after.scheme();
    let rows = scheme.scored_rows();
    let (order, old) = (population.by_rank(), population.by_old_rank());
    let mut places = vec![0; old.len()];
    for (place, at) in old.into_iter().enumerate() {
        places.get_mut(at).into_iter().for_each(|known| *known = place);
    }
    let lines = PictureLines { page, scheme, messages, most: most_lost(page) };
    let bars = CELLS + CELL * whole(rows.len()) + 10;
    let drawn = html! {
        (lines.head())
        @for (at, position) in order.iter().enumerate() {
            @if let Some(unit) = population.units.get(*position) {
                @let y = ROW * (whole(at) + 1);
                @let from = ROW * (whole(places.get(*position).copied().unwrap_or(at)) + 1);
                (lines.unit(unit, y, from, bars))
            }
        }
        (lines.legend(ROW * (whole(order.len()) + 1)))
    };
    let drawing = Drawing { width: bars + BAR + 50, height: ROW * (whole(order.len()) + 2), content: drawn };
    drawing.in_file(messages.pick(&scheme.title))
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX / ROW)
}

/// What the lines of the picture share.
struct PictureLines<'t> {
    page: &'t TrialPage<'t>,
    scheme: &'t Scheme,
    messages: &'t Messages,
    most: Option<Number>,
}

impl PictureLines<'_> {
    fn head(&self) -> Markup {
        let say = |id: &str| self.messages.say(id, &[]);
        let label = |x: i64, anchor: &str, text: String| {
            html! { text x=(x) y="16" text-anchor=(anchor) font-size="11" fill="#56606b" { (text) } }
        };
        html! {
            (label(SLOPE.0, "start", say("page-slope")))
            (label(NAME, "start", say("column-unit")))
            (label(TOTALS.0, "end", say("page-total-before")))
            (label(TOTALS.1, "end", say("view-after")))
            (label(GRADE, "start", say("column-grade")))
            @for (at, row) in self.scheme.scored_rows().iter().enumerate() {
                (label(CELLS + CELL * whole(at) + CELL / 2, "middle", short_name(self.messages.pick(&row.name))))
            }
        }
    }

    /// What the colours of the bars mean.
    fn legend(&self, y: i64) -> Markup {
        let names = self.scheme.dimensions.iter().map(|dimension| self.messages.pick(&dimension.name));
        html! {
            text x="0" y=(y + 18) font-size="11" { (self.messages.say("page-bars", &[])) }
            @for (at, name) in names.enumerate() {
                @let x = NAME + LEGEND * whole(at);
                rect x=(x) y=(y + 8) width="12" height="12" fill=(GROUPS.get(at % GROUPS.len()).copied().unwrap_or_default()) {}
                text x=(x + 17) y=(y + 18) font-size="11" { (name) }
            }
        }
    }

    fn unit(&self, unit: &UnitChange, y: i64, from: i64, bars: i64) -> Markup {
        let rank = |standing: &Option<Standing>| standing.as_ref().and_then(|one| one.rank);
        let rounding = Some(self.scheme.roundings.total);
        let points = |standing: &Option<Standing>| {
            standing.as_ref().map_or_else(|| "—".to_owned(), |one| phrases::points(one.points.number(), rounding))
        };
        let (before, after) = (rank(&unit.before), rank(&unit.after));
        let (stroke, dash) = match before.cmp(&after) {
            _ if before.is_none() || after.is_none() || before == after => ("#9aa4af", None),
            std::cmp::Ordering::Greater => ("#0b6e4f", None),
            _ => ("#a3341c", Some("4 2")),
        };
        let name: String = unit.unit.chars().take(NAME_SIGNS).collect();
        let base = y + ROW / 2 + 5;
        html! {
            line x1=(SLOPE.0) x2=(SLOPE.1) y1=(from + ROW / 2) y2=(y + ROW / 2) stroke=(stroke) stroke-width="1.5" stroke-dasharray=[dash] {}
            @if let Some(before) = before { text x=(SLOPE.0 - 4) y=(from + ROW / 2 + 4) text-anchor="end" font-size="11" { (before) } }
            text x=(RANK) y=(base) text-anchor="end" font-weight="bold" { @if let Some(after) = after { (after) } @else { "—" } }
            text x=(NAME) y=(base) { (name) }
            text x=(TOTALS.0) y=(base) text-anchor="end" { (points(&unit.before)) }
            text x=(TOTALS.1) y=(base) text-anchor="end" font-weight="bold" { (points(&unit.after)) }
            text x=(GRADE) y=(base) { (self.grades(unit)) }
            @for (at, moved) in unit.rows().enumerate() { (self.cell(at, moved.after, y)) }
            (self.bar(unit, bars, y))
        }
    }

    fn grades(&self, unit: &UnitChange) -> String {
        let population = &self.page.answer.population;
        let name = |standing: &Option<Standing>, names: &[crate::language::Bilingual]| {
            Some(self.messages.pick(names.get(standing.as_ref()?.grade)?).to_owned())
        };
        let before = name(&unit.before, &population.grades_before);
        match (before, name(&unit.after, &population.grades_after)) {
            (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
            (_, Some(after)) => after,
            (_, None) => self.messages.say("whatif-withheld", &[]),
        }
    }

    fn cell(&self, at: usize, score: Option<&RowScore>, y: i64) -> Markup {
        let rows = self.scheme.scored_rows();
        let Some((row, score)) = rows.get(at).zip(score).filter(|(_, score)| !score.lost.is_zero()) else {
            return html! {};
        };
        let shade = shade(row, score);
        let x = CELLS + CELL * whole(at);
        let ink = if shade >= DARK { "#ffffff" } else { "#111827" };
        html! {
            rect x=(x) y=(y + 1) width=(CELL - 1) height=(ROW - 2) fill=(SHADES.get(shade).copied().unwrap_or_default()) {}
            text x=(x + CELL - 4) y=(y + ROW / 2 + 4) text-anchor="end" font-size="11" fill=(ink) { (written(&score.lost, self.scheme.roundings.indicator)) }
        }
    }

    fn bar(&self, unit: &UnitChange, left: i64, y: i64) -> Markup {
        let Some(bar) = LostBar::new(unit, self.scheme, self.most.as_ref()) else { return html! {} };
        html! {
            @for (colour, from, width) in &bar.groups {
                rect x=(left + from) y=(y + 7) width=(width) height="12" fill=(GROUPS.get(colour % GROUPS.len()).copied().unwrap_or_default()) {}
            }
            text x=(left + bar.end + 5) y=(y + ROW / 2 + 4) font-size="11" { (bar.text) }
        }
    }
}
