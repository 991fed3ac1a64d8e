//! Formulas that a spreadsheet can work out, built from cells and not from text.

use std::ops::{Add, Div, Mul, Range, Sub};

use rust_decimal::Decimal;

/// How many arguments a function of a spreadsheet takes.
const MAX_ARGUMENTS: usize = 255;
/// How deep the functions and brackets of a spreadsheet may nest; the limit of spreadsheets is 64.
const MAX_DEPTH: usize = 60;

/// A cell that a formula refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellAt {
    /// The sheet, if it is another one, counted from 0.
    pub sheet: Option<usize>,
    /// The row, counted from 0 below the header.
    pub row: usize,
    /// The column, counted from 0.
    pub column: usize,
}

/// A rectangle of cells that a formula adds up. Blank cells and texts in it count as nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellRange {
    /// The corner at the top left.
    pub first: CellAt,
    /// Row and column of the corner at the bottom right.
    pub last: (usize, usize),
}

/// A formula. `+ - * /` work on formulas: `(weight * actual / target).round(2)`. Multiply before dividing and round
/// last, as the exact calculation does; spreadsheets calculate in binary, and then still give the same points.
#[derive(Clone, Debug, PartialEq)]
pub enum PaperFormula {
    /// A constant.
    Number(Decimal),
    /// The number in a cell.
    Cell(CellAt),
    /// The sum of the numbers in cells.
    Sum(Vec<CellRange>),
    /// A sum of two.
    Add(Box<PaperFormula>, Box<PaperFormula>),
    /// A difference.
    Subtract(Box<PaperFormula>, Box<PaperFormula>),
    /// A product.
    Multiply(Box<PaperFormula>, Box<PaperFormula>),
    /// A quotient.
    Divide(Box<PaperFormula>, Box<PaperFormula>),
    /// The smaller one.
    Min(Box<PaperFormula>, Box<PaperFormula>),
    /// The greater one.
    Max(Box<PaperFormula>, Box<PaperFormula>),
    /// Rounded half away from zero to so many decimals.
    Round(Box<PaperFormula>, u32),
}

impl CellAt {
    /// A cell of the same sheet.
    #[must_use]
    pub fn new(row: usize, column: usize) -> Self {
        Self { sheet: None, row, column }
    }
}

impl CellRange {
    /// One cell alone.
    #[must_use]
    pub fn cell(row: usize, column: usize) -> Self {
        Self { first: CellAt::new(row, column), last: (row, column) }
    }

    /// Some rows of one column. An empty range of rows gives a rectangle that is refused.
    #[must_use]
    pub fn column(column: usize, rows: Range<usize>) -> Self {
        let last = rows.end.checked_sub(1).unwrap_or(usize::MAX);
        Self { first: CellAt::new(rows.start, column), last: (last, column) }
    }
}

impl PaperFormula {
    /// The number in a cell of the same sheet.
    #[must_use]
    pub fn cell(row: usize, column: usize) -> Self {
        Self::Cell(CellAt::new(row, column))
    }

    /// The number in a cell of another sheet.
    #[must_use]
    pub fn cell_of(sheet: usize, row: usize, column: usize) -> Self {
        Self::Cell(CellAt { sheet: Some(sheet), row, column })
    }

    /// The sum of some rows of one column.
    #[must_use]
    pub fn sum_of_column(column: usize, rows: Range<usize>) -> Self {
        Self::Sum(vec![CellRange::column(column, rows)])
    }

