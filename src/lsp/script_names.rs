//! The names in the script of a rule: its parameters, inputs and sentences.

use std::ops::Range;

use super::names::{Mention, Name};
use super::script_outline::{ScriptOutline, ScriptToken, TokenKind};

/// What makes a name of a rule and a word.
type NameKind = fn(String, String) -> Name;

/// All names in the script of a rule.
pub(super) fn names_in_script(rule: &str, outline: &ScriptOutline<'_>) -> Vec<Mention> {
    let tables: [(&str, NameKind); 3] =
        [("params", Name::Parameter), ("inputs", Name::Input), ("sentences", Name::Sentence)];
    let declared = |function: &str| {
        outline.keys(function).into_iter().filter_map(|number| outline.tokens.get(number)).collect::<Vec<_>>()
    };
    let mention = |kind: NameKind, name: &str, range: Range<usize>, is_definition: bool| {
        let name = kind(rule.to_owned(), name.to_owned());
        Mention { name, range, is_definition, is_implied: false }
    };
    let mut found: Vec<Mention> = tables
        .iter()
        .flat_map(|(function, kind)| {
            let tokens = declared(function).into_iter();
            tokens.map(|token| mention(*kind, outline.said(token), token.range.clone(), true))
        })
        .collect();
    let words = |function: &str| declared(function).into_iter().map(|token| outline.said(token)).collect::<Vec<_>>();
    let script = Declared {
        outline,
        parameters: words("params"),
        inputs: words("inputs"),
        sentences: words("sentences"),
        aliases: aliases(outline),
        examples: outline.body("examples"),
    };
    for (number, token) in outline.tokens.iter().enumerate() {
        if let Some(kind) = script.kind(number, token) {
            found.push(mention(kind, outline.said(token), token.range.clone(), false));
        }
        if token.kind == TokenKind::Comment && outline.said(token).starts_with("//!") {
            for range in words_behind_colon(outline.said(token)) {
                let at = |offset: usize| token.range.start.saturating_add(offset);
                let name = outline.said(token).get(range.clone()).unwrap_or_default();
                if let Some(kind) = script.kind_in_head(name) {
                    found.push(mention(kind, name, at(range.start)..at(range.end), false));
                }
            }
        }
    }
    found
}

/// What a script declares, to tell its words apart.
struct Declared<'o, 't> {
    outline: &'o ScriptOutline<'t>,
    parameters: Vec<&'t str>,
    inputs: Vec<&'t str>,
    sentences: Vec<&'t str>,
    /// Other names of `case.params`.
    aliases: Vec<&'t str>,
    examples: Range<usize>,
}

impl Declared<'_, '_> {
    fn kind(&self, number: usize, token: &ScriptToken) -> Option<NameKind> {
        let outline = self.outline;
        let name = outline.said(token);
        let before = |steps: usize| number.checked_sub(steps);
        let is_behind = |sign: char| before(1).is_some_and(|number| outline.is_sign(number, sign));
        let two_before = before(2).and_then(|number| outline.word(number)).unwrap_or_default();
        match token.kind {
            TokenKind::Word if is_behind('.') => {
                if two_before == "params" || self.aliases.contains(&two_before) {
                    return Some(Name::Parameter);
                }
                (two_before == "case" && self.inputs.contains(&name)).then_some(Name::Input)
            }
            TokenKind::Word if self.examples.contains(&number) && outline.is_sign(number.saturating_add(1), ':') => {
                self.kind_in_head(name)
            }
            TokenKind::Text if self.sentences.contains(&name) => {
                let is_key = outline.is_sign(number.saturating_add(1), ':');
                let names = matches!(two_before, "branch" | "refused" | "not_applicable");
                (!is_key && (!is_behind(':') || names)).then_some(Name::Sentence)
            }
            _ => None,
        }
    }

    /// What a word of the head, or the key of an example, names.
    fn kind_in_head(&self, name: &str) -> Option<NameKind> {
        if self.inputs.contains(&name) {
            Some(Name::Input)
        } else if self.parameters.contains(&name) {
            Some(Name::Parameter)
        } else {
            None
        }
    }
}

/// The names under which a script holds its parameters: `p` after `let p = case.params;`, and what `check` takes first.
fn aliases<'t>(outline: &ScriptOutline<'t>) -> Vec<&'t str> {
    let numbers = 0..outline.tokens.len();
    let is = |number: usize, wanted: &str| outline.word(number) == Some(wanted);
    let found = numbers.filter_map(|number| {
        let after = |steps: usize| number.saturating_add(steps);
        let held = is(number, "let")
            && outline.is_sign(after(2), '=')
            && is(after(3), "case")
            && outline.is_sign(after(4), '.')
            && is(after(5), "params")
            && !outline.is_sign(after(6), '.');
        if held {
            return outline.word(after(1));
        }
        let checks = is(number, "fn") && is(after(1), "check") && outline.is_sign(after(2), '(');
        if checks { outline.word(after(3)) } else { None }
    });
    found.collect()
}

/// The words of a line of the head behind its first colon.
fn words_behind_colon(line: &str) -> Vec<Range<usize>> {
    let word = line.trim_start_matches("//!").split(':').next().unwrap_or_default().trim();
    // The others are sentences for people.
    if !matches!(word, "alternative" | "execution" | "judgement" | "invariant") {
        return Vec::new();
    }
    let Some(colon) = line.find(':') else { return Vec::new() };
    let mut found = Vec::new();
    let mut start = None;
    for (at, sign) in line.char_indices().skip_while(|(at, _)| *at <= colon).chain([(line.len(), ' ')]) {
        if sign.is_alphanumeric() || sign == '_' {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            found.push(start..at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_script_declares_is_found_wherever_it_is_named() {
        let text = "//! alternative: self mode=x\n//! zh: mode\nfn params() { #{ mode: #{ kind: \"text\" } } }\n\
            fn inputs() { #{ actual: #{} } }\nfn sentences() { #{ ok: #{ zh: \"ok\" } } }\n\
            fn examples() { [ #{ actual: 1, params: #{ mode: \"x\" }, branch: \"ok\" } ] }\n\
            fn check(p) { p.mode }\nfn score(case) { let q = case.params; award(case.actual, \"ok\"); q.mode == case.params.mode }";
        let outline = ScriptOutline::read(text);
        let count = |name: &Name| {
            let mentions = names_in_script("r", &outline);
            let named: Vec<_> = mentions.iter().filter(|mention| mention.name == *name).collect();
            assert!(named.iter().all(|mention| text.get(mention.range.clone()) == Some(name.text())));
            (named.iter().filter(|mention| mention.is_definition).count(), named.len())
        };
        let of = |kind: NameKind, name: &str| kind("r".to_owned(), name.to_owned());
        // The head, the table, an example, `check`, twice in `score`.
        assert_eq!(count(&of(Name::Parameter, "mode")), (1, 6));
        assert_eq!(count(&of(Name::Input, "actual")), (1, 3));
        assert_eq!(count(&of(Name::Sentence, "ok")), (1, 3));
    }
}
