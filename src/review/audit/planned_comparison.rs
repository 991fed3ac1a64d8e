//! What is to be compared, and what comes of it.

use super::constraint::Constraint;
use super::figures::{ComparisonError, Figures};
use super::finding::{Finding, FindingDetail, FindingRemark, Verdict};
use crate::language::Bilingual;
use crate::location::Place;
use crate::review::accounts::Column;

/// Something to compare: which check it belongs to, what it is about, and the constraint that must hold.
#[derive(Clone, Debug)]
pub(super) struct PlannedComparison {
    pub check: String,
    pub name: Option<Bilingual>,
    pub about: Option<Bilingual>,
    pub column: Option<Column>,
    pub constraint: Constraint,
    /// Which rows of which table the constraint adds up, if it does.
    pub rows: Option<RowSum>,
    pub place: Option<Place>,
}

/// The rows of a table in one column: all of them, or those of one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowSum {
    pub table: String,
    pub class: Option<String>,
    pub column: Column,
}

impl PlannedComparison {
    pub fn of(check: impl Into<String>, constraint: Constraint) -> Self {
        Self { check: check.into(), name: None, about: None, column: None, constraint, rows: None, place: None }
    }

    pub fn about(mut self, name: &Bilingual) -> Self {
        self.about = Some(name.clone());
        self
    }

    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    pub fn finding(&self, verdict: Verdict, detail: FindingDetail) -> Finding {
        Finding {
            check: self.check.clone(),
            name: self.name.clone(),
            about: self.about.clone(),
            column: self.column,
            verdict,
            detail,
            place: self.place.clone(),
        }
    }

    /// Compares.
    pub fn made(&self, figures: &Figures<'_>) -> Finding {
        let remark = |verdict, remark| self.finding(verdict, FindingDetail::Remark(remark));
        match self.constraint.measured(figures) {
            Ok((verdict, measured)) => self.finding(verdict, FindingDetail::Measured(Box::new(measured))),
            Err(ComparisonError::Lacking(figure, reason)) => {
                remark(Verdict::Skip, FindingRemark::new("lacking").fact("figure", figure).said("reason", reason))
            }
            Err(ComparisonError::Undefined { formula, printed: None }) => {
                remark(Verdict::Skip, FindingRemark::new("undefined").fact("formula", formula))
            }
            Err(ComparisonError::Undefined { formula, printed: Some(printed) }) => {
                let told = FindingRemark::new("undefined-printed").fact("formula", formula).fact("printed", printed);
                remark(Verdict::Fail, told)
            }
            Err(ComparisonError::TooLarge) => remark(Verdict::Skip, FindingRemark::new("too-large")),
        }
    }
}
