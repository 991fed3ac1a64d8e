//! The places of everything in a structured file, by the way to it.

use std::collections::BTreeMap;
use std::fmt;

use super::Place;

/// The way from the top of a structured file to one value in it: keys and positions, written
/// `dimensions[0].indicators[3].weight`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(String);

impl Path {
    /// The top of the file.
    #[must_use]
    pub fn top() -> Self {
        Self::default()
    }

    /// One step into a mapping.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        if self.0.is_empty() { Self(key.to_owned()) } else { Self(format!("{}.{key}", self.0)) }
    }

    /// One step into a list, counted from 0.
    #[must_use]
    pub fn item(&self, position: usize) -> Self {
        Self(format!("{}[{position}]", self.0))
    }

    /// Whether the path is `other` or leads through it.
    fn below(&self, other: &Self) -> Option<&str> {
        let rest = self.0.strip_prefix(&other.0)?;
        (rest.is_empty() || other.0.is_empty() || rest.starts_with(['.', '['])).then_some(rest)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Where every value of a structured file stands, by its path.
#[derive(Clone, Debug)]
pub struct Places {
    whole: Place,
    values: BTreeMap<Path, Place>,
    keys: BTreeMap<Path, Place>,
}

impl Places {
    /// No places yet, in a file that stands at `whole`.
    #[must_use]
    pub fn new(whole: Place) -> Self {
        Self { whole, values: BTreeMap::new(), keys: BTreeMap::new() }
    }

    /// Notes where the value at `path` stands.
    pub fn note_value(&mut self, path: Path, place: Place) {
        self.values.insert(path, place);
    }

    /// Notes where the key of the value at `path` stands.
    pub fn note_key(&mut self, path: Path, place: Place) {
        self.keys.insert(path, place);
    }

    /// Where the value stands; where it was not written, the nearest thing above it that was.
    #[must_use]
    pub fn value(&self, path: &Path) -> Place {
        self.nearest(&self.values, path)
    }

    /// Where the key stands; for an item of a list, or a value that was not written, the nearest key above it.
    #[must_use]
    pub fn key(&self, path: &Path) -> Place {
        self.nearest(&self.keys, path)
    }

    /// Whether something was written at `path`.
    #[must_use]
    pub fn has(&self, path: &Path) -> bool {
        self.values.contains_key(path)
    }

    /// Takes over all places at and below `from` in another file as the places at and below `to` in this one.
    pub fn graft(&mut self, to: &Path, other: &Self, from: &Path) {
        for (own, theirs) in [(&mut self.values, &other.values), (&mut self.keys, &other.keys)] {
            own.retain(|path, _| path.below(to).is_none());
            for (path, place) in theirs {
                if let Some(rest) = path.below(from) {
                    let joined = if to.0.is_empty() {
                        rest.trim_start_matches('.').to_owned()
                    } else {
                        format!("{}{rest}", to.0)
                    };
                    own.insert(Path(joined), place.clone());
                }
            }
        }
    }

    fn nearest(&self, places: &BTreeMap<Path, Place>, path: &Path) -> Place {
        let mut path = path.0.as_str();
        loop {
            if let Some(place) = places.get(&Path(path.to_owned())) {
                return place.clone();
            }
            match path.rfind(['.', '[']) {
                Some(at) => path = path.get(..at).unwrap_or_default(),
                None => return self.whole.clone(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;

    #[test]
    fn what_was_not_written_stands_where_its_nearest_ancestor_stands() {
        let source = Source::new("a.yaml", "abc");
        let mut places = Places::new(Place::start_of(&source));
        let list = Path::top().key("list");
        places.note_value(list.clone(), Place::new(&source, 1..2));
        assert_eq!(places.value(&list.item(3).key("weight")).range(), 1..2);
        assert_eq!(places.value(&Path::top().key("other")).range(), 0..0);
    }

    #[test]
    fn grafted_places_point_into_the_other_file() {
        let (base, variant) = (Source::new("base", "abc"), Source::new("variant", "xyz"));
        let mut places = Places::new(Place::start_of(&base));
        let (to, from) = (Path::top().key("rows").item(0).key("weight"), Path::top().key("changes").key("weight"));
        places.note_value(to.clone(), Place::new(&base, 0..1));
        let mut other = Places::new(Place::start_of(&variant));
        other.note_value(from.clone(), Place::new(&variant, 2..3));
        places.graft(&to, &other, &from);
        assert_eq!(places.value(&to).text(), "z");
    }
}
