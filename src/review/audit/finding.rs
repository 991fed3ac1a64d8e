//! What one comparison came to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Bilingual;
use crate::location::Place;
use crate::messages::listed;
use crate::numeric::{Mode, Number, Rounding, Unit};
use crate::review::accounts::Column;

/// What became of one comparison, the worst first.
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
pub enum Verdict {
    /// It does not hold: no unrounded values that print as these figures satisfy it.
    Fail,
    /// It may be right, but a person should look.
    Warn,
    /// It holds within the rounding of its figures, though not to the last printed digit.
    Tail,
    /// It holds.
    Pass,
    /// It could not be made.
    Skip,
}

/// One thing compared.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The standard check (`C12`) or the id of a declared identity.
    pub check: String,
    /// What a declared identity is called; standard checks have their names in the catalogue.
    pub name: Option<Bilingual>,
    /// What was compared; none where the check speaks of the whole case.
    pub about: Option<Bilingual>,
    /// The column of a table.
    pub column: Option<Column>,
    /// What became of it.
    pub verdict: Verdict,
    /// The numbers, or the remark.
    pub detail: FindingDetail,
    /// Where the figure in question stands.
    pub place: Option<Place>,
}

/// What a finding shows.
#[derive(Clone, Debug)]
pub enum FindingDetail {
    /// Numbers compared.
    Measured(Box<Measured>),
    /// A sentence of the catalogue with its facts.
    Remark(FindingRemark),
}

/// Numbers compared, in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The computation with its numbers.
    pub formula: String,
    /// What it comes to.
    pub computed: Number,
    /// What was printed, or what the limit is.
    pub printed: Number,
    /// The decimals that the printed figure is shown with.
    pub places: u32,
    /// Computed less printed; above zero it exceeds a limit.
    pub residual: Number,
    /// How large the residual may be, in its direction, for unrounded values to satisfy the comparison.
    pub tolerance: Number,
    /// The unit of all of these.
    pub unit: Unit,
    /// Whether the printed figure is a limit and not the result.
    pub is_limit: bool,
}

/// A sentence of the catalogue with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRemark {
    /// The id of the sentence, without the prefix `audit-`.
    pub id: &'static str,
    /// The facts that fill it.
    pub facts: Vec<(&'static str, Bilingual)>,
}

impl FindingRemark {
    /// A sentence without facts.
    #[must_use]
    pub fn new(id: &'static str) -> Self {
        Self { id, facts: Vec::new() }
    }

    /// Adds a fact that reads the same in both languages.
    #[must_use]
    pub fn fact(self, name: &'static str, value: impl ToString) -> Self {
        self.said(name, Bilingual::same(value.to_string()))
    }

    /// Adds a fact that is worded in both languages.
    #[must_use]
    pub fn said(mut self, name: &'static str, value: Bilingual) -> Self {
        self.facts.push((name, value));
        self
    }

    /// Adds names as one fact, separated as each language does.
    #[must_use]
    pub fn names<'n>(self, name: &'static str, names: impl IntoIterator<Item = &'n Bilingual>) -> Self {
        self.said(name, listed(names))
    }
}

/// A finding about the whole case.
pub(super) fn plain(check: &str, verdict: Verdict, remark: FindingRemark) -> Finding {
    Finding {
        check: check.to_owned(),
        name: None,
        about: None,
        column: None,
        verdict,
        detail: FindingDetail::Remark(remark),
        place: None,
    }
}

/// A number for a remark: whole up to four decimals, cut off with `…` beyond.
pub(super) fn cut(number: &Number) -> String {
    match number.decimals() {
        Some(places) if places <= 4 => number.to_string(),
        _ => format!("{}…", Rounding { places: 4, mode: Mode::Down }.apply(number).to_padded(4)),
    }
}
