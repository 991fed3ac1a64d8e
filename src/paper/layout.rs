//! A paper as the writers lay it out: texts cleaned and signed, merges resolved, columns wide enough for their numbers.

use super::measure;
use super::text::clean;
use super::{
    Align, ColumnKind, Paper, PaperCell, PaperColumn, PaperFormula, PaperMark, PaperMerge, PaperNumber, PaperValue,
};
use super::{PaperRowKind, PaperSheet, Signs};

/// The narrowest column.
const MIN_WIDTH: u32 = 5;
/// Room beside the longest number of a column.
const NUMBER_MARGIN: u32 = 2;

/// One sheet, ready to be written.
pub(super) struct SheetLayout<'a> {
    /// Wanted name of the tab.
    pub name: String,
    /// The heading; may be empty.
    pub heading: String,
    /// PaperLines between heading and table.
    pub lines: Vec<String>,
    /// Width of each column in half-width characters.
    pub widths: Vec<u32>,
    /// One or two lines of column names.
    pub header: Vec<RowLayout<'a>>,
    /// The rows below.
    pub rows: Vec<RowLayout<'a>>,
    /// PaperLines below the table.
    pub notes: Vec<String>,
}

/// One row of the table.
pub(super) struct RowLayout<'a> {
    /// How it looks.
    pub style: RowStyle,
    /// From the left, each cell once.
    pub slots: Vec<PaperSlot<'a>>,
}

/// How a row looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RowStyle {
    /// Column names.
    Header,
    /// A row of [`PaperRowKind::Body`].
    Body,
    /// A row of [`PaperRowKind::Group`].
    Group,
    /// A row of [`PaperRowKind::Total`].
    Total,
}

/// A place in a row.
pub(super) enum PaperSlot<'a> {
    /// A cell that begins here.
    Cell(CellLayout<'a>),
    /// A cell that began in a row above.
    Continued {
        /// Its number of columns.
        columns: usize,
        /// Its first column.
        column: usize,
    },
}

/// One cell, merged or not.
pub(super) struct CellLayout<'a> {
    /// Its first column.
    pub column: usize,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// What people read, with its sign.
    pub text: String,
    /// Its number, if it holds one.
    pub number: Option<PaperNumber>,
    /// Its formula, if it has one.
    pub formula: Option<&'a PaperFormula>,
    /// Whether it is pointed out.
    pub mark: PaperMark,
    /// Where its text stands.
    pub align: Align,
}

impl SheetLayout<'_> {
    /// The width of all columns together.
    pub fn total_width(&self) -> u32 {
        self.widths.iter().sum()
    }

    /// The width of a cell.
    pub fn width_of(&self, column: usize, columns: usize) -> u32 {
        self.widths.iter().skip(column).take(columns).sum()
    }

    /// Header and rows in order.
    pub fn table_rows(&self) -> impl Iterator<Item = &RowLayout<'_>> {
        self.header.iter().chain(&self.rows)
    }
}

impl RowLayout<'_> {
    /// The cells that begin in this row.
    pub fn cells(&self) -> impl Iterator<Item = &CellLayout<'_>> {
        self.slots.iter().filter_map(|slot| match slot {
            PaperSlot::Cell(cell) => Some(cell),
            PaperSlot::Continued { .. } => None,
        })
    }
}

/// A sign before a marked text or number.
pub(super) fn sign(mark: PaperMark, signs: &Signs) -> String {
    let sign = match mark {
        PaperMark::None => "",
        PaperMark::Wrong => &signs.wrong,
        PaperMark::Attention => &signs.attention,
    };
    if sign.is_empty() { String::new() } else { format!("{} ", clean(sign)) }
}

/// What people read in a cell, with its sign. A blank cell stays blank unless it is marked.
pub(super) fn cell_text(cell: &PaperCell, signs: &Signs) -> String {
    let text = match &cell.value {
        PaperValue::Blank => String::new(),
        PaperValue::Text(text) => clean(text).into_owned(),
        PaperValue::Number(number) | PaperValue::Formula { value: number, .. } => number.shown().unwrap_or_default(),
    };
    let sign = sign(cell.mark, signs);
    if text.is_empty() { sign.trim_end().to_owned() } else { sign + &text }
}

/// Lays out a sheet of a checked paper.
pub(super) fn lay_out<'a>(paper: &'a Paper, sheet: &'a PaperSheet) -> SheetLayout<'a> {
    let owned = |texts: &[String]| texts.iter().map(|text| clean(text).into_owned()).collect();
    let rows = rows(paper, sheet);
    SheetLayout {
        name: clean(&sheet.name).into_owned(),
        heading: clean(&sheet.heading).into_owned(),
        lines: owned(&sheet.lines),
        widths: widths(sheet, &rows),
        header: header(&sheet.columns),
        rows,
        notes: owned(&sheet.notes),
    }
}

