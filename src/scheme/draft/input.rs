//! [`InputDraft`]: an input as it is written.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// One metric or formula, or several in order (输入).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputDraft {
    /// One metric or formula.
    One(String),
    /// Several in order.
    Many(Vec<String>),
}

impl<'de> Deserialize<'de> for InputDraft {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = InputDraft;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a metric or formula, or a list of them")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<InputDraft, D::Error> {
                deserializer.deserialize_any(self)
            }

            fn visit_str<E>(self, text: &str) -> Result<InputDraft, E> {
                Ok(InputDraft::One(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<InputDraft, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(InputDraft::Many(list))
            }
        }
        deserializer.deserialize_newtype_struct("text-or-list", OneOrMany)
    }
}

impl Serialize for InputDraft {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(text) => serializer.serialize_str(text),
            Self::Many(list) => list.serialize(serializer),
        }
    }
}

impl JsonSchema for InputDraft {
    fn schema_name() -> Cow<'static, str> {
        "InputDraft".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "One metric or formula, or several in order (输入).",
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
        })
    }
}
