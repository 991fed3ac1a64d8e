//! Cells and how their numbers are shown.

use rust_decimal::Decimal;

use super::PaperFormula;

/// How many decimals a percentage has fewer than the share it stands for.
const PERCENT_SHIFT: u32 = 2;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PaperCell {
    /// What it holds.
    pub value: PaperValue,
    /// Whether it is pointed out.
    pub mark: PaperMark,
    /// Its alignment, if it differs from that of its column.
    pub align: Option<Align>,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum PaperValue {
    /// Nothing.
    #[default]
    Blank,
    /// A text, which stays a text whatever it begins with.
    Text(String),
    /// A number.
    Number(PaperNumber),
    /// A number that a spreadsheet can work out itself.
    Formula {
        /// How it is worked out.
        formula: PaperFormula,
        /// What comes out, for programs that do not calculate, and for documents.
        value: PaperNumber,
    },
}

/// An exact number and how it is shown. No digit is ever hidden: a number with more decimals than `places` is shown
/// with all it has, so whoever wants fewer rounds it first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaperNumber {
    /// The number; of a percentage the share, 0.9529 for 95.29 %.
    pub value: Decimal,
    /// How many decimals are shown at least, 0 to 28.
    pub places: u32,
    /// Whether it is shown as a percentage.
    pub percent: bool,
}

/// Whether a cell is pointed out, by a tint and a sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaperMark {
    /// It is not.
    #[default]
    None,
    /// Something is wrong with it.
    Wrong,
    /// A person should look at it.
    Attention,
}

/// Where a text stands in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

impl PaperCell {
    /// A blank cell.
    #[must_use]
    pub fn blank() -> Self {
        Self::default()
    }

    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        PaperValue::Text(text.into()).into()
    }

    /// A number with at least so many decimals.
    #[must_use]
    pub fn number(value: Decimal, places: u32) -> Self {
        PaperValue::Number(PaperNumber { value, places, percent: false }).into()
    }

    /// A share, shown as a percentage with at least so many decimals.
    #[must_use]
    pub fn percent(share: Decimal, places: u32) -> Self {
        PaperValue::Number(PaperNumber { value: share, places, percent: true }).into()
    }

    /// A number with at least so many decimals and the formula that gives it.
    #[must_use]
    pub fn formula(formula: PaperFormula, value: Decimal, places: u32) -> Self {
        PaperValue::Formula { formula, value: PaperNumber { value, places, percent: false } }.into()
    }

    /// A share with at least so many decimals as a percentage, and the formula that gives it.
    #[must_use]
    pub fn percent_formula(formula: PaperFormula, share: Decimal, places: u32) -> Self {
        PaperValue::Formula { formula, value: PaperNumber { value: share, places, percent: true } }.into()
    }

    /// The same cell, pointed out.
    #[must_use]
    pub fn marked(self, mark: PaperMark) -> Self {
        Self { mark, ..self }
    }

    /// The same cell, aligned so.
    #[must_use]
    pub fn aligned(self, align: Align) -> Self {
        Self { align: Some(align), ..self }
    }

    /// The number it holds or its formula gives.
    #[must_use]
    pub fn as_number(&self) -> Option<&PaperNumber> {
        match &self.value {
            PaperValue::Number(number) | PaperValue::Formula { value: number, .. } => Some(number),
            PaperValue::Blank | PaperValue::Text(_) => None,
        }
    }
}

impl From<PaperValue> for PaperCell {
    fn from(value: PaperValue) -> Self {
        Self { value, mark: PaperMark::None, align: None }
    }
}

impl PaperNumber {
    /// How many decimals are shown: what was asked for, or more where the number has more.
    pub(super) fn shown_places(&self) -> u32 {
        let own = self.value.normalize().scale();
        self.places.max(if self.percent { own.saturating_sub(PERCENT_SHIFT) } else { own })
    }

    /// The number as people read it, or nothing where it has more digits than a decimal holds.
    pub(super) fn shown(&self) -> Option<String> {
        let shown = if self.percent { self.value.checked_mul(Decimal::ONE_HUNDRED)? } else { self.value };
        let shown = if shown.is_zero() { Decimal::ZERO } else { shown.normalize() };
        let mut text = shown.to_string();
        let (places, own) = (self.shown_places(), shown.scale());
        if places > 0 && own == 0 {
            text.push('.');
        }
        text.extend((own..places).map(|_| '0'));
        if self.percent {
            text.push('%');
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str, places: u32, percent: bool) -> String {
        PaperNumber { value: value.parse().unwrap(), places, percent }.shown().unwrap()
    }

    #[test]
    fn numbers_are_padded_and_never_cut() {
        assert_eq!(shown("9.5", 2, false), "9.50");
        assert_eq!(shown("10", 2, false), "10.00");
        assert_eq!(shown("10", 0, false), "10");
        assert_eq!(shown("81.05", 0, false), "81.05");
        assert_eq!(shown("-0.01", 2, false), "-0.01");
        assert_eq!(shown("-0.000", 2, false), "0.00");
        assert_eq!(shown("1200", 0, false), "1200");
    }

    #[test]
    fn shares_are_shown_as_percentages() {
        assert_eq!(shown("0.9529", 2, true), "95.29%");
        assert_eq!(shown("0.95", 0, true), "95%");
        assert_eq!(shown("1", 1, true), "100.0%");
        assert_eq!(shown("0.80291", 2, true), "80.291%");
    }

    #[test]
    fn a_percentage_beyond_the_digits_of_a_decimal_is_not_shown() {
        assert_eq!(PaperNumber { value: Decimal::MAX, places: 0, percent: true }.shown(), None);
    }
}
