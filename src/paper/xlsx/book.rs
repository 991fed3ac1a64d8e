//! The sheets of a workbook together.

use super::super::formula::column_letters;
use super::super::layout::{SheetLayout, lay_out};
use super::super::{CellAt, CellRange, PageSetup, Paper, PaperCell, PaperError, PaperFormula};
use super::name::tab_names;
use super::number::to_binary;
use super::plan::{RowPlan, widen};

/// The longest formula that spreadsheets take.
const MAX_FORMULA: usize = 8_000;

/// All sheets with the places of their rows, since formulas refer from one to another.
pub(super) struct PaperBook<'a> {
    pub(super) paper: &'a Paper,
    pub(super) page: PageSetup,
    names: Vec<String>,
    pub(super) layouts: Vec<SheetLayout<'a>>,
    plans: Vec<RowPlan>,
}

/// One sheet within its book.
pub(super) struct SheetContext<'a> {
    /// The whole book.
    pub book: &'a PaperBook<'a>,
    /// Which sheet it is.
    pub index: usize,
    /// What stands in it.
    pub layout: &'a SheetLayout<'a>,
    /// Where that stands.
    pub plan: &'a RowPlan,
    /// Its name.
    pub name: &'a str,
}

impl<'a> PaperBook<'a> {
    pub(super) fn new(paper: &'a Paper, page: PageSetup) -> Result<Self, PaperError> {
        let mut layouts: Vec<_> = paper.sheets.iter().map(|sheet| lay_out(paper, sheet)).collect();
        layouts.iter_mut().for_each(widen);
        let names = tab_names(layouts.iter().map(|layout| layout.name.as_str()));
        let plan = |(sheet, layout)| RowPlan::new(sheet, layout);
        let plans = layouts.iter().enumerate().map(plan).collect::<Result<_, _>>()?;
        let book = Self { paper, page, names, layouts, plans };
        book.check_formulas()?;
        Ok(book)
    }

    pub(super) fn context(&self, index: usize) -> Option<SheetContext<'_>> {
        let (layout, plan, name) = (self.layouts.get(index)?, self.plans.get(index)?, self.names.get(index)?);
        Some(SheetContext { book: self, index, layout, plan, name })
    }

    fn check_formulas(&self) -> Result<(), PaperError> {
        for (sheet, layout) in self.layouts.iter().enumerate() {
            for (row, cells) in layout.rows.iter().enumerate() {
                let formulas = cells.cells().filter_map(|cell| Some((cell.column, cell.formula?)));
                for (column, formula) in formulas {
                    if self.to_a1(sheet, formula).len() > MAX_FORMULA {
                        return Err(PaperError::FormulaSize { sheet, row, column });
                    }
                }
            }
        }
        Ok(())
    }

    /// The formula as it stands in a cell of the sheet.
    pub(super) fn to_a1(&self, sheet: usize, formula: &PaperFormula) -> String {
        let address = |at: CellAt| {
            let (target, prefix) = match at.sheet.filter(|other| *other != sheet) {
                Some(other) => {
                    let name = self.names.get(other).map(|name| name.replace('\'', "''")).unwrap_or_default();
                    (other, format!("'{name}'!"))
                }
                None => (sheet, String::new()),
            };
            let row = self.plans.get(target).map(|plan| plan.first_line_of(at.row)).unwrap_or_default();
            (prefix, format!("{}{}", column_letters(at.column), row.saturating_add(1)))
        };
        format!("={}", formula.to_a1(&address))
    }

    /// Whether all numbers that the formula refers to stand as numbers in their cells.
    pub(super) fn can_follow(&self, sheet: usize, formula: &PaperFormula) -> bool {
        let mut follows = true;
        formula.each_reference(&mut |range, _| follows = follows && self.are_numbers(sheet, range));
        follows
    }

    fn are_numbers(&self, sheet: usize, range: &CellRange) -> bool {
        let Some(target) = self.paper.sheets.get(range.first.sheet.unwrap_or(sheet)) else { return false };
        let rows = target.rows.get(range.first.row..=range.last.0).unwrap_or_default();
        let cells = rows.iter().filter_map(|row| {
            let last = range.last.1.min(row.cells.len().saturating_sub(1));
            row.cells.get(range.first.column..=last)
        });
        cells.flatten().filter_map(PaperCell::as_number).all(|number| to_binary(number.value).is_some())
    }
}
