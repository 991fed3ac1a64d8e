//! Single values of a structured file, read from the text that was written: numbers, yes/no, dates and plain words.
//!
//! The reader hands every value over as text, so no digit is lost before its meaning is known; it is asked for under the
//! name of its kind, by which the reader refuses others. The schemas tell editors the same (`x-kind`).

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::day::Day;
use crate::notation::fold::fold;
use crate::numeric::{Number, NumberError};

/// The number that a text is, in full or half width.
///
/// # Errors
/// Those of [`Number::parse`].
pub fn folded_number(text: &str) -> Result<Number, NumberError> {
    Number::parse(&fold(text))
}

/// A number as it was written, with every digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecimalLiteral(pub Number);

/// A figure as it was printed: the number, and how many decimals it was printed with (2.50 has two, 773 none).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedDecimal {
    /// The number.
    pub number: Number,
    /// The decimals printed.
    pub places: u32,
}

/// Yes or no: `true`, `false`, `是` or `否`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YesNo(pub bool);

/// A day of the calendar as `2024-12-31`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateText(pub String);

/// Any single value, kept as the text that was written: a year, a word or a figure whose meaning a rule decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawScalar(pub String);

impl DecimalLiteral {
    /// Reads a plain number.
    ///
    /// # Errors
    /// The refusals of [`Number::parse`].
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        Number::parse(text).map(Self)
    }
}

impl PrintedDecimal {
    /// Reads a plain number and counts its decimals.
    ///
    /// # Errors
    /// The refusals of [`Number::parse`].
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let number = Number::parse(text)?;
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        Ok(Self { number, places: u32::try_from(decimals).unwrap_or(u32::MAX) })
    }

    /// A number of which nobody knows with how many decimals it was printed.
    #[must_use]
    pub fn unknown_places(number: Number) -> Self {
        Self { number, places: 0 }
    }
}

impl YesNo {
    /// Reads yes or no; `None` for any other word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "true" | "是" => Some(Self(true)),
            "false" | "否" => Some(Self(false)),
            _ => None,
        }
    }
}

/// The text of a number.
#[derive(Deserialize)]
#[serde(rename = "number")]
struct NumberText(String);

/// The text of yes or no.
#[derive(Deserialize)]
#[serde(rename = "yes-no")]
struct YesNoText(String);

/// The text of a date.
#[derive(Deserialize)]
#[serde(rename = "date")]
struct DayText(String);

impl<'de> Deserialize<'de> for DecimalLiteral {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&NumberText::deserialize(deserializer)?.0).map_err(Error::custom)
    }
}

impl<'de> Deserialize<'de> for PrintedDecimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&NumberText::deserialize(deserializer)?.0).map_err(Error::custom)
    }
}

impl<'de> Deserialize<'de> for YesNo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&YesNoText::deserialize(deserializer)?.0).ok_or_else(|| Error::custom("not yes or no"))
    }
}

impl<'de> Deserialize<'de> for DateText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let DayText(text) = DayText::deserialize(deserializer)?;
        Day::parse(&text).map(|_| Self(text)).ok_or_else(|| Error::custom("not a date as 2024-12-31"))
    }
}

impl<'de> Deserialize<'de> for RawScalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

impl Serialize for DecimalLiteral {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Serialize for PrintedDecimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number.serialize(serializer)
    }
}

impl Serialize for YesNo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0 { "true" } else { "false" })
    }
}

impl Serialize for DateText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Serialize for RawScalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Display for DecimalLiteral {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl JsonSchema for DecimalLiteral {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string"], "x-kind": "number" })
    }
}

impl JsonSchema for PrintedDecimal {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "PrintedDecimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string"], "x-kind": "number" })
    }
}

impl JsonSchema for YesNo {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "YesNo".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["boolean", "string"], "x-kind": "yes-no" })
    }
}

impl JsonSchema for DateText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "x-kind": "date" })
    }
}

impl JsonSchema for RawScalar {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "RawScalar".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean"], "x-kind": "text" })
    }
}

/// How a bound is written in words or signs.
const BOUNDS: [&str; 22] = [
    "≥",
    "≤",
    ">=",
    "<=",
    "=",
    ">",
    "<",
    "＞",
    "＜",
    "＝",
    "≧",
    "≦",
    "不低于",
    "不少于",
    "不小于",
    "不高于",
    "不超过",
    "不大于",
    "大于",
    "小于",
    "高于",
    "低于",
];

/// Whether a text says in words what another form of target says as a number: a bound before a digit, or a number alone.
pub(crate) fn states_a_number(text: &str) -> bool {
    let folded: String = text.trim().chars().map(ascii).collect();
    let after = BOUNDS.iter().find_map(|bound| folded.strip_prefix(bound));
    match after.map(str::trim_start) {
        // Several bounds are no target that one number says.
        Some(after) => {
            after.starts_with(|first: char| first.is_ascii_digit()) && !after.contains(['；', ';', '、', '，', '\n'])
        }
        None => Number::parse(folded.trim_end_matches(['%', '‰']).trim_end()).is_ok(),
    }
}

/// The ASCII twin of a full-width digit or sign.
fn ascii(character: char) -> char {
    match character {
        '０'..='９' | '％' | '．' => {
            u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_decimals_are_counted() {
        let places = ["2.50", "773", "-9.9"].map(|text| PrintedDecimal::parse(text).unwrap().places);
        assert_eq!(places, [2, 0, 1]);
    }

    #[test]
    fn yes_and_no_have_two_spellings_each() {
        assert_eq!([YesNo::parse("是"), YesNo::parse("false")], [Some(YesNo(true)), Some(YesNo(false))]);
        assert_eq!([YesNo::parse("yes"), YesNo::parse("1")], [None, None]);
    }
}
