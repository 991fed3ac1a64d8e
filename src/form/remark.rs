//! [`FormRemark`]: what was met in a sheet that a person should know, as facts; the words stand in the catalogue.

use super::message::Message;
use super::role::CellRole;
use crate::document::sheet::CellPlace;

/// One remark, with the cell it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRemark {
    /// The cell; none for what concerns the sheet.
    pub cell: Option<CellPlace>,
    /// What it is.
    pub kind: RemarkKind,
}

/// What a remark says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemarkKind {
    /// Rows are hidden; they were not used.
    HiddenRows {
        /// How many hold something.
        count: usize,
    },
    /// Columns are hidden; they were not used.
    HiddenColumns {
        /// How many hold something.
        count: usize,
    },
    /// Text under a merge, which nobody sees; it was not used.
    UnderMerge {
        /// The text.
        text: String,
    },
    /// An error value such as `#REF!`.
    ErrorCell {
        /// The error.
        error: String,
    },
    /// A formula whose result the file does not hold: the value is absent.
    FormulaWithoutResult,
    /// A format hides digits that the cell holds.
    HiddenDigits {
        /// What the cell holds.
        exact: String,
        /// What is seen.
        shown: String,
    },
    /// A column was found twice; the first is used.
    ColumnTwice {
        /// Of which role.
        role: CellRole,
    },
    /// A merged cell belongs to several rows.
    SharedCell {
        /// Of which role.
        role: CellRole,
        /// How many rows.
        rows: usize,
    },
    /// A note across the table.
    Note {
        /// Its text.
        text: String,
    },
    /// A row that explains the columns.
    ExplanationRow,
    /// The header stands again; it was skipped.
    RepeatedHeader,
    /// The table goes on beyond the rows that a form may have; what follows was not read.
    TooManyRows {
        /// How many rows were read.
        limit: usize,
    },
    /// A text where a number belongs.
    NotANumber {
        /// Of which role.
        role: CellRole,
        /// The text.
        text: String,
    },
    /// An actual value with an operator: a bound, not measured.
    ActualIsBound {
        /// The text.
        text: String,
    },
    /// Value and column name different units.
    UnitConflict {
        /// In the value.
        value: String,
        /// Of the column or the other value.
        column: String,
    },
    /// A figure without a target that it could be compared with.
    NoTarget {
        /// The figure.
        text: String,
    },
    /// A printed sum that is not the sum of its rows.
    SumDiffers {
        /// Of which role.
        role: CellRole,
        /// PrintedText.
        printed: String,
        /// Added up here.
        sum: String,
    },
    /// A group whose printed weight is not the sum of its rows.
    GroupWeightDiffers {
        /// The group.
        group: String,
        /// PrintedText.
        printed: String,
        /// Added up here.
        sum: String,
    },
    /// A row without weight and points; it is not in the draft.
    RowWithoutWeight {
        /// Its name.
        name: String,
    },
    /// A value that was interpreted.
    ReadAs {
        /// The text.
        text: String,
        /// How it was read.
        read: String,
    },
    /// A printed rate that was rounded for the eye; it is taken as seen.
    RateAsShown {
        /// What is seen.
        shown: String,
    },
    /// Money that is printed without weight and points; it is not scored.
    MoneyNotScored,
}

impl FormRemark {
    /// A remark on a cell.
    #[must_use]
    pub fn at(cell: CellPlace, kind: RemarkKind) -> Self {
        Self { cell: Some(cell), kind }
    }

    /// A remark on the sheet.
    #[must_use]
    pub fn on_sheet(kind: RemarkKind) -> Self {
        Self { cell: None, kind }
    }
}

impl FormRemark {
    /// Whether it only tells how a value was read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        matches!(self.kind, RemarkKind::ReadAs { .. })
    }

    /// What it says; the cell, if it is about one, is a fact of it.
    #[must_use]
    pub fn message(&self) -> Message {
        let cell = self.cell.map(|cell| cell.to_string()).unwrap_or_default();
        self.kind.message().with("cell", cell)
    }
}

impl RemarkKind {
    fn message(&self) -> Message {
        match self {
            Self::HiddenRows { count } => Message::new("form-remark-hidden-rows").with("count", count),
            Self::HiddenColumns { count } => Message::new("form-remark-hidden-columns").with("count", count),
            Self::UnderMerge { text } => Message::new("form-remark-under-merge").with("text", text),
            Self::ErrorCell { error } => Message::new("form-remark-error-cell").with("error", error),
            Self::FormulaWithoutResult => Message::new("form-remark-formula-without-result"),
            Self::HiddenDigits { exact, shown } => {
                Message::new("form-remark-hidden-digits").with("exact", exact).with("shown", shown)
            }
            Self::ColumnTwice { role } => Message::new("form-remark-column-twice").with("role", role),
            Self::SharedCell { role, rows } => {
                Message::new("form-remark-shared-cell").with("role", role).with("rows", rows)
            }
            Self::Note { text } => Message::new("form-remark-note").with("text", text),
            Self::ExplanationRow => Message::new("form-remark-explanation-row"),
            Self::RepeatedHeader => Message::new("form-remark-repeated-header"),
            Self::TooManyRows { limit } => Message::new("form-remark-too-many-rows").with("limit", limit),
            Self::NotANumber { role, text } => {
                Message::new("form-remark-not-a-number").with("role", role).with("text", text)
            }
            Self::ActualIsBound { text } => Message::new("form-remark-actual-is-bound").with("text", text),
            Self::UnitConflict { value, column } => {
                Message::new("form-remark-unit-conflict").with("value", value).with("column", column)
            }
            Self::NoTarget { text } => Message::new("form-remark-no-target").with("text", text),
            Self::SumDiffers { role, printed, sum } => {
                Message::new("form-remark-sum-differs").with("role", role).with("printed", printed).with("sum", sum)
            }
            Self::GroupWeightDiffers { group, printed, sum } => Message::new("form-remark-group-weight-differs")
                .with("group", group)
                .with("printed", printed)
                .with("sum", sum),
            Self::RowWithoutWeight { name } => Message::new("form-remark-row-without-weight").with("name", name),
            Self::ReadAs { text, read } => Message::new("form-remark-read-as").with("text", text).with("read", read),
            Self::RateAsShown { shown } => Message::new("form-remark-rate-as-shown").with("shown", shown),
            Self::MoneyNotScored => Message::new("form-remark-money-not-scored"),
        }
    }
}
