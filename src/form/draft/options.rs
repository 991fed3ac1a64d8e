//! [`DraftOptions`]: what whoever asks for a draft settles.

/// How a case is drafted.
#[derive(Debug, Clone)]
pub struct DraftOptions {
    /// What stands as the basis of a row that rests on a guess.
    pub guessed_basis: String,
    /// Where the table was published; without it the name of the file and sheet.
    pub url: Option<String>,
    /// Keys that the project's model may have.
    pub keys: ModelKeys,
}

impl Default for DraftOptions {
    fn default() -> Self {
        Self { guessed_basis: "guessed".to_owned(), url: None, keys: ModelKeys::default() }
    }
}

/// Keys of scheme and report that hold what a form prints besides; each is written once the model has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ModelKeys {
    /// `guessed: [D5]` with a row of the scheme: the cells that its guesses rest on.
    pub guessed_cells: bool,
    /// `printed_weight` with a dimension: what the form prints for the group, right or wrong.
    pub printed_weights: bool,
    /// The points of a judged row default to the claim: no `entered` and no `…_points`.
    pub judged_once: bool,
    /// `file` and `sheet` in `publication` in place of `url`.
    pub publication_file: bool,
    /// `unseen` in `publication`: the printed weight of rows that were not read.
    pub unseen: bool,
    /// `carried_over` with the row of budget execution and its lines.
    pub carried_over: bool,
    /// `actual` in `review` of a row, and `review: { total }` of the report.
    pub review_actual: bool,
    /// `subtotals` in `claimed`: the printed points of groups.
    pub subtotals: bool,
}
