//! The message catalogue: every word the program says, in both languages, one file per subject.

use std::borrow::Cow;
use std::io;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::language::{Bilingual, Language};
use crate::numeric::NumberError;

/// The files of the catalogue, a file for each subject.
const ZH: &[&str] = &[
    include_str!("messages/zh/problems.ftl"),
    include_str!("messages/zh/phrases.ftl"),
    include_str!("messages/zh/outside.ftl"),
    include_str!("messages/zh/results.ftl"),
    include_str!("messages/zh/commands.ftl"),
    include_str!("messages/zh/batch.ftl"),
    include_str!("messages/zh/whatif.ftl"),
    include_str!("messages/zh/rule-test.ftl"),
    include_str!("messages/zh/ranking.ftl"),
    include_str!("messages/zh/robust.ftl"),
    include_str!("messages/zh/recheck.ftl"),
    include_str!("messages/zh/audit.ftl"),
    include_str!("messages/zh/guard.ftl"),
    include_str!("messages/zh/seek.ftl"),
    include_str!("messages/zh/compare.ftl"),
    include_str!("messages/zh/sweep.ftl"),
    include_str!("messages/zh/form.ftl"),
    include_str!("messages/zh/view.ftl"),
    include_str!("messages/zh/form-out.ftl"),
    include_str!("messages/zh/lsp.ftl"),
    include_str!("messages/zh/page.ftl"),
];
const EN: &[&str] = &[
    include_str!("messages/en/problems.ftl"),
    include_str!("messages/en/phrases.ftl"),
    include_str!("messages/en/outside.ftl"),
    include_str!("messages/en/results.ftl"),
    include_str!("messages/en/commands.ftl"),
    include_str!("messages/en/batch.ftl"),
    include_str!("messages/en/whatif.ftl"),
    include_str!("messages/en/rule-test.ftl"),
    include_str!("messages/en/ranking.ftl"),
    include_str!("messages/en/robust.ftl"),
    include_str!("messages/en/recheck.ftl"),
    include_str!("messages/en/audit.ftl"),
    include_str!("messages/en/guard.ftl"),
    include_str!("messages/en/seek.ftl"),
    include_str!("messages/en/compare.ftl"),
    include_str!("messages/en/sweep.ftl"),
    include_str!("messages/en/form.ftl"),
    include_str!("messages/en/view.ftl"),
    include_str!("messages/en/form-out.ftl"),
    include_str!("messages/en/lsp.ftl"),
    include_str!("messages/en/page.ftl"),
];

/// Both catalogues, made once.
static CATALOGUES: LazyLock<[Messages; 2]> = LazyLock::new(|| [Language::Zh, Language::En].map(Messages::of));

/// What is said in both languages, whoever reads it.
pub(crate) fn in_both(words: impl Fn(&Messages) -> String) -> Bilingual {
    let [zh, en] = &*CATALOGUES;
    Bilingual { zh: words(zh), en: words(en) }
}

/// The text under `id` in both languages, filled with facts: what a problem or a result says of its subject, before
/// anybody has said in which language it will be read.
pub(crate) fn phrase(id: &str, facts: &[(&str, Bilingual)]) -> Bilingual {
    in_both(|messages| {
        let facts: Vec<(&str, &str)> = facts.iter().map(|(name, fact)| (*name, messages.pick(fact))).collect();
        messages.say(id, &facts)
    })
}

/// Names one after the other, separated as each language does.
pub(crate) fn listed<'n>(names: impl IntoIterator<Item = &'n Bilingual>) -> Bilingual {
    Bilingual::listed(names)
}

/// The first names one after the other, with a sign that there are more.
pub(crate) fn listed_some(names: &[Bilingual], most: usize) -> Bilingual {
    let more = (names.len() > most).then(|| Bilingual::same("…"));
    listed(names.iter().take(most).chain(&more))
}

/// The words in capitals of a form that is written on the command line or in a file (`ID=LOW..HIGH`), from the catalogue.
#[must_use]
pub fn value_form(form: &str) -> Bilingual {
    in_both(|messages| messages.value_words(form))
}

