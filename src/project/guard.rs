//! Cases with their baselines: read, compared, recorded. Of many reports for one scheme each is a case.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::case::REPORTS_FOLDER;
use super::case_folder::is_case;
use super::files;
use super::guarded_at::GuardedAt;
use super::open_case::{CaseRequest, ScriptFolders};
use super::population::{OpenPopulation, PopulationRequest, open_population};
use super::writer::{FileChange, unwritable, write_all};
use crate::comparison::guard::{
    CaseComparison, Recorded, Results, Share, Snapshot, Survey, Unacceptable, compare, not_whole,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::evaluation::{Evaluation, Program};
use crate::format::json_text;
use crate::language::Bilingual;
use crate::location::{Place, Source};
use crate::record::{RowResult, RowStateName};
use crate::report::Report;
use crate::rule::RuleSet;

/// A case with its baseline, or one of both.
#[derive(Clone, Debug)]
pub struct Guarded {
    /// Where it lies.
    pub at: GuardedAt,
    /// What the case is, against its baseline.
    pub state: GuardState,
}

/// What a case is, against its baseline.
#[derive(Clone, Debug)]
pub enum GuardState {
    /// Nothing differs.
    Same,
    /// Something differs.
    Changed(Box<Changed>),
    /// There is no baseline yet.
    New(Box<Scored>),
    /// There is a baseline and no case.
    Gone,
    /// Case or baseline cannot be read.
    Refused(Diagnostics),
}

/// A case as it is.
#[derive(Clone, Debug)]
pub struct Scored {
    /// What is scored.
    pub snapshot: Snapshot,
    /// What it comes to.
    pub results: Results,
    /// The errors for which rows or the total have no result.
    pub problems: Diagnostics,
    /// Lends its engine when something else is scored.
    book: RuleSet,
}

/// A case that differs from its baseline.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The baseline.
    pub recorded: Recorded,
    /// The case as it is.
    pub now: Scored,
    /// The difference and its causes.
    pub comparison: CaseComparison,
}

/// Scores these cases, opened as `request` says of all of them, and compares each with its baseline; in their order.
/// `told` is called once for each that is done.
#[must_use]
pub fn guard_cases(all: &[GuardedAt], request: &CaseRequest, told: &(dyn Fn() + Sync)) -> Vec<Guarded> {
    let scripts = ScriptFolders::default();
    let folders: Vec<&[GuardedAt]> = all.chunk_by(|one, next| one.folder == next.folder).collect();
    let guarded = folders.into_par_iter().flat_map(|cases| {
        let has_reports = cases.iter().filter_map(|at| at.report.as_ref()).any(|report| report.exists());
        let population = has_reports.then(|| population(cases, request));
        let guarded = cases.par_iter().map(|at| {
            let state = match (&at.report, &population) {
                (Some(report), Some(population)) if report.exists() => guarded_report(at, population),
                (None, _) if is_case(&at.folder) => guarded_case(at, request, &scripts),
                _ => Ok(GuardState::Gone),
            };
            told();
            Guarded { at: at.clone(), state: state.unwrap_or_else(GuardState::Refused) }
        });
        guarded.collect::<Vec<_>>()
    });
    guarded.collect()
}

/// The reports of many organisations in one folder by their files, and the scheme of all of them.
struct Reports {
    program: Program,
    by_file: BTreeMap<String, Result<Report, Diagnostics>>,
}

/// Opens the reports of one folder, once for all of them.
fn population(cases: &[GuardedAt], request: &CaseRequest) -> Result<Reports, Diagnostics> {
    let folder = cases.first().map(|at| at.folder.clone()).unwrap_or_default();
    let request = PopulationRequest {
        reports: Some(folder.join(REPORTS_FOLDER)),
        folder,
        scheme: request.scheme.clone(),
        scripts: request.scripts.clone(),
        allow_outside: request.allow_outside.clone(),
    };
    let OpenPopulation { program, reports, refused } = open_population(&request)?.value;
    let reports = reports.into_iter().map(|(file, report)| (file, Ok(report)));
    let refused = refused.into_iter().map(|(file, problems)| (file, Err(problems)));
    Ok(Reports { program, by_file: reports.chain(refused).collect() })
}

fn guarded_report(at: &GuardedAt, reports: &Result<Reports, Diagnostics>) -> Result<GuardState, Diagnostics> {
    let Reports { program, by_file } = reports.as_ref().map_err(Clone::clone)?;
    let file = at.report.as_ref().map(|report| report.display().to_string()).unwrap_or_default();
    match by_file.get(&file) {
        Some(Ok(report)) => guarded(at, program, report),
        Some(Err(problems)) => Err(problems.clone()),
        None => Ok(GuardState::Gone),
    }
}

fn guarded_case(at: &GuardedAt, request: &CaseRequest, scripts: &ScriptFolders) -> Result<GuardState, Diagnostics> {
    let opened = scripts.open_case(&CaseRequest { folder: at.folder.clone(), ..request.clone() })?.value;
    guarded(at, &opened.program()?, &opened.case.report)
}

