//! The folder of rule scripts.

use std::fs;
use std::path::{Path, PathBuf};

use super::files;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::rule::RuleSet;

/// The `scripts` folder that serves `start`: the nearest one in it or above it.
///
/// # Errors
/// [`Code::NoScripts`] where there is none up to the root of the disk.
pub fn find_scripts(start: &Path) -> Result<PathBuf, Diagnostic> {
    let missing = || Diagnostic::new(Code::NoScripts).fact("path", start.display());
    let absolute = fs::canonicalize(start).map_err(|_| missing())?;
    // As short as the user wrote it, where the folder is reached from there: names in diagnostics stay readable.
    let here = fs::canonicalize(".").ok();
    let found = absolute.ancestors().map(|folder| folder.join("scripts")).find(|folder| folder.is_dir());
    let found = found.ok_or_else(missing)?;
    Ok(here.and_then(|here| found.strip_prefix(here).map(Path::to_path_buf).ok()).unwrap_or(found))
}

/// The rules of a folder, or else of the `scripts` folder at or above `start`; where there is none, those that are
/// compiled in.
///
/// # Errors
/// Those of [`load_rules`].
pub fn rules_for(folder: Option<&Path>, start: &Path) -> Result<Warned<RuleSet>, Diagnostic> {
    match folder.map(Path::to_owned).or_else(|| find_scripts(start).ok()) {
        Some(folder) => load_rules(&folder),
        None => Ok(Warned { value: RuleSet::shipped(), warnings: Diagnostics::new() }),
    }
}

impl RuleSet {
    /// Compiles every `.rhai` file of a folder.
    ///
    /// # Errors
    /// A folder that cannot be listed, and all that is wrong with its scripts.
    pub fn from_dir(folder: impl AsRef<Path>) -> Result<Self, Diagnostics> {
        let Warned { value: rules, warnings: problems } = load_rules(folder.as_ref())?;
        problems.into_result().map(|()| rules)
    }
}

/// Compiles every `.rhai` file of a folder. Scripts that are faulty are left out; their problems come back beside the
/// rules, so that one bad guest does not hide what else there is to say.
///
/// # Errors
/// A folder that cannot be listed.
pub fn load_rules(folder: &Path) -> Result<Warned<RuleSet>, Diagnostic> {
    let paths = files::list(folder, &["rhai"])?;
    let mut book = RuleSet::new();
    let mut problems = Diagnostics::new();
    for path in paths {
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        match files::read(&path) {
            Ok(source) => {
                if let Err(found) = book.add(name, &source) {
                    problems.extend(found);
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    Ok(Warned { value: book, warnings: problems })
}