/// Why there is no number, in both languages.
pub(crate) fn number_error(error: NumberError) -> Bilingual {
    match error {
        NumberError::NotANumber => phrase("number-not-plain", &[]),
        NumberError::TooManyDigits => phrase("number-too-long", &[]),
        NumberError::DivisionByZero => phrase("division-by-zero", &[]),
        NumberError::TooLarge => phrase("number-too-large", &[]),
    }
}

/// Why the system could not read or write, in both languages: by the kind of the error, or by its number where the kind
/// has no name.
#[must_use]
pub fn system_error(error: &io::Error) -> Bilingual {
    let kind: String = format!("{:?}", error.kind())
        .chars()
        .flat_map(|sign| sign.is_ascii_uppercase().then_some('-').into_iter().chain([sign.to_ascii_lowercase()]))
        .collect();
    let code = error.raw_os_error().map_or_else(|| kind.trim_start_matches('-').to_owned(), |code| code.to_string());
    in_both(|messages| {
        let facts = [("code", code.as_str())];
        messages.find(&format!("system{kind}"), &facts).unwrap_or_else(|| messages.say("system-other", &facts))
    })
}

/// A fact as part of a sentence: the lines of a longer text one after the other.
fn in_one_line(fact: &str) -> Cow<'_, str> {
    if !fact.contains('\n') {
        return Cow::Borrowed(fact);
    }
    Cow::Owned(fact.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Whether the number that is written here is followed by the singular in English: only 1 is, 1.00 and 0.5 are not.
pub(crate) fn is_one(count: &str) -> bool {
    count.trim_start_matches(['+', '-']) == "1"
}

/// The word that follows a count: `PLURAL($count, "row")` for row and rows, `PLURAL($count, "has", "have")` for any other
/// two.
fn plural<'a>(arguments: &[FluentValue<'a>]) -> FluentValue<'a> {
    let [FluentValue::String(count), one, others @ ..] = arguments else { return FluentValue::Error };
    match (is_one(count), one, others) {
        (true, one, _) | (false, _, [one]) => one.clone(),
        (false, FluentValue::String(one), []) => FluentValue::from(format!("{one}s")),
        _ => FluentValue::Error,
    }
}

/// The texts of one language by id; ids of problems are the names of their codes.
pub struct Messages {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// The catalogue of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let (texts, tag) = match language {
            Language::Zh => (ZH, "zh-CN"),
            Language::En => (EN, "en"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        // It fails only where the name is taken, and nothing took it.
        let _ = bundle.add_function("PLURAL", |arguments, _| plural(arguments));
        for text in texts {
            // What cannot be parsed is missing afterwards, and a test looks for every id.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text under `id`, filled with facts; the id itself where the catalogue lacks it.
    #[must_use]
    pub fn say(&self, id: &str, facts: &[(&str, &str)]) -> String {
        self.find(id, facts).unwrap_or_else(|| id.to_owned())
    }

    /// The text under `id` or `id.attribute`, if the catalogue has it.
    #[must_use]
    pub fn find(&self, id: &str, facts: &[(&str, &str)]) -> Option<String> {
        let (id, attribute) = id.split_once('.').map_or((id, None), |(id, attribute)| (id, Some(attribute)));
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut arguments = FluentArgs::new();
        for (name, fact) in facts {
            arguments.set(*name, in_one_line(fact));
        }
        Some(self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
    }

    /// The name of a value of the command line, `ID=LOW..HIGH` say, each of its words in capitals from the catalogue.
    #[must_use]
    pub fn value_words(&self, name: &str) -> String {
        let is_of_word = |sign: char| sign.is_ascii_alphabetic() || matches!(sign, '_' | '-');
        let mut words = String::new();
        let mut rest = name;
        while let Some(first) = rest.chars().next() {
            let at = rest.find(|sign| is_of_word(sign) != is_of_word(first)).unwrap_or(rest.len());
            let (part, after) = rest.split_at(at);
            let is_word = part.chars().any(|sign| sign.is_ascii_uppercase());
            let id = format!("value-{}", part.to_lowercase().replace('_', "-"));
            let word = is_word.then(|| self.find(&id, &[])).flatten();
            words.push_str(&word.unwrap_or_else(|| part.to_owned()));
            rest = after;
        }
        words
    }

    /// The text of something that exists in both languages.
    #[must_use]
    pub fn pick<'t>(&self, text: &'t Bilingual) -> &'t str {
        text.text(self.language)
    }
}
