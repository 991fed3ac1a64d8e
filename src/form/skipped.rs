//! [`SkippedSheet`]: a sheet that is no form, and why.

use super::closest::ClosestHeader;
use super::message::Message;

/// A sheet that was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedSheet {
    /// Its name.
    pub sheet: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why a sheet was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SkipReason {
    /// Nothing stands in it.
    Empty,
    /// It is hidden.
    Hidden,
    /// It lists the other sheets.
    Contents,
    /// It lists the organisations of the other sheets.
    Summary,
    /// It is a working paper that this program wrote.
    WorkingPaper,
    /// No table of indicators was found.
    NoTable(Option<ClosestHeader>),
}

impl SkippedSheet {
    /// What it says. Of the row that came closest: its number as people count, the layout, and the words that are missing.
    #[must_use]
    pub fn message(&self) -> Message {
        let message = match &self.reason {
            SkipReason::Empty => Message::new("form-skip-empty"),
            SkipReason::Hidden => Message::new("form-skip-hidden"),
            SkipReason::Contents => Message::new("form-skip-contents"),
            SkipReason::Summary => Message::new("form-skip-summary"),
            SkipReason::WorkingPaper => Message::new("form-skip-working-paper"),
            SkipReason::NoTable(None) => Message::new("form-skip-no-table"),
            SkipReason::NoTable(Some(closest)) => {
                let missing: Vec<&str> = closest.missing.iter().map(|(_, word)| word.as_str()).collect();
                Message::new("form-skip-no-header")
                    .with("row", u64::from(closest.row).saturating_add(1))
                    .with("layout", &closest.layout)
                    .with("missing", missing.join("、"))
            }
        };
        message.with("sheet", &self.sheet)
    }
}
