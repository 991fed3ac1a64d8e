//! Values from the tree: serde builds them from the nodes where they were written, each single value from its text.
//!
//! What does not fit is noted, and reading goes on with something that stands in for it, so that all problems come in one
//! run. A type that wants more of a single value than a text asks for it by the name of a newtype: `number`,
//! `exact-number`, `yes-no` or `date`; one that takes a list as well asks for `text-or-list`.

use std::collections::BTreeSet;
use std::fmt::{self, Display};
use std::str::FromStr;
use std::{slice, vec};

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::shape::{Outer, ShapeProblems, stand_in};
use super::tree::{Entry, Node, NodeKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::literal::YesNo;
use crate::location::Place;
use crate::numeric::Number;

/// A field of a type, by both names.
type Field = (&'static str, &'static str);

/// Builds a value from the tree below `root`.
///
/// Only by refusing a mapping does a type say that a field must be there. Once it has said so, reading begins again, and
/// mappings of that type which lack the field are noted and get one that stands in for it.
///
/// # Errors
/// All that does not fit the type.
pub(super) fn deserialize<T: DeserializeOwned>(root: &Node) -> Result<T, Vec<Diagnostic>> {
    let mut required = BTreeSet::new();
    loop {
        let reading = DraftReading { required: &required, shape: ShapeProblems::default() };
        let result = T::deserialize(Located::new(&reading, root, None)).map_err(|refusal| refusal.at(Some(root)));
        let mut problems = reading.shape.into_problems();
        match result {
            Ok(value) if problems.is_empty() => return Ok(value),
            Ok(_) => return Err(problems),
            Err(Refusal { missing: Some(field), .. }) if required.insert(field) => {}
            Err(refusal) => {
                problems.push(refusal.into());
                return Err(problems);
            }
        }
    }
}

/// One run through the tree.
struct DraftReading<'r> {
    /// The fields that are known to be required.
    required: &'r BTreeSet<Field>,
    shape: ShapeProblems,
}

/// What a type says of a value that it does not take, and the innermost value around it.
#[derive(Debug)]
struct Refusal {
    detail: String,
    missing: Option<Field>,
    /// A word that is none of a choice, and the choice.
    choice: Option<(String, &'static [&'static str])>,
    place: Option<Place>,
}

impl Refusal {
    fn at(mut self, node: Option<&Node>) -> Self {
        self.place = self.place.or_else(|| Some(node?.place.first_line()));
        self
    }

    /// Names the type that wants the missing field.
    fn of(mut self, name: &'static str) -> Self {
        self.missing = self.missing.map(|(known, field)| (if known.is_empty() { name } else { known }, field));
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
        Self { detail: detail.to_string(), missing: None, choice: None, place: None }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self {
            choice: Some((variant.to_owned(), expected)),
            ..Self::custom(format_args!("unknown variant `{variant}`"))
        }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { missing: Some(("", field)), ..Self::custom(format_args!("missing field `{field}`")) }
    }
}

impl From<Refusal> for Diagnostic {
    fn from(refusal: Refusal) -> Self {
        let problem = match refusal.choice {
            Some((word, known)) => {
                let problem = Self::new(Code::UnknownChoice).fact("value", &word).list("known", known);
                problem.suggest(&word, known.iter().copied())
            }
            None => Self::new(Code::YamlSyntax).fact("detail", refusal.detail),
        };
        problem.at(refusal.place)
    }
}

/// One value of the tree, as serde reads it.
#[derive(Clone, Copy)]
struct Located<'t> {
    reading: &'t DraftReading<'t>,
    /// `None` for what is missing or refused: something stands in for it, and nothing more is said about it.
    node: Option<&'t Node>,
    /// The key of the value, if it has one.
    key: Option<&'t Place>,
    /// The name under which the type asks for it.
    kind: &'static str,
}

impl<'t> Located<'t> {
    fn new(reading: &'t DraftReading<'t>, node: &'t Node, key: Option<&'t Place>) -> Self {
        Self { reading, node: Some(node).filter(|node| !matches!(node.kind, NodeKind::Refused)), key, kind: "" }
    }

    fn absent(self) -> Self {
        Self { node: None, ..self }
    }

    /// Notes that something else is wanted here.
    fn wrong_type<T>(self, wanted: Outer) -> Option<T> {
        self.reading.shape.wrong_type(self.node?, wanted, &[]);
        None
    }

    fn text(self) -> Option<(&'t Node, &'t str)> {
        match &self.node?.kind {
            NodeKind::RawScalar { text, .. } => Some((self.node?, text)),
            _ => self.wrong_type(Outer::Text),
        }
    }