fn guarded(at: &GuardedAt, program: &Program, report: &Report) -> Result<GuardState, Diagnostics> {
    let evaluation = program.evaluate(report);
    let (results, problems) = (Results::of(&evaluation), errors(&evaluation));
    let snapshot = Snapshot::of(program.scheme(), report, program.rules());
    let now = Scored { snapshot, results, problems, book: program.rules().clone() };
    let path = at.baseline();
    if !path.exists() {
        return Ok(GuardState::New(Box::new(now)));
    }
    let source = files::read(&path)?;
    if source.text() == json_text(&now.snapshot.baseline(&now.results)) {
        return Ok(GuardState::Same);
    }
    let recorded = Recorded::read(&source, &now.book)?;
    let comparison = compare(&recorded, &now.snapshot, &now.results, &now.book)
        .map_err(|error| Diagnostic::from(error).at(Place::start_of(&source)))?;
    if comparison.is_empty() {
        return Ok(GuardState::Same);
    }
    Ok(GuardState::Changed(Box::new(Changed { recorded, now, comparison })))
}

/// The errors of an evaluation, and what a policy gave nothing for because its figure is missing.
fn errors(evaluation: &Evaluation) -> Diagnostics {
    let is_told = |problem: &&Diagnostic| problem.severity() == Severity::Error || problem.code == Code::ScoredZero;
    evaluation.diagnostics.iter().filter(is_told).cloned().collect()
}

/// What guard found in these folders.
#[must_use]
pub fn survey(cases: &[Guarded]) -> Survey<'_> {
    let mut survey = Survey::default();
    for case in cases {
        let folder = case.at.name();
        let now = match &case.state {
            GuardState::New(now) => Some(now.as_ref()),
            GuardState::Changed(changed) => Some(&changed.now),
            GuardState::Same | GuardState::Gone | GuardState::Refused(_) => None,
        };
        let problems = now.map(|now| &now.problems).filter(|problems| !problems.is_empty());
        survey.unscored.extend(problems.map(|problems| (folder.clone(), problems)));
        match &case.state {
            GuardState::Same => survey.same = survey.same.saturating_add(1),
            GuardState::New(_) => survey.new.push(folder),
            GuardState::Gone => survey.gone.push(folder),
            GuardState::Refused(_) => survey.refused.push(folder),
            GuardState::Changed(changed) => survey.changed.push((folder, &changed.comparison)),
        }
    }
    survey
}

impl Guarded {
    /// What is recorded when the case is accepted as it is; of a case that is gone, the baseline goes. Nothing where
    /// nothing differs or the case cannot be read. What has no result is recorded only for a cause among `named`.
    ///
    /// # Errors
    /// [`Code::NoResult`]; a case whose baseline could not be read again.
    pub fn accept_all(&self, named: &BTreeSet<String>) -> Result<Option<Recording>, Diagnostics> {
        let (now, recorded) = match &self.state {
            GuardState::New(now) => (now.as_ref(), None),
            GuardState::Changed(changed) => (&changed.now, Some(changed.as_ref())),
            GuardState::Same | GuardState::Refused(_) => return Ok(None),
            GuardState::Gone => return Ok(Some(Recording { path: self.at.baseline(), text: None })),
        };
        self.check_results(recorded, &now.snapshot, (&now.results, &now.problems), named)?;
        self.recording(&now.snapshot, &now.results, &now.book).map(Some)
    }

    /// What is recorded when the causes of these ids are accepted and the others are left pending; nothing where the
    /// case has none of them. What has no result is recorded only for a cause among `named`.
    ///
    /// # Errors
    /// [`Code::NoResult`]; a cause that cannot be had without another.
    pub fn accept(&self, ids: &BTreeSet<String>, named: &BTreeSet<String>) -> Result<Option<Recording>, Diagnostics> {
        let GuardState::Changed(changed) = &self.state else { return Ok(None) };
        let Changed { recorded, now, comparison } = changed.as_ref();
        let own: Vec<String> = comparison.shares.iter().map(|share| share.change.id()).collect();
        let (taken, others): (Vec<String>, Vec<String>) = own.into_iter().partition(|id| ids.contains(id));
        if taken.is_empty() {
            return Ok(None);
        }
        if others.is_empty() {
            return self.accept_all(named);
        }
        let problem = |code: Code| {
            let problem = Diagnostic::new(code).list("cause", &taken).list("others", &others);
            problem.fact("folder", self.at.name())
        };
        let (snapshot, results) =
            comparison.accepted(ids, recorded, &now.snapshot, &now.book).map_err(|reason| match reason {
                Unacceptable::EngineFirst(engine) => problem(Code::CauseOrder).fact("engine", engine),
                Unacceptable::Alone => problem(Code::CauseInseparable),
            })?;
        let problems = snapshot.evaluate(&now.book).map(|evaluation| errors(&evaluation))?;
        self.check_results(Some(changed), &snapshot, (&results, &problems), named)?;
        // A scheme that does not stand by itself, such as grades that a veto does not know, could not be read again.
        let recording = self.recording(&snapshot, &results, &now.book);
        recording.map(Some).map_err(|_| problem(Code::CauseInseparable).into())
    }

