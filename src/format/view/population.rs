//! The report on a what-if for many units: who moved, and how grades passed over into grades.

use maud::{Markup, html};

use super::part::{CellKind, list, plain, row, section, table};
use crate::analysis::whatif::{Population, Variant};
use crate::format::population::{COLUMNS, below, grade_name, unit_lines};
use crate::format::whatif::asked_lines;
use crate::messages::Messages;
use crate::scheme::Scheme;

/// The what-if as a report.
#[must_use]
pub fn population_view(population: &Population, (before, variant): (&Scheme, &Variant), messages: &Messages) -> Markup {
    let say = |id: &str| messages.say(id, &[]);
    let kinds = |at: usize| if (1..7).contains(&at) { CellKind::Number } else { CellKind::Text };
    let columns: Vec<(String, CellKind)> = COLUMNS.iter().enumerate().map(|(at, id)| (say(id), kinds(at))).collect();
    let moved = population.moved();
    let roundings = (before.roundings.total, variant.scheme.roundings.total);
    let (all, ranked) = (population.units.len().to_string(), population.ranked.to_string());
    let units = html! {
        @for cells in unit_lines(&moved, population, roundings, messages) {
            @let cells: Vec<Markup> = cells.iter().map(|cell| plain(cell)).collect();
            (row(None, 0, &columns, &cells))
        }
    };
    html! {
        header { h1 { (messages.say("whatif-title", &[("title", messages.pick(&before.title))])) } }
        (section(&say("view-asked"), list(&asked_lines(variant, messages))))
        (section(&say("view-moved"), html! {
            p { (messages.say("population-units", &[("units", &all), ("ranked", &ranked)])) }
            (list(&below(population, moved.len(), messages)))
            @if moved.is_empty() { p { (say("population-still")) } } @else { (table(&say("view-moved"), &columns, units)) }
        }))
        (section(&say("paper-transitions"), transitions(population, messages)))
    }
}

/// Grades before as rows, grades after as columns.
fn transitions(population: &Population, messages: &Messages) -> Markup {
    let mut columns = vec![(messages.say("population-from-to", &[]), CellKind::Text)];
    let after = 0..=population.grades_after.len();
    columns.extend(after.map(|at| (grade_name(&population.grades_after, at, messages), CellKind::Number)));
    let rows = html! {
        @for (at, counts) in population.transitions.iter().enumerate() {
            @let name = grade_name(&population.grades_before, at, messages);
            @let counts = counts.iter().map(|count| plain(&count.to_string()));
            @let cells: Vec<Markup> = std::iter::once(plain(&name)).chain(counts).collect();
            (row(None, 0, &columns, &cells))
        }
    };
    table(&messages.say("paper-transitions", &[]), &columns, rows)
}
