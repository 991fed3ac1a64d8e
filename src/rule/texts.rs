//! The texts of a script: what it may say, and with which characters.

use rhai::{ASTNode, Expr};

use super::script_code::ScriptCode;
use crate::diagnostic::{Diagnostic, is_hidden};
use crate::location::Place;

/// Every hidden character of a script: the first that stands in its source, and the first of each text after its escapes
/// are read.
pub(super) fn hidden_characters(code: &ScriptCode) -> Vec<Diagnostic> {
    let (ast, source) = (&code.ast, &code.source);
    let text = source.text();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let raw = text.char_indices().find(|(at, character)| *at >= start && *character != '\r' && is_hidden(*character));
    if let Some((at, character)) = raw {
        return vec![Diagnostic::hidden(character, &Place::new(source, at..at.saturating_add(character.len_utf8())))];
    }
    let mut problems = Vec::new();
    ast.walk(&mut |nodes| {
        let Some(ASTNode::Expr(expression)) = nodes.last() else { return true };
        let mut check = |text: &str| {
            let hidden = text.chars().find(|character| is_hidden(*character));
            problems.extend(hidden.map(|hidden| Diagnostic::hidden(hidden, &code.place(expression.position()))));
        };
        match expression {
            Expr::StringConstant(text, _) => check(text),
            Expr::CharConstant(character, _) => check(character.encode_utf8(&mut [0; 4])),
            Expr::Map(map, _) => map.0.iter().for_each(|(key, _)| check(key.as_str())),
            _ => {}
        }
        true
    });
    problems
}
