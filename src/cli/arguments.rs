//! The command line as clap reads it; its help texts come from the message catalogue.

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use jixiao::{Language, Messages};

use super::audit::AuditArguments;
use super::check::CheckArguments;
use super::compare::CompareArguments;
use super::completion::completed;
use super::explain::ExplainArguments;
use super::form::FormArguments;
use super::guard::GuardArguments;
use super::import::ImportArguments;
use super::init::InitArguments;
use super::lsp::LspArguments;
use super::output::Output;
use super::recheck::RecheckArguments;
use super::rules::RulesArguments;
use super::schema::SchemaArguments;
use super::score::ScoreArguments;
use super::seek::SeekArguments;
use super::sweep::SweepArguments;
use super::usage;
use super::verify::VerifyArguments;
use super::whatif::WhatIfArguments;

#[derive(Debug, Parser)]
#[command(name = "jixiao", version, disable_help_subcommand = true)]
pub(super) struct CommandLine {
    #[arg(long, global = true, value_parser = ["zh", "en"])]
    lang: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

impl CommandLine {
    /// The language that was asked for; `None` where it is that of the locale.
    pub fn language(&self) -> Option<Language> {
        self.lang.as_deref().and_then(|lang| lang.parse().ok())
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Score(ScoreArguments),
    Check(CheckArguments),
    Explain(ExplainArguments),
    Verify(VerifyArguments),
    Init(InitArguments),
    Import(ImportArguments),
    Form(Box<FormArguments>),
    Recheck(RecheckArguments),
    Audit(AuditArguments),
    Guard(GuardArguments),
    Whatif(WhatIfArguments),
    Seek(Box<SeekArguments>),
    Sweep(SweepArguments),
    Compare(CompareArguments),
    Rules(RulesArguments),
    Schema(SchemaArguments),
    Lsp(LspArguments),
    Completions(CompletionsArguments),
}

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArguments {
    pub shell: clap_complete::Shell,
}

/// Reads the process's arguments; help, version and mistakes are printed here, and leave the status to exit with.
pub(super) fn read() -> Result<(CommandLine, Output), ExitCode> {
    let messages = Messages::of(language());
    let parsed = command(&messages).try_get_matches().and_then(|matches| CommandLine::from_arg_matches(&matches));
    match parsed {
        Ok(arguments) => Ok((arguments, Output::new(messages))),
        Err(error) => {
            match usage::told(&error, &messages) {
                Some(told) => Output::new(messages).tell_usage(&told),
                // Help and version are results; a closed pipe is no failure of ours.
                None => drop(error.print()),
            }
            Err(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)))
        }
    }
}

/// The command line with its help in one language.
pub(super) fn command(messages: &Messages) -> clap::Command {
    let template = format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}", messages.say("cli-usage", &[]));
    let [commands, positional, options] =
        ["cli-commands", "cli-arguments", "cli-options"].map(|id| messages.say(id, &[]));
    let worded = |mut command: clap::Command| {
        let id = if command.get_name() == "jixiao" { "about" } else { command.get_name() };
        let about = messages.say(&format!("cli-{id}"), &[]);
        let names: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
        command = command.about(about).help_template(&template).disable_help_flag(true);
        for name in names.iter().filter(|name| *name != "help" && *name != "version") {
            let help = messages.say(&format!("arg-{name}"), &[]);
            command = command.mut_arg(name, |argument| {
                let heading = if argument.is_positional() { &positional } else { &options };
                completed(argument.help(help).help_heading(heading.clone()))
            });
        }
        let help = clap::Arg::new("help").short('h').long("help").action(clap::ArgAction::Help);
        let help = help.help(messages.say("arg-help", &[])).help_heading(options.clone());
        command.subcommand_help_heading(commands.clone()).arg(help)
    };
    let whole = worded_below(CommandLine::command(), &worded);
    let version = clap::Arg::new("version").short('V').long("version").action(clap::ArgAction::Version);
    let version = version.help(messages.say("arg-version", &[])).help_heading(options);
    whole.disable_version_flag(true).arg(version)
}

/// A command with all commands below it, each with its help.
fn worded_below(command: clap::Command, worded: &impl Fn(clap::Command) -> clap::Command) -> clap::Command {
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    names
        .into_iter()
        .fold(worded(command), |command, name| command.mut_subcommand(name, |below| worded_below(below, worded)))
}

/// The language asked for: `--lang`, which help and mistakes need before clap has read anything, or that of the locale.
pub(super) fn language() -> Language {
    let arguments: Vec<String> = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let flag = arguments.iter().enumerate().find_map(|(at, argument)| {
        let after = || arguments.get(at.saturating_add(1)).map(String::as_str);
        argument.strip_prefix("--lang=").or_else(|| if argument == "--lang" { after() } else { None })
    });
    if let Some(language) = flag.and_then(|flag| flag.parse().ok()) {
        return language;
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|text| !text.is_empty()));
    match locale {
        Some(locale) if locale.starts_with("en") => Language::En,
        _ => Language::Zh,
    }
}
