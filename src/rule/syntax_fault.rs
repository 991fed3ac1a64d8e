//! A script that cannot be read, told where the author wrote the cause: the bracket that is never closed, the comma in a
//! number, the full-width sign, the name that is nearly another.

use std::sync::Arc;

use rhai::{Engine, LexError, ParseError, ParseErrorType, Token};

use super::allowed::FORBIDDEN;
use super::call::CASE_PARTS;
use super::fault;
use super::literal_tokens::entries;
use super::syntax_words::{instead_of, native, unreadable};
use super::tokens::{self, Lexed};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::{Place, Source};
use crate::messages::phrase;
use crate::notation::fold::half_width;
use crate::numeric::{Number, without_exponent};

/// The problem of a script that could not be read.
pub(super) fn syntax(engine: &Engine, source: &Arc<Source>, error: &ParseError) -> Diagnostic {
    let kind = error.err_type();
    let place = fault::place(source, error.position());
    if let Some(wide) = wide_character(kind, &place) {
        return wide;
    }
    let tokens = tokens::cut(engine, source);
    let at = tokens.iter().position(|lexed| lexed.place.range().start >= place.range().start).unwrap_or(tokens.len());
    let here = tokens.get(at).filter(|lexed| lexed.place.range().start == place.range().start);
    if let Some(wide) = here.and_then(wide_behind) {
        return wide;
    }
    if let Some(comma) = decimal_comma(&tokens, at) {
        return comma;
    }
    let foreign = bare_braces(&tokens, at).or_else(|| percent_sign(&tokens, at)).or_else(|| angles(&tokens, at));
    if let Some(foreign) = foreign.or_else(|| word_behind_number(&place)) {
        return foreign;
    }
    if let Some(open) = unclosed(kind, &tokens, at) {
        return open.related(place, "missed-here");
    }
    // A name is underlined whole.
    let place = match here {
        Some(_) if is_lacking_end(kind) => behind_line(&tokens, at).unwrap_or(place),
        Some(lexed) if lexed.name().is_some() => lexed.place.clone(),
        _ => whole_sign(kind, place),
    };
    let problem = Diagnostic::new(if is_forbidden(kind) { Code::ScriptForbidden } else { Code::ScriptSyntax });
    let foreign = here.and_then(Lexed::name).and_then(native);
    let is_foreign = foreign.is_some();
    let problem = problem.said("detail", foreign.unwrap_or_else(|| unreadable(kind))).at(place);
    if is_foreign {
        return problem;
    }
    let problem = match instead(kind) {
        Some(advice) => problem.fact(advice, "…"),
        None => problem,
    };
    match (kind, compound(kind)) {
        (ParseErrorType::VariableUndefined(name), _) => suggest(problem, name, &tokens, at),
        (_, Some(sign)) => {
            let name = at.checked_sub(1).and_then(|at| tokens.get(at)?.name()).unwrap_or("a");
            problem.fact("compound", format!("{name} = {name} {sign} …"))
        }
        _ => problem,
    }
}

/// Whether the engine reads it, but guests may not write it.
fn is_forbidden(kind: &ParseErrorType) -> bool {
    match kind {
        ParseErrorType::Reserved(word) => FORBIDDEN.contains(&word.as_str()),
        ParseErrorType::UnknownOperator(sign) => native(sign).is_none(),
        ParseErrorType::BadInput(LexError::ImproperSymbol(symbol, _)) => FORBIDDEN.contains(&symbol.as_str()),
        _ => false,
    }
}

/// The word or sign that is none here.
fn refused_sign(kind: &ParseErrorType) -> Option<&str> {
    match kind {
        ParseErrorType::Reserved(word) | ParseErrorType::UnknownOperator(word) => Some(word),
        ParseErrorType::BadInput(LexError::ImproperSymbol(symbol, _)) => Some(symbol),
        _ => None,
    }
}

/// All of the word or sign that is refused, where it begins at a place.
fn whole_sign(kind: &ParseErrorType, place: Place) -> Place {
    let (source, start) = (place.source(), place.range().start);
    let rest = source.text().get(start..).unwrap_or_default();
    match refused_sign(kind).filter(|sign| !sign.is_empty() && rest.starts_with(*sign)) {
        Some(sign) => Place::new(source, start..start.saturating_add(sign.len())),
        None => place,
    }
}

