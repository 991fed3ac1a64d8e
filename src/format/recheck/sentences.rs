//! Verdicts, remarks and sums of a recheck as sentences.

use crate::evaluation::{Role, Row};
use crate::format::phrases;
use crate::format::tell_problem;
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};
use crate::review::recheck::{
    Alternative, Basis, CheckedRow, Disagreement, Fit, Judgement, Obstacle, Recheck, Remark, RowVerdict, Sum,
    SumVerdict,
};

/// A share as a percentage.
pub(super) fn percent(share: &Number) -> String {
    match share.multiply(&Number::from(100)) {
        Ok(percent) => format!("{}%", phrases::short(&percent)),
        Err(error) => error.to_string(),
    }
}

/// Why the row has its verdict, and what else is to be seen in it.
pub(super) fn why(row: &Row, checked: &CheckedRow, rounding: Option<Rounding>, messages: &Messages) -> Vec<String> {
    let engine = || phrases::reasons(row, rounding, messages).join(phrases::separator(messages));
    let mut why = match &checked.verdict {
        RowVerdict::Agrees | RowVerdict::NotClaimed => vec![engine()],
        RowVerdict::AgreesUnder(alternatives) => vec![engine(), agrees_under(alternatives, checked, messages)],
        RowVerdict::Judgement(made) => judgement(made, checked, messages),
        RowVerdict::Disagrees(found) => disagreement(found, engine(), checked, messages),
        RowVerdict::CannotBeRecomputed(Obstacle::Blank(text)) => {
            vec![messages.say("recheck-blank", &[("text", text)]), engine()]
        }
        RowVerdict::CannotBeRecomputed(obstacle) => vec![obstacle_words(obstacle, messages)],
    };
    // What the rule remarks is among its reasons already, where those are told.
    let told = !matches!(checked.verdict, RowVerdict::Judgement(_));
    let remarks = checked.remarks.iter().filter(|remark| !(told && matches!(remark, Remark::Rule(_))));
    why.extend(remarks.map(|found| remark(found, checked.role, messages)));
    let reason = checked.review.as_ref().and_then(|review| review.reason.as_deref());
    why.extend(reason.map(|reason| messages.say("recheck-review-reason", &[("reason", reason)])));
    why.retain(|sentence| !sentence.is_empty());
    why
}

fn agrees_under(alternatives: &[Alternative], checked: &CheckedRow, messages: &Messages) -> String {
    let mut named = alternatives.iter().map(|found| alternative(found, messages));
    let first = named.next().unwrap_or_default();
    let claimed = checked.counted().as_ref().map(ToString::to_string).unwrap_or_default();
    let sentence =
        messages.say(in_role("recheck-under", checked.role), &[("alternative", &first), ("claimed", &claimed)]);
    let others: Vec<String> = named.collect();
    if others.is_empty() {
        return sentence;
    }
    let others = others.join(phrases::separator(messages));
    messages.say("recheck-under-others", &[("sentence", &sentence), ("others", &others)])
}

/// An alternative in words.
pub(super) fn alternative(found: &Alternative, messages: &Messages) -> String {
    let say = |id: &str, facts: &[(&str, &str)]| Some(messages.say(id, facts));
    let basis = match &found.basis {
        Basis::Scheme => None,
        Basis::PrintedRate(rate) => say("recheck-basis-printed-rate", &[("rate", &rate.to_string())]),
        Basis::RoundedRate(rate) => say("recheck-basis-rounded-rate", &[("rate", &rate.to_string())]),
        Basis::Rule { rule, title, params } => {
            let params: String = params.iter().map(|(name, value)| format!(", {name}: {value}")).collect();
            let rule = format!("{rule}{params}");
            say("recheck-basis-rule", &[("title", messages.pick(title)), ("rule", &rule)])
        }
        Basis::InitialBudget(budget) => say("recheck-basis-initial-budget", &[("budget", &budget.to_string())]),
        Basis::BudgetLines { budget, executed } => {
            say("recheck-basis-budget-lines", &[("budget", &budget.to_string()), ("executed", &executed.to_string())])
        }
    };
    let rounding = found.rounding.map(|rounding| rounding_words(rounding, messages));
    basis.into_iter().chain(rounding).collect::<Vec<_>>().join(&messages.say("recheck-then", &[]))
}

