//! Mappings and lists that a script writes out, read from its tokens: where each entry stands.

use rhai::Token;

use super::tokens::{self, Lexed};
use crate::location::Place;

/// An entry of a mapping that is written out.
#[derive(Clone, Debug)]
pub(super) struct WrittenEntry<'t> {
    pub key: String,
    /// The key.
    pub place: Place,
    pub value: &'t [Lexed],
}

/// The entries of the first mapping in these tokens; none where there is no mapping.
pub(super) fn entries(tokens: &[Lexed]) -> Vec<WrittenEntry<'_>> {
    let Some(inside) = inside(tokens, &Token::MapStart) else { return Vec::new() };
    let entry = |item: &'_ [Lexed]| match item {
        [key, colon, ..] if colon.token == Token::Colon => Some((key_of(key)?, key.place.clone())),
        _ => None,
    };
    let found = at_commas(inside).into_iter().filter_map(|item| {
        let (key, place) = entry(item)?;
        Some(WrittenEntry { key, place, value: item.get(2..).unwrap_or_default() })
    });
    found.collect()
}

/// The items of the first list in these tokens; none where there is no list.
pub(super) fn items(tokens: &[Lexed]) -> Vec<&[Lexed]> {
    inside(tokens, &Token::LeftBracket).map(at_commas).unwrap_or_default()
}

/// The place of all these tokens together.
pub(super) fn place_of(tokens: &[Lexed]) -> Option<Place> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    Some(Place::new(first.place.source(), first.place.range().start..last.place.range().end))
}

/// Cuts what stands between brackets at its commas; the last is left out where nothing follows its comma.
pub(super) fn at_commas(mut tokens: &[Lexed]) -> Vec<&[Lexed]> {
    let mut found = Vec::new();
    let mut length = 0_usize;
    loop {
        let rest = tokens.get(length..).unwrap_or_default();
        match rest.first().map(|lexed| &lexed.token) {
            None => {
                found.extend(Some(tokens).filter(|last| !last.is_empty()));
                return found;
            }
            Some(Token::Comma) => {
                found.push(tokens.get(..length).unwrap_or_default());
                tokens = rest.get(1..).unwrap_or_default();
                length = 0;
            }
            Some(token) if tokens::opens(token) => length = length.saturating_add(tokens::block(rest)),
            Some(_) => length = length.saturating_add(1),
        }
    }
}

fn inside<'t>(tokens: &'t [Lexed], opening: &Token) -> Option<&'t [Lexed]> {
    let start = tokens.iter().position(|lexed| lexed.token == *opening)?;
    let whole = tokens.get(start..)?;
    whole.get(1..tokens::block(whole).saturating_sub(1))
}

fn key_of(lexed: &Lexed) -> Option<String> {
    match &lexed.token {
        Token::StringConstant(text) => Some(text.to_string()),
        _ => lexed.name().map(str::to_owned),
    }
}
