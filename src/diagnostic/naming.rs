//! Things as people name them: by id or by what they are called.

use super::{Code, Diagnostic, nearest};
use crate::language::Bilingual;
use crate::location::Place;
use crate::notation::fold::{fold, half_width};

/// How many choices are listed where a name is unknown; of more the nearest is offered.
const MAX_CHOICES: usize = 16;

/// A thing that can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<T> {
    /// What it is.
    pub thing: T,
    /// The id, which wins over the names of other things.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// What it lies in, outermost first.
    pub within: Vec<Bilingual>,
    /// Further names, which count where none of the first ones is meant.
    pub aliases: Vec<Bilingual>,
}

impl<T> Named<T> {
    /// A thing with its id and name.
    #[must_use]
    pub fn new(thing: T, id: impl Into<String>, name: Bilingual) -> Self {
        Self { thing, id: id.into(), name, within: Vec::new(), aliases: Vec::new() }
    }

    /// The same names for another thing.
    #[must_use]
    pub fn with<U>(&self, thing: U) -> Named<U> {
        let Self { id, name, within, aliases, .. } = self;
        Named { thing, id: id.clone(), name: name.clone(), within: within.clone(), aliases: aliases.clone() }
    }

    /// The id and, where it says more, the way to it and its name.
    #[must_use]
    pub fn choice(&self) -> Bilingual {
        let way = |of: &dyn Fn(&Bilingual) -> String| {
            let steps: Vec<String> = self.within.iter().chain([&self.name]).map(of).collect();
            steps.join(" > ")
        };
        let (zh, en) = (way(&|name| name.zh.clone()), way(&|name| name.en.clone()));
        if zh == self.id && en == self.id {
            return Bilingual::same(&self.id);
        }
        Bilingual { zh: format!("{}（{zh}）", self.id), en: format!("{} ({en})", self.id) }
    }
}

/// How near a word is to a thing: exactly its id or name before spellings of them, and those before its other names.
type Nearness<T> = fn(&Named<T>, &str) -> bool;

/// The one of `things` that the text names: by id or by name in either language, whether in full or half width, with
/// hyphens or underscores, in capitals or not, with or without blanks. `unknown` makes the problem of a name that
/// nothing has; it gets the nearest name, and all of them where they are few.
///
/// # Errors
/// What `unknown` makes; [`Code::AmbiguousName`] for a name that different things have and that is no id.
pub fn find_named<'t, T: PartialEq>(
    text: &Place,
    things: &'t [Named<T>],
    unknown: impl FnOnce() -> Diagnostic,
) -> Result<&'t Named<T>, Diagnostic> {
    let word = text.text().trim();
    let nearness: [Nearness<T>; 5] = [
        |named, word| named.id == word,
        |named, word| has_name([&named.name], word),
        |named, word| spelt(&named.id) == spelt(word) || has_spelling([&named.name], word),
        |named, word| has_name(&named.aliases, word),
        |named, word| has_spelling(&named.aliases, word),
    ];
    for is_near in nearness {
        let found: Vec<&Named<T>> = things.iter().filter(|named| is_near(named, word)).collect();
        match found.as_slice() {
            [] => {}
            [first, others @ ..] if others.iter().all(|other| other.thing == first.thing) => return Ok(first),
            several => {
                let choices = listed(several.iter().map(|named| named.choice()));
                return Err(Diagnostic::new(Code::AmbiguousName)
                    .fact("name", word)
                    .said("choices", choices)
                    .at(text.clone()));
            }
        }
    }
    let problem = unknown().at(text.clone());
    let holding = holding(word, things);
    let meant = match holding.as_slice() {
        [] => {
            let spellings = |named: &'t Named<T>| [named.name.zh.as_str(), named.name.en.as_str(), &named.id];
            let nearest = nearest(word, things.iter().flat_map(spellings));
            let named = nearest.and_then(|near| things.iter().find(|named| spellings(named).contains(&near)));
            // A name in the reader's language, whatever the language of what was written.
            named.zip(nearest).map(
                |(named, near)| {
                    if near == named.id { Bilingual::same(near) } else { named.name.clone() }
                },
            )
        }
        [one] => Some(one.name.clone()),
        _ => None,
    };
    let problem = meant.into_iter().fold(problem, |problem, meant| problem.said("nearest", meant));
    let names = |all: &mut dyn Iterator<Item = &Named<T>>| listed(all.map(|named| named.name.clone()));
    Err(match (things.len(), holding.len()) {
        (1..=MAX_CHOICES, _) => problem.said("known", names(&mut things.iter())),
        (_, 2..=MAX_CHOICES) => problem.said("known", names(&mut holding.into_iter())),
        _ => problem,
    })
}

