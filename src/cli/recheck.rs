//! `recheck`: what was claimed or published, recomputed.

use std::path::PathBuf;

use indicatif::ProgressBar;
use rayon::prelude::*;

use jixiao::format::{Screen, json_text, recheck_paper, recheck_record, rechecks_text};
use jixiao::project::{
    Case, OpenTable, ScriptFolders, cases_at, is_table, layouts_for, open_found_table, open_table, tables_in,
};
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
    pub sources: Vec<PathBuf>,
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
    /// How many of them, from the first, are cases of folders and not of tables.
    cases: usize,
    faulty: Vec<String>,
}

/// A file of tables.
struct TableFile {
    path: PathBuf,
    /// Whether it was named, and not found in a folder.
    is_named: bool,
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
    let scripts = ScriptFolders::default();
    let mut paths = Vec::new();
    let mut without_case = Vec::new();
    for path in &request.sources {
        if is_table(path) {
            paths.push(TableFile { path: path.clone(), is_named: true });
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
            Err(problem) => without_case.push((path, problem)),
        }
        paths.extend(tables.into_iter().map(|path| TableFile { path, is_named: false }));
    }
    let bar = output.counting(paths.len());
    let messages = output.messages();
    let is_one = paths.len() == 1;
    let read = |file: TableFile| {
        let known = layouts_for(request.layouts.as_deref(), &file.path);
        let open = if file.is_named { open_table } else { open_found_table };
        let table = known.and_then(|known| open(&file.path, &known, messages));
        bar.inc(1);
        (file, table)
    };
    let tables: Vec<_> = paths.into_par_iter().map(read).collect();
    bar.finish_and_clear();
    work.cases = work.items.len();
    for (file, table) in tables {
        let rules = scripts.near(request.folders.scripts.as_deref(), &file.path);
        let rules = rules.map(|rules| output.warn(rules)).map_err(Diagnostics::from);
        let found = table.and_then(|table| Ok((table, rules?)));
        work.table(&file, found, is_one, output);
    }
    // Folders in which nothing but working papers lay.
    if work.items.is_empty() && work.faulty.is_empty() {
        for (path, problem) in without_case {
            work.opened(path.display().to_string(), Err(problem.into()), output);
        }
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

    /// The forms of a file, each as the case that is drafted of it. Of several files each is named beside what is told of it.
    fn table(
        &mut self,
        file: &TableFile,
        found: Result<(OpenTable, RuleSet), Diagnostics>,
        is_one: bool,
        output: &Output,
    ) {
        let messages = output.messages();
        let (table, rules) = match found {
            Ok(found) => found,
            Err(problems) => return self.opened(file.path.display().to_string(), Err(problems), output),
        };
        let skipped = table.skipped.iter().map(|skipped| skipped.message().text(messages));
        for text in skipped.chain(table.told().map(|remark| messages.pick(&remark).to_owned())) {
            let facts = [("file", table.file.as_str()), ("text", text.as_str())];
            output.remark(&if is_one { text.clone() } else { messages.say("told-of-file", &facts) });
        }
        for form in &table.forms {
            let name = format!("{}#{}", table.file, form.reading.sheet);
            let case = form.case();
            let imported = case.as_ref().ok().and_then(|case| self.imported(&case.value));
            if let Some(case) = imported.filter(|_| !file.is_named) {
                output.remark(&messages.say("recheck-imported", &[("file", &name), ("case", case)]));
                continue;
            }
            self.opened(name, case.map(|case| case.map(|case| (case, rules.clone()))), output);
        }
    }

    /// The case that was imported from the same table: one that names the same file and sheet, organisation and year, and has
    /// the same title and rows.
    fn imported(&self, table: &Case) -> Option<&str> {
        let source = |case: &Case| case.report.publication.as_ref().map(|publication| publication.source.clone());
        let rows = |case: &Case| {
            let rows = case.scheme.scored_rows().into_iter();
            rows.map(|row| (row.name.clone(), row.weight.clone())).collect::<Vec<_>>()
        };
        let is_same = |case: &Case| {
            let (one, other) = (&case.report, &table.report);
            source(case).is_some_and(|source| !source.is_empty())
                && source(case) == source(table)
                && (&one.organisation, &one.year) == (&other.organisation, &other.year)
                && case.scheme.title == table.scheme.title
                && rows(case) == rows(table)
        };
        self.items.iter().take(self.cases).find(|item| is_same(&item.case)).map(|item| item.name.as_str())
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
