//! What is served, and to whom.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jixiao::project::OpenWorkspace;
use jixiao::{Language, Messages};
use tokio::sync::Semaphore;

use super::session::Session;

/// What all requests share.
pub(super) struct Served {
    workspace: OpenWorkspace,
    language: Language,
    save: Option<PathBuf>,
    session: Session,
    zh: Messages,
    en: Messages,
    /// Whose turn it is to compute: one at a time, with all processors.
    pub turn: Arc<Semaphore>,
    /// Whose turn it is to search, which takes long.
    pub search: Arc<Semaphore>,
}

impl Served {
    pub fn new(workspace: OpenWorkspace, language: Language, save: Option<PathBuf>, session: Session) -> Self {
        let [zh, en] = [Language::Zh, Language::En].map(Messages::of);
        let turn = || Arc::new(Semaphore::new(1));
        Self { workspace, language, save, session, zh, en, turn: turn(), search: turn() }
    }

    pub fn workspace(&self) -> &OpenWorkspace {
        &self.workspace
    }

    /// The folder in which variants may be kept.
    pub fn save(&self) -> Option<&Path> {
        self.save.as_deref()
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The catalogue of the language that was asked for, or of the usual one.
    pub fn messages(&self, asked: Option<Language>) -> &Messages {
        match asked.unwrap_or(self.language) {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}
