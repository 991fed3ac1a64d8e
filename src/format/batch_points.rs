//! The points of a population as they are written: with the decimals of the rounding, without a float.

use std::fmt::Write;
use std::sync::OnceLock;

use super::json_string::push_string;
use crate::evaluation::{Program, UnitResult};
use crate::numeric::{Number, Rounding, write_digits};
use crate::record::Shown;
use crate::scheme::Indicator;

/// How many points of a row are kept ready as texts.
const MOST_TEXTS: i64 = 20_000;

/// What stands in a line about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PointsForm {
    /// The points.
    Plain,
    /// Of a table: the points and what was lost, each behind a comma.
    Cells,
    /// Of an object: the id and the points, or what was lost.
    Member,
}

/// What is the same of a row in every line.
#[derive(Clone, Debug)]
pub(super) struct RowText {
    pub id: String,
    /// `"id":"`
    json: String,
    pub weight: Number,
    form: PointsForm,
    /// What stands in a line for all points that columns can give it.
    texts: OnceLock<PointsTexts>,
    /// Whether it takes points off.
    pub is_penalty: bool,
    /// With how many decimals its points are shown.
    pub places: u32,
}

/// What stands in a line for the points from 0 to full marks, each one of the last decimals more than the one before.
#[derive(Clone, Debug)]
struct PointsTexts {
    /// Full marks; none where they are no such number.
    full: Option<i64>,
    /// None where there are too many.
    texts: Vec<String>,
}

/// A number as a result shows it.
#[derive(Debug)]
pub(super) enum WrittenPoints {
    /// A whole number of the last of so many decimals.
    Whole(i64, u32),
    Exact(Number),
}

impl RowText {
    /// Those of the rows of a program, in the order of its scheme.
    pub fn of(program: &Program, form: PointsForm) -> Vec<Self> {
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
                form,
                texts: OnceLock::new(),
                is_penalty: at >= first_penalty,
                places,
            }
        };
        rows.iter().enumerate().map(row).collect()
    }

    /// Adds what a line says of the row at this position, with what it lost in the place of its points where that is
    /// wanted; whether it has any.
    pub fn push(&self, unit: &UnitResult<'_>, row: usize, is_lost: bool, text: &mut String) -> bool {
        let points = self.points(unit, row, is_lost && self.form != PointsForm::Cells);
        let known = match &points {
            Some(WrittenPoints::Whole(whole, places)) => {
                usize::try_from(*whole).ok().and_then(|whole| self.ready(*places).texts.get(whole))
            }
            _ => None,
        };
        match known {
            Some(known) => text.push_str(known),
            None => self.write(points.as_ref(), || self.points(unit, row, true), text),
        }
        points.is_some()
    }

    /// Writes points, and what was lost where the form wants both.
    fn write(&self, points: Option<&WrittenPoints>, lost: impl FnOnce() -> Option<WrittenPoints>, text: &mut String) {
        match self.form {
            PointsForm::Plain => points.into_iter().for_each(|points| points.push(text, self.places)),
            PointsForm::Cells => {
                for points in [points, lost().as_ref()] {
                    text.push(',');
                    points.into_iter().for_each(|points| points.push(text, self.places));
                }
            }
            PointsForm::Member => {
                let Some(points) = points else { return };
                text.push_str(&self.json);
                points.push(text, self.places);
                text.push('"');
            }
        }
    }

    /// The points of the row at this position, or what it lost: full marks less points; of a penalty, what it takes off.
    pub fn points(&self, unit: &UnitResult<'_>, row: usize, is_lost: bool) -> Option<WrittenPoints> {
        let is_lost = is_lost && !self.is_penalty;
        let Some((points, places)) = unit.whole_points(row) else {
            let points = unit.points(row)?;
            let points = if is_lost { self.weight.subtract(&points).ok()? } else { points };
            return Some(WrittenPoints::Exact(points));
        };
        let whole = if is_lost { self.ready(places).full?.checked_sub(points)? } else { points };
        Some(WrittenPoints::Whole(whole, places))
    }

    /// Full marks as a whole number of the last of so many decimals, which are those of its points; none where they are no
    /// such number.
    #[cfg(feature = "arrow")]
    pub fn full(&self, places: u32) -> Option<i64> {
        self.ready(places).full
    }

    /// INVARIANT: columns give all points of a row with as many decimals.
    fn ready(&self, places: u32) -> &PointsTexts {
        self.texts.get_or_init(|| self.texts(places))
    }

    fn texts(&self, places: u32) -> PointsTexts {
        let full = Number::power_of_ten(places).and_then(|power| self.weight.multiply(&power));
        let full = full.ok().and_then(|full| full.to_i64());
        let text = |full: i64, points: i64| {
            let mut text = String::new();
            let lost = if self.is_penalty { points } else { full.saturating_sub(points) };
            let written = |whole: i64| WrittenPoints::Whole(whole, places);
            self.write(Some(&written(points)), || Some(written(lost)), &mut text);
            text
        };
        let few = full.filter(|full| *full <= MOST_TEXTS);
        let texts = few.map_or_else(Vec::new, |full| (0..=full).map(|points| text(full, points)).collect());
        PointsTexts { full, texts }
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
pub(super) fn total_points(unit: &UnitResult<'_>) -> Option<WrittenPoints> {
    match unit.whole_total() {
        Some((whole, places)) => Some(WrittenPoints::Whole(whole, places)),
        None => unit.total().map(WrittenPoints::Exact),
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
    let _ = write_digits(text, size / unit, 1);
    if places > 0 {
        text.push('.');
        let _ = write_digits(text, size % unit, places);
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