    /// The text of a single value of that kind.
    fn text_of(self, kind: &str) -> &'t str {
        let taken = self.text().filter(|(node, text)| self.reading.shape.takes(node, text, kind));
        taken.map_or_else(|| stand_in(kind), |(_, text)| text)
    }

    /// A whole number, in any spelling that a number may have.
    fn whole<T: FromStr + Default>(self) -> T {
        let Some((node, text)) = self.text() else { return T::default() };
        let whole =
            Number::parse(text).ok().filter(Number::is_whole).and_then(|number| number.to_string().parse().ok());
        whole.unwrap_or_else(|| {
            self.reading.shape.refuse(node, text, Code::NotANumber, &[]);
            T::default()
        })
    }

    fn items(self) -> Option<&'t [Node]> {
        match &self.node?.kind {
            NodeKind::List(items) => Some(items),
            _ => self.wrong_type(Outer::List),
        }
    }

    /// What a mapping holds that may have these fields; any where none are named.
    fn entries(self, fields: &[&str]) -> Option<&'t [Entry]> {
        let node = self.node?;
        if let NodeKind::Map(entries) = &node.kind {
            return Some(entries);
        }
        self.reading.shape.wrong_type(node, Outer::Mapping, fields);
        None
    }
}

macro_rules! whole_numbers {
    ($($deserialize:ident $visit:ident)*) => {
        $(fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
            visitor.$visit(self.whole())
        })*
    };
}

impl<'de> Deserializer<'de> for Located<'_> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.node.map(|node| &node.kind) {
            Some(NodeKind::List(_)) => self.deserialize_seq(visitor),
            Some(NodeKind::Map(_)) => self.deserialize_map(visitor),
            _ => self.deserialize_str(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_str(self.text_of(self.kind))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_bool(YesNo::parse(self.text_of("yes-no")).is_some_and(|answer| answer.0))
    }

    whole_numbers! {
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32 deserialize_i64 visit_i64
        deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32 deserialize_u64 visit_u64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.node.is_some() { visitor.visit_some(self) } else { visitor.visit_none() }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, kind: &'static str, visitor: V) -> Result<V::Value, Refusal> {
        let value = match self.node {
            Some(Node { kind: NodeKind::Map(_), .. }) if kind == "text-or-list" => {
                self.wrong_type(Outer::Text).unwrap_or_else(|| self.absent())
            }
            _ => self,
        };
        visitor.visit_newtype_struct(Self { kind, ..value })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let (node, text) = self.text().unzip();
        let word = words.iter().find(|word| text == Some(*word));
        if let (Some(node), Some(text), None) = (node, text, word) {
            self.reading.shape.refuse(node, text, Code::UnknownChoice, words);
        }
        visitor.visit_enum(name(word.or(words.first()).copied().unwrap_or_default()))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_seq(Items { reading: self.reading, left: self.items().unwrap_or_default().iter() })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_map(Entries::new(self, None, |_| false))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let is_required = |field| self.reading.required.contains(&(name, field));
        visitor.visit_map(Entries::new(self, Some(fields), is_required)).map_err(|refusal| refusal.of(name))
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// A word that serde compares with the names it knows.
fn name(text: &str) -> StrDeserializer<'_, Refusal> {
    text.into_deserializer()
}

/// The items of a list.
struct Items<'t> {
    reading: &'t DraftReading<'t>,
    left: slice::Iter<'t, Node>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refusal> {
        let Some(node) = self.left.next() else { return Ok(None) };
        let item = seed.deserialize(Located::new(self.reading, node, None));
        item.map(Some).map_err(|refusal| refusal.at(Some(node)))
    }
}

/// The entries of a mapping; only certain fields may be in it if it has any.
struct Entries<'t> {
    mapping: Located<'t>,
    fields: Option<&'static [&'static str]>,
    left: slice::Iter<'t, Entry>,
    /// The required fields that are not there.
    missing: vec::IntoIter<&'static str>,
    /// The fields that other keys were probably meant for.
    meant: Vec<&'static str>,
    next: Located<'t>,
}

impl<'t> Entries<'t> {
    fn new(
        value: Located<'t>,
        fields: Option<&'static [&'static str]>,
        is_required: impl Fn(&'static str) -> bool,
    ) -> Self {
        let entries = value.entries(fields.unwrap_or_default());
        let mapping = if entries.is_some() { value } else { value.absent() };
        let entries = entries.unwrap_or_default();
        let is_missing = |field: &&'static str| is_required(field) && !entries.iter().any(|entry| entry.key == **field);
        let missing: Vec<_> = fields.into_iter().flatten().copied().filter(is_missing).collect();
        Self {
            mapping,
            fields,
            left: entries.iter(),
            missing: missing.into_iter(),
            meant: Vec::new(),
            next: value.absent(),
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refusal> {
        let shape = &self.mapping.reading.shape;
        for entry in self.left.by_ref() {
            self.next = Located::new(self.mapping.reading, &entry.node, Some(&entry.place));
            match self.fields {
                Some(fields) if !fields.contains(&entry.key.as_str()) => {
                    // A key without a value was refused already.
                    if self.next.node.is_none() {
                        self.meant.extend(fields.iter().filter(|field| entry.key.starts_with(**field)));
                    } else {
                        self.meant.extend(shape.unknown_field(entry, fields));
                    }
                }
                _ => return seed.deserialize(name(&entry.key)).map(Some),
            }
        }
        let Some(field) = self.missing.next() else { return Ok(None) };
        if let Some(node) = self.mapping.node.filter(|_| !self.meant.contains(&field)) {
            shape.missing_field(node, self.mapping.key, field);
        }
        self.next = self.mapping.absent();
        seed.deserialize(name(field)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        let value = self.next;
        seed.deserialize(value).map_err(|refusal| refusal.at(value.node))
    }
}
