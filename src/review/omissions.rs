//! What a report leaves out although it has a place for it: where figures come from, why points were lost, proofs.

use crate::evaluation::Evaluation;
use crate::language::Bilingual;
use crate::location::Place;
use crate::report::{MetricState, Report};
use crate::scheme::Scheme;

/// What was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum OmissionKind {
    /// Where a figure comes from: `source` of a metric.
    Source,
    /// Why points were lost: `deviation` of a row.
    Reason,
    /// What proves a figure: `evidence` of a metric, in reports that name proofs of others.
    Evidence,
}

/// One thing that was left out.
#[derive(Clone, Debug)]
pub struct Omission {
    /// What.
    pub kind: OmissionKind,
    /// The metric or row that lacks it.
    pub name: Bilingual,
    /// Where the metric or row stands in the report.
    pub place: Place,
}

/// Everything that a report leaves out, by kind, in the order of the report and of the scheme.
#[must_use]
pub fn omissions(scheme: &Scheme, report: &Report, evaluation: &Evaluation) -> Vec<Omission> {
    let mut found = Vec::new();
    let has_evidence = report.metrics.values().any(|metric| !metric.evidence.is_empty());
    for (id, metric) in &report.metrics {
        if !matches!(metric.state, MetricState::Value(_)) {
            continue;
        }
        let name = || scheme.metrics.get(id).map_or_else(|| Bilingual::same(id.as_str()), |known| known.name.clone());
        let mut push = |kind| found.push(Omission { kind, name: name(), place: metric.place.clone() });
        if metric.source.as_ref().is_none_or(|source| source.trim().is_empty()) {
            push(OmissionKind::Source);
        }
        if has_evidence && metric.evidence.is_empty() {
            push(OmissionKind::Evidence);
        }
    }
    for row in evaluation.rows.iter().filter(|row| row.lacks_reason() && !row.is_by_policy()) {
        let place = report.rows.get(row.id()).and_then(|note| note.place.clone());
        let place = place.unwrap_or_else(|| report.place.clone());
        found.push(Omission { kind: OmissionKind::Reason, name: row.name().clone(), place });
    }
    found.sort_by_key(|omission| (omission.kind, omission.place.range().start));
    found
}
