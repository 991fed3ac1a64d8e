//! [`FormReading`]: what a form says, each value with its cell.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::layout::TableWeight;
use super::remark::FormRemark;
use super::role::CellRole;
use super::rules::{Rules, UsualRules};
use crate::document::sheet::CellPlace;
use crate::notation::PrintedValue;
use crate::notation::fold::one_line;

/// A value with the cell it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadCell {
    /// Where the cell begins; the first cell for what stands above the table in a page or Word file.
    pub place: CellPlace,
    /// What it holds, exactly: a percent is `97.75%`.
    pub text: String,
    /// What is seen; it differs where a format hides digits.
    pub shown: String,
    /// How the text was read.
    pub value: PrintedValue,
}

impl ReadCell {
    /// A part of a text as if it stood in a cell of its own.
    #[must_use]
    pub fn of_text(place: CellPlace, text: &str) -> Self {
        Self { place, text: text.to_owned(), shown: text.to_owned(), value: PrintedValue::parse(text) }
    }

    /// The text without line breaks.
    #[must_use]
    pub fn line(&self) -> String {
        one_line(&self.text)
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        self.value.number()
    }

    /// The number with the decimals that are seen: 100 in a cell of the format 0.00 is printed as 100.00.
    #[must_use]
    pub fn printed_number(&self) -> Option<Decimal> {
        let mut number = self.number()?;
        let seen = PrintedValue::parse(&self.shown).number().filter(|seen| *seen == number);
        number.rescale(seen.map_or(0, |seen| seen.scale()).max(number.scale()));
        Some(number)
    }

    /// Whether a value is given.
    #[must_use]
    pub fn is_given(&self) -> bool {
        !self.value.is_not_given()
    }
}

/// One form of a workbook.
#[derive(Debug, Clone)]
pub struct FormReading {
    /// The file, as it was named.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The layout by which it was read.
    pub layout: String,
    /// Another layout that finds nearly as much.
    pub runner_up: Option<String>,
    /// The rules that the layout settles.
    pub rules: Rules,
    /// Those for what is not settled.
    pub usual: Arc<UsualRules>,
    /// The printed title.
    pub title: Option<ReadCell>,
    /// The year, and where it stands; no cell where it comes from the name of the sheet or file.
    pub year: Option<(i32, Option<CellPlace>)>,
    /// Labels and their values; one whose value is blank is not here.
    pub labels: BTreeMap<CellRole, ReadCell>,
    /// The unit of money.
    pub money_unit: Option<String>,
    /// Whether forms of the layout have a block of budget and execution.
    pub has_money_block: bool,
    /// Budget and execution.
    pub money: Option<MoneyBlock>,
    /// The columns of its table of indicators, from the left, each with the cell of its name.
    pub columns: Vec<(CellRole, CellPlace)>,
    /// The groups of the first level, in order.
    pub groups: Vec<GroupCaption>,
    /// The points printed in the caption of the whole table (年度绩效目标（80分）).
    pub table_points: Option<(Decimal, CellPlace)>,
    /// Where weights come from that are not printed.
    pub weight_source: Option<TableWeight>,
    /// The rows, in order.
    pub rows: Vec<FormRow>,
    /// Cells that belong to several rows.
    pub shared: Vec<SharedCell>,
    /// Sums over parts of the rows.
    pub subtotals: Vec<SumLine>,
    /// The last sum.
    pub total: Option<SumLine>,
    /// The grade claimed.
    pub grade: Option<ReadCell>,
    /// Lines of plain figures (base data sheet).
    pub figures: Vec<FigureRow>,
    /// What a person should know.
    pub remarks: Vec<FormRemark>,
}

impl FormReading {
    /// Who reports: the label of the organisation or, without it, of the department.
    #[must_use]
    pub fn organisation(&self) -> Option<&ReadCell> {
        let label = |role: CellRole| self.labels.get(&role).filter(|cell| cell.is_given());
        label(CellRole::Organisation).or_else(|| label(CellRole::Department))
    }

    /// Whether its table of indicators has a column of this role.
    #[must_use]
    pub fn has_column(&self, role: CellRole) -> bool {
        self.columns.iter().any(|(column, _)| *column == role)
    }

    /// The project.
    #[must_use]
    pub fn project(&self) -> Option<&ReadCell> {
        self.labels.get(&CellRole::Project).filter(|cell| cell.is_given())
    }
}

/// A group of the first level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCaption {
    /// Its name, without what stands in brackets.
    pub name: String,
    /// The points printed for it, in its caption or a column of its own.
    pub points: Option<Decimal>,
    /// The cell of the name.
    pub place: CellPlace,
}

/// One row of indicators.
#[derive(Debug, Clone, Default)]
pub struct FormRow {
    /// From 0, in the sheet.
    pub row: u32,
    /// Which of the reading's groups it belongs to.
    pub group: Option<usize>,
    /// Its name, one line, without a number before it (指标1：).
    pub name: String,
    /// Its own cells, and those of levels that reach down to it.
    pub cells: BTreeMap<CellRole, ReadCell>,
}

impl FormRow {
    /// The cell of a role, if it says something.
    #[must_use]
    pub fn given(&self, role: CellRole) -> Option<&ReadCell> {
        self.cells.get(&role).filter(|cell| cell.is_given())
    }

    /// The number of a role.
    #[must_use]
    pub fn number(&self, role: CellRole) -> Option<Decimal> {
        self.given(role).and_then(ReadCell::number)
    }
}

/// One merged cell of several rows that belongs to none of them alone.
#[derive(Debug, Clone)]
pub struct SharedCell {
    /// Which column.
    pub role: CellRole,
    /// The cell.
    pub cell: ReadCell,
    /// The positions of its rows among the reading's, first and last.
    pub rows: (usize, usize),
}

/// A line that prints sums.
#[derive(Debug, Clone)]
pub struct SumLine {
    /// What it is called.
    pub label: ReadCell,
    /// What it prints, by column.
    pub cells: BTreeMap<CellRole, ReadCell>,
    /// The positions of the rows it sums, first and behind the last.
    pub rows: (usize, usize),
}

/// Budget and execution.
#[derive(Debug, Clone, Default)]
pub struct MoneyBlock {
    /// The roles of its columns, from the left, with their header cells.
    pub columns: Vec<(CellRole, CellPlace)>,
    /// The points printed in its caption.
    pub points: Option<(Decimal, CellPlace)>,
    /// The points that the layout gives it.
    pub layout_points: Option<Decimal>,
    /// Its lines.
    pub lines: Vec<MoneyLine>,
    /// The position of the line that is the sum.
    pub sum: usize,
}

impl MoneyBlock {
    /// The line that is the sum.
    #[must_use]
    pub fn sum_line(&self) -> Option<&MoneyLine> {
        self.lines.get(self.sum)
    }
}

/// One line of money.
#[derive(Debug, Clone)]
pub struct MoneyLine {
    /// Its name; none where the form has one line without a name.
    pub name: Option<ReadCell>,
    /// What it prints, by column.
    pub cells: BTreeMap<CellRole, ReadCell>,
}

impl MoneyLine {
    /// The number of a column.
    #[must_use]
    pub fn number(&self, role: CellRole) -> Option<Decimal> {
        self.cells.get(&role).filter(|cell| cell.is_given()).and_then(ReadCell::number)
    }
}

/// One line of a base data sheet.
#[derive(Debug, Clone)]
pub struct FigureRow {
    /// What is counted.
    pub name: Option<ReadCell>,
    /// What it prints, by column.
    pub cells: BTreeMap<CellRole, ReadCell>,
}
