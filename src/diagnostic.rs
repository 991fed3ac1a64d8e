//! Problems as data: a stable code, the facts, the place. Words and drawing are left to `format`.

mod code;
mod code_names;
mod date;
mod hidden;
mod misgrouped;
mod naming;
mod nearest;
mod number;
mod record;
mod severity;
mod warned;

pub use code::Code;
pub use hidden::is_hidden;
pub use naming::{Named, find_named, split_at};
pub use nearest::nearest;
pub use record::{DiagnosticRecord, RelatedRecord};
pub use severity::Severity;
pub use warned::Warned;

pub(crate) use self::nearest::meant;
use crate::language::Bilingual;
use crate::location::Place;

/// One problem: what is wrong, where, and with which values.
///
/// The sentence is looked up by [`Code`] in the message catalogue of the reader's language and filled with the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of the kind of problem.
    pub code: Code,
    /// The facts that fill the sentence, sorted by name: a few at most, so that a list is smaller than a map and as quick.
    facts: Vec<(&'static str, Bilingual)>,
    /// The place to underline; none where no file is at fault.
    pub place: Option<Place>,
    /// Further places that belong to the problem, each with the catalogue name of its remark.
    pub related: Vec<(Place, &'static str)>,
    /// The unit whose report was being scored, if any.
    pub unit: Option<String>,
    /// The row that was being read or scored, if any.
    pub row: Option<Bilingual>,
}

impl Diagnostic {
    /// A problem of that kind, at no place yet.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self { code, facts: Vec::new(), place: None, related: Vec::new(), unit: None, row: None }
    }

    /// Underlines `place`, if there is one.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.place = place.into().or(self.place);
        self
    }

    /// Adds a fact that reads the same in both languages.
    #[must_use]
    pub fn fact(self, name: &'static str, value: impl ToString) -> Self {
        self.said(name, Bilingual::same(value.to_string()))
    }

    /// Adds a fact that lists names, with the comma of each language between them.
    #[must_use]
    pub fn list(self, name: &'static str, names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let names: Vec<Bilingual> = names.into_iter().map(|one| Bilingual::same(one.as_ref())).collect();
        self.said(name, Bilingual::listed(&names))
    }

    /// Adds a fact that is worded in both languages; a fact of the same name is replaced.
    #[must_use]
    pub fn said(mut self, name: &'static str, value: Bilingual) -> Self {
        self.facts.retain(|(known, _)| *known != name);
        let at = self.facts.partition_point(|(known, _)| *known < name);
        self.facts.insert(at, (name, value));
        self
    }

    /// The fact of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Bilingual> {
        self.facts.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The facts that fill the sentence, by the names the catalogue uses, sorted by name.
    pub fn facts(&self) -> impl Iterator<Item = (&'static str, &Bilingual)> {
        self.facts.iter().map(|(name, value)| (*name, value))
    }

    /// Adds the fact `nearest` if one of `known` is close to `word`, or what a Chinese word stands for; the help line of the
    /// catalogue offers it.
    #[must_use]
    pub fn suggest<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Self {
        match meant(word, known) {
            Some(name) => self.fact("nearest", name),
            None => self,
        }
    }

    /// Marks a further place, if there is one, with the catalogue name of the remark to put there.
    #[must_use]
    pub fn related(mut self, place: impl Into<Option<Place>>, remark: &'static str) -> Self {
        self.related.extend(place.into().map(|place| (place, remark)));
        self
    }

    /// Names the row that was being read or scored.
    #[must_use]
    pub fn row(mut self, name: Bilingual) -> Self {
        self.row.get_or_insert(name);
        self
    }

    /// Names the unit that was being scored.
    #[must_use]
    pub fn unit(mut self, name: impl Into<String>) -> Self {
        self.unit = Some(name.into());
        self
    }

    /// How much the problem weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Problems found in one run, in the order of their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No problems.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds many.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(others);
    }

    /// Whether one of them refuses the input.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problems, in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// The problems sorted by file and place, each once; those without a place first, and last that a total is withheld,
    /// which only follows from the others.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        let key = |diagnostic: &Diagnostic| {
            let place = diagnostic.place.as_ref();
            let place = place.map(|place| (place.source().name().to_owned(), place.range().start));
            (diagnostic.code == Code::TotalWithheld, place)
        };
        self.0.sort_by_key(key);
        self.0.dedup();
        self
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}
