//! Which input of a row a rule refuses: a word that is none of its levels, or what its sentence speaks of.

use super::compiled::{CompiledRow, CompiledUse};
use super::inputs::Inputs;
use crate::diagnostic::Diagnostic;
use crate::location::Place;
use crate::rule::{Kind, Value};

/// The input that a rule refuses.
pub(super) struct RefusedInput {
    /// Where it was reported.
    pub place: Option<Place>,
    /// The words that the rule takes there, where it takes only some.
    pub known: Vec<String>,
}

/// The input that the script refuses whose line is the place of the problem.
pub(super) fn refused_input(row: &CompiledRow, inputs: &Inputs, problem: &Diagnostic) -> Option<RefusedInput> {
    let script = problem.place.as_ref()?.source();
    let used = row.uses().find(|used| used.rule.source() == script)?;
    unknown_word(used, inputs).or_else(|| {
        let key = problem.get("key")?;
        let sentence = &used.rule.metadata().sentences.get(&key.en)?.zh;
        let named = used.inputs().find(|(name, ..)| sentence.contains(&format!("{{{name}}}")))?;
        let first = named.2?.first()?;
        Some(RefusedInput { place: inputs.places(&first.formula).into_iter().next(), known: Vec::new() })
    })
}

/// The word that stands in none of the lists and tables of the rule's parameters, if they have any.
fn unknown_word(used: &CompiledUse, inputs: &Inputs) -> Option<RefusedInput> {
    let mut known: Vec<String> = Vec::new();
    for value in used.params.values() {
        match value {
            Value::List(items) => known.extend(items.iter().filter_map(|item| match item {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            })),
            Value::Map(entries) => known.extend(entries.keys().cloned()),
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
