//! Problems for people: the sentence, the place underlined, what to do.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer};

use super::excerpt::Excerpt;
use super::palette;
use super::screen::Screen;
use super::table::{LEAST_WIDTH, fold, width};
use super::visible::{visible, visible_but_colours};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::language::{Bilingual, Language};
use crate::messages::{Messages, in_both};

/// The sentence of a problem, with its remedies, each a line of its own.
#[must_use]
pub fn tell_problem(problem: &Diagnostic, messages: &Messages) -> (String, Vec<String>) {
    let worded: Vec<(&str, String)> =
        problem.facts().map(|(name, fact)| (name, problem_fact(problem, name, fact, messages))).collect();
    let facts: Vec<(&str, &str)> = worded.iter().map(|(name, fact)| (*name, fact.as_str())).collect();
    let code = problem.code.name();
    let title = messages.say(code, &facts);
    let mut remedies = Vec::new();
    for (name, _) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        remedies.extend(messages.find(&format!("{code}.with-{name}"), &facts));
    }
    if problem.get("nearest").is_some() {
        remedies.push(messages.say("did-you-mean", &facts));
    }
    let filled = facts.iter().filter(|(_, fact)| !fact.is_empty());
    let own = filled.into_iter().find_map(|(name, _)| messages.find(&format!("{code}.instead-{name}"), &facts));
    remedies.extend(own.or_else(|| messages.find(&format!("{code}.help"), &facts)));
    (title, remedies)
}

/// A problem of a row as the remark that the row of a published table cannot be recomputed.
#[must_use]
pub fn row_not_recomputed(problem: &Diagnostic) -> Diagnostic {
    let detail = in_both(|messages| tell_problem(problem, messages).0);
    let mut remark = Diagnostic::new(Code::RowNotRecomputed).said("detail", detail);
    (remark.place, remark.row, remark.unit) = (problem.place.clone(), problem.row.clone(), problem.unit.clone());
    remark
}

/// Facts that other programs worded (parsers, the script engine, the system), and kinds of values.
const FROM_OUTSIDE: [&str; 5] = ["detail", "found", "left", "right", "wanted"];

/// The problems whose detail is a sentence of another program.
const FOREIGN_DETAIL: [Code; 5] =
    [Code::YamlSyntax, Code::ResultForm, Code::BaselineForm, Code::ScriptSyntax, Code::ScriptError];

/// How many characters of a fact are told: a whole file in place of a name is told in part.
const MAX_FACT: usize = 500;

/// How many problems are drawn.
const MAX_DRAWN: usize = 50;

/// A fact in the reader's language, or the beginning of a long one.
fn fact_words(name: &str, fact: &Bilingual, messages: &Messages) -> String {
    let said = messages.pick(fact);
    if let Some((end, _)) = said.char_indices().nth(MAX_FACT) {
        return format!("{}…", said.get(..end).unwrap_or_default());
    }
    if !FROM_OUTSIDE.contains(&name) || fact.zh != fact.en {
        return said.to_owned();
    }
    outside_words(said, messages).unwrap_or_else(|| said.to_owned())
}

/// What the sentence of a problem says of one of its facts. A sentence of another program for which the catalogue has no
/// words is not passed on to a reader of Chinese.
fn problem_fact(problem: &Diagnostic, name: &str, fact: &Bilingual, messages: &Messages) -> String {
    let words = fact_words(name, fact, messages);
    let is_foreign = name == "detail" && FOREIGN_DETAIL.contains(&problem.code) && is_english_sentence(&words);
    if is_foreign && messages.language() == Language::Zh { messages.say("outside-not-known", &[]) } else { words }
}

/// Whether a text is three words or more, all of Latin letters.
fn is_english_sentence(text: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|sign| sign.is_ascii_alphabetic());
    text.is_ascii() && text.split([' ', ',', ';']).filter(is_word).count() >= 3
}

/// What another program said, from the catalogue: its id is the phrase without what stands in quotes or after a colon.
/// What was expected instead is left out where the catalogue has no phrase for it.
fn outside_words(said: &str, messages: &Messages) -> Option<String> {
    let said = said.split(" (os error").next()?.split(" at line ").next()?;
    phrase_words(said, messages).or_else(|| phrase_words(said.split(", expected ").next()?, messages))
}

