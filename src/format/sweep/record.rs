//! A sweep for machines.

use crate::analysis::sweep::{
    Bar, BarRecord, Beyond, BeyondRecord, Bound, BoundRecord, Reach, ReachRecord, RowSweep, Sampled, SampledRecord,
    SpanEnd, SpanRecord, StabilityInterval, Sweep, SweepRecord, SweepTotal, SweptRow, Tornado, TornadoRecord,
};
use crate::format::record::problem_record;
use crate::record::Shown;

/// The sweep as a record.
#[must_use]
pub fn sweep_record(sweep: &Sweep) -> SweepRecord {
    SweepRecord {
        scheme: sweep.scheme.clone(),
        title: sweep.title.clone(),
        unit: sweep.unit.clone(),
        year: sweep.year.clone(),
        mode: sweep.mode.clone(),
        locked: sweep.locked.clone(),
        grid: sweep.grid.clone(),
        total: SweepTotal {
            points: Shown::padded(sweep.total.points.number(), sweep.places),
            unrounded: sweep.total.unrounded.clone(),
            grade: sweep.total.grade.clone(),
        },
        tornadoes: sweep.tornadoes.iter().map(tornado).collect(),
        rows: sweep.rows.iter().map(row).collect(),
    }
}

fn tornado(tornado: &Tornado) -> TornadoRecord {
    TornadoRecord { step: tornado.step.clone(), bars: tornado.bars.iter().map(bar).collect() }
}

fn bar(bar: &Bar) -> BarRecord {
    BarRecord {
        id: bar.id.clone(),
        name: bar.name.clone(),
        weight: bar.weight.clone(),
        less: reach(&bar.less),
        more: reach(&bar.more),
        swing: bar.swing.clone(),
    }
}

fn reach(reach: &Reach) -> ReachRecord {
    match reach {
        Reach::Reached(reached) => ReachRecord::Reached(reached.clone()),
        Reach::Refused(why) => ReachRecord::Refused { refused: problem_record(why) },
    }
}

fn row(row: &RowSweep) -> SweptRow {
    SweptRow {
        id: row.id.clone(),
        name: row.name.clone(),
        weight: row.weight.clone(),
        points: row.points.clone(),
        exact: row.exact.as_ref().map(span),
        sampled: row.sampled.as_ref().map(sampled),
        on_grid: row.on_grid.as_ref().map(span),
        without: row.without.as_ref().map(reach),
        headroom: row.headroom.clone(),
    }
}

fn sampled(why: &Sampled) -> SampledRecord {
    match why {
        Sampled::Opaque(why) => SampledRecord::Opaque { problem: problem_record(why) },
        Sampled::Rescaled => SampledRecord::Rescaled,
        Sampled::TooManyJumps => SampledRecord::TooManyJumps,
        Sampled::Refused(why) => SampledRecord::Refused { problem: problem_record(why) },
    }
}

fn span(span: &StabilityInterval) -> SpanRecord {
    SpanRecord { low: bound(&span.low), high: bound(&span.high) }
}

fn bound(bound: &Bound) -> BoundRecord {
    let beyond = match &bound.beyond {
        Beyond::Grade { weight, total, grade } => {
            BeyondRecord::Grade { weight: weight.clone(), total: total.clone(), grade: grade.clone() }
        }
        Beyond::Withheld { weight, problem } => {
            BeyondRecord::Withheld { weight: weight.clone(), withheld: problem_record(problem) }
        }
        Beyond::Edge => BeyondRecord::End(SpanEnd::Edge),
        Beyond::NotLooked => BeyondRecord::End(SpanEnd::NotLooked),
    };
    BoundRecord { at: bound.at.clone(), closed: bound.closed, beyond }
}
