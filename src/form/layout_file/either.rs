//! Values of layout files that may be written in two ways, and mappings whose order counts.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::form::role::CellRole;

/// A word, or something longer: a rule by its name or with parameters, a role or several.
pub(super) enum WordOr<T> {
    /// A word.
    Word(String),
    /// What is longer.
    Whole(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for WordOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = WordOr<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a word, a list or a mapping")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<WordOr<T>, E> {
                Ok(WordOr::Word(text.to_owned()))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<WordOr<T>, E> {
                Ok(WordOr::Word(number.to_string()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<WordOr<T>, A::Error> {
                T::deserialize(SeqAccessDeserializer::new(items)).map(WordOr::Whole)
            }

            fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<WordOr<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(entries)).map(WordOr::Whole)
            }
        }
        deserializer.deserialize_any(Either(PhantomData))
    }
}

/// A role by its name.
pub(super) fn role<E: Error>(name: &str) -> Result<CellRole, E> {
    CellRole::deserialize(StrDeserializer::<E>::new(name))
}

/// A column by its role alone, or with words of its own: `{ actual: [全年完成情况] }`.
pub(super) struct ColumnFile(pub CellRole, pub Vec<String>);

impl<'de> Deserialize<'de> for ColumnFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match WordOr::<InOrder<CellRole, Vec<String>>>::deserialize(deserializer)? {
            WordOr::Word(name) => Ok(Self(role(&name)?, Vec::new())),
            WordOr::Whole(InOrder(entries)) => match <[_; 1]>::try_from(entries) {
                Ok([(role, words)]) => Ok(Self(role, words)),
                Err(entries) => Err(D::Error::invalid_length(entries.len(), &"one role with its words")),
            },
        }
    }
}

/// The entries of a mapping in the order written, each key once.
pub(super) struct InOrder<K, V>(pub Vec<(K, V)>);

impl<'de, K: Deserialize<'de> + PartialEq, V: Deserialize<'de>> Deserialize<'de> for InOrder<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesInOrder<K, V>(PhantomData<(K, V)>);
        impl<'de, K: Deserialize<'de> + PartialEq, V: Deserialize<'de>> Visitor<'de> for EntriesInOrder<K, V> {
            type Value = InOrder<K, V>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("names with what belongs to them, each once")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<InOrder<K, V>, A::Error> {
                let mut entries: Vec<(K, V)> = Vec::new();
                while let Some((key, value)) = map.next_entry()? {
                    if entries.iter().any(|(known, _)| *known == key) {
                        return Err(A::Error::duplicate_field("name"));
                    }
                    entries.push((key, value));
                }
                Ok(InOrder(entries))
            }
        }
        deserializer.deserialize_map(EntriesInOrder(PhantomData))
    }
}
