//! What a report leaves out although it has a place for it: where figures come from, why points were lost, proofs.

use crate::evaluation::{Evaluation, Row};
use crate::language::Bilingual;
use crate::location::Place;
use crate::report::{MetricState, Report};
use crate::scheme::Scheme;

/// What was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum OmissionKind {
    /// Who reports: the name still is what the template has in its place.
    Organisation,
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
    /// The metric, row or organisation that lacks it.
    pub name: Bilingual,
    /// Where the metric, row or organisation stands in the report.
    pub place: Place,
}

/// Everything that a report leaves out, by kind, in the order of the report and of the scheme.
#[must_use]
pub fn omissions(scheme: &Scheme, report: &Report, evaluation: &Evaluation) -> Vec<Omission> {
    let mut found = Vec::new();
    if is_left_open(&report.organisation) {
        let name = Bilingual::same(&report.organisation);
        found.push(Omission { kind: OmissionKind::Organisation, name, place: report.place.clone() });
    }
    let has_evidence = report.metrics.values().any(|metric| !metric.evidence.is_empty());
    for (id, metric) in &report.metrics {
        let known = scheme.metrics.get(id);
        // What all reports together say of an organisation was reported by nobody.
        if !matches!(metric.state, MetricState::Value(_)) || known.is_some_and(|known| known.peers.is_some()) {
            continue;
        }
        let name = || known.map_or_else(|| Bilingual::same(id.as_str()), |known| known.name.clone());
        let mut push = |kind| found.push(Omission { kind, name: name(), place: metric.place.clone() });
        if metric.source.as_deref().is_none_or(is_left_open) {
            push(OmissionKind::Source);
        }
        if has_evidence && metric.evidence.iter().all(|proof| is_left_open(proof)) {
            push(OmissionKind::Evidence);
        }
    }
    let is_open = |row: &&Row| row.lacks_reason() || row.deviation().is_some_and(is_left_open);
    for row in evaluation.rows.iter().filter(is_open).filter(|row| !row.is_by_policy()) {
        let place = report.rows.get(row.id()).and_then(|note| note.place.clone());
        let place = place.unwrap_or_else(|| report.place.clone());
        found.push(Omission { kind: OmissionKind::Reason, name: row.name().clone(), place });
    }
    found.sort_by_key(|omission| (omission.kind, omission.place.range().start));
    found
}

/// Whether nothing was written, or what the template has in its place: words in square brackets.
fn is_left_open(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || [('[', ']'), ('［', '］')].iter().any(|(open, close)| text.starts_with(*open) && text.ends_with(*close))
}
