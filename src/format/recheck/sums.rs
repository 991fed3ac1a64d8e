//! Sums, groups, the grade, the review and what is not as it should be: a line each.

use super::sentences::{percent, rounding_words, say};
use crate::format::phrases;
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::numeric::Number;
use crate::review::recheck::{DisagreementReason, GroupCheck, Recheck, ReviewCheck, Sum, SumRange, SumVerdict};

/// The weights, the two sums, what is printed for groups, the grade and the review.
pub(super) fn totals(recheck: &Recheck, messages: &Messages) -> Vec<String> {
    let totals = &recheck.totals;
    let mut lines = Vec::new();
    let line = say(messages, "recheck-weights", &[("sum", totals.weights.sum.to_string())]);
    lines.push(match (&totals.weights.verdict, &totals.weights.claimed) {
        (SumVerdict::Possible(_), Some(claimed)) => {
            let claimed = ("claimed", claimed.to_string());
            format!("{line}{}", say(messages, "recheck-weights-part", &[claimed]))
        }
        // A table of more than 100 points that prints no sum of them is not always meant so.
        (SumVerdict::NotClaimed, None) if recheck.publication.is_some() && totals.weights.sum > usual_full_score() => {
            say(messages, "recheck-weights-over", &[("sum", totals.weights.sum.to_string())])
        }
        (verdict, claimed) => judged(&line, claimed.as_ref(), verdict, messages),
    });
    lines.extend(totals.groups.iter().flat_map(|group| self::group(group, messages)));
    for group in &totals.together {
        let facts = [("rows", list(&group.rows, messages)), ("range", range(&group.range, messages))];
        let line = say(messages, "recheck-together-sum", &facts);
        lines.push(judged(&line, Some(&group.claimed), &group.verdict, messages));
    }
    let blank = totals.blank.iter().map(|text| messages.say("recheck-total-blank", &[("text", text)]));
    lines.extend(blank);
    let both = totals.printed.iter().map(|part| ("recheck-sum-printed", part));
    for (id, (sum, verdict)) in both.chain([("recheck-sum-engine", &totals.recomputed)]) {
        let open = if id == "recheck-sum-printed" { "recheck-without" } else { "recheck-open" };
        let line = say(messages, id, &[("sum", range(&sum.range, messages))]);
        let line = format!("{line}{}", parts(sum, open, messages));
        lines.push(judged(&line, totals.claimed.as_ref(), verdict, messages));
    }
    if let Some(grade) = &totals.grade {
        let name = |grade: &Bilingual| messages.pick(grade).to_owned();
        if let (Some(claimed), Some(own)) = (&grade.claimed, grade.own()) {
            let id = if grade.has_disagreement() { "recheck-grade-differs" } else { "recheck-grade-agrees" };
            lines.push(messages.say(id, &[("claimed", claimed), ("grade", &name(own))]));
        }
        if let (Some(own), Some(recomputed)) = (grade.own(), &grade.of_recomputed)
            && own != recomputed
        {
            lines.push(say(messages, "recheck-grade-moves", &[("grade", name(own)), ("other", name(recomputed))]));
        }
    }
    lines.extend(recheck.review.iter().flat_map(|review| self::review(review, messages)));
    lines
}

/// The full score of most forms.
fn usual_full_score() -> Number {
    Number::from(100_i64)
}

/// What is not as it should be, in one line; nothing where all is.
pub(super) fn reasons(recheck: &Recheck, messages: &Messages) -> Option<String> {
    let list = reason_list(recheck, messages);
    (!list.is_empty()).then(|| messages.say("recheck-reasons", &[("list", &list)]))
}

/// The same without the sentence; empty where all is as it should be.
pub(super) fn reason_list(recheck: &Recheck, messages: &Messages) -> String {
    let found = recheck.disagreements();
    let words = found.iter().map(|reason| reason_words(reason, messages)).collect::<Vec<_>>();
    words.join(&messages.say("list-comma", &[]))
}

fn reason_words(reason: &DisagreementReason, messages: &Messages) -> String {
    let of_row = |id: &str, name: &Bilingual| messages.say(id, &[("name", messages.pick(name))]);
    match reason {
        DisagreementReason::Row { name } => of_row("recheck-reason-row", name),
        DisagreementReason::Figure { name, figure } => {
            of_row(&format!("recheck-reason-{}", <&str>::from(figure)), name)
        }
        DisagreementReason::Group { name } => of_row("recheck-reason-group", name),
        DisagreementReason::Together { names } => {
            messages.say("recheck-reason-together", &[("names", &list(names, messages))])
        }
        DisagreementReason::Weights => messages.say("recheck-reason-weights", &[]),
        DisagreementReason::Printed => messages.say("recheck-reason-printed", &[]),
        DisagreementReason::Recomputed => messages.say("recheck-reason-recomputed", &[]),
        DisagreementReason::Grade => messages.say("recheck-reason-grade", &[]),
        DisagreementReason::Review => messages.say("recheck-reason-review", &[]),
    }
}

fn group(group: &GroupCheck, messages: &Messages) -> Vec<String> {
    let name = messages.pick(&group.name).to_owned();
    let line = |id: &str, sum: String, printed: &Number, verdict: &SumVerdict| {
        let line = say(messages, id, &[("name", name.clone()), ("sum", sum)]);
        judged(&line, Some(printed), verdict, messages)
    };
    let weight = group
        .weight
        .iter()
        .map(|(printed, sum, verdict)| line("recheck-group-weight", sum.to_string(), printed, verdict));
    let points = group
        .points
        .iter()
        .map(|(printed, sum, verdict)| line("recheck-group-points", range(sum, messages), printed, verdict));
    weight.chain(points).collect()
}

