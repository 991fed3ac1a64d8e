//! [`ArrowCells`]: the cells of a column of Arrow as texts, digit for digit.

use std::fmt::Write;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, Int8Type, Int16Type,
    Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray, StringViewArray};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;

use crate::day::Day;

/// The day from which Arrow counts.
const EPOCH: &str = "1970-01-01";

/// What a type of Arrow holds, for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ArrowKind {
    /// Nothing at all.
    Empty,
    Text,
    /// Integers.
    Whole,
    /// Decimals, days, yes and no.
    Plain,
    /// Binary floats, which are no figures.
    Float,
    /// What is not read.
    Other,
}

impl ArrowKind {
    /// That of a type.
    pub fn of(kind: &DataType) -> Self {
        match kind {
            DataType::Null => Self::Empty,
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Self::Text,
            kind if kind.is_integer() => Self::Whole,
            kind if kind.is_floating() => Self::Float,
            DataType::Boolean | DataType::Date32 => Self::Plain,
            kind if kind.is_decimal() => Self::Plain,
            DataType::Dictionary(_, kind) if !matches!(**kind, DataType::Dictionary(..)) => Self::of(kind),
            _ => Self::Other,
        }
    }
}

/// The cells of a column.
pub(super) struct ArrowCells {
    values: CellValues,
    nulls: Option<NullBuffer>,
}

enum CellValues {
    Nothing,
    Short(StringArray),
    Large(LargeStringArray),
    View(StringViewArray),
    /// Whole numbers of the last of so many decimals.
    Numbers(Vec<i64>, i8),
    /// The same where some have more digits.
    LongNumbers(Vec<i128>, i8),
    Written(Vec<String>),
    /// Which of some values stands in each cell.
    Chosen(Vec<usize>, Box<ArrowCells>),
}

impl ArrowCells {
    /// Those of an array of which also those are empty that `outer` says.
    fn of(array: &dyn Array, outer: Option<&NullBuffer>) -> Self {
        Self { values: CellValues::of(array), nulls: NullBuffer::union(array.nulls(), outer) }
    }

    /// Those at the end of a path through structures, each field by its position; what is empty there is empty below.
    pub fn at(array: &ArrayRef, path: &[usize]) -> Option<Self> {
        let (mut array, mut outer) = (array, None);
        for at in path {
            let structure = array.as_struct_opt()?;
            outer = NullBuffer::union(outer.as_ref(), structure.nulls());
            array = structure.columns().get(*at)?;
        }
        Some(Self::of(array, outer.as_ref()))
    }

    /// The whole number of a cell and its decimals; none where the column has no numbers, or the cell none of a usual size.
    pub fn number(&self, row: usize) -> Option<(i64, u8)> {
        if self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
            return None;
        }
        match &self.values {
            CellValues::Numbers(numbers, scale) => Some((*numbers.get(row)?, u8::try_from(*scale).ok()?)),
            CellValues::LongNumbers(numbers, scale) => {
                Some((i64::try_from(*numbers.get(row)?).ok()?, u8::try_from(*scale).ok()?))
            }
            _ => None,
        }
    }

    /// All numbers and their decimals; none where a cell is empty, or has no number of a usual size.
    pub fn all_numbers(&mut self) -> Option<(&mut Vec<i64>, u8)> {
        let has_nulls = self.nulls.as_ref().is_some_and(|nulls| nulls.null_count() > 0);
        match &mut self.values {
            CellValues::Numbers(numbers, scale) if !has_nulls => Some((numbers, u8::try_from(*scale).ok()?)),
            _ => None,
        }
    }

    /// The text of a cell; an empty one for null. It stands in `scratch` where the column holds none.
    pub fn text<'c>(&'c self, row: usize, scratch: &'c mut String) -> &'c str {
        if self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
            return "";
        }
        match &self.values {
            CellValues::Nothing => "",
            CellValues::Short(texts) => texts.value(row),
            CellValues::Large(texts) => texts.value(row),
            CellValues::View(texts) => texts.value(row),
            CellValues::Numbers(numbers, scale) => {
                write_number(numbers.get(row).copied().unwrap_or_default(), *scale, scratch);
                scratch
            }
            CellValues::LongNumbers(numbers, scale) => {
                write_decimal(numbers.get(row).copied().unwrap_or_default(), *scale, scratch);
                scratch
            }
            CellValues::Written(texts) => texts.get(row).map_or("", String::as_str),
            CellValues::Chosen(keys, values) => keys.get(row).map_or("", |key| values.text(*key, scratch)),
        }
    }
}

