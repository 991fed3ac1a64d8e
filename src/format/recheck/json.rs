//! A recheck for machines: every number as an exact text, in a documented order of keys.

use serde_json::{Value as Json, json};

use super::{sentences, verdict_name};
use crate::evaluation::Row;
use crate::format::json::{both, exact, in_both};
use crate::format::phrases;
use crate::numeric::{Number, Rounding};
use crate::review::recheck::{
    Alternative, Basis, CheckedRow, Disagreement, Fit, Judgement, Obstacle, Recheck, Remark, Sum, SumVerdict, Verdict,
};

/// The recheck as JSON; the folder is put in by whoever knows it.
#[must_use]
pub fn recheck_json(recheck: &Recheck) -> Json {
    let evaluation = &recheck.evaluation;
    let totals = &recheck.totals;
    let publication = recheck.publication.as_ref().map(|publication| {
        json!({
            "url": publication.url,
            "title": publication.title,
            "published": publication.published,
            "complete": publication.is_complete,
        })
    });
    let rows = evaluation.rows.iter().zip(&recheck.rows);
    let rounding = evaluation.roundings.indicator;
    json!({
        "scheme": evaluation.scheme,
        "title": both(&evaluation.title),
        "unit": evaluation.unit,
        "year": evaluation.year,
        "publication": publication,
        "has_claims": recheck.has_claims,
        "has_disagreement": recheck.has_disagreement(),
        "rows": rows.map(|(row, checked)| self::row(row, checked, rounding)).collect::<Vec<_>>(),
        "totals": {
            "claimed": totals.claimed.as_ref().map(exact),
            "blank": totals.blank,
            "printed": totals.printed.as_ref().map(|(part, verdict)| sum(part, verdict)),
            "recomputed": sum(&totals.recomputed.0, &totals.recomputed.1),
            "weights": {
                "claimed": totals.weights.claimed.as_ref().map(exact),
                "sum": exact(&totals.weights.sum),
                "verdict": sum_verdict(&totals.weights.verdict),
            },
            "grade": totals.grade.as_ref().map(|grade| json!({
                "claimed": grade.claimed,
                "of_claimed": grade.of_claimed.as_ref().map(both),
                "of_recomputed": both(&grade.of_recomputed),
                "disagrees": grade.has_disagreement(),
            })),
        },
    })
}

fn row(row: &Row, checked: &CheckedRow, rounding: Option<Rounding>) -> Json {
    json!({
        "id": row.id,
        "name": both(&row.name),
        "target": phrases::target(&row.trace),
        "actual": match &checked.stated {
            Some(stated) => json!({ "zh": stated, "en": stated }),
            None => in_both(|messages| phrases::actual(&row.trace, messages)),
        },
        "weight": row.weight.to_string(),
        "self": checked.claimed.as_ref().map(exact),
        "converted": checked.converted.as_ref().map(exact),
        "engine": checked.engine.as_ref().map(exact),
        "engine_unrounded": checked.engine.as_ref().and(row.trace.unrounded.as_ref()).map(exact),
        "review": checked.review.as_ref().map(|review| json!({
            "points": exact(&review.points),
            "reason": review.reason,
        })),
        "completion_deviation": checked.completion_deviation.as_ref().map(exact),
        "score_deviation": checked.score_deviation.as_ref().map(|deviation| json!({
            "share": exact(&deviation.share),
            "against": <&str>::from(deviation.against),
        })),
        "verdict": verdict(&checked.verdict),
        "remarks": checked.remarks.iter().map(remark).collect::<Vec<_>>(),
        "why": in_both(|messages| {
            sentences::why(row, checked, rounding, messages).join(phrases::separator(messages))
        }),
    })
}

fn verdict(verdict: &Verdict) -> Json {
    let name = verdict_name(verdict);
    match verdict {
        Verdict::Agrees | Verdict::NotClaimed => json!({ "verdict": name }),
        Verdict::AgreesUnder(found) => {
            let under: Vec<Json> = found.iter().map(alternative).collect();
            json!({ "verdict": name, "under": under })
        }
        Verdict::Judgement(Judgement { is_qualitative, fit }) => {
            let (fit, sentence) = match fit {
                None => (None, None),
                Some(Fit::Within(sentence)) => (Some("within"), Some(both(sentence))),
                Some(Fit::WithinOlder(sentence)) => (Some("within-older"), Some(both(sentence))),
                Some(Fit::Outside(sentence)) => (Some("outside"), Some(both(sentence))),
            };
            json!({ "verdict": name, "qualitative": is_qualitative, "tier": fit, "sentence": sentence })
        }
        Verdict::Disagrees(Disagreement { difference, weight_twice, lifted_by, others }) => {
            let others = others.iter().map(|(found, points, difference)| {
                json!({
                    "under": alternative(found),
                    "points": exact(points),
                    "difference": exact(difference),
                })
            });
            json!({
                "verdict": name,
                "difference": exact(difference),
                "favours": if difference.is_negative() { "against-unit" } else { "unit" },
                "weight_twice": weight_twice,
                "lifted_by": lifted_by.as_ref().map(|found| alternative(found)),
                "others": others.collect::<Vec<_>>(),
            })
        }
        Verdict::CannotBeRecomputed(obstacle) => {
            let why = match obstacle {
                Obstacle::Blank(_) => "blank",
                Obstacle::NotMeasured(_) => "not-measured",
                Obstacle::Text(_) => "text",
                Obstacle::Missing(_) => "missing",
                Obstacle::NotApplicable(_) => "not-applicable",
                Obstacle::Refused(_) => "refused",
            };
            json!({ "verdict": name, "why": why, "sentence": in_both(|messages| sentences::obstacle_words(obstacle, messages)) })
        }
    }
}

