//! [`write_form`]: a form laid out as its layout says, with the layout's own names of columns in their order.
//!
//! The same layout reads what is written here: a form that is written and read gives the same values. What a layout has no
//! place for comes back as a [`FormGap`].

mod caption;
mod cells;
mod columns;
mod figures;
mod fit;
mod gap;
mod grid;
mod heading;
mod money;
mod rows;

use rust_decimal::Decimal;

pub use gap::FormGap;

pub(super) use cells::{Beside, percent as percent_cell};
pub(super) use rows::row_cell;

use super::filled::{FilledForm, FilledRow, FilledValue};
use super::layout::{Layout, LayoutBlock, LayoutColumn, TableBlock, TableKind, TableWeight};
use super::message::Message;
use super::role::CellRole;
use crate::messages::Messages;
use crate::paper::{PageSetup, PaperColumn, PaperSheet};
use columns::FormColumns;
use grid::FormGrid;
use money::MoneyPlaces;

/// A form as it is laid out.
#[derive(Debug, Clone)]
pub struct WrittenForm {
    /// Its one sheet.
    pub sheet: PaperSheet,
    /// How it lies on its pages.
    pub page: PageSetup,
    /// What it does not show, and what is left blank.
    pub gaps: Vec<FormGap>,
}

/// Lays a form out; `words` say what the layout does not, in the language of the form.
#[must_use]
pub fn write_form(layout: &Layout, form: &FilledForm, words: &Messages) -> WrittenForm {
    let mut gaps = Vec::new();
    let form = &with_money_placed(layout, form, &mut gaps);
    let year = heading::year_line(layout, form);
    let mut lines: Vec<String> = year.iter().cloned().collect();
    lines.extend(unit_line(layout, form, words));
    let table = layout.tables(TableKind::Indicators).next();
    let (grid, widths) = match table {
        Some(table) => {
            gaps.extend(missing_columns(table, form));
            indicators(layout, table, form, &mut gaps, words)
        }
        None => {
            gaps.push(FormGap::NoFigures);
            figures::write(layout, form, &mut gaps)
        }
    };
    let column = |width: u32| PaperColumn { width, ..PaperColumn::default() };
    let title = heading::title(layout, form, words);
    let sheet = PaperSheet {
        name: layout.title.as_ref().map_or_else(|| title.clone(), |title| title.replace("{project}", "")),
        heading: title,
        lines,
        columns: widths.into_iter().map(column).collect(),
        rows: grid.rows,
        merges: grid.merges,
        notes: Vec::new(),
    };
    let page = PageSetup { is_portrait: !layout.print.is_landscape, centred_lines: usize::from(year.is_some()) };
    WrittenForm { sheet, page, gaps }
}

/// The tables of a form with indicators, and how wide its columns are.
fn indicators(
    layout: &Layout,
    table: &TableBlock,
    form: &FilledForm,
    gaps: &mut Vec<FormGap>,
    words: &Messages,
) -> (FormGrid, Vec<u32>) {
    let money = layout.tables(TableKind::Money).next().filter(|_| form.money.is_some());
    let money = money.map(|table| money::used_columns(layout, table, form));
    let money = money.as_ref();
    let columns = FormColumns::new(layout, table, money, &form.rows);
    let mut grid = FormGrid::new(columns.widths.len());
    let mut places = MoneyPlaces::default();
    for block in &layout.blocks {
        match block {
            LayoutBlock::Labels(labels) => {
                let words = heading::write_labels(&mut grid, &columns, labels, form);
                gaps.extend((!words.is_empty()).then_some(FormGap::BlankLabels { words }));
            }
            LayoutBlock::Table(block) if block.kind == TableKind::Money => {
                if let Some(block) = money {
                    places = money::write_money(&mut grid, &columns, block, form, words);
                }
            }
            LayoutBlock::Table(block) => {
                let rows = rows::write_rows(&mut grid, &columns, block, &form.rows);
                match block.until.first() {
                    Some(word) => rows::write_total(&mut grid, &columns, word, form, rows, places, words),
                    None => gaps.push(FormGap::NoTotalLine),
                }
            }
        }
    }
    (grid, columns.widths)
}

