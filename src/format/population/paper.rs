//! A what-if for many units as a paper: a line for each unit, and the transitions of grades.

use super::{COLUMNS, below, grade_name};
use crate::analysis::whatif::{Population, Standing, UnitChange, Variant};
use crate::format::paper::{column, difference_cell, formula_cell, number_cell, paper, sum_formula, text};
use crate::format::whatif::asked_lines;
use crate::messages::Messages;
use crate::numeric::Number;
use crate::paper::{ColumnKind, Paper, PaperColumn, PaperRow, PaperRowKind, PaperSheet};
use crate::scheme::Scheme;

/// How wide the columns are.
const WIDTHS: [u32; 9] = [34, 8, 10, 8, 10, 10, 10, 12, 12];

/// The what-if as a paper of two sheets.
#[must_use]
pub fn population_paper(population: &Population, (before, variant): (&Scheme, &Variant), messages: &Messages) -> Paper {
    let title = messages.say("whatif-title", &[("title", messages.pick(&before.title))]);
    let (all, ranked) = (population.units.len().to_string(), population.ranked.to_string());
    let mut lines = asked_lines(variant, messages);
    lines.push(messages.say("population-units", &[("units", &all), ("ranked", &ranked)]));
    let kind = |at: usize| if (1..7).contains(&at) { ColumnKind::Number } else { ColumnKind::Text };
    let columns = COLUMNS.iter().zip(WIDTHS).enumerate();
    let mut columns: Vec<PaperColumn> =
        columns.map(|(at, (id, width))| column(messages.say(id, &[]), width, kind(at))).collect();
    columns.push(column(messages.say("recheck-column-file", &[]), 40, ColumnKind::Text));
    let places = [before.roundings.total.places, variant.scheme.roundings.total.places];
    let mut units: Vec<&UnitChange> = population.units.iter().collect();
    units.sort_by_key(|unit| unit.after.as_ref().and_then(|standing| standing.rank).unwrap_or(usize::MAX));
    let rows = units.into_iter().enumerate();
    let units = PaperSheet {
        name: messages.say("paper-units", &[]),
        heading: title.clone(),
        lines,
        columns,
        rows: rows.map(|(at, unit)| row(at, unit, population, places, messages)).collect(),
        merges: Vec::new(),
        notes: below(population, population.moved().len(), messages),
    };
    paper(title, vec![units, transitions(population, messages)], messages)
}

fn row(at: usize, unit: &UnitChange, population: &Population, places: [u32; 2], messages: &Messages) -> PaperRow {
    let sides = [&unit.before, &unit.after].map(Option::as_ref);
    let ranks = sides.map(|side| side.and_then(|standing| standing.rank).map(Number::count));
    let grade = |standing: Option<&Standing>, grades| match standing {
        Some(standing) => text(&grade_name(grades, standing.grade, messages)),
        None => number_cell(None, 0),
    };
    let mut cells = vec![text(&unit.unit)];
    cells.extend(ranks.iter().map(|rank| number_cell(rank.as_ref(), 0)));
    let [old, new] = &ranks;
    // Ranks that a unit rose by: a smaller rank is the better one.
    let shift = old.as_ref().zip(new.as_ref()).and_then(|(old, new)| old.subtract(new).ok());
    cells.push(difference_cell(shift.as_ref(), (at, &cells), (1, 2), 0));
    let totals = sides.into_iter().zip(places);
    cells.extend(totals.map(|(side, places)| number_cell(side.map(|standing| standing.points.number()), places)));
    let most = places.into_iter().max().unwrap_or_default();
    cells.push(difference_cell(unit.difference().as_ref(), (at, &cells), (5, 4), most));
    let [old, new] = sides;
    cells.extend([grade(old, &population.grades_before), grade(new, &population.grades_after), text(&unit.file)]);
    PaperRow { kind: PaperRowKind::Body, cells }
}

/// Grades before as rows, grades after as columns, each with its sum.
fn transitions(population: &Population, messages: &Messages) -> PaperSheet {
    let after = population.grades_after.len();
    let mut columns = vec![column(messages.say("population-from-to", &[]), 20, ColumnKind::Text)];
    columns.extend(
        (0..=after).map(|at| column(grade_name(&population.grades_after, at, messages), 12, ColumnKind::Number)),
    );
    let mut rows: Vec<PaperRow> = Vec::new();
    for (at, counts) in population.transitions.iter().enumerate() {
        let mut cells = vec![text(&grade_name(&population.grades_before, at, messages))];
        cells.extend(counts.iter().map(|units| number_cell(Some(&Number::count(*units)), 0)));
        rows.push(PaperRow { kind: PaperRowKind::Body, cells });
    }
    let parts: Vec<usize> = (0..rows.len()).collect();
    let mut sums = vec![text(&messages.say("paper-sum", &[]))];
    for at in 0..=after {
        let units = Number::count(population.transitions.iter().filter_map(|row| row.get(at)).sum());
        let formula = sum_formula(&rows, (at.saturating_add(1), &parts), &units, None);
        sums.push(formula_cell(formula, Some(&units), 0));
    }
    rows.push(PaperRow { kind: PaperRowKind::Total, cells: sums });
    PaperSheet {
        name: messages.say("paper-transitions", &[]),
        heading: messages.say("paper-transitions", &[]),
        lines: Vec::new(),
        columns,
        rows,
        merges: Vec::new(),
        notes: Vec::new(),
    }
}
