//! What the two sides of a comparison are called: by what is compared.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::NamedTotal;
use crate::language::Bilingual;
use crate::messages::phrase;

/// How many characters a title has at most that is used as a name.
const MAX_TITLE: usize = 12;

/// What is compared (比较的对象).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Compared {
    /// Two organisations (两个单位).
    Organisations,
    /// Two years of one organisation (两个年度).
    Years,
    /// One report under two schemes (两个指标体系).
    Schemes,
    /// Two results of one organisation and year under one scheme (前后两次).
    Results,
}

/// What the sides are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideNames {
    /// What is compared.
    pub compared: Compared,
    /// The first side.
    pub from: Bilingual,
    /// The second side.
    pub to: Bilingual,
    /// Whether these are names of schemes or files, which are quoted, and not words for one of two sides.
    pub is_quoted: bool,
}

impl SideNames {
    /// The names of two totals: what differs first of organisation, year and scheme.
    #[must_use]
    pub fn of(from: &NamedTotal, to: &NamedTotal) -> Self {
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        let years = from.year.as_ref().zip(to.year.as_ref()).filter(|(from, to)| from != to);
        let named = |compared, from, to| Self { compared, from, to, is_quoted: false };
        let quoted = |from, to| Self { compared: Compared::Schemes, from, to, is_quoted: true };
        if letters(&from.unit) != letters(&to.unit) {
            let name = |side: &NamedTotal| match (&years, &side.year) {
                (Some(_), Some(year)) => {
                    let facts = [("name", Bilingual::same(&side.unit)), ("year", Bilingual::same(year))];
                    phrase("compare-organisation-year", &facts)
                }
                _ => Bilingual::same(&side.unit),
            };
            return named(Compared::Organisations, name(from), name(to));
        }
        if let Some((from, to)) = years {
            let name = |year: &String| phrase("compare-year", &[("year", Bilingual::same(year))]);
            return named(Compared::Years, name(from), name(to));
        }
        let is_short = |side: &NamedTotal| side.title.zh.chars().count() <= MAX_TITLE;
        if from.title.zh != to.title.zh && is_short(from) && is_short(to) {
            return quoted(from.title.clone(), to.title.clone());
        }
        let (original, changed) = (phrase("compare-original", &[]), phrase("compare-changed-scheme", &[]));
        match (extends(to, from), extends(from, to)) {
            (true, false) => return named(Compared::Schemes, original, changed),
            (false, true) => return named(Compared::Schemes, changed, original),
            _ => {}
        }
        if from.scheme != to.scheme {
            return quoted(Bilingual::same(&from.scheme), Bilingual::same(&to.scheme));
        }
        named(Compared::Results, phrase("compare-first", &[]), phrase("compare-second", &[]))
    }
}

/// Whether the scheme of one side extends that of the other.
fn extends(one: &NamedTotal, other: &NamedTotal) -> bool {
    one.extended.contains(&other.scheme)
}

/// Whether the rows of one side may be those of the other as they were, and not simply other rows: one scheme extends the
/// other, or is the other, or is that of another year.
pub(super) fn is_related(from: &NamedTotal, to: &NamedTotal, compared: Compared) -> bool {
    compared == Compared::Years || from.scheme == to.scheme || extends(from, to) || extends(to, from)
}
