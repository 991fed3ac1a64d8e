//! Every row with its reasons, and where its points come from for whoever wants to know.

use maud::{Markup, html};

use super::part::{CellKind, named, plain, row, section, table};
use crate::evaluation::{Evaluation, Row};
use crate::format::catalogue::row_facts;
use crate::format::result_table::{LineKind, ResultSheet};
use crate::messages::Messages;

/// The table of an evaluation.
#[must_use]
pub fn rows(evaluation: &Evaluation, messages: &Messages) -> Markup {
    rows_under(&messages.say("view-rows", &[]), evaluation, messages)
}

/// The same under another heading, where there is a table of that name already.
pub(super) fn rows_under(heading: &str, evaluation: &Evaluation, messages: &Messages) -> Markup {
    let columns = named(
        [
            ("column-indicator", CellKind::Text),
            ("column-weight", CellKind::Number),
            ("column-target", CellKind::Short),
            ("column-actual", CellKind::Short),
            ("column-points", CellKind::Number),
            ("column-lost", CellKind::Number),
            ("column-why", CellKind::What),
        ],
        messages,
    );
    let lines = html! {
        @for line in ResultSheet::new(evaluation, messages).lines {
            @let (class, depth, of) = match line.kind {
                LineKind::Dimension(depth) => (Some("group"), depth, None),
                LineKind::Row(depth) => (None, depth, evaluation.row(&line.id)),
                LineKind::Total => (Some("total"), 0, None),
            };
            (row(class, depth, &columns, &cells(&line.cells, of, evaluation, messages)))
        }
    };
    section(heading, table(heading, &columns, lines))
}

fn cells(texts: &[String], row: Option<&Row>, evaluation: &Evaluation, messages: &Messages) -> Vec<Markup> {
    let mut cells: Vec<Markup> = texts.iter().map(|text| plain(text)).collect();
    if let (Some(row), Some(why)) = (row, cells.last_mut()) {
        *why = html! { (*why) (steps(&messages.say("view-steps", &[]), row, evaluation, messages)) };
    }
    cells
}

/// Inputs with their places, rule, parameters and each step, on demand.
pub(super) fn steps(name: &str, row: &Row, evaluation: &Evaluation, messages: &Messages) -> Markup {
    html! {
        details {
            summary { (name) }
            dl {
                @for (label, fact) in row_facts(row, evaluation, messages) {
                    dt { (messages.say(label, &[])) }
                    dd { (fact) }
                }
            }
        }
    }
}
