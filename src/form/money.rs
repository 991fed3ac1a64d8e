//! The block of budget and execution: its header, its lines, the points and unit in its caption.

use std::collections::BTreeMap;

use super::grid::{GridCell, SeenGrid};
use super::header::{Header, HeaderCell};
use super::labels::is_money_unit;
use super::layout::{TableBlock, TableWeight};
use super::reading::{MoneyBlock, MoneyLine, ReadCell};
use super::role::CellRole;
use crate::document::sheet::CellPlace;
use crate::notation::PrintedText;
use crate::notation::fold::points_in;

/// Words without which a line with no number is not one of money.
const MONEY_WORDS: &[&str] = &[
    "资金", "拨款", "其中", "总额", "结转", "其他", "其它", "预算", "财政", "收入", "补助", "合计", "支出", "专户",
    "自筹",
];

/// What the caption beside the header says: points and unit.
#[derive(Debug, Default)]
pub struct MoneyCaption {
    /// The points.
    pub points: Option<(rust_decimal::Decimal, CellPlace)>,
    /// The unit of money.
    pub unit: Option<String>,
    /// What it says.
    pub text: Option<String>,
}

/// Reads the block below a header, down to a row that belongs to something else.
#[must_use]
pub fn read_money(grid: &SeenGrid, header: &Header, end: u32, table: &TableBlock) -> (MoneyBlock, MoneyCaption) {
    let Some(columns) = header.tables.first() else { return Default::default() };
    let first_column = columns.iter().map(|cell| cell.place.column).min().unwrap_or(0);
    let caption = caption(grid, header, first_column);
    let mut block = MoneyBlock {
        columns: columns.iter().map(|cell| (cell.role, cell.place)).collect(),
        points: caption.points,
        layout_points: match table.weight {
            Some(TableWeight::Points(points)) => Some(points),
            _ => None,
        },
        ..MoneyBlock::default()
    };
    for row in grid.rows().iter().copied().filter(|row| *row > header.last_row && *row < end) {
        let cells = cells_in(grid, row, columns);
        let name = name_of(grid, row, first_column, header);
        if !is_money_line(name.as_ref(), &cells) {
            break;
        }
        block.lines.push(MoneyLine { name: name.map(|(place, cell)| SeenGrid::read(place, cell)), cells });
    }
    if !is_block(&block, &caption) {
        return Default::default();
    }
    let is_sum = |line: &MoneyLine| {
        let name = line.name.as_ref().map(|name| crate::notation::fold::fold(&name.text)).unwrap_or_default();
        table.row.iter().any(|word| name.contains(word.as_str()))
    };
    block.sum = block.lines.iter().position(is_sum).unwrap_or(0);
    (block, caption)
}

/// Whether a table of budgets is the block of the form and no list of tasks: it is scored, or says that it is about money.
fn is_block(block: &MoneyBlock, caption: &MoneyCaption) -> bool {
    let is_scored =
        block.columns.iter().any(|(role, _)| matches!(role, CellRole::Rate | CellRole::Weight | CellRole::Score));
    let says_money = |text: &str| MONEY_WORDS.iter().any(|word| text.contains(word));
    let mut names = block.lines.iter().filter_map(|line| line.name.as_ref());
    is_scored || caption.text.as_deref().is_some_and(says_money) || names.any(|name| says_money(&name.text))
}

/// The caption left of the header: 项目资金（万元）, 预算执行情况（万元）（20分）; the unit may stand in a column's name.
fn caption(grid: &SeenGrid, header: &Header, first_column: u32) -> MoneyCaption {
    let mut caption = MoneyCaption::default();
    let rows = header.first_row..=header.last_row;
    let left = rows.flat_map(|row| (0..first_column).map(move |column| CellPlace::new(row, column)));
    let names = header.tables.iter().flatten().map(|cell| cell.place);
    for place in left.chain(names) {
        let Some((place, cell)) = grid.over(place) else { continue };
        if caption.points.is_none() && place.column < first_column {
            caption.points = points_in(&cell.inside).map(|points| (points, place));
        }
        if caption.text.is_none() && place.column < first_column {
            caption.text = Some(cell.folded.clone());
        }
        if caption.unit.is_none() {
            let unit = |text: &String| text.trim_start_matches("单位").trim_start_matches(':').to_owned();
            caption.unit = cell.inside.iter().map(unit).find(|unit| is_money_unit(unit));
        }
    }
    caption
}

/// The cells of a line, by role.
fn cells_in(grid: &SeenGrid, row: u32, columns: &[HeaderCell]) -> BTreeMap<CellRole, ReadCell> {
    let cell = |column: &HeaderCell| {
        let (place, cell) = grid.first_over(row, column.place.column..=column.last_column)?;
        Some((column.role, SeenGrid::read(place, cell)))
    };
    columns.iter().filter_map(cell).collect()
}

/// The nearest text left of the columns that is not the caption.
fn name_of<'a>(grid: &'a SeenGrid, row: u32, first_column: u32, header: &Header) -> Option<(CellPlace, &'a GridCell)> {
    let left = (0..first_column).rev().filter_map(|column| grid.over(CellPlace::new(row, column)));
    left.into_iter().find(|(place, _)| place.row > header.last_row)
}

fn is_money_line(name: Option<&(CellPlace, &GridCell)>, cells: &BTreeMap<CellRole, ReadCell>) -> bool {
    if cells.values().any(|cell| !matches!(cell.value.value, PrintedText::Number { .. } | PrintedText::NotGiven(_))) {
        return false;
    }
    let has_number = cells.values().any(|cell| cell.number().is_some());
    has_number || name.is_some_and(|(_, cell)| MONEY_WORDS.iter().any(|word| cell.folded.contains(word)))
}
