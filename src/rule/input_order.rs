//! In which order a rule names its inputs: what was executed before the budget, otherwise as `fn inputs()` declares them.

use rhai::Token;

use super::metadata::RuleMetadata;
use super::tokens::Lexed;

/// The names of the inputs in that order; one that the declaration does not write out stands last.
pub(super) fn input_order(tokens: &[Lexed], card: &RuleMetadata) -> Vec<String> {
    let mut order: Vec<String> = Vec::new();
    for name in declared(tokens).chain(card.inputs.keys().cloned()) {
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

/// The keys of the mapping in `fn inputs() { #{ … } }`, as they are written.
fn declared(tokens: &[Lexed]) -> impl Iterator<Item = String> {
    let start = tokens.windows(2).position(|pair| match pair {
        [function, name] => function.token == Token::Fn && name.name() == Some("inputs"),
        _ => false,
    });
    let body = start.and_then(|start| tokens.get(start..)).unwrap_or_default();
    let mut depth = 0_usize;
    let mut is_over = false;
    body.iter().zip(body.iter().skip(1)).filter_map(move |(lexed, next)| {
        match lexed.token {
            Token::LeftBrace | Token::MapStart => depth = depth.saturating_add(1),
            Token::RightBrace => {
                depth = depth.saturating_sub(1);
                is_over |= depth == 0;
            }
            _ => {}
        }
        let name = match &lexed.token {
            Token::Identifier(name) => name.to_string(),
            Token::StringConstant(name) => name.to_string(),
            _ => return None,
        };
        (depth == 2 && !is_over && next.token == Token::Colon).then_some(name)
    })
}
