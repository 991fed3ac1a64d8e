//! Values from the tree: serde builds them from the nodes where they were written, each single value from its text.

use std::fmt::{self, Display};
use std::slice;
use std::str::FromStr;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::tree::{Entry, Kind, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::literal::YesNo;
use crate::location::Place;
use crate::numeric::Number;

/// Builds a value from the tree below `root`.
///
/// # Errors
/// What the type says of the first value that it does not take, at that value.
pub(super) fn deserialize<T: DeserializeOwned>(root: &Node) -> Result<T, Diagnostic> {
    T::deserialize(Value { node: root }).map_err(|refusal| refusal.at(root).into())
}

/// What a type says of a value that it does not take, and the innermost value around it.
#[derive(Debug)]
struct Refusal {
    detail: String,
    place: Option<Place>,
}

impl Refusal {
    fn at(mut self, node: &Node) -> Self {
        self.place.get_or_insert_with(|| node.place.first_line());
        self
    }
}

impl Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.detail)
    }
}

impl std::error::Error for Refusal {}

impl Error for Refusal {
    fn custom<T: Display>(detail: T) -> Self {
        Self { detail: detail.to_string(), place: None }
    }
}

impl From<Refusal> for Diagnostic {
    fn from(refusal: Refusal) -> Self {
        Self::new(Code::YamlSyntax).fact("detail", refusal.detail).at(refusal.place)
    }
}

/// One value of the tree, as serde reads it.
#[derive(Clone, Copy)]
struct Value<'t> {
    node: &'t Node,
}

impl Value<'_> {
    fn word<T>(self, parse: impl FnOnce(&str) -> Option<T>, wanted: &str) -> Result<T, Refusal> {
        let text = match &self.node.kind {
            Kind::RawScalar { text, .. } => text.as_str(),
            _ => "",
        };
        parse(text).ok_or_else(|| Refusal::custom(format_args!("{wanted} is wanted")))
    }
}

/// A whole number, in any spelling that a number may have.
fn whole<T: FromStr>(text: &str) -> Option<T> {
    Number::parse(text).ok().filter(Number::is_whole)?.to_string().parse().ok()
}

macro_rules! whole_numbers {
    ($($deserialize:ident $visit:ident)*) => {
        $(fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
            visitor.$visit(self.word(whole, "a whole number")?)
        })*
    };
}

impl<'de> Deserializer<'de> for Value<'_> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match &self.node.kind {
            Kind::RawScalar { text, .. } => visitor.visit_str(text),
            Kind::List(items) => visitor.visit_seq(Items(items.iter())),
            Kind::Map(entries) => visitor.visit_map(Entries { left: entries.iter(), next: self.node }),
            Kind::Refused => visitor.visit_unit(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_bool(self.word(YesNo::parse, "yes or no")?.0)
    }

    whole_numbers! {
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32 deserialize_i64 visit_i64
        deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32 deserialize_u64 visit_u64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        match &self.node.kind {
            Kind::RawScalar { text, .. } => visitor.visit_enum(key(text)),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}

/// A word that serde compares with the names it knows.
fn key(text: &str) -> StrDeserializer<'_, Refusal> {
    text.into_deserializer()
}

/// The items of a list.
struct Items<'t>(slice::Iter<'t, Node>);

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refusal> {
        self.0.next().map(|node| seed.deserialize(Value { node }).map_err(|refusal| refusal.at(node))).transpose()
    }
}

/// The entries of a mapping.
struct Entries<'t> {
    left: slice::Iter<'t, Entry>,
    next: &'t Node,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refusal> {
        let Some(entry) = self.left.next() else { return Ok(None) };
        self.next = &entry.node;
        seed.deserialize(key(&entry.key)).map(Some).map_err(|refusal| refusal.at(&entry.node))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        let node = self.next;
        seed.deserialize(Value { node }).map_err(|refusal| refusal.at(node))
    }
}
