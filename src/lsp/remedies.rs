//! Remedies that an editor applies with one key.

use serde_json::{Value, json};

use super::address::path_of;
use super::problems::{range_of, remedy, shown};
use super::protocol::{RemedyQuestion, TextEdit};
use super::workspace::Workspace;

/// What can be applied at a part of a document.
pub(super) fn remedies(workspace: &Workspace, question: &RemedyQuestion) -> Vec<Value> {
    let asked = path_of(&question.text_document.uri);
    let Some(document) = workspace.documents.get(&asked) else { return Vec::new() };
    let mut found = Vec::new();
    for problem in workspace.findings.values().flat_map(|finding| finding.problems.iter()) {
        let Some(place) = problem.place.as_ref().filter(|place| workspace.file(place.source().name()) == asked) else {
            continue;
        };
        let range = range_of(place);
        if range.end < question.range.start || range.start > question.range.end {
            continue;
        }
        let Some(remedy) = remedy(problem, &workspace.messages) else { continue };
        let edit = TextEdit { range: range_of(&remedy.place), new_text: remedy.text };
        let action = json!({
            "title": remedy.title,
            "kind": "quickfix",
            "isPreferred": true,
            "diagnostics": [shown(problem, &workspace.messages, &|name| workspace.address(name))],
            "edit": { "changes": { (document.uri.as_str()): [edit] } },
        });
        if !found.contains(&action) {
            found.push(action);
        }
    }
    found
}
