//! What stands above the tables: title, year, the unit of money, labels.

use super::super::filled::FilledForm;
use super::super::layout::{Layout, LayoutColumn};
use super::super::message::Message;
use super::super::role::CellRole;
use super::cells::{number, percent};
use super::columns::{FormColumns, MONEY};
use super::grid::FormGrid;
use crate::messages::Messages;
use crate::paper::{PaperCell, PaperRowKind};

/// How wide a label is, and the value beside it, in half-width characters.
const LABEL: u32 = 14;
const VALUE: u32 = 28;

/// The title. A layout that prints no line for the year has it there.
pub(super) fn title(layout: &Layout, form: &FilledForm, words: &Messages) -> String {
    let Some(title) = &layout.title else { return form.title.clone() };
    let project = form.labels.get(&CellRole::Project).map(String::as_str).unwrap_or_default();
    // 某项目项目自评表 says it twice.
    let project = project.strip_suffix("项目").filter(|_| title.contains("}项目")).unwrap_or(project);
    let title = title.replace("{project}", project);
    match (&layout.year, &form.year) {
        (None, Some(year)) => Message::new("form-word-of-year").with("year", year).with("title", title).text(words),
        _ => title,
    }
}

/// The line of the year, if the layout has one.
pub(super) fn year_line(layout: &Layout, form: &FilledForm) -> Option<String> {
    // Room to write the year where it is not known.
    let year = form.year.as_deref().unwrap_or("    ");
    layout.year.as_ref().map(|line| line.replace("{year}", year))
}

/// Writes the labels, those of money in a line of their own; what is left blank comes back.
pub(super) fn write_labels(
    grid: &mut FormGrid,
    columns: &FormColumns<'_>,
    labels: &[LayoutColumn],
    form: &FilledForm,
) -> Vec<String> {
    let is_money = |label: &&LayoutColumn| {
        matches!(label.role, CellRole::Total | CellRole::Executed | CellRole::Initial | CellRole::Rate)
    };
    // The unit of money stands in a line above the table.
    let named = labels.iter().filter(|label| label.role != CellRole::MoneyUnit);
    let (money, texts): (Vec<&LayoutColumn>, Vec<&LayoutColumn>) = named.partition(is_money);
    // An odd one has the first line for itself.
    let (alone, pairs) = texts.split_at(texts.len() % 2);
    let lines = alone.chunks(1).chain(pairs.chunks(2)).map(|line| (line, LABEL, VALUE));
    let mut blank = Vec::new();
    for (line, label_width, value_width) in lines.chain([(money.as_slice(), MONEY, MONEY)]) {
        if line.is_empty() {
            continue;
        }
        let wanted: Vec<u32> = line.iter().flat_map(|_| [label_width, value_width]).collect();
        let spans = columns.line(0, &wanted);
        let row = grid.row(PaperRowKind::Body);
        for (label, spans) in line.iter().zip(spans.chunks(2)) {
            let [name, value] = spans else { continue };
            let word = label.words.first().map_or("", String::as_str);
            grid.name(row, *name, word);
            let cell = label_value(label.role, form);
            if cell == PaperCell::blank() {
                blank.push(word.to_owned());
            }
            grid.put(row, *value, cell);
        }
    }
    blank
}

/// The value of a label.
fn label_value(role: CellRole, form: &FilledForm) -> PaperCell {
    let sum = form.money.as_ref().map(|money| &money.sum);
    let amount = match role {
        CellRole::Initial => sum.and_then(|sum| sum.initial),
        CellRole::Total => sum.and_then(|sum| sum.total),
        CellRole::Executed => sum.and_then(|sum| sum.executed),
        CellRole::Rate => return sum.and_then(|sum| sum.rate).map_or_else(PaperCell::blank, percent),
        _ => {
            let text = form.labels.get(&role).filter(|text| !text.is_empty());
            return text.map_or_else(PaperCell::blank, |text| PaperCell::text(text.as_str()));
        }
    };
    amount.map_or_else(PaperCell::blank, number)
}
