//! Guesses of a drafted case, confirmed: the basis of its rows becomes what is published, and nothing else is touched.

use std::path::Path;

use super::case::{CaseFiles, load_case};
use super::writer::write;
use crate::diagnostic::Diagnostics;
use crate::language::Bilingual;

/// What stands as the basis of a drafted row once somebody has looked at it.
const CONFIRMED: &str = "published";

/// Confirms all guesses in the scheme of a case; gives the names of the rows that they were in.
///
/// # Errors
/// All that keeps the case from being read, and its scheme from being written.
pub fn confirm_guesses(folder: &Path) -> Result<Vec<Bilingual>, Diagnostics> {
    let files = CaseFiles::in_folder(folder);
    let case = load_case(&files)?.value;
    let mut rows = case.scheme.scored_rows();
    rows.retain(|row| row.is_guessed());
    let places = rows.iter().map(|row| (row.name.clone(), row.place(&["basis"])));
    // What the scheme extends is another's to confirm.
    let own = case.scheme_sources.first();
    let mut places: Vec<_> = places.filter(|(_, place)| own.is_some_and(|own| place.source() == own)).collect();
    let Some(source) = own.filter(|_| !places.is_empty()) else { return Ok(Vec::new()) };
    places.sort_by_key(|(_, place)| place.range().start);
    let mut text = source.text().to_owned();
    for (_, place) in places.iter().rev() {
        text.replace_range(place.range(), CONFIRMED);
    }
    write(&files.scheme, text, |_| true)?;
    Ok(places.into_iter().map(|(name, _)| name).collect())
}
