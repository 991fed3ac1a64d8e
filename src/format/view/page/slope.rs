//! Lines from the old places to the new ones, beside the rows of the table.

use maud::{Markup, html};

use crate::analysis::whatif::UnitChange;

/// The height of a row of the table, in pixels; the style sheet has the same.
pub(super) const ROW: i64 = 26;
/// The width of the drawing.
const WIDTH: i64 = 92;
/// Where lines begin and end.
const LEFT: i64 = 24;
const RIGHT: i64 = 88;

/// The lines of one part of the table: its rows after the change begin at `first`; lines from elsewhere come in at the edge.
pub(super) fn slope(rows: &[&UnitChange], first: usize, before: &[usize]) -> Markup {
    let height = ROW.saturating_mul(whole(rows.len()));
    let middle = |row: i64| row.saturating_mul(ROW).saturating_add(ROW / 2);
    html! {
        svg.slope width=(WIDTH) height=(height) aria-hidden="true" {
            @for (at, unit) in rows.iter().enumerate() {
                @if let Some(old) = before.get(at) {
                    @let from = whole(*old).saturating_sub(whole(first));
                    @let class = match unit.shift().unwrap_or_default() {
                        0 => None,
                        _ if rose(unit) => Some("up"),
                        _ => Some("down"),
                    };
                    path class=[class] d={ "M" (LEFT) " " (middle(from)) "L" (RIGHT) " " (middle(whole(at))) } {}
                }
                @if let Some(rank) = unit.before.as_ref().and_then(|standing| standing.rank) {
                    @if let Some(old) = before.get(at) {
                        @let from = whole(*old).saturating_sub(whole(first));
                        text x=(LEFT - 4) y=(middle(from) + 4) { (rank) }
                    }
                }
            }
        }
    }
}

fn rose(unit: &UnitChange) -> bool {
    let rank = |standing: &Option<crate::analysis::whatif::Standing>| standing.as_ref().and_then(|one| one.rank);
    rank(&unit.after) < rank(&unit.before)
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX / ROW)
}