fn alternative(found: &Alternative) -> Json {
    let basis = match &found.basis {
        Basis::Scheme => json!({ "basis": "scheme" }),
        Basis::PrintedRate(rate) => json!({ "basis": "printed-rate", "rate": exact(rate) }),
        Basis::RoundedRate(rate) => json!({ "basis": "rounded-rate", "rate": exact(rate) }),
        Basis::Rule { rule, params, .. } => {
            let params: serde_json::Map<String, Json> =
                params.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
            json!({ "basis": "rule", "rule": rule, "params": params })
        }
        Basis::InitialBudget(budget) => json!({ "basis": "initial-budget", "budget": exact(budget) }),
        Basis::BudgetLines { budget, executed } => {
            json!({ "basis": "budget-lines", "budget": exact(budget), "executed": exact(executed) })
        }
    };
    json!({
        "from": basis,
        "rounding": found.rounding.map(rounding),
        "sentence": in_both(|messages| sentences::alternative(found, messages)),
    })
}

fn rounding(rounding: Rounding) -> Json {
    json!({ "places": rounding.places, "mode": <&str>::from(rounding.mode) })
}

fn remark(found: &Remark) -> Json {
    let (name, numbers) = match found {
        Remark::RateDiffers(printed, rate) => {
            ("rate-differs", json!({ "printed": exact(printed), "rate": exact(rate) }))
        }
        Remark::RateRounded(printed, rate) => {
            ("rate-rounded", json!({ "printed": exact(printed), "rate": exact(rate) }))
        }
        Remark::RateUndefined(printed) => ("rate-undefined", json!({ "printed": exact(printed) })),
        Remark::ConversionDiffers(wanted) => ("conversion-differs", json!({ "wanted": exact(wanted) })),
        Remark::AboveWeight => ("above-weight", json!({})),
        Remark::NoReason(lost) => ("no-reason", json!({ "lost": exact(lost) })),
        Remark::ReasonAtFullMarks(_) => ("reason-at-full-marks", json!({})),
        Remark::LinesExceed(budget, executed) => {
            ("lines-exceed", json!({ "budget": exact(budget), "executed": exact(executed) }))
        }
        Remark::LinesGive(points) => ("lines-give", json!({ "points": exact(points) })),
        Remark::ReviewHigher(by) => ("review-higher", json!({ "by": exact(by) })),
        Remark::ReviewWithoutReason => ("review-without-reason", json!({})),
        Remark::ReviewBlank => ("review-blank", json!({})),
        Remark::Rule(_) => ("rule", json!({})),
    };
    let sentence = in_both(|messages| sentences::remark(found, messages));
    json!({ "remark": name, "numbers": numbers, "sentence": sentence })
}

fn sum(sum: &Sum, verdict: &SumVerdict) -> Json {
    json!({
        "points": exact(&sum.points),
        "without": sum.without.iter().map(both).collect::<Vec<_>>(),
        "as_claimed": sum.as_claimed.iter().map(both).collect::<Vec<_>>(),
        "verdict": sum_verdict(verdict),
    })
}

fn sum_verdict(verdict: &SumVerdict) -> Json {
    let differs = |name: &str, difference: &Number| json!({ "verdict": name, "difference": exact(difference) });
    match verdict {
        SumVerdict::Agrees => json!({ "verdict": "agrees" }),
        SumVerdict::AgreesUnder(found) => json!({ "verdict": "agrees-under", "rounding": rounding(*found) }),
        SumVerdict::Explained(difference, rows) => {
            let rows = rows.iter().map(|(name, own)| json!({ "name": both(name), "difference": exact(own) }));
            let mut json = differs("explained", difference);
            if let Some(json) = json.as_object_mut() {
                json.insert("rows".to_owned(), rows.collect());
            }
            json
        }
        SumVerdict::Disagrees(difference) => differs("disagrees", difference),
        SumVerdict::NotClaimed => json!({ "verdict": "not-claimed" }),
        SumVerdict::PartOnly => json!({ "verdict": "part-only" }),
        SumVerdict::RowsWithout => json!({ "verdict": "rows-without" }),
    }
}
