//! [`draft_case`]: a scheme and a report from what a form says, with every guess named and asked once per kind.
//!
//! The order of evidence is that of forms: the operator (in its column, or glued to the value), then the rules that the
//! layout settles, then words of the row. What the form itself prints is no guess.

mod direction;
mod grades;
mod group;
mod guess;
mod ids;
mod item;
mod level;
mod money;
mod options;
mod plan;
mod report_text;
mod row;
mod scheme_text;
mod unit;
mod weights;
mod yaml;

use std::fmt;

use rust_decimal::Decimal;

pub use guess::{Guess, GuessKind, Question};
pub use options::DraftOptions;

use super::message::Message;
use super::reading::{FormReading, ReadCell};
use super::remark::{FormRemark, RemarkKind};
use super::role::CellRole;
use crate::document::sheet::CellPlace;
use crate::messages::{Messages, in_both};
use ids::{DraftIds, MoneyIds};
use item::DraftRow;
use plan::Plan;

/// What names of organisations end in.
const ORGANISATIONS: &[&str] = &[
    "局",
    "委",
    "委员会",
    "办",
    "办公室",
    "厅",
    "部",
    "院",
    "校",
    "学校",
    "中学",
    "小学",
    "大学",
    "中心",
    "公司",
    "馆",
    "所",
    "站",
    "街道",
    "镇",
    "乡",
    "村",
    "政府",
    "集团",
    "银行",
    "队",
    "会",
];

/// A case as two files.
#[derive(Debug, Clone)]
pub struct DraftCase {
    /// The scheme file.
    pub scheme_yaml: String,
    /// The report file.
    pub report_yaml: String,
    /// Everything that was guessed, with its cell.
    pub guesses: Vec<Guess>,
    /// The same as questions, one per kind.
    pub questions: Vec<Question>,
    /// What could not be taken over.
    pub remarks: Vec<FormRemark>,
    /// The rows of both files, and where they stand in the reading.
    pub rows: Vec<DraftedRow>,
}

/// A row of a drafted case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftedRow {
    /// The id of the indicator.
    pub id: String,
    /// The id of its metric.
    pub metric: String,
    /// The position of its first row among those of the reading.
    pub position: usize,
}

/// Why no case can be drafted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftProblem {
    /// The form holds plain figures and no indicators.
    OnlyFigures,
    /// No row has a weight, or points that one could be restored from.
    NoWeights,
}

impl DraftProblem {
    /// What it says.
    #[must_use]
    pub fn message(&self) -> Message {
        Message::new(match self {
            Self::OnlyFigures => "form-draft-only-figures",
            Self::NoWeights => "form-draft-no-weights",
        })
    }
}

/// The problem, for programmers; people read the message.
impl fmt::Display for DraftProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self:?}")
    }
}

impl std::error::Error for DraftProblem {}

/// Drafts a case from a reading, with the words of `words` for comments, notes and names that the form does not print.
///
/// # Errors
/// [`DraftProblem`]: nothing in it can be scored.
pub fn draft_case(reading: &FormReading, options: &DraftOptions, words: &Messages) -> Result<DraftCase, DraftProblem> {
    if reading.rows.is_empty() && !reading.figures.is_empty() {
        return Err(DraftProblem::OnlyFigures);
    }
    let mut guesses = Vec::new();
    let mut remarks = Vec::new();
    let items = item::items(reading);
    let row_weights = weights::weigh(reading, &items, &mut guesses);
    let known: Decimal = row_weights.iter().flatten().copied().sum();
    let money = money::draft(reading, known, &mut guesses, &mut remarks);
    let mut rows: Vec<DraftRow> = Vec::new();
    for (item, weight) in items.iter().zip(row_weights) {
        match weight {
            Some(weight) => rows.push(row::draft(reading, item, weight, words, &mut guesses, &mut remarks)),
            None => remarks.push(FormRemark {
                cell: item.place(reading),
                kind: RemarkKind::RowWithoutWeight { name: item.name(reading) },
            }),
        }
    }
    let full_score: Decimal = rows.iter().map(|row| row.weight).chain(money.iter().map(|money| money.weight)).sum();
    if full_score <= Decimal::ZERO {
        return Err(DraftProblem::NoWeights);
    }
    let mut ids = DraftIds::default();
    let money = money.map(|money| (MoneyIds::new(money.is_initial, &mut ids), money));
    let groups = group::grouped(reading, rows, &mut ids, words);
    let organisation = organisation(reading, &mut guesses);
    if reading.year.is_none() {
        guesses.push(Guess::new(GuessKind::NoYear, None, None, ""));
    } else if let Some((year, None)) = reading.year {
        guesses.push(Guess::new(GuessKind::YearOfName, None, None, &year.to_string()));
    }
    if reading.total.is_none() && full_score > Decimal::ONE_HUNDRED {
        guesses.push(Guess::new(GuessKind::FullScore, None, None, &full_score.normalize().to_string()));
    }
    let is_complete = is_complete(reading, full_score);
    let plan = Plan {
        reading,
        options,
        words,
        id: scheme_id(reading, organisation.as_deref()),
        title: title(reading, organisation.as_deref(), words),
        organisation: organisation.unwrap_or_else(|| Message::new("form-draft-unnamed").text(words)),
        money,
        grades: grades::grades(reading, full_score, is_complete),
        groups,
        full_score,
        is_complete,
        guesses,
        remarks,
    };
    let scheme_yaml = scheme_text::write(&plan);
    let report_yaml = report_text::write(&plan);
    let questions = guess::questions(&plan.guesses);
    let drafted =
        |row: &DraftRow| DraftedRow { id: row.id.clone(), metric: row.metric().to_owned(), position: row.position };
    let rows = plan.rows().map(drafted).collect();
    Ok(DraftCase { scheme_yaml, report_yaml, questions, guesses: plan.guesses, remarks: plan.remarks, rows })
}

