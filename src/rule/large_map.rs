//! [`LargeMap`]: a mapping of many entries that a script is given.

use std::ops::Deref;
use std::sync::Arc;

use rhai::Map;

/// How many entries a mapping has at most that scripts hold as their own.
pub(super) const MAX_SMALL: usize = 32;

/// A mapping of a scheme with more entries than a script writes itself. Naming it and handing it on copies nothing.
#[derive(Clone, Debug)]
pub(super) struct LargeMap(Arc<Map>);

impl From<Map> for LargeMap {
    fn from(entries: Map) -> Self {
        Self(Arc::new(entries))
    }
}

impl Deref for LargeMap {
    type Target = Map;

    fn deref(&self) -> &Map {
        &self.0
    }
}
