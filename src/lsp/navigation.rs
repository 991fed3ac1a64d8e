//! From a name to what defines it and to all that mentions it, across scheme, report, accounts and scripts.

use std::path::Path;

use super::address::address_of;
use super::files::NamedFile;
use super::names::Name;
use super::positions::{TextLines, TextPosition, TextRange};
use super::protocol::TextLocation;
use super::workspace::Workspace;

/// The name at a position of an open document, and where it stands.
pub(super) fn name_at(workspace: &Workspace, path: &Path, position: TextPosition) -> Option<(Vec<Name>, TextRange)> {
    let file = workspace.named_file(path)?;
    let lines = TextLines::new(file.source.text());
    let offset = lines.offset(position);
    let mut at = file.mentions.iter().filter(|mention| mention.range.start <= offset && offset <= mention.range.end);
    let first = at.next()?;
    // An indicator and the metric that it implies are written in one word.
    let names = std::iter::once(first).chain(at.filter(|other| other.range == first.range));
    Some((names.map(|mention| mention.name.clone()).collect(), lines.range(&first.range)))
}

/// What defines the name at a position.
pub(super) fn definitions(workspace: &Workspace, path: &Path, position: TextPosition) -> Vec<TextLocation> {
    let Some((names, _)) = name_at(workspace, path, position) else { return Vec::new() };
    let mut found = Vec::new();
    for name in &names {
        let rule = match name {
            Name::Rule(rule) | Name::Parameter(rule, _) | Name::Input(rule, _) => rule,
            _ => continue,
        };
        let Some(script) = workspace.script_of(path, rule) else { continue };
        if let Name::Rule(_) = name {
            found.push(TextLocation { uri: workspace.address(&script.to_string_lossy()), range: TextRange::default() });
        } else if let Some(file) = workspace.named_file(&script) {
            found.extend(locations(workspace, &file, std::slice::from_ref(name), true));
        }
    }
    if found.is_empty() {
        found = mentions(workspace, path, &names, true);
    }
    found
}

/// All that mentions the name at a position.
pub(super) fn references(workspace: &Workspace, path: &Path, position: TextPosition) -> Vec<TextLocation> {
    let Some((names, _)) = name_at(workspace, path, position) else { return Vec::new() };
    mentions(workspace, path, &names, false)
}

fn mentions(workspace: &Workspace, path: &Path, names: &[Name], definitions_only: bool) -> Vec<TextLocation> {
    let Some(kind) = workspace.documents.get(path).and_then(|document| document.kind) else { return Vec::new() };
    let family = workspace.family(path, kind);
    let mut found: Vec<TextLocation> =
        family.iter().flat_map(|file| locations(workspace, file, names, definitions_only)).collect();
    found.sort();
    found.dedup();
    found
}

fn locations(workspace: &Workspace, file: &NamedFile, names: &[Name], definitions_only: bool) -> Vec<TextLocation> {
    let lines = TextLines::new(file.source.text());
    let uri = workspace.documents.get(&file.path).map_or_else(|| address_of(&file.path), |open| open.uri.clone());
    let wanted = file
        .mentions
        .iter()
        .filter(|mention| names.contains(&mention.name) && (mention.is_definition || !definitions_only));
    wanted.map(|mention| TextLocation { uri: uri.clone(), range: lines.range(&mention.range) }).collect()
}
