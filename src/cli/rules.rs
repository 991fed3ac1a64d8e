//! `rules`: the catalogue, one rule in detail, or rules tested.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use jixiao::format::{catalogue_text, json_text, rule_tests_record, rule_tests_text, rule_text};
use jixiao::project::{find_scripts, load_rules, situations_below};
use jixiao::rule_test::{Situation, test_rules};
use jixiao::{Diagnostic, Diagnostics, Place, RuleSet, ScriptRule, Warned};

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

pub(super) fn run(request: &RulesArguments, output: &Output) -> Result<Status, Diagnostics> {
    match &request.command {
        None => show(request, output),
        Some(RulesCommand::Test(asked)) => test(asked, output),
    }
}

/// The folder of scripts and its rules, with the problems of those that are none.
fn load(scripts: Option<&PathBuf>) -> Result<(PathBuf, Warned<RuleSet>), Diagnostic> {
    let folder = match scripts {
        Some(folder) => folder.clone(),
        None => find_scripts(Path::new("."))?,
    };
    let rules = load_rules(&folder)?;
    Ok((folder, rules))
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
    Ok(book.find(name.text(), name.clone())?.as_ref())
}

fn show(request: &RulesArguments, output: &Output) -> Result<Status, Diagnostics> {
    let (_, Warned { value: book, warnings: problems }) = load(request.scripts.as_ref())?;
    if let Some(name) = &request.rule {
        output.print(&rule_text(find(&book, &problems, name)?, output.messages()));
        return Ok(Status::Done);
    }
    output.tell(&problems);
    output.print_drawn(&catalogue_text(&book, output.messages(), output.screen()));
    Ok(if problems.has_errors() { Status::Refused } else { Status::Done })
}

fn test(request: &TestArguments, output: &Output) -> Result<Status, Diagnostics> {
    let (folder, Warned { value: book, warnings: mut problems }) = load(request.scripts.as_ref())?;
    let rules: Vec<&ScriptRule> = if request.rules.is_empty() {
        book.rules().collect()
    } else {
        request.rules.iter().map(|name| find(&book, &problems, name)).collect::<Result<_, _>>()?
    };
    let situations = situations(request, &folder, &book)?.note_in(&mut problems);
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
        AnswerFormat::Text => rule_tests_text(&tests, !request.rules.is_empty(), output.messages(), output.screen()),
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

/// What the cases ask: those below `--cases`, or below an `indicators` folder beside the scripts.
fn situations(
    request: &TestArguments,
    scripts: &Path,
    book: &RuleSet,
) -> Result<Warned<BTreeMap<String, Vec<Situation>>>, Diagnostic> {
    if let Some(folder) = &request.cases {
        return situations_below(folder, book);
    }
    let beside = scripts.parent().map(|above| above.join("indicators")).filter(|folder| folder.is_dir());
    beside.map_or_else(|| Ok(BTreeMap::new().into()), |folder| situations_below(&folder, book))
}
