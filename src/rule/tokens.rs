//! The tokens of a script with their places, and which of them decide about points.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{Engine, Token};

use crate::location::{Place, Source};

/// A token where it stands.
#[derive(Clone, Debug)]
pub(super) struct Lexed {
    pub token: Token,
    pub place: Place,
}

impl Lexed {
    /// The name, if the token is one.
    pub fn name(&self) -> Option<&str> {
        match &self.token {
            Token::Identifier(name) => Some(name.as_str()),
            _ => None,
        }
    }
}

/// Cuts a script that compiles into its tokens.
pub(super) fn cut(engine: &Engine, source: &Arc<Source>) -> Vec<Lexed> {
    let mut starts = vec![0_usize];
    starts.extend(source.text().match_indices('\n').map(|(at, _)| at.saturating_add(1)));
    // The line and column of the last token, and its byte: the next one is looked for from there.
    let mut last = (0_usize, 1_usize, 0_usize);
    let mut offset = |line: usize, column: usize| {
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(source.text().len());
        let (from, columns) = match last {
            (same, before, at) if same == line && before <= column => (at, column.saturating_sub(before)),
            _ => (start, column.saturating_sub(1)),
        };
        let rest = source.text().get(from..).unwrap_or_default();
        let inside = rest.char_indices().nth(columns).map_or(rest.len(), |(at, _)| at);
        last = (line, column, from.saturating_add(inside));
        from.saturating_add(inside)
    };
    let texts = [source.text()];
    let (tokens, control) = engine.lex(&texts);
    // A `${…}` inside a text is code; where its brace closes, the text goes on.
    let mut depth = 0_usize;
    let mut inside_text: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (token, position) in tokens {
        match &token {
            Token::InterpolatedString(_) => inside_text.push(depth),
            Token::LeftBrace | Token::MapStart => depth = depth.saturating_add(1),
            Token::RightBrace => {
                depth = depth.saturating_sub(1);
                if inside_text.last() == Some(&depth) {
                    inside_text.pop();
                    control.borrow_mut().is_within_text = true;
                }
            }
            Token::EOF => break,
            _ => {}
        }
        let start = offset(position.line().unwrap_or(1), position.position().unwrap_or(1));
        let end = start.saturating_add(width(&token, source.text().get(start..).unwrap_or_default()));
        found.push(Lexed { token, place: Place::new(source, start..end) });
    }
    found
}

/// How many bytes a token takes at the beginning of `rest`.
fn width(token: &Token, rest: &str) -> usize {
    match token {
        Token::IntegerConstant(_) | Token::DecimalConstant(_) => {
            let number = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
            let sign = usize::from(rest.starts_with('-'));
            rest.get(sign..).unwrap_or_default().find(|c| !number(c)).map_or(rest.len(), |end| sign.saturating_add(end))
        }
        Token::Identifier(name) => name.len(),
        Token::StringConstant(text) => text.len().saturating_add(2),
        token if token.is_literal() => token.literal_syntax().len(),
        _ => 1,
    }
}

/// The bodies of the functions that decide about points: `score`, `check`, and whatever they call; each as its tokens,
/// in the order of the script.
pub(super) fn deciding(tokens: &[Lexed]) -> Vec<&[Lexed]> {
    let bodies = bodies(tokens);
    let mut reached: Vec<&str> = Vec::new();
    let mut next = vec!["score", "check"];
    while let Some(name) = next.pop() {
        let Some(body) = bodies.get(name).filter(|_| !reached.contains(&name)) else { continue };
        reached.push(name);
        next.extend(calls(body).filter(|called| bodies.contains_key(called)));
    }
    let mut found: Vec<&[Lexed]> = reached.iter().filter_map(|name| bodies.get(name).copied()).collect();
    found.sort_by_key(|body| body.first().map(|first| first.place.range().start));
    found
}

/// The body of every function, by its name.
pub(super) fn bodies(tokens: &[Lexed]) -> BTreeMap<&str, &[Lexed]> {
    let mut found = BTreeMap::new();
    let mut at = 0_usize;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        at = at.saturating_add(1);
        let [first, name, ..] = rest else { break };
        let (Token::Fn, Some(name)) = (&first.token, name.name()) else { continue };
        let Some(open) = rest.iter().position(|lexed| lexed.token == Token::LeftBrace) else { break };
        let length = block(rest.get(open..).unwrap_or_default());
        found.insert(name, rest.get(open..open.saturating_add(length)).unwrap_or_default());
        at = at.saturating_add(open).saturating_add(length).saturating_sub(1);
    }
    found
}

/// How many tokens the block has that begins with the first of them.
pub(super) fn block(tokens: &[Lexed]) -> usize {
    let mut depth = 0_usize;
    for (at, lexed) in tokens.iter().enumerate() {
        if opens(&lexed.token) {
            depth = depth.saturating_add(1);
        } else if closes(&lexed.token) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at.saturating_add(1);
            }
        }
    }
    tokens.len()
}

/// Whether a token is an opening bracket of any kind.
pub(super) fn opens(token: &Token) -> bool {
    matches!(token, Token::LeftBrace | Token::MapStart | Token::LeftParen | Token::LeftBracket)
}

/// Whether a token is a closing bracket of any kind.
pub(super) fn closes(token: &Token) -> bool {
    matches!(token, Token::RightBrace | Token::RightParen | Token::RightBracket)
}

/// The names that are called.
fn calls(tokens: &[Lexed]) -> impl Iterator<Item = &str> {
    tokens
        .iter()
        .zip(tokens.iter().skip(1))
        .filter_map(|(name, next)| matches!(next.token, Token::LeftParen | Token::Unit).then(|| name.name()).flatten())
}
