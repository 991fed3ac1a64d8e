//! `compare`: why two totals differ.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::builder::TypedValueParser;
use jixiao::comparison::compare::{Breakdown, Comparison, Side, compare, compare_breakdowns};
use jixiao::format::view::{comparison_view, document};
use jixiao::format::{compare_record, comparison_paper, comparison_text, json_text};
use jixiao::project::{CaseRequest, OpenCase, open_case, read_result};
use jixiao::record::ResultDifference;
use jixiao::{Code, Diagnostic, Diagnostics, Place};

use super::destination::{PaperFormat, ResultTarget, WrittenResult};
use super::output::Output;
use super::place_argument::PlaceParser;
use super::score::ScoredCase;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct CompareArguments {
    pub from: PathBuf,
    #[arg(required_unless_present_any = ["from_scheme", "to_scheme", "from_report", "to_report", "from_scripts", "to_scripts"])]
    pub to: Option<PathBuf>,
    #[arg(long)]
    pub from_scheme: Option<PathBuf>,
    #[arg(long)]
    pub to_scheme: Option<PathBuf>,
    #[arg(long)]
    pub from_report: Option<PathBuf>,
    #[arg(long)]
    pub to_report: Option<PathBuf>,
    #[arg(long)]
    pub from_scripts: Option<PathBuf>,
    #[arg(long)]
    pub to_scripts: Option<PathBuf>,
    #[arg(long, value_name = "FOLDER")]
    pub allow_outside: Option<PathBuf>,
    #[arg(long, value_name = "OLD=NEW", value_parser = PlaceParser.try_map(renaming))]
    pub map: Vec<(Place, Place)>,
    #[command(flatten)]
    destination: ResultTarget<PaperFormat>,
}

fn renaming(text: Place) -> Result<(Place, Place), &'static str> {
    let both = text.split_once("=").filter(|(old, new)| !old.text().is_empty() && !new.text().is_empty());
    both.ok_or("OLD=NEW")
}

/// What one side is before it is scored.
enum Opened {
    /// A case whose rules can be run.
    Case(Box<OpenCase>),
    /// A result whose case is gone or has changed.
    Recorded(Box<Breakdown>),
}

pub(super) fn run(request: &CompareArguments, output: &Output) -> Result<Status, Diagnostics> {
    let format = request.destination.format()?;
    let comparison = answer(request, output)?;
    let messages = output.messages();
    let paper = || comparison_paper(&comparison, messages);
    let screen = request.destination.screen(output);
    let written = match format {
        PaperFormat::Text => WrittenResult::Drawn(comparison_text(&comparison, messages, screen)),
        PaperFormat::Json => WrittenResult::Text(json_text(&compare_record(&comparison))),
        PaperFormat::Xlsx => WrittenResult::xlsx(&paper())?,
        PaperFormat::Docx => WrittenResult::docx(&paper())?,
        PaperFormat::Html => {
            let title = messages.say("paper-comparison", &[]);
            WrittenResult::Text(document(&title, &comparison_view(&comparison, messages), messages))
        }
    };
    request.destination.put(written, output)?;
    Ok(Status::Done)
}

fn answer(request: &CompareArguments, output: &Output) -> Result<Comparison, Diagnostics> {
    let renamed = renamings(&request.map)?;
    let to = request.to.as_ref().unwrap_or(&request.from);
    let from = CaseRequest {
        folder: request.from.clone(),
        scheme: request.from_scheme.clone(),
        report: request.from_report.clone(),
        scripts: request.from_scripts.clone(),
        named: None,
        allow_outside: request.allow_outside.clone(),
    };
    let to = CaseRequest {
        folder: to.clone(),
        scheme: request.to_scheme.clone(),
        report: request.to_report.clone(),
        scripts: request.to_scripts.clone(),
        ..from.clone()
    };
    let (from, to) = (open(&from, output)?, open(&to, output)?);
    let compared = match (&from, &to) {
        (Opened::Case(from), Opened::Case(to)) => compare(&side(from, output)?, &side(to, output)?, &renamed),
        (from, to) => compare_breakdowns(&breakdown(from, output)?, &breakdown(to, output)?, &renamed),
    };
    compared.map_err(|problems| placed(problems, &request.map))
}

/// The renamings by old id.
///
/// # Errors
/// [`Code::MapConflict`] for an old id that is given two new ones.
fn renamings(pairs: &[(Place, Place)]) -> Result<BTreeMap<String, String>, Diagnostics> {
    let mut renamed: BTreeMap<&str, &Place> = BTreeMap::new();
    for (old, new) in pairs {
        if let Some(other) = renamed.insert(old.text(), new).filter(|other| other.text() != new.text()) {
            let problem = Diagnostic::new(Code::MapConflict).fact("one", other.text()).fact("other", new.text());
            let problem = problem.fact("id", old.text()).at(new.clone());
            return Err(problem.related(other.clone(), "first-here").into());
        }
    }
    Ok(renamed.into_iter().map(|(old, new)| (old.to_owned(), new.text().to_owned())).collect())
}

/// The problems with the place of the id that `--map` names and that a side does not have.
fn placed(problems: Diagnostics, pairs: &[(Place, Place)]) -> Diagnostics {
    let place = |id: &str| pairs.iter().flat_map(|(old, new)| [old, new]).find(|place| place.text() == id).cloned();
    let placed = problems.into_iter().map(|problem| match problem.get("id").map(|id| id.zh.clone()) {
        Some(id) if problem.place.is_none() => problem.at(place(&id)),
        _ => problem,
    });
    placed.collect()
}

fn open(request: &CaseRequest, output: &Output) -> Result<Opened, Diagnostics> {
    let is_result = request.folder.is_file() && request.scheme.is_none() && request.report.is_none();
    if is_result {
        return reopen(request, output);
    }
    Ok(Opened::Case(Box::new(output.warn(open_case(request)?))))
}

/// Opens the case of a result again, if it still gives the same result.
fn reopen(result: &CaseRequest, output: &Output) -> Result<Opened, Diagnostics> {
    let (recorded, mut request) = read_result(&result.folder, result.scripts.clone())?;
    request.allow_outside.clone_from(&result.allow_outside);
    let name = result.folder.display().to_string();
    let remark = match ScoredCase::new(&request) {
        Ok(scored) => match recorded.first_difference(&scored.record()) {
            None => return Ok(Opened::Case(Box::new(scored.opened))),
            Some(ResultDifference { step, recorded, found }) => {
                let facts = [("path", name.as_str()), ("step", &step), ("recorded", &recorded), ("found", &found)];
                output.messages().say("compare-has-changed", &facts)
            }
        },
        Err(_) => output.messages().say("compare-not-reopened", &[("path", &name)]),
    };
    output.remark(&remark);
    let form = |detail: String| Diagnostic::new(Code::ResultForm).fact("path", &name).fact("detail", detail);
    Ok(Opened::Recorded(Box::new(Breakdown::recorded(&recorded).map_err(form)?)))
}

fn side<'a>(case: &'a OpenCase, output: &Output) -> Result<Side<'a>, Diagnostics> {
    Ok(output.warn(Side::new(&case.case.scheme, &case.rules, &case.case.report)?))
}

fn breakdown(opened: &Opened, output: &Output) -> Result<Breakdown, Diagnostics> {
    match opened {
        Opened::Case(case) => side(case, output)?.breakdown(),
        Opened::Recorded(breakdown) => Ok(breakdown.as_ref().clone()),
    }
}
