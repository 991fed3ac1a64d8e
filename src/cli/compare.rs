//! `compare`: why two totals differ.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::builder::TypedValueParser;
use jixiao::comparison::compare::{Breakdown, Comparison, Side, compare, compare_breakdowns};
use jixiao::format::view::{comparison_view, document};
use jixiao::format::{compare_record, comparison_markdown, comparison_paper, comparison_text, json_text};
use jixiao::project::{CaseRequest, OpenCase, case_of_file, is_case_file, open_case, read_result};
use jixiao::record::ResultDifference;
use jixiao::{Code, Diagnostic, Diagnostics, Place};

use super::destination::{ResultTarget, WrittenResult};
use super::options::{report_parser, scheme_parser};
use super::output::Output;
use super::place_argument::PlaceParser;
use super::score::ScoredCase;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct CompareArguments {
    pub from: PathBuf,
    #[arg(required_unless_present_any = ["from_scheme", "to_scheme", "from_report", "to_report", "from_scripts", "to_scripts"])]
    pub to: Option<PathBuf>,
    #[arg(long, value_parser = scheme_parser())]
    pub from_scheme: Option<PathBuf>,
    #[arg(long, value_parser = scheme_parser())]
    pub to_scheme: Option<PathBuf>,
    #[arg(long, value_parser = report_parser())]
    pub from_report: Option<PathBuf>,
    #[arg(long, value_parser = report_parser())]
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
    destination: ResultTarget<CompareFormat>,
}

/// What a comparison is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum CompareFormat {
    #[default]
    #[value(alias = "txt")]
    Text,
    Json,
    #[value(alias = "md")]
    Markdown,
    Xlsx,
    Docx,
    #[value(alias = "htm")]
    Html,
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
        CompareFormat::Text => WrittenResult::Drawn(comparison_text(&comparison, messages, screen)),
        CompareFormat::Json => WrittenResult::Text(json_text(&compare_record(&comparison))),
        CompareFormat::Markdown => WrittenResult::Text(comparison_markdown(&comparison, messages)),
        CompareFormat::Xlsx => WrittenResult::xlsx(&paper())?,
        CompareFormat::Docx => WrittenResult::docx(&paper())?,
        CompareFormat::Html => {
            let title = messages.say("paper-comparison", &[]);
            WrittenResult::Text(document(&title, &comparison_view(&comparison, messages), messages))
        }
    };
    request.destination.put(written, output)?;
    Ok(Status::Done)
}

fn answer(request: &CompareArguments, output: &Output) -> Result<Comparison, Diagnostics> {
    let second = request.to.as_ref().unwrap_or(&request.from);
    let files = NamedFiles { scheme: request.from_scheme.clone(), report: request.from_report.clone() };
    let first = CaseRequest {
        scripts: request.from_scripts.clone(),
        allow_outside: request.allow_outside.clone(),
        ..files.request(&request.from, second, "--from")?
    };
    let files = NamedFiles { scheme: request.to_scheme.clone(), report: request.to_report.clone() };
    let second = CaseRequest {
        scripts: request.to_scripts.clone(),
        allow_outside: request.allow_outside.clone(),
        ..files.request(second, &request.from, "--to")?
    };
    let (from, to) = (open(&first, output)?, open(&second, output)?);
    let compared = match (&from, &to) {
        (Opened::Case(from), Opened::Case(to)) => {
            let (from, to) = (side(from, output)?, side(to, output)?);
            let renamed = Renamings::new(&request.map, &from.breakdown()?, &to.breakdown()?)?;
            compare(&from, &to, &renamed.ids()).map_err(|problems| renamed.place(problems))
        }
        (from, to) => {
            let (from, to) = (breakdown(from, output)?, breakdown(to, output)?);
            let renamed = Renamings::new(&request.map, &from, &to)?;
            compare_breakdowns(&from, &to, &renamed.ids()).map_err(|problems| renamed.place(problems))
        }
    };
    let (from, to) = labels(&first, &second);
    compared.map(|comparison| comparison.named(&from, &to))
}

/// Which rows of the first side are which of the second: the id there, and where it was written, by the id here.
struct Renamings<'a>(BTreeMap<String, (String, &'a Place)>);

impl<'a> Renamings<'a> {
    /// What `--map` says, with the names that each side knows.
    ///
    /// # Errors
    /// A name that a side does not have; [`Code::MapConflict`] for a row that is given two others.
    fn new(pairs: &'a [(Place, Place)], from: &Breakdown, to: &Breakdown) -> Result<Self, Diagnostics> {
        let mut renamed: BTreeMap<String, (String, &Place)> = BTreeMap::new();
        for (old, new) in pairs {
            let (id, other) = (from.find(old)?, to.find(new)?);
            let before = renamed.insert(id.clone(), (other.clone(), new)).filter(|(before, _)| *before != other);
            if let Some((one, first)) = before {
                let problem = Diagnostic::new(Code::MapConflict).fact("one", one).fact("other", other).fact("id", id);
                return Err(problem.at(new.clone()).related(first.clone(), "first-here").into());
            }
        }
        Ok(Self(renamed))
    }

    fn ids(&self) -> BTreeMap<String, String> {
        self.0.iter().map(|(old, (new, _))| (old.clone(), new.clone())).collect()
    }

    /// The problems, each at the row of the second side that it names.
    fn place(&self, problems: Diagnostics) -> Diagnostics {
        let placed = problems.into_iter().map(|problem| {
            let id = problem.get("id").map(|id| id.zh.clone());
            let place = self.0.values().find(|(new, _)| Some(new) == id.as_ref()).map(|(_, place)| (*place).clone());
            if problem.place.is_none() { problem.at(place) } else { problem }
        });
        placed.collect()
    }
}

/// The files that options name in place of those of a case.
struct NamedFiles {
    scheme: Option<PathBuf>,
    report: Option<PathBuf>,
}

impl NamedFiles {
    /// The case that is named: its folder, or its report or scheme, which may lack the other that is compared has.
    fn request(self, path: &Path, other: &Path, option: &str) -> Result<CaseRequest, Diagnostics> {
        if !is_case_file(path) {
            return Ok(CaseRequest {
                folder: path.to_owned(),
                scheme: self.scheme,
                report: self.report,
                ..CaseRequest::default()
            });
        }
        let found = case_of_file(path, (self.scheme.as_deref(), self.report.as_deref()), other, option)?;
        Ok(CaseRequest { scheme: self.scheme.or(found.scheme), report: self.report.or(found.report), ..found })
    }
}

/// What tells two cases apart where their results do not: the name of the report, the scheme or the folder.
fn labels(from: &CaseRequest, to: &CaseRequest) -> (String, String) {
    let name = |path: Option<&Path>| path?.file_stem()?.to_str().map(str::to_owned);
    let named = |of: fn(&CaseRequest) -> Option<&Path>| (name(of(from)), name(of(to)));
    let all = [
        named(|case| case.report.as_deref()),
        named(|case| case.scheme.as_deref()),
        named(|case| Some(case.folder.as_path())),
    ];
    let differing = all.into_iter().find(|(from, to)| from.is_some() && to.is_some() && from != to);
    differing.and_then(|(from, to)| from.zip(to)).unwrap_or_default()
}

fn open(request: &CaseRequest, output: &Output) -> Result<Opened, Diagnostics> {
    if request.folder.is_file() && request.scheme.is_none() && request.report.is_none() {
        return reopen(request, output);
    }
    Ok(Opened::Case(Box::new(output.warn(open_case(&request.clone().found()?)?))))
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
