//! Facts about all organisations, of which one report alone says nothing.

use super::{Inputs, Lack};
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluation::compiled::MetricId;
use crate::location::Place;
use crate::numeric::Number;
use crate::rule::Kind;
use crate::scheme::PeerKind;

impl Inputs {
    /// What the lack of a figure means that no line of the report names. What is known only beside the others is no figure
    /// that was forgotten: no policy for missing ones gives points for it.
    pub(super) fn absent(&self, id: MetricId, asked: &Place) -> Lack {
        let Some(peers) = self.metrics.get(id).and_then(|metric| metric.peers.as_ref()) else {
            return Lack::Missing(id, asked.clone());
        };
        // Who has no figure of its own stands nowhere, whoever else reports.
        if matches!(peers.kind, PeerKind::Rank { .. })
            && let Err(lack) = self.number(peers.of, asked)
        {
            return lack;
        }
        let problem = Diagnostic::new(Code::PeersMissing).fact("metric", self.name(id)).fact("of", self.name(peers.of));
        Lack::Faulty(id, problem.at(asked.clone()).related(peers.place.clone(), "declared-here"))
    }

    /// The number of a metric in the unit that it is counted in.
    pub(in crate::evaluation) fn number(&self, id: MetricId, asked: &Place) -> Result<Option<Number>, Lack> {
        self.metric(id, Kind::Number, asked).map(|value| value.as_number().cloned())
    }
}
