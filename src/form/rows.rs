//! The rows below a header of indicators: levels carried down, sums, notes, cells of several rows.

mod caption;

use std::collections::BTreeMap;

use super::grid::{GridCell, SeenGrid};
use super::header::{Header, HeaderCell, header_at};
use super::layout::TableBlock;
use super::reading::{FormRow, GroupCaption, ReadCell, SharedCell, SumLine};
use super::remark::{FormRemark, RemarkKind};
use super::role::CellRole;
use crate::document::sheet::CellPlace;
use crate::notation::fold::{fold, one_line, points_in, without_brackets};
use crate::notation::{PrintedText, is_placeholder};
use caption::{is_caption, without_number, without_ordinal};

/// Words that name a sum.
const SUM_WORDS: &[&str] = &["小计", "合计", "总计", "总分", "总得分", "自评总分", "得分合计", "分值合计"];
/// Words that name the sum of the whole table.
const TOTAL_WORDS: &[&str] = &["总分", "总计", "总得分"];
/// Columns of which sums are printed, and words beside them.
const SUM_ROLES: &[CellRole] = &[
    CellRole::Weight,
    CellRole::Score,
    CellRole::Deduction,
    CellRole::Converted,
    CellRole::ReviewScore,
    CellRole::Reason,
    CellRole::Note,
];
/// Words that begin a note.
const NOTE_WORDS: &[&str] =
    &["注:", "注1", "备注:", "说明:", "填表说明", "填报说明", "填表人", "填报人", "联系人", "审核人"];
/// Names of rows that templates leave to be filled in.
const EMPTY_NAMES: &[&str] = &["……", "...", "…", "......"];
/// How many rows below a header may explain it.
const MAX_EXPLANATIONS: u32 = 2;

/// How many rows a form may have; what has more is a list of something else.
const MAX_ROWS: usize = 3_000;

/// What stands below a header.
#[derive(Debug, Default)]
pub struct RowsRead {
    /// The rows.
    pub rows: Vec<FormRow>,
    /// The groups of the first level.
    pub groups: Vec<GroupCaption>,
    /// Cells of several rows.
    pub shared: Vec<SharedCell>,
    /// Sums of parts.
    pub subtotals: Vec<SumLine>,
    /// The sum that ends the table.
    pub total: Option<SumLine>,
    /// The last row that belongs to the table.
    pub end: u32,
    /// What a person should know.
    pub remarks: Vec<FormRemark>,
}

/// The reading of one table, on its way down.
struct RowsReader<'a> {
    grid: &'a SeenGrid,
    columns: &'a [HeaderCell],
    table: &'a TableBlock,
    header: &'a Header,
    /// The last row in which a sum ends the table.
    last_end: Option<u32>,
    levels: BTreeMap<CellRole, ReadCell>,
    read: RowsRead,
    /// Where the part begins that the next subtotal sums.
    part: usize,
    /// Which subtotal stands above its rows, so that its end is not known yet.
    open: Option<usize>,
}

/// Reads the rows of one table below its header, up to its last sum or the row `end`.
#[must_use]
pub fn read_rows(grid: &SeenGrid, header: &Header, columns: &[HeaderCell], end: u32, table: &TableBlock) -> RowsRead {
    let first_column = columns.iter().map(|cell| cell.place.column).min().unwrap_or(0);
    let read = RowsRead { end: header.last_row, ..RowsRead::default() };
    let positions = grid.rows().iter().enumerate();
    let positions: Vec<(usize, u32)> =
        positions.map(|(at, row)| (at, *row)).filter(|(_, row)| *row > header.last_row && *row < end).collect();
    let last_end = last_end(grid, &positions, table);
    let mut reader =
        RowsReader { grid, columns, table, header, last_end, levels: BTreeMap::new(), read, part: 0, open: None };
    let mut skip_to = 0;
    for (position, row) in positions {
        if row < skip_to {
            continue;
        }
        if reader.read.rows.len().max(reader.read.subtotals.len()) >= MAX_ROWS {
            let kind = RemarkKind::TooManyRows { limit: MAX_ROWS };
            reader.read.remarks.push(FormRemark::at(CellPlace::new(row, first_column), kind));
            break;
        }
        if let Some(again) = header_at(grid, position, table) {
            skip_to = again.last_row.saturating_add(1);
            reader.read.remarks.push(FormRemark::at(CellPlace::new(row, first_column), RemarkKind::RepeatedHeader));
            continue;
        }
        if !reader.take(row) {
            break;
        }
    }
    reader.close();
    reader.read
}