/// The form with its money where the layout has room for it: in a block, in labels, or as a row like others.
fn with_money_placed(layout: &Layout, form: &FilledForm, gaps: &mut Vec<FormGap>) -> FilledForm {
    let mut form = form.clone();
    let has_labels = layout.labels().iter().any(|label| label.role == CellRole::Executed);
    let Some(money) = form.money.take_if(|_| layout.tables(TableKind::Money).next().is_none() && !has_labels) else {
        let scored = layout.tables(TableKind::Money).any(|table| table.has_column(CellRole::Score));
        if let Some(money) = form.money.as_ref().filter(|_| !scored) {
            gaps.push(FormGap::MoneyWithoutPoints { row: money.name.clone() });
        }
        return form;
    };
    gaps.push(FormGap::NoMoney { row: money.name.clone() });
    let amount = |amount: Option<Decimal>| {
        amount.map(|amount| FilledValue::Number { number: amount, unit: Some(money.unit.clone()) })
    };
    let row = FilledRow {
        levels: vec![money.name.clone()],
        name: money.name.clone(),
        operator: None,
        target: amount(money.sum.total),
        unit: Some(money.unit.clone()),
        actual: amount(money.sum.executed),
        weight: money.weight,
        score: money.score,
        reason: money.reason.clone(),
        ..FilledRow::default()
    };
    form.rows.insert(0, row);
    form
}

/// The line of the unit of money, where it stands nowhere else.
fn unit_line(layout: &Layout, form: &FilledForm, words: &Messages) -> Option<String> {
    let unit = form.money.as_ref().map(|money| money.unit.as_str()).or(layout.unit.as_deref())?;
    let label = layout.labels().into_iter().find(|label| label.role == CellRole::MoneyUnit);
    let in_caption = |table: &TableBlock| table.caption.as_ref().is_some_and(|caption| caption.contains("{unit}"));
    let has_money = form.money.is_some() || layout.tables(TableKind::Figures).next().is_some();
    let is_printed = [TableKind::Money, TableKind::Figures].into_iter().any(|kind| layout.tables(kind).any(in_caption));
    let label = label.or_else(|| {
        let common = layout.common.iter().find(|label| label.role == CellRole::MoneyUnit);
        common.filter(|_| has_money && !is_printed)
    })?;
    let word = label.words.first()?;
    Some(Message::new("form-word-label").with("label", word).with("value", unit).text(words))
}

/// The columns that rows would need and the layout lacks. Sign and unit can stand within a value.
fn missing_columns(table: &TableBlock, form: &FilledForm) -> Vec<FormGap> {
    let mut gaps = Vec::new();
    let by_weight = table.weight == Some(TableWeight::FromLevel1) && !table.has_column(CellRole::Weight);
    for column in table.besides.iter().chain([&target_column(), &actual_column()]) {
        let role = column.role;
        let is_in_value = matches!(role, CellRole::Operator | CellRole::Unit);
        let is_in_caption = role == CellRole::Weight && by_weight;
        if table.has_column(role) || is_in_value || is_in_caption {
            continue;
        }
        let rows: Vec<String> = form.rows.iter().filter(|row| row.has(role)).map(|row| row.name.clone()).collect();
        let word = column.words.first().cloned().unwrap_or_default();
        gaps.extend((!rows.is_empty()).then_some(FormGap::NoColumn { role, word, rows }));
    }
    let depth = [CellRole::Level1, CellRole::Level2].into_iter().filter(|role| table.has_column(*role)).count();
    let mut deep: Vec<String> =
        form.rows.iter().flat_map(|row| row.levels.iter().skip(depth.max(2)).cloned()).collect();
    deep.dedup();
    gaps.extend((!deep.is_empty()).then_some(FormGap::DeepLevels { levels: deep }));
    if by_weight {
        for group in form.rows.chunk_by(|left, right| left.levels.first() == right.levels.first()) {
            let first = group.first();
            let is_equal = group.iter().all(|row| Some(row.weight) == first.map(|row| row.weight));
            let name = first.and_then(|row| row.levels.first()).filter(|_| !is_equal);
            gaps.extend(name.map(|group| FormGap::UnequalWeights { group: group.clone() }));
        }
    }
    gaps
}

fn target_column() -> LayoutColumn {
    LayoutColumn::new(CellRole::Target, vec!["年度指标值".to_owned()], &Default::default())
}

fn actual_column() -> LayoutColumn {
    LayoutColumn::new(CellRole::Actual, vec!["实际完成值".to_owned()], &Default::default())
}
