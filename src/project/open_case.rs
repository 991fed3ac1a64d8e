//! A case opened for work: its two files read and checked, and the rules that serve it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::case::{Case, CaseFiles, load_case, reports_within};
use super::rules::{find_scripts, load_rules};
use super::system::portable;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::evaluation::Program;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

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

/// The folders of scripts that were read: many cases that one folder serves read and compile it once, also side by side.
#[derive(Debug, Default)]
pub struct ScriptFolders {
    read: Mutex<BTreeMap<Option<PathBuf>, Warned<RuleSet>>>,
}

impl ScriptFolders {
    /// Opens a case as [`open_case`] does.
    ///
    /// # Errors
    /// Those of [`open_case`].
    pub fn open_case(&self, request: &CaseRequest) -> Result<Warned<OpenCase>, Diagnostics> {
        if !request.folder.exists() {
            return Err(Diagnostic::new(Code::FileNotFound).fact("path", request.folder.display()).into());
        }
        let mut files = CaseFiles::in_folder(&request.folder);
        files.scheme = request.scheme.clone().unwrap_or(files.scheme);
        files.report = request.report.clone().unwrap_or(files.report);
        files.named = request.named.clone().unwrap_or(files.named);
        files.allow_outside.clone_from(&request.allow_outside);
        if let Some(reports) = reports_within(&request.folder).filter(|_| !files.report.exists()) {
            let problem = Diagnostic::new(Code::FileNotFound).fact("path", files.report.display());
            return Err(problem.fact("reports", portable(&reports)).into());
        }
        let Warned { value: case, warnings } = load_case(&files)?;
        let folder = request.scripts.clone().or_else(|| find_scripts(&request.folder));
        let Warned { value: rules, warnings: problems } = self.rules(folder)?;
        problems_of_used(&case.scheme, problems).into_result()?;
        Ok(Warned { value: OpenCase { case, rules, files }, warnings })
    }

    /// The rules that serve a file or folder: those of the folder named, or else of the `scripts` folder at or above it, or
    /// else those that are compiled in.
    ///
    /// # Errors
    /// A folder named that cannot be read.
    pub fn near(&self, named: Option<&Path>, start: &Path) -> Result<Warned<RuleSet>, Diagnostic> {
        let folder = named.map(Path::to_owned).or_else(|| find_scripts(start));
        // Problems of scripts that no row uses are nothing to whoever has a table.
        Ok(Warned { value: self.rules(folder)?.value, warnings: Diagnostics::new() })
    }

    /// The rules of a folder, which are read once, or those that are compiled in.
    fn rules(&self, folder: Option<PathBuf>) -> Result<Warned<RuleSet>, Diagnostic> {
        let mut read_before = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read_before.get(&folder) {
            return Ok(known.clone());
        }
        let read = match &folder {
            Some(folder) => load_rules(folder)?,
            None => Warned { value: RuleSet::shipped(), warnings: Diagnostics::new() },
        };
        read_before.insert(folder, read.clone());
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
