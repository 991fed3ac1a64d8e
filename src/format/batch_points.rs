//! The points of a population as they are written: with the decimals of the rounding, without a float.

use std::fmt::Write;

use super::json_string::push_string;
use crate::evaluation::Program;
use crate::numeric::{Number, Rounding};
use crate::population::ScoredBlock;
use crate::record::Shown;
use crate::scheme::Indicator;

/// What is the same of a row in every line.
#[derive(Clone, Debug)]
pub(super) struct RowText {
    pub id: String,
    /// `"id":"`
    pub json: String,
    pub weight: Number,
    is_penalty: bool,
    /// With how many decimals its points are shown.
    pub places: u32,
}

/// A number as a result shows it.
pub(super) enum WrittenPoints {
    Whole(i64, u32),
    Exact(Number),
}

impl RowText {
    /// Those of the rows of a program, in the order of its scheme.
    pub fn of(program: &Program) -> Vec<Self> {
        let scheme = program.scheme();
        let places = scheme.roundings.indicator.map_or(0, |Rounding { places, .. }| places);
        let rows = scheme.scored_rows();
        let first_penalty = rows.len().saturating_sub(scheme.penalties.len());
        let row = |(at, row): (usize, &&Indicator)| {
            let mut json = String::new();
            push_string(&mut json, &row.id);
            json.push_str(":\"");
            Self {
                id: row.id.clone(),
                json,
                weight: row.weight.number().clone(),
                is_penalty: at >= first_penalty,
                places,
            }
        };
        rows.iter().enumerate().map(row).collect()
    }

    /// The points of a row, or what it lost: full marks less points; of a penalty, what it takes off.
    pub fn points(&self, block: &ScoredBlock<'_>, (row, unit): (usize, usize), is_lost: bool) -> Option<WrittenPoints> {
        let points = match block.results.whole_points(row, unit) {
            Some((whole, places)) => WrittenPoints::Whole(whole, places),
            None => WrittenPoints::Exact(block.results.points(row, unit)?),
        };
        if !is_lost || self.is_penalty {
            return Some(points);
        }
        match points {
            WrittenPoints::Whole(whole, places) => {
                let full = self.weight.multiply(&Number::power_of_ten(places).ok()?).ok()?.to_i64()?;
                Some(WrittenPoints::Whole(full.checked_sub(whole)?, places))
            }
            WrittenPoints::Exact(points) => self.weight.subtract(&points).ok().map(WrittenPoints::Exact),
        }
    }
}

impl WrittenPoints {
    /// The number with so many decimals at least.
    pub fn push(&self, text: &mut String, least: u32) {
        match self {
            Self::Whole(whole, places) => push_decimal(text, *whole, *places, least),
            Self::Exact(number) => {
                let _ = write!(text, "{}", Shown::padded(number, least));
            }
        }
    }
}

#[cfg(feature = "arrow")]
impl WrittenPoints {
    /// The number as a whole one of the last of so many decimals; none where it has more of them.
    pub fn scaled(&self, places: u32) -> Option<i128> {
        match self {
            Self::Whole(whole, own) => {
                let factor = 10_i128.checked_pow(places.saturating_sub(*own))?;
                let divisor = 10_i128.checked_pow(own.saturating_sub(places))?;
                let whole = i128::from(*whole).checked_mul(factor)?;
                (whole.checked_rem(divisor)? == 0).then(|| whole.checked_div(divisor))?
            }
            Self::Exact(number) => number.multiply(&Number::power_of_ten(places).ok()?).ok()?.to_i64().map(i128::from),
        }
    }
}

/// The total of a unit; none where it is withheld.
pub(super) fn total_points(block: &ScoredBlock<'_>, unit: usize) -> Option<WrittenPoints> {
    match block.results.whole_total(unit) {
        Some((whole, places)) => Some(WrittenPoints::Whole(whole, places)),
        None => block.results.total(unit).map(WrittenPoints::Exact),
    }
}

/// A whole number of the last of so many decimals, without zeros at the end beyond the least number of decimals.
fn push_decimal(text: &mut String, whole: i64, mut places: u32, least: u32) {
    let mut size = whole.unsigned_abs();
    while places > least && size.is_multiple_of(10) {
        (size, places) = (size / 10, places.saturating_sub(1));
    }
    while places < least {
        (size, places) = (size.saturating_mul(10), places.saturating_add(1));
    }
    if whole < 0 {
        text.push('-');
    }
    let unit = 10_u64.saturating_pow(places);
    // Writing to a text does not fail.
    let _ = write!(text, "{}", size / unit);
    if places > 0 {
        let width = usize::try_from(places).unwrap_or_default();
        let _ = write!(text, ".{:0width$}", size % unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_shown_with_the_decimals_of_the_rounding() {
        for (whole, places, least, shown) in [
            (803, 2, 2, "8.03"),
            (1_000, 2, 2, "10.00"),
            (5, 0, 2, "5.00"),
            (3_885_000_000, 9, 0, "3.885"),
            (0, 9, 0, "0"),
            (7, 3, 2, "0.007"),
            (-12_345, 2, 2, "-123.45"),
        ] {
            let mut text = String::new();
            push_decimal(&mut text, whole, places, least);
            assert_eq!(text, shown);
        }
    }
}
