//! The parts of an evaluation as words: targets, values, steps.

use super::digits::readable;
pub(super) use super::digits::{percentage, short};
use super::palette::Tone;
use crate::evaluation::{Role, Row, RowState, RowStep};
use crate::language::{Bilingual, Language};
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};
use crate::scheme::{Scheme, Target, WeightMode};

/// The target with its sign and unit, for readers.
pub(super) fn target(row: &Row, messages: &Messages) -> String {
    match row.target() {
        Some(Target::Between(low, high)) => {
            let (low, high) = (low.to_string(), high.to_string());
            messages.say("target-between", &[("low", &low), ("high", &high), ("unit", row.unit().name())])
        }
        _ => target_notation(row),
    }
}

/// The target with its sign and unit, the same in every language, for records.
pub(super) fn target_notation(row: &Row) -> String {
    let unit = row.unit().name();
    match row.target() {
        None => "—".to_owned(),
        Some(Target::AtLeast(number)) => format!("≥{number}{unit}"),
        Some(Target::MoreThan(number)) => format!(">{number}{unit}"),
        Some(Target::AtMost(number)) => format!("≤{number}{unit}"),
        Some(Target::LessThan(number)) => format!("<{number}{unit}"),
        Some(Target::Equal(number)) => format!("={number}{unit}"),
        Some(Target::Between(low, high)) => format!("{low}~{high}{unit}"),
        Some(Target::Statement(text)) => text.clone(),
        Some(Target::By(day)) => format!("≤{day}"),
    }
}

/// What was reached: the actual value alone, or every input by its name.
pub(super) fn actual(row: &Row, messages: &Messages) -> String {
    let inputs = row.inputs();
    let shown = |value: &crate::rule::Value, unit: &str| match value {
        crate::rule::Value::Number(number) => format!("{}{unit}", short(number)),
        crate::rule::Value::Flag(flag) => messages.say(if *flag { "yes" } else { "no" }, &[]),
        crate::rule::Value::List(items) => {
            let flags = items.iter().map(|item| match item {
                crate::rule::Value::Flag(flag) => messages.say(if *flag { "yes" } else { "no" }, &[]),
                other => other.to_string(),
            });
            flags.collect::<Vec<_>>().join(" / ")
        }
        other => other.to_string(),
    };
    match inputs.iter().find(|input| input.name == "actual") {
        Some(input) => shown(&input.value, input.unit.name()),
        None => {
            // Where a person judged, the level is what was reached; the points or the place within it are the judgement.
            let level = inputs.iter().find(|input| row.judged_level() == Some(input.name.as_str()));
            if let Some(level) = level {
                return shown(&level.value, level.unit.name());
            }
            let flags = inputs.iter().filter_map(|input| match input.value {
                crate::rule::Value::Flag(flag) => Some(flag),
                _ => None,
            });
            let flags: Vec<bool> = flags.collect();
            if flags.len() > 1 && flags.len() == inputs.len() {
                let yes = flags.iter().filter(|flag| **flag).count();
                let no = flags.len().saturating_sub(yes).to_string();
                return messages.say("flags-counted", &[("yes", &yes.to_string()), ("no", &no)]);
            }
            let all = inputs.iter().map(|input| shown(&input.value, input.unit.name()));
            let all: Vec<String> = all.collect();
            if all.is_empty() { "—".to_owned() } else { all.join(" / ") }
        }
    }
}

/// What the rules of a row before and after a change are called; their names where both are called the same.
pub(super) fn rule_titles(rows: (&Row, &Row), messages: &Messages) -> (String, String) {
    let title = |row: &Row| row.rule_title().map_or(row.rule(), |title| messages.pick(title)).to_owned();
    let (before, after) = (title(rows.0), title(rows.1));
    if before == after { (rows.0.rule().to_owned(), rows.1.rule().to_owned()) } else { (before, after) }
}

/// A name with the id that has to be written for it, where that is another word.
pub(super) fn with_id(id: &str, name: &Bilingual, messages: &Messages) -> String {
    match messages.pick(name) {
        name if name == id => name.to_owned(),
        name => messages.say("named-with-id", &[("name", name), ("id", id)]),
    }
}

