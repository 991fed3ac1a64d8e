//! Many organisations in their order: the table of ranks, what was lost by which indicator, and what does not add up.

mod paper;
mod sheet;

use super::csv::{CsvCell, csv_text};
use super::markdown::{markdown_cell, markdown_head, markdown_line};
use super::palette::Tone;
use super::record::problem_record;
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::table::{TableRow, align_right, ruled};
use crate::analysis::ranking::{ClaimRecord, GradeCount, RankedOrganisation, RankedRecord, Ranking, RankingRecord};
use crate::analysis::whatif::RefusedReport;
use crate::messages::Messages;
use crate::record::Shown;

pub use paper::ranking_paper;

/// The ranking as text for a screen.
#[must_use]
pub fn ranking_text(ranking: &Ranking, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let mut text = ScreenText::new(screen);
    for line in sheet::head(ranking, messages) {
        text.line(&line);
    }
    let header = sheet::columns(ranking, messages);
    let mut table = ruled(&header, screen, 160);
    for one in ranking.in_order() {
        let row = TableRow::new(sheet::cells(one, ranking, messages));
        table.add(match (&one.total, one.claim_difference()) {
            (None, _) => row.tone(Tone::Lost),
            (_, Some(_)) => row.cell_tone(sheet::DIFFERENCE, Tone::Wrong),
            _ => row,
        });
    }
    let losses = header.len().saturating_sub(1);
    let numbers: Vec<usize> = sheet::NUMBERS.into_iter().filter(|at| *at < losses).collect();
    align_right(&mut table, &numbers);
    table.reasons(losses);
    text.table(&table, messages);
    for line in sheet::below(ranking, messages) {
        text.line(&line);
    }
    let header: Vec<String> = sheet::INDICATOR_COLUMNS.iter().map(|id| messages.say(id, &[])).collect();
    let mut table = ruled(&header, screen, 160);
    for indicator in &ranking.indicators {
        table.add_row(sheet::indicator_cells(indicator, ranking, messages));
    }
    align_right(&mut table, &[1, 2, 3, 4, 5, 6, 7]);
    table.optional(&[3, 6]);
    // Of nobody there is nothing to say.
    if ranking.totals.is_some() {
        text.line(&messages.say("ranking-indicators", &[]));
        text.table(&table, messages);
        text.line(&messages.say("ranking-influence", &[]));
    }
    text.finish()
}

/// The ranking as Markdown: the organisations in their order, then the indicators.
#[must_use]
pub fn ranking_markdown(ranking: &Ranking, messages: &Messages) -> String {
    let mut lines = sheet::head(ranking, messages).into_iter();
    let mut text = lines.next().map_or_else(String::new, |title| format!("## {}\n\n", markdown_cell(&title)));
    text.extend(lines.chain(sheet::below(ranking, messages)).map(|line| format!("- {}\n", markdown_cell(&line))));
    let header = sheet::columns(ranking, messages);
    text.push('\n');
    text.push_str(&markdown_head(&header, &sheet::NUMBERS));
    for one in ranking.in_order() {
        text.push_str(&markdown_line(&sheet::cells(one, ranking, messages), false));
    }
    let header: Vec<String> = sheet::INDICATOR_COLUMNS.iter().map(|id| messages.say(id, &[])).collect();
    text.push_str(&format!("\n### {}\n\n", messages.say("ranking-indicators", &[])));
    text.push_str(&markdown_head(&header, &[1, 2, 3, 4, 5, 6, 7]));
    for indicator in &ranking.indicators {
        text.push_str(&markdown_line(&sheet::indicator_cells(indicator, ranking, messages), false));
    }
    text.push_str(&format!("\n{}\n", messages.say("ranking-influence", &[])));
    text
}

/// The ranking for other programs: a line for each organisation in the order of its rank, with the points of every row.
#[must_use]
pub fn ranking_csv(ranking: &Ranking, messages: &Messages) -> String {
    let ids = ["column-rank", "column-unit", "total", "column-grade", "column-claimed", "ranking-difference"];
    let mut header: Vec<String> = ids.iter().map(|id| messages.say(id, &[])).collect();
    header.extend(ranking.indicators.iter().map(|indicator| messages.pick(&indicator.name).to_owned()));
    header.push(messages.say("recheck-column-file", &[]));
    let places = ranking.places();
    let line = |one: &&RankedOrganisation| {
        let number = |number: Option<&crate::numeric::Number>| number.map_or(CsvCell::Empty, CsvCell::number);
        let total = one.total.as_ref();
        let points = total.map_or(CsvCell::Empty, |total| CsvCell::padded(total.points.number(), places));
        let rank = one.rank.map_or(CsvCell::Empty, |rank| CsvCell::Number(rank.to_string()));
        let mut cells = vec![rank, CsvCell::text(&one.organisation), points];
        cells.push(total.map_or(CsvCell::Empty, |total| CsvCell::text(messages.pick(&total.grade))));
        cells.extend([number(one.claimed.as_ref()), number(one.claim_difference().as_ref())]);
        cells.extend(one.rows.iter().map(|row| number(row.as_ref().map(|row| &row.points))));
        cells.push(CsvCell::text(&one.file));
        cells
    };
    csv_text(&header, &ranking.in_order().iter().map(line).collect::<Vec<_>>())
}

/// The ranking as a record: every organisation in the order of the reports.
#[must_use]
pub fn ranking_record(ranking: &Ranking) -> RankingRecord {
    let scheme = ranking.program.scheme();
    let places = ranking.places();
    let grade = |(grade, organisations): &(crate::language::Bilingual, usize)| GradeCount {
        grade: grade.clone(),
        organisations: *organisations,
    };
    let one = |one: &RankedOrganisation| RankedRecord {
        unit: one.organisation.clone(),
        file: one.file.clone(),
        rank: one.rank,
        total: one.total.as_ref().map(|total| Shown::padded(total.points.number(), places)),
        unrounded: one.total.as_ref().map(|total| total.unrounded.clone()),
        grade: one.total.as_ref().map(|total| total.grade.clone()),
        unrounded_grade: one.unrounded_grade.clone(),
        full_marks: one.has_full_marks(),
        points: one.rows.iter().map(|row| row.as_ref().map(|row| row.points.clone())).collect(),
        claimed: one
            .claimed
            .as_ref()
            .map(|claimed| ClaimRecord { total: claimed.clone(), difference: one.difference_to_claim() }),
        problems: one.problems.iter().map(problem_record).collect(),
    };
    let refused = |(file, problems): &(String, crate::diagnostic::Diagnostics)| RefusedReport {
        file: file.clone(),
        problems: problems.iter().map(problem_record).collect(),
    };
    RankingRecord {
        scheme: scheme.id.clone(),
        title: scheme.title.clone(),
        year: scheme.year.clone(),
        tied_ranks: ranking.ties(),
        grades: ranking.grades.iter().map(grade).collect(),
        withheld: ranking.withheld().len(),
        totals: ranking.totals.clone(),
        roll_up: ranking.roll_up.clone(),
        indicators: ranking.indicators.clone(),
        organisations: ranking.organisations.iter().map(one).collect(),
        refused: ranking.refused.iter().map(refused).collect(),
    }
}