    /// Refuses to record that rows or the total have no result, where that is not as recorded: an error is none. What a
    /// rule or a report refuses in so many words may be recorded for a cause of it that is among `named`.
    fn check_results(
        &self,
        changed: Option<&Changed>,
        snapshot: &Snapshot,
        (results, problems): (&Results, &Diagnostics),
        named: &BTreeSet<String>,
    ) -> Result<(), Diagnostics> {
        let recorded = changed.map(|changed| &changed.recorded.results);
        // Nothing that a policy gave for a missing figure is no result either.
        let given = problems.iter().filter(|problem| problem.code == Code::ScoredZero);
        let given: Vec<&Bilingual> = given.filter_map(|problem| problem.row.as_ref()).collect();
        let rows = snapshot.scheme.scored_rows().into_iter();
        let given: BTreeSet<&str> = rows.filter(|row| given.contains(&&row.name)).map(|row| row.id.as_str()).collect();
        let is_open = |row: &&RowResult| {
            let lacks = matches!(row.state, RowStateName::Missing | RowStateName::Failed);
            (lacks || given.contains(row.id.as_str()))
                && recorded.and_then(|recorded| recorded.row(&row.id)) != Some(*row)
        };
        let open: Vec<&str> = results.rows.iter().filter(is_open).map(|row| row.id.as_str()).collect();
        let is_total_open = results.total.is_none() && recorded.is_none_or(|recorded| recorded.total.is_some());
        if open.is_empty() && !is_total_open {
            return Ok(());
        }
        // A cause by which one of these rows has no result, or the total, if no row is at fault.
        let causes = |open: &[&str]| -> BTreeSet<String> {
            let Some(changed) = changed else { return BTreeSet::from(["new".to_owned()]) };
            let moves = |share: &&Share| match open {
                [] => share.is_felt(),
                open => share.rows.iter().any(|row| open.contains(&row.id.as_str())),
            };
            changed.comparison.shares.iter().filter(moves).map(|share| share.change.id()).collect()
        };
        let is_stated = |problem: &Diagnostic| {
            use Code::{MetricMissing, NotApplicableRefused, RuleRefusal, ScoredZero, TotalWithheld};
            matches!(problem.code, RuleRefusal | MetricMissing | NotApplicableRefused | ScoredZero | TotalWithheld)
        };
        let is_declared = !problems.is_empty() && problems.iter().all(is_stated);
        let is_named = |open: &[&str]| causes(open).iter().any(|cause| named.contains(cause));
        let each_is_named = if open.is_empty() { is_named(&[]) } else { open.iter().all(|row| is_named(&[*row])) };
        if is_declared && each_is_named {
            return Ok(());
        }
        let folder = self.at.name();
        let refused = Diagnostic::new(Code::NoResult).fact("folder", folder).list("rows", &open);
        let causes: Vec<String> = causes(&open).into_iter().collect();
        let refused = if is_declared { refused.fact("causes", causes.join(" ")) } else { refused };
        Err(std::iter::once(refused).chain(problems.iter().cloned()).collect())
    }

    /// The baseline to be written, unless it could not be read again as what it is.
    fn recording(&self, snapshot: &Snapshot, results: &Results, book: &RuleSet) -> Result<Recording, Diagnostics> {
        let path = self.at.baseline();
        let source = Source::new(path.display().to_string(), json_text(&snapshot.baseline(results)));
        let again = Recorded::read(&source, book)?;
        if json_text(&again.snapshot.baseline(&again.results)) != source.text() {
            return Err(not_whole(&source, "read again, it is another one").into());
        }
        Ok(Recording { path, text: Some(source.text().to_owned()) })
    }
}

/// A baseline that is going to be written, or to go.
#[derive(Clone, Debug)]
pub struct Recording {
    path: PathBuf,
    text: Option<String>,
}

impl Recording {
    /// The folder that has to be made for it.
    fn new_folder(&self) -> Option<&Path> {
        self.path.parent().filter(|folder| self.text.is_some() && !folder.as_os_str().is_empty() && !folder.exists())
    }
}

/// Writes these baselines, or takes them away: all of them or none.
///
/// # Errors
/// Those of [`write_all`]; a file that is no baseline is left alone.
pub fn record_all(recordings: &[Recording]) -> Result<(), Diagnostic> {
    let changes = recordings.iter().map(|recording| FileChange {
        path: &recording.path,
        content: recording.text.as_deref().map(str::as_bytes),
        is_ours: is_baseline,
    });
    let folders: BTreeSet<&Path> = recordings.iter().filter_map(Recording::new_folder).collect();
    for folder in &folders {
        fs::create_dir(folder).map_err(|error| unwritable(folder, &error))?;
    }
    write_all(&changes.collect::<Vec<_>>()).inspect_err(|_| {
        // Nothing was written, so they are empty; one that is not stays.
        folders.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    })
}

/// Whether a text is a baseline, of whatever form.
fn is_baseline(source: &Source) -> bool {
    let whole = serde_json::from_str::<serde_json::Value>(source.text());
    whole.is_ok_and(|whole| ["form", "engine", "scheme", "report"].iter().all(|key| whole.get(key).is_some()))
}
