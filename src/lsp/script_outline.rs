//! The outline of a script that may be half written: its words with their places, and the tables it declares.

use std::ops::Range;

/// A word, a text or a sign of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ScriptToken {
    pub kind: TokenKind,
    /// The bytes; those of a text without its quotes.
    pub range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    Text,
    Sign(char),
    Comment,
}

/// A script cut into what matters for finding names in it.
pub(super) struct ScriptOutline<'t> {
    pub text: &'t str,
    pub tokens: Vec<ScriptToken>,
}

impl<'t> ScriptOutline<'t> {
    pub fn read(text: &'t str) -> Self {
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some((token, end)) = next_token(text, at) {
            tokens.extend(token);
            at = end;
        }
        Self { text, tokens }
    }

    /// What a token says.
    pub fn said(&self, token: &ScriptToken) -> &'t str {
        self.text.get(token.range.clone()).unwrap_or_default()
    }

    /// The token at a byte, and its number.
    pub fn at(&self, offset: usize) -> Option<(usize, &ScriptToken)> {
        let holds = |token: &ScriptToken| token.range.start <= offset && offset <= token.range.end;
        let found = self.tokens.iter().enumerate().filter(|(_, token)| holds(token));
        found.max_by_key(|(_, token)| matches!(token.kind, TokenKind::Word | TokenKind::Text))
    }

    pub fn is_sign(&self, number: usize, sign: char) -> bool {
        self.tokens.get(number).is_some_and(|token| token.kind == TokenKind::Sign(sign))
    }

    pub fn word(&self, number: usize) -> Option<&'t str> {
        let token = self.tokens.get(number)?;
        (token.kind == TokenKind::Word).then(|| self.said(token))
    }

    /// The tokens in the body of a function, by their numbers.
    pub fn body(&self, function: &str) -> Range<usize> {
        let named = |at: &usize| self.word(*at) == Some("fn") && self.word(at.saturating_add(1)) == Some(function);
        let Some(start) = (0..self.tokens.len()).find(named) else { return 0..0 };
        let mut depth = 0_usize;
        let mut begun = None;
        for number in start..self.tokens.len() {
            if self.is_sign(number, '{') {
                begun.get_or_insert(number.saturating_add(1));
                depth = depth.saturating_add(1);
            } else if self.is_sign(number, '}') {
                depth = depth.saturating_sub(1);
                if let (0, Some(begun)) = (depth, begun) {
                    return begun..number;
                }
            }
        }
        begun.map_or(0..0, |begun| begun..self.tokens.len())
    }

    /// The keys of the table that a function gives: `a` and `b` of `fn params() { #{ a: …, b: … } }`, by their numbers.
    pub fn keys(&self, function: &str) -> Vec<usize> {
        let mut depth = 0_usize;
        let mut found = Vec::new();
        for number in self.body(function) {
            match self.tokens.get(number).map(|token| token.kind) {
                Some(TokenKind::Sign('{' | '[' | '(')) => depth = depth.saturating_add(1),
                Some(TokenKind::Sign('}' | ']' | ')')) => depth = depth.saturating_sub(1),
                Some(TokenKind::Word | TokenKind::Text)
                    if depth == 1 && self.is_sign(number.saturating_add(1), ':') =>
                {
                    found.push(number);
                }
                _ => {}
            }
        }
        found
    }

    /// The function that a byte stands in.
    pub fn function_at(&self, offset: usize) -> Option<&'t str> {
        let before = self.tokens.iter().enumerate().take_while(|(_, token)| token.range.start < offset);
        let names = before.filter(|(at, _)| self.word(*at) == Some("fn")).map(|(at, _)| at.saturating_add(1));
        self.word(names.last()?)
    }
}

/// The token at or behind a byte, and where to go on; nothing at the end.
fn next_token(text: &str, at: usize) -> Option<(Option<ScriptToken>, usize)> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    let until = |end: Option<usize>| at.saturating_add(end.unwrap_or(rest.len()));
    let token = |kind: TokenKind, range: Range<usize>| Some(ScriptToken { kind, range });
    if first.is_whitespace() {
        return Some((None, until(rest.find(|sign: char| !sign.is_whitespace()))));
    }
    if rest.starts_with("//") {
        let end = until(rest.find('\n'));
        return Some((token(TokenKind::Comment, at..end), end));
    }
    if rest.starts_with("/*") {
        let end = until(rest.find("*/").map(|end| end.saturating_add(2)));
        return Some((token(TokenKind::Comment, at..end), end));
    }
    if matches!(first, '"' | '`' | '\'') {
        let start = at.saturating_add(1);
        let inside = text.get(start..)?;
        let mut is_escaped = false;
        let end = inside.char_indices().find(|(_, sign)| {
            let ends = (*sign == first && !is_escaped) || (*sign == '\n' && first != '`');
            is_escaped = *sign == '\\' && !is_escaped;
            ends
        });
        let end = start.saturating_add(end.map_or(inside.len(), |(end, _)| end));
        let is_closed = text.get(end..).is_some_and(|rest| rest.starts_with(first));
        return Some((token(TokenKind::Text, start..end), end.saturating_add(usize::from(is_closed))));
    }
    if first.is_alphanumeric() || first == '_' {
        let end = until(rest.find(|sign: char| !(sign.is_alphanumeric() || sign == '_')));
        return Some((token(TokenKind::Word, at..end), end));
    }
    let end = at.saturating_add(first.len_utf8());
    Some((token(TokenKind::Sign(first), at..end), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "// fn params() no\nfn params() { #{ 每人: #{ kind: \"points\", zh: \"a: }\" }, b: [1, #{ c: 2 }] } }\nfn score(case) { case.params.每人 ";

    #[test]
    fn the_keys_of_a_table_are_found() {
        let outline = ScriptOutline::read(TEXT);
        let keys: Vec<&str> = outline.keys("params").into_iter().filter_map(|key| outline.word(key)).collect();
        assert_eq!(keys, ["每人", "b"]);
        assert_eq!(outline.keys("inputs"), [0; 0]);
        assert_eq!(outline.function_at(TEXT.len()), Some("score"));
    }

    #[test]
    fn a_half_written_text_ends_with_its_line() {
        let outline = ScriptOutline::read("award(1, \"with\nin \\\" x\" // y");
        let said: Vec<&str> = outline.tokens.iter().map(|token| outline.said(token)).collect();
        assert_eq!(said, ["award", "(", "1", ",", "with", "in", "\\", " x", "// y"]);
    }
}
