//! A scheme with its reports opened once, to try one change after another on.

mod compared;
mod scores_after;
mod variant_file;

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::bounds::Bounds;
use super::case::{CaseFiles, Read, folder_of};
use super::case_folder::cases_at;
use super::open_case::{CaseRequest, OpenCase, problems_of_used};
use super::population::{
    PopulationReport, PopulationRequest, common_scheme, population_report, reports_meant, state_peers, told_twice,
};
use super::report_inputs::{ReportInput, ReportsAt};
use super::rules::rules_for;
use super::whatif::read_after;
use crate::analysis::seek::{Goal, WayBack};
use crate::analysis::whatif::{
    CaseChange, Change, ChangeTrial, Population, ReportedFigure, StepGrade, Subject, TrialAnswer, TrialDepth,
    TrialRequest, UnitScore, Variant, step_grades,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::evaluation::{PlannedTotals, Program, WeightPlanner};
use crate::location::Places;
use crate::record::hash;
use crate::report::Report;
use crate::scheme::{Scheme, SchemeDraft};

pub use compared::ComparedWith;
pub use variant_file::{VariantFault, VariantRow};

/// Which scheme and which reports are meant.
#[derive(Clone, Debug)]
pub enum WorkspaceRequest {
    /// The one report of a case.
    One(CaseRequest),
    /// The reports of many organisations.
    Many(PopulationRequest),
}

/// A scheme compiled with its rules, and the reports that changes are tried on, all of it read once.
#[derive(Clone, Debug)]
pub struct OpenWorkspace {
    program: Program,
    base: (SchemeDraft, Places),
    reports: Vec<PopulationReport>,
    /// Each report scored as it is, and ranked.
    scores: Vec<UnitScore>,
    /// Their totals over all weights; none for one organisation alone, which is scored at once.
    plans: Option<Arc<PlannedTotals>>,
    refused: Vec<(String, Diagnostics)>,
    baseline: String,
    scheme_file: PathBuf,
    /// The files that no variant may take the place of.
    chain: Vec<PathBuf>,
    /// Another case to compare with.
    beside: Option<Arc<OpenCase>>,
}

/// The files that a request means.
struct WorkspaceFiles {
    scheme: Option<PathBuf>,
    folders: Vec<PathBuf>,
    reports: ReportsAt,
    scripts: Option<PathBuf>,
    start: PathBuf,
    allow_outside: Option<PathBuf>,
    is_collected: bool,
    is_one: bool,
}

impl WorkspaceFiles {
    fn of(request: &WorkspaceRequest) -> Result<Self, Diagnostics> {
        match request {
            WorkspaceRequest::One(asked) => {
                let asked = asked.clone().found()?;
                let files = CaseFiles::in_folder(&asked.folder);
                Ok(Self {
                    scheme: asked.scheme,
                    folders: vec![asked.folder.clone()],
                    reports: ReportsAt::Files(vec![asked.report.unwrap_or(files.report)]),
                    scripts: asked.scripts,
                    start: asked.folder,
                    allow_outside: asked.allow_outside,
                    is_collected: false,
                    is_one: true,
                })
            }
            WorkspaceRequest::Many(asked) => {
                let folders = match asked.reports {
                    Some(_) => vec![asked.folder.clone()],
                    None => cases_at(&asked.folder)?,
                };
                let reports = reports_meant(asked.reports.as_deref(), &folders)?;
                Ok(Self {
                    scheme: asked.scheme.clone(),
                    folders,
                    reports,
                    scripts: asked.scripts.clone(),
                    start: asked.folder.clone(),
                    allow_outside: asked.allow_outside.clone(),
                    is_collected: asked.reports.is_some(),
                    is_one: false,
                })
            }
        }
    }
}

impl OpenWorkspace {
    /// Reads scheme, rules and reports, and scores the reports as they are. One report among many that cannot be read stops
    /// none of the others.
    ///
    /// # Errors
    /// All that keeps the scheme from being used; [`Code::SchemesDiffer`]; a report that cannot be read where no other can.
    pub fn open(request: &WorkspaceRequest) -> Result<Warned<Self>, Diagnostics> {
        let files = WorkspaceFiles::of(request)?;
        let near = files.scheme.iter().map(|file| folder_of(file)).chain([files.start.as_path()]);
        let near = near.chain(files.folders.iter().map(PathBuf::as_path));
        let bounds = Bounds::around(near, files.allow_outside.as_deref());
        let mut read = Read::within(bounds.clone());
        let (scheme_file, base) = common_scheme(files.scheme.as_deref(), &files.folders, &bounds, &mut read)?;
        let Warned { value: mut scheme, mut warnings } = Scheme::check(base.0.clone(), base.1.clone())?;
        scheme.extended = read.ids.split_off(1.min(read.ids.len()));
        let Warned { value: rules, warnings: problems } = rules_for(files.scripts.as_deref(), &files.start)?;
        problems_of_used(&scheme, problems).into_result()?;
        let program = Program::compile(scheme, rules)?;
        warnings.extend(program.warnings().iter().cloned());
        let inputs = files.reports.inputs(program.scheme())?;
        let read_one = |input: &ReportInput| population_report(input, program.scheme(), files.is_collected);
        let outcomes: Vec<_> = inputs.par_iter().map(read_one).collect();
        let (mut reports, mut refused) = (Vec::with_capacity(outcomes.len()), Vec::new());
        for (input, outcome) in inputs.iter().zip(outcomes) {
            match outcome {
                Ok(report) => reports.push(report.note_in(&mut warnings)),
                Err(problems) if files.is_one => return Err(problems),
                Err(problems) => refused.push((input.name(), problems)),
            }
        }
        if reports.is_empty() {
            return Err(refused.into_iter().flat_map(|(_, problems)| problems).collect());
        }
        warnings.extend(told_twice(reports.iter().map(|read| &read.report)));
        if !files.is_one {
            state_peers(&program, &mut reports, |read| &mut read.report)?;
        }
        let planner = Some(&program).filter(|_| reports.len() > 1).and_then(WeightPlanner::new);
        let scored = |read: &PopulationReport| {
            let response = program.response(&read.report);
            let plan = planner.as_ref().and_then(|planner| planner.plan(&response));
            (UnitScore::new(response.evaluation()), plan)
        };
        let (scores, plans): (Vec<_>, Vec<_>) = reports.par_iter().map(scored).unzip();
        let scores = Population::ranked(scores, program.scheme().tied_ranks);
        let plans = planner.map(|planner| Arc::new(planner.totals(plans)));
        let texts = read.sources.iter().chain(reports.iter().map(|read| &read.source)).map(|source| source.text());
        let scripts = program.scripts().into_values().map(|rule| rule.source().text().to_owned()).collect::<Vec<_>>();
        let hashes = texts.chain(scripts.iter().map(String::as_str)).map(hash).collect::<Vec<_>>();
        let baseline = hash(&hashes.join("\n"));
        Ok(Warned {
            value: Self {
                program,
                base,
                reports,
                scores,
                plans,
                refused,
                baseline,
                scheme_file,
                chain: read.paths,
                beside: None,
            },
            warnings,
        })
    }

    /// The scheme with its rules as they are.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The organisations, in the order of their files.
    pub fn organisations(&self) -> impl ExactSizeIterator<Item = &str> {
        self.reports.iter().map(|read| read.report.organisation.as_str())
    }

    /// The SHA-256 of all that was read: of schemes, reports and scripts, in hexadecimal digits.
    #[must_use]
    pub fn baseline(&self) -> &str {
        &self.baseline
    }

    /// The report of an organisation.
    #[must_use]
    pub fn report(&self, organisation: usize) -> Option<&Report> {
        self.reports.get(organisation).map(|read| &read.report)
    }

    /// The figures of an organisation as it reports them.
    #[must_use]
    pub fn figures(&self, organisation: usize) -> Vec<ReportedFigure> {
        let read = self.reports.get(organisation);
        read.map(|read| ReportedFigure::all(&self.program, &read.report, &Change::default())).unwrap_or_default()
    }

    /// What a change comes to. Totals are those of `whatif` with the same texts.
    ///
    /// # Errors
    /// Those of [`ChangeTrial::new`]; figures that the report of the organisation cannot have; a position of none.
    pub fn answer(&self, request: &TrialRequest) -> Result<TrialAnswer, Diagnostics> {
        let trial = ChangeTrial::new(&self.program, &self.base, &request.change)?;
        let position = request.organisation;
        let Some(read) = self.reports.get(position) else {
            return Err(none_at(position));
        };
        check_figures(&read.report, &trial)?;
        let subject = self.subject(read, trial.variant.as_ref())?;
        let case = CaseChange::new((&trial.before, &trial.after), &subject, &trial.weights);
        let own = (position, UnitScore::new(&case.after));
        let (scores, confirmation) = self.scores_after(&trial, own, request.depth)?;
        let named = self.reports.iter().map(|read| (read.report.organisation.as_str(), read.file.as_str()));
        let scores = self.scores.iter().cloned().zip(scores);
        let schemes = (trial.before.scheme(), trial.after.scheme());
        let mut population = Population::of_scores(schemes, named.zip(scores), self.refused.clone())?;
        let in_sight = request.in_sight(&population);
        self.look_at_rows(&mut population, &trial, in_sight.clone());
        let step_grades = if request.depth == TrialDepth::AtRest { self.step_grades(&trial)? } else { Vec::new() };
        let unasked = Change::default();
        let asked = trial.variant.as_ref().map_or(&unasked, |variant| &variant.asked);
        let figures = ReportedFigure::all(&self.program, &read.report, asked);
        Ok(TrialAnswer {
            trial,
            organisation: position,
            case,
            population,
            figures,
            step_grades,
            confirmation,
            in_sight,
        })
    }

    /// Ways for the organisation that is looked at: back to the total that it had or, where it lost nothing, up to the next
    /// grade; none where there is nothing to be reached.
    ///
    /// # Errors
    /// Those of [`Self::answer`] and [`WayBack::new`].
    pub fn way_back(&self, request: &TrialRequest) -> Result<Option<WayBack>, Diagnostics> {
        let (trial, subject) = self.tried(request)?;
        let (before, after) = subject.evaluate(&trial.before, &trial.after);
        let (Some(before), Some(after)) = (&before.total, &after.total) else { return Ok(None) };
        let scheme = trial.after.scheme();
        let goal = match &after.up {
            _ if after.points < before.points => Goal::Total(before.points.number().clone()),
            Some(_) => Goal::Grade(scheme.grade_of(after.points.number()).saturating_sub(1)),
            None => return Ok(None),
        };
        let report = subject.after.as_ref().unwrap_or(&subject.before);
        WayBack::new((scheme, trial.after.rules()), report, &goal, &trial.request.locked).map(Some)
    }

    /// One organisation as it is and after the change.
    fn subject(&self, read: &PopulationReport, variant: Option<&Variant>) -> Result<Subject, Diagnostics> {
        match variant {
            Some(variant) if variant.is_rebuilt || !variant.asked.metrics.is_empty() => {
                Ok(read_after(read.clone(), self.program.scheme(), variant)?.value)
            }
            _ => Ok(Subject { file: read.file.clone(), before: read.report.clone(), after: None }),
        }
    }

    /// The organisations whose grade depends on the step of the weights.
    fn step_grades(&self, trial: &ChangeTrial) -> Result<Vec<StepGrade>, Diagnostics> {
        let Some(variant) = trial.for_others() else { return Ok(Vec::new()) };
        let subject = |read| self.subject(read, Some(&variant));
        let rebuilt: Vec<Subject> = match variant.is_rebuilt {
            true => self.reports.par_iter().map(subject).collect::<Result<_, _>>()?,
            false => Vec::new(),
        };
        let as_it_is = self.reports.iter().map(|read| &read.report);
        let reports: Vec<&Report> =
            if variant.is_rebuilt { rebuilt.iter().map(Subject::report).collect() } else { as_it_is.collect() };
        step_grades(&trial.after, &trial.weights, &reports)
    }
}

/// Refuses words where the organisation reports a number.
fn check_figures(report: &Report, trial: &ChangeTrial) -> Result<(), Diagnostics> {
    let asked = trial.variant.iter().flat_map(|variant| &variant.asked.metrics);
    let words = asked.filter_map(|(id, amount)| {
        let is_number = report.figure(id).is_some_and(|figure| figure.number().is_some());
        let text = amount.to_string();
        (is_number && !text.contains(char::is_numeric)).then(|| {
            let place = trial.request.places.value("metric", id);
            Diagnostic::new(Code::NotANumber).fact("value", text).fact("id", id).at(place)
        })
    });
    words.collect::<Diagnostics>().into_result()
}

/// That there is no organisation at a position.
fn none_at(position: usize) -> Diagnostics {
    Diagnostic::new(Code::FileNotFound).fact("path", position.saturating_add(1)).into()
}
