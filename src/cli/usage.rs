//! A mistake on the command line, told in the reader's language.

use std::path::Path;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use jixiao::Messages;

use super::help;

/// Chinese words for the commands, each with the command.
const COMMANDS: &str = include_str!("commands.tsv");
/// The endings of files that are written with `-o`.
const WRITTEN: [&str; 7] = ["html", "xlsx", "docx", "csv", "json", "md", "txt"];

/// What is wrong and how the command is used; `None` where clap has no mistake to tell: help, version.
pub(super) fn told(error: &Error, messages: &Messages) -> Option<String> {
    let argument = first_said(error, &[ContextKind::InvalidArg, ContextKind::InvalidSubcommand], messages);
    let value = first_said(error, &[ContextKind::InvalidValue], messages);
    let other = first_said(error, &[ContextKind::PriorArg], messages);
    let id = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return None;
        }
        ErrorKind::InvalidValue if value.is_empty() => "usage-no-value",
        ErrorKind::NoEquals => "usage-no-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-invalid-value",
        ErrorKind::UnknownArgument if argument.starts_with('-') => "usage-unknown-argument",
        ErrorKind::UnknownArgument if takes_one_case(error, messages) => "usage-second-case",
        ErrorKind::UnknownArgument => "usage-extra",
        ErrorKind::InvalidSubcommand => "usage-unknown-command",
        ErrorKind::MissingRequiredArgument => "usage-missing",
        ErrorKind::MissingSubcommand => "usage-no-command",
        ErrorKind::ArgumentConflict if other.is_empty() => "usage-conflict",
        ErrorKind::ArgumentConflict => "usage-conflict-with",
        ErrorKind::TooFewValues | ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => "usage-count",
        ErrorKind::InvalidUtf8 => "usage-not-text",
        _ => "usage-wrong",
    };
    let mut lines = vec![messages.say(id, &[("argument", &argument), ("value", &value), ("other", &other)])];
    let known = known(error, messages);
    if !known.is_empty() {
        lines.push(messages.say("usage-known", &[("known", &known)]));
    }
    if let Some(nearest) = nearest(error) {
        lines.push(messages.say("did-you-mean", &[("nearest", &nearest)]));
    }
    if let Some((advice, said)) = advice(error, &argument) {
        lines.push(messages.say(advice, &[("argument", said), ("nearest", said)]));
    }
    let usage = said(error, ContextKind::Usage).join("");
    let usage = usage.trim_start_matches("Usage:").trim();
    if !usage.is_empty() {
        lines.push(format!("{}: {}", messages.say("cli-usage", &[]), help::in_words(usage, messages)));
    }
    lines.push(messages.say("usage-help", &[]));
    Some(lines.join("\n"))
}

/// What people mean who write a file, a folder or a Chinese word where a command belongs, or a file to be written without its
/// option: the sentence, and what it names.
fn advice<'a>(error: &Error, argument: &'a str) -> Option<(&'static str, &'a str)> {
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let mut words = COMMANDS.lines().filter_map(|line| line.split_once('\t'));
            let command = words.find(|(word, _)| *word == argument).map(|(_, command)| ("did-you-mean", command));
            command.or_else(|| Path::new(argument).exists().then_some(("usage-command-first", argument)))
        }
        ErrorKind::UnknownArgument if said(error, ContextKind::Usage).concat().contains("--goal") => {
            (!argument.starts_with('-')).then_some(("usage-goal", argument))
        }
        ErrorKind::UnknownArgument => {
            let ending = Path::new(argument).extension().and_then(|ending| ending.to_str())?;
            WRITTEN.contains(&ending).then_some(("usage-output", argument))
        }
        _ => None,
    }
}

/// Whether the command takes one case, which may be left out: its usage line says so in the reader's language.
fn takes_one_case(error: &Error, messages: &Messages) -> bool {
    let case = format!("[{}]", messages.say("value-case", &[]));
    said(error, ContextKind::Usage).join("").contains(&case)
}

/// The values or commands that there are, each with what else it is called in the reader's language.
fn known(error: &Error, messages: &Messages) -> String {
    let kinds = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    let names = kinds.iter().map(|kind| said(error, *kind)).find(|names| !names.is_empty()).unwrap_or_default();
    let called = |name: String| messages.find(&format!("choice-{name}"), &[]).unwrap_or(name);
    let names: Vec<String> = names.into_iter().map(called).collect();
    names.join(&messages.say("list-comma", &[]))
}

/// The one of clap's suggestions that is nearest: the last.
fn nearest(error: &Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    kinds.into_iter().find_map(|kind| said(error, kind).pop())
}

/// What clap says under the first of the kinds under which it says anything, as a list.
fn first_said(error: &Error, kinds: &[ContextKind], messages: &Messages) -> String {
    let texts = kinds.iter().map(|kind| said(error, *kind)).find(|texts| !texts.is_empty()).unwrap_or_default();
    texts.join(&messages.say("list-comma", &[]))
}

/// What clap says under `kind`, without colours.
fn said(error: &Error, kind: ContextKind) -> Vec<String> {
    let texts = match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    };
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}
