//! Places in JSON.

use std::sync::Arc;

use crate::location::{Place, Source};

/// Where a reader of JSON stopped; its columns count bytes.
pub(crate) fn json_place(source: &Arc<Source>, error: &serde_json::Error) -> Place {
    let line = Place::at(source, error.line(), 1).range().start;
    let at = line.saturating_add(error.column().saturating_sub(1));
    Place::new(source, at..at.saturating_add(1))
}
