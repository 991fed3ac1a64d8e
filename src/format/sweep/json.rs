//! A sweep for machines.

use serde_json::{Value as Json, json};

use crate::analysis::sweep::{Bar, Beyond, Bound, Reach, RowSweep, Sampled, Span, Step, Sweep, Tornado};
use crate::format::json::{both, exact, problem};

/// The sweep as JSON. Keys in the order of this function; numbers are texts, fractions where they never end.
#[must_use]
pub fn sweep_json(sweep: &Sweep) -> Json {
    json!({
        "scheme": sweep.scheme,
        "title": both(&sweep.title),
        "unit": sweep.unit,
        "year": sweep.year,
        "mode": sweep.mode.to_string(),
        "locked": sweep.locked,
        "grid": sweep.grid.as_ref().map(ToString::to_string),
        "total": {
            "points": sweep.total.points.number().to_padded(sweep.places),
            "unrounded": exact(&sweep.total.unrounded),
            "grade": both(&sweep.total.grade),
        },
        "tornadoes": sweep.tornadoes.iter().map(tornado).collect::<Vec<_>>(),
        "rows": sweep.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn tornado(tornado: &Tornado) -> Json {
    let (unit, by) = match &tornado.step {
        Step::Points(points) => ("points", points),
        Step::Percent(percent) => ("percent", percent),
    };
    json!({ "unit": unit, "by": exact(by), "bars": tornado.bars.iter().map(bar).collect::<Vec<_>>() })
}

fn bar(bar: &Bar) -> Json {
    json!({
        "id": bar.id,
        "name": both(&bar.name),
        "weight": bar.weight.to_string(),
        "less": reach(&bar.less),
        "more": reach(&bar.more),
        "swing": exact(&bar.swing),
    })
}

fn reach(reach: &Reach) -> Json {
    match reach {
        Reach::Reached(reached) => json!({
            "weight": exact(&reached.weight),
            "total": exact(&reached.total),
            "unrounded": exact(&reached.unrounded),
            "grade": both(&reached.grade),
            "change": exact(&reached.change),
        }),
        Reach::Refused(why) => json!({ "refused": problem(why) }),
    }
}

fn row(row: &RowSweep) -> Json {
    let sampled = row.sampled.as_ref().map(|why| match why {
        Sampled::Opaque(why) => json!({ "because": "opaque", "problem": problem(why) }),
        Sampled::Rescaled => json!({ "because": "rescaled" }),
        Sampled::TooManyJumps => json!({ "because": "too-many-jumps" }),
        Sampled::Refused(why) => json!({ "because": "refused", "problem": problem(why) }),
    });
    json!({
        "id": row.id,
        "name": both(&row.name),
        "weight": row.weight.to_string(),
        "points": row.points.as_ref().map(exact),
        "exact": row.exact.as_ref().map(span),
        "sampled": sampled,
        "on_grid": row.on_grid.as_ref().map(span),
        "without": row.without.as_ref().map(reach),
        "headroom": row.headroom.as_ref().map(|headroom| {
            json!({ "points": exact(&headroom.points), "is_most": headroom.is_most })
        }),
    })
}

fn span(span: &Span) -> Json {
    json!({ "low": bound(&span.low), "high": bound(&span.high) })
}

fn bound(bound: &Bound) -> Json {
    let beyond = match &bound.beyond {
        Beyond::Grade { weight, total, grade } => {
            json!({ "weight": exact(weight), "total": exact(total), "grade": both(grade) })
        }
        Beyond::Withheld { weight, problem: why } => json!({ "weight": exact(weight), "withheld": problem(why) }),
        Beyond::Edge => json!("edge"),
        Beyond::NotLooked => json!("not-looked"),
    };
    json!({ "at": exact(&bound.at), "closed": bound.closed, "beyond": beyond })
}
