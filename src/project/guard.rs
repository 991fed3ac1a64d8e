//! Cases with their baselines: read, compared, recorded.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::files;
use super::open_case::{CaseRequest, ScriptFolders, find_folders, is_case};
use super::writer::{FileChange, write_all};
use crate::comparison::guard::{CaseComparison, Recorded, Results, Snapshot, Survey, Unacceptable, compare, not_whole};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::format::json_text;
use crate::location::{Place, Source};
use crate::rule::RuleSet;

/// The name of a baseline, beside scheme and report.
const BASELINE: &str = "baseline.json";

/// A folder with a case, a baseline or both.
#[derive(Clone, Debug)]
pub struct Guarded {
    /// The folder.
    pub folder: PathBuf,
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

/// The folders at and below `folder` that hold a case (a scheme and a report) or a baseline, in the order of their names.
#[must_use]
pub fn find_guarded_folders(folder: &Path) -> Vec<PathBuf> {
    find_folders(folder, &|folder| is_case(folder) || folder.join(BASELINE).exists())
}

/// Scores the case of a folder, opened as `request` says of all of them, and compares it with its baseline.
#[must_use]
pub fn guard_case(folder: &Path, request: &CaseRequest, folders: &mut ScriptFolders) -> Guarded {
    let state = if is_case(folder) {
        guarded(folder, request, folders).unwrap_or_else(GuardState::Refused)
    } else {
        GuardState::Gone
    };
    Guarded { folder: folder.to_owned(), state }
}

fn guarded(folder: &Path, request: &CaseRequest, folders: &mut ScriptFolders) -> Result<GuardState, Diagnostics> {
    let request = CaseRequest { folder: folder.to_owned(), ..request.clone() };
    let opened = folders.open_case(&request)?.value;
    let results = Results::of(&opened.program()?.evaluate(&opened.case.report));
    let snapshot = Snapshot::of(&opened.case.scheme, &opened.case.report, &opened.rules);
    let now = Scored { snapshot, results, book: opened.rules.clone() };
    let path = folder.join(BASELINE);
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

/// What guard found in these folders.
#[must_use]
pub fn survey(cases: &[Guarded]) -> Survey<'_> {
    let mut survey = Survey::default();
    for case in cases {
        let folder = case.folder.display().to_string();
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
    /// nothing differs or the case cannot be read.
    ///
    /// # Errors
    /// A case whose baseline could not be read again.
    pub fn accept_all(&self) -> Result<Option<Recording>, Diagnostics> {
        match &self.state {
            GuardState::Same | GuardState::Refused(_) => Ok(None),
            GuardState::New(now) => self.recording(&now.snapshot, &now.results, &now.book).map(Some),
            GuardState::Changed(changed) => {
                let Scored { snapshot, results, book } = &changed.now;
                self.recording(snapshot, results, book).map(Some)
            }
            GuardState::Gone => Ok(Some(Recording { path: self.folder.join(BASELINE), text: None })),
        }
    }

    /// What is recorded when the causes of these ids are accepted and the others are left pending; nothing where the
    /// case has none of them.
    ///
    /// # Errors
    /// A cause that cannot be had without another.
    pub fn accept(&self, ids: &BTreeSet<String>) -> Result<Option<Recording>, Diagnostics> {
        let GuardState::Changed(changed) = &self.state else { return Ok(None) };
        let Changed { recorded, now, comparison } = changed.as_ref();
        let own: Vec<String> = comparison.shares.iter().map(|share| share.change.id()).collect();
        let (named, others): (Vec<String>, Vec<String>) = own.into_iter().partition(|id| ids.contains(id));
        if named.is_empty() {
            return Ok(None);
        }
        if others.is_empty() {
            return self.accept_all();
        }
        let problem = |code: Code| {
            let problem = Diagnostic::new(code).fact("cause", named.join(", ")).fact("others", others.join(", "));
            problem.fact("folder", self.folder.display())
        };
        let (snapshot, results) =
            comparison.accepted(ids, recorded, &now.snapshot, &now.book).map_err(|reason| match reason {
                Unacceptable::EngineFirst(engine) => problem(Code::CauseOrder).fact("engine", engine),
                Unacceptable::Alone => problem(Code::CauseInseparable),
            })?;
        // A scheme that does not stand by itself, such as grades that a veto does not know, could not be read again.
        let recording = self.recording(&snapshot, &results, &now.book);
        recording.map(Some).map_err(|_| problem(Code::CauseInseparable).into())
    }

    /// The baseline to be written, unless it could not be read again as what it is.
    fn recording(&self, snapshot: &Snapshot, results: &Results, book: &RuleSet) -> Result<Recording, Diagnostics> {
        let path = self.folder.join(BASELINE);
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

/// Writes these baselines, or takes them away: all of them or none.
///
/// # Errors
/// Those of [`write_all`]; a file that is no baseline is left alone.
pub fn record_all(recordings: &[Recording]) -> Result<(), Diagnostic> {
    let changes = recordings.iter().map(|recording| FileChange {
        path: &recording.path,
        text: recording.text.as_deref(),
        is_ours: is_baseline,
    });
    write_all(&changes.collect::<Vec<_>>())
}

/// Whether a text is a baseline, of whatever form.
fn is_baseline(source: &Source) -> bool {
    let whole = serde_json::from_str::<serde_json::Value>(source.text());
    whole.is_ok_and(|whole| ["form", "engine", "scheme", "report"].iter().all(|key| whole.get(key).is_some()))
}
