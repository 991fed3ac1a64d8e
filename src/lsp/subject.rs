//! What a document belongs to, and so what is checked when it changes.

use std::path::{Path, PathBuf};

use jixiao::project::OpenTexts;

/// What is checked together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CheckedSubject {
    /// A folder with a scheme, and perhaps a report and accounts.
    Case(PathBuf),
    /// A scheme under another name: a variant, a template.
    Scheme(PathBuf),
    /// A report under another name, or without a scheme beside it.
    Report(PathBuf),
    /// A layout of forms.
    Layout(PathBuf),
    /// A folder of scripts.
    Scripts(PathBuf),
}

/// What kind of file a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DocumentKind {
    Scheme,
    Report,
    Accounts,
    Layout,
    Script,
}

impl DocumentKind {
    /// The kind of a file: by its name, or else by the keys at its margin.
    pub fn of(path: &Path, text: &str) -> Option<Self> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match name {
            "scheme.yaml" => return Some(Self::Scheme),
            "report.yaml" => return Some(Self::Report),
            "accounts.yaml" => return Some(Self::Accounts),
            _ if name.ends_with(".rhai") => return Some(Self::Script),
            _ => {}
        }
        let has = |key: &str| {
            text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')))
        };
        let any = |keys: &[&str]| keys.iter().any(|key| has(key));
        if any(&["layout", "blocks"]) {
            Some(Self::Layout)
        } else if any(&["dimensions", "extends", "changes", "full_score"]) {
            Some(Self::Scheme)
        } else if any(&["figures", "tables", "identities"]) {
            Some(Self::Accounts)
        } else if any(&["metrics", "rows", "claimed", "publication"]) {
            Some(Self::Report)
        } else {
            None
        }
    }
}

impl CheckedSubject {
    /// What a document of that kind belongs to.
    pub fn of(path: &Path, kind: DocumentKind, texts: &OpenTexts) -> Self {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let is_named = |name: &str| path.file_name().is_some_and(|own| own == name);
        let path = path.to_owned();
        match kind {
            DocumentKind::Script => Self::Scripts(folder),
            DocumentKind::Layout => Self::Layout(path),
            DocumentKind::Accounts => Self::Case(folder),
            DocumentKind::Scheme if is_named("scheme.yaml") => Self::Case(folder),
            DocumentKind::Scheme => Self::Scheme(path),
            DocumentKind::Report if is_named("report.yaml") && texts.exists(&folder.join("scheme.yaml")) => {
                Self::Case(folder)
            }
            DocumentKind::Report => Self::Report(path),
        }
    }
}
