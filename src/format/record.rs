//! Records as JSON, and the sentences in them.

use serde::Serialize;

use super::tell_problem;
use crate::diagnostic::Diagnostic;
use crate::language::{Bilingual, Language};
use crate::messages::Messages;
use crate::record::ProblemRecord;

/// A record as JSON, with the line end of a text file.
#[must_use]
pub fn json_text(record: &impl Serialize) -> String {
    // INVARIANT: the keys of records are texts, which is all that JSON asks of them.
    let text = serde_json::to_string_pretty(record).unwrap_or_else(|error| error.to_string());
    format!("{text}\n")
}

thread_local! {
    /// Both catalogues, read once: an answer with a thousand problems says each in both languages.
    static CATALOGUES: [Messages; 2] = [Messages::of(Language::Zh), Messages::of(Language::En)];
}

/// What is said in both languages, whoever reads it.
pub(super) fn in_both(words: impl Fn(&Messages) -> String) -> Bilingual {
    CATALOGUES.with(|[zh, en]| Bilingual { zh: words(zh), en: words(en) })
}

/// A problem with its sentence.
pub(super) fn problem_record(problem: &Diagnostic) -> ProblemRecord {
    ProblemRecord::new(problem, in_both(|messages| tell_problem(problem, messages).0))
}
