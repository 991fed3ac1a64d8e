//! Many organisations of one scheme: which reports are meant, and what can be told of them before anything is scored.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::bounds::Bounds;
use super::case::{CaseFiles, REPORTS_FOLDER, Read, folder_of, merged};
use super::case_folder::cases_at;
use super::files;
use super::open_case::problems_of_used;
use super::report_inputs::{ReportInput, ReportsAt, report_files};
use super::rules::rules_for;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::evaluation::{PeerFigures, Program};
use crate::location::{Places, Source};
use crate::report::{Report, ReportDraft};
use crate::scheme::{Scheme, SchemeDraft};

/// Which reports are meant, and which scheme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PopulationRequest {
    /// The folder of the case whose scheme it is, or one above many cases of one scheme.
    pub folder: PathBuf,
    /// Another scheme file for all of them.
    pub scheme: Option<PathBuf>,
    /// A folder of report files, or a table of reports, that are all for the scheme of the one case.
    pub reports: Option<PathBuf>,
    /// Another folder of rule scripts.
    pub scripts: Option<PathBuf>,
    /// Another folder that schemes may extend from.
    pub allow_outside: Option<PathBuf>,
}

/// A scheme with its rules and the reports of many organisations.
#[derive(Clone, Debug)]
pub struct OpenPopulation {
    /// The scheme compiled with its rules.
    pub program: Program,
    /// The reports, each with its file, in the order of their files.
    pub reports: Vec<(String, Report)>,
    /// The reports that could not be read, each with its file and why.
    pub refused: Vec<(String, Diagnostics)>,
}

impl PopulationRequest {
    /// The request for many reports that a folder means, if it means many: the reports in its folder `reports` or beside its
    /// scheme, where it has no report of its own; reports whose scheme lies in the folder above; or several cases.
    #[must_use]
    pub fn found(self) -> Option<Self> {
        if self.reports.is_some() {
            return Some(self);
        }
        let folder = self.folder.clone();
        let files = CaseFiles::in_folder(&folder);
        let with = |case: &Path, reports: &Path| {
            let has_reports = report_files(reports).is_ok_and(|files| !files.is_empty());
            has_reports.then(|| Self { folder: case.to_owned(), reports: Some(reports.to_owned()), ..self.clone() })
        };
        if files.report.exists() || !folder.is_dir() {
            return None;
        }
        if files.scheme.exists() || self.scheme.is_some() {
            return with(&folder, &folder.join(REPORTS_FOLDER)).or_else(|| with(&folder, &folder));
        }
        if cases_at(&folder).is_ok_and(|cases| cases.len() > 1) {
            return Some(self);
        }
        let above = dunce::canonicalize(&folder).ok()?.parent().map(Path::to_path_buf)?;
        let is_beside_scheme = CaseFiles::in_folder(&above).scheme.exists();
        // As the folder was written, so that names stay short.
        let above = folder
            .parent()
            .filter(|_| folder.file_name().is_some())
            .map_or(above, |parent| if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() });
        if is_beside_scheme { with(&above, &folder) } else { None }
    }
}

/// Opens many reports of one scheme. One that cannot be read stops none of the others.
///
/// # Errors
/// All that keeps the scheme from being used; [`Code::SchemesDiffer`]; a folder without reports.
pub fn open_population(request: &PopulationRequest) -> Result<Warned<OpenPopulation>, Diagnostics> {
    let folders = match request.reports {
        Some(_) => vec![request.folder.clone()],
        None => cases_at(&request.folder)?,
    };
    let named = request.scheme.iter().map(|file| folder_of(file));
    let near = named.chain([request.folder.as_path()]).chain(folders.iter().map(PathBuf::as_path));
    let bounds = Bounds::around(near, request.allow_outside.as_deref());
    let mut read = Read::within(bounds.clone());
    let (_, (draft, places)) = common_scheme(request.scheme.as_deref(), &folders, &bounds, &mut read)?;
    let Warned { value: mut scheme, mut warnings } = Scheme::check(draft, places)?;
    scheme.extended = read.ids.split_off(1.min(read.ids.len()));
    let Warned { value: rules, warnings: problems } = rules_for(request.scripts.as_deref(), &request.folder)?;
    problems_of_used(&scheme, problems).into_result()?;
    let program = Program::compile(scheme, rules)?;
    warnings.extend(program.warnings().iter().cloned());
    let inputs = reports_meant(request.reports.as_deref(), &folders)?.inputs(program.scheme())?;
    let is_collected = request.reports.is_some();
    let outcomes: Vec<_> =
        inputs.par_iter().map(|input| population_report(input, program.scheme(), is_collected)).collect();
    let (mut reports, mut refused) = (Vec::with_capacity(outcomes.len()), Vec::new());
    for (input, outcome) in inputs.iter().zip(outcomes) {
        let file = input.name();
        match outcome {
            Ok(report) => reports.push((file, report.note_in(&mut warnings).report)),
            Err(problems) => refused.push((file, problems)),
        }
    }
    warnings.extend(told_twice(reports.iter().map(|(_, report)| report)));
    state_peers(&program, &mut reports, |(_, report)| report)?;
    Ok(Warned { value: OpenPopulation { program, reports, refused }, warnings })
}

