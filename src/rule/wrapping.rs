//! What is put into a script before it is compiled, so that Rhai's own values never decide about points.
//!
//! `switch` compares by the hash of Rhai's own values, `${…}` writes the names of types, whole numbers have bits, and
//! lists are copied wherever they are named. So what a `switch` chooses by and what stands in `${…}` is looked at by a
//! function of ours, numbers that are kept become decimals, and lists become lists of ours.

use rhai::Token;

use super::allowed::{is_operator, literal};
use super::api::{LIST_OF, MARK, NAMES, TEXT_OF, WORD_OF};
use super::insertion::Insertions;
use super::tokens::{self, Lexed};
use crate::location::Place;

/// What an open bracket holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Statements.
    Block,
    /// The arms of a `switch`.
    Arms,
    /// The code in a text.
    Text,
    /// A mapping.
    Mapping,
    /// The items of a list.
    List,
    /// Arguments of one of our functions, which take a number in whatever way it is written.
    Arguments,
    /// Anything else.
    Other,
}

/// What has been read of the script, up to a token.
#[derive(Default)]
struct Reader {
    insertions: Insertions,
    open: Vec<Inside>,
    /// For each `switch` whose arms are still to come: how many brackets were open.
    switches: Vec<usize>,
    /// What the bracket held that was closed last.
    closed: Option<Inside>,
    /// Where the statements begin that are marked; none are marked where there is none.
    marks: Option<Vec<Place>>,
}

/// Everything that is put into a script.
pub(super) fn wrap(tokens: &[Lexed]) -> Insertions {
    let mut reader = Reader::default();
    reader.read(tokens);
    reader.insertions
}

/// Everything that is put into a script, and before each statement what remembers it by its number in the list.
pub(super) fn wrap_marked(tokens: &[Lexed]) -> (Insertions, Vec<Place>) {
    let mut reader = Reader { marks: Some(Vec::new()), ..Reader::default() };
    reader.read(tokens);
    (reader.insertions, reader.marks.unwrap_or_default())
}

impl Reader {
    fn read(&mut self, tokens: &[Lexed]) {
        for (at, lexed) in tokens.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| tokens.get(at));
            let after = tokens.get(at.saturating_add(1));
            let range = lexed.place.range();
            let next = after.map_or(range.end, |after| after.place.range().start);
            self.statement_after_block(lexed, before);
            match &lexed.token {
                Token::Switch => {
                    self.switches.push(self.open.len());
                    self.insertions.put(next, format!("{WORD_OF}("));
                }
                Token::IntegerConstant(_) if self.is_kept(tokens, at) => {
                    let digits = literal(lexed).map_or(0, str::len);
                    self.insertions.put(range.start.saturating_add(digits), ".0");
                }
                Token::SemiColon if self.open.last() == Some(&Inside::Block) => self.mark(lexed, after, next),
                token if tokens::closes(token) => self.close(lexed),
                token if tokens::opens(token) => {
                    let inside = self.inside(lexed, before);
                    self.open.push(inside);
                    match inside {
                        Inside::Arms => self.insertions.put(range.start, ")"),
                        Inside::Text => self.insertions.put(next, format!("{TEXT_OF}(")),
                        Inside::List => self.insertions.put(range.start, format!("{LIST_OF}(")),
                        Inside::Block => self.mark(lexed, after, next),
                        Inside::Mapping | Inside::Arguments | Inside::Other => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// What the bracket holds that opens here.
    fn inside(&mut self, bracket: &Lexed, before: Option<&Lexed>) -> Inside {
        match &bracket.token {
            Token::MapStart => Inside::Mapping,
            Token::LeftBracket if self.is_index(before) => Inside::Other,
            Token::LeftBracket => Inside::List,
            Token::LeftBrace if matches!(before.map(|it| &it.token), Some(Token::InterpolatedString(_))) => {
                Inside::Text
            }
            Token::LeftBrace if self.switches.last() == Some(&self.open.len()) => {
                self.switches.pop();
                Inside::Arms
            }
            Token::LeftBrace => Inside::Block,
            _ if before.and_then(Lexed::name).is_some_and(|name| NAMES.contains(&name)) => Inside::Arguments,
            _ => Inside::Other,
        }
    }

    fn close(&mut self, bracket: &Lexed) {
        let range = bracket.place.range();
        self.closed = self.open.pop();
        match self.closed {
            Some(Inside::Text) => self.insertions.put(range.start, ")"),
            Some(Inside::List) => self.insertions.put(range.end, ")"),
            _ => {}
        }
    }

    /// Whether a bracket behind `before` asks for an item.
    fn is_index(&self, before: Option<&Lexed>) -> bool {
        match before.map(|lexed| &lexed.token) {
            Some(Token::RightBrace) => self.closed == Some(Inside::Mapping),
            Some(token) => matches!(
                token,
                Token::Identifier(_)
                    | Token::RightParen
                    | Token::RightBracket
                    | Token::StringConstant(_)
                    | Token::IntegerConstant(_)
                    | Token::DecimalConstant(_)
            ),
            None => false,
        }
    }

    /// Whether a whole number may be kept in a variable, a list or a mapping: it is no side of an operator and no
    /// argument of one of our functions.
    fn is_kept(&self, tokens: &[Lexed], at: usize) -> bool {
        let token = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|lexed| &lexed.token);
        let is_sign = |token: Option<&Token>| matches!(token, Some(Token::UnaryMinus | Token::UnaryPlus));
        let mut before = at.checked_sub(1);
        while is_sign(token(before)) {
            before = before.and_then(|at| at.checked_sub(1));
        }
        let (before, after) = (token(before), token(at.checked_add(1)));
        if matches!(after, Some(Token::LeftBracket | Token::Period | Token::Elvis)) {
            return true;
        }
        let is_side = before.is_some_and(is_operator) || after.is_some_and(is_operator);
        let is_argument = self.open.last() == Some(&Inside::Arguments)
            && matches!(before, Some(Token::LeftParen | Token::Comma))
            && matches!(after, Some(Token::RightParen | Token::Comma));
        !is_side && !is_argument
    }

    /// Marks the statement that begins with `next`, or with the bracket that ends the block at once.
    fn mark(&mut self, lexed: &Lexed, next: Option<&Lexed>, at: usize) {
        let Some(marks) = &mut self.marks else { return };
        let is_empty = next.is_none_or(|next| next.token == Token::RightBrace);
        let place = next.filter(|_| !is_empty).unwrap_or(lexed).place.clone();
        self.insertions.put(at, format!("{MARK}({});", marks.len()));
        marks.push(place);
    }

    /// Marks a statement that follows a block without a semicolon.
    fn statement_after_block(&mut self, lexed: &Lexed, before: Option<&Lexed>) {
        let follows = before.is_some_and(|before| before.token == Token::RightBrace)
            && matches!(self.closed, Some(Inside::Block | Inside::Arms))
            && self.open.last() == Some(&Inside::Block);
        let begins = matches!(
            lexed.token,
            Token::Let
                | Token::Const
                | Token::If
                | Token::Switch
                | Token::Loop
                | Token::For
                | Token::Do
                | Token::Return
                | Token::Break
                | Token::Continue
                | Token::Identifier(_)
        );
        if follows && begins {
            self.mark(lexed, Some(lexed), lexed.place.range().start);
        }
    }
}
