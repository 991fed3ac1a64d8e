//! What may be written where the cursor stands, in scripts.

use std::path::Path;

use jixiao::{SCRIPT_CASE_PARTS, SCRIPT_FUNCTIONS, SCRIPT_HEADER_WORDS};

use super::completion::{Offer, OfferKind, Offers};
use super::names::{Mention, Name};
use super::script_names::names_in_script;
use super::script_outline::{ScriptOutline, TokenKind};
use super::workspace::Workspace;

/// The line of a header that says of a script that it starts from points.
const MODIFIER: &str = "//! kind: modifier";
/// What only the cases of modifiers have.
const POINTS: &str = "points";
/// What fills every sentence besides the facts of the rule.
const FACTS: [&str; 3] = ["points", "weight", "target"];
/// The kinds of inputs and of parameters, `share` and `points` being numbers that say what they count.
pub(super) const INPUT_KINDS: [&str; 6] = ["number", "share", "points", "text", "flag", "date"];
pub(super) const PARAMETER_KINDS: [&str; 12] =
    ["number", "whole", "share", "points", "text", "flag", "choice", "numbers", "texts", "bands", "knots", "table"];

/// What may be written at a byte of a script.
pub(super) fn complete(workspace: &Workspace, path: &Path, offset: usize) -> Vec<Offer> {
    let Some(document) = workspace.documents.get(path) else { return Vec::new() };
    let text = &*document.text;
    let outline = ScriptOutline::read(text);
    let is_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    let before = text.get(..offset).unwrap_or_default();
    let start = before.rfind(|sign| !is_name(sign)).map_or(0, |at| {
        at.saturating_add(before.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8))
    });
    let after = text.get(offset..).unwrap_or_default();
    let end = offset.saturating_add(after.find(|sign| !is_name(sign)).unwrap_or(after.len()));
    let mentions = names_in_script("", &outline);
    let is_modifier = text.lines().any(|line| line.trim() == MODIFIER);
    let script = ScriptPlace { workspace, outline: &outline, mentions: &mentions, offset, is_modifier };
    let mut offers = Offers::new(text, start..end);
    let number = outline
        .tokens
        .iter()
        .position(|token| token.range.start <= start && start <= token.range.end && token.kind == TokenKind::Text);
    let comment = outline
        .tokens
        .iter()
        .find(|token| token.kind == TokenKind::Comment && token.range.start < offset && offset <= token.range.end);
    if let Some(comment) = comment {
        let line = text.get(comment.range.start..start).unwrap_or_default();
        if line.trim() == "//!" {
            SCRIPT_HEADER_WORDS.iter().for_each(|word| offers.add(word, ": ", OfferKind::Key, ""));
        }
    } else if let Some(number) = number {
        script.in_text(number, &mut offers);
    } else {
        script.in_code(start, &mut offers);
    }
    offers.found
}

struct ScriptPlace<'w, 't> {
    workspace: &'w Workspace,
    outline: &'w ScriptOutline<'t>,
    mentions: &'w [Mention],
    offset: usize,
    /// Whether the script is a modifier.
    is_modifier: bool,
}

impl ScriptPlace<'_, '_> {
    fn declared(&self, is_wanted: impl Fn(&Name) -> bool) -> impl Iterator<Item = &str> {
        let definitions = self.mentions.iter().filter(|mention| mention.is_definition);
        definitions.filter(move |mention| is_wanted(&mention.name)).map(|mention| mention.name.text())
    }