/// A rounding in words; those that are tried keep at most two decimals.
pub(super) fn rounding_words(rounding: Rounding, messages: &Messages) -> String {
    let mode = messages.say(&format!("mode-{}", <&str>::from(rounding.mode)), &[]);
    messages.say(&format!("recheck-places-{}", rounding.places), &[("mode", &mode)])
}

fn judgement(made: &Judgement, checked: &CheckedRow, messages: &Messages) -> Vec<String> {
    let by_hand = (!made.is_qualitative).then(|| {
        let engine = checked.engine.as_ref().map(ToString::to_string).unwrap_or_default();
        let claimed = checked.counted().as_ref().map(ToString::to_string).unwrap_or_default();
        messages.say("recheck-by-hand", &[("engine", &engine), ("claimed", &claimed)])
    });
    let fit = match &made.fit {
        None => messages.say("recheck-no-tier", &[]),
        Some(Fit::Within(sentence)) => messages.say("recheck-within", &[("sentence", messages.pick(sentence))]),
        Some(Fit::WithinOlder(sentence)) => {
            messages.say("recheck-within-older", &[("sentence", messages.pick(sentence))])
        }
        Some(Fit::Outside(sentence)) => messages.say("recheck-outside", &[("sentence", messages.pick(sentence))]),
    };
    by_hand.into_iter().chain([fit]).collect()
}

fn disagreement(found: &Disagreement, engine: String, checked: &CheckedRow, messages: &Messages) -> Vec<String> {
    let mut sentences = vec![engine, favour(found, checked.role, messages)];
    if found.weight_twice {
        let claimed = checked.claimed.as_ref().map(ToString::to_string).unwrap_or_default();
        let converted = checked.converted.as_ref().map(ToString::to_string).unwrap_or_default();
        sentences.push(messages.say("recheck-weight-twice", &[("claimed", &claimed), ("converted", &converted)]));
    }
    if let Some(lifted_by) = &found.lifted_by {
        let rounding = alternative(lifted_by, messages);
        sentences.push(messages.say(in_role("recheck-lifted", checked.role), &[("alternative", &rounding)]));
    }
    for (other, points, difference) in &found.others {
        let facts = [
            ("alternative", alternative(other, messages)),
            ("points", phrases::short(points)),
            ("difference", phrases::short(&difference.absolute())),
        ];
        let facts: Vec<(&str, &str)> = facts.iter().map(|(name, fact)| (*name, fact.as_str())).collect();
        let id = if difference.is_negative() { "recheck-other-low" } else { "recheck-other-high" };
        sentences.push(messages.say(in_role(id, checked.role), &facts));
    }
    sentences
}

/// Whom a claim favours, and by how much.
fn favour(found: &Disagreement, role: Role, messages: &Messages) -> String {
    let id = if found.difference.is_negative() { "recheck-claim-low" } else { "recheck-claim-high" };
    messages.say(in_role(id, role), &[("difference", &phrases::short(&found.difference.absolute()))])
}

