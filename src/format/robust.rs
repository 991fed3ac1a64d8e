//! How sure grades and ranks are: the table of organisations, what is fragile, and the drawing of their ranks.

mod chart;
mod paper;
mod sheet;

use super::csv::{CsvCell, csv_text};
use super::markdown::{markdown_cell, markdown_head, markdown_line};
use super::palette::Tone;
use super::record::problem_record;
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::table::{TableRow, align_right, ruled};
use crate::analysis::robust::{
    DrawnWeight, DrawnWeightRecord, RobustOrganisation, RobustOrganisationRecord, RobustRecord, Robustness,
    UncertaintyRecord,
};
use crate::analysis::whatif::RefusedReport;
use crate::messages::Messages;
use crate::record::Shown;

pub use chart::{is_robust_svg, robust_svg};
pub use paper::robust_paper;
pub(super) use sheet::{head as robust_head, with_interval};

/// The study as text for a screen.
#[must_use]
pub fn robust_text(study: &Robustness, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let mut text = ScreenText::new(screen);
    for line in sheet::head(study, messages) {
        text.line(&line);
    }
    let header: Vec<String> = sheet::COLUMNS.iter().map(|id| messages.say(id, &[])).collect();
    let mut table = ruled(&header, screen, 160);
    for one in &study.organisations {
        let row = TableRow::new(sheet::cells(one, study, messages));
        table.add(if one.is_fragile() { row.cell_tone(sheet::SHARE, Tone::Wrong) } else { row });
    }
    align_right(&mut table, &sheet::NUMBERS);
    table.optional(&sheet::OPTIONAL);
    text.table(&table, messages);
    for line in sheet::below(study, messages) {
        text.line(&line);
    }
    let header: Vec<String> = sheet::WEIGHT_COLUMNS.iter().map(|id| messages.say(id, &[])).collect();
    let mut table = ruled(&header, screen, 160);
    for row in &study.weights {
        table.add_row(sheet::weight_cells(row, messages));
    }
    align_right(&mut table, &[1, 2, 3, 4, 5]);
    text.line(&messages.say("robust-weights", &[]));
    text.table(&table, messages);
    text.finish()
}

/// The study as Markdown.
#[must_use]
pub fn robust_markdown(study: &Robustness, messages: &Messages) -> String {
    let mut lines = sheet::head(study, messages).into_iter();
    let mut text = lines.next().map_or_else(String::new, |title| format!("## {}\n\n", markdown_cell(&title)));
    text.extend(lines.chain(sheet::below(study, messages)).map(|line| format!("- {}\n", markdown_cell(&line))));
    let header: Vec<String> = sheet::COLUMNS.iter().map(|id| messages.say(id, &[])).collect();
    text.push('\n');
    text.push_str(&markdown_head(&header, &sheet::NUMBERS));
    for one in &study.organisations {
        text.push_str(&markdown_line(&sheet::cells(one, study, messages), false));
    }
    let header: Vec<String> = sheet::WEIGHT_COLUMNS.iter().map(|id| messages.say(id, &[])).collect();
    text.push_str(&format!("\n### {}\n\n", messages.say("robust-weights", &[])));
    text.push_str(&markdown_head(&header, &[1, 2, 3, 4, 5]));
    for row in &study.weights {
        text.push_str(&markdown_line(&sheet::weight_cells(row, messages), false));
    }
    text
}

/// The study for other programs: a line for each organisation with the share of every grade.
#[must_use]
pub fn robust_csv(study: &Robustness, messages: &Messages) -> String {
    let say = |id: &str| messages.say(id, &[]);
    let mut header: Vec<String> =
        ["column-rank", "column-unit", "total", "column-grade", "robust-grade-share"].map(say).to_vec();
    header.extend(["robust-interval-low", "robust-interval-high", "robust-best-seen", "robust-worst-seen"].map(say));
    let scheme = study.program.scheme();
    header.extend(scheme.grades.iter().map(|grade| messages.pick(&grade.name).to_owned()));
    header.push(say("robust-file"));
    let places = scheme.roundings.total.places;
    let line = |one: &RobustOrganisation| {
        let own = one.own_grade();
        let count = |count: usize| CsvCell::Number(count.to_string());
        let seen = |end: Option<usize>| end.map_or(CsvCell::Empty, count);
        let mut cells = vec![count(one.rank), CsvCell::text(&one.organisation)];
        cells.push(CsvCell::padded(one.total.points.number(), places));
        cells.push(CsvCell::text(messages.pick(&one.total.grade)));
        cells.extend([&own.share, &own.low, &own.high].map(CsvCell::number));
        cells.extend([seen(one.seen.map(|(best, _)| best)), seen(one.seen.map(|(_, worst)| worst))]);
        cells.extend(one.grades.iter().map(|grade| CsvCell::number(&grade.share.share)));
        cells.push(CsvCell::text(&one.file));
        cells
    };
    csv_text(&header, &study.organisations.iter().map(line).collect::<Vec<_>>())
}

/// The study as a record.
#[must_use]
pub fn robust_record(study: &Robustness) -> RobustRecord {
    let scheme = study.program.scheme();
    let request = &study.request;
    let weight = |row: &DrawnWeight| DrawnWeightRecord {
        id: row.id.clone(),
        name: row.name.clone(),
        weight: row.own.clone(),
        low: row.low.clone(),
        high: row.high.clone(),
        left_out: row.left_out.clone(),
    };
    let refused = |(file, problems): &(String, crate::diagnostic::Diagnostics)| RefusedReport {
        file: file.clone(),
        problems: problems.iter().map(problem_record).collect(),
    };
    RobustRecord {
        scheme: scheme.id.clone(),
        title: scheme.title.clone(),
        year: scheme.year.clone(),
        uncertainty: UncertaintyRecord {
            weights: request.uncertainty.word().to_owned(),
            percent: request.uncertainty.percent().cloned(),
            draws: request.draws,
            seed: request.seed,
            generator: sheet::GENERATOR.to_owned(),
            step: study.step.clone(),
        },
        weights: study.weights.iter().map(weight).collect(),
        organisations: study.organisations.iter().map(|one| organisation(one, study)).collect(),
        fragile: study.fragile().iter().map(|one| one.organisation.clone()).collect(),
        withheld: study.withheld.iter().map(|(organisation, ..)| organisation.clone()).collect(),
        refused: study.refused.iter().map(refused).collect(),
    }
}

fn organisation(one: &RobustOrganisation, study: &Robustness) -> RobustOrganisationRecord {
    let places = study.program.scheme().roundings.total.places;
    RobustOrganisationRecord {
        unit: one.organisation.clone(),
        file: one.file.clone(),
        rank: one.rank,
        total: Shown::padded(one.total.points.number(), places),
        grade: one.total.grade.clone(),
        fragile: one.is_fragile(),
        grades: one.grades.clone(),
        withheld: one.withheld.clone(),
        best_seen: one.seen.map(|(best, _)| best),
        worst_seen: one.seen.map(|(_, worst)| worst),
        range: one.range.clone(),
        effects: one.effects.clone(),
        ranks: one.ranks.clone(),
        follower: one.follower.clone(),
        ahead: one.ahead.as_ref().map(|shares| shares.iter().map(|share| share.sets).collect()),
        evaluated: !one.is_planned,
    }
}