    /// The smaller of the two.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self::Min(Box::new(self), Box::new(other))
    }

    /// The greater of the two.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self::Max(Box::new(self), Box::new(other))
    }

    /// Rounded half away from zero.
    #[must_use]
    pub fn round(self, places: u32) -> Self {
        Self::Round(Box::new(self), places)
    }

    /// Calls `seen` with every rectangle it refers to and whether that is a cell that must hold a number.
    pub(super) fn each_reference(&self, seen: &mut dyn FnMut(&CellRange, bool)) {
        match self {
            Self::Number(_) => {}
            Self::Cell(at) => seen(&CellRange { first: *at, last: (at.row, at.column) }, true),
            Self::Sum(ranges) => ranges.iter().for_each(|range| seen(range, false)),
            Self::Round(inner, _) => inner.each_reference(seen),
            Self::Add(left, right)
            | Self::Subtract(left, right)
            | Self::Multiply(left, right)
            | Self::Divide(left, right)
            | Self::Min(left, right)
            | Self::Max(left, right) => {
                left.each_reference(seen);
                right.each_reference(seen);
            }
        }
    }

    /// Whether a spreadsheet takes it: not too deep, nor a sum of nothing or of too much.
    pub(super) fn is_possible(&self) -> bool {
        self.depth().is_some_and(|depth| depth <= MAX_DEPTH)
    }

    /// How deep functions and brackets nest.
    fn depth(&self) -> Option<usize> {
        let inside = |formula: &Self, level| {
            let brackets = usize::from(formula.needs_brackets(level));
            formula.depth().map(|depth| depth.saturating_add(brackets))
        };
        match self {
            Self::Number(_) | Self::Cell(_) => Some(0),
            Self::Sum(ranges) => (1..=MAX_ARGUMENTS).contains(&ranges.len()).then_some(1),
            Self::Round(inner, _) => Some(inner.depth()?.saturating_add(1)),
            Self::Min(left, right) | Self::Max(left, right) => {
                Some(left.depth()?.max(right.depth()?).saturating_add(1))
            }
            Self::Add(left, right) | Self::Subtract(left, right) => Some(left.depth()?.max(inside(right, 1)?)),
            Self::Multiply(left, right) | Self::Divide(left, right) => Some(inside(left, 0)?.max(inside(right, 2)?)),
        }
    }

    /// The formula as a spreadsheet writes it, without `=`. `address` gives the sheet's prefix and the name of a cell.
    pub(super) fn to_a1(&self, address: &dyn Fn(CellAt) -> (String, String)) -> String {
        let call =
            |name: &str, left: &Self, right: &Self| format!("{name}({},{})", left.to_a1(address), right.to_a1(address));
        match self {
            Self::Number(number) if number.is_sign_negative() => format!("({})", number.normalize()),
            Self::Number(number) => number.normalize().to_string(),
            Self::Cell(at) => {
                let (prefix, name) = address(*at);
                prefix + &name
            }
            Self::Sum(ranges) => {
                let ranges: Vec<_> = ranges.iter().map(|range| range.to_a1(address)).collect();
                format!("SUM({})", ranges.join(","))
            }
            Self::Add(left, right) => format!("{}+{}", left.to_a1(address), right.bracketed(1, address)),
            Self::Subtract(left, right) => format!("{}-{}", left.to_a1(address), right.bracketed(1, address)),
            Self::Multiply(left, right) => {
                format!("{}*{}", left.bracketed(0, address), right.bracketed(2, address))
            }
            Self::Divide(left, right) => format!("{}/{}", left.bracketed(0, address), right.bracketed(2, address)),
            Self::Min(left, right) => call("MIN", left, right),
            Self::Max(left, right) => call("MAX", left, right),
            Self::Round(inner, places) => format!("ROUND({},{places})", inner.to_a1(address)),
        }
    }

    /// The same inside another one.
    fn bracketed(&self, level: u32, address: &dyn Fn(CellAt) -> (String, String)) -> String {
        let text = self.to_a1(address);
        if self.needs_brackets(level) { format!("({text})") } else { text }
    }

    /// Whether it would be torn apart inside another one: at the left of a product (`level` 0) a sum would, at the right
    /// of a sum (1) too, at the right of a product (2) another product as well.
    fn needs_brackets(&self, level: u32) -> bool {
        match self {
            Self::Add(..) | Self::Subtract(..) => true,
            Self::Multiply(..) | Self::Divide(..) => level == 2,
            _ => false,
        }
    }
}