/// Whether a cell names a sum that ends the table.
fn ends_table(table: &TableBlock, cell: &GridCell) -> bool {
    let text = cell.outside.trim_end_matches(':');
    table.until.iter().any(|word| word == text) || TOTAL_WORDS.contains(&text)
}

/// The last row in which a sum ends the table.
fn last_end(grid: &SeenGrid, rows: &[(usize, u32)], table: &TableBlock) -> Option<u32> {
    let ends = |row: u32| grid.cells_of(row).next().is_some_and(|(_, cell)| ends_table(table, cell));
    rows.iter().rev().map(|(_, row)| *row).find(|row| ends(*row))
}

impl RowsReader<'_> {
    /// Takes one row; the answer is whether the table goes on.
    fn take(&mut self, row: u32) -> bool {
        let cells = self.cells_in(row);
        let own: Vec<(CellPlace, &GridCell)> =
            self.grid.cells_of(row).filter(|(place, _)| place.column <= self.last_column()).collect();
        let Some((first_place, first)) = own.first().copied() else { return true };
        if let Some(is_end) = self.sum_word(row, first) {
            self.take_sum(row, first_place, first, cells, is_end);
            self.read.end = row;
            // A total above the rows ends nothing.
            return !is_end || self.read.rows.is_empty();
        }
        if own.len() <= 2 && NOTE_WORDS.iter().any(|word| first.folded.starts_with(word)) {
            self.note(first_place, first);
            return false;
        }
        if is_caption(self.columns, &own, &cells) {
            self.read.end = row;
            self.take_caption(first_place, first, &cells);
            return true;
        }
        if self.is_note(&own, &cells) {
            self.note(first_place, first);
            return true;
        }
        if self.is_explanation(row, &own, &cells) {
            self.read.remarks.push(FormRemark::at(first_place, RemarkKind::ExplanationRow));
            return true;
        }
        self.read.end = row;
        self.take_levels(&cells);
        self.take_row(row, cells);
        true
    }

    fn last_column(&self) -> u32 {
        self.columns.iter().map(|cell| cell.last_column).max().unwrap_or(0)
    }

    /// The cells of a row by role, through merges.
    fn cells_in(&self, row: u32) -> BTreeMap<CellRole, ReadCell> {
        let cell = |column: &HeaderCell| {
            let (place, cell) = self.grid.first_over(row, column.place.column..=column.last_column)?;
            (place.row > self.header.last_row).then(|| (column.role, SeenGrid::read(place, cell)))
        };
        self.columns.iter().filter_map(cell).collect()
    }

    /// Whether the first cell names a sum, and whether that ends the table. Of several the last one ends it.
    fn sum_word(&self, row: u32, first: &GridCell) -> Option<bool> {
        let ends = |cell: &GridCell| ends_table(self.table, cell);
        let text = first.outside.trim_end_matches(':');
        let is_sum = ends(first) || SUM_WORDS.contains(&text) || (text.chars().count() <= 10 && text.ends_with("小计"));
        if !is_sum {
            return None;
        }
        let has_later = self.last_end.is_some_and(|last| last > row);
        Some(ends(first) && (TOTAL_WORDS.contains(&text) || !has_later))
    }

    /// A line that names a group, and may print its sums.
    fn take_caption(&mut self, place: CellPlace, first: &GridCell, cells: &BTreeMap<CellRole, ReadCell>) {
        self.close();
        self.levels.clear();
        self.levels.insert(CellRole::Level1, SeenGrid::read(place, first));
        let sums = [CellRole::Weight, CellRole::Score, CellRole::Deduction];
        let cells: BTreeMap<CellRole, ReadCell> = cells
            .iter()
            .filter(|(role, cell)| sums.contains(role) && cell.place != place && cell.number().is_some())
            .map(|(role, cell)| (*role, cell.clone()))
            .collect();
        if let Some(weight) = cells.get(&CellRole::Weight) {
            self.levels.insert(CellRole::Weight1, weight.clone());
        }
        if !cells.is_empty() {
            let begin = self.read.rows.len();
            self.open = Some(self.read.subtotals.len());
            self.read.subtotals.push(SumLine { label: SeenGrid::read(place, first), cells, rows: (begin, begin) });
        }
    }

    /// Ends the part whose sums stand above it, and the total that does.
    fn close(&mut self) {
        let end = self.read.rows.len();
        let open = self.open.take().and_then(|open| self.read.subtotals.get_mut(open));
        if let Some(line) = open {
            line.rows.1 = end;
            self.part = end;
        }
        if let Some(total) = &mut self.read.total {
            total.rows = (0, end);
        }
    }

    fn take_sum(
        &mut self,
        row: u32,
        place: CellPlace,
        first: &GridCell,
        cells: BTreeMap<CellRole, ReadCell>,
        is_end: bool,
    ) {
        let label = SeenGrid::read(place, first);
        self.close();
        let mut cells: BTreeMap<CellRole, ReadCell> =
            cells.into_iter().filter(|(role, cell)| cell.place != place && SUM_ROLES.contains(role)).collect();
        // A form without the column prints the sum wherever there is room.
        if !cells.contains_key(&CellRole::Score)
            && !self.columns.iter().any(|column| column.role == CellRole::Deduction)
        {
            let numbers = self.grid.cells_of(row).filter(|(at, cell)| *at != place && is_number(cell));
            let taken = |at: CellPlace| cells.values().any(|cell| cell.place == at);
            if let Some((at, cell)) = numbers.filter(|(at, _)| !taken(*at)).last() {
                cells.insert(CellRole::Score, SeenGrid::read(at, cell));
            }
        }
        let end = self.read.rows.len();
        if is_end {
            self.read.total = Some(SumLine { label, cells, rows: (0, end) });
        } else {
            self.read.subtotals.push(SumLine { label, cells, rows: (self.part, end) });
            self.part = end;
        }
    }

    fn note(&mut self, place: CellPlace, cell: &GridCell) {
        let text = one_line(&cell.shown.exact);
        self.read.remarks.push(FormRemark::at(place, RemarkKind::Note { text }));
    }

    /// One merge over target and score, or words in the first column with nothing but a sign beside them.
    fn is_note(&self, own: &[(CellPlace, &GridCell)], cells: &BTreeMap<CellRole, ReadCell>) -> bool {
        let column = |role: CellRole| self.columns.iter().find(|cell| cell.role == role).map(|cell| cell.place.column);
        let ends = [
            column(CellRole::Target).or(column(CellRole::Level3)),
            column(CellRole::Score).or(column(CellRole::Weight)),
        ];
        let [Some(from), Some(to)] = ends else { return false };
        let reaches = |(place, cell): &(CellPlace, &GridCell)| {
            cell.merge.is_some() && place.column <= from.min(to) && cell.last_column(*place) >= from.max(to)
        };
        let is_empty = |role: &CellRole| cells.get(role).is_none_or(|cell| !cell.is_given());
        let is_bare = [CellRole::Level3, CellRole::Target, CellRole::Actual, CellRole::Weight, CellRole::Score]
            .iter()
            .all(is_empty);
        let has_sign = cells
            .get(&CellRole::Level2)
            .or_else(|| cells.get(&CellRole::Level3))
            .is_some_and(|cell| is_placeholder(&fold(&cell.text)) && own.len() > 1);
        own.iter().any(reaches) || (is_bare && has_sign)
    }

    /// Words where points belong, in a row without any number: it explains the columns. So does a row of 1, 2, 3 …
    fn is_explanation(&self, row: u32, own: &[(CellPlace, &GridCell)], cells: &BTreeMap<CellRole, ReadCell>) -> bool {
        let is_near = row <= self.header.last_row.saturating_add(MAX_EXPLANATIONS) && self.read.rows.is_empty();
        let words =
            |role: CellRole| cells.get(&role).is_some_and(|cell| matches!(cell.value.value, PrintedText::Statement(_)));
        let has_words = words(CellRole::Weight) || (words(CellRole::Score) && !cells.contains_key(&CellRole::Weight));
        let is_wordy = has_words && !own.iter().any(|(_, cell)| is_number(cell));
        let numbers = own.iter().map(|(_, cell)| cell.folded.as_str());
        let is_count = own.len() >= 4 && numbers.zip(1..).all(|(text, count)| text == count.to_string());
        is_near && (is_wordy || is_count)
    }

    /// Levels that stand in this row, or reach into it; a blank means the one above.
    fn take_levels(&mut self, cells: &BTreeMap<CellRole, ReadCell>) {
        for (level, below) in [(CellRole::Level1, true), (CellRole::Level2, false)] {
            let Some(cell) = cells.get(&level).filter(|cell| cell.is_given()) else { continue };
            let is_new = self.levels.get(&level).is_none_or(|known| known.place != cell.place);
            if !is_new {
                continue;
            }
            if below && self.levels.get(&level).is_none_or(|known| known.line() != cell.line()) {
                self.levels.remove(&CellRole::Level2);
                self.levels.remove(&CellRole::Weight1);
            }
            self.levels.insert(level, cell.clone());
        }
        for role in [CellRole::Weight1, CellRole::Weight2] {
            if let Some(cell) = cells.get(&role).filter(|cell| cell.number().is_some()) {
                self.levels.insert(role, cell.clone());
            }
        }
    }

    /// The position of the group that the first level names.
    fn group(&mut self) -> Option<usize> {
        let cell = self.levels.get(&CellRole::Level1)?;
        let (outside, inside) = without_brackets(&fold(&cell.text));
        let name = if outside.is_empty() { cell.line() } else { without_ordinal(&outside).to_owned() };
        let column = self.levels.get(&CellRole::Weight1).and_then(ReadCell::number);
        let points = column.or_else(|| points_in(&inside));
        if let Some(position) = self.read.groups.iter().position(|group| group.name == name) {
            return Some(position);
        }
        self.read.groups.push(GroupCaption { name, points, place: cell.place });
        self.read.groups.len().checked_sub(1)
    }

    fn take_row(&mut self, row: u32, mut cells: BTreeMap<CellRole, ReadCell>) {
        let group = self.group();
        let own_name = cells.get(&CellRole::Level3).map(ReadCell::line);
        let has_values = [
            CellRole::Target,
            CellRole::Actual,
            CellRole::Weight,
            CellRole::Score,
            CellRole::Deduction,
            CellRole::Standard,
        ]
        .iter()
        .any(|role| cells.get(role).is_some_and(ReadCell::is_given));
        let fallback = || {
            let level = [CellRole::Level2, CellRole::Level1].into_iter().find_map(|role| cells.get(&role));
            level.filter(|cell| cell.is_given() && cell.place.row == row).map(ReadCell::line)
        };
        let name = own_name.filter(|name| !is_placeholder(&fold(name))).or_else(|| has_values.then(fallback).flatten());
        let Some(name) = name.map(|name| without_number(&name)).filter(|name| !name.is_empty()) else { return };
        let is_template = EMPTY_NAMES.contains(&name.as_str()) && !has_values;
        if is_template {
            return;
        }
        let position = self.read.rows.len();
        cells.retain(|role, cell| self.keep(*role, cell, row, position));
        for (role, cell) in &self.levels {
            cells.entry(*role).or_insert_with(|| cell.clone());
        }
        self.read.rows.push(FormRow { row, group, name, cells });
    }

    /// Whether a cell is the row's own; one that is merged over several rows belongs to the group of them.
    fn keep(&mut self, role: CellRole, cell: &ReadCell, row: u32, position: usize) -> bool {
        let merge = self.grid.merge_at(cell.place);
        let is_tall = merge.is_some_and(|merge| merge.last.row > merge.first.row);
        if !is_tall || role.is_level() || matches!(role, CellRole::Level3 | CellRole::Standard) {
            return true;
        }
        if !role.belongs_to_group() {
            return cell.place.row == row;
        }
        match self.read.shared.iter_mut().find(|shared| shared.role == role && shared.cell.place == cell.place) {
            Some(shared) => shared.rows.1 = position,
            None => self.read.shared.push(SharedCell { role, cell: cell.clone(), rows: (position, position) }),
        }
        false
    }
}

fn is_number(cell: &GridCell) -> bool {
    cell.shown.is_number || crate::notation::PrintedValue::parse(&cell.shown.exact).number().is_some()
}
