//! Records of organisations that are compared with each other: all are read before one is scored.

use super::batch::Batch;
use super::record_format::RecordFormat;
use super::report_record::report_records;
use super::scored_block::{ScoredBlock, TraceDetail};
use super::unit_head::UnitHead;
use crate::diagnostic::{Code, Diagnostics};
use crate::evaluation::PeerFigures;
use crate::report::Report;

impl Batch {
    /// The first pass over the records of a text: what their organisations report, as far as it can be read.
    #[must_use]
    pub fn peer_figures(&self, text: &str, format: &RecordFormat) -> PeerFigures {
        let records = report_records(text, format).into_iter();
        let reports = records.map(|(record, _)| record.report(self.program().scheme()).map(|checked| checked.value));
        self.peer_figures_of(reports.flatten())
    }

    /// The first pass over reports.
    #[must_use]
    pub fn peer_figures_of(&self, reports: impl Iterator<Item = Report>) -> PeerFigures {
        reports.fold(PeerFigures::new(self.program()), |peers, report| peers.with(&report))
    }

    /// The second pass over the records of a text, each with what is so of its organisation among all.
    pub(super) fn score_compared(
        &self,
        text: &str,
        format: &RecordFormat,
        detail: TraceDetail,
        is_first: bool,
    ) -> Result<ScoredBlock<'_>, Diagnostics> {
        let (mut heads, mut reports, mut derived) = (Vec::new(), Vec::new(), Vec::new());
        for (record, _) in report_records(text, format) {
            let head: UnitHead = record.head_of_unit();
            let report = record.report(self.program().scheme()).map(|checked| {
                let unexpected = checked.warnings.iter().filter(|problem| problem.code == Code::UnexpectedMetric);
                derived.extend(unexpected.filter_map(|problem| Some(problem.get("metric")?.en.clone())));
                checked.value
            });
            reports.push((head.organisation.clone(), report));
            heads.push(head);
        }
        let mut scored = self.score_headed(heads, reports, detail, is_first)?;
        scored.derived.extend(derived);
        Ok(scored)
    }
}
