//! Which answers of a script no example reaches, and which of its sentences are never said.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::rule::{Example, ScriptRule};

/// How much of a call is quoted.
const MAX_QUOTED: usize = 60;

/// The number of calls that give an answer, and what is missed.
pub(super) fn check(rule: &ScriptRule, examples: &[Example]) -> (usize, Vec<Diagnostic>) {
    let answers = rule.answers();
    let mut missed = Vec::new();
    let Some((recorded, recorder)) = rule.recorded() else { return (answers.calls.len(), missed) };
    recorder.take();
    let mut said: BTreeSet<String> = BTreeSet::new();
    for case in examples.iter().filter_map(|example| example.case.as_ref().ok()) {
        if let Ok(result) = recorded.call_result(case) {
            said.extend(result.names().map(str::to_owned));
        }
    }
    let reached = recorder.take().reached;
    // A call inside one that is not reached is listed with it.
    let mut listed_to = 0_usize;
    for call in &answers.calls {
        if !reached.contains(&call.at) {
            // So are the names in it.
            said.extend(call.names.iter().map(|(name, _)| name.clone()));
        }
        if !reached.contains(&call.at) && call.place.range().start >= listed_to {
            listed_to = call.place.range().end;
            let mut text: String = call.place.text().split_whitespace().collect::<Vec<_>>().join(" ");
            if text.chars().count() > MAX_QUOTED {
                text = text.chars().take(MAX_QUOTED).chain(['…']).collect();
            }
            missed.push(Diagnostic::new(Code::UnreachedBranch).fact("call", text).at(call.place.clone()));
        }
    }
    missed.extend(rule.undeclared_answers());
    for (name, place) in answers.declared.iter().filter(|(name, _)| !said.contains(name)) {
        missed.push(match answers.texts.iter().find(|(text, _)| text == name) {
            Some((_, used)) => Diagnostic::new(Code::UnreachedBranch).fact("call", name).at(used.clone()),
            None => Diagnostic::new(Code::UnusedSentence).fact("name", name).at(place.clone()),
        });
    }
    (answers.calls.len(), missed)
}
