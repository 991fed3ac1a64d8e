//! Joining facts about all organisations with the metrics that they are about.

use super::compiled::{CompiledPeers, MetricId};
use super::compiler::Compiler;
use crate::diagnostic::Diagnostic;
use crate::messages::phrase;
use crate::numeric::Unit;
use crate::scheme::Peers;

impl Compiler<'_> {
    /// A fact with the metric that it is about, which is used by it.
    pub(super) fn peers(&mut self, peers: &Peers) -> Option<CompiledPeers> {
        let of = self.names.binary_search(&peers.of.as_str()).ok()?;
        self.used.get_mut(of).into_iter().for_each(|used| *used = true);
        Some(CompiledPeers { of, kind: peers.kind, place: peers.place.clone() })
    }

    /// What a fact is counted in, once it is known what the figures are counted in: a rank and a count are numbers of
    /// organisations, all else is of the unit of the figures.
    pub(super) fn count_peers(&mut self, id: MetricId, peers: &CompiledPeers, unit: &mut Unit) {
        let Some(of) = self.units.get(peers.of).cloned() else { return };
        if peers.kind.is_counted() {
            if unit.is_measure() {
                let problem = Diagnostic::unlike_units(unit, unit).said("wanted", phrase("unit-of-counts", &[]));
                self.problems.push(problem.at(peers.place.clone()));
            }
        } else if unit.is_plain() {
            *unit = of;
        } else if !unit.is_like(&of) {
            self.problems.push(Diagnostic::unlike_units(&of, unit).at(peers.place.clone()));
        }
        self.units.get_mut(id).into_iter().for_each(|known| known.clone_from(unit));
    }
}