/// Names one after the other, each once.
fn listed(names: impl Iterator<Item = Bilingual>) -> Bilingual {
    let mut all: Vec<Bilingual> = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    Bilingual::listed(&all)
}

/// The things whose name holds the word; a single letter says too little.
fn holding<'t, T>(word: &str, things: &'t [Named<T>]) -> Vec<&'t Named<T>> {
    let wanted = spelt(word);
    if wanted.len() < 2 {
        return Vec::new();
    }
    let holds =
        |named: &&Named<T>| [&named.name.zh, &named.name.en].into_iter().any(|name| spelt(name).contains(&wanted));
    things.iter().filter(holds).collect()
}

fn has_name<'n>(names: impl IntoIterator<Item = &'n Bilingual>, word: &str) -> bool {
    names.into_iter().any(|name| name.zh == word || name.en == word)
}

fn has_spelling<'n>(names: impl IntoIterator<Item = &'n Bilingual>, word: &str) -> bool {
    let word = spelt(word);
    names.into_iter().any(|name| spelt(&name.zh) == word || spelt(&name.en) == word)
}

/// A word as it is compared: without what a hand or an input method does to it.
fn spelt(word: &str) -> String {
    fold(word).to_lowercase().replace('-', "_")
}

/// The places before and behind the first `separator`, which may be written in full width.
#[must_use]
pub fn split_at(text: &Place, separator: char) -> Option<(Place, Place)> {
    let (at, written) = text.text().char_indices().find(|(_, sign)| half_width(*sign) == separator)?;
    let whole = text.text().len();
    Some((text.part(0..at).trim(), text.part(at.saturating_add(written.len_utf8())..whole).trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn things() -> Vec<Named<usize>> {
        let name = |zh: &str, en: &str| Bilingual { zh: zh.to_owned(), en: en.to_owned() };
        let mut rows = vec![
            Named::new(0, "library-visits", name("预算执行率", "library visits")),
            Named::new(1, "rate", name("投诉处置率（12345）", "disposal")),
            Named::new(2, "new-books", name("新增图书", "books")),
            Named::new(3, "satisfaction", name("满意度", "satisfaction")),
            Named::new(4, "满意度-读者", name("满意度", "satisfaction of readers")),
        ];
        rows.iter_mut().for_each(|row| row.within = vec![name("产出", "output")]);
        rows[2].aliases = vec![name("图书", "new ones")];
        rows
    }

    fn found(text: &str) -> Result<usize, Diagnostic> {
        let unknown = || Diagnostic::new(Code::UnknownIndicator).fact("id", text);
        find_named(&Place::argument("--set", text), &things(), unknown).map(|named| named.thing)
    }

    #[test]
    fn ids_and_names_are_taken_however_they_are_spelt() {
        let cases = [
            ("library_visits", 0),
            ("Library-Visits", 0),
            ("预算执行率", 0),
            (" 预算 执行率 ", 0),
            ("投诉处置率(12345)", 1),
            ("投诉处置率（１２３４５）", 1),
            ("BOOKS", 2),
            ("图书", 2),
            ("satisfaction of readers", 4),
        ];
        for (text, at) in cases {
            assert_eq!(found(text).unwrap(), at, "{text}");
        }
    }

    #[test]
    fn an_id_wins_and_a_name_that_two_have_is_refused_with_the_choices() {
        assert_eq!(found("satisfaction").unwrap(), 3);
        let problem = found("满意度").unwrap_err();
        assert_eq!(problem.code, Code::AmbiguousName);
        let choices = problem.get("choices").unwrap();
        assert_eq!(choices.zh, "satisfaction（产出 > 满意度）、满意度-读者（产出 > 满意度）");
    }

    #[test]
    fn an_unknown_name_gets_the_nearest_and_the_choices() {
        let nearest = |text| found(text).unwrap_err().get("nearest").map(|nearest| nearest.zh.clone());
        assert_eq!(nearest("执行率").as_deref(), Some("预算执行率"), "the one that holds it");
        assert_eq!(nearest("新增图赎").as_deref(), Some("新增图书"));
        assert_eq!(nearest("完全不同").as_deref(), None);
        assert!(found("完全不同").unwrap_err().get("known").unwrap().zh.contains("新增图书"));
    }

    #[test]
    fn separators_may_be_written_in_full_width() {
        let text = Place::argument("--set", "满意度 ＝ 20");
        let (name, value) = split_at(&text, '=').unwrap();
        assert_eq!((name.text(), value.text()), ("满意度", "20"));
        assert!(split_at(&value, '=').is_none());
    }
}
