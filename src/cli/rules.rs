//! `rules`: the catalogue, one rule in detail, or rules tested.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use jixiao::format::{
    catalogue_text, definitions_text, json_text, new_rule_text, rule_tests_record, rule_tests_text, rule_text,
};
use jixiao::project::{find_scripts, rules_for, situations_below, write, write_new_rule};
use jixiao::rule_test::{Situation, test_rules};
use jixiao::{Diagnostic, Diagnostics, Place, RuleOrigin, RuleSet, ScriptRule, Warned};

use super::options::AnswerFormat;
use super::output::Output;
use super::place_argument::PlaceParser;
use super::status::Status;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct RulesArguments {
    #[arg(value_parser = PlaceParser)]
    pub rule: Option<Place>,
    #[arg(long)]
    pub scripts: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Option<RulesCommand>,
}

/// What is done with rules besides showing them.
#[derive(Debug, clap::Subcommand)]
pub(super) enum RulesCommand {
    Test(TestArguments),
    New(NewArguments),
    Definitions(DefinitionsArguments),
}

#[derive(Debug, clap::Args)]
pub(super) struct TestArguments {
    #[arg(value_parser = PlaceParser)]
    pub rules: Vec<Place>,
    #[arg(long = "cases", id = "cases-folder")]
    pub cases: Option<PathBuf>,
    #[arg(long)]
    pub scripts: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct NewArguments {
    #[arg(id = "new-rule", value_name = "NAME", value_parser = PlaceParser)]
    pub name: Place,
    #[arg(long, id = "into-scripts", value_name = "FOLDER")]
    pub into: Option<PathBuf>,
    #[arg(long, id = "like-rule", value_name = "RULE", value_parser = PlaceParser)]
    pub like: Option<Place>,
    #[arg(long = "replace", id = "replace-shipped")]
    pub replace: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct DefinitionsArguments {
    #[arg(short = 'o', long, id = "definitions-file", value_name = "FILE")]
    pub output: Option<PathBuf>,
}

pub(super) fn run(request: &RulesArguments, output: &Output) -> Result<Status, Diagnostics> {
    match &request.command {
        None => show(request, output),
        Some(RulesCommand::Test(asked)) => test(asked, output),
        Some(RulesCommand::New(asked)) => new(asked, output),
        Some(RulesCommand::Definitions(asked)) => definitions(asked, output),
    }
}

/// The rules that there are, and the folder whose scripts are among them.
struct KnownRules {
    /// The folder of scripts that was named or found; none where all rules are the shipped ones.
    folder: Option<PathBuf>,
    book: RuleSet,
    problems: Diagnostics,
}

fn load(scripts: Option<&PathBuf>) -> Result<KnownRules, Diagnostic> {
    let here = Path::new(".");
    let folder = scripts.cloned().or_else(|| find_scripts(here));
    let Warned { value: book, warnings: problems } = rules_for(folder.as_deref(), here)?;
    Ok(KnownRules { folder, book, problems })
}

/// The rule of that name; a script that could not be read is told by its own problems.
fn find<'b>(book: &'b RuleSet, problems: &Diagnostics, name: &Place) -> Result<&'b ScriptRule, Diagnostics> {
    let script = |problem: &Diagnostic| problem.place.as_ref().map(|place| place.source().name().to_owned());
    let is_own = |problem: &&Diagnostic| {
        script(problem).is_some_and(|path| Path::new(&path).file_stem() == Some(name.text().as_ref()))
    };
    let own: Diagnostics = problems.iter().filter(is_own).cloned().collect();
    if own.has_errors() {
        return Err(own);
    }
    Ok(book.named(name)?.as_ref())
}

fn show(request: &RulesArguments, output: &Output) -> Result<Status, Diagnostics> {
    let KnownRules { folder, book, problems } = load(request.scripts.as_ref())?;
    if let Some(name) = &request.rule {
        output.print_folded(&rule_text(find(&book, &problems, name)?, output.messages()));
        return Ok(Status::Done);
    }
    output.tell(&problems);
    let folder = folder.map(|folder| folder.display().to_string());
    output.print_drawn(&catalogue_text(&book, folder.as_deref(), output.messages(), output.screen()));
    Ok(if problems.has_errors() { Status::Refused } else { Status::Done })
}