/// The review: how much of it there is, its total, what is printed for it, and how far the claim lies from it.
fn review(review: &ReviewCheck, messages: &Messages) -> Vec<String> {
    let mut lines = Vec::new();
    let left = match review.left.as_slice() {
        [] => String::new(),
        left => {
            let facts = [("count", left.len().to_string()), ("rows", list(left, messages))];
            // Without a total nothing counts as claimed.
            let id = if review.total.is_some() { "recheck-review-left" } else { "recheck-review-unclaimed" };
            say(messages, id, &facts)
        }
    };
    if let (Some(total), Some(grade)) = (&review.total, &review.grade) {
        let facts = [
            ("rows", review.rows.to_string()),
            ("total", total.to_string()),
            ("grade", messages.pick(grade).to_owned()),
            ("left", left),
        ];
        lines.push(say(messages, "recheck-review-total", &facts));
    } else if review.rows > 0 {
        lines.push(say(messages, "recheck-review-open", &[("rows", review.rows.to_string()), ("left", left)]));
    }
    if let Some(printed) = &review.printed {
        let id = match &review.verdict {
            verdict if verdict.is_disagreement() => "recheck-review-printed-differs",
            SumVerdict::NothingRecomputed => "recheck-review-printed",
            _ => "recheck-review-printed-agrees",
        };
        lines.push(say(messages, id, &[("printed", printed.to_string())]));
    }
    if let (Some((printed, true)), Some(grade)) = (&review.printed_grade, &review.grade) {
        let facts = [("printed", printed.clone()), ("grade", messages.pick(grade).to_owned())];
        lines.push(say(messages, "recheck-review-grade", &facts));
    }
    lines.extend(
        review.deviation.iter().map(|share| say(messages, "recheck-review-deviation", &[("share", percent(share))])),
    );
    lines
}

fn list(names: &[Bilingual], messages: &Messages) -> String {
    names.iter().map(|name| messages.pick(name)).collect::<Vec<_>>().join(&messages.say("list-comma", &[]))
}

/// One number, or from the least to the most.
pub(super) fn range(range: &SumRange, messages: &Messages) -> String {
    match (range.decided(), &range.high) {
        (Some(points), _) => points.to_string(),
        (None, Some(high)) => {
            say(messages, "recheck-range", &[("low", range.low.to_string()), ("high", high.to_string())])
        }
        (None, None) => say(messages, "recheck-range-open", &[("low", range.low.to_string())]),
    }
}

/// Which rows of a sum are not the engine's, and which leave it open.
fn parts(sum: &Sum, open: &str, messages: &Messages) -> String {
    let said = |id: &str, rows: &[Bilingual]| {
        let facts = || [("count", rows.len().to_string()), ("rows", list(rows, messages))];
        (!rows.is_empty()).then(|| say(messages, id, &facts()))
    };
    let parts: Vec<String> =
        [said("recheck-as-claimed", &sum.as_claimed), said(open, &sum.without)].into_iter().flatten().collect();
    match parts.is_empty() {
        true => String::new(),
        false => say(messages, "recheck-sum-parts", &[("parts", parts.join(phrases::separator(messages)))]),
    }
}

/// A sum with how it stands to what is claimed.
fn judged(line: &str, stated: Option<&Number>, verdict: &SumVerdict, messages: &Messages) -> String {
    let claimed = stated.map(ToString::to_string).unwrap_or_default();
    let say = |id: &str, facts: &[(&str, &str)]| {
        let facts: Vec<(&str, &str)> = facts.iter().copied().chain([("claimed", claimed.as_str())]).collect();
        messages.say(id, &facts)
    };
    let end = match verdict {
        SumVerdict::Agrees => say("recheck-sum-agrees", &[]),
        SumVerdict::AgreesUnder(rounding) => {
            say("recheck-sum-under", &[("rounding", &rounding_words(*rounding, messages))])
        }
        SumVerdict::Explained(difference, rows) => {
            let named = rows.iter().map(|(name, own)| format!("{} {}", messages.pick(name), phrases::short(own)));
            let rows = named.collect::<Vec<_>>().join(&messages.say("list-comma", &[]));
            say("recheck-sum-explained", &[("difference", &phrases::short(difference)), ("rows", &rows)])
        }
        SumVerdict::Disagrees(difference) => {
            let id = if difference.is_negative() { "recheck-sum-low" } else { "recheck-sum-high" };
            say(id, &[("difference", &phrases::short(&difference.absolute()))])
        }
        SumVerdict::Impossible(possible) => match &possible.high {
            Some(high) if stated.is_some_and(|stated| stated > high) => {
                say("recheck-sum-above-most", &[("high", &high.to_string())])
            }
            _ => say("recheck-sum-below-least", &[("low", &possible.low.to_string())]),
        },
        SumVerdict::Possible(range) if stated.is_some_and(|stated| !range.contains(stated)) => {
            say("recheck-sum-possible-rounded", &[])
        }
        SumVerdict::Possible(_) => say("recheck-sum-possible", &[]),
        SumVerdict::NotClaimed => say("recheck-sum-not-claimed", &[]),
        SumVerdict::NothingRecomputed => say("recheck-sum-nothing", &[]),
    };
    format!("{line}{end}")
}
