//! The report on a comparison: a bar for each row that differs, and the part of each factor.

use maud::{Markup, html};

use super::part::{CellKind, forked_bar, list, plain, row, section, table};
use super::waterfall::waterfall;
use crate::comparison::compare::Comparison;
use crate::format::compare::{CompareTable, compare_table};
use crate::messages::Messages;

/// The comparison as a report.
#[must_use]
pub fn comparison_view(comparison: &Comparison, messages: &Messages) -> Markup {
    let CompareTable { sides, summary, header, lines, most, notes, bar_column } = compare_table(comparison, messages);
    let kind = |at: usize| match at {
        0 => CellKind::Text,
        1 => CellKind::What,
        _ => CellKind::Number,
    };
    let columns: Vec<(String, CellKind)> = header
        .into_iter()
        .enumerate()
        .map(|(at, name)| (name, if at == bar_column { CellKind::Text } else { kind(at) }))
        .collect();
    let name = messages.say("paper-comparison", &[]);
    let last = lines.len().saturating_sub(1);
    let rows = html! {
        @for (at, line) in lines.iter().enumerate() {
            @let class = (at == last).then_some("total").or_else(|| line.is_sum.then_some("group"));
            @let cells: Vec<Markup> = line.cells.iter().enumerate().map(|(at, cell)| match &line.bar {
                Some(points) if at == bar_column => forked_bar(points, &most),
                _ => plain(cell),
            }).collect();
            (row(class, 0, &columns, &cells))
        }
    };
    html! {
        header { h1 { (name) } @if let Some(summary) = &summary { p { strong { (summary) } } } (list(&sides)) }
        @if let Some(way) = waterfall(comparison, messages) {
            (section(&messages.say("waterfall", &[]), html! { div.wide tabindex="0" role="region" aria-label=(messages.say("waterfall", &[])) { (way) } }))
        }
        (section(&messages.say("view-parts", &[]), table(&name, &columns, rows)))
        (super::notes::notes(&notes, messages))
    }
}
