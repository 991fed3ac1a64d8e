//! What is known of the word under the cursor, in the reader's language.

use std::path::Path;

use jixiao::document::{Outline, OutlinedValue};
use jixiao::format::{row_words, rule_text};
use jixiao::{Bilingual, SCRIPT_FUNCTIONS, Subtotal};
use serde::Serialize;

use super::known::KnownScheme;
use super::names::{Mention, Name, names_in};
use super::positions::{TextLines, TextRange};
use super::script_names::names_in_script;
use super::script_outline::{ScriptOutline, TokenKind};
use super::subject::DocumentKind;
use super::workspace::Workspace;

/// What is said, and of what.
#[derive(Debug, Serialize)]
pub(super) struct Said {
    contents: SaidText,
    range: TextRange,
}

#[derive(Debug, Serialize)]
struct SaidText {
    kind: &'static str,
    value: String,
}

/// What is known at a byte of a document.
pub(super) fn hover(workspace: &Workspace, path: &Path, offset: usize) -> Option<Said> {
    let document = workspace.documents.get(path)?;
    let kind = document.kind?;
    let (value, range) = match kind {
        DocumentKind::Script => in_script(workspace, path, &document.text, offset)?,
        _ => in_yaml(workspace, path, kind, offset)?,
    };
    let range = TextLines::new(&document.text).range(&range);
    Some(Said { contents: SaidText { kind: "markdown", value }, range })
}

type HoverText = (String, std::ops::Range<usize>);

/// Text in columns, as the terminal has it.
fn fenced(text: &str) -> String {
    format!("```text\n{}\n```", text.trim_end())
}

fn in_yaml(workspace: &Workspace, path: &Path, kind: DocumentKind, offset: usize) -> Option<HoverText> {
    let source = workspace.source(path)?;
    let outline = Outline::read(&source);
    let (value, is_key) = outline.at(offset)?;
    let holds = |mention: &&Mention| mention.range.start <= offset && offset <= mention.range.end;
    let mentions = names_in(kind, &outline);
    let named = mentions.iter().filter(holds).find_map(|mention| {
        let known = workspace.known(path, kind);
        Some((of_name(workspace, path, &known, &mention.name)?, mention.range.clone()))
    });
    named.or_else(|| of_key(workspace, kind, value, is_key))
}

/// What a key means, or the word that stands behind it.
fn of_key(workspace: &Workspace, kind: DocumentKind, value: &OutlinedValue, is_key: bool) -> Option<HoverText> {
    let meaning = workspace.keys.meaning(kind, &value.path);
    let key = value.path.last()?.key().unwrap_or_default();
    if is_key {
        return Some((format!("**{key}**: {}", meaning?), value.key.as_ref()?.range()));
    }
    let text = value.text.as_deref()?;
    let words = workspace.keys.words(kind, &value.path);
    let (word, meaning) = words.into_iter().find(|(word, _)| *word == text)?;
    Some((format!("**{word}**: {meaning}"), value.place.range()))
}

fn of_name(workspace: &Workspace, path: &Path, known: &KnownScheme, name: &Name) -> Option<String> {
    let messages = &workspace.messages;
    let rules = workspace.rules_of(path);
    let told = |name: &str, meaning: &Bilingual| format!("**{name}**: {}", messages.pick(meaning));
    match name {
        Name::Rule(rule) => Some(fenced(&rule_text(rules.get(rule)?, messages))),
        Name::Parameter(rule, name) => Some(told(name, &rules.get(rule)?.metadata().parameters.get(name)?.meaning)),
        Name::Input(rule, name) => Some(told(name, &rules.get(rule)?.metadata().inputs.get(name)?.meaning)),
        Name::Sentence(rule, name) => Some(messages.pick(rules.get(rule)?.metadata().sentences.get(name)?).to_owned()),
        Name::Part(id) => {
            let case = workspace.case_of(path);
            let scored = case.and_then(|case| Some(case.program.as_ref()?.evaluate(case.report.as_ref()?)));
            let row = scored.as_ref().and_then(|scored| Some(row_words(scored.row(id)?, scored, messages)));
            let sum = scored.as_ref().and_then(|scored| {
                let sum = subtotal(&scored.subtotals, id)?;
                Some(format!("**{}**: {} / {}", messages.pick(sum.name()), sum.points, sum.weight()))
            });
            let part = known.parts.iter().find(|part| part.id == *id);
            row.map(|row| fenced(&row)).or(sum).or_else(|| Some(format!("**{id}**: {}", part?.name)))
        }
        Name::Metric(id) => {
            let metric = known.metrics.iter().find(|metric| metric.id == *id)?;
            let unit = metric.unit.as_deref().filter(|unit| !unit.is_empty()).map(|unit| format!(" ({unit})"));
            let mut said = format!("**{id}**: {}{}", metric.name, unit.unwrap_or_default());
            let program = workspace.case_of(path).and_then(|case| case.program.as_ref());
            let rows = program.map(|program| program.usage(id).rows).unwrap_or_default();
            if !rows.is_empty() {
                said.push_str(&format!("\n\n{}", messages.say("lsp-used-by", &[("rows", &rows.join(", "))])));
            }
            Some(said)
        }
        Name::Scheme(_) | Name::Grade(_) | Name::Figure(_) => None,
    }
}

/// The sum of a dimension at any depth.
fn subtotal<'s>(sums: &'s [Subtotal], id: &str) -> Option<&'s Subtotal> {
    sums.iter().find_map(|sum| if sum.id() == id { Some(sum) } else { subtotal(&sum.below, id) })
}

fn in_script(workspace: &Workspace, path: &Path, text: &str, offset: usize) -> Option<HoverText> {
    let outline = ScriptOutline::read(text);
    let rule = path.file_stem()?.to_str()?;
    let mentions = names_in_script(rule, &outline);
    let found = mentions.iter().find(|mention| mention.range.start <= offset && offset <= mention.range.end);
    if let Some(mention) = found {
        return Some((of_name(workspace, path, &KnownScheme::default(), &mention.name)?, mention.range.clone()));
    }
    let (_, token) = outline.at(offset)?;
    let word = outline.said(token);
    if token.kind == TokenKind::Word && SCRIPT_FUNCTIONS.contains(&word) {
        return Some((workspace.messages.say(&format!("function-{word}"), &[]), token.range.clone()));
    }
    if token.kind == TokenKind::Comment && word.starts_with("//!") {
        let rules = workspace.rules_of(path);
        return Some((fenced(&rule_text(rules.get(rule)?, &workspace.messages)), token.range.clone()));
    }
    None
}
