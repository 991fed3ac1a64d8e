//! In which order a rule names its inputs: what was executed before the budget, otherwise as `fn inputs()` declares them.

use super::literal_tokens::entries;
use super::metadata::RuleMetadata;
use super::tokens::Lexed;

/// The names of the inputs in that order; `body` is that of `fn inputs()`, and an input that it does not write out stands
/// last.
pub(super) fn input_order(body: &[Lexed], card: &RuleMetadata) -> Vec<String> {
    let mut order: Vec<String> = Vec::new();
    for name in entries(body).into_iter().map(|entry| entry.key).chain(card.inputs.keys().cloned()) {
        if card.inputs.contains_key(&name) && !order.contains(&name) {
            order.push(name);
        }
    }
    if let Some(execution) = &card.declared.execution {
        order.retain(|name| *name != execution.executed);
        let budget = order.iter().position(|name| *name == execution.budget).unwrap_or(0);
        order.insert(budget, execution.executed.clone());
    }
    order
}
