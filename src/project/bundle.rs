//! Bundles: one file in place of a scheme, what it extends and the scripts that it uses.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::case::{CaseFiles, LoadedScheme, folder_or_here, load_scheme, scheme_file};
use super::files::read;
use super::open_case::problems_of_used;
use super::rules::rules_for;
use super::writer::write;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::document::{self, json_place};
use crate::evaluation::Program;
use crate::language::Bilingual;
use crate::location::{Path as Field, Place, Places, Source};
use crate::messages::phrase;
use crate::record::{BUNDLE_FORM, BundleRecord, ScriptRecord};
use crate::rule::RuleSet;
use crate::scheme::Scheme;

/// What the names of bundles end with; a file that is called so is one, or is refused.
const ENDING: &str = "bundle";

/// Which scheme is meant, and with which rules.
#[derive(Clone, Debug, Default)]
pub struct SchemeRequest {
    /// The file of the scheme, the folder that holds it as `scheme.yaml`, or a bundle.
    pub scheme: PathBuf,
    /// Another folder of rule scripts; not with a bundle.
    pub scripts: Option<PathBuf>,
    /// Another folder that the scheme may extend from.
    pub allow_outside: Option<PathBuf>,
}

/// A scheme compiled with its rules, and both in one file.
#[derive(Clone, Debug)]
pub struct OpenScheme {
    /// The program.
    pub program: Program,
    /// The bundle that it came from, or that can be made of it.
    pub bundle: BundleRecord,
}

/// Opens a scheme with its rules, or a bundle.
///
/// # Errors
/// All that is wrong with the scheme and the scripts that it uses; [`Code::BundleForm`], [`Code::BundleNewer`] and
/// [`Code::BundleDamaged`] for a bundle.
pub fn open_scheme(request: &SchemeRequest) -> Result<Warned<OpenScheme>, Diagnostics> {
    let scheme = scheme_file(request.scheme.clone());
    let is_called_so = scheme.extension().is_some_and(|ending| ending == ENDING);
    if let Some(source) = read(&scheme).ok().filter(|source| is_called_so || is_bundle(source)) {
        return open_bundle(&source, request.scripts.as_deref());
    }
    let folder = folder_or_here(&scheme).to_owned();
    let mut files = CaseFiles::in_folder(&folder);
    (files.scheme, files.allow_outside) = (scheme, request.allow_outside.clone());
    let Warned { value: LoadedScheme { scheme, .. }, warnings } = load_scheme(&files)?;
    let Warned { value: rules, warnings: problems } = rules_for(request.scripts.as_deref(), &folder)?;
    problems_of_used(&scheme, problems).into_result()?;
    let program = Program::compile(scheme, rules)?;
    let bundle = BundleRecord::new(&program);
    Ok(opened(program, bundle, warnings))
}

/// Writes a bundle into a file; of what stands there, a bundle is replaced and nothing else.
///
/// # Errors
/// Those of [`write()`].
pub fn write_bundle(path: &Path, bundle: &BundleRecord) -> Result<(), Diagnostic> {
    write(path, bundle.text(), is_bundle)
}

fn opened(program: Program, bundle: BundleRecord, mut warnings: Diagnostics) -> Warned<OpenScheme> {
    warnings.extend(program.warnings().iter().cloned());
    Warned { value: OpenScheme { program, bundle }, warnings }
}

/// Whether a text begins as bundles do; how it goes on is not looked at.
fn is_bundle(source: &Source) -> bool {
    let text = source.text().trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    text.strip_prefix('{').is_some_and(|text| text.trim_start().starts_with("\"bundle\""))
}

fn open_bundle(source: &Arc<Source>, scripts: Option<&Path>) -> Result<Warned<OpenScheme>, Diagnostics> {
    if scripts.is_some() {
        return Err(not_whole(source, phrase("bundle-has-scripts", &[])).into());
    }
    let source = source.canonical();
    check_form(&source)?;
    let (bundle, places) = document::read::<BundleRecord>(&source)?;
    if !bundle.is_whole(source.text()) {
        return Err(damaged(&source, &places, &bundle).into());
    }
    let mut own = Places::new(places.value(&Field::top().key("scheme")));
    own.graft(&Field::top(), &places, &Field::top().key("scheme"));
    let Warned { value: scheme, warnings } = Scheme::check(bundle.scheme.clone(), own)?;
    let program = Program::compile(scheme, rules_of(&source, &bundle)?)?;
    Ok(opened(program, bundle, warnings))
}

/// The rules of a bundle and no others.
fn rules_of(source: &Source, bundle: &BundleRecord) -> Result<RuleSet, Diagnostics> {
    let (shipped, mut problems) = (RuleSet::shipped(), Diagnostics::new());
    let mut rules = Vec::new();
    for (name, script) in &bundle.scripts {
        let text = script.lines.join("\n");
        let known = shipped.shared(name).filter(|known| known.source().text() == text);
        let compiled = || shipped.compile(name, &Source::new(format!("{}: {name}.rhai", source.name()), text));
        match known.map_or_else(compiled, Ok) {
            Ok(rule) => rules.push(rule),
            Err(found) => problems.extend(found),
        }
    }
    problems.into_result().map(|()| shipped.holding(rules))
}

/// That a text is whole JSON, of a form that is known: what is cut off or of a later time is refused as such.
fn check_form(source: &Arc<Source>) -> Result<(), Diagnostic> {
    let whole: serde_json::Value = serde_json::from_str(source.text()).map_err(|error| {
        let detail = if error.is_eof() { phrase("bundle-cut-off", &[]) } else { phrase("bundle-no-json", &[]) };
        not_whole(source, detail).at(json_place(source, &error))
    })?;
    match whole.get("bundle").and_then(serde_json::Value::as_u64) {
        None | Some(0) => Err(not_whole(source, phrase("bundle-no-form", &[])).at(Place::start_of(source))),
        Some(found) if found > BUNDLE_FORM => {
            let problem = Diagnostic::new(Code::BundleNewer).fact("path", source.name()).fact("found", found);
            Err(problem.fact("known", BUNDLE_FORM).at(Place::start_of(source)))
        }
        Some(_) => Ok(()),
    }
}

/// That a bundle is not what its hash was made of, at the script that differs if it is one.
fn damaged(source: &Source, places: &Places, bundle: &BundleRecord) -> Diagnostic {
    let differs = |script: &ScriptRecord| ScriptRecord::new(&script.lines.join("\n")).sha256 != script.sha256;
    let script = bundle.scripts.iter().find(|(_, script)| differs(script));
    let path = match script {
        Some((name, _)) => Field::top().key("scripts").key(name),
        None => Field::top().key("sha256"),
    };
    let problem = Diagnostic::new(Code::BundleDamaged).fact("path", source.name()).fact("hash", &bundle.sha256);
    problem.at(places.key(&path))
}

fn not_whole(source: &Source, detail: Bilingual) -> Diagnostic {
    Diagnostic::new(Code::BundleForm).fact("path", source.name()).said("detail", detail)
}