/// What is advised in place of a word or sign that guests may not write, by the fact that selects the advice.
fn instead(kind: &ParseErrorType) -> Option<&'static str> {
    match refused_sign(kind)? {
        "**" => Some("power"),
        "print" | "debug" => Some("output"),
        "throw" | "try" | "catch" => Some("refusal"),
        _ => None,
    }
}

/// The operator of an assignment that computes as well, as `+` of `+=`.
fn compound(kind: &ParseErrorType) -> Option<&str> {
    let (ParseErrorType::UnknownOperator(sign) | ParseErrorType::BadInput(LexError::ImproperSymbol(sign, _))) = kind
    else {
        return None;
    };
    sign.strip_suffix('=').filter(|sign| ["+", "-", "*", "/", "%"].contains(sign))
}

/// A sign of the Chinese keyboard where one of the other was meant.
fn wide_character(kind: &ParseErrorType, place: &Place) -> Option<Diagnostic> {
    let ParseErrorType::BadInput(LexError::UnexpectedInput(_)) = kind else { return None };
    let character = place.text().chars().next()?;
    let is_wide = half_width(character) != character || matches!(character, '“' | '”' | '‘' | '’' | '。' | '、');
    is_wide.then(|| Diagnostic::new(Code::FullWidth).fact("character", character).at(place.clone()))
}

/// A sign of the Chinese keyboard behind a name, which is not called then, or where fields begin: `max（`, `#｛`.
fn wide_behind(sign: &Lexed) -> Option<Diagnostic> {
    if sign.name().is_none() && sign.place.text() != "#" {
        return None;
    }
    let (source, end) = (sign.place.source(), sign.place.range().end);
    let next = source.text().get(end..)?.chars().next()?;
    let unexpected = ParseErrorType::BadInput(LexError::UnexpectedInput(next.to_string()));
    wide_character(&unexpected, &Place::new(source, end..end.saturating_add(next.len_utf8())))
}

/// A number whose decimals stand behind a comma, around the token at which reading stopped.
fn decimal_comma(tokens: &[Lexed], at: usize) -> Option<Diagnostic> {
    (at.saturating_sub(2)..=at).find_map(|start| {
        let [whole, comma, decimals] = tokens.get(start..start.saturating_add(3))? else { return None };
        let is_number = |lexed: &Lexed| matches!(lexed.token, Token::IntegerConstant(_) | Token::DecimalConstant(_));
        let touch = whole.place.range().end == comma.place.range().start
            && comma.place.range().end == decimals.place.range().start;
        if comma.token != Token::Comma || !is_number(whole) || !is_number(decimals) || !touch {
            return None;
        }
        let place = Place::new(whole.place.source(), whole.place.range().start..decimals.place.range().end);
        let number = Bilingual::same(format!("{}.{}", whole.place.text(), decimals.place.text()));
        let words = phrase("script-decimal-comma", &[("number", number)]);
        Some(Diagnostic::new(Code::ScriptSyntax).said("detail", words).at(place))
    })
}

/// A brace where a set of fields begins, around the token at which reading stopped: `{ zh: … }` for `#{ zh: … }`.
fn bare_braces(tokens: &[Lexed], at: usize) -> Option<Diagnostic> {
    (at.saturating_sub(2)..=at).find_map(|start| {
        let [brace, key, colon] = tokens.get(start..start.saturating_add(3))? else { return None };
        let is_key = key.name().is_some() || matches!(key.token, Token::StringConstant(_));
        let is_field = brace.token == Token::LeftBrace && is_key && colon.token == Token::Colon;
        is_field
            .then(|| Diagnostic::new(Code::ScriptSyntax).said("detail", instead_of("{", "#{")).at(brace.place.clone()))
    })
}

/// A share with its sign, behind which a factor was wanted: `50%` for `0.5`.
fn percent_sign(tokens: &[Lexed], at: usize) -> Option<Diagnostic> {
    let start = at.checked_sub(2)?;
    let [number, sign] = tokens.get(start..at)? else { return None };
    let touch = number.place.range().end == sign.place.range().start;
    if sign.token != Token::Modulo || !touch {
        return None;
    }
    let share = Number::parse(number.place.text()).ok()?.divide(&Number::from(100)).ok()?;
    let place = Place::new(number.place.source(), number.place.range().start..sign.place.range().end);
    let words = instead_of(place.text(), &share.to_string());
    Some(Diagnostic::new(Code::ScriptSyntax).said("detail", words).at(place))
}

