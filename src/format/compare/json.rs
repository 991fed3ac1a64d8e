//! A comparison for machines.

use serde_json::{Value as Json, json};

use super::line_key;
use crate::comparison::compare::{Comparison, Entry, GradeChange, Part, Reversed, RowChange, Standing, row_name};
use crate::format::json::{both, exact, problem};
use crate::format::phrases;

/// The comparison for machines. Keys in the order of this function; numbers are texts, fractions where they never end.
#[must_use]
pub fn comparison_json(comparison: &Comparison) -> Json {
    json!({
        "from": standing(&comparison.from),
        "to": standing(&comparison.to),
        "difference": exact(&comparison.difference),
        "rows": comparison.rows.iter().map(row).collect::<Vec<_>>(),
        "lines": comparison.lines.iter().map(|(line, points)| {
            let (kind, id) = line_key(line);
            json!({ "line": kind, "id": id, "points": exact(points) })
        }).collect::<Vec<_>>(),
        "mean_share": exact(&comparison.mean_share),
        "full_score_part": exact(&comparison.full_score_part),
        "grade": comparison.grade.as_ref().map(grade),
    })
}

fn standing(side: &Standing) -> Json {
    json!({
        "scheme": side.scheme,
        "title": both(&side.title),
        "unit": side.unit,
        "year": side.year,
        "full_score": exact(&side.full_score),
        "total": side.total.to_padded(side.places),
        "grade": both(&side.grade),
    })
}

fn row(row: &RowChange) -> Json {
    json!({
        "id": row.entry().map(|entry| &entry.id),
        "name": both(&row_name(row)),
        "role": row.entry().map(|entry| <&str>::from(entry.role)),
        "kind": <&str>::from(row.kind),
        "from": row.from.as_ref().map(entry),
        "to": row.to.as_ref().map(entry),
        "difference": exact(&row.difference),
        "parts": row.parts.iter().map(part).collect::<Vec<_>>(),
        "veto": exact(&row.veto),
        "rounding": exact(&row.rounding),
        "undivided": exact(&row.undivided),
        "centring": exact(&row.centring),
    })
}

fn entry(entry: &Entry) -> Json {
    let trace = entry.trace.as_ref();
    json!({
        "id": entry.id,
        "weight": exact(&entry.weight),
        "target": trace.map(phrases::target),
        "inputs": trace.map(|trace| {
            let inputs = trace.inputs.iter().map(|input| json!({ "name": input.name, "value": input.value.to_string() }));
            inputs.collect::<Vec<_>>()
        }),
        "rule": trace.map(|trace| trace.rule.clone()),
        "unrounded": entry.unrounded.as_ref().map(exact),
        "points": entry.points.as_ref().map(exact),
    })
}

fn part(part: &Part) -> Json {
    json!({
        "factors": part.factors.iter().map(<&str>::from).collect::<Vec<_>>(),
        "points": exact(&part.points),
        "refused": part.refused.as_ref().map(problem),
    })
}

fn grade(change: &GradeChange) -> Json {
    let what = |what: &Reversed| match what {
        Reversed::Row { id, factors, .. } => {
            json!({ "row": id, "factors": factors.iter().map(<&str>::from).collect::<Vec<_>>() })
        }
        Reversed::All(factor) => json!({ "all": <&str>::from(factor) }),
        Reversed::Rounding => json!({ "all": "rounding" }),
        Reversed::Grades => json!({ "all": "grades" }),
        Reversed::Veto(name) => json!({ "veto": both(name) }),
        Reversed::Ceiling(name) => json!({ "ceiling": both(name) }),
    };
    json!({
        "changed": change.is_changed,
        "reversals": change.tried.iter().map(|tried| json!({
            "what": what(&tried.what),
            "total": exact(&tried.total),
            "grade": both(&tried.grade),
            "restores": tried.restores,
        })).collect::<Vec<_>>(),
        "refused": change.refused.iter().map(|(reversed, why)| json!({ "what": what(reversed), "problem": problem(why) })).collect::<Vec<_>>(),
        "weights_can_be_taken_back": change.has_same_rows,
    })
}
