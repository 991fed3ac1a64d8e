//! Points that a person gave: whether they lie in the tier that is permitted.

use super::alternative::Bench;
use crate::data::Data;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::Row;
use crate::language::Bilingual;
use crate::numeric::{Number, Unit};
use crate::rule::{Rule, RuleSet};
use crate::scheme::Indicator;

/// The input through which a rule is told the points that a person gives.
pub(super) const ENTERED: &str = "entered";
/// The rule for points that a person gives, and the tier of a target that was reached.
const TIERS: (&str, &str) = ("qual_three_tier", "达成");

/// Points that target and actual do not settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whether the row is qualitative; otherwise points were taken off by hand although the target was reached.
    pub is_qualitative: bool,
    /// Whether the points lie in the tier that is permitted; unknown where no rule says so.
    pub fit: Option<Fit>,
}

/// How points lie to the tier that is permitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// In the tier, as the rule words it.
    Within(Bilingual),
    /// Only in the tier of the older form with 80 and 50 percent, as the rule words it.
    WithinOlder(Bilingual),
    /// Outside, as the rule words it.
    Outside(Bilingual),
}

/// Whether the row's rule takes points from a person.
pub(super) fn is_judged(book: &RuleSet, indicator: &Indicator) -> bool {
    book.get(&indicator.rule).is_some_and(|rule| rule.card().inputs.contains_key(ENTERED))
}

/// How claimed points lie to the tier of a qualitative row.
///
/// # Errors
/// The problem that refuses the row whatever the points: an unknown tier, none at all.
pub(super) fn judge(
    bench: &Bench<'_>,
    indicator: &Indicator,
    points: &Number,
) -> Result<Judgement, Box<(Row, Diagnostics)>> {
    let entered = |points: &Number, older: bool| {
        bench.score(|trial| {
            trial.input(indicator, ENTERED, points.to_string(), &Unit::parse(""));
            trial.row(|row| {
                row.inputs.remove("position");
                if older {
                    row.params.insert("edges".to_owned(), Data::Text("old".to_owned()));
                }
            });
        })
    };
    let fit = fit(|older| entered(points, older));
    if let Some(Fit::Outside(_)) | None = fit {
        // One of full marks, 70 % and none lies in every tier: if all are refused, it is not the points that are.
        let weight = indicator.weight.number();
        let middle = Number::parse("0.7").and_then(|share| share.multiply(weight)).unwrap_or_else(|_| weight.clone());
        let tried: Vec<_> =
            [weight.clone(), middle, Number::zero()].iter().filter_map(|points| entered(points, false)).collect();
        if tried.iter().all(|(row, _)| row.points().is_none()) {
            let refused = tried.into_iter().next().map(Box::new);
            return refused.map_or(Ok(Judgement { is_qualitative: true, fit: None }), Err);
        }
    }
    Ok(Judgement { is_qualitative: true, fit })
}

/// How points taken off by hand lie to the tier of a target that was reached.
pub(super) fn by_hand(bench: &Bench<'_>, indicator: &Indicator, points: &Number) -> Judgement {
    let (rule, tier) = TIERS;
    let entered = |older: bool| {
        bench.score(|trial| {
            trial.rule(rule, if older { &[("edges", "old")] } else { &[] });
            trial.row(|row| {
                row.inputs.clear();
                row.modifiers.clear();
            });
            trial.input(indicator, "tier", tier.to_owned(), &Unit::parse(""));
            trial.input(indicator, ENTERED, points.to_string(), &Unit::parse(""));
        })
    };
    Judgement { is_qualitative: false, fit: fit(entered) }
}

fn fit(entered: impl Fn(bool) -> Option<(Row, Diagnostics)>) -> Option<Fit> {
    let refusal = |problems: &Diagnostics| {
        let refused = problems.iter().find(|problem| problem.code == Code::RuleRefusal);
        refused.and_then(|problem: &Diagnostic| problem.get("detail").cloned())
    };
    let (row, problems) = entered(false)?;
    if row.points().is_some() {
        return row.trace.sentence.map(Fit::Within);
    }
    let outside = refusal(&problems)?;
    match entered(true) {
        Some((row, _)) if row.points().is_some() => row.trace.sentence.map(Fit::WithinOlder),
        _ => Some(Fit::Outside(outside)),
    }
}
