//! A change that is kept as a variant in a folder of its own, and the file that somebody else has changed meanwhile.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::OpenWorkspace;
use crate::analysis::whatif::{ChangeTrial, TrialRequest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document;
use crate::language::Bilingual;
use crate::literal::DecimalLiteral;
use crate::location::Source;
use crate::project::files;
use crate::project::system::hold;
use crate::project::whatif::{is_saved_variant, variant_text};
use crate::project::writer;
use crate::record::hash;
use crate::scheme::SchemeDraft;

/// How many signs a name has at most.
const MAX_NAME: usize = 80;
/// Names that mean devices on some systems.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Why a variant is not kept.
#[derive(Clone, Debug)]
pub enum VariantFault {
    /// It cannot be.
    Refused(Diagnostics),
    /// The file is not as it was when it was last read or written here.
    Changed {
        /// The SHA-256 of the file as it is now.
        now: String,
        /// The weights that differ anywhere.
        rows: Vec<VariantRow>,
    },
}

/// A weight in three versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantRow {
    /// The row.
    pub name: Bilingual,
    /// In the scheme.
    pub scheme: String,
    /// In the file.
    pub file: String,
    /// Here.
    pub own: String,
}

impl From<Diagnostics> for VariantFault {
    fn from(problems: Diagnostics) -> Self {
        Self::Refused(problems)
    }
}

impl From<Diagnostic> for VariantFault {
    fn from(problem: Diagnostic) -> Self {
        Self::Refused(problem.into())
    }
}

impl OpenWorkspace {
    /// Keeps a change as the file `name` in a folder, and gives the SHA-256 of its text. It takes the place of a variant
    /// only, and of that only if the file still has the hash `known`; from there to the end nobody else writes it who keeps
    /// variants in this way.
    ///
    /// # Errors
    /// [`VariantFault::Changed`]; a name that is none; nothing to keep; those of [`writer::write`].
    pub fn keep(
        &self,
        request: &TrialRequest,
        (folder, name): (&Path, &str),
        known: Option<&str>,
    ) -> Result<String, VariantFault> {
        let trial = ChangeTrial::new(&self.program, &self.base, &request.change)?;
        let Some(variant) = &trial.variant else { return Err(Diagnostic::new(Code::NothingChanged).into()) };
        let path = place(folder, name)?;
        if dunce::canonicalize(&path).is_ok_and(|path| self.chain.contains(&path)) {
            return Err(Diagnostic::new(Code::AlreadyExists).fact("path", path.display()).into());
        }
        let stands = path.exists();
        let held = hold(&path);
        if stands {
            let source = files::read(&path)?;
            if held.is_err() || known != Some(hash(source.text()).as_str()) {
                return Err(changed(&source, &trial));
            }
        }
        let text = variant_text(variant, &self.scheme_file, &path)?;
        // Where nothing stood, what somebody else has written by now is not ours.
        match writer::write(&path, &text, if stands { is_saved_variant } else { |_| false }) {
            Ok(()) => Ok(hash(&text)),
            Err(_) if !stands && path.exists() => Err(changed(&files::read(&path)?, &trial)),
            Err(problem) => Err(problem.into()),
        }
    }
}

/// That a file is not what it was.
fn changed(source: &Arc<Source>, trial: &ChangeTrial) -> VariantFault {
    let written = document::read::<SchemeDraft>(source).map(|(draft, _)| draft);
    VariantFault::Changed { now: hash(source.text()), rows: rows(trial, written.ok().as_ref()) }
}

/// The path of a variant: letters, digits, `-` and `_` only, no device, and no link to elsewhere.
fn place(folder: &Path, name: &str) -> Result<PathBuf, Diagnostic> {
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
    let lower = name.to_lowercase();
    let is_device = DEVICES.iter().any(|device| {
        let rest = lower.strip_prefix(device);
        rest.is_some_and(|rest| rest.chars().all(|sign| sign.is_ascii_digit()) && rest.len() <= 1)
    });
    let path = folder.join(format!("{name}.yaml"));
    let is_link = fs::symlink_metadata(&path).is_ok_and(|about| !about.is_file());
    let is_name =
        !name.is_empty() && name.chars().count() <= MAX_NAME && name.chars().all(is_plain) && lower != "scheme";
    match is_name && !is_device && !is_link {
        true => Ok(path),
        false => Err(Diagnostic::new(Code::OptionForm)
            .fact("option", "--save")
            .fact("value", name)
            .fact("form", "variant-1")),
    }
}

/// The weights of the scheme, of a file and of a change, where they are not all the same.
fn rows(trial: &ChangeTrial, written: Option<&SchemeDraft>) -> Vec<VariantRow> {
    let changes = written.and_then(|draft| draft.changes.as_ref());
    let in_file: BTreeMap<&String, &DecimalLiteral> =
        changes.into_iter().flatten().filter_map(|(id, change)| Some((id, change.weight.as_ref()?))).collect();
    let scheme = trial.before.scheme().indicators();
    let rows = scheme.iter().zip(&trial.weights.rows).map(|(row, own)| VariantRow {
        name: row.name.clone(),
        scheme: row.weight.to_string(),
        file: in_file.get(&row.id).map_or_else(|| row.weight.to_string(), |weight| weight.0.to_string()),
        own: own.after.to_string(),
    });
    rows.filter(|row| row.scheme != row.file || row.file != row.own).collect()
}