/// Names one after the other, of many the first with a sign that there are more.
pub(super) fn some_names(names: &[impl AsRef<str>], most: usize, messages: &Messages) -> String {
    let more = (names.len() > most).then_some("…");
    let listed: Vec<&str> = names.iter().map(AsRef::as_ref).take(most).chain(more).collect();
    listed.join(&messages.say("list-comma", &[]))
}

/// Who is evaluated, and for which year, if that is known.
pub(super) fn organisation(name: &str, year: Option<&str>, messages: &Messages) -> String {
    match year {
        Some(year) => messages.say("headline", &[("unit", name), ("year", year)]),
        None => name.to_owned(),
    }
}

/// The points with the decimals of the declared rounding.
pub(super) fn points(number: &Number, rounding: Option<Rounding>) -> String {
    match rounding {
        Some(rounding) => number.to_padded(rounding.places),
        None => number.to_string(),
    }
}

/// A mean with the decimals of what it is the mean of.
pub(super) fn mean(number: &Number, rounding: Option<Rounding>) -> String {
    rounding.map_or_else(|| short(number), |rounding| rounding.apply(number).to_padded(rounding.places))
}

/// A difference with its sign, and the decimals of the declared rounding; `—` where there is none.
pub(super) fn signed(difference: Option<&Number>, rounding: Option<Rounding>) -> String {
    let Some(number) = difference else { return "—".to_owned() };
    let sign = match number {
        number if number.is_zero() => "",
        number if number.is_negative() => "-",
        _ => "+",
    };
    format!("{sign}{}", points(&number.absolute(), rounding))
}

/// A number with its sign, as [`short`] writes it, or with these decimals at least.
pub(super) fn with_sign(number: &Number, places: Option<u32>) -> String {
    let size = number.absolute();
    put_sign(number, places.map_or_else(|| short(&size), |places| size.to_padded(places)))
}

/// The size of a number with its sign.
fn put_sign(number: &Number, size: String) -> String {
    match (number.is_zero(), number.is_negative()) {
        (true, _) => size,
        (false, true) => format!("-{size}"),
        (false, false) => format!("+{size}"),
    }
}

/// A difference with its sign and what it counts: the difference of two shares is no share.
pub(super) fn difference(number: &Number, unit: &str, messages: &Messages) -> String {
    let size = number.absolute();
    let size = if matches!(unit, "%" | "‰") { percentage(&size) } else { short(&size) };
    let number = put_sign(number, size);
    match unit {
        "%" => messages.say("difference-percent", &[("difference", &number)]),
        "‰" => messages.say("difference-permille", &[("difference", &number)]),
        _ => format!("{number}{unit}"),
    }
}

/// By how much the only number that a row's rule was fed with differs from another's; none where it is no number, or is
/// counted in something else.
pub(super) fn actual_difference(old: &Row, new: &Row, messages: &Messages) -> Option<String> {
    let number = |row: &Row| {
        let inputs = row.inputs();
        let measured =
            inputs.iter().find(|input| input.name == "actual").or(inputs.first().filter(|_| inputs.len() == 1))?;
        match &measured.value {
            crate::rule::Value::Number(number) => Some((number.clone(), measured.unit.name().to_owned())),
            _ => None,
        }
    };
    let ((old, unit), (new, other)) = (number(old)?, number(new)?);
    let moved = (unit == other).then(|| new.subtract(&old).ok()).flatten()?;
    Some(difference(&moved, &unit, messages))
}

/// Who makes room; `giver` is what the mode calls who gives or takes, if it names one.
pub(super) fn mode_words(mode: &WeightMode, giver: Option<&Bilingual>, messages: &Messages) -> String {
    match giver {
        Some(giver) => messages.say("whatif-mode-transfer", &[("row", messages.pick(giver))]),
        None => messages.say(&format!("whatif-mode-{mode}"), &[]),
    }
}

/// How a signed difference is emphasised.
pub(super) fn change_tone(signed: &str) -> Tone {
    match signed.chars().next() {
        Some('+') => Tone::Gained,
        Some('-') => Tone::Lost,
        _ => Tone::Plain,
    }
}

/// Points as they count: those of a penalty are taken away.
pub(super) fn in_role(role: Role, points: String) -> String {
    let is_nothing = || points.chars().all(|character| matches!(character, '0' | '.'));
    if role == Role::Penalty && !is_nothing() { format!("-{points}") } else { points }
}

