//! The Python module by which Spark scores reports through the filter.

use crate::language::Language;
use crate::messages::Messages;

/// The module, with what it says in one language.
#[must_use]
pub fn spark_wrapper(messages: &Messages) -> String {
    let page = match messages.language() {
        Language::Zh => include_str!("pages/spark-wrapper.zh.md"),
        Language::En => include_str!("pages/spark-wrapper.en.md"),
    };
    let counts = messages.say("spark-counts", &[("fed", "{self.fed}"), ("answered", "{answered}")]);
    let sentences = [
        ("@DOC@", page.trim_end()),
        ("@COUNTS@", &counts),
        ("@STATUS@", &messages.say("spark-status", &[("status", "{status}")])),
        ("@FLOAT@", &messages.say("spark-float", &[("column", "{column}"), ("kind", "{field.type}")])),
    ];
    let module = include_str!("pages/spark-wrapper.py").to_owned();
    sentences.into_iter().fold(module, |module, (mark, sentence)| module.replace(mark, sentence))
}