/// A new script, beside the others or in the folder that was named.
fn new(request: &NewArguments, output: &Output) -> Result<Status, Diagnostics> {
    let found = find_scripts(Path::new("."));
    let folder = request.into.clone().or_else(|| found.clone()).unwrap_or_else(|| PathBuf::from("scripts"));
    let book = rules_for(found.as_deref(), Path::new("."))?.value;
    let like = request.like.as_ref().map(|name| book.named(name)).transpose()?;
    let (name, language) = (request.name.text(), output.messages().language());
    let text = new_rule_text(name, like.map(AsRef::as_ref), language);
    let path = write_new_rule(&folder, &request.name, &text, request.replace)?;
    let facts = [("path", path.display().to_string()), ("name", name.to_owned())];
    let facts = facts.each_ref().map(|(name, fact)| (*name, fact.as_str()));
    output.print_folded(&format!("{}\n", output.messages().say("made-rule", &facts)));
    Ok(Status::Done)
}

/// The functions of scripts, for editors.
fn definitions(request: &DefinitionsArguments, output: &Output) -> Result<Status, Diagnostics> {
    let text = definitions_text(output.messages());
    match &request.output {
        None => output.print(&text),
        Some(path) => {
            write(path, text, |_| false)?;
            output.remark(&output.messages().say("recheck-written", &[("path", &path.display().to_string())]));
        }
    }
    Ok(Status::Done)
}

fn test(request: &TestArguments, output: &Output) -> Result<Status, Diagnostics> {
    let KnownRules { folder, book, mut problems } = load(request.scripts.as_ref())?;
    let messages = output.messages();
    // The shipped rules were tested where they were written; who writes no name means scripts.
    let is_own = |rule: &&ScriptRule| rule.origin() != RuleOrigin::Shipped;
    let rules: Vec<&ScriptRule> = if request.rules.is_empty() {
        book.rules().filter(is_own).collect()
    } else {
        request.rules.iter().map(|name| find(&book, &problems, name)).collect::<Result<_, _>>()?
    };
    if folder.is_none()
        && request.rules.is_empty()
        && let Some(rule) = book.rules().next()
    {
        output.remark(&messages.say("rules-none-own", &[("rule", &rule.metadata().name)]));
    }
    let situations = situations(request, folder.as_deref(), &book)?.note_in(&mut problems);
    let bar = ProgressBar::new(u64::try_from(rules.len()).unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    let tests = test_rules(&rules, &situations, &|name| {
        bar.set_message(name.to_owned());
        bar.inc(1);
    });
    bar.finish_and_clear();
    output.print_drawn(&match request.format {
        AnswerFormat::Text => rule_tests_text(&tests, !request.rules.is_empty(), messages, output.screen()),
        AnswerFormat::Json => json_text(&rule_tests_record(&tests)),
    });
    problems.extend(tests.iter().flat_map(|test| test.wrong.iter().cloned()));
    let missed: Diagnostics = tests.into_iter().flat_map(|test| test.missed).collect();
    let status = match (problems.is_empty(), missed.is_empty()) {
        (false, _) => Status::Refused,
        (true, false) => Status::Unmet,
        (true, true) => Status::Done,
    };
    problems.extend(missed);
    output.tell(&problems);
    Ok(status)
}

/// What the cases ask: those below `--cases`, or below an `indicators` folder beside the scripts, or in this folder where
/// there are none.
fn situations(
    request: &TestArguments,
    scripts: Option<&Path>,
    book: &RuleSet,
) -> Result<Warned<BTreeMap<String, Vec<Situation>>>, Diagnostic> {
    if let Some(folder) = &request.cases {
        return situations_below(folder, book);
    }
    let beside = scripts.map_or(Some(Path::new("")), Path::parent).map(|above| above.join("indicators"));
    let beside = beside.filter(|folder| folder.is_dir());
    beside.map_or_else(|| Ok(BTreeMap::new().into()), |folder| situations_below(&folder, book))
}
