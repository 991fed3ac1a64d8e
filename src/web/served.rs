//! What is served, and to whom.

use jixiao::project::OpenWorkspace;
use jixiao::{Language, Messages};
use tokio::sync::Semaphore;

use super::session::Session;

/// What all requests share.
pub(super) struct Served {
    workspace: OpenWorkspace,
    language: Language,
    session: Session,
    zh: Messages,
    en: Messages,
    /// Whose turn it is to compute: one at a time, with all processors.
    pub turn: Semaphore,
}

impl Served {
    pub fn new(workspace: OpenWorkspace, language: Language, session: Session) -> Self {
        let [zh, en] = [Language::Zh, Language::En].map(Messages::of);
        Self { workspace, language, session, zh, en, turn: Semaphore::new(1) }
    }

    pub fn workspace(&self) -> &OpenWorkspace {
        &self.workspace
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
