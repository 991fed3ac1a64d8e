//! The folder of rule scripts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files;
use super::texts::OpenTexts;
use super::writer::{unwritable, write};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::location::{Place, Source};
use crate::notation::is_id;
use crate::rule::{RuleSet, ScriptRule};

/// The folder of own scripts.
const SCRIPTS_FOLDER: &str = "scripts";

/// The folder of scripts that serves `start`: the nearest one called `scripts` in it or above it that holds a script.
#[must_use]
pub fn find_scripts(start: &Path) -> Option<PathBuf> {
    let absolute = dunce::canonicalize(start).ok()?;
    let found = holder_of_scripts(&absolute)?.join(SCRIPTS_FOLDER);
    // As short as the user wrote it, where the folder is reached from there: names in diagnostics stay readable.
    let here = dunce::canonicalize(".").ok();
    Some(here.and_then(|here| found.strip_prefix(here).map(Path::to_path_buf).ok()).unwrap_or(found))
}

/// The nearest folder at or above one that holds a `scripts` folder with a script in it. One that cannot be listed counts,
/// so that this is told.
pub(super) fn holder_of_scripts(folder: &Path) -> Option<&Path> {
    let holds_scripts = |folder: &Path| {
        let scripts = folder.join(SCRIPTS_FOLDER);
        scripts.is_dir() && files::list(&scripts, &["rhai"]).map_or(true, |files| !files.is_empty())
    };
    folder.ancestors().find(|folder| holds_scripts(folder))
}

/// The shipped rules and, in their place name by name, those of a folder, or else of the `scripts` folder at or above
/// `start`.
///
/// # Errors
/// A folder named that cannot be listed; [`Code::NoScripts`] where it holds no script.
pub fn rules_for(folder: Option<&Path>, start: &Path) -> Result<Warned<RuleSet>, Diagnostic> {
    CompiledScripts::default().rules_for(folder, start, &OpenTexts::new())
}

impl RuleSet {
    /// The shipped rules and, in their place name by name, those of every `.rhai` file of a folder.
    ///
    /// # Errors
    /// A folder that cannot be listed or holds no script, and all that is wrong with its scripts.
    pub fn from_dir(folder: impl AsRef<Path>) -> Result<Self, Diagnostics> {
        let Warned { value: rules, warnings: problems } = load_rules(folder.as_ref())?;
        problems.into_result().map(|()| rules)
    }
}

/// Writes the script of a new rule into a folder, which is made if it is not there, and tells where it stands.
///
/// # Errors
/// [`Code::BadId`] for a name that no rule can have; [`Code::AlreadyExists`] where a file of that name stands, or a shipped
/// rule has it that is not to be replaced; those of [`write()`].
pub fn write_new_rule(folder: &Path, name: &Place, text: &str, replaces_shipped: bool) -> Result<PathBuf, Diagnostic> {
    if !is_id(name.text(), false) {
        let written = name.text().replace(['-', ' ', '.'], "_");
        let problem = Diagnostic::new(Code::BadId).fact("id", name.text()).fact("rule", name.text());
        let problem = if is_id(&written, false) { problem.fact("nearest", written) } else { problem };
        return Err(problem.at(name.clone()));
    }
    if !replaces_shipped && RuleSet::shipped().get(name.text()).is_some() {
        let problem = Diagnostic::new(Code::AlreadyExists).fact("path", name.text()).fact("shipped", name.text());
        return Err(problem.at(name.clone()));
    }
    let path = folder.join(format!("{}.rhai", name.text()));
    if path.is_symlink() || path.exists() {
        return Err(Diagnostic::new(Code::AlreadyExists).fact("path", path.display()));
    }
    std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    write(&path, text, |_| false)?;
    Ok(path)
}

/// The shipped rules and, in their place name by name, those of every `.rhai` file of a folder. Scripts that are faulty are
/// left out, and no shipped rule stands in for them; their problems come back beside the rules, so that one bad guest does
/// not hide what else there is to say.
///
/// # Errors
/// A folder that cannot be listed; [`Code::NoScripts`] where it holds no script.
pub fn load_rules(folder: &Path) -> Result<Warned<RuleSet>, Diagnostic> {
    CompiledScripts::default().load(folder, &OpenTexts::new())
}

/// A script, and what was made of it.
type CompiledScript = (Arc<Source>, Result<Arc<ScriptRule>, Diagnostics>);

/// The scripts that were compiled so far: one whose text has not changed since is not compiled again.
#[derive(Debug, Default)]
pub(super) struct CompiledScripts {
    compiler: RuleSet,
    known: BTreeMap<PathBuf, CompiledScript>,
}

impl CompiledScripts {
    /// As [`rules_for`].
    pub fn rules_for(
        &mut self,
        folder: Option<&Path>,
        start: &Path,
        texts: &OpenTexts,
    ) -> Result<Warned<RuleSet>, Diagnostic> {
        match folder.map(Path::to_owned).or_else(|| find_scripts(start)) {
            Some(folder) => self.load(&folder, texts),
            None => Ok(Warned { value: RuleSet::shipped(), warnings: Diagnostics::new() }),
        }
    }

    /// As [`load_rules`].
    fn load(&mut self, folder: &Path, texts: &OpenTexts) -> Result<Warned<RuleSet>, Diagnostic> {
        let mut rules = Vec::new();
        let mut problems = Diagnostics::new();
        let mut paths = files::list(folder, &["rhai"])?;
        paths.extend(texts.files_in(folder, "rhai"));
        paths.sort();
        paths.dedup();
        if paths.is_empty() {
            return Err(Diagnostic::new(Code::NoScripts).fact("path", folder.display()));
        }
        let names: Vec<String> = paths.iter().map(|path| rule_name(path).to_owned()).collect();
        for path in paths {
            match texts.read(&path).map(|source| self.compiled(&path, &source)) {
                Ok(Ok(rule)) => rules.push(rule),
                Ok(Err(found)) => problems.extend(found),
                Err(problem) => problems.push(problem),
            }
        }
        Ok(Warned { value: self.compiler.holding(rules).and_shipped_but(&names), warnings: problems })
    }

    /// Whether a script of that name could not be compiled.
    pub fn is_faulty(&self, name: &str) -> bool {
        self.known.iter().any(|(path, (_, compiled))| rule_name(path) == name && compiled.is_err())
    }

    fn compiled(&mut self, path: &Path, source: &Arc<Source>) -> Result<Arc<ScriptRule>, Diagnostics> {
        if let Some((known, compiled)) = self.known.get(path)
            && known == source
        {
            return compiled.clone();
        }
        let compiled = self.compiler.compile(rule_name(path), source);
        self.known.insert(path.to_owned(), (Arc::clone(source), compiled.clone()));
        compiled
    }
}

/// What the rule of a script file is called.
fn rule_name(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}
