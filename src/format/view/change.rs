//! The report on a what-if of one unit: both totals on the ruler, every row before and after.

use maud::{Markup, html};

use super::part::{CellKind, list, plain, row, section, table};
use super::ruler::ruler;
use super::score::{heading, mark};
use crate::analysis::whatif::{CaseChange, Variant};
use crate::format::text::distances;
use crate::format::whatif::{COLUMNS, asked_lines, below, change_lines};
use crate::messages::Messages;

/// The what-if as a report.
#[must_use]
pub fn change_view(change: &CaseChange, variant: &Variant, messages: &Messages) -> Markup {
    let say = |id: &str| messages.say(id, &[]);
    let (before, after) = (&change.before, &change.after);
    let title = messages.say("whatif-title", &[("title", messages.pick(before.title()))]);
    let kinds = |at: usize| if (1..6).contains(&at) { CellKind::Number } else { CellKind::Text };
    let columns: Vec<(String, CellKind)> = COLUMNS.iter().enumerate().map(|(at, id)| (say(id), kinds(at))).collect();
    let sides = [("view-after", after), ("view-before", before)].into_iter();
    let marks: Vec<_> = sides
        .filter_map(|(id, side)| {
            let total = side.total.as_ref()?;
            Some(mark(say(id), total.points.number(), side.roundings().total.places))
        })
        .collect();
    let lines = html! {
        @for line in change_lines(change, messages) {
            @let class = match (line.is_sum, line.id.is_empty()) {
                (true, true) => Some("total"),
                (true, false) => Some("group"),
                (false, _) => None,
            };
            @let cells: Vec<Markup> = line.cells.iter().map(|cell| plain(cell)).collect();
            (row(class, line.depth, &columns, &cells))
        }
    };
    let distances: Vec<String> = [("whatif-before", before), ("whatif-after", after)]
        .into_iter()
        .flat_map(|(id, side)| {
            distances(side, messages).into_iter().map(move |line| messages.say(id, &[("line", &line)]))
        })
        .collect();
    html! {
        (heading(&title, before, messages))
        (section(&say("view-asked"), list(&asked_lines(variant, messages))))
        (section(&say("view-score"), html! {
            (list(&below(change, messages)))
            (list(&distances))
            (ruler(after, &marks, messages))
        }))
        (section(&say("view-rows"), table(&say("view-rows"), &columns, lines)))
    }
}
