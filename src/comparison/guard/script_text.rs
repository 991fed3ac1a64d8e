//! What a script computes, without what is only read: comments and the spaces between its words.

use std::iter::Peekable;
use std::str::Chars;

/// Whether two scripts differ in comments, line ends and spaces only.
pub(super) fn is_same_code(one: &str, other: &str) -> bool {
    code(one) == code(other)
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
            assert!(is_same_code(script, &same), "{same}");
        }
        for other in [
            script.replace("x // y", "x // z"),
            script.replace("x // y", "x  // y"),
            script.replace("    a\n", "    // a\n"),
            script.replace("let a", "leta"),
            script.replace("// why", "/ why"),
            script.replace("\"x // y\"", "`x // y`"),
        ] {
            assert!(!is_same_code(script, &other), "{other}");
        }
        // A quote that was escaped does not end the text.
        assert!(!is_same_code(r#"a("\" // b")"#, r#"a("\" // c")"#));
    }
}