/// The sentence of that name, which for a penalty tells what is taken off and not what is given.
fn in_role(id: &'static str, role: Role) -> &'static str {
    match (id, role) {
        ("recheck-under", Role::Penalty) => "recheck-under-off",
        ("recheck-lifted", Role::Penalty) => "recheck-lifted-off",
        ("recheck-claim-low", Role::Penalty) => "recheck-claim-low-off",
        ("recheck-claim-high", Role::Penalty) => "recheck-claim-high-off",
        ("recheck-other-low", Role::Penalty) => "recheck-other-low-off",
        ("recheck-other-high", Role::Penalty) => "recheck-other-high-off",
        ("recheck-no-reason", Role::Penalty) => "recheck-no-reason-off",
        ("recheck-reason-at-full", Role::Penalty) => "recheck-reason-at-full-off",
        ("recheck-review-higher", Role::Penalty) => "recheck-review-higher-off",
        (id, _) => id,
    }
}

/// Why a row cannot be recomputed.
pub(super) fn obstacle_words(obstacle: &Obstacle, messages: &Messages) -> String {
    match obstacle {
        Obstacle::Blank(text) => messages.say("recheck-blank", &[("text", text)]),
        Obstacle::NotMeasured(text) => messages.say("recheck-not-measured", &[("text", text)]),
        Obstacle::Text(text) => messages.say("recheck-text", &[("text", text)]),
        Obstacle::Missing(reason) => messages.say("recheck-missing", &[("reason", messages.pick(reason))]),
        Obstacle::NotApplicable(reason) => messages.say("recheck-not-applicable", &[("reason", messages.pick(reason))]),
        Obstacle::Refused(problem) => {
            messages.say("recheck-refused", &[("detail", &tell_problem(problem, messages).0)])
        }
    }
}

/// What else is to be seen in a row.
pub(super) fn remark(found: &Remark, role: Role, messages: &Messages) -> String {
    let say = |id: &'static str, facts: &[(&str, &str)]| messages.say(in_role(id, role), facts);
    match found {
        Remark::RateDiffers(printed, rate) => {
            say("recheck-rate-differs", &[("printed", &printed.to_string()), ("rate", &phrases::short(rate))])
        }
        Remark::RateRounded(printed, rate) => {
            say("recheck-rate-rounded", &[("printed", &printed.to_string()), ("rate", &phrases::short(rate))])
        }
        Remark::RateUndefined(printed) => say("recheck-rate-undefined", &[("printed", &printed.to_string())]),
        Remark::ConversionDiffers(wanted) => say("recheck-conversion-differs", &[("wanted", &wanted.to_string())]),
        Remark::AboveWeight => say("recheck-above-weight", &[]),
        Remark::NoReason(lost) => say("recheck-no-reason", &[("lost", &lost.to_string())]),
        Remark::ReasonAtFullMarks(reason) => say("recheck-reason-at-full", &[("reason", reason)]),
        Remark::LinesExceed(budget, executed) => {
            say("recheck-lines-exceed", &[("budget", &budget.to_string()), ("executed", &executed.to_string())])
        }
        Remark::LinesGive(points) => say("recheck-lines-give", &[("points", &phrases::short(points))]),
        Remark::ReviewHigher(by) => say("recheck-review-higher", &[("by", &by.to_string())]),
        Remark::ReviewWithoutReason => say("recheck-review-no-reason", &[]),
        Remark::ReviewBlank => say("recheck-review-blank", &[]),
        Remark::Rule(text) => messages.pick(text).to_owned(),
    }
}

/// The weights, the two sums and the grade, a line each.
pub(super) fn totals(recheck: &Recheck, messages: &Messages) -> Vec<String> {
    let totals = &recheck.totals;
    let mut lines = Vec::new();
    let sum = totals.weights.sum.to_string();
    let line = messages.say("recheck-weights", &[("sum", &sum)]);
    lines.push(judged(&line, totals.weights.claimed.as_ref(), &totals.weights.verdict, messages));
    let blank = totals.blank.iter().map(|text| messages.say("recheck-total-blank", &[("text", text)]));
    lines.extend(blank);
    let both = totals.printed.iter().map(|part| ("recheck-sum-printed", part));
    for (id, (sum, verdict)) in both.chain([("recheck-sum-engine", &totals.recomputed)]) {
        let line = messages.say(id, &[("sum", &sum.points.to_string())]);
        let line = format!("{line}{}", parts(sum, messages));
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
            let facts = [("grade", name(own)), ("other", name(recomputed))];
            let facts: Vec<(&str, &str)> = facts.iter().map(|(name, fact)| (*name, fact.as_str())).collect();
            lines.push(messages.say("recheck-grade-moves", &facts));
        }
    }
    lines
}

/// Which rows of a sum are not the engine's, and which are not in it.
fn parts(sum: &Sum, messages: &Messages) -> String {
    let list = |rows: &[Bilingual]| {
        let names: Vec<&str> = rows.iter().map(|name| messages.pick(name)).collect();
        names.join(&messages.say("list-comma", &[]))
    };
    let say = |id: &str, rows: &[Bilingual]| {
        let count = rows.len().to_string();
        if rows.is_empty() { String::new() } else { messages.say(id, &[("count", &count), ("rows", &list(rows))]) }
    };
    format!("{}{}", say("recheck-as-claimed", &sum.as_claimed), say("recheck-without", &sum.without))
}

/// A sum with how it stands to what is claimed.
fn judged(line: &str, claimed: Option<&Number>, verdict: &SumVerdict, messages: &Messages) -> String {
    let claimed = claimed.map(ToString::to_string).unwrap_or_default();
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
        SumVerdict::NotClaimed => say("recheck-sum-not-claimed", &[]),
        SumVerdict::PartOnly => say("recheck-sum-part", &[]),
        SumVerdict::RowsWithout => say("recheck-sum-rows-without", &[]),
        SumVerdict::CannotBeRecomputed => say("recheck-sum-cannot", &[]),
    };
    format!("{line}{end}")
}
