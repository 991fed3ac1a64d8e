//! Points lost, row by row: the number and a bar.

use maud::{Markup, html};

use super::part::{CellKind, bar, named, plain, row, section, table};
use crate::evaluation::{Evaluation, Role};
use crate::format::phrases;
use crate::format::text::losses;
use crate::messages::Messages;

/// The rows that lost points, those that lost most first.
#[must_use]
pub fn lost(evaluation: &Evaluation, messages: &Messages) -> Markup {
    let losses = losses(evaluation);
    let heading = messages.say("view-lost-rows", &[]);
    let scored = evaluation.rows.iter().filter(|row| row.role() == Role::Weighted && row.points().is_some()).count();
    let rest = scored.saturating_sub(losses.len()).to_string();
    let Some((most, _)) = losses.first() else {
        return section(&heading, html! { p { (messages.say("view-lost-none", &[("count", &rest)])) } });
    };
    let columns = named(
        [
            ("column-indicator", CellKind::Text),
            ("column-weight", CellKind::Number),
            ("column-lost", CellKind::Number),
            ("view-bar", CellKind::Text),
        ],
        messages,
    );
    let rounding = evaluation.roundings().indicator;
    let rows = html! {
        @for (lost, indicator) in &losses {
            (row(None, 0, &columns, &[
                plain(messages.pick(indicator.name())),
                plain(&indicator.weight().to_string()),
                plain(&rounding.map_or_else(|| phrases::short(lost), |rounding| lost.to_padded(rounding.places))),
                bar(lost, most),
            ]))
        }
    };
    section(
        &heading,
        html! {
            (table(&heading, &columns, rows))
            p.note { (messages.say("view-lost-rest", &[("count", &rest)])) }
        },
    )
}
