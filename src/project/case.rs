//! A case: one scheme and one report, read from a folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bounds::Bounds;
use super::texts::OpenTexts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::document;
use crate::location::{Path as Field, Place, Places, Source};
use crate::report::{Report, ReportDraft};
use crate::scheme::{Scheme, SchemeDraft, extend};

/// How many schemes may extend each other.
const MOST_EXTENSIONS: usize = 8;

/// Where the two files of a case are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFiles {
    /// The scheme.
    pub scheme: PathBuf,
    /// The report.
    pub report: PathBuf,
    /// The folder that was named for this case; near it lies what the scheme may extend.
    pub named: PathBuf,
    /// Another folder that the scheme may extend from.
    pub allow_outside: Option<PathBuf>,
    /// The texts that stand for files.
    pub texts: OpenTexts,
}

/// The folder beside a scheme that holds many reports for it.
pub(super) const REPORTS_FOLDER: &str = "reports";

/// The folder of the reports of many organisations, where a folder holds it in place of a report.
pub(super) fn reports_within(folder: &Path) -> Option<PathBuf> {
    let reports = folder.join(REPORTS_FOLDER);
    (reports.is_dir() && !CaseFiles::in_folder(folder).report.exists()).then_some(reports)
}

/// The scheme that a path means: a file, or that of the folder of a case.
#[must_use]
pub fn scheme_file(path: PathBuf) -> PathBuf {
    let files = CaseFiles::in_folder(&path);
    if files.scheme.is_file() { files.scheme } else { path }
}

/// The report that a path means: a file, or that of the folder of a case.
#[must_use]
pub fn report_file(path: PathBuf) -> PathBuf {
    let files = CaseFiles::in_folder(&path);
    if files.report.is_file() { files.report } else { path }
}

impl CaseFiles {
    /// The files of a case folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        let file = |name: &str| folder.join(name);
        Self {
            scheme: file("scheme.yaml"),
            report: file("report.yaml"),
            named: folder.to_owned(),
            allow_outside: None,
            texts: OpenTexts::new(),
        }
    }
}

/// A scheme and a report that fit each other.
#[derive(Clone, Debug)]
pub struct Case {
    /// The scheme.
    pub scheme: Scheme,
    /// The report.
    pub report: Report,
    /// The scheme's files: its own, then what it extends.
    pub scheme_sources: Vec<Arc<Source>>,
    /// The report's file.
    pub report_source: Arc<Source>,
}

/// Reads and checks both files of a case.
///
/// # Errors
/// All problems of the scheme or, if it stands, of the report.
pub fn load_case(files: &CaseFiles) -> Result<Warned<Case>, Diagnostics> {
    [&files.scheme, &files.report].into_iter().try_for_each(|file| check_link(file, files))?;
    let report = read_report(&files.report, &files.texts);
    let is_copy = report.as_ref().is_ok_and(|(draft, _, _)| draft.publication.is_some());
    let Warned { value: loaded, warnings: mut found } = match load_scheme_of(files, is_copy) {
        Ok(loaded) => loaded,
        Err(mut problems) => {
            // The report's own shape can be told without the scheme.
            problems.extend(report.err().into_iter().flatten());
            return Err(problems);
        }
    };
    let checked = report.and_then(|(draft, places, source)| {
        Ok(Report::check(draft, &places, &loaded.scheme)?.map(|report| (report, source)))
    });
    match found.note(checked) {
        Some((report, report_source)) => {
            let LoadedScheme { scheme, sources: scheme_sources } = loaded;
            let value = Case { scheme, report, scheme_sources, report_source };
            Ok(Warned { value, warnings: found })
        }
        None => Err(found),
    }
}

/// That a file of a case, if it is a link, leads to none out of bounds: whoever submits a folder does not read ours.
fn check_link(file: &Path, files: &CaseFiles) -> Result<(), Diagnostic> {
    let Some(leads_to) = dunce::canonicalize(file).ok().filter(|_| file.is_symlink()) else { return Ok(()) };
    let bounds = Bounds::around([folder_of(file), files.named.as_path()], files.allow_outside.as_deref());
    match bounds.hold(&leads_to) {
        true => Ok(()),
        false => Err(Diagnostic::new(Code::ExtendsOutside).fact("path", file.display())),
    }
}

/// A scheme read from its files.
#[derive(Clone, Debug)]
pub struct LoadedScheme {
    /// The scheme.
    pub scheme: Scheme,
    /// Its own file first, then what it extends.
    pub sources: Vec<Arc<Source>>,
}

/// Reads the scheme of a case with everything it extends.
///
/// # Errors
/// All problems of the file that stops, or of the whole.
pub fn load_scheme(files: &CaseFiles) -> Result<Warned<LoadedScheme>, Diagnostics> {
    load_scheme_of(files, false)
}

/// The draft of a case's scheme with everything it extends, and what was read for it.
fn read_scheme(files: &CaseFiles) -> Result<(Read, (SchemeDraft, Places)), Diagnostics> {
    let near = [folder_of(&files.scheme), files.named.as_path()];
    let bounds = Bounds::around(near, files.allow_outside.as_deref());
    let mut read = Read { texts: files.texts.clone(), ..Read::within(bounds) };
    let draft = merged(&files.scheme, &mut read)?;
    Ok((read, draft))
}

/// The same; the scheme of a report that copies a published table may say what no scheme of ours may.
fn load_scheme_of(files: &CaseFiles, is_copy: bool) -> Result<Warned<LoadedScheme>, Diagnostics> {
    let (mut read, (draft, places)) = read_scheme(files)?;
    let mut checked = check_scheme(draft, places, is_copy)?;
    checked.value.extended = read.ids.split_off(1.min(read.ids.len()));
    Ok(checked.map(|scheme| LoadedScheme { scheme, sources: read.sources }))
}

