//! One organisation: its totals on the ruler of grades, what it lost, and every row before and after with its reasons.

use maud::{Markup, html};

use super::explained::comparing;
use super::shown::TrialPage;
use super::summary::{indent, tone};
use crate::analysis::whatif::CaseChange;
use crate::format::phrases;
use crate::format::text::distances;
use crate::format::view::lost::lost;
use crate::format::view::part::list;
use crate::format::view::rows::steps;
use crate::format::view::ruler::{RulerMark, narrow_ruler, ruler};
use crate::format::view::score::mark;
use crate::format::whatif::{below, change_lines};
use crate::messages::Messages;

/// The cell of differences in a line of the table.
const DIFFERENCE: usize = 5;
/// The columns of the table, as the catalogue knows them.
const COLUMNS: [&str; 5] =
    ["column-indicator", "page-weights", "page-points-before", "page-points-after", "column-difference"];

/// The section on one organisation.
pub(super) fn organisation(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let case = &page.answer.case;
    let name = phrases::organisation(&case.before.organisation, case.before.year.as_deref(), messages);
    let marks = marks(case, messages);
    html! {
        h2 id="organisation-title" { (messages.say("page-organisation", &[("name", &name)])) }
        @if case.before.illustrative { p.mut { (messages.say("illustrative", &[])) } }
        (narrow_ruler(&case.after, &marks, messages))
        (ruler(&case.after, &marks, messages))
        p.key { a data-more="" href={ "/ruler.svg?" (page.state) } download="ruler.svg" { (messages.say("page-picture", &[])) } }
        (list(&below(case, messages)))
        (list(&distances(&case.after, messages)))
    }
}

/// What it lost, row by row.
pub(super) fn points_lost(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    lost(&page.answer.case.after, messages)
}

/// Every row before and after, and what the organisation can be compared with.
pub(super) fn before_and_after(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    html! { (rows(&page.answer.case, messages)) (comparing(page, messages)) }
}

/// The totals of an organisation that has any, for the ruler.
pub(super) fn marks<'c>(case: &'c CaseChange, messages: &Messages) -> Vec<RulerMark<'c>> {
    let totals = [("view-after", &case.after), ("view-before", &case.before)];
    let found = totals.into_iter().filter_map(|(id, side)| {
        let total = side.total.as_ref()?;
        Some(mark(messages.say(id, &[]), total.points.number(), side.roundings().total.places))
    });
    found.collect()
}

/// Every row before and after; the reasons of a row stand in it, folded.
fn rows(case: &CaseChange, messages: &Messages) -> Markup {
    let lines = change_lines(case, messages);
    let changed = case.rows.iter().filter(|row| row.difference().is_some_and(|difference| !difference.is_zero()));
    let (all, changed) = (case.rows.len().to_string(), changed.count().to_string());
    html! {
        details.ba open {
            summary { (messages.say("page-before-after", &[("rows", &all), ("changed", &changed)])) }
            div.wide tabindex="0" role="region" aria-label=(messages.say("view-rows", &[])) {
                table.ex {
                    thead { tr { @for (at, id) in COLUMNS.iter().enumerate() { th class=[(at > 0).then_some("n")] scope="col" { (messages.say(id, &[])) } } } }
                    tbody {
                        @for line in &lines {
                            @let cell = |at: usize| line.cells.get(at).map_or("", String::as_str);
                            @let row = case.after.row(&line.id).filter(|_| !line.is_sum);
                            tr class=[line.is_sum.then_some("sum")] {
                                th class=[indent(line.depth)] scope="row" {
                                    @match row {
                                        Some(row) => { (steps(cell(0), row, &case.after, messages)) },
                                        None => { (cell(0)) },
                                    }
                                }
                                td.n { @if cell(1) == cell(2) { (cell(1)) } @else { (cell(1)) " → " (cell(2)) } }
                                td.n { (cell(3)) }
                                td.n { (cell(4)) }
                                td class={ "n " (tone(cell(DIFFERENCE))) } { (cell(DIFFERENCE)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