/// The words under the id that a phrase makes, with its numbers or without them.
fn phrase_words(said: &str, messages: &Messages) -> Option<String> {
    let is_quote = |character: char| matches!(character, '\'' | '`' | '"');
    let (head, rest) = said.split_once(": ").unwrap_or((said, ""));
    let mut parts = head.split(is_quote);
    let before = parts.next()?;
    let quoted = parts.next().unwrap_or_default();
    let phrase: String = std::iter::once(before).chain(parts.skip_while(|part| part.is_empty())).collect();
    let words = phrase.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let is_number = |word: &&str| word.chars().all(|sign| sign.is_ascii_digit());
    let without_numbers: Vec<&str> = words.iter().copied().filter(|word| !is_number(word)).collect();
    [words, without_numbers].iter().find_map(|words| {
        let id = format!("outside-{}", words.join("-").to_lowercase());
        messages.find(&id, &[("rest", rest), ("quoted", quoted)])
    })
}

/// Whose row it is.
#[must_use]
pub fn problem_context(problem: &Diagnostic, messages: &Messages) -> Vec<String> {
    let row = problem.row.as_ref().map(|row| messages.say("in-row", &[("row", &fact_words("row", row, messages))]));
    let unit = problem.unit.as_ref().map(|unit| Bilingual::same(unit.clone()));
    let unit = unit.map(|unit| messages.say("in-unit", &[("unit", &fact_words("unit", &unit, messages))]));
    row.into_iter().chain(unit).collect()
}

/// All problems, drawn one below the other; of very many the first, errors before warnings, and how many more there are.
/// Excerpts are cut and sentences folded to the width of the screen.
#[must_use]
pub fn render_problems(problems: &Diagnostics, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let renderer = palette::renderer(screen.has_colours).decor_style(DecorStyle::Ascii);
    let renderer = match screen.width {
        Some(width) => renderer.term_width(usize::from(width)),
        None => renderer,
    };
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count().min(MAX_DRAWN);
    let mut left = [errors, MAX_DRAWN.saturating_sub(errors)];
    let is_drawn = |problem: &&Diagnostic| {
        let [errors, warnings] = &mut left;
        let left = if problem.severity() == Severity::Error { errors } else { warnings };
        let fits = *left > 0;
        *left = left.saturating_sub(1);
        fits
    };
    let mut drawn: Vec<String> =
        problems.iter().filter(is_drawn).map(|problem| draw(problem, messages, &renderer, screen)).collect();
    if let Some(more) = problems.iter().count().checked_sub(drawn.len()).filter(|more| *more > 0) {
        drawn.push(messages.say("more-problems", &[("count", &more.to_string())]));
    }
    visible_but_colours(&drawn.join("\n\n")).into_owned()
}

/// How far the remarks below an excerpt are set in, where its lines have numbers of three digits.
const GUTTER: &str = "    = ";

/// A text behind its label, in lines that fit beside it; the renderer sets those after the first in.
fn beside(label: &str, text: &str, screen: Screen) -> String {
    let Some(columns) = screen.width else { return visible(text).into_owned() };
    let room = usize::from(columns.max(LEAST_WIDTH)).saturating_sub(width(label));
    let lines = visible(text).lines().flat_map(|line| fold(line, room)).collect::<Vec<_>>();
    lines.join("\n")
}

fn draw(problem: &Diagnostic, messages: &Messages, renderer: &Renderer, screen: Screen) -> String {
    let (title, remedies) = tell_problem(problem, messages);
    let word = messages.say(
        match problem.severity() {
            Severity::Error => "severity-error",
            Severity::Warning => "severity-warning",
        },
        &[],
    );
    let level = match problem.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = beside(&format!("{word}[{}]: ", problem.code.name()), &title, screen);
    let mut group =
        Group::with_title(level.with_name(word.as_str()).primary_title(title.as_str()).id(problem.code.name()));
    let mut excerpts = Vec::new();
    if let Some(place) = &problem.place {
        Excerpt::add(&mut excerpts, AnnotationKind::Primary, place, None);
        for (related, remark) in &problem.related {
            let remark = messages.say(&format!("remark-{remark}"), &[]);
            Excerpt::add(&mut excerpts, AnnotationKind::Context, related, Some(remark));
        }
    }
    group = group.elements(excerpts.into_iter().flat_map(|excerpt| excerpt.into_elements(messages)));
    let (note, context) = (messages.say("note", &[]), problem_context(problem, messages));
    for line in &context {
        group = group.element(Level::NOTE.with_name(note.as_str()).message(beside(
            &format!("{GUTTER}{note}: "),
            line,
            screen,
        )));
    }
    let help = messages.say("help", &[]);
    for remedy in &remedies {
        group = group.element(Level::HELP.with_name(help.as_str()).message(beside(
            &format!("{GUTTER}{help}: "),
            remedy,
            screen,
        )));
    }
    renderer.render(&[group])
}
