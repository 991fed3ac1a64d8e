//! Values that go into and come out of a rule.

use std::collections::BTreeMap;
use std::fmt;

use rhai::Dynamic;

use super::kind::quantity_in;
use super::large_map::{LargeMap, MAX_SMALL};
use super::list::List;
use super::quantity::{Answer, Quantity};
use crate::data::Data;
use crate::day::Day;
use crate::numeric::Number;

/// One value of a case: an input, a target, a parameter, a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing was given, and the rule allows that.
    Missing,
    /// An exact number.
    Number(Number),
    /// A word or a sentence.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Day),
    /// Several values in order.
    List(Vec<Value>),
    /// Named values.
    Map(BTreeMap<String, Value>),
}

impl Value {
    /// The value as scripts see it that compute with quantities of one kind.
    pub(super) fn to_dynamic<Q: Quantity>(&self) -> Dynamic {
        match self {
            Self::Missing => Dynamic::UNIT,
            Self::Number(number) => Dynamic::from(Q::exactly(number.clone())),
            Self::Text(text) => text.clone().into(),
            Self::Flag(flag) => (*flag).into(),
            Self::Day(day) => Dynamic::from(*day),
            Self::List(items) => Dynamic::from(items.iter().map(Self::to_dynamic::<Q>).collect::<List>()),
            Self::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| (key.as_str().into(), value.to_dynamic::<Q>()));
                map_of(entries.collect())
            }
        }
    }

    /// The value as scripts see it, with another number for each number of points in it: itself, the items of a list, the
    /// `points` of bands and knots.
    pub(super) fn to_dynamic_points<Q: Quantity>(&self, scaled: &dyn Fn(&Number) -> Answer<Q>) -> Answer<Dynamic> {
        Ok(match self {
            Self::Number(points) => Dynamic::from(scaled(points)?),
            Self::List(items) => {
                let items = items.iter().map(|item| item.to_dynamic_points(scaled));
                Dynamic::from(items.collect::<Answer<List>>()?)
            }
            Self::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| {
                    let value =
                        if key == "points" { value.to_dynamic_points(scaled)? } else { value.to_dynamic::<Q>() };
                    Ok((key.as_str().into(), value))
                });
                map_of(entries.collect::<Answer<rhai::Map>>()?)
            }
            other => other.to_dynamic::<Q>(),
        })
    }

    /// The value with its points multiplied and divided: what they are worth at another weight.
    pub(crate) fn at_weight(&self, weight: &Number, at: &Number) -> Answer<Self> {
        let scaled = |points: &Number| points.times(weight)?.divided_by(at);
        let value = self.to_dynamic_points::<Number>(&scaled)?;
        Ok(Self::from_dynamic(&value).unwrap_or_else(|| self.clone()))
    }

    /// What a script handed back; `None` for things that are not values (functions, awards).
    pub(super) fn from_dynamic(value: &Dynamic) -> Option<Self> {
        if value.is_unit() {
            return Some(Self::Missing);
        }
        if let Some(number) = quantity_in(value) {
            return Some(Self::Number(number));
        }
        if let Ok(flag) = value.as_bool() {
            return Some(Self::Flag(flag));
        }
        if let Some(day) = value.read_lock::<Day>() {
            return Some(Self::Day(*day));
        }
        if let Some(list) = value.read_lock::<List>() {
            return list.items().iter().map(Self::from_dynamic).collect::<Option<_>>().map(Self::List);
        }
        if let Some(items) = value.read_lock::<rhai::Array>() {
            return items.iter().map(Self::from_dynamic).collect::<Option<_>>().map(Self::List);
        }
        if let Some(entries) = value.read_lock::<LargeMap>() {
            return Self::map_from(&entries);
        }
        if let Some(entries) = value.read_lock::<rhai::Map>() {
            return Self::map_from(&entries);
        }
        value.clone().into_immutable_string().ok().map(|text| Self::Text(text.to_string()))
    }

    fn map_from(entries: &rhai::Map) -> Option<Self> {
        let pairs = entries.iter().map(|(key, value)| Some((key.to_string(), Self::from_dynamic(value)?)));
        pairs.collect::<Option<_>>().map(Self::Map)
    }

    /// The value as data, as if it had been written in a scheme file.
    pub(super) fn to_data(&self) -> Option<Data> {
        Some(match self {
            Self::Missing => return None,
            Self::List(items) => Data::List(items.iter().filter_map(Self::to_data).collect()),
            Self::Map(map) => {
                Data::Map(map.iter().filter_map(|(key, value)| Some((key.clone(), value.to_data()?))).collect())
            }
            Self::Flag(flag) => Data::Text(flag.to_string()),
            other => Data::Text(other.to_string()),
        })
    }

    /// One entry of a mapping.
    pub(crate) fn entry(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.get(key),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub(crate) fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// A mapping as scripts see it.
pub(super) fn map_of(entries: rhai::Map) -> Dynamic {
    if entries.len() > MAX_SMALL { Dynamic::from(LargeMap::from(entries)) } else { entries.into() }
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => out.write_str("—"),
            Self::Number(number) => number.fmt(out),
            Self::Text(text) => out.write_str(text),
            Self::Flag(flag) => out.write_str(if *flag { "true" } else { "false" }),
            Self::Day(day) => day.fmt(out),
            Self::List(items) => {
                let words: Vec<String> = items.iter().map(ToString::to_string).collect();
                out.write_str(&words.join(", "))
            }
            Self::Map(entries) => {
                let words: Vec<String> = entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                out.write_str(&words.join(", "))
            }
        }
    }
}
