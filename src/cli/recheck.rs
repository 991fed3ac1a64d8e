//! `recheck`: what was claimed or published, recomputed.

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use rayon::prelude::*;

use jixiao::format::{Screen, json_text, recheck_paper, recheck_record, rechecks_text};
use jixiao::project::{Case, OpenTable, ScriptFolders, cases_at, is_table, layouts_for, open_table, tables_in};
use jixiao::review::recheck::{Recheck, RecheckRecord, recheck};
use jixiao::{Code, Diagnostics, RuleSet, Warned};

use super::destination::{PaperFormat, ResultTarget, WrittenResult};
use super::options::{FolderArguments, HERE};
use super::output::Output;
use super::status::Status;

/// Which cases are rechecked.
#[derive(Debug, clap::Args)]
pub(super) struct RecheckArguments {
    #[arg(default_value = HERE, hide_default_value = true, value_name = "CASE")]
    pub cases: Vec<PathBuf>,
    #[command(flatten)]
    pub folders: FolderArguments,
    #[arg(long, value_name = "FOLDER")]
    pub layouts: Option<PathBuf>,
    #[command(flatten)]
    pub destination: ResultTarget<PaperFormat>,
}

pub(super) fn run(request: &RecheckArguments, output: &Output) -> Result<Status, Diagnostics> {
    let format = request.destination.format()?;
    let work = work(request, output);
    let bar = output.counting(work.items.len());
    let found: Vec<_> = work.items.into_par_iter().map(|item| item.recheck(&bar)).collect();
    bar.finish_and_clear();
    let mut rechecked = Vec::new();
    let mut faulty = work.faulty;
    let mut warnings = Diagnostics::new();
    for (name, found) in found {
        match found {
            Ok(found) => rechecked.push((name, found.note_in(&mut warnings))),
            Err(problems) => {
                output.tell(&problems);
                faulty.push(name);
            }
        }
    }
    output.tell(&without_repeats(warnings, rechecked.len(), output));
    let screen = request.destination.screen(output);
    request.destination.put(written(&rechecked, &faulty, format, screen, output)?, output)?;
    let disagrees = rechecked.iter().any(|(_, recheck)| recheck.has_disagreement());
    Ok(match (faulty.is_empty(), disagrees) {
        (false, _) => Status::Refused,
        (true, true) => Status::Unmet,
        (true, false) => Status::Done,
    })
}

/// The warnings of many cases: that rows rest on guesses is told once with the number of cases, and not for each.
fn without_repeats(warnings: Diagnostics, cases: usize, output: &Output) -> Diagnostics {
    let guessed = warnings.iter().filter(|problem| problem.code == Code::Guessed).count();
    if cases < 2 || guessed < 2 {
        return warnings;
    }
    output.remark(&output.messages().say("recheck-guessed", &[("count", &guessed.to_string())]));
    warnings.into_iter().filter(|problem| problem.code != Code::Guessed).collect()
}

/// What is rechecked in one run, and what could not even be opened: that stops nothing else.
#[derive(Default)]
struct RecheckWork {
    items: Vec<RecheckItem>,
    faulty: Vec<String>,
}

/// One case or form, ready to be rechecked.
struct RecheckItem {
    name: String,
    case: Box<Case>,
    rules: RuleSet,
    warnings: Diagnostics,
}

impl RecheckItem {
    fn recheck(self, bar: &ProgressBar) -> (String, Result<Warned<Recheck>, Diagnostics>) {
        let Self { name, case, rules, mut warnings } = self;
        let found = recheck(&case.scheme, &rules, &case.report);
        bar.inc(1);
        let found = found.map(|found| {
            let value = found.note_in(&mut warnings);
            Warned { value, warnings }
        });
        (name, found)
    }
}

/// Opens what was named: cases, folders of cases, files of tables and folders of them.
fn work(request: &RecheckArguments, output: &Output) -> RecheckWork {
    let mut work = RecheckWork::default();
    let mut scripts = ScriptFolders::default();
    let mut paths = Vec::new();
    for path in &request.cases {
        if is_table(path) {
            paths.push(path.clone());
            continue;
        }
        let tables = tables_in(path);
        match cases_at(path) {
            Ok(found) => {
                for folder in found {
                    let opened = scripts.open_case(&request.folders.request(&folder, path));
                    let opened = opened.map(|opened| opened.map(|opened| (opened.case, opened.rules)));
                    work.opened(folder.display().to_string(), opened, output);
                }
            }
            Err(problem) if tables.is_empty() => {
                work.opened(path.display().to_string(), Err(problem.into()), output);
            }
            Err(_) => {}
        }
        paths.extend(tables);
    }
    let bar = output.counting(paths.len());
    let messages = output.messages();
    let read = |path: PathBuf| {
        let known = layouts_for(request.layouts.as_deref(), &path);
        let table = known.and_then(|known| open_table(&path, &known, messages));
        bar.inc(1);
        (path, table)
    };
    let tables: Vec<_> = paths.into_par_iter().map(read).collect();
    bar.finish_and_clear();
    for (path, table) in tables {
        let rules = scripts.near(request.folders.scripts.as_deref(), &path);
        let rules = rules.map(|rules| output.warn(rules)).map_err(Diagnostics::from);
        let found = table.and_then(|table| Ok((table, rules?)));
        work.table(&path, found, output);
    }
    work
}

impl RecheckWork {
    fn opened(&mut self, name: String, opened: Result<Warned<(Case, RuleSet)>, Diagnostics>, output: &Output) {
        match opened {
            Ok(Warned { value: (case, rules), warnings }) => {
                self.items.push(RecheckItem { name, case: Box::new(case), rules, warnings });
            }
            Err(problems) => {
                output.tell(&problems);
                self.faulty.push(name);
            }
        }
    }

    /// The forms of a file, each as the case that is drafted of it.
    fn table(&mut self, path: &Path, found: Result<(OpenTable, RuleSet), Diagnostics>, output: &Output) {
        let messages = output.messages();
        let (table, rules) = match found {
            Ok(found) => found,
            Err(problems) => return self.opened(path.display().to_string(), Err(problems), output),
        };
        for skipped in &table.skipped {
            output.remark(&skipped.message().text(messages));
        }
        for remark in table.told() {
            output.remark(messages.pick(&remark));
        }
        for form in &table.forms {
            let name = format!("{}#{}", table.file, form.reading.sheet);
            let case = form.case().map(|case| case.map(|case| (case, rules.clone())));
            self.opened(name, case, output);
        }
    }
}

/// The rechecks in a format.
fn written(
    rechecked: &[(String, Recheck)],
    faulty: &[String],
    format: PaperFormat,
    screen: Screen,
    output: &Output,
) -> Result<WrittenResult, Diagnostics> {
    let messages = output.messages();
    let names = || rechecked.iter().map(|(name, recheck)| (name.clone(), recheck));
    let paper = || recheck_paper(&names().collect::<Vec<_>>(), messages);
    Ok(match format {
        PaperFormat::Xlsx => WrittenResult::xlsx(&paper())?,
        PaperFormat::Docx => WrittenResult::docx(&paper())?,
        PaperFormat::Html => WrittenResult::html(&paper())?,
        PaperFormat::Json => {
            let cases = names().map(|(name, recheck)| recheck_record(recheck, &name));
            WrittenResult::Text(json_text(&RecheckRecord { cases: cases.collect() }))
        }
        PaperFormat::Text => {
            WrittenResult::Drawn(rechecks_text(&names().collect::<Vec<_>>(), faulty, messages, screen))
        }
    })
}
