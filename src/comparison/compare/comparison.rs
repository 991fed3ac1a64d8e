//! Two totals, and the sum that leads from one to the other.

use std::collections::BTreeMap;

use super::breakdown::{Breakdown, BreakdownLine, NamedTotal};
use super::grade_change::GradeChange;
use super::row_comparison::{RowComparison, total};
use super::side_names::{Compared, SideNames};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::numeric::Number;

/// Two totals and what stands between them.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the two sides are called.
    pub names: SideNames,
    /// Whether a row that only one side has came or went; otherwise the sides simply have other rows.
    pub has_related_rows: bool,
    /// The first total.
    pub from: NamedTotal,
    /// The second total.
    pub to: NamedTotal,
    /// The second less the first.
    pub difference: Number,
    /// The rows: those that differ most first, and equal ones in the order of the second side, then those that only the
    /// first has.
    pub rows: Vec<RowComparison>,
    /// What changed between rows and total.
    pub lines: BTreeMap<BreakdownLine, Number>,
    /// The mean of both totals, each as a share of its full score: the yardstick of centred weights.
    pub mean_share: Number,
    /// What centring leaves over: the mean share of the change of the full score.
    pub full_score_part: Number,
    /// Whether the grade changed, and what would have kept it; none where result files are all there is.
    pub grade: Option<GradeChange>,
}

impl Comparison {
    /// Whether nothing differs: no factor, no points, nothing between rows and total.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let is_same = |row: &RowComparison| row.parts.is_empty() && row.is_unmoved();
        self.lines.is_empty() && self.difference.is_zero() && self.rows.iter().all(is_same)
    }

    /// The rows whose points or weights moved.
    #[must_use]
    pub fn moved_rows(&self) -> Vec<&RowComparison> {
        self.rows.iter().filter(|row| !row.is_unmoved()).collect()
    }

    /// The comparison with these names for its sides, where nothing in the results themselves tells them apart.
    #[must_use]
    pub fn named(mut self, from: &str, to: &str) -> Self {
        if self.names.compared == Compared::Results && from != to {
            (self.names.from, self.names.to) = (Bilingual::same(from), Bilingual::same(to));
            self.names.is_quoted = true;
        }
        self
    }

    /// Everything adds up, or nothing is said at all: each side's rows and lines to its total, each row's parts to its
    /// difference, rows and lines to the difference of the totals, and the centring to nothing.
    pub(super) fn check(&self, from: &Breakdown, to: &Breakdown) -> Result<(), Diagnostics> {
        let missed = |what: &str, sum: &Number, total: &Number| -> Result<(), Diagnostics> {
            if sum == total {
                return Ok(());
            }
            let problem = Diagnostic::new(Code::PartsMissTotal).fact("of", what);
            Err(problem.fact("sum", sum).fact("total", total).into())
        };
        for breakdown in [from, to] {
            missed(&breakdown.standing.scheme, &breakdown.sum()?, &breakdown.standing.total)?;
        }
        for row in &self.rows {
            let id = row.entry().map_or("", |entry| entry.id.as_str());
            missed(id, &row.sum()?, &row.difference)?;
        }
        let rows = total(self.rows.iter().map(|row| &row.difference))?;
        let sum = total(self.lines.values().chain([&rows]))?;
        missed(&self.to.scheme, &sum, &self.difference)?;
        let centring = total(self.rows.iter().map(|row| &row.centring).chain([&self.full_score_part]))?;
        missed(&self.to.scheme, &centring, &Number::zero())
    }
}