/// A word that touches the number before it: an exponent, as in `1e3`, or a unit, as in `30天`.
fn word_behind_number(place: &Place) -> Option<Diagnostic> {
    let (source, at) = (place.source(), place.range().start);
    let (before, behind) = source.text().split_at_checked(at)?;
    let rest = before.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let is_in_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    if rest.ends_with(is_in_word) || !behind.starts_with(char::is_alphabetic) {
        return None;
    }
    let word = behind.find(|letter| !is_in_word(letter)).unwrap_or(behind.len());
    let (start, number) = (rest.len(), Number::parse(before.get(rest.len()..)?).ok()?);
    let to = |length: usize| Place::new(source, start..at.saturating_add(length));
    let (place, right) = match exponent(behind).map(to) {
        Some(place) => (place.clone(), Number::parse(&without_exponent(place.text())).ok()?),
        None => (to(word), number),
    };
    let words = instead_of(place.text(), &right.to_string());
    Some(Diagnostic::new(Code::ScriptSyntax).said("detail", words).at(place))
}

/// How many bytes of a text are the exponent that it begins with, as `e-3`.
fn exponent(text: &str) -> Option<usize> {
    let power = text.strip_prefix(['e', 'E'])?;
    let digits = power.strip_prefix(['-', '+']).unwrap_or(power);
    let rest = digits.trim_start_matches(|letter: char| letter.is_ascii_digit());
    (rest.len() < digits.len()).then(|| text.len().saturating_sub(rest.len()))
}

/// Whether a statement lacks its end.
fn is_lacking_end(kind: &ParseErrorType) -> bool {
    matches!(kind, ParseErrorType::MissingToken(sign, _) if sign == ";")
}

/// Behind the token before, where that ends a line: what is lacking there is not seen at the beginning of the next.
fn behind_line(tokens: &[Lexed], at: usize) -> Option<Place> {
    let [before, here] = tokens.get(at.checked_sub(1)?..=at)? else { return None };
    let end = before.place.range().end;
    let is_other_line = before.place.line_column().0 < here.place.line_column().0;
    is_other_line.then(|| Place::new(before.place.source(), end..end))
}

/// The two signs of `<>`, which are one in other languages.
fn angles(tokens: &[Lexed], at: usize) -> Option<Diagnostic> {
    let [less, greater] = tokens.get(at.checked_sub(1)?..=at)? else { return None };
    let (start, end) = (less.place.range(), greater.place.range());
    let is_pair = less.token == Token::LessThan && greater.token == Token::GreaterThan && start.end == end.start;
    let place = Place::new(less.place.source(), start.start..end.end);
    is_pair.then(|| Diagnostic::new(Code::ScriptSyntax).said("detail", instead_of("<>", "!=")).at(place))
}

/// The bracket that is still open where another token was wanted.
fn unclosed(kind: &ParseErrorType, tokens: &[Lexed], at: usize) -> Option<Diagnostic> {
    let here = tokens.get(at);
    let token = here.map(|lexed| &lexed.token);
    let is_margin = here.is_some_and(|lexed| lexed.place.line_column().1 == 1);
    let wanted = match (kind, token) {
        (ParseErrorType::MissingToken(sign, _), _) if ["}", ")", "]"].contains(&sign.as_str()) => Some(sign.as_str()),
        // Between two items a comma is as good as the end, and the end is what is missing where the statement ends.
        (ParseErrorType::MissingToken(sign, _), Some(Token::SemiColon)) if sign == "," => None,
        (ParseErrorType::MissingToken(sign, _), Some(token)) if sign == "," && tokens::closes(token) => None,
        (ParseErrorType::MissingToken(sign, _), Some(Token::Else)) if sign == ";" => Some("}"),
        // The next function begins at the margin: the one before it was never closed.
        (ParseErrorType::WrongFnDefinition, _) if is_margin => Some("}"),
        (ParseErrorType::UnexpectedEOF, _) => None,
        _ => return None,
    };
    let mut open: Vec<&Lexed> = Vec::new();
    let mut askew = None;
    for lexed in tokens.get(..at).unwrap_or_default() {
        if tokens::opens(&lexed.token) {
            open.push(lexed);
        } else if tokens::closes(&lexed.token)
            && let Some(opened) = open.pop()
            && lexed.token == Token::RightBrace
            && indent(opened).zip(indent(lexed)).is_some_and(|(opened, closed)| closed < opened)
        {
            // A brace further left than the line it would close belongs to another one.
            askew.get_or_insert(opened);
        }
    }
    let closes = |opened: &&&Lexed| wanted.is_none_or(|wanted| closing(&opened.token) == wanted);
    let innermost = open.last().filter(closes).or_else(|| open.iter().rev().find(closes)).copied();
    let is_end = here.is_none() || matches!(kind, ParseErrorType::WrongFnDefinition);
    let opened = askew.filter(|_| is_end).or(innermost)?;
    let words = phrase("script-open-bracket", &[("sign", Bilingual::same(opened.place.text()))]);
    Some(Diagnostic::new(Code::ScriptSyntax).said("detail", words).at(opened.place.clone()))
}