impl CellValues {
    fn of(array: &dyn Array) -> Self {
        match array.data_type() {
            DataType::Utf8 => Self::Short(array.as_string().clone()),
            DataType::LargeUtf8 => Self::Large(array.as_string().clone()),
            DataType::Utf8View => Self::View(array.as_string_view().clone()),
            DataType::Int8 => whole::<Int8Type>(array, 0),
            DataType::Int16 => whole::<Int16Type>(array, 0),
            DataType::Int32 => whole::<Int32Type>(array, 0),
            DataType::Int64 => whole::<Int64Type>(array, 0),
            DataType::UInt8 => whole::<UInt8Type>(array, 0),
            DataType::UInt16 => whole::<UInt16Type>(array, 0),
            DataType::UInt32 => whole::<UInt32Type>(array, 0),
            DataType::UInt64 => whole::<UInt64Type>(array, 0),
            DataType::Decimal32(_, scale) => whole::<Decimal32Type>(array, *scale),
            DataType::Decimal64(_, scale) => whole::<Decimal64Type>(array, *scale),
            DataType::Decimal128(_, scale) => whole::<Decimal128Type>(array, *scale),
            DataType::Decimal256(_, scale) => {
                let numbers = array.as_primitive::<Decimal256Type>().values().iter();
                Self::Written(numbers.map(|number| decimal_text(number, *scale)).collect())
            }
            DataType::Boolean => {
                let flags = array.as_boolean().values().iter();
                Self::Written(flags.map(|flag| flag.to_string()).collect())
            }
            DataType::Date32 => {
                let days = array.as_primitive::<Date32Type>().values().iter();
                Self::Written(days.map(|day| day_text(*day)).collect())
            }
            DataType::Dictionary(..) => {
                let chosen = array.as_any_dictionary();
                match chosen.values().is_empty() {
                    true => Self::Nothing,
                    false => {
                        let values = ArrowCells::of(chosen.values().as_ref(), None);
                        Self::Chosen(chosen.normalized_keys(), Box::new(values))
                    }
                }
            }
            _ => Self::Nothing,
        }
    }
}

fn whole<T: ArrowPrimitiveType>(array: &dyn Array, scale: i8) -> CellValues
where
    T::Native: Into<i128>,
{
    let numbers = array.as_primitive::<T>().values();
    let mut usual = Vec::with_capacity(numbers.len());
    for number in numbers {
        let Ok(number) = i64::try_from((*number).into()) else {
            return CellValues::LongNumbers(numbers.iter().map(|number| (*number).into()).collect(), scale);
        };
        usual.push(number);
    }
    CellValues::Numbers(usual, scale)
}

/// The same as [`write_decimal`], sooner for numbers of a usual size.
fn write_number(mut number: i64, mut scale: i8, text: &mut String) {
    while scale > 0 && number % 10 == 0 {
        (number, scale) = (number / 10, scale.saturating_sub(1));
    }
    write_decimal(number, scale, text);
}

/// A number of so many decimals as people write it.
fn decimal_text(number: impl std::fmt::Display, scale: i8) -> String {
    let mut text = String::new();
    write_decimal(number, scale, &mut text);
    text
}

/// Writes a number of so many decimals into an empty text. A column has one scale for all: the zeros at the end are the
/// column's, not the figure's.
fn write_decimal(number: impl std::fmt::Display, scale: i8, text: &mut String) {
    text.clear();
    // Writing to a text does not fail.
    let _ = write!(text, "{number}");
    let places = usize::from(scale.unsigned_abs());
    if scale <= 0 {
        if text != "0" {
            text.extend(std::iter::repeat_n('0', places));
        }
        return;
    }
    let sign = usize::from(text.starts_with('-'));
    let digits = text.len().saturating_sub(sign);
    if digits <= places {
        let zeros = "0".repeat(places.saturating_sub(digits).saturating_add(1));
        text.insert_str(sign, &zeros);
    }
    text.insert(text.len().saturating_sub(places), '.');
    let kept = text.trim_end_matches('0').trim_end_matches('.').len();
    text.truncate(kept);
}

/// A day as reports have it; the number that stands there where the calendar has none.
fn day_text(day: i32) -> String {
    let date = Day::parse(EPOCH).and_then(|first| first.plus(day.into()));
    date.map_or_else(|| day.to_string(), |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_every_digit_but_the_zeros_of_their_column() {
        for (number, scale, text) in [
            (9870_i128, 2, "98.7"),
            (9800, 2, "98"),
            (0, 2, "0"),
            (-5, 2, "-0.05"),
            (-12_345, 2, "-123.45"),
            (5, 10, "0.0000000005"),
            (12_345_678_901_234_567_890, 2, "123456789012345678.9"),
            (12_345_678_901_234_567_890, 0, "12345678901234567890"),
            (7, -2, "700"),
            (0, -2, "0"),
        ] {
            assert_eq!(decimal_text(number, scale), text);
            let mut soon = String::new();
            let usual = i64::try_from(number).map(|number| write_number(number, scale, &mut soon));
            assert!(usual.is_err() || soon == text, "{soon}");
        }
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        // 2024-02-29 is 54 × 365 days, 13 leap days before 2024 and 59 days behind 1970-01-01.
        for (day, text) in [(0, "1970-01-01"), (19_782, "2024-02-29"), (-1, "1969-12-31"), (i32::MAX, "2147483647")] {
            assert_eq!(day_text(day), text);
        }
    }
}
