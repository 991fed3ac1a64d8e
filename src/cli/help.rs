//! Help in the reader's language: what commands and values are called, which values there are, and which one is taken.

use clap::builder::Str;
use clap::{Arg, ArgAction, Command};
use jixiao::Messages;
use jixiao::format::{Screen, folded_text};

use super::completion::completed;

/// How clap says in a usage line that there are options; it cannot be told another word.
const ANY_OPTIONS: &str = "[OPTIONS]";

/// A command with all commands below it, each with its help in one language.
pub(super) fn worded(command: Command, messages: &Messages) -> Command {
    let whole = worded_below(command, messages);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let version = version.help(messages.say("arg-version", &[])).help_heading(messages.say("cli-options", &[]));
    whole.disable_version_flag(true).arg(version)
}

/// What clap wrote, a help page or a usage line, with clap's own words in the reader's language.
pub(super) fn in_words(text: &str, messages: &Messages) -> String {
    text.replace(ANY_OPTIONS, &format!("[{}]", messages.say("help-any-options", &[])))
}

/// A help page folded to a screen: what is said of an option goes on below its own beginning.
pub(super) fn folded(page: &str, screen: Screen) -> String {
    let fold = |line: &str| {
        let plain = anstream::adapter::strip_str(line).to_string();
        let folded = folded_text(&plain, screen);
        // What clap made bold stands in front, in the first of the lines.
        match folded.split_once('\n').filter(|(_, later)| !later.is_empty()) {
            Some((first, later)) => format!("{}\n{later}", beginning(line, first.len())),
            None => line.to_owned(),
        }
    };
    page.split_inclusive('\n').map(fold).collect()
}

/// The first `bytes` of what a styled line shows, with its styles.
fn beginning(styled: &str, bytes: usize) -> String {
    let (mut text, mut shown, mut is_style) = (String::new(), 0_usize, false);
    for sign in styled.chars() {
        is_style |= sign == '\u{1b}';
        if !is_style && shown >= bytes {
            break;
        }
        text.push(sign);
        if !is_style {
            shown = shown.saturating_add(sign.len_utf8());
        }
        is_style &= sign != 'm';
    }
    text
}

fn worded_below(command: Command, messages: &Messages) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let of_one = worded_one(command, messages);
    names.into_iter().fold(of_one, |command, name| command.mut_subcommand(name, |below| worded_below(below, messages)))
}

fn worded_one(command: Command, messages: &Messages) -> Command {
    let [usage, commands, positional, options] =
        ["cli-usage", "cli-commands", "cli-arguments", "cli-options"].map(|id| messages.say(id, &[]));
    let id = if command.get_name() == "jixiao" { "about" } else { command.get_name() };
    let about = messages.say(&format!("cli-{id}"), &[]);
    let names: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    let mut command = command
        .about(about)
        .help_template(format!("{{about}}\n\n{usage}: {{usage}}\n\n{{all-args}}"))
        .disable_help_flag(true)
        // Folded by us, between Chinese words too.
        .term_width(0)
        .subcommand_value_name(messages.say("value-command", &[]))
        .subcommand_help_heading(commands);
    for name in names.iter().filter(|name| *name != "help" && *name != "version") {
        command = command.mut_arg(name, |argument| {
            let heading = if argument.is_positional() { &positional } else { &options };
            completed(worded_argument(argument, messages).help_heading(heading.clone()))
        });
    }
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    command.arg(help.help(messages.say("arg-help", &[])).help_heading(options))
}

/// An argument with its help, which says of itself which values there are and which one is taken.
fn worded_argument(argument: Arg, messages: &Messages) -> Arg {
    let help = messages.say(&format!("arg-{}", argument.get_id()), &[]);
    if !argument.get_action().takes_values() {
        return argument.help(help);
    }
    let choices: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let default: Vec<String> =
        argument.get_default_values().iter().map(|value| value.as_os_str().to_string_lossy().into_owned()).collect();
    let comma = messages.say("list-comma", &[]);
    // Where the help names them all and says what they mean, they are not listed again.
    let words: Vec<&str> = help.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-')).collect();
    let is_named = choices.iter().all(|choice| words.contains(&choice.as_str()));
    let mut more = Vec::new();
    if !is_named {
        more.push(messages.say("help-choices", &[("values", &choices.join(&comma))]));
    }
    if !default.is_empty() && !argument.is_hide_default_value_set() {
        more.push(messages.say("help-default", &[("value", &default.join(&comma))]));
    }
    let more = more.join(&messages.say("help-parts", &[]));
    let help = if more.is_empty() { help } else { messages.say("help-more", &[("help", &help), ("more", &more)]) };
    let argument = argument.help(help).hide_possible_values(true).hide_default_value(true);
    let names: Vec<Str> = match argument.get_value_names() {
        Some(names) => names.iter().map(|name| messages.value_words(&name.to_uppercase()).into()).collect(),
        None => vec![messages.value_words(&argument.get_id().as_str().to_uppercase()).into()],
    };
    argument.value_names(names)
}
