//! Which metrics rows, vetoes and ceilings rest on, directly or through formulas.

use std::collections::BTreeSet;

use super::{Indicator, InputSource, Peers, Scheme};
use crate::diagnostic::{Code, Diagnostic};

impl Scheme {
    /// The metrics that the score depends on.
    pub(crate) fn used_metrics(&self) -> BTreeSet<String> {
        let rows = self.scored_rows().into_iter().flat_map(Indicator::formulas);
        let vetoes = self.vetoes.iter().map(|veto| veto.metric.as_str());
        let caps = self.caps.iter().map(|cap| cap.metric.as_str());
        self.metrics_behind(rows.chain(vetoes).chain(caps))
    }

    /// The metrics that formulas rest on, directly or through others.
    pub(crate) fn metrics_behind<'s>(&'s self, formulas: impl Iterator<Item = &'s str>) -> BTreeSet<String> {
        let mut open: Vec<&str> = formulas.flat_map(words).collect();
        let mut used = BTreeSet::new();
        while let Some(word) = open.pop() {
            let Some(metric) = self.metrics.get(word) else { continue };
            if used.insert(word.to_owned()) {
                open.extend(metric.formula.iter().flat_map(|(formula, _)| words(formula)));
                open.extend(metric.peers.iter().map(|peers| peers.of.as_str()));
            }
        }
        used
    }
}

impl Scheme {
    /// Whether it compares what organisations report, so that all reports are read before one is scored.
    #[must_use]
    pub fn compares_peers(&self) -> bool {
        self.peers().next().is_some()
    }

    /// The metrics that are facts about all organisations, each with what it says of them.
    pub(crate) fn peers(&self) -> impl Iterator<Item = (&String, &Peers)> {
        self.metrics.iter().filter_map(|(id, metric)| Some((id, metric.peers.as_ref()?)))
    }

    /// The warning that one of these metrics changes by which organisations are compared: where each stands stays as it is.
    #[must_use]
    pub fn peers_held<'m>(&self, mut changed: impl Iterator<Item = &'m String>) -> Option<Diagnostic> {
        let behind = self.metrics_behind(self.peers().map(|(_, peers)| peers.of.as_str()));
        let found = changed.find(|metric| behind.contains(*metric))?;
        Some(Diagnostic::new(Code::PeersHeld).fact("metric", found))
    }
}

impl Indicator {
    /// The metrics and formulas that it names for its rule and its modifiers.
    pub(crate) fn formulas(&self) -> impl Iterator<Item = &str> {
        let modifiers = self.modifiers.iter().flat_map(|modifier| modifier.inputs.values());
        self.inputs.values().chain(modifiers).flat_map(texts)
    }
}

/// The metrics and formulas of one input.
pub(crate) fn texts(source: &InputSource) -> Vec<&str> {
    match source {
        InputSource::One(text, _) => vec![text.as_str()],
        InputSource::Many(items) => items.iter().map(|(text, _)| text.as_str()).collect(),
    }
}

/// Everything in a formula that could name a metric.
pub(crate) fn words(formula: &str) -> impl Iterator<Item = &str> {
    formula.split(|character: char| !character.is_alphanumeric() && character != '_').filter(|word| !word.is_empty())
}
