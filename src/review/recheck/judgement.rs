//! Points that a person gave: whether they lie in the tier that is permitted.

use super::scoring_context::ScoringContext;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::Row;
use crate::language::Bilingual;
use crate::numeric::{Number, Unit};
use crate::rule::{JudgementInputs, WrittenParameters};
use crate::scheme::Indicator;

/// Points that target and actual do not settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whether the points lie in the tier that is permitted; unknown where no rule says so.
    pub fit: Option<Fit>,
}

/// How points lie to the tier that is permitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// In the tier, as the rule words it.
    Within(Bilingual),
    /// Only in the tier of an older form, as the rule words it.
    WithinOlder(Bilingual),
    /// Outside, as the rule words it.
    Outside(Bilingual),
}

/// How claimed points lie to the tier of a row whose rule takes its points from a person.
///
/// # Errors
/// The problem that refuses the row whatever the points: an unknown tier, none at all.
pub(super) fn judge(
    context: &ScoringContext<'_>,
    indicator: &Indicator,
    inputs: &JudgementInputs,
    points: &Number,
) -> Result<Judgement, Box<(Row, Diagnostics)>> {
    let entered = |points: &Number, older: &WrittenParameters| {
        context.score(|trial| {
            trial.input(indicator, &inputs.points, points.to_string(), &Unit::parse(""));
            trial.row(|row| {
                inputs.instead.iter().for_each(|other| drop(row.inputs.remove(other)));
            });
            trial.parameters(older);
        })
    };
    let fit = fit(inputs, |older| entered(points, older));
    if let Some(Fit::Outside(_)) | None = fit {
        // If no twentieth of the weight is accepted either, it is not the points that are refused.
        let weight = indicator.weight.number();
        let mut tried = twentieths(weight).filter_map(|points| entered(&points, &Vec::new()));
        let is_scored = |(row, _): &(Row, Diagnostics)| row.points().is_some();
        let Some(first) = tried.next() else { return Ok(Judgement { fit: None }) };
        if !is_scored(&first) && !tried.any(|other| is_scored(&other)) {
            return Err(Box::new(first));
        }
    }
    Ok(Judgement { fit })
}

/// From the whole weight down to nothing.
fn twentieths(weight: &Number) -> impl Iterator<Item = Number> {
    let twentieth = weight.divide(&Number::from(20)).ok();
    (0..=20_i64).rev().filter_map(move |count| twentieth.as_ref()?.multiply(&Number::from(count)).ok())
}

/// How the row comes out with the points entered: as its rule judges today, then as older forms do.
fn fit(inputs: &JudgementInputs, entered: impl Fn(&WrittenParameters) -> Option<(Row, Diagnostics)>) -> Option<Fit> {
    let refusal = |problems: &Diagnostics| {
        let refused = problems.iter().find(|problem| problem.code == Code::RuleRefusal);
        refused.and_then(|problem: &Diagnostic| problem.get("detail").cloned())
    };
    let (row, problems) = entered(&Vec::new())?;
    if row.points().is_some() {
        return row.sentence().map(Fit::Within);
    }
    let outside = refusal(&problems)?;
    match inputs.older.as_ref().and_then(entered) {
        Some((row, _)) if row.points().is_some() => row.sentence().map(Fit::WithinOlder),
        _ => Some(Fit::Outside(outside)),
    }
}
