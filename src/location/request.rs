//! The places of the parts of a request.

use std::collections::BTreeMap;

use super::Place;

/// Where the parts of a request were written, by the part (`bounds`) and what it names (`closure`). Nothing is known of
/// requests that a program made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestPlaces(BTreeMap<(&'static str, String), WrittenPart>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct WrittenPart {
    key: Place,
    value: Place,
}

impl RequestPlaces {
    /// Notes where a part says `value` of what is called `name` and was written at `key`.
    pub fn note(&mut self, part: &'static str, name: &str, key: Place, value: Place) {
        self.0.insert((part, name.to_owned()), WrittenPart { key, value });
    }

    /// Notes where a part was written that there is once and that names nothing.
    pub fn note_single(&mut self, part: &'static str, value: Place) {
        self.0.insert((part, String::new()), WrittenPart { key: value.clone(), value });
    }

    /// Where one of these parts names `name`, the first that does.
    #[must_use]
    pub fn key(&self, parts: &[&'static str], name: &str) -> Option<Place> {
        parts.iter().find_map(|part| self.get(part, name)).map(|written| written.key.clone())
    }

    /// Where the part says something of `name`.
    #[must_use]
    pub fn value(&self, part: &'static str, name: &str) -> Option<Place> {
        self.get(part, name).map(|written| written.value.clone())
    }

    /// Where a part was written that there is once.
    #[must_use]
    pub fn single(&self, part: &'static str) -> Option<Place> {
        self.value(part, "")
    }

    fn get(&self, part: &'static str, name: &str) -> Option<&WrittenPart> {
        self.0.get(&(part, name.to_owned()))
    }
}
