//! Which input of a row a rule refuses: a word that is none of its levels, or what its sentence speaks of.

use super::compiled::{CompiledInput, CompiledRow, CompiledUse};
use super::inputs::Inputs;
use crate::diagnostic::Diagnostic;
use crate::location::Place;
use crate::rule::{Kind, ParameterKind, Value};

/// The input that a rule refuses.
pub(super) struct RefusedInput {
    /// Where it was reported.
    pub place: Option<Place>,
    /// The words that the rule takes there, where it takes only some.
    pub known: Vec<String>,
}

/// The input that the script refuses whose line is the place of the problem: what its sentence names; of texts, and where
/// it names none, the first word that the rule does not know.
pub(super) fn refused_input(row: &CompiledRow, inputs: &Inputs, problem: &Diagnostic) -> Option<RefusedInput> {
    let script = problem.place.as_ref()?.source();
    let used = row.uses().find(|used| used.rule.source() == script)?;
    let sentence = problem.get("key").and_then(|key| used.rule.metadata().sentences.get(&key.en));
    let named = sentence.and_then(|said| used.inputs().find(|(name, ..)| said.zh.contains(&format!("{{{name}}}"))));
    let place_of = |given: Option<&[CompiledInput]>| {
        let place = inputs.places(&given?.first()?.formula).into_iter().next();
        Some(RefusedInput { place, known: Vec::new() })
    };
    match named {
        Some((_, asked, given)) if asked.kind != Kind::Text => place_of(given),
        _ => unknown_word(used, inputs).or_else(|| place_of(named?.2)),
    }
}

/// The word that stands in none of the lists and tables of words of the rule's parameters, if they have any.
fn unknown_word(used: &CompiledUse, inputs: &Inputs) -> Option<RefusedInput> {
    let mut known: Vec<String> = Vec::new();
    for (name, parameter) in &used.rule.metadata().parameters {
        match (parameter.kind, used.params.get(name)) {
            (ParameterKind::Texts, Some(Value::List(items))) => {
                known.extend(items.iter().filter_map(Value::as_text).map(str::to_owned));
            }
            (ParameterKind::Table, Some(Value::Map(entries))) => known.extend(entries.keys().cloned()),
            _ => {}
        }
    }
    if known.is_empty() {
        return None;
    }
    let words = used.inputs().filter(|(_, asked, _)| asked.kind == Kind::Text);
    words.filter_map(|(_, asked, given)| Some((asked, given?))).find_map(|(asked, given)| {
        let is_unknown = |value: Value| matches!(value, Value::Text(word) if !known.contains(&word));
        let wrong = given.iter().find(|input| inputs.shown(asked, input, &used.usual).is_ok_and(is_unknown))?;
        Some(RefusedInput { place: inputs.places(&wrong.formula).into_iter().next(), known: known.clone() })
    })
}