impl CellRange {
    fn to_a1(self, address: &dyn Fn(CellAt) -> (String, String)) -> String {
        let (prefix, first) = address(self.first);
        let (_, last) = address(CellAt { row: self.last.0, column: self.last.1, ..self.first });
        if first == last { prefix + &first } else { format!("{prefix}{first}:{last}") }
    }
}

/// The letters of a column, counted from 0: A, B … Z, AA.
pub(super) fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A'.saturating_add(u8::try_from(rest % 26).unwrap_or_default())));
        rest /= 26;
        if rest == 0 {
            break;
        }
        rest = rest.saturating_sub(1);
    }
    letters.iter().rev().collect()
}

impl Add for PaperFormula {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::Add(Box::new(self), Box::new(other))
    }
}

impl Sub for PaperFormula {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::Subtract(Box::new(self), Box::new(other))
    }
}

impl Mul for PaperFormula {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self::Multiply(Box::new(self), Box::new(other))
    }
}

impl Div for PaperFormula {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        Self::Divide(Box::new(self), Box::new(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a1(formula: &PaperFormula) -> String {
        formula.to_a1(&|at| {
            let prefix = at.sheet.map(|sheet| format!("'{sheet}'!")).unwrap_or_default();
            (prefix, format!("{}{}", column_letters(at.column), at.row + 1))
        })
    }

    #[test]
    fn operations_keep_their_order() {
        let (a, b, c) = (|| PaperFormula::cell(0, 0), || PaperFormula::cell(0, 1), || PaperFormula::cell(0, 2));
        assert_eq!(a1(&(a() * b() / c()).round(2)), "ROUND(A1*B1/C1,2)");
        assert_eq!(a1(&(a() * (b() / c()))), "A1*(B1/C1)");
        assert_eq!(a1(&(a() / (b() * c()))), "A1/(B1*C1)");
        assert_eq!(a1(&((a() - b()) / c())), "(A1-B1)/C1");
        assert_eq!(a1(&(a() - (b() - c()))), "A1-(B1-C1)");
        assert_eq!(a1(&(a() - b() - c())), "A1-B1-C1");
        assert_eq!(a1(&(a() * PaperFormula::Number(Decimal::NEGATIVE_ONE))), "A1*(-1)");
        assert_eq!(a1(&a().min(b()).max(c())), "MAX(MIN(A1,B1),C1)");
    }

    #[test]
    fn sums_name_ranges_and_other_sheets() {
        assert_eq!(a1(&PaperFormula::sum_of_column(5, 0..10)), "SUM(F1:F10)");
        let scattered = PaperFormula::Sum(vec![CellRange::cell(0, 1), CellRange::cell(4, 1)]);
        assert_eq!(a1(&scattered), "SUM(B1,B5)");
        let first = CellAt { sheet: Some(1), row: 0, column: 1 };
        assert_eq!(a1(&PaperFormula::Sum(vec![CellRange { first, last: (2, 1) }])), "SUM('1'!B1:B3)");
        assert_eq!(a1(&PaperFormula::cell_of(2, 9, 3)), "'2'!D10");
    }

    #[test]
    fn columns_have_letters() {
        let letters: Vec<_> = [0, 25, 26, 51, 52, 701, 702].map(column_letters).into();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn sums_of_nothing_and_endless_nesting_are_impossible() {
        assert!(!PaperFormula::Sum(Vec::new()).is_possible());
        let deep = (0..100).fold(PaperFormula::cell(0, 0), |inner, _| inner.round(2));
        assert!(!deep.is_possible());
        let long = (0..100).fold(PaperFormula::cell(0, 0), |left, _| left + PaperFormula::cell(0, 1));
        assert!(long.is_possible());
    }
}
