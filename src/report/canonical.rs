//! A report written again in the form of a report file, as far as it is scored.

use super::draft::{DeductionDraft, MetricEntryDraft, ReportDraft, RowDraft};
use super::{MetricState, Report};
use crate::literal::{DecimalLiteral, RawScalar, YesNo};

impl Report {
    /// The report in the form of a report file: the figures and what is said of single rows that can change points: what
    /// does not apply, deductions and claims, which are the points of rows that a person decides. Claims for the whole,
    /// sources and reasons change no score and are left out.
    #[must_use]
    pub fn canonical(&self) -> ReportDraft {
        let metrics = self.metrics.keys().filter_map(|id| Some((id.clone(), self.canonical_metric(id)?)));
        let rows = self.rows.keys().filter_map(|id| Some((id.clone(), self.canonical_note(id)?)));
        ReportDraft {
            unit: self.organisation.clone(),
            year: self.year.clone().map(RawScalar),
            illustrative: self.illustrative.then_some(YesNo(true)),
            metrics: metrics.collect(),
            rows: Some(rows.collect()).filter(|rows: &std::collections::BTreeMap<_, _>| !rows.is_empty()),
            ..ReportDraft::default()
        }
    }

    /// One figure; nothing where it was not reported.
    pub(crate) fn canonical_metric(&self, id: &str) -> Option<MetricEntryDraft> {
        let entry = match &self.metrics.get(id)?.state {
            MetricState::Missing(reason) => {
                MetricEntryDraft { missing: Some(reason.clone()), ..MetricEntryDraft::default() }
            }
            MetricState::Unfinished(reason) => {
                MetricEntryDraft { unfinished: Some(reason.clone()), ..MetricEntryDraft::default() }
            }
            MetricState::NotApplicable(reason) => {
                MetricEntryDraft { not_applicable: Some(reason.clone()), ..MetricEntryDraft::default() }
            }
            MetricState::Value(figure) => MetricEntryDraft {
                value: Some(RawScalar(figure.text().to_owned())),
                unit: figure.unit().map(|unit| unit.name().to_owned()),
                as_written: figure.is_as_written().then_some(YesNo(true)),
                ..MetricEntryDraft::default()
            },
        };
        Some(entry)
    }

    /// What is said of a row that changes its points; nothing where there is none of it.
    pub(crate) fn canonical_note(&self, id: &str) -> Option<RowDraft> {
        let note = self.rows.get(id)?;
        let deduction = note
            .deduction
            .as_ref()
            .map(|(points, reason)| DeductionDraft { points: DecimalLiteral(points.clone()), reason: reason.clone() });
        let not_applicable = note.not_applicable.clone();
        let claimed = note.counted().map(|points| DecimalLiteral(points.clone()));
        let blank = note.blank.clone().filter(|_| claimed.is_none());
        let points_of = note.points_of.as_ref().map(|weight| DecimalLiteral(weight.number().clone()));
        let is_said = points_of.is_some()
            || not_applicable.is_some()
            || deduction.is_some()
            || claimed.is_some()
            || blank.is_some();
        is_said.then(|| RowDraft { not_applicable, deduction, claimed, points_of, blank, ..RowDraft::default() })
    }
}
