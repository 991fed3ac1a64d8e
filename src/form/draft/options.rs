//! [`DraftOptions`]: what whoever asks for a draft settles.

/// How a case is drafted.
#[derive(Debug, Clone)]
pub struct DraftOptions {
    /// What stands as the basis of a row that rests on a guess.
    pub guessed_basis: String,
    /// Where the table was published; without it the name of the file and sheet.
    pub url: Option<String>,
}

impl Default for DraftOptions {
    fn default() -> Self {
        Self { guessed_basis: "guessed".to_owned(), url: None }
    }
}