/// The points of a row, or what became of it.
pub(super) fn row_points(row: &Row, rounding: Option<Rounding>, messages: &Messages) -> String {
    match &row.state {
        RowState::Scored(scored) => in_role(row.role(), points(scored.number(), rounding)),
        RowState::NotApplicable(_) => messages.say("state-not-applicable", &[]),
        RowState::Missing(_) => messages.say("state-missing", &[]),
        RowState::Failed => messages.say("state-failed", &[]),
    }
}

/// Why the row has its points, with the digits that a reader needs.
pub(super) fn reasons(row: &Row, rounding: Option<Rounding>, messages: &Messages) -> Vec<String> {
    let all = exact_reasons(row, rounding, messages).into_iter();
    all.map(|reason| readable(&reason, messages)).collect()
}

/// Why the row has its points, with all digits: the rule's sentence, then every step after it.
pub(super) fn exact_reasons(row: &Row, rounding: Option<Rounding>, messages: &Messages) -> Vec<String> {
    let inputs = row.inputs();
    let derived = inputs.iter().filter_map(|input| match (&input.worked, &input.value) {
        // A figure that stands for itself is no derivation.
        (Some(worked), crate::rule::Value::Number(number)) if *worked != number.to_string() => {
            Some(format!("{worked} = {number}{}", input.unit.name()))
        }
        _ => None,
    });
    let mut reasons: Vec<String> = derived.collect();
    reasons.extend(row.sentence().iter().chain(&row.notes()).map(|text| messages.pick(text).to_owned()));
    match &row.state {
        RowState::NotApplicable(reason) | RowState::Missing(reason) => reasons.push(messages.pick(reason).to_owned()),
        RowState::Scored(_) | RowState::Failed => {}
    }
    reasons.extend(row.steps().iter().map(|step| step_words(row, step, rounding, messages)));
    reasons
}

fn step_words(row: &Row, step: &RowStep, rounding: Option<Rounding>, messages: &Messages) -> String {
    let say = |id: &str, before: &Number, after: &Number, why: &str| {
        messages.say(id, &[("before", &before.to_string()), ("after", &after.to_string()), ("why", why)])
    };
    match step {
        RowStep::Modified { modifier, before, after } => {
            let why = row.modifier(*modifier).map(|(_, sentence)| sentence).unwrap_or_default();
            say("step-modified", before, after, messages.pick(&why))
        }
        RowStep::Converted { weight, before, after } => {
            let (own, weight) = (row.weight().to_string(), weight.to_string());
            let (before, after) = (before.to_string(), after.to_string());
            let facts = [("before", &*before), ("after", &after), ("weight", &weight), ("own", &own)];
            messages.say("step-converted", &facts)
        }
        RowStep::Deducted { before, after } => {
            say("step-deducted", before, after, row.deduction_reason().unwrap_or_default())
        }
        RowStep::Clamped { before, after } => say("step-clamped", before, after, ""),
        RowStep::Rounded { before, after } => {
            let mode = rounding.map_or("", |rounding| rounding.mode.into());
            let places = rounding.map_or(0, |rounding| rounding.places).to_string();
            let mode = messages.say(&format!("mode-{mode}"), &[("places", &places)]);
            let after = points(after, rounding);
            messages.say("step-rounded", &[("before", &before.to_string()), ("after", &after), ("why", &mode)])
        }
        RowStep::Policy { policy, after } => {
            messages.say(&format!("policy-{}", <&str>::from(*policy)), &[("after", &after.to_string())])
        }
    }
}

/// A formula with the names of its metrics in place of their ids.
pub(super) fn named_metrics(formula: &str, scheme: &Scheme, messages: &Messages) -> String {
    let (mut named, mut word) = (String::new(), String::new());
    for character in formula.chars().chain(std::iter::once(' ')) {
        if character.is_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        named.push_str(scheme.metrics.get(&word).map_or(word.as_str(), |metric| messages.pick(&metric.name)));
        named.push(character);
        word.clear();
    }
    named.trim_end().to_owned()
}

/// The separator of reasons in a line.
pub(super) fn separator(messages: &Messages) -> &'static str {
    match messages.language() {
        Language::Zh => "；",
        Language::En => "; ",
    }
}
