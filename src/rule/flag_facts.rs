//! What sentences say of a list of yes and no: which of its items hold and which do not.

use super::sentence::Facts;
use super::value::Value;
use crate::language::Bilingual;
use crate::messages::{listed, phrase};

/// What is said of a list: the items that hold, those that do not, and the first that holds.
pub(super) const FLAG_PARTS: [&str; 3] = ["yes", "no", "first"];

/// The items of `input` that hold, those that do not and the first that holds, as `input.yes`, `input.no` and
/// `input.first`; by their names, or by their numbers where there are not as many names. Nothing for any other input.
pub(crate) fn flag_facts(input: &str, value: &Value, names: &[Bilingual]) -> Facts {
    let Value::List(items) = value else { return Facts::new() };
    let flags: Option<Vec<bool>> = items
        .iter()
        .map(|item| match item {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        })
        .collect();
    let Some(flags) = flags.filter(|flags| !flags.is_empty()) else { return Facts::new() };
    let number = |at: usize| phrase("item-number", &[("number", Bilingual::same(at.saturating_add(1).to_string()))]);
    let name = |at: usize| match names.get(at) {
        Some(name) if names.len() == flags.len() => name.clone(),
        _ => number(at),
    };
    let of = |wanted: bool| -> Vec<Bilingual> {
        flags.iter().enumerate().filter(|(_, flag)| **flag == wanted).map(|(at, _)| name(at)).collect()
    };
    let (yes, no) = (of(true), of(false));
    let first = yes.first().cloned().unwrap_or_default();
    let facts = [listed(&yes), listed(&no), first];
    FLAG_PARTS.into_iter().zip(facts).map(|(part, fact)| (format!("{input}.{part}"), fact)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_go_by_their_names_or_by_their_numbers() {
        let value = Value::List([true, false, false].map(Value::Flag).to_vec());
        let names = ["甲", "乙", "丙"].map(Bilingual::same);
        let told = |names: &[Bilingual]| {
            let facts = flag_facts("x", &value, names);
            ["x.yes", "x.no", "x.first"].map(|fact| facts.get(fact).map(|said| said.zh.clone()).unwrap_or_default())
        };
        assert_eq!(told(&names), ["甲", "乙、丙", "甲"]);
        // Two names for three items say nothing of which is which.
        assert_eq!(told(&names[..2]), ["第 1 项", "第 2 项、第 3 项", "第 1 项"]);
        assert!(flag_facts("x", &Value::List(vec![Value::Missing]), &names).is_empty());
    }
}