/// Whether the whole table was read: a total is printed, or the weights come to 100, or to more, for then nothing can be
/// left. A money block that belongs to the layout and is not there leaves a table open whose printed weights come to more.
fn is_complete(reading: &FormReading, full_score: Decimal) -> bool {
    let printed =
        reading.total.as_ref().and_then(|total| total.cells.get(&CellRole::Weight)).and_then(ReadCell::number);
    let lacks_money = reading.has_money_block && reading.money.is_none();
    let is_open = lacks_money && printed.is_some_and(|printed| printed > full_score);
    let is_all = if reading.total.is_some() { !is_open } else { full_score > Decimal::ONE_HUNDRED };
    full_score == Decimal::ONE_HUNDRED || is_all
}

/// Who reports: its label, else the beginning of the title, else the name of the sheet, or of the file where that can be
/// one. Where nothing names it, it is asked for.
fn organisation(reading: &FormReading, guesses: &mut Vec<Guess>) -> Option<String> {
    if let Some(cell) = reading.organisation() {
        return Some(cell.line());
    }
    let of_title = reading.title.as_ref().and_then(|title| {
        let line = title.line();
        let name = line.split(|c: char| c.is_ascii_digit()).next().map(str::trim).unwrap_or_default().to_owned();
        let is_name = name != line && is_organisation(&name);
        is_name.then_some((name, Some(title.place)))
    });
    let is_plain =
        |name: &str| name.starts_with("Sheet") || name.starts_with('表') || name.contains("自评表") || name.is_empty();
    let of_sheet = || (!is_plain(&reading.sheet)).then(|| (reading.sheet.clone(), None));
    let of_file = || {
        let stem = stem(&reading.file);
        let is_name = is_organisation(stem) && !stem.contains(|sign: char| sign == '表' || sign.is_ascii_digit());
        let is_name = is_name && !is_pasted(stem);
        is_name.then(|| (stem.to_owned(), None))
    };
    let found: Option<(String, Option<CellPlace>)> = of_title.or_else(of_sheet).or_else(of_file);
    guesses.push(match &found {
        Some((name, cell)) => Guess::new(GuessKind::Organisation, None, *cell, name),
        None => Guess::new(GuessKind::NoOrganisation, None, None, ""),
    });
    found.map(|(name, _)| name)
}

/// Whether a table was pasted, and has no name but that.
pub(crate) fn is_pasted(name: &str) -> bool {
    let pasted = in_both(|messages| Message::new("pasted-table").text(messages));
    name == pasted.zh || name == pasted.en
}

/// The name of a file without its folder and ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a text before the year in a title can be the name of who reports.
fn is_organisation(name: &str) -> bool {
    let is_kind = ORGANISATIONS.iter().any(|end| name.ends_with(end));
    let is_title = ["自评", "绩效", "评价", "评分", "考核", "附件"].iter().any(|word| name.contains(word));
    !is_title && name.chars().count() >= 2 && (is_kind || name.chars().count() >= 4)
}

/// An id for the scheme: who, or from which file, and when.
fn scheme_id(reading: &FormReading, organisation: Option<&str>) -> String {
    let name = organisation.unwrap_or_else(|| stem(&reading.file));
    let name: String = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
    match reading.year {
        Some((year, _)) => format!("{name}-{year}"),
        None => name,
    }
}

/// What the evaluation is called: who, when and which project; where nobody is named, what stands above the table.
fn title(reading: &FormReading, organisation: Option<&str>, words: &Messages) -> String {
    let Some(organisation) = organisation else {
        return reading.title.as_ref().map_or_else(|| stem(&reading.file).to_owned(), ReadCell::line);
    };
    let year = reading.year.map(|(year, _)| year.to_string()).unwrap_or_default();
    let project = reading.project().map(ReadCell::line).unwrap_or_default();
    let id = if year.is_empty() { "form-draft-title-without-year" } else { "form-draft-title" };
    let title = Message::new(id).with("organisation", organisation).with("year", year).with("project", project);
    title.text(words).trim_end().trim_end_matches(',').to_owned()
}
