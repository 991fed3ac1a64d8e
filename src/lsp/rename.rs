//! A name changed wherever it is written: only the spans of the name, so that comments, order and spelling stay.
//!
//! Whether the new name may be had is decided by `check`: what it says of the files with the change and did not say of them
//! before refuses it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jixiao::format::tell_problem;
use jixiao::{Code, Diagnostic, Diagnostics};

use super::files::NamedFile;
use super::names::{Name, metric_of};
use super::navigation::name_at;
use super::positions::{TextLines, TextPosition, TextRange};
use super::protocol::TextEdit;
use super::subject::CheckedSubject;
use super::workspace::Workspace;

/// What stands where the name is that would be changed; or why it cannot be.
pub(super) fn prepare(workspace: &Workspace, path: &Path, position: TextPosition) -> Result<TextRange, String> {
    let say = |id: &str| workspace.messages.say(id, &[]);
    let (names, range) = name_at(workspace, path, position).ok_or_else(|| say("lsp-no-name"))?;
    if names.iter().any(|name| matches!(name, Name::Rule(_))) {
        return Err(say("lsp-rule-name"));
    }
    Ok(range)
}

/// The edits of each file that give the name at a position another text.
pub(super) fn rename(
    workspace: &mut Workspace,
    path: &Path,
    position: TextPosition,
    wanted: &str,
) -> Result<BTreeMap<String, Vec<TextEdit>>, String> {
    prepare(workspace, path, position)?;
    let wanted = wanted.trim();
    let (names, _) = name_at(workspace, path, position).unwrap_or_default();
    let kind = workspace.documents.get(path).and_then(|document| document.kind);
    let family = kind.map(|kind| workspace.family(path, kind)).unwrap_or_default();
    let changes = linked(&names, &family, wanted);
    let mut texts = workspace.texts.clone();
    let mut edits = BTreeMap::new();
    let mut changed = Vec::new();
    for file in &family {
        let spans = spans(file, &changes);
        if spans.is_empty() {
            continue;
        }
        if !file.is_whole {
            return Err(unreadable(workspace, file));
        }
        let lines = TextLines::new(file.source.text());
        let mut text = file.source.text().to_owned();
        for (range, name) in spans.iter().rev() {
            text.replace_range(range.clone(), name);
        }
        texts.open(&file.path, text);
        let edit = |(range, name): &(_, String)| TextEdit { range: lines.range(range), new_text: name.clone() };
        let uri = workspace.address(&file.path.to_string_lossy());
        edits.insert(uri, spans.iter().map(edit).collect());
        changed.push((file.path.clone(), file.kind));
    }
    let subjects: BTreeSet<CheckedSubject> =
        changed.iter().map(|(path, kind)| CheckedSubject::of(path, *kind, &texts)).collect();
    let open = workspace.texts.clone();
    for subject in &subjects {
        let before = workspace.check(subject, &open).problems;
        let after = workspace.check(subject, &texts).problems;
        if let Some(problem) = new_problem(&before, &after) {
            return Err(told(workspace, problem));
        }
    }
    Ok(edits)
}

/// The old names with the new ones: an indicator and the metric that it stands for are called alike and stay so.
fn linked(names: &[Name], family: &[NamedFile], wanted: &str) -> BTreeMap<Name, String> {
    let mut changes: BTreeMap<Name, String> = BTreeMap::new();
    let part = names.iter().find_map(|name| match name {
        Name::Part(part) => Some(part.clone()),
        Name::Metric(metric) => implying(family, metric),
        _ => None,
    });
    if let Some(part) = part {
        let hyphens = part.contains('-') && names.iter().all(|name| matches!(name, Name::Metric(_)));
        let called = if hyphens { wanted.replace('_', "-") } else { wanted.to_owned() };
        let metric = metric_of(&part);
        if implying(family, &metric).is_some() {
            changes.insert(Name::Metric(metric), metric_of(&called));
        }
        changes.insert(Name::Part(part), called);
    }
    for name in names {
        changes.entry(name.clone()).or_insert_with(|| wanted.to_owned());
    }
    changes
}

/// The indicator that stands for a metric.
fn implying(family: &[NamedFile], metric: &str) -> Option<String> {
    let wanted = Name::Metric(metric.to_owned());
    family.iter().find_map(|file| {
        let implied = file.mentions.iter().find(|mention| mention.is_implied && mention.name == wanted)?;
        file.source.text().get(implied.range.clone()).map(str::to_owned)
    })
}

/// The spans to change, in order, each with what is written there.
fn spans(file: &NamedFile, changes: &BTreeMap<Name, String>) -> Vec<(std::ops::Range<usize>, String)> {
    let mentions = file.mentions.iter().filter(|mention| !mention.is_implied);
    let changed = mentions.filter_map(|mention| Some((mention.range.clone(), changes.get(&mention.name)?.clone())));
    let mut spans: Vec<_> = changed.collect();
    spans.sort_by_key(|(range, _)| range.start);
    spans.dedup();
    spans
}

/// A problem that there was not before: the first of a kind of which there are more.
fn new_problem<'a>(before: &Diagnostics, after: &'a Diagnostics) -> Option<&'a Diagnostic> {
    let count = |all: &Diagnostics, code: Code| all.iter().filter(|problem| problem.code == code).count();
    let is_new = |problem: &&Diagnostic| count(after, problem.code) > count(before, problem.code);
    let mut found = after.iter().filter(is_new);
    let first = found.next()?;
    // What refuses the name itself says more than what follows from it.
    let of_name = |problem: &&Diagnostic| {
        matches!(problem.code, Code::BadId | Code::DuplicateId | Code::DuplicateKey | Code::DuplicateName)
    };
    Some(std::iter::once(first).chain(found).find(of_name).unwrap_or(first))
}

fn told(workspace: &Workspace, problem: &Diagnostic) -> String {
    let (title, remedies) = tell_problem(problem, &workspace.messages);
    std::iter::once(title).chain(remedies).collect::<Vec<_>>().join("\n")
}

/// Why a file cannot be changed that cannot be read to its end.
fn unreadable(workspace: &mut Workspace, file: &NamedFile) -> String {
    let subject = CheckedSubject::of(&file.path, file.kind, &workspace.texts);
    let texts = workspace.texts.clone();
    let problems = workspace.check(&subject, &texts).problems;
    let stands_in = |problem: &&Diagnostic| {
        problem.place.as_ref().is_some_and(|place| file.path == Path::new(place.source().name()))
    };
    problems.iter().find(stands_in).map_or_else(
        || workspace.messages.say("lsp-unreadable", &[("path", &file.path.to_string_lossy())]),
        |problem| told(workspace, problem),
    )
}
