//! [`read_forms`]: the forms of a workbook, and the sheets that are none.

use std::collections::BTreeMap;

use super::closest::closest_header;
use super::grid::SeenGrid;
use super::header::{Header, HeaderCell};
use super::labels::read_labels;
use super::layout::TableBlock;
use super::layout_set::LayoutSet;
use super::money::read_money;
use super::reading::{FigureRow, FormReading, MoneyBlock, MoneyLine, ReadCell, SumLine};
use super::remark::{FormRemark, RemarkKind};
use super::role::CellRole;
use super::rows::{RowsRead, read_rows};
use super::skipped::{SkipReason, SkippedSheet};
use super::table::{LocatedTable, locate};
use crate::document::sheet::{CellPlace, Sheet};
use crate::notation::fold::{fold, points_in};

mod check;
mod heading;
mod working_paper;

/// Labels of grades in use.
const GRADES: &[&str] = &["优", "良", "中", "差", "优秀", "良好", "一般", "较差", "合格", "不合格", "及格", "不及格"];

/// What a workbook holds.
#[derive(Debug, Default)]
pub struct WorkbookReading {
    /// Its forms, in the order of the sheets.
    pub forms: Vec<FormReading>,
    /// The sheets that were not used, in their order.
    pub skipped: Vec<SkippedSheet>,
}

/// Reads all forms of a workbook.
#[must_use]
pub fn read_forms(file: &str, sheets: &[Sheet], layouts: &LayoutSet) -> WorkbookReading {
    let mut reading = WorkbookReading::default();
    for sheet in sheets {
        match read_sheet(file, sheet, sheets, layouts) {
            Ok(forms) => reading.forms.extend(forms),
            Err(reason) => reading.skipped.push(SkippedSheet { sheet: sheet.name.clone(), reason }),
        }
    }
    reading
}

/// The forms of one sheet.
///
/// # Errors
/// Why there are none.
fn read_sheet(file: &str, sheet: &Sheet, all: &[Sheet], layouts: &LayoutSet) -> Result<Vec<FormReading>, SkipReason> {
    if sheet.is_hidden {
        return Err(SkipReason::Hidden);
    }
    let grid = SeenGrid::new(sheet);
    if grid.rows().is_empty() {
        return Err(SkipReason::Empty);
    }
    if working_paper::is_working_paper(&grid, &sheet.heading) {
        return Err(SkipReason::WorkingPaper);
    }
    let Some((located, runner_up)) = locate(&grid, &sheet.heading, layouts) else {
        return Err(heading::kind_of_list(&grid, sheet, all)
            .unwrap_or_else(|| SkipReason::NoTable(closest_header(&grid, layouts.iter()))));
    };
    let mut reader = SheetReader { file, sheet, grid: &grid, located: &located, runner_up, forms: Vec::new() };
    if located.indicators.is_empty() {
        reader.read_figures();
    } else {
        reader.read_indicators();
    }
    let mut forms = reader.forms;
    if let Some(first) = forms.first_mut() {
        first.remarks.splice(0..0, grid.remarks.iter().cloned());
    }
    forms.iter_mut().for_each(check::note_values);
    forms.iter_mut().for_each(check::note_sums);
    Ok(forms)
}

struct SheetReader<'a> {
    file: &'a str,
    sheet: &'a Sheet,
    grid: &'a SeenGrid,
    located: &'a LocatedTable<'a>,
    runner_up: Option<String>,
    forms: Vec<FormReading>,
}

