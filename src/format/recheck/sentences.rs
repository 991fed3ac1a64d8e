//! Verdicts, remarks and sums of a recheck as sentences.

use crate::evaluation::{Role, Row};
use crate::format::phrases;
use crate::format::tell_problem;
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};
use crate::review::recheck::{
    Alternative, Basis, CheckedRow, Disagreement, Fit, Judgement, Obstacle, Remark, RowVerdict,
};

/// A share as a percentage.
pub(super) fn percent(share: &Number) -> String {
    match share.multiply(&Number::from(100)) {
        Ok(percent) => format!("{}%", phrases::percentage(&percent)),
        Err(error) => error.to_string(),
    }
}

/// Why the row has its verdict, and what else is to be seen in it.
pub(super) fn why(row: &Row, checked: &CheckedRow, rounding: Option<Rounding>, messages: &Messages) -> Vec<String> {
    // A row with a bound has no points of its own to explain.
    let is_bound = checked.remarks.iter().any(|remark| matches!(remark, Remark::BoundDecides(..)));
    let engine = || match is_bound {
        true => String::new(),
        false => phrases::reasons(row, rounding, messages).join(phrases::separator(messages)),
    };
    let mut why = match &checked.verdict {
        RowVerdict::Together => vec![messages.say("recheck-with-others", &[]), engine()],
        RowVerdict::Unproven => vec![messages.say("recheck-weight-restored", &[])],
        RowVerdict::Agrees | RowVerdict::NotClaimed => vec![engine()],
        RowVerdict::AgreesUnder(alternatives) => vec![engine(), agrees_under(alternatives, checked, messages)],
        RowVerdict::Judgement(made) => judgement(made, messages),
        RowVerdict::Disagrees(found) => disagreement(found, engine(), checked, messages),
        RowVerdict::CannotBeRecomputed(Obstacle::Blank(text)) => {
            // A judged row has no points for the same reason.
            let engine = Some(engine()).filter(|engine| engine != text);
            std::iter::once(messages.say("recheck-blank", &[("text", text)])).chain(engine).collect()
        }
        RowVerdict::CannotBeRecomputed(obstacle) => vec![obstacle_words(obstacle, messages)],
    };
    // What the rule remarks is among its reasons already, where those are told.
    let told = !matches!(checked.verdict, RowVerdict::Judgement(_));
    let remarks = checked.remarks.iter().filter(|remark| !(told && matches!(remark, Remark::Rule(_))));
    why.extend(remarks.map(|found| remark(found, checked.role, messages)));
    let reason = checked.review.as_ref().and_then(|review| review.last.reason.as_deref());
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

fn judgement(made: &Judgement, messages: &Messages) -> Vec<String> {
    vec![match &made.fit {
        None => messages.say("recheck-no-tier", &[]),
        Some(Fit::Within(sentence)) => messages.say("recheck-within", &[("sentence", messages.pick(sentence))]),
        Some(Fit::WithinOlder(sentence)) => {
            messages.say("recheck-within-older", &[("sentence", messages.pick(sentence))])
        }
        Some(Fit::Outside(sentence)) => messages.say("recheck-outside", &[("sentence", messages.pick(sentence))]),
    }]
}

fn disagreement(found: &Disagreement, engine: String, checked: &CheckedRow, messages: &Messages) -> Vec<String> {
    let mut sentences = vec![engine];
    if let Some((low, high)) = &found.beyond {
        let facts = [("low", phrases::short(low)), ("high", phrases::short(high))];
        sentences.push(say(messages, "recheck-beyond", &facts));
    }
    sentences.push(favour(found, checked.role, messages));
    if found.weight_twice {
        let claimed = checked.claimed.as_ref().map(ToString::to_string).unwrap_or_default();
        let converted = checked.converted.as_ref().map(ToString::to_string).unwrap_or_default();
        sentences.push(messages.say("recheck-weight-twice", &[("claimed", &claimed), ("converted", &converted)]));
        return sentences;
    }
    let claimed = checked.counted().as_ref().map(phrases::short).unwrap_or_default();
    match &found.lifted_by {
        Some(lifted_by) => {
            let rounding = alternative(lifted_by, messages);
            sentences.push(messages.say(in_role("recheck-lifted", checked.role), &[("alternative", &rounding)]));
        }
        // What a person entered is not calculated.
        None if checked.engine.is_some() => {
            sentences.push(messages.say(in_role("recheck-no-way", checked.role), &[("claimed", &claimed)]));
        }
        None => {}
    }
    sentences
}

/// A sentence filled with facts that are made for it.
pub(super) fn say(messages: &Messages, id: &str, facts: &[(&str, String)]) -> String {
    let facts: Vec<(&str, &str)> = facts.iter().map(|(name, fact)| (*name, fact.as_str())).collect();
    messages.say(id, &facts)
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
        ("recheck-no-way", Role::Penalty) => "recheck-no-way-off",
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
        Obstacle::Between(text, low, high) => {
            let facts = [("text", text.clone()), ("low", phrases::short(low)), ("high", phrases::short(high))];
            say(messages, "recheck-between", &facts)
        }
        Obstacle::Text(text) => messages.say("recheck-text", &[("text", text)]),
        Obstacle::NoTarget(text) => messages.say("recheck-no-target", &[("text", text)]),
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
        Remark::RateAsDecimal(printed, rate) => {
            say("recheck-rate-as-decimal", &[("printed", &printed.to_string()), ("rate", &phrases::short(rate))])
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
        Remark::BoundDecides(text, points) => {
            say("recheck-bound-decides", &[("text", text), ("points", &phrases::short(points))])
        }
        Remark::Rule(text) => messages.pick(text).to_owned(),
    }
}