fn widths(sheet: &PaperSheet, rows: &[RowLayout<'_>]) -> Vec<u32> {
    let mut widths: Vec<u32> = sheet.columns.iter().map(|column| column.width.max(MIN_WIDTH)).collect();
    for cell in rows.iter().flat_map(RowLayout::cells).filter(|cell| cell.columns == 1 && cell.number.is_some()) {
        let needed = measure::width(&cell.text).saturating_add(NUMBER_MARGIN);
        if let Some(width) = widths.get_mut(cell.column) {
            *width = needed.max(*width);
        }
    }
    widths
}

/// One line of names, or two where some columns share a name above their own; none where no column has a name, because
/// the rows hold several tables.
fn header(columns: &[PaperColumn]) -> Vec<RowLayout<'static>> {
    let cell = |text: &str, column, rows, columns| {
        let text = clean(text).into_owned();
        let plain = (None, None, PaperMark::None, Align::Centre);
        let (number, formula, mark, align) = plain;
        PaperSlot::Cell(CellLayout { column, rows, columns, text, number, formula, mark, align })
    };
    if columns.iter().all(|column| column.header.is_empty() && column.group.is_none()) {
        return Vec::new();
    }
    let has_groups = columns.iter().any(|column| column.group.is_some());
    let (mut upper, mut lower) = (Vec::new(), Vec::new());
    let mut first = 0;
    for run in columns.chunk_by(|left, right| left.group.is_some() && left.group == right.group) {
        let names = run.iter().enumerate().map(|(offset, column)| (first + offset, column.header.as_str()));
        match run.first().and_then(|column| column.group.as_deref()) {
            Some(group) => {
                upper.push(cell(group, first, 1, run.len()));
                lower.extend(names.map(|(column, name)| cell(name, column, 1, 1)));
            }
            None => {
                upper.extend(names.map(|(column, name)| cell(name, column, 1 + usize::from(has_groups), 1)));
                lower.push(PaperSlot::Continued { column: first, columns: 1 });
            }
        }
        first += run.len();
    }
    let mut rows = vec![RowLayout { style: RowStyle::Header, slots: upper }];
    if has_groups {
        rows.push(RowLayout { style: RowStyle::Header, slots: lower });
    }
    rows
}

/// What a place of the table belongs to.
#[derive(Clone, Copy)]
enum Cover {
    /// To itself.
    Free,
    /// It is the first cell of a merge.
    First(PaperMerge),
    /// It lies below the first cell of a merge so many columns wide.
    Below(usize),
    /// It lies in a merge, further right.
    Inside,
}

fn covers(sheet: &PaperSheet) -> Vec<Vec<Cover>> {
    let mut covers = vec![vec![Cover::Free; sheet.columns.len()]; sheet.rows.len()];
    for merge in &sheet.merges {
        for (down, row) in covers.iter_mut().skip(merge.row).take(merge.rows).enumerate() {
            for (right, cover) in row.iter_mut().skip(merge.column).take(merge.columns).enumerate() {
                *cover = match (down, right) {
                    (0, 0) => Cover::First(*merge),
                    (_, 0) => Cover::Below(merge.columns),
                    _ => Cover::Inside,
                };
            }
        }
    }
    covers
}

fn rows<'a>(paper: &'a Paper, sheet: &'a PaperSheet) -> Vec<RowLayout<'a>> {
    let covers = covers(sheet);
    let lay_out = |(row, covers): (&'a super::PaperRow, &Vec<Cover>)| {
        let style = match row.kind {
            PaperRowKind::Body => RowStyle::Body,
            PaperRowKind::Group => RowStyle::Group,
            PaperRowKind::Total => RowStyle::Total,
        };
        let slot = |(column, cover): (usize, &Cover)| {
            let (rows, columns) = match *cover {
                Cover::Free => (1, 1),
                Cover::First(merge) => (merge.rows, merge.columns),
                Cover::Below(columns) => return Some(PaperSlot::Continued { column, columns }),
                Cover::Inside => return None,
            };
            let cell = row.cells.get(column);
            let kind = sheet.columns.get(column).map(|column| column.kind).unwrap_or_default();
            Some(PaperSlot::Cell(cell_layout(paper, cell, kind, CellSpan { column, rows, columns })))
        };
        RowLayout { style, slots: covers.iter().enumerate().filter_map(slot).collect() }
    };
    sheet.rows.iter().zip(&covers).map(lay_out).collect()
}

struct CellSpan {
    column: usize,
    rows: usize,
    columns: usize,
}

fn cell_layout<'a>(paper: &Paper, cell: Option<&'a PaperCell>, kind: ColumnKind, span: CellSpan) -> CellLayout<'a> {
    let number = cell.and_then(PaperCell::as_number).copied();
    let by_kind = match kind {
        ColumnKind::Label => Align::Centre,
        ColumnKind::Number => Align::Right,
        ColumnKind::Text => Align::Left,
    };
    CellLayout {
        column: span.column,
        rows: span.rows,
        columns: span.columns,
        text: cell.map(|cell| cell_text(cell, &paper.signs)).unwrap_or_default(),
        number,
        formula: cell.and_then(|cell| match &cell.value {
            PaperValue::Formula { formula, .. } => Some(formula),
            _ => None,
        }),
        mark: cell.map(|cell| cell.mark).unwrap_or_default(),
        align: cell.and_then(|cell| cell.align).unwrap_or(by_kind),
    }
}