    /// Within quotes: the names of sentences, the kinds of a declaration, the facts of a sentence.
    fn in_text(&self, number: usize, offers: &mut Offers<'_>) {
        let outline = self.outline;
        let token = outline.tokens.get(number);
        let start = token.map_or(0, |token| token.range.start);
        let before = outline.text.get(start..self.offset).unwrap_or_default();
        let function = outline.function_at(self.offset).unwrap_or_default();
        let key = number.checked_sub(2).and_then(|number| outline.word(number)).unwrap_or_default();
        let is_value = number.checked_sub(1).is_some_and(|number| outline.is_sign(number, ':'));
        if function == "sentences" {
            if before.rfind('{') > before.rfind('}') {
                FACTS.iter().for_each(|fact| offers.add(fact, "", OfferKind::Variable, ""));
                self.declared(|name| !matches!(name, Name::Sentence(..)))
                    .for_each(|name| offers.add(name, "", OfferKind::Variable, ""));
            }
        } else if is_value && key == "kind" {
            let kinds: &[&str] = if function == "inputs" { &INPUT_KINDS } else { &PARAMETER_KINDS };
            kinds.iter().for_each(|kind| offers.add(kind, "", OfferKind::Word, ""));
        } else if self.names_sentence(number) || (is_value && matches!(key, "branch" | "refused" | "not_applicable")) {
            self.declared(|name| matches!(name, Name::Sentence(..)))
                .for_each(|name| offers.add(name, "", OfferKind::Name, ""));
        }
    }

    /// Whether the text at a token is an argument of a function that names a sentence.
    fn names_sentence(&self, number: usize) -> bool {
        let mut depth = 0_usize;
        for at in (0..number).rev() {
            match self.outline.tokens.get(at).map(|token| token.kind) {
                Some(TokenKind::Sign(')' | ']' | '}')) => depth = depth.saturating_add(1),
                Some(TokenKind::Sign('(')) if depth == 0 => {
                    let function = at.checked_sub(1).and_then(|at| self.outline.word(at));
                    return function.is_some_and(|name| matches!(name, "award" | "note" | "refuse" | "not_applicable"));
                }
                // The block of an `if` gives what stands in it; a table holds other texts.
                Some(TokenKind::Sign('{'))
                    if depth == 0 && !at.checked_sub(1).is_some_and(|at| self.outline.is_sign(at, '#')) => {}
                Some(TokenKind::Sign('(' | '[' | '{')) => match depth.checked_sub(1) {
                    Some(left) => depth = left,
                    None => return false,
                },
                _ => {}
            }
        }
        false
    }

    fn in_code(&self, start: usize, offers: &mut Offers<'_>) {
        let outline = self.outline;
        let number =
            outline.tokens.iter().position(|token| token.range.end == start && token.kind == TokenKind::Sign('.'));
        if let Some(number) = number {
            let holder = number.checked_sub(1).and_then(|number| outline.word(number)).unwrap_or_default();
            if holder == "case" {
                for part in SCRIPT_CASE_PARTS.into_iter().chain(self.is_modifier.then_some(POINTS)) {
                    offers.add(part, "", OfferKind::Key, "");
                }
                self.declared(|name| matches!(name, Name::Input(..)))
                    .for_each(|name| offers.add(name, "", OfferKind::Variable, ""));
            } else {
                self.declared(|name| matches!(name, Name::Parameter(..)))
                    .for_each(|name| offers.add(name, "", OfferKind::Variable, ""));
            }
            return;
        }
        for function in SCRIPT_FUNCTIONS {
            let said = self.workspace.messages.say(&format!("function-{function}"), &[]);
            offers.add(function, "", OfferKind::Function, &said);
        }
        let word_behind = |wanted: &str| {
            let numbers = (0..outline.tokens.len()).filter(|at| outline.word(*at) == Some(wanted));
            numbers.filter_map(|at| outline.word(at.saturating_add(1))).collect::<Vec<_>>()
        };
        word_behind("let").into_iter().for_each(|name| offers.add(name, "", OfferKind::Variable, ""));
        word_behind("fn").into_iter().for_each(|name| offers.add(name, "", OfferKind::Function, ""));
        offers.add("case", "", OfferKind::Variable, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_that_are_offered_are_those_that_there_are() {
        let counted = ["share", "points"];
        for kind in INPUT_KINDS.iter().filter(|kind| !counted.contains(kind)) {
            assert!(kind.parse::<jixiao::Kind>().is_ok(), "{kind}");
        }
        for kind in PARAMETER_KINDS.iter().filter(|kind| !counted.contains(kind)) {
            assert!(kind.parse::<jixiao::ParameterKind>().is_ok(), "{kind}");
        }
    }
}