impl SheetReader<'_> {
    fn read_indicators(&mut self) {
        let mut begin = 0;
        let headers = &self.located.indicators;
        for (at, (table, header)) in headers.iter().enumerate() {
            if header.first_row < begin {
                continue;
            }
            let next = headers.get(at.saturating_add(1)).map(|(_, next)| next.first_row);
            let above = self.heading(begin, header.first_row);
            let is_new = self.forms.is_empty() || self.begins_form(&above);
            let end = next.unwrap_or(u32::MAX);
            let mut last = header.last_row;
            for (position, columns) in header.tables.iter().enumerate() {
                let read = read_rows(self.grid, header, columns, end, table);
                last = last.max(read.end);
                let ended = self.forms.last().is_some_and(|form| form.total.is_some());
                if !is_new && !ended && header.tables.len() == 1 {
                    self.continue_last(read, Some(header));
                } else if position > 0 && self.goes_on(columns, &read) {
                    self.continue_last(read, None);
                } else {
                    let form = self.form(&above, header, columns, table, read);
                    self.forms.push(form);
                }
            }
            let tail = self.rows_in(last, end.min(self.next_heading(last, end)));
            self.take_grade(&tail);
            begin = last.saturating_add(1);
        }
    }

    /// The rows of a heading between two others.
    fn heading(&self, from: u32, to: u32) -> Vec<u32> {
        self.grid.rows_above(to).into_iter().filter(|row| *row >= from).collect()
    }

    fn rows_in(&self, from: u32, to: u32) -> Vec<u32> {
        self.grid.rows().iter().copied().filter(|row| (from..to).contains(row)).collect()
    }

    /// Whether rows between two tables of indicators begin another form.
    fn begins_form(&self, above: &[u32]) -> bool {
        let has_money = self.located.money.iter().any(|(_, header)| above.contains(&header.first_row));
        let labels = read_labels(self.grid, above, &self.located.layout.labels());
        let title = heading::title(self.grid, above, self.located.layout).map(|title| fold(&title.text));
        let last = self.forms.last().and_then(|form| form.title.as_ref()).map(|title| fold(&title.text));
        let is_new_title = title.is_some_and(|title| !title.contains('续') && Some(&title) != last.as_ref());
        has_money || !labels.is_empty() || is_new_title
    }

    /// Where the next form's heading begins: its money, or the next header.
    fn next_heading(&self, last: u32, end: u32) -> u32 {
        let money = self.located.money.iter().map(|(_, header)| header.first_row).find(|row| *row > last);
        money.map_or(end, |row| row.min(end))
    }

    fn form(
        &self,
        above: &[u32],
        header: &Header,
        columns: &[HeaderCell],
        table: &TableBlock,
        read: RowsRead,
    ) -> FormReading {
        let layout = self.located.layout;
        let mut form = heading::empty_form(self.file, self.sheet, self.grid, above, layout);
        form.runner_up.clone_from(&self.runner_up);
        if above.is_empty()
            && let Some(previous) = self.forms.last()
        {
            form.labels.clone_from(&previous.labels);
        }
        let money = self.located.money.iter().find(|(_, money)| above.contains(&money.first_row));
        if let Some((money_table, money)) = money {
            let (block, caption) = read_money(self.grid, money, header.first_row, money_table);
            form.money_unit = caption.unit.or(form.money_unit);
            form.money = (!block.lines.is_empty()).then_some(block);
        }
        form.money = form.money.or_else(|| money_of_labels(&form.labels));
        if form.money_unit.is_none() {
            form.money_unit.clone_from(&layout.unit);
        }
        let first = columns.iter().map(|cell| cell.place.column).min().unwrap_or(0);
        form.table_points = self.table_points(header, first);
        form.weight_source = table.weight;
        form.columns = columns.iter().map(|cell| (cell.role, cell.place)).collect();
        for cell in &header.twice {
            form.remarks.push(FormRemark::at(cell.place, RemarkKind::ColumnTwice { role: cell.role }));
        }
        form.rows = read.rows;
        form.groups = read.groups;
        form.shared = read.shared;
        form.subtotals = read.subtotals;
        form.total = read.total;
        form.remarks.extend(read.remarks);
        form
    }

    /// The points in the side caption of a table: 年度绩效目标（80分）.
    fn table_points(&self, header: &Header, first_column: u32) -> Option<(rust_decimal::Decimal, CellPlace)> {
        (0..first_column).find_map(|column| {
            let (place, cell) = self.grid.over(CellPlace::new(header.first_row, column))?;
            Some((points_in(&cell.inside)?, place))
        })
    }

    /// Whether a table beside another is the rest of it: with names and points of its own, none of them the same.
    fn goes_on(&self, columns: &[HeaderCell], read: &RowsRead) -> bool {
        let has = |role: CellRole| columns.iter().any(|column| column.role == role);
        let Some(form) = self.forms.last() else { return false };
        let is_known = |name: &str| form.rows.iter().any(|row| row.name == name);
        let has_points = has(CellRole::Score) || has(CellRole::Weight) || has(CellRole::Deduction);
        has_points && !read.rows.iter().any(|row| is_known(&row.name))
    }

    /// The rows of a table that goes on below a header that stands again, or beside it.
    fn continue_last(&mut self, read: RowsRead, header: Option<&Header>) {
        let Some(form) = self.forms.last_mut() else { return };
        let shift = form.rows.len();
        let mut positions = Vec::new();
        for group in read.groups {
            let known = form.groups.iter().position(|known| known.name == group.name);
            positions.push(known.unwrap_or_else(|| {
                form.groups.push(group);
                form.groups.len().saturating_sub(1)
            }));
        }
        let moved = |(first, last): (usize, usize)| (first.saturating_add(shift), last.saturating_add(shift));
        for mut row in read.rows {
            row.group = row.group.and_then(|group| positions.get(group).copied());
            form.rows.push(row);
        }
        form.shared.extend(read.shared.into_iter().map(|mut shared| {
            shared.rows = moved(shared.rows);
            shared
        }));
        form.subtotals.extend(read.subtotals.into_iter().map(|mut sum| {
            sum.rows = moved(sum.rows);
            sum
        }));
        form.total = read.total.or(form.total.take()).map(|mut total| {
            total.rows = (0, form.rows.len());
            total
        });
        if let Some(header) = header {
            let place = CellPlace::new(header.first_row, 0);
            form.remarks.push(FormRemark::at(place, RemarkKind::RepeatedHeader));
        }
        form.remarks.extend(read.remarks);
    }

    /// The grade in the rows from the last sum on.
    fn take_grade(&mut self, tail: &[u32]) {
        let Some(form) = self.forms.last_mut() else { return };
        if form.grade.is_some() {
            return;
        }
        let labels = self.located.layout.all_labels();
        let labels: Vec<_> = labels.into_iter().filter(|label| label.role == CellRole::Grade).collect();
        let labelled = read_labels(self.grid, tail, &labels).remove(&CellRole::Grade);
        form.grade = labelled.or_else(|| form.total.as_ref().and_then(grade_beside));
    }

    /// A sheet of plain figures.
    fn read_figures(&mut self) {
        let first = self.located.figures.first().map_or(0, |(_, header)| header.first_row);
        let above = self.heading(0, first);
        let mut form = heading::empty_form(self.file, self.sheet, self.grid, &above, self.located.layout);
        form.runner_up.clone_from(&self.runner_up);
        if form.money_unit.is_none() {
            form.money_unit.clone_from(&self.located.layout.unit);
        }
        for (at, (_, header)) in self.located.figures.iter().enumerate() {
            let next = self.located.figures.get(at.saturating_add(1)).map_or(u32::MAX, |(_, next)| next.first_row);
            let Some(columns) = header.tables.first() else { continue };
            for row in self.rows_in(header.last_row.saturating_add(1), next) {
                form.figures.extend(self.figure(row, columns));
            }
        }
        self.forms.push(form);
    }

    fn figure(&self, row: u32, columns: &[HeaderCell]) -> Option<FigureRow> {
        let cell = |column: &HeaderCell| {
            let (place, cell) = self.grid.first_over(row, column.place.column..=column.last_column)?;
            Some((column.role, SeenGrid::read(place, cell)))
        };
        let mut cells: BTreeMap<CellRole, ReadCell> = columns.iter().filter_map(cell).collect();
        let item = cells.remove(&CellRole::Item);
        let begin =
            columns.iter().filter(|column| column.role != CellRole::Item).map(|column| column.place.column).min();
        let left = || {
            let columns = (0..begin.unwrap_or(0)).rev();
            let mut cells = columns.filter_map(|column| self.grid.over(CellPlace::new(row, column)));
            cells.find(|(place, _)| place.row == row).map(|(place, cell)| SeenGrid::read(place, cell))
        };
        let name = item.or_else(left);
        let has_number = cells.values().any(|cell| cell.number().is_some());
        has_number.then_some(FigureRow { name, cells })
    }
}

/// A grade that stands in the line of the total without any label.
fn grade_beside(total: &SumLine) -> Option<ReadCell> {
    total.cells.values().find(|cell| GRADES.contains(&fold(&cell.text).as_str())).cloned()
}

/// Money that a form prints beside labels: 资金到位 │ 6.84 │ 资金执行 │ 6.84.
fn money_of_labels(labels: &BTreeMap<CellRole, ReadCell>) -> Option<MoneyBlock> {
    let roles = [CellRole::Initial, CellRole::Total, CellRole::Executed, CellRole::Rate];
    let cells: BTreeMap<CellRole, ReadCell> =
        roles.iter().filter_map(|role| Some((*role, labels.get(role)?.clone()))).collect();
    let is_money = cells.contains_key(&CellRole::Total) && cells.contains_key(&CellRole::Executed);
    let columns = cells.iter().map(|(role, cell)| (*role, cell.place)).collect();
    is_money.then(|| MoneyBlock { columns, lines: vec![MoneyLine { name: None, cells }], ..MoneyBlock::default() })
}
