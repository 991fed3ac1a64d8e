//! An evaluation for machines: a documented JSON in which every number is a text, so that no reader rounds it.

use serde_json::{Map, Value as Json, json};

use super::tell_problem;
use crate::diagnostic::Diagnostic;
use crate::evaluation::{Evaluation, Row, RowInput, RowState, RowStep, Subtotal, TotalStep};
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};

/// The evaluation as JSON; the receipt is put in by whoever knows the files.
#[must_use]
pub fn evaluation_json(evaluation: &Evaluation) -> Json {
    let roundings = evaluation.roundings();
    json!({
        "scheme": evaluation.scheme(),
        "title": both(evaluation.title()),
        "unit": evaluation.organisation,
        "year": evaluation.year,
        "illustrative": evaluation.illustrative,
        "full_score": evaluation.full_score().to_string(),
        "rounding": {
            "indicator": roundings.indicator.map(rounding),
            "dimension": roundings.dimension.map(rounding),
            "total": rounding(roundings.total),
        },
        "total": total(evaluation),
        "steps": evaluation.steps.iter().map(total_step).collect::<Vec<_>>(),
        "dimensions": evaluation.subtotals.iter().map(subtotal).collect::<Vec<_>>(),
        "rows": evaluation.rows.iter().map(row).collect::<Vec<_>>(),
        "problems": evaluation.diagnostics.iter().map(problem).collect::<Vec<_>>(),
    })
}

/// The total with its grade and the distances to the next ones; null where it is withheld.
pub(super) fn total(evaluation: &Evaluation) -> Json {
    let total = evaluation.total.as_ref().map(|total| {
        json!({
            "points": total.points.number().to_padded(evaluation.roundings().total.places),
            "unrounded": exact(&total.unrounded),
            "grade": both(&total.grade),
            "up": total.up.as_ref().map(distance),
            "down": total.down.as_ref().map(distance),
        })
    });
    total.unwrap_or_default()
}

/// A text in both languages.
pub(super) fn both(text: &Bilingual) -> Json {
    json!({ "zh": text.zh, "en": text.en })
}

/// A decimal where the number ends, otherwise the fraction: never a digit less than there is.
pub(super) fn exact(number: &Number) -> String {
    if number.decimals().is_some() { number.to_string() } else { number.to_fraction() }
}

fn rounding(rounding: Rounding) -> Json {
    json!({ "places": rounding.places, "mode": <&str>::from(rounding.mode) })
}

fn distance((grade, distance): &(Bilingual, Number)) -> Json {
    json!({ "grade": both(grade), "points": exact(distance) })
}

fn subtotal(part: &Subtotal) -> Json {
    json!({
        "id": part.id(),
        "name": both(part.name()),
        "weight": part.weight().to_string(),
        "points": part.points.to_string(),
        "complete": part.is_complete,
        "dimensions": part.below.iter().map(subtotal).collect::<Vec<_>>(),
    })
}

fn row(row: &Row) -> Json {
    let (state, reason) = match &row.state {
        RowState::Scored(_) => ("scored", None),
        RowState::NotApplicable(reason) => ("not-applicable", Some(both(reason))),
        RowState::Missing(reason) => ("missing", Some(both(reason))),
        RowState::Failed => ("failed", None),
    };
    json!({
        "id": row.id(),
        "name": both(row.name()),
        "dimensions": row.dimensions(),
        "role": <&str>::from(row.role()),
        "weight": row.weight().to_string(),
        "state": state,
        "reason": reason,
        "points": row.points().map(ToString::to_string),
        "lost": row.lost().map(|lost| exact(&lost)),
        "unrounded": row.unrounded().map(exact),
        "rule": row.rule(),
        "params": row.params().iter().map(|(name, value)| (name.clone(), json!(value.to_string()))).collect::<Map<_, _>>(),
        "target": super::phrases::target(row),
        "unit": row.unit().name(),
        "basis": row.basis(),
        "inputs": row.inputs().iter().map(input).collect::<Vec<_>>(),
        "branch": row.branch(),
        "sentence": row.sentence().as_ref().map(both),
        "notes": row.notes().iter().map(both).collect::<Vec<_>>(),
        "steps": row.steps().iter().map(|step| row_step(row, step)).collect::<Vec<_>>(),
        "deviation": row.deviation(),
    })
}

fn input(input: &RowInput) -> Json {
    let value = match &input.value {
        crate::rule::Value::Number(number) => exact(number),
        other => other.to_string(),
    };
    json!({
        "name": input.name,
        "from": input.from,
        "worked": input.worked,
        "value": value,
        "unit": input.unit.name(),
        "places": input.places.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn row_step(row: &Row, step: &RowStep) -> Json {
    match step {
        RowStep::Modified { modifier, before, after } => {
            let (rule, why) = row.modifier(*modifier).unwrap_or_default();
            json!({ "step": "modified", "rule": rule, "before": exact(before), "after": exact(after), "why": both(&why) })
        }
        RowStep::Deducted { before, after } => {
            json!({ "step": "deducted", "before": exact(before), "after": exact(after), "why": row.deduction_reason() })
        }
        RowStep::Clamped { before, after } => {
            json!({ "step": "clamped", "before": exact(before), "after": exact(after) })
        }
        RowStep::Rounded { before, after } => {
            json!({ "step": "rounded", "before": exact(before), "after": exact(after) })
        }
        RowStep::Policy { policy, after } => {
            json!({ "step": "policy", "policy": <&str>::from(*policy), "after": exact(after) })
        }
    }
}

fn total_step(step: &TotalStep) -> Json {
    match step {
        TotalStep::Sum(after) => json!({ "step": "sum", "after": exact(after) }),
        TotalStep::Rescaled { points, weight, after } => {
            json!({ "step": "rescaled", "points": exact(points), "weight": exact(weight), "after": exact(after) })
        }
        TotalStep::Bonus { points, after } => {
            json!({ "step": "bonus", "points": exact(points), "after": exact(after) })
        }
        TotalStep::Penalty { points, after } => {
            json!({ "step": "penalty", "points": exact(points), "after": exact(after) })
        }
        TotalStep::Veto { id, after, .. } => json!({ "step": "veto", "id": id, "after": exact(after) }),
        TotalStep::Capped { id, figure, after, .. } => {
            json!({ "step": "capped", "id": id, "figure": exact(figure), "after": exact(after) })
        }
        TotalStep::Clamped { after } => json!({ "step": "clamped", "after": exact(after) }),
        TotalStep::Rounded { before, after } => {
            json!({ "step": "rounded", "before": exact(before), "after": exact(after) })
        }
    }
}

/// What is said in both languages, whoever reads it.
pub(super) fn in_both(words: impl Fn(&Messages) -> String) -> Json {
    both(&super::record::in_both(words))
}

/// A problem with its sentence in both languages.
pub(super) fn problem(problem: &Diagnostic) -> Json {
    json!({
        "code": problem.code.name(),
        "severity": <&str>::from(problem.severity()),
        "place": problem.place.as_ref().map(ToString::to_string),
        "row": problem.row.as_ref().map(both),
        "text": in_both(|messages| tell_problem(problem, messages).0),
    })
}
