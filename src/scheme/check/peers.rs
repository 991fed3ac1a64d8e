//! Metrics that are facts about what all organisations report.

use std::collections::BTreeMap;

use super::SchemeCheck;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::Path;
use crate::messages::phrase;
use crate::scheme::draft::MetricDraft;
use crate::scheme::used_metrics::words;
use crate::scheme::{Direction, PeerFact, PeerKind, PeerTies, Peers, PeersDraft, TiedRanks};

impl SchemeCheck {
    /// The facts that metrics are about all organisations; all that is wrong with them is reported.
    pub(super) fn declare_peers(&mut self, drafts: &BTreeMap<String, MetricDraft>, ties: TiedRanks) {
        for (id, draft) in drafts {
            let Some(peers) = &draft.peers else { continue };
            let path = Path::top().key("metrics").key(id);
            if draft.formula.is_some() {
                let place = self.places.key(&path.key("formula"));
                self.found.push(Diagnostic::new(Code::UnknownField).at(place).fact("field", "formula"));
            }
            let path = path.key("peers");
            if !self.metrics.contains_key(&peers.of) {
                let problem = Diagnostic::new(Code::UnknownMetric).at(self.places.value(&path.key("of")));
                let known = drafts.iter().filter(|(_, other)| other.peers.is_none()).map(|(id, _)| id.as_str());
                self.found.push(problem.fact("metric", &peers.of).suggest(&peers.of, known));
                continue;
            }
            let Some(kind) = self.peer_kind(peers, ties, &path) else { continue };
            let place = self.places.key(&path);
            let of = self.metrics.get(&peers.of).map(|of| of.unit.clone());
            let Some(metric) = self.metrics.get_mut(id) else { continue };
            // What is left open is counted as the figures are.
            if let Some(of) = of.filter(|_| !kind.is_counted() && metric.unit.is_plain()) {
                metric.unit = of;
            }
            metric.peers = Some(Peers { of: peers.of.clone(), kind, place });
        }
        self.check_layers(drafts);
    }

    /// The fact with all that it needs; nothing where something of it is lacking.
    fn peer_kind(&mut self, draft: &PeersDraft, ties: TiedRanks, path: &Path) -> Option<PeerKind> {
        if draft.fact != PeerFact::Rank {
            let given = [("direction", draft.direction.is_some()), ("tied_ranks", draft.tied_ranks.is_some())];
            for (field, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
                let place = self.places.key(&path.key(field));
                self.found.push(Diagnostic::new(Code::UnknownField).at(place).fact("field", field));
            }
        }
        Some(match draft.fact {
            PeerFact::Rank => {
                let is_higher_better = match draft.direction {
                    Some(Direction::Higher) => true,
                    Some(Direction::Lower) => false,
                    Some(Direction::Either) => {
                        let problem = Diagnostic::new(Code::PeersForm).at(self.places.value(&path.key("direction")));
                        self.found.push(problem.said("detail", phrase("peers-direction", &[])));
                        return None;
                    }
                    None => {
                        let problem = Diagnostic::new(Code::MissingField).at(self.places.key(path));
                        self.found.push(problem.fact("field", "direction"));
                        return None;
                    }
                };
                let ties = draft.tied_ranks.unwrap_or_else(|| PeerTies::from(ties));
                PeerKind::Rank { is_higher_better, ties }
            }
            PeerFact::Count => PeerKind::Count,
            PeerFact::Sum => PeerKind::Sum,
            PeerFact::Mean => PeerKind::Mean,
            PeerFact::Min => PeerKind::Min,
            PeerFact::Max => PeerKind::Max,
        })
    }

    /// Facts about facts: what all organisations report is read once, so that what is compared must not rest on it.
    fn check_layers(&mut self, drafts: &BTreeMap<String, MetricDraft>) {
        for (id, draft) in drafts {
            let Some(peers) = &draft.peers else { continue };
            let mut open = vec![peers.of.as_str()];
            let mut seen: Vec<&str> = Vec::new();
            let found = loop {
                let Some(name) = open.pop() else { break None };
                let Some(metric) = drafts.get(name).filter(|_| !seen.contains(&name)) else { continue };
                if metric.peers.is_some() {
                    break Some(name);
                }
                seen.push(name);
                open.extend(metric.formula.iter().flat_map(|formula| words(formula)));
            };
            if let Some(name) = found {
                let place = self.places.value(&Path::top().key("metrics").key(id).key("peers").key("of"));
                let detail = phrase("peers-of-peers", &[("metric", Bilingual::same(name))]);
                self.found.push(Diagnostic::new(Code::PeersForm).at(place).said("detail", detail));
            }
        }
    }
}