fn closing(token: &Token) -> &'static str {
    match token {
        Token::LeftParen => ")",
        Token::LeftBracket => "]",
        _ => "}",
    }
}

/// How far the line is set in that a bracket stands on, if it begins or ends the line.
fn indent(bracket: &Lexed) -> Option<usize> {
    let (source, range) = (bracket.place.source(), bracket.place.range());
    let before = source.text().get(..range.start)?;
    let line = before.get(before.rfind('\n').map_or(0, |at| at.saturating_add(1))..)?;
    let after = source.text().get(range.end..)?.lines().next().unwrap_or_default();
    let is_edge = line.trim().is_empty() || after.trim().is_empty();
    is_edge.then(|| line.len().saturating_sub(line.trim_start().len()))
}

/// Offers the variable that was meant, or the part of the case of that name.
fn suggest(problem: Diagnostic, name: &str, tokens: &[Lexed], at: usize) -> Diagnostic {
    let bodies = tokens::bodies(tokens);
    let declares = |function: &str| {
        let declared = entries(bodies.get(function).copied().unwrap_or_default());
        declared.iter().any(|entry| entry.key == name)
    };
    if declares("inputs") || CASE_PARTS.contains(&name) {
        return problem.fact("nearest", format!("case.{name}"));
    }
    if declares("params") {
        return problem.fact("nearest", format!("case.params.{name}"));
    }
    let start = tokens.get(..at).unwrap_or_default().iter().rposition(|lexed| lexed.token == Token::Fn).unwrap_or(0);
    let own = tokens.get(start..at).unwrap_or_default();
    let end = own.iter().position(|lexed| lexed.token == Token::LeftBrace).unwrap_or(own.len());
    let arguments = own.get(2..end).unwrap_or_default().iter();
    let variables = own
        .iter()
        .zip(own.iter().skip(1))
        .filter(|(word, _)| matches!(word.token, Token::Let | Token::Const | Token::For))
        .map(|(_, variable)| variable);
    let known: Vec<&str> = arguments.chain(variables).filter_map(Lexed::name).collect();
    let problem = problem.suggest(name, known);
    if problem.get("nearest").is_some() {
        return problem;
    }
    let token = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|lexed| &lexed.token);
    let (before, after) = (token(at.checked_sub(1)), token(at.checked_add(1)));
    let is_statement = matches!(before, Some(Token::SemiColon | Token::LeftBrace | Token::RightBrace));
    match (before, after) {
        _ if name == "case" => problem.fact("nearest", "fn score(case)"),
        // What a field says stands in quotes.
        (Some(Token::Colon), Some(Token::Comma | Token::RightBrace)) => problem.fact("nearest", format!("\"{name}\"")),
        (_, Some(Token::Equals)) if is_statement => problem.fact("let", name),
        (_, Some(Token::Period)) if name.eq_ignore_ascii_case("math") => {
            let function = tokens.get(at.saturating_add(2)).and_then(Lexed::name);
            match function {
                Some(function) => problem.fact("nearest", function),
                None => problem,
            }
        }
        _ => problem,
    }
}
