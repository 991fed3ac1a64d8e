//! Numbers in records: texts without loss, so that no reader rounds them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::{Number, NumberError, Points, Weight};

impl Number {
    /// The number without loss: a decimal where it ends within 28 places, otherwise `numerator/denominator`.
    ///
    /// # Example: a third has no last decimal
    /// ```
    /// use jixiao::Number;
    /// assert_eq!(Number::parse("9.50")?.to_exact(), "9.5");
    /// assert_eq!(Number::from(1).divide(&Number::from(3))?.to_exact(), "1/3");
    /// # Ok::<(), jixiao::NumberError>(())
    /// ```
    #[must_use]
    pub fn to_exact(&self) -> String {
        if self.decimals().is_some() { self.to_string() } else { self.to_fraction() }
    }

    /// Reads what [`Number::to_exact`] writes; a result may have more digits than a number in a file.
    pub(crate) fn from_exact(text: &str) -> Result<Self, NumberError> {
        match Self::parse_exact(text) {
            Err(NumberError::TooManyDigits) => long_decimal(text),
            number => number,
        }
    }
}

fn long_decimal(text: &str) -> Result<Number, NumberError> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let digits = format!("{whole}{decimals}");
    let digits = Some(digits.trim_start_matches('0')).filter(|digits| !digits.is_empty()).unwrap_or("0");
    Number::parse_exact(&format!("{sign}{digits}/1{}", "0".repeat(decimals.len())))
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_exact())
    }
}

/// The text of an exact number, under the name by which readers of documents refuse others.
#[derive(Deserialize)]
#[serde(rename = "exact-number")]
struct ExactText(String);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_exact(&ExactText::deserialize(deserializer)?.0).map_err(Error::custom)
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "ExactNumber".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An exact number as text: a decimal, or numerator/denominator where it never ends (精确数值).",
            "type": "string",
            "pattern": r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$",
            "x-kind": "exact-number"
        })
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Number::deserialize(deserializer)?).ok_or_else(|| Error::custom("a weight below 0"))
    }
}

impl JsonSchema for Weight {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Number::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Number>()
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Number::deserialize(deserializer).map(Self::new)
    }
}

impl JsonSchema for Points {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Number::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Number>()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_beyond_what_a_file_may_hold_are_read_again() {
        let tiny = Number::parse("0.00000000000000000000000001").unwrap();
        let large = Number::parse("-12345678901234567890").unwrap();
        for number in [large.add(&tiny).unwrap(), large.negate().add(&tiny).unwrap(), tiny.negate()] {
            let text = serde_json::to_string(&number).unwrap();
            assert_eq!(serde_json::from_str::<Number>(&text).unwrap(), number, "{text}");
        }
    }

    #[test]
    fn what_is_no_exact_number_is_refused() {
        for text in ["\"\"", "\"1/0\"", "\"0.333333333333…\"", "\"1e3\"", "0.5", "\"00000000000000000000000000001\""]
        {
            assert!(serde_json::from_str::<Number>(text).is_err(), "{text}");
        }
        assert!(serde_json::from_str::<Weight>("\"-1\"").is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_quotient_is_read_as_itself(above in any::<i64>(), below in 1..i64::MAX) {
            let number = Number::from(above).divide(&Number::from(below)).unwrap();
            let text = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<Number>(&text).unwrap(), number);
        }
    }
}
