//! The command line as clap reads it; its help texts come from the message catalogue.

use std::io::Write;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use jixiao::{Language, Messages};

use super::audit::AuditArguments;
use super::batch::BatchArguments;
use super::bundle::BundleArguments;
use super::check::CheckArguments;
use super::columns::ColumnsArguments;
use super::compare::CompareArguments;
use super::explain::ExplainArguments;
use super::form::FormArguments;
use super::guard::GuardArguments;
use super::help;
use super::import::ImportArguments;
use super::init::InitArguments;
use super::lsp::LspArguments;
use super::output::Output;
use super::recheck::RecheckArguments;
use super::robust::RobustArguments;
use super::rules::RulesArguments;
use super::schema::SchemaArguments;
use super::score::ScoreArguments;
use super::seek::SeekArguments;
use super::serve::ServeArguments;
use super::spark_wrapper::SparkWrapperArguments;
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
    Batch(BatchArguments),
    Bundle(BundleArguments),
    Columns(ColumnsArguments),
    SparkWrapper(SparkWrapperArguments),
    Whatif(WhatIfArguments),
    Seek(Box<SeekArguments>),
    Sweep(SweepArguments),
    Robust(Box<RobustArguments>),
    Compare(CompareArguments),
    Serve(ServeArguments),
    Rules(RulesArguments),
    Schema(SchemaArguments),
    Lsp(LspArguments),
    Completions(CompletionsArguments),
    Help(HelpArguments),
}

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArguments {
    pub shell: clap_complete::Shell,
}

/// Which command help is asked for.
#[derive(Debug, clap::Args)]
pub(super) struct HelpArguments {
    #[arg(id = "help-command")]
    pub command: Vec<String>,
}

/// Reads the process's arguments; help, version and mistakes are printed here, and leave the status to exit with.
pub(super) fn read() -> Result<(CommandLine, Output), ExitCode> {
    let messages = Messages::of(language());
    let parsed = command(&messages).try_get_matches().and_then(|matches| CommandLine::from_arg_matches(&matches));
    let parsed = parsed.and_then(|arguments| match &arguments.command {
        Command::Help(request) => Err(asked_help(request, &messages)),
        _ => Ok(arguments),
    });
    match parsed {
        Ok(arguments) => Ok((arguments, Output::new(messages))),
        Err(error) => {
            match usage::told(&error, &messages) {
                Some(told) => Output::new(messages).tell_usage(&told),
                None => print_help(&error, &messages),
            }
            Err(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)))
        }
    }
}

/// Prints help or version: a result, or beside it where a command was forgotten. A closed pipe is no failure of ours.
fn print_help(error: &clap::Error, messages: &Messages) {
    let text = help::in_words(&error.render().ansi().to_string(), messages);
    let text = help::folded(&text, Output::result_screen());
    // The streams take the colours out where they are not wanted.
    let _ = match error.use_stderr() {
        true => anstream::stderr().write_all(text.as_bytes()),
        false => anstream::stdout().write_all(text.as_bytes()),
    };
}

/// The command line with its help in one language.
pub(super) fn command(messages: &Messages) -> clap::Command {
    help::worded(CommandLine::command(), messages)
}

/// The help that `help COMMAND` asks for, or the mistake in it: what `COMMAND --help` comes to.
fn asked_help(request: &HelpArguments, messages: &Messages) -> clap::Error {
    let words = ["jixiao"].into_iter().chain(request.command.iter().map(String::as_str)).chain(["--help"]);
    let asked = command(messages).try_get_matches_from(words);
    asked.err().unwrap_or_else(|| clap::Error::new(ErrorKind::MissingSubcommand))
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
