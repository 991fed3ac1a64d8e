//! [`FormColumns`]: the columns of a form's grid, wide enough for its table of indicators and fine enough for its money.

use super::super::filled::FilledRow;
use super::super::layout::{Layout, LayoutColumn, TableBlock};
use super::super::role::CellRole;
use super::fit::fit;

/// How wide the caption beside a table is.
const SIDE: u32 = 8;
/// How wide a cell of money or a label should be at least, and the name of a line of money.
pub(super) const MONEY: u32 = 11;
pub(super) const MONEY_NAME: u32 = 18;
/// The most columns of a paper.
const MAX_COLUMNS: usize = 63;

/// One column of indicators.
#[derive(Debug, Clone)]
pub(super) struct FormColumn<'a> {
    /// What it holds.
    pub role: CellRole,
    /// Its name.
    pub word: &'a str,
    /// Its first column of the grid, and how many it takes.
    pub span: (usize, usize),
}

/// The columns of the grid.
#[derive(Debug)]
pub(super) struct FormColumns<'a> {
    /// How wide each is.
    pub widths: Vec<u32>,
    /// Whether the first one holds captions.
    pub has_side: bool,
    /// Those of the indicators.
    pub columns: Vec<FormColumn<'a>>,
}

impl<'a> FormColumns<'a> {
    /// The columns of a layout; `money` is the table of budget and execution.
    pub fn new(layout: &Layout, table: &'a TableBlock, money: Option<&TableBlock>, rows: &[FilledRow]) -> Self {
        let captions = [Some(table), money].into_iter().flatten().filter_map(|table| table.caption.as_ref());
        let has_side = captions.count() > 0;
        let used: Vec<&LayoutColumn> =
            table.columns.iter().filter(|column| is_used(layout, table, column, rows)).collect();
        let side = usize::from(has_side);
        let wanted = money.map_or(2, |money| money.columns.len().saturating_add(1)).saturating_add(side);
        let (mut widths, mut columns) = (vec![SIDE; side], Vec::new());
        // Columns that are too few for the money are taken in halves, the widest first.
        let own: Vec<u32> = used.iter().map(|column| width(layout, column.role)).collect();
        let mut parts = vec![1_usize; own.len()];
        while parts.iter().sum::<usize>().saturating_add(side) < wanted.min(MAX_COLUMNS) {
            let part = |(at, parts): (usize, &usize)| {
                own.get(at).copied().unwrap_or_default().checked_div(u32::try_from(*parts).unwrap_or(u32::MAX))
            };
            let widest = parts.iter().enumerate().max_by_key(|entry| (part(*entry), std::cmp::Reverse(entry.0)));
            let Some(place) = widest.map(|(at, _)| at).and_then(|at| parts.get_mut(at)) else { break };
            *place = place.saturating_add(1);
        }
        for ((column, width), parts) in used.iter().zip(&own).zip(&parts) {
            let word = column.words.first().map_or("", String::as_str);
            columns.push(FormColumn { role: column.role, word, span: (widths.len(), *parts) });
            let part = width.checked_div(u32::try_from(*parts).unwrap_or(1)).unwrap_or(*width).max(1);
            widths.extend(std::iter::repeat_n(part, *parts));
        }
        Self { widths, has_side, columns }
    }

    /// The first column that holds no captions.
    pub fn first(&self) -> usize {
        usize::from(self.has_side)
    }

    /// Cells of a line from a column on, each as wide as it wants as far as there is room.
    pub fn line(&self, from: usize, wanted: &[u32]) -> Vec<(usize, usize)> {
        let spans = fit(self.widths.get(from..).unwrap_or_default(), wanted).unwrap_or_default();
        spans.into_iter().map(|(begin, count)| (begin.saturating_add(from), count)).collect()
    }

    /// Where a column of the indicators stands.
    pub fn span(&self, role: CellRole) -> Option<(usize, usize)> {
        self.columns.iter().find(|column| column.role == role).map(|column| column.span)
    }
}

/// Whether a column is written. A layout that reads any table is written with what is needed and what is there.
fn is_used(layout: &Layout, table: &TableBlock, column: &LayoutColumn, rows: &[FilledRow]) -> bool {
    let is_needed = table.need.iter().any(|roles| roles.first() == Some(&column.role));
    let is_basic = matches!(column.role, CellRole::Weight | CellRole::Score | CellRole::Target | CellRole::Actual);
    !layout.is_fallback || is_needed || is_basic || rows.iter().any(|row| row.has(column.role))
}

/// How wide a column is, in half-width characters.
pub(super) fn width(layout: &Layout, role: CellRole) -> u32 {
    let usual = match role {
        CellRole::Operator | CellRole::Weight1 | CellRole::Weight2 => 6,
        CellRole::Weight | CellRole::Score | CellRole::Deduction | CellRole::Unit => 8,
        CellRole::Nature | CellRole::Completion | CellRole::Converted => 9,
        CellRole::Level1 | CellRole::Level2 | CellRole::ReviewActual | CellRole::ReviewScore => 10,
        CellRole::Level3 | CellRole::Standard | CellRole::Item => 22,
        CellRole::Reason => 16,
        _ => 12,
    };
    layout.print.widths.get(&role).copied().unwrap_or(usual)
}
