//! A case opened for work: its two files read and checked, and the rules that serve it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::case::{Case, CaseFiles, load_case};
use super::rules::{find_scripts, rules_for};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::evaluation::Program;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

/// How deep folders are searched for cases.
const MOST_DEPTH: usize = 8;

/// Which case is meant, and which files take the place of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseRequest {
    /// The folder of the case.
    pub folder: PathBuf,
    /// Another scheme file.
    pub scheme: Option<PathBuf>,
    /// Another report file.
    pub report: Option<PathBuf>,
    /// Another folder of rule scripts.
    pub scripts: Option<PathBuf>,
    /// The folder that was named, where the case was found below it.
    pub named: Option<PathBuf>,
    /// Another folder that the scheme may extend from.
    pub allow_outside: Option<PathBuf>,
}

/// A case with the rules that serve it.
#[derive(Clone, Debug)]
pub struct OpenCase {
    /// Scheme and report.
    pub case: Case,
    /// The rules.
    pub rules: RuleSet,
    /// Where scheme and report were read.
    pub files: CaseFiles,
}

impl OpenCase {
    /// The scheme compiled with its rules.
    ///
    /// # Errors
    /// Those of [`Program::compile`].
    pub fn program(&self) -> Result<Program, Diagnostics> {
        Program::compile(self.case.scheme.clone(), self.rules.clone())
    }
}

/// Opens a case. Problems of scripts that its scheme does not use are left to whoever asks for all problems.
///
/// # Errors
/// All that keeps the case from being scored: files, scheme, report, scripts that the scheme uses.
pub fn open_case(request: &CaseRequest) -> Result<Warned<OpenCase>, Diagnostics> {
    ScriptFolders::default().open_case(request)
}

/// The folders of scripts that were read: many cases that one folder serves read and compile it once.
#[derive(Clone, Debug, Default)]
pub struct ScriptFolders {
    read: BTreeMap<Option<PathBuf>, Warned<RuleSet>>,
}

impl ScriptFolders {
    /// Opens a case as [`open_case`] does.
    ///
    /// # Errors
    /// Those of [`open_case`].
    pub fn open_case(&mut self, request: &CaseRequest) -> Result<Warned<OpenCase>, Diagnostics> {
        if !request.folder.exists() {
            return Err(Diagnostic::new(Code::FileNotFound).fact("path", request.folder.display()).into());
        }
        let mut files = CaseFiles::in_folder(&request.folder);
        files.scheme = request.scheme.clone().unwrap_or(files.scheme);
        files.report = request.report.clone().unwrap_or(files.report);
        files.named = request.named.clone().unwrap_or(files.named);
        files.allow_outside.clone_from(&request.allow_outside);
        let Warned { value: case, warnings } = load_case(&files)?;
        let folder = request.scripts.clone().or_else(|| find_scripts(&request.folder));
        let Warned { value: rules, warnings: problems } = self.rules(folder, &request.folder)?;
        problems_of_used(&case.scheme, problems).into_result()?;
        Ok(Warned { value: OpenCase { case, rules, files }, warnings })
    }

    /// The rules that serve a file or folder: those of the folder named, or else of the `scripts` folder at or above it, or
    /// else those that are compiled in.
    ///
    /// # Errors
    /// A folder named that cannot be read.
    pub fn near(&mut self, named: Option<&Path>, start: &Path) -> Result<Warned<RuleSet>, Diagnostic> {
        let folder = named.map(Path::to_owned).or_else(|| find_scripts(start));
        // Problems of scripts that no row uses are nothing to whoever has a table.
        Ok(Warned { value: self.rules(folder, start)?.value, warnings: Diagnostics::new() })
    }

    /// The rules of a folder, which are read once, or those that are compiled in.
    fn rules(&mut self, folder: Option<PathBuf>, start: &Path) -> Result<Warned<RuleSet>, Diagnostic> {
        if let Some(known) = self.read.get(&folder) {
            return Ok(known.clone());
        }
        let read = rules_for(folder.as_deref(), start)?;
        self.read.insert(folder, read.clone());
        Ok(read)
    }
}

/// The problems of those scripts that a scheme uses.
#[must_use]
pub fn problems_of_used(scheme: &Scheme, problems: Diagnostics) -> Diagnostics {
    let rows = scheme.scored_rows();
    let uses = rows.iter().flat_map(|row| {
        std::iter::once(row.rule.as_str()).chain(row.modifiers.iter().map(|modifier| modifier.rule.as_str()))
    });
    let used: Vec<&str> = uses.collect();
    let is_used = |problem: &Diagnostic| {
        let script = problem.place.as_ref().map(|place| Path::new(place.source().name()));
        let name = script.and_then(Path::file_stem).and_then(|stem| stem.to_str());
        name.is_some_and(|name| used.contains(&name))
    };
    problems.into_iter().filter(is_used).collect()
}

/// The folders at and below `folder` that hold a scheme, in the order of their names; hidden ones and `target` are left
/// out.
#[must_use]
pub fn find_case_folders(folder: &Path) -> Vec<PathBuf> {
    find_folders(folder, &|folder| CaseFiles::in_folder(folder).scheme.exists())
}

/// The cases that a path means: itself if it holds a scheme or a report, otherwise the cases below it.
///
/// # Errors
/// A path that does not exist, and a folder without any case ([`Code::NoCases`]).
pub fn cases_at(path: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let files = CaseFiles::in_folder(path);
    if files.scheme.exists() || files.report.exists() {
        return Ok(vec![path.to_owned()]);
    }
    let found = find_folders(path, &|folder| is_case(folder));
    if found.is_empty() {
        let code = if path.exists() { Code::NoCases } else { Code::FileNotFound };
        return Err(Diagnostic::new(code).fact("path", path.display()));
    }
    Ok(found)
}

/// Whether a folder holds a scheme and a report.
pub(super) fn is_case(folder: &Path) -> bool {
    let files = CaseFiles::in_folder(folder);
    files.scheme.exists() && files.report.exists()
}

/// The folders at and below `folder` that are `wanted`, as [`find_case_folders`] goes through them.
pub(super) fn find_folders(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    gather(folder, MOST_DEPTH, wanted, &mut found);
    found
}

fn gather(folder: &Path, depth: usize, wanted: &dyn Fn(&Path) -> bool, found: &mut Vec<PathBuf>) {
    if wanted(folder) {
        found.push(folder.to_owned());
    }
    let Some(left) = depth.checked_sub(1) else { return };
    let Ok(entries) = fs::read_dir(folder) else { return };
    let folders = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut below: Vec<PathBuf> = folders.map(|entry| entry.path()).collect();
    below.sort();
    for child in below {
        let name = child.file_name().and_then(|name| name.to_str());
        if name.is_some_and(|name| !name.starts_with('.') && name != "target") {
            gather(&child, left, wanted, found);
        }
    }
}
