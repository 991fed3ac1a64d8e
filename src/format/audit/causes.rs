//! Explanations for people.

use crate::format::phrases::{separator, with_sign};
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::review::accounts::Column;
use crate::review::audit::{Audit, Closed, ExplainingFault, Explanation, Fault};

/// All explanations in lines, and what is left without one.
pub(super) fn all(audit: &Audit, messages: &Messages) -> Vec<String> {
    let mut told = Vec::new();
    let mut groups: Vec<usize> = Vec::new();
    for (position, explanation) in audit.explanations.iter().enumerate() {
        if groups.contains(&explanation.group) {
            told.push(messages.say("audit-or", &[]));
        }
        groups.push(explanation.group);
        told.extend(lines(position.saturating_add(1), explanation, messages));
    }
    for (id, count) in [("audit-undecided", audit.undecided), ("audit-unexplained", audit.unexplained)] {
        if count > 0 {
            told.push(messages.say(id, &[("count", &count.to_string())]));
        }
    }
    if audit.is_cut {
        told.push(messages.say("audit-cut", &[]));
    }
    told
}

/// The explanation in lines; the first carries its number, from 1.
fn lines(number: usize, explanation: &Explanation, messages: &Messages) -> Vec<String> {
    let number = number.to_string();
    let (count, independent) = (explanation.closes.len().to_string(), explanation.independent.to_string());
    let mut facts = vec![("number", number.as_str()), ("count", &count), ("independent", &independent)];
    if let [only] = explanation.causes.as_slice() {
        let (fault, closes) = (fault(&only.fault, messages), closes(&explanation.closes, messages));
        let open = explanation.left_open.to_string();
        facts.extend([("fault", fault.as_str()), ("closes", &closes)]);
        let id = if explanation.left_open == 0 { "audit-alone" } else { "audit-partly" };
        facts.push(("open", &open));
        return vec![messages.say(id, &facts)];
    }
    let faults = explanation.causes.len().to_string();
    facts.push(("faults", &faults));
    let mut lines = vec![messages.say("audit-together", &facts)];
    lines.extend(explanation.causes.iter().map(|cause| format!("   - {}", cause_words(cause, messages))));
    let own: Vec<&Closed> = explanation.causes.iter().flat_map(|cause| &cause.closes).collect();
    let is_new = |closed: &&Closed| {
        !own.iter()
            .any(|other| (&other.check, &other.about, other.column) == (&closed.check, &closed.about, closed.column))
    };
    let joint: Vec<Closed> = explanation.closes.iter().filter(is_new).cloned().collect();
    if !joint.is_empty() {
        let closes = closes(&joint, messages);
        let count = joint.len().to_string();
        lines.push(format!("   {}", messages.say("audit-joint", &[("closes", &closes), ("count", &count)])));
    }
    lines
}

fn cause_words(cause: &ExplainingFault, messages: &Messages) -> String {
    let (fault, closes) = (fault(&cause.fault, messages), closes(&cause.closes, messages));
    let (count, independent) = (cause.closes.len().to_string(), cause.independent.to_string());
    let facts = [("fault", fault.as_str()), ("closes", &closes), ("count", &count), ("independent", &independent)];
    messages.say("audit-fault", &facts)
}

/// What is closed, each with its residual, and whether all of it is closed to the last digit.
fn closes(closed: &[Closed], messages: &Messages) -> String {
    let words = closed.iter().map(|closed| {
        let name = closed.name.iter().chain(&closed.about).map(|text| messages.pick(text).to_owned());
        let column = closed.column.map(|column| column_words(column, messages));
        let about = name.chain(column).collect::<Vec<_>>().join(" · ");
        let residual = closed.residual.as_ref().map_or_else(|| "—".to_owned(), |residual| with_sign(residual, None));
        messages.say("audit-closed", &[("check", &closed.check), ("about", &about), ("residual", &residual)])
    });
    let exactly = if closed.iter().all(|closed| closed.is_exact) { "audit-exactly-all" } else { "audit-exactly-some" };
    let words: Vec<String> = words.chain([messages.say(exactly, &[])]).collect();
    words.join(separator(messages))
}

fn column_words(column: Column, messages: &Messages) -> String {
    messages.say(&format!("audit-column-{}", column.key()), &[])
}

/// The fault in a sentence.
pub(super) fn fault(fault: &Fault, messages: &Messages) -> String {
    let cell = |figure: &Bilingual, column: &Option<Column>| {
        let column = column.map(|column| format!(" · {}", column_words(column, messages)));
        format!("{}{}", messages.pick(figure), column.unwrap_or_default())
    };
    match fault {
        Fault::MissingRow { table, class, amounts } => {
            let amounts = amounts.iter().map(|(column, amount)| {
                let column = column_words(*column, messages);
                messages.say("audit-fault-amount", &[("column", &column), ("amount", &amount.to_string())])
            });
            let amounts = amounts.collect::<Vec<_>>().join(messages.say("list-comma", &[]).as_str());
            let mut facts = vec![("table", messages.pick(table)), ("amounts", &amounts)];
            match class {
                Some(class) => {
                    facts.push(("class", messages.pick(class)));
                    messages.say("audit-fault-missing-row-in", &facts)
                }
                None => messages.say("audit-fault-missing-row", &facts),
            }
        }
        Fault::RowTwice { row, twin } => {
            messages.say("audit-fault-row-twice", &[("row", messages.pick(row)), ("twin", messages.pick(twin))])
        }
        Fault::CopiedAmount { row, twin, column, printed, wanted } => {
            let difference = printed.subtract(wanted).map_or_else(|_| "—".to_owned(), |it| it.to_string());
            messages.say(
                "audit-fault-copied",
                &[
                    ("row", messages.pick(row)),
                    ("twin", messages.pick(twin)),
                    ("column", &column_words(*column, messages)),
                    ("printed", &printed.to_string()),
                    ("wanted", &wanted.to_string()),
                    ("difference", &difference),
                ],
            )
        }
        Fault::UnitSlip { figure, column, printed, unit, factor } => {
            let (figure, printed) = (cell(figure, column), format!("{printed}{unit}"));
            let facts = [("figure", figure.as_str()), ("printed", &printed), ("factor", &factor.to_string())];
            messages.say("audit-fault-slip", &facts)
        }
        Fault::Transposition { figure, column, printed, wanted } => {
            let (figure, printed, wanted) = (cell(figure, column), printed.to_string(), wanted.to_string());
            let facts = [("figure", figure.as_str()), ("printed", &printed), ("wanted", &wanted)];
            messages.say("audit-fault-transposition", &facts)
        }
        Fault::Denominator { figure, whole, number } => messages.say(
            "audit-fault-denominator",
            &[("figure", messages.pick(figure)), ("whole", messages.pick(whole)), ("number", number)],
        ),
    }
}
