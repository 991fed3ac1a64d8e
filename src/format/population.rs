//! A what-if for many units: who moved, how grades passed over into grades, and how far ranks moved.

mod paper;

use std::fmt::Write;

use super::palette::Tone;
use super::phrases;
use super::record::problem_record;
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::table::{ScreenTable, TableRow, align_right, ruled};
use super::whatif::{asked_lines, wider};
use crate::analysis::whatif::{
    AskedRecord, Population, PopulationRecord, PopulationStanding, PopulationUnit, RefusedReport, Standing,
    Transitions, UnitChange, Variant,
};
use crate::diagnostic::Diagnostics;
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::numeric::Rounding;
use crate::record::{BeforeAfter, Shown};
use crate::scheme::Scheme;

pub use paper::population_paper;

/// How many units that moved are listed as text; JSON has all.
const MOST_LISTED: usize = 40;
/// How many units without a total are named as text; JSON has all.
const MOST_NAMED: usize = 20;

/// Names of the columns, as the catalogue knows them.
pub(super) const COLUMNS: [&str; 9] = [
    "column-unit",
    "column-rank",
    "column-rank-after",
    "column-shift",
    "total",
    "column-total-after",
    "column-difference",
    "column-grade",
    "column-grade-after",
];

/// The what-if as text for a screen.
#[must_use]
pub fn population_text(
    population: &Population,
    (before, variant): (&Scheme, &Variant),
    messages: &Messages,
    screen: impl Into<Screen>,
) -> String {
    let screen = screen.into();
    let count = |count: usize| count.to_string();
    let mut text = ScreenText::new(screen);
    text.line(&messages.say("whatif-title", &[("title", messages.pick(&before.title))]));
    for line in asked_lines(variant, messages) {
        let _ = writeln!(text, "{line}");
    }
    let (all, ranked) = (count(population.units.len()), count(population.ranked));
    let _ = writeln!(text, "{}", messages.say("population-units", &[("units", &all), ("ranked", &ranked)]));
    let moved = population.moved();
    if moved.is_empty() {
        let _ = writeln!(text, "{}", messages.say("population-still", &[]));
    } else {
        let columns: Vec<String> = COLUMNS.iter().map(|id| messages.say(id, &[])).collect();
        let mut table = ruled(&columns, screen, 160);
        let roundings = (before.roundings.total, variant.scheme.roundings.total);
        let listed = moved.get(..MOST_LISTED).unwrap_or(&moved);
        for (unit, cells) in listed.iter().zip(unit_lines(listed, population, roundings, messages)) {
            let tone = phrases::change_tone(cells.get(6).map_or("", String::as_str));
            table.add(TableRow::new(cells).cell_tone(6, tone).cell_tone(8, grade_tone(unit)));
        }
        align_right(&mut table, &[1, 2, 3, 4, 5, 6]);
        table.optional(&[1, 4, 3]);
        text.table(&table, messages);
        if moved.len() < population.units.len() {
            let _ = writeln!(text, "{}", messages.say("population-listed", &[("count", &count(moved.len()))]));
        }
        if let Some(more) = moved.len().checked_sub(MOST_LISTED).filter(|more| *more > 0) {
            let _ = writeln!(text, "{}", messages.say("population-more", &[("count", &count(more))]));
        }
    }
    let _ = writeln!(text, "{}", messages.say("population-transitions", &[]));
    text.table(&transitions(population, messages, screen), messages);
    for line in below(population, moved.len(), messages) {
        text.line(&line);
    }
    text.finish()
}

/// How the grade after is emphasised: a grade that fell, and one that rose.
fn grade_tone(unit: &UnitChange) -> Tone {
    match (&unit.before, &unit.after) {
        (Some(before), Some(after)) if after.grade > before.grade => Tone::Wrong,
        (Some(before), Some(after)) if after.grade < before.grade => Tone::Gained,
        (Some(_), None) => Tone::Wrong,
        _ => Tone::Plain,
    }
}

/// The cells of these units, in the order of the columns.
pub(super) fn unit_lines(
    units: &[&UnitChange],
    population: &Population,
    roundings: (Rounding, Rounding),
    messages: &Messages,
) -> Vec<Vec<String>> {
    units.iter().map(|unit| cells(unit, population, roundings, messages)).collect()
}

fn cells(
    unit: &UnitChange,
    population: &Population,
    roundings: (Rounding, Rounding),
    messages: &Messages,
) -> Vec<String> {
    let dash = || "—".to_owned();
    let grade = |standing: &Option<Standing>, grades: &[Bilingual]| {
        let name = standing.as_ref().and_then(|standing| grades.get(standing.grade));
        name.map_or_else(dash, |name| messages.pick(name).to_owned())
    };
    let rank = |standing: &Option<Standing>| {
        standing.as_ref().map_or_else(dash, |standing| standing.rank.map_or_else(dash, |rank| rank.to_string()))
    };
    let points = |standing: &Option<Standing>, rounding: Rounding| {
        standing.as_ref().map_or_else(dash, |standing| phrases::points(standing.points.number(), Some(rounding)))
    };
    let place = |standing: &Option<Standing>| standing.as_ref()?.rank;
    let shift = match (place(&unit.before), place(&unit.after)) {
        (Some(before), Some(after)) if after < before => format!("↑{}", before.abs_diff(after)),
        (Some(before), Some(after)) if after > before => format!("↓{}", before.abs_diff(after)),
        (Some(_), Some(_)) => "0".to_owned(),
        _ => dash(),
    };
    vec![
        unit.unit.clone(),
        rank(&unit.before),
        rank(&unit.after),
        shift,
        points(&unit.before, roundings.0),
        points(&unit.after, roundings.1),
        phrases::signed(unit.difference().as_ref(), wider(Some(roundings.0), Some(roundings.1))),
        grade(&unit.before, &population.grades_before),
        grade(&unit.after, &population.grades_after),
    ]
}