/// The reports that are named, or else those of the cases.
pub(super) fn reports_meant(named: Option<&Path>, folders: &[PathBuf]) -> Result<ReportsAt, Diagnostic> {
    let own = || ReportsAt::Files(folders.iter().map(|folder| CaseFiles::in_folder(folder).report).collect());
    named.map_or_else(|| Ok(own()), ReportsAt::of)
}

/// The file and the draft of the one scheme: of the file that is named, or else of these folders, which must have the same.
pub(super) fn common_scheme(
    named: Option<&Path>,
    folders: &[PathBuf],
    bounds: &Bounds,
    read: &mut Read,
) -> Result<(PathBuf, (SchemeDraft, Places)), Diagnostics> {
    if let Some(scheme) = named {
        return Ok((scheme.to_owned(), merged(scheme, read)?));
    }
    let first = CaseFiles::in_folder(folders.first().map_or(Path::new("."), PathBuf::as_path)).scheme;
    let base = merged(&first, read)?;
    compare_schemes(folders, read, bounds)?;
    Ok((first, base))
}

/// Refuses folders whose schemes are not, text for text, that of the first.
fn compare_schemes(folders: &[PathBuf], first: &Read, bounds: &Bounds) -> Result<(), Diagnostics> {
    let texts = |read: &Read| read.sources.iter().map(|source| source.text().to_owned()).collect::<Vec<_>>();
    let wanted = texts(first);
    for folder in folders.iter().skip(1) {
        let file = CaseFiles::in_folder(folder).scheme;
        let source = files::read(&file)?;
        let is_alone_and_equal = wanted.len() == 1 && wanted.first().is_some_and(|text| text == source.text());
        let mut read = Read::within(bounds.clone());
        if !is_alone_and_equal && (merged(&file, &mut read).is_err() || texts(&read) != wanted) {
            let known = first.sources.first().map_or("", |source| source.name());
            let problem = Diagnostic::new(Code::SchemesDiffer).fact("first", known).fact("other", file.display());
            return Err(problem.into());
        }
    }
    Ok(())
}

/// A report of one organisation among many, checked against the scheme of all, and what it was read from.
#[derive(Clone, Debug)]
pub(super) struct PopulationReport {
    pub report: Report,
    pub file: String,
    /// Its text.
    pub source: Arc<Source>,
    input: ReportInput,
}

impl PopulationReport {
    /// What it says and where, read from its text once more: of a thousand reports hardly one is asked.
    pub fn written(&self, scheme: &Scheme) -> Result<(ReportDraft, Places), Diagnostics> {
        self.input.written(&self.source, scheme)
    }
}

/// Reads one report and checks it against the scheme. One that was collected with others, and does not stand beside its
/// scheme, should name it.
pub(super) fn population_report(
    input: &ReportInput,
    scheme: &Scheme,
    is_collected: bool,
) -> Result<Warned<PopulationReport>, Diagnostics> {
    let (draft, places, source) = input.read(scheme)?;
    let names_none = draft.scheme.is_none();
    let Warned { value: report, mut warnings } = Report::check(draft, &places, scheme)?;
    if names_none && is_collected && input.is_file() {
        let problem = Diagnostic::new(Code::SchemeNotNamed).fact("scheme", &scheme.id);
        warnings.push(problem.unit(report.organisation.as_str()).at(report.place.clone()));
    }
    let value = PopulationReport { report, file: source.name().to_owned(), source, input: input.clone() };
    Ok(Warned { value, warnings })
}

/// Says in each report what all of them together say of its organisation, where the scheme compares them.
///
/// # Errors
/// [`Code::NumberLength`].
pub(super) fn state_peers<T: Send + Sync>(
    program: &Program,
    all: &mut [T],
    report: impl Fn(&mut T) -> &mut Report + Sync,
) -> Result<(), Diagnostics> {
    if !program.scheme().compares_peers() {
        return Ok(());
    }
    let peers = all.iter_mut().fold(PeerFigures::new(program), |peers, one| peers.with(report(one))).of_all()?;
    all.par_iter_mut().try_for_each(|one| peers.state_in(report(one)))?;
    Ok(())
}

/// The organisations that report more than once, each report after the first.
pub(super) fn told_twice<'r>(reports: impl Iterator<Item = &'r Report>) -> Diagnostics {
    let mut first: BTreeMap<String, &Report> = BTreeMap::new();
    let mut found = Diagnostics::new();
    for report in reports {
        let name: String = report.organisation.split_whitespace().collect();
        match first.entry(name) {
            Entry::Vacant(free) => drop(free.insert(report)),
            Entry::Occupied(known) => {
                let problem = Diagnostic::new(Code::SameOrganisation).fact("unit", &report.organisation);
                let problem = problem.at(report.place.clone());
                found.push(problem.related(known.get().place.clone(), "first-here"));
            }
        }
    }
    found
}
