//! A mistake on the command line, told in the reader's language.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use jixiao::Messages;

/// What is wrong and how the command is used; `None` where clap has no mistake to tell (help, version) or one that the
/// catalogue does not know.
pub(super) fn told(error: &Error, messages: &Messages) -> Option<String> {
    let id = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return None;
        }
        ErrorKind::InvalidValue if said(error, ContextKind::InvalidValue).is_empty() => "usage-no-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-invalid-value",
        ErrorKind::UnknownArgument if said(error, ContextKind::InvalidArg).starts_with('-') => "usage-unknown-argument",
        ErrorKind::UnknownArgument if said(error, ContextKind::Usage).contains("[CASE]") => "usage-second-case",
        ErrorKind::UnknownArgument => "usage-surplus",
        ErrorKind::InvalidSubcommand => "usage-unknown-command",
        ErrorKind::MissingRequiredArgument => "usage-missing",
        ErrorKind::MissingSubcommand => "usage-no-command",
        ErrorKind::ArgumentConflict => "usage-conflict",
        ErrorKind::TooFewValues | ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => "usage-count",
        _ => return None,
    };
    let [argument, value, known, near, usage] = [
        &[ContextKind::InvalidArg, ContextKind::InvalidSubcommand][..],
        &[ContextKind::InvalidValue],
        &[ContextKind::ValidValue, ContextKind::ValidSubcommand],
        &[ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue],
        &[ContextKind::Usage],
    ]
    .map(|kinds| kinds.iter().map(|kind| said(error, *kind)).find(|text| !text.is_empty()).unwrap_or_default());
    let mut lines = vec![messages.say(id, &[("argument", &argument), ("value", &value)])];
    if !known.is_empty() {
        lines.push(messages.say("usage-known", &[("known", &known)]));
    }
    if !near.is_empty() {
        lines.push(messages.say("did-you-mean", &[("nearest", &near)]));
    }
    let usage = usage.trim_start_matches("Usage:").trim();
    if !usage.is_empty() {
        lines.push(format!("{}: {usage}", messages.say("cli-usage", &[])));
    }
    lines.push(messages.say("usage-help", &[]));
    Some(lines.join("\n"))
}

/// What clap says under `kind`, without colours.
fn said(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
