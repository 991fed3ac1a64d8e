//! The files that belong together: a scheme, what it extends, what extends it, its reports and accounts, and the scripts of
//! its rules.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jixiao::Source;
use jixiao::document::{Outline, PathStep};

use super::known::KnownScheme;
use super::names::{Mention, names_in};
use super::script_names::names_in_script;
use super::script_outline::ScriptOutline;
use super::subject::DocumentKind;
use super::workspace::Workspace;

/// How many schemes extend each other at most.
const MAX_BASES: usize = 8;
/// How deep, and how many files, are searched for what names something.
const MAX_DEPTH: usize = 6;
const MAX_FILES: usize = 2_000;
/// The longest file that is searched, in bytes.
const MAX_BYTES: usize = 1 << 20;

/// A file that was read, with the names in it.
pub(super) struct NamedFile {
    pub path: PathBuf,
    pub source: Arc<Source>,
    pub kind: DocumentKind,
    pub mentions: Vec<Mention>,
    /// Whether all of it could be read.
    pub is_whole: bool,
}

impl Workspace {
    /// A file as it is open, or else as it is on the disk.
    pub fn source(&self, file: &Path) -> Option<Arc<Source>> {
        self.texts.read(file).ok().filter(|source| source.text().len() <= MAX_BYTES)
    }

    /// The outline of a scheme; of one that is half written, the last that could be read, if there was one.
    fn outline(&self, file: &Path) -> Option<Outline> {
        let outline = Outline::read(&self.source(file)?);
        if outline.is_whole {
            return Some(outline);
        }
        let last = self.documents.get(file).and_then(|document| document.whole.clone());
        Some(last.map_or(outline, |last| Outline::clone(&last)))
    }

    /// The scheme that a file is, or is for, and what it extends.
    pub fn schemes_of(&self, file: &Path, kind: DocumentKind) -> Vec<PathBuf> {
        let first = match kind {
            DocumentKind::Scheme => file.to_owned(),
            DocumentKind::Report | DocumentKind::Accounts => self.scheme_for(file, &self.texts),
            DocumentKind::Layout | DocumentKind::Script => return Vec::new(),
        };
        let mut found = vec![first];
        while let Some(base) = found.last().and_then(|last| self.base_of(last)) {
            if found.contains(&base) || found.len() > MAX_BASES {
                break;
            }
            found.push(base);
        }
        found
    }

    /// The scheme that a scheme extends.
    fn base_of(&self, scheme: &Path) -> Option<PathBuf> {
        let outline = self.outline(scheme)?;
        let base = outline.text(&[PathStep::Key("extends".to_owned())])?;
        Some(self.file(&scheme.parent()?.join(base).to_string_lossy()))
    }

    /// What the schemes of a file declare.
    pub fn known(&self, file: &Path, kind: DocumentKind) -> KnownScheme {
        let outlines = self.schemes_of(file, kind).iter().filter_map(|scheme| self.outline(scheme)).collect();
        KnownScheme::of(outlines, self.messages.language())
    }

    /// A file with the names in it.
    pub fn named_file(&self, path: &Path) -> Option<NamedFile> {
        let source = self.source(path)?;
        let kind = DocumentKind::of(path, source.text())?;
        let (mentions, is_whole) = if kind == DocumentKind::Script {
            let rule = path.file_stem()?.to_str()?;
            (names_in_script(rule, &ScriptOutline::read(source.text())), true)
        } else {
            let outline = Outline::read(&source);
            (names_in(kind, &outline), outline.is_whole)
        };
        Some(NamedFile { path: path.to_owned(), source, kind, mentions, is_whole })
    }

    /// All files that may name what a file names.
    pub fn family(&self, path: &Path, kind: DocumentKind) -> Vec<NamedFile> {
        let mut paths: BTreeSet<PathBuf> = self.schemes_of(path, kind).into_iter().collect();
        paths.insert(path.to_owned());
        let near: BTreeSet<PathBuf> = paths.iter().filter_map(|path| path.parent().map(Path::to_owned)).collect();
        let root = self.roots.iter().find(|root| path.starts_with(root));
        for folder in root.into_iter().chain(&near) {
            gather(folder, MAX_DEPTH, &mut paths);
        }
        paths.extend(self.documents.keys().cloned());
        let scripts = self.findings.values().flat_map(|finding| finding.rules.rules());
        paths.extend(scripts.map(|rule| self.file(rule.source().name())).filter(|file| file.exists()));
        let files: Vec<NamedFile> = paths.iter().filter_map(|path| self.named_file(path)).collect();
        if kind == DocumentKind::Script {
            return files;
        }
        // Of other cases, only what shares a scheme.
        let own: BTreeSet<PathBuf> =
            self.schemes_of(path, kind).into_iter().filter(|scheme| self.texts.exists(scheme)).collect();
        let belongs = |file: &NamedFile| {
            file.kind == DocumentKind::Script
                || file.path == path
                || self.schemes_of(&file.path, file.kind).iter().any(|scheme| own.contains(scheme))
        };
        files.into_iter().filter(belongs).collect()
    }
}

/// The YAML files in and below a folder.
fn gather(folder: &Path, depth: usize, found: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with('.') || name == "target" || found.len() >= MAX_FILES || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            if let Some(left) = depth.checked_sub(1) {
                gather(&path, left, found);
            }
        } else if name.ends_with(".yaml") {
            found.insert(path);
        }
    }
}