/// Grades before as rows, grades after as columns; what is withheld has a row and a column where there is any.
fn transitions(population: &Population, messages: &Messages, screen: Screen) -> ScreenTable {
    let sums = |at: usize| population.transitions.iter().filter_map(move |row| row.get(at)).sum::<usize>();
    let shows = |at: usize, grades: usize, sum: usize| at < grades || sum > 0;
    let columns: Vec<usize> =
        (0..=population.grades_after.len()).filter(|at| shows(*at, population.grades_after.len(), sums(*at))).collect();
    let mut header = vec![messages.say("population-from-to", &[])];
    header.extend(columns.iter().map(|at| grade_name(&population.grades_after, *at, messages)));
    let mut table = ruled(&header, screen, 160);
    for (at, row) in population.transitions.iter().enumerate() {
        if shows(at, population.grades_before.len(), row.iter().sum()) {
            let counts = columns.iter().filter_map(|column| row.get(*column)).map(ToString::to_string);
            table.add_row(std::iter::once(grade_name(&population.grades_before, at, messages)).chain(counts));
        }
    }
    let numbers: Vec<usize> = (1..=columns.len()).collect();
    align_right(&mut table, &numbers);
    table
}

/// The name of a grade by its position; behind the last one stands that there is no total.
pub(super) fn grade_name(grades: &[Bilingual], at: usize, messages: &Messages) -> String {
    let withheld = || messages.say("whatif-withheld", &[]);
    grades.get(at).map_or_else(withheld, |grade| messages.pick(grade).to_owned())
}

/// How many moved and how far, and who has no total.
pub(super) fn below(population: &Population, moved: usize, messages: &Messages) -> Vec<String> {
    let grades = population.units.iter().filter(|unit| {
        let grade = |standing: &Option<Standing>| standing.as_ref().map(|standing| standing.grade);
        unit.before.is_some() && unit.after.is_some() && grade(&unit.before) != grade(&unit.after)
    });
    let ranks = population.units.iter().filter(|unit| unit.shift().is_some_and(|shift| shift > 0));
    let (moved, grades, ranks) = (moved.to_string(), grades.count().to_string(), ranks.count().to_string());
    let mut lines =
        vec![messages.say("population-moved", &[("moved", &moved), ("ranks", &ranks), ("grades", &grades)])];
    if let Some(mean) = &population.mean_shift {
        let ranked = population.ranked.to_string();
        lines.push(messages.say("population-mean", &[("mean", &phrases::short(mean)), ("ranked", &ranked)]));
    }
    let withheld = population.withheld();
    if !withheld.is_empty() {
        let named: Vec<String> = withheld.iter().map(|unit| format!("{} ({})", unit.unit, unit.file)).collect();
        let units = phrases::some_names(&named, MOST_NAMED, messages);
        let count = withheld.len().to_string();
        lines.push(messages.say("population-withheld", &[("count", &count), ("units", &units)]));
    }
    if !population.refused.is_empty() {
        let named: Vec<&str> = population.refused.iter().map(|(file, _)| file.as_str()).collect();
        let files = phrases::some_names(&named, MOST_NAMED, messages);
        let count = population.refused.len().to_string();
        lines.push(messages.say("population-refused", &[("count", &count), ("files", &files)]));
    }
    lines
}

/// The what-if as a record: every unit in the order of the files, the transitions and the summary.
#[must_use]
pub fn population_record(population: &Population, (before, variant): (&Scheme, &Variant)) -> PopulationRecord {
    let after = &variant.scheme;
    let unit = |unit: &UnitChange| PopulationUnit {
        unit: unit.unit.clone(),
        file: unit.file.clone(),
        before: unit.before.as_ref().map(|side| standing(side, &population.grades_before, before)),
        after: unit.after.as_ref().map(|side| standing(side, &population.grades_after, after)),
        difference: unit.difference(),
        moved: unit.is_moved(),
        problems: unit.problems.iter().map(problem_record).collect(),
    };
    let refused = |(file, problems): &(String, Diagnostics)| RefusedReport {
        file: file.clone(),
        problems: problems.iter().map(problem_record).collect(),
    };
    // The last grade of each side is none: the total is withheld.
    let grades = |grades: &[Bilingual]| grades.iter().cloned().map(Some).chain([None]).collect();
    PopulationRecord {
        scheme: BeforeAfter { before: before.id.clone(), after: after.id.clone() },
        title: before.title.clone(),
        change: AskedRecord::new(variant),
        ranks: after.tied_ranks,
        ranked: population.ranked,
        mean_rank_shift: population.mean_shift.clone(),
        transitions: Transitions {
            before: grades(&population.grades_before),
            after: grades(&population.grades_after),
            units: population.transitions.clone(),
        },
        units: population.units.iter().map(unit).collect(),
        refused: population.refused.iter().map(refused).collect(),
    }
}

fn standing(standing: &Standing, grades: &[Bilingual], scheme: &Scheme) -> PopulationStanding {
    PopulationStanding {
        points: Shown::padded(standing.points.number(), scheme.roundings.total.places),
        unrounded: standing.unrounded.clone(),
        grade: grades.get(standing.grade).cloned(),
        rank: standing.rank,
    }
}
