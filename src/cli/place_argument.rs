//! Arguments that keep their place, so that what is wrong with one is underlined in it.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use clap::builder::{StringValueParser, TypedValueParser};
use jixiao::{Diagnostic, Place, RequestPlaces};

/// Reads an argument as a [`Place`] in it: behind its option, or behind the command where it has none.
#[derive(Clone, Copy)]
pub(super) struct PlaceParser;

impl TypedValueParser for PlaceParser {
    type Value = Place;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Place, clap::Error> {
        let text = StringValueParser::new().parse_ref(command, argument, value)?;
        let option = argument.and_then(clap::Arg::get_long).map(|name| format!("--{name}"));
        let option = option.unwrap_or_else(|| command.get_bin_name().unwrap_or(command.get_name()).to_owned());
        Ok(Place::argument(option, text))
    }
}

/// The ids that are locked, as `find` understands what is named, each with its place.
pub(super) fn locked(
    texts: &[Place],
    places: &mut RequestPlaces,
    find: &dyn Fn(&Place) -> Result<Vec<String>, Diagnostic>,
) -> Result<BTreeSet<String>, Diagnostic> {
    let mut locked = BTreeSet::new();
    for text in texts {
        for id in find(text)? {
            places.note("lock", &id, text.clone(), text.clone());
            locked.insert(id);
        }
    }
    Ok(locked)
}
