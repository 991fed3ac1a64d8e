//! One organisation among many.

use crate::analysis::row_score::{RowScore, row_scores};
use crate::diagnostic::{Diagnostics, Severity};
use crate::evaluation::{Program, Total};
use crate::language::Bilingual;
use crate::numeric::Number;
use crate::report::Report;

/// One organisation among many.
#[derive(Clone, Debug)]
pub struct RankedOrganisation {
    /// Its name.
    pub organisation: String,
    /// Where its report was read.
    pub file: String,
    /// The total with its grade; none where it is withheld.
    pub total: Option<Total>,
    /// Its rank among the organisations with a total.
    pub rank: Option<usize>,
    /// Each scored row in the order of the scheme; none for a row without points.
    pub rows: Vec<Option<RowScore>>,
    /// The total that it claims.
    pub claimed: Option<Number>,
    /// The grade of the total before its rounding, where that is another than the grade it has.
    pub unrounded_grade: Option<Bilingual>,
    /// The problems that its total was withheld for.
    pub problems: Diagnostics,
}

impl RankedOrganisation {
    /// Whether every weighted row has full marks and no penalty takes anything off.
    #[must_use]
    pub fn has_full_marks(&self) -> bool {
        self.total.is_some() && self.rows.iter().all(|row| row.as_ref().is_some_and(|row| row.lost.is_zero()))
    }

    /// The recomputed total less the one that is claimed; none where one of them is not there.
    #[must_use]
    pub fn difference_to_claim(&self) -> Option<Number> {
        self.total.as_ref()?.points.number().subtract(self.claimed.as_ref()?).ok()
    }

    /// The same where the two do not agree.
    #[must_use]
    pub fn claim_difference(&self) -> Option<Number> {
        self.difference_to_claim().filter(|difference| !difference.is_zero())
    }
}

/// One organisation without its rank.
pub(super) fn scored(program: &Program, file: &str, report: &Report) -> RankedOrganisation {
    let evaluation = program.evaluate(report);
    let is_withheld = evaluation.total.is_none();
    let errors = evaluation.diagnostics.iter().filter(|problem| problem.severity() == Severity::Error);
    RankedOrganisation {
        organisation: report.organisation.clone(),
        file: file.to_owned(),
        rank: None,
        rows: row_scores(&evaluation),
        claimed: report.claimed_total.as_ref().map(|total| total.number.clone()),
        unrounded_grade: evaluation.unrounded_grade(),
        problems: errors.filter(|_| is_withheld).cloned().collect(),
        total: evaluation.total,
    }
}
