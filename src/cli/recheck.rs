//! `recheck`: what was claimed or published, recomputed.

use std::path::{Path, PathBuf};

use jixiao::form::LayoutSet;
use jixiao::format::{json_text, recheck_paper, recheck_record, recheck_text};
use jixiao::project::{CaseRequest, cases_at, is_table, layouts, open_case, open_table};
use jixiao::review::recheck::{Recheck, RecheckRecord, recheck};
use jixiao::{Diagnostics, RuleSet, Warned};

use super::destination::{PaperFormat, ResultTarget, WrittenResult};
use super::options::FolderArguments;
use super::output::Output;
use super::status::Status;

/// Which cases are rechecked.
#[derive(Debug, clap::Args)]
pub(super) struct RecheckArguments {
    #[arg(required = true, value_name = "CASE")]
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
    let mut work = RecheckRun { request, output, rechecked: Vec::new(), is_refused: false };
    let has_tables = request.cases.iter().any(|path| is_table(path));
    let tables = has_tables.then(|| TableRules::read(request)).transpose()?;
    for path in &request.cases {
        match tables.as_ref().filter(|_| is_table(path)) {
            Some(tables) => work.table(path, tables),
            None => work.cases(path),
        }
    }
    request.destination.put(written(&work.rechecked, format, request.destination.width(output), output)?, output)?;
    let disagrees = work.rechecked.iter().any(|(_, recheck)| recheck.has_disagreement());
    Ok(match (work.is_refused, disagrees) {
        (true, _) => Status::Refused,
        (false, true) => Status::Unmet,
        (false, false) => Status::Done,
    })
}

/// By what tables are read and scored, which have no folder of their own.
struct TableRules {
    layouts: LayoutSet,
    rules: RuleSet,
}

impl TableRules {
    fn read(request: &RecheckArguments) -> Result<Self, Diagnostics> {
        let rules = match &request.folders.scripts {
            Some(folder) => RuleSet::from_dir(folder)?,
            None => RuleSet::shipped(),
        };
        Ok(Self { layouts: layouts(request.layouts.as_deref())?, rules })
    }
}

/// All that is rechecked in one run; what is refused stops nothing else.
struct RecheckRun<'a> {
    request: &'a RecheckArguments,
    output: &'a Output,
    rechecked: Vec<(PathBuf, Recheck)>,
    is_refused: bool,
}

impl RecheckRun<'_> {
    fn note(&mut self, name: PathBuf, found: Result<Warned<Recheck>, Diagnostics>) {
        match found {
            Ok(found) => self.rechecked.push((name, self.output.warn(found))),
            Err(problems) => {
                self.output.tell(&problems);
                self.is_refused = true;
            }
        }
    }

    /// The cases at and below a folder.
    fn cases(&mut self, path: &Path) {
        match cases_at(path) {
            Ok(found) => {
                for folder in found {
                    let found = one(&self.request.folders.request(&folder, path));
                    self.note(folder, found);
                }
            }
            Err(problem) => self.note(path.to_owned(), Err(problem.into())),
        }
    }

    /// The forms of a file, each as the case that is drafted of it.
    fn table(&mut self, path: &Path, tables: &TableRules) {
        let messages = self.output.messages();
        match open_table(path, &tables.layouts, messages) {
            Ok(table) => {
                for skipped in &table.skipped {
                    self.output.remark(&skipped.message().text(messages));
                }
                for remark in table.told() {
                    self.output.remark(messages.pick(&remark));
                }
                for form in &table.forms {
                    let name = PathBuf::from(format!("{}#{}", table.file, form.reading.sheet));
                    let found = form.case().and_then(|Warned { value: case, mut warnings }| {
                        let value = recheck(&case.scheme, &tables.rules, &case.report)?.note_in(&mut warnings);
                        Ok(Warned { value, warnings })
                    });
                    self.note(name, found);
                }
            }
            Err(problems) => self.note(path.to_owned(), Err(problems)),
        }
    }
}

fn one(asked: &CaseRequest) -> Result<Warned<Recheck>, Diagnostics> {
    let Warned { value: opened, mut warnings } = open_case(asked)?;
    let value = recheck(&opened.case.scheme, &opened.rules, &opened.case.report)?.note_in(&mut warnings);
    Ok(Warned { value, warnings })
}

/// The rechecks in a format.
fn written(
    rechecked: &[(PathBuf, Recheck)],
    format: PaperFormat,
    width: Option<u16>,
    output: &Output,
) -> Result<WrittenResult, Diagnostics> {
    let messages = output.messages();
    let names = || rechecked.iter().map(|(name, recheck)| (name.display().to_string(), recheck));
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
            let texts = rechecked.iter().map(|(_, recheck)| recheck_text(recheck, messages, width));
            let mut text = texts.collect::<Vec<_>>().join("\n");
            if rechecked.len() > 1 {
                let disagreeing = rechecked.iter().filter(|(_, recheck)| recheck.has_disagreement()).count();
                let facts = [("count", rechecked.len().to_string()), ("disagreeing", disagreeing.to_string())];
                let facts: Vec<(&str, &str)> = facts.iter().map(|(name, fact)| (*name, fact.as_str())).collect();
                text.push_str(&format!("\n{}\n", messages.say("recheck-cases", &facts)));
            }
            WrittenResult::Text(text)
        }
    })
}
