//! The problems of `check` as an editor shows them, and the remedies that it can apply.

use std::collections::BTreeMap;
use std::ops::Range;

use jixiao::format::{problem_context, tell_problem, visible};
use jixiao::{Diagnostic, Messages, Place, Severity, shipped_script};

use super::positions::{TextLines, TextPosition, TextRange};
use super::protocol::{RelatedInformation, ShownProblem, TextLocation};

/// Who says it, as editors show it beside the sentence.
const SOURCE: &str = "jixiao";

/// Whether a place lies in a file; what is compiled in has none that could be shown.
pub(super) fn is_in_file(place: &Place) -> bool {
    shipped_script(place.source().name()).is_none()
}

/// The same problem in the reader's language; `address` gives the address of a file by the name it was read under.
pub(super) fn shown(problem: &Diagnostic, messages: &Messages, address: &dyn Fn(&str) -> String) -> ShownProblem {
    let (title, remedies) = tell_problem(problem, messages);
    let [note, help] = ["note", "help"].map(|id| messages.say(id, &[]));
    let notes = problem_context(problem, messages).into_iter().map(|line| format!("{note}: {line}"));
    let remedies = remedies.into_iter().map(|line| format!("{help}: {line}"));
    let lines: Vec<String> = std::iter::once(title).chain(notes).chain(remedies).collect();
    let related =
        problem.related.iter().filter(|(place, _)| is_in_file(place)).map(|(place, remark)| RelatedInformation {
            location: TextLocation { uri: address(place.source().name()), range: range_of(place) },
            message: messages.say(&format!("remark-{remark}"), &[]),
        });
    ShownProblem {
        range: problem.place.as_ref().filter(|place| is_in_file(place)).map(range_of).unwrap_or_default(),
        severity: match problem.severity() {
            Severity::Error => 1,
            Severity::Warning => 2,
        },
        code: problem.code.name(),
        source: SOURCE,
        message: visible(&lines.join("\n")).into_owned(),
        related_information: related.collect(),
    }
}

/// A place as the protocol has it. Lines are counted in the text that the place belongs to, which may have other line ends
/// than the one that is open.
pub(super) fn range_of(place: &Place) -> TextRange {
    let text = place.source().text();
    let mut range = TextLines::new(text).range(&place.range());
    // A mark at the beginning of a file is no part of the text that editors count in.
    let marked = text.starts_with('\u{feff}');
    for position in [&mut range.start, &mut range.end] {
        if marked && *position != TextPosition::default() && position.line == 0 {
            position.character = position.character.saturating_sub(1);
        }
    }
    range
}

/// A remedy that can be applied: what takes the place of the word that was meant otherwise.
pub(super) struct Remedy {
    pub title: String,
    pub place: Place,
    pub text: String,
}

/// What a problem offers: the nearest name in place of the one that was written.
pub(super) fn remedy(problem: &Diagnostic, messages: &Messages) -> Option<Remedy> {
    let nearest = messages.pick(problem.get("nearest")?).to_owned();
    let place = problem.place.as_ref()?;
    let word = written_word(problem, &nearest, place)?;
    let title = messages.say("lsp-replace", &[("nearest", &nearest)]);
    Some(Remedy { title, place: place.part(word), text: nearest })
}

/// Where the word that the nearest name stands for is written: the whole place, or the one part of it that is one of the
/// facts.
fn written_word(problem: &Diagnostic, nearest: &str, place: &Place) -> Option<Range<usize>> {
    let text = place.text();
    let facts: BTreeMap<&str, &str> = problem.facts().map(|(name, fact)| (name, fact.en.as_str())).collect();
    let words = facts.iter().filter(|(name, fact)| **name != "nearest" && **name != "known" && !fact.is_empty());
    let words = words.map(|(_, fact)| *fact).filter(|word| *word != nearest);
    let longest = words.filter(|word| text.matches(word).count() == 1).max_by_key(|word| word.len())?;
    let start = text.find(longest)?;
    Some(start..start.saturating_add(longest.len()))
}
