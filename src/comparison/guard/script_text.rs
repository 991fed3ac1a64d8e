//! What a script computes, without what is only read: comments, the spaces between its words, and its sentences.

use std::iter::Peekable;
use std::str::Chars;

/// The functions in which a script declares what people read, a text for each language.
const DECLARATIONS: [&str; 3] = ["inputs", "params", "sentences"];
const LANGUAGES: [&str; 2] = ["zh", "en"];

/// Whether two scripts compute the same: they differ in comments, line ends and spaces, and in the texts that they
/// declare under `zh:` and `en:`, if they do not read their own declarations.
pub(super) fn computes_the_same(one: &str, other: &str) -> bool {
    let codes = [one, other].map(code);
    let [one, other] = &codes;
    one == other || (!codes.iter().any(|code| reads_declarations(code)) && without_texts(one) == without_texts(other))
}

/// Whether a declaration is called, or named in a text, by which it could be called.
fn reads_declarations(code: &str) -> bool {
    let is_in_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    DECLARATIONS.iter().any(|name| {
        code.match_indices(name).any(|(at, _)| {
            let (before, rest) = code.split_at(at);
            let after = rest.strip_prefix(name).unwrap_or_default().trim_start();
            let is_named = before.ends_with(['"', '`', '\'']) && after.starts_with(['"', '`', '\'']);
            let is_called = after.starts_with('(') && !before.ends_with(is_in_name);
            is_named || (is_called && !before.trim_end().ends_with("fn"))
        })
    })
}

/// The code with nothing between the quotes that follow `zh:` and `en:` in a declaration.
fn without_texts(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code.chars().peekable();
    while let Some(character) = rest.next() {
        if !matches!(character, '"' | '\'' | '`') {
            kept.push(character);
            continue;
        }
        let mut text = String::new();
        let is_read = character == '"' && is_text_key(&kept) && is_in_declaration(&kept);
        quoted(character, &mut rest, &mut text);
        kept.push_str(if is_read { "\"\"" } else { &text });
    }
    kept
}

/// Whether a code ends in `zh:` or `en:` as the key of a map.
fn is_text_key(code: &str) -> bool {
    let Some(before) = code.trim_end().strip_suffix(':') else { return false };
    let before = before.trim_end();
    let is_own = |rest: &str| rest.trim_end().ends_with(['{', ',']);
    LANGUAGES.iter().any(|language| before.strip_suffix(language).is_some_and(is_own))
}

/// Whether the function that a code ends in is a declaration.
fn is_in_declaration(code: &str) -> bool {
    let last = code.rsplit("fn ").next().unwrap_or_default();
    last.split('(').next().is_some_and(|name| DECLARATIONS.contains(&name.trim()))
}

/// The text without comments, with one space wherever there were any; texts between quotes stay as they are.
fn code(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut rest = script.chars().peekable();
    while let Some(character) = rest.next() {
        match (character, rest.peek()) {
            ('/', Some('/')) => {
                rest.by_ref().take_while(|skipped| *skipped != '\n').for_each(drop);
                space(&mut kept);
            }
            ('/', Some('*')) => {
                rest.next();
                skip_block(&mut rest);
                space(&mut kept);
            }
            ('"' | '\'' | '`', _) => quoted(character, &mut rest, &mut kept),
            _ if character.is_whitespace() => space(&mut kept),
            _ => kept.push(character),
        }
    }
    kept.truncate(kept.trim_end().len());
    kept
}

fn space(kept: &mut String) {
    if !kept.is_empty() && !kept.ends_with(' ') {
        kept.push(' ');
    }
}

/// Passes over a comment of many lines, and those inside it.
fn skip_block(rest: &mut Peekable<Chars<'_>>) {
    let mut depth = 1_usize;
    while let Some(character) = rest.next() {
        let change = match (character, rest.peek()) {
            ('*', Some('/')) => depth.checked_sub(1),
            ('/', Some('*')) => depth.checked_add(1),
            _ => continue,
        };
        rest.next();
        depth = change.unwrap_or_default();
        if depth == 0 {
            return;
        }
    }
}

/// Takes over a text with its quotes.
fn quoted(quote: char, rest: &mut Peekable<Chars<'_>>, kept: &mut String) {
    kept.push(quote);
    while let Some(character) = rest.next() {
        kept.push(character);
        match character {
            '\\' if quote != '`' => kept.extend(rest.next()),
            _ if character == quote => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_spaces_are_no_code() {
        let script = "fn score(case) {\n    let a = \"x // y\"; // why\n    a\n}\n";
        for same in [
            script.replace("// why", "// because"),
            script.replace(" // why", ""),
            script.replace("// why", "/* a /* nested */ one */"),
            format!("//! title-zh: 新\n{script}"),
            script.replace('\n', "\r\n"),
            script.trim_end().to_owned(),
            script.replace("    ", "\t"),
        ] {
            assert!(computes_the_same(script, &same), "{same}");
        }
        for other in [
            script.replace("x // y", "x // z"),
            script.replace("x // y", "x  // y"),
            script.replace("    a\n", "    // a\n"),
            script.replace("let a", "leta"),
            script.replace("// why", "/ why"),
            script.replace("\"x // y\"", "`x // y`"),
        ] {
            assert!(!computes_the_same(script, &other), "{other}");
        }
        // What people read, and nothing beside it.
        let sentences = r#"fn sentences() { #{ met: #{ zh: "得 {points} 分", en: "\"{points}\" points" } } } fn score(case) { award(case.weight, "met") }"#;
        for same in [
            sentences.replace("得 {points} 分", "得分 {points}"),
            sentences.replace("\\\"{points}\\\" points", "{points} points"),
            sentences.replace("// why", "").replace("zh: ", "zh:  "),
        ] {
            assert!(computes_the_same(sentences, &same), "{same}");
        }
        for other in [
            sentences.replace("award(case.weight, \"met\")", "award(case.weight, \"missed\")"),
            sentences.replace("zh: \"得 {points} 分\"", "zh: words()"),
            sentences.replace("met: #{", "missed: #{"),
            sentences.replace("{points} 分\"", "{points} 分\" + \"。\""),
            sentences.replace("fn sentences", "fn others"),
        ] {
            assert!(!computes_the_same(sentences, &other), "{other}");
        }
        // A script that reads its own declarations may compute with them.
        for looks in
            ["sentences().met.zh", "sentences().met[\"z\" + \"h\"]", "sentences ( ).met.zh", "call(\"sentences\")"]
        {
            let script =
                sentences.replace("case.weight,", &format!("if {looks} == \"得 {{points}} 分\" {{ 1 }} else {{ 0 }},"));
            let other = script.replacen("得 {points} 分", "得分 {points}", 1);
            assert!(!computes_the_same(&script, &other), "{looks}");
        }
        // A quote that was escaped does not end the text.
        assert!(!computes_the_same(r#"a("\" // b")"#, r#"a("\" // c")"#));
    }
}