/// The scheme of a case, however faulty, as far as it can be read: for problems that come after those that refuse it.
pub(super) fn scheme_despite_faults(files: &CaseFiles) -> Option<Scheme> {
    let (mut read, (draft, places)) = read_scheme(files).ok()?;
    let mut scheme = Scheme::despite_faults(draft, places)?;
    scheme.extended = read.ids.split_off(1.min(read.ids.len()));
    Some(scheme)
}

/// Checks the draft of a scheme, which follows its rows first where it copies a published table.
pub(super) fn check_scheme(
    mut draft: SchemeDraft,
    places: Places,
    is_copy: bool,
) -> Result<Warned<Scheme>, Diagnostics> {
    let mut found = if is_copy { draft.follow_rows(&places) } else { Diagnostics::new() };
    let checked = Scheme::check(draft, places)?;
    let value = checked.note_in(&mut found);
    Ok(Warned { value, warnings: found })
}

/// The schemes on the way from a variant to what it rests on.
#[derive(Default)]
pub(super) struct Read {
    pub sources: Vec<Arc<Source>>,
    pub paths: Vec<PathBuf>,
    pub ids: Vec<String>,
    /// The texts that stand for files.
    pub texts: OpenTexts,
    bounds: Bounds,
}

impl Read {
    /// Nothing is read yet, and nothing will be that lies outside of the bounds.
    pub fn within(bounds: Bounds) -> Self {
        Self { bounds, ..Self::default() }
    }

    /// The file that a scheme extends, as a path from where `from` lies; `place` names it.
    ///
    /// # Errors
    /// [`Code::ExtendsOutside`] for a file out of bounds, which is not opened; [`Code::ExtendsCycle`] for one that was read
    /// already; [`Code::ExtendsDepth`] for one too many.
    pub fn base(&self, from: &Path, base: &str, place: &Place) -> Result<PathBuf, Diagnostic> {
        let path = folder_of(from).join(base);
        let problem = |code: Code| Diagnostic::new(code).fact("path", path.display()).at(place.clone());
        // What is not there is told by whoever wants to read it.
        let Ok(file) = dunce::canonicalize(&path) else { return Ok(path) };
        if !self.bounds.hold(&file) {
            return Err(problem(Code::ExtendsOutside));
        }
        if self.paths.contains(&file) {
            return Err(problem(Code::ExtendsCycle));
        }
        if self.paths.len() > MOST_EXTENSIONS {
            return Err(problem(Code::ExtendsDepth).fact("limit", MOST_EXTENSIONS));
        }
        Ok(path)
    }
}

/// The folder that a file lies in.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().unwrap_or_else(|| Path::new(""))
}

/// The folder that a file lies in, as a path that leads there.
pub(super) fn folder_or_here(file: &Path) -> &Path {
    Some(folder_of(file)).filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The draft of a scheme with everything it extends, not checked yet.
pub(super) fn merged(path: &Path, read: &mut Read) -> Result<(SchemeDraft, Places), Diagnostics> {
    let source = read.texts.read(path)?;
    read.sources.push(Arc::clone(&source));
    read.paths.push(dunce::canonicalize(path).unwrap_or_else(|_| path.to_owned()));
    let (draft, places) = document::read::<SchemeDraft>(&source)?;
    read.ids.push(draft.scheme.clone());
    let Some(base) = &draft.extends else { return Ok((draft, places)) };
    let place = places.value(&Field::top().key("extends"));
    let base_path = read.base(path, base, &place)?;
    let base = merged(&base_path, read).map_err(|problems| {
        // A file that is not there has no place of its own: the line that names it is the place.
        let placed = problems.into_iter().map(|problem| match problem.place {
            None => problem.at(place.clone()),
            Some(_) => problem,
        });
        placed.collect::<Diagnostics>()
    })?;
    extend(base, (draft, places))
}

/// A scheme from a text that extends nothing: for tests and for programs that hold their files elsewhere.
///
/// # Errors
/// All problems of the text.
pub fn read_scheme_text(source: &Arc<Source>) -> Result<Scheme, Diagnostics> {
    let (draft, places) = document::read::<SchemeDraft>(source)?;
    Ok(Scheme::check(draft, places)?.value)
}

impl Scheme {
    /// A scheme from a text that extends no other.
    ///
    /// # Errors
    /// All problems of the text.
    pub fn from_yaml(text: &str) -> Result<Self, Diagnostics> {
        read_scheme_text(&Source::new("scheme.yaml", text))
    }
}

impl Report {
    /// A report for a scheme, from a text.
    ///
    /// # Errors
    /// All problems of the text.
    pub fn from_yaml(text: &str, scheme: &Scheme) -> Result<Self, Diagnostics> {
        read_report_text(&Source::new("report.yaml", text), scheme)
    }
}

/// A report for a scheme, from a text.
///
/// # Errors
/// All problems of the text.
pub fn read_report_text(source: &Arc<Source>, scheme: &Scheme) -> Result<Report, Diagnostics> {
    let (draft, places) = document::read::<ReportDraft>(source)?;
    Ok(Report::check(draft, &places, scheme)?.value)
}

/// The draft of a report.
pub(super) fn read_report(path: &Path, texts: &OpenTexts) -> Result<(ReportDraft, Places, Arc<Source>), Diagnostics> {
    let source = texts.read(path)?;
    let (draft, places) = document::read::<ReportDraft>(&source)?;
    Ok((draft, places, source))
}
