//! The accounts: published figures with their precision, tables of them, and what must hold between them.
//!
//! They are a file of their own beside scheme and report: they are copied from another document, often by another desk,
//! are longer than both, and must change neither a score nor the receipt that proves it.
//!
//! # How exactly a figure is known
//! To half a unit of its last place. That is the last printed place, unless the figure, its table or the accounts declare
//! more `places` (773 among amounts with two decimals is known to 0.005, alone to 0.5), or the figure says itself how far
//! the true value may lie (`within`). Whole numbers of things that are counted (件, 人) are exact.
//!
//! An [`AccountsDraft`] is what a file says; [`Accounts::check`] is the only way to [`Accounts`], in which every name that
//! an identity uses is known, its figures count the same thing, and no figure is computed from itself.

mod check;
mod draft;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;

use crate::language::Bilingual;
use crate::location::Place;
use crate::numeric::{Number, Unit};

pub use draft::AccountsDraft;

/// Checked accounts.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// The unit whose accounts they are.
    pub unit: String,
    /// The year.
    pub year: Option<String>,
    /// All figures by id: single ones, cells as `table.line.column`, and reported metrics as `report.metric`.
    pub figures: BTreeMap<String, AccountFigure>,
    /// The tables in the order of their ids.
    pub tables: Vec<Table>,
    /// What must hold, in the order of the file.
    pub identities: Vec<Identity>,
    /// Where the accounts begin.
    pub place: Place,
}

impl Accounts {
    /// The column that a figure is a cell of; none for single figures.
    #[must_use]
    pub fn column_of(&self, id: &str) -> Option<Column> {
        let (line, key) = id.rsplit_once('.')?;
        let (of, _) = line.split_once('.')?;
        self.tables.iter().find(|table| table.id == of)?;
        Column::iter().find(|column| column.key() == key)
    }
}

/// One figure.
#[derive(Clone, Debug)]
pub struct AccountFigure {
    /// What it is called; a cell carries the names of line and column.
    pub name: Bilingual,
    /// What it counts.
    pub unit: Unit,
    /// What is known of it.
    pub content: FigureContent,
    /// Where it stands in the source that the accounts were taken from.
    pub source: Option<String>,
    /// Where it stands in the file.
    pub place: Place,
}

/// What is known of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureContent {
    /// It was printed.
    Printed {
        /// The number.
        number: Number,
        /// The decimals it is shown with.
        places: u32,
        /// How far the unrounded value may lie on either side; 0 for counts.
        within: Number,
    },
    /// It is computed: each figure is added, or taken away where the mark is false.
    Computed(Vec<(bool, String)>),
    /// The report holds it, under this metric.
    Reported(String),
}

/// A column of a table.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Column {
    /// Last year's amount.
    Before,
    /// The amount budgeted.
    Budget,
    /// The amount spent or received.
    Actual,
    /// Actual in percent of budget.
    Rate,
    /// Actual in percent of the table's total.
    Share,
    /// The growth of actual over before.
    Growth,
}

impl Column {
    /// The columns of amounts, which add up.
    pub const AMOUNTS: [Self; 3] = [Self::Before, Self::Budget, Self::Actual];

    /// The key of the column in files.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// Whether the column holds amounts, which add up.
    #[must_use]
    pub fn is_amount(self) -> bool {
        Self::AMOUNTS.contains(&self)
    }
}

/// A table of two levels: rows add up to classes, classes to the total.
#[derive(Clone, Debug)]
pub struct Table {
    /// The id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// The line of totals.
    pub total: Option<AccountLine>,
    /// The classes in the order of the file.
    pub classes: Vec<AccountLine>,
    /// The rows in the order of the file.
    pub rows: Vec<AccountLine>,
}

/// One line of a table; its figures stand among those of the accounts.
#[derive(Clone, Debug)]
pub struct AccountLine {
    /// The id, or the position of a row counted from 1.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// The id of the class that a row belongs to.
    pub class: Option<String>,
    /// The id of the figure in each column that was printed.
    pub cells: BTreeMap<Column, String>,
    /// Where it stands.
    pub place: Place,
}

/// What must hold between figures.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// The standard check that it is a case of.
    pub check: Option<String>,
    /// Its form.
    pub form: IdentityForm,
    /// Where it stands.
    pub place: Place,
}

/// The form of an identity, over ids of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityForm {
    /// The parts add up to the whole.
    Sum {
        /// What is added.
        parts: Vec<String>,
        /// What must come out.
        is: String,
    },
    /// The first less the others is the result.
    Difference {
        /// What the others are taken away from.
        from: String,
        /// What is taken away.
        less: Vec<String>,
        /// What must come out.
        is: String,
    },
    /// The quotient is the result.
    Ratio {
        /// The figure above the bar.
        part: String,
        /// The figure below it.
        whole: String,
        /// What must come out.
        is: String,
    },
    /// The growth of a figure over its base is the result.
    Growth {
        /// The figure that grew.
        now: String,
        /// The base.
        base: String,
        /// What must come out.
        is: String,
    },
    /// Parts add up to the whole, each has its share, and the shares add up to one.
    Parts {
        /// The parts.
        parts: Vec<String>,
        /// What they add up to.
        whole: String,
        /// Their shares in the same order; none where they were not printed.
        shares: Vec<String>,
    },
    /// The first is not above the second.
    NotAbove {
        /// What must not be above.
        figure: String,
        /// The limit.
        limit: String,
    },
}

impl IdentityForm {
    /// The ids of all figures of the identity: what it is made of, then what must come out.
    #[must_use]
    pub fn figures(&self) -> Vec<&str> {
        match self {
            Self::Sum { parts, is } => parts.iter().chain([is]).map(String::as_str).collect(),
            Self::Difference { from, less, is } => {
                [from].into_iter().chain(less).chain([is]).map(String::as_str).collect()
            }
            Self::Ratio { part, whole, is } => [part, whole, is].map(String::as_str).to_vec(),
            Self::Growth { now, base, is } => [now, base, is].map(String::as_str).to_vec(),
            Self::Parts { parts, whole, shares } => {
                parts.iter().chain(shares).chain([whole]).map(String::as_str).collect()
            }
            Self::NotAbove { figure, limit } => [figure, limit].map(String::as_str).to_vec(),
        }
    }
}
