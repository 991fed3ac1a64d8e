//! [`Message`]: what is to be said of a form, as the id of a message and its facts; the words stand in the catalogue.

use crate::language::Bilingual;
use crate::messages::{Messages, in_both};

/// What is to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The message's id in the catalogue.
    pub id: &'static str,
    /// Its facts by name.
    pub facts: Vec<(&'static str, String)>,
}

impl Message {
    /// A message without facts.
    #[must_use]
    pub fn new(id: &'static str) -> Self {
        Self { id, facts: Vec::new() }
    }

    /// The same with one fact more.
    #[must_use]
    pub fn with(mut self, name: &'static str, fact: impl ToString) -> Self {
        self.facts.push((name, fact.to_string()));
        self
    }

    /// Its text in the language of the reader.
    #[must_use]
    pub fn text(&self, messages: &Messages) -> String {
        let facts: Vec<(&str, &str)> = self.facts.iter().map(|(name, fact)| (*name, fact.as_str())).collect();
        messages.say(self.id, &facts)
    }

    /// Its text in both languages.
    #[must_use]
    pub fn in_both(&self) -> Bilingual {
        in_both(|messages| self.text(messages))
    }
}
