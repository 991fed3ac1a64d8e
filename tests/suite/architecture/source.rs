//! What one source file says of modules: the children it declares, the names it imports and defines, the paths it uses.
//!
//! A small reader of tokens: comments and what is compiled for tests only are left out.

use std::collections::BTreeMap;

/// A path as it is written: `crate::rule::RuleSet` in its parts.
pub type Path = Vec<String>;

/// One source file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SourceFile {
    /// The modules it declares.
    pub children: Vec<String>,
    /// What it imports or re-exports, by the name it has here.
    pub imports: BTreeMap<String, Import>,
    /// The types it defines.
    pub types: Vec<String>,
    /// Everything it defines that other files can name.
    pub items: Vec<String>,
    /// The paths in its code, imports left out; many begin with a name that is local to a function.
    pub uses: Vec<Path>,
    /// The texts and characters in its code and its attributes; what describes a schema (`"description": "…"`) is left out.
    pub texts: Vec<String>,
}

/// A name brought into a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Import {
    /// What the name stands for.
    pub path: Path,
    /// Whether it is handed on to other files (`pub use`).
    pub is_exported: bool,
}

impl SourceFile {
    /// Reads the text of a file.
    pub fn read(text: &str) -> Self {
        let tokens = without_tests(&tokens(text));
        let mut file = Self::default();
        let (mut at, mut depth, mut is_exported) = (0, 0_usize, false);
        while let Some(token) = tokens.get(at) {
            let next = tokens.get(at + 1).map_or("", String::as_str);
            match token.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                // `pub`, `pub(crate)`, `pub(in crate::numeric)`.
                "pub" => {
                    let close = if next == "(" { end_of(&tokens, at + 1) } else { at };
                    at = close + 1;
                    is_exported = true;
                    continue;
                }
                "use" if next != "<" => {
                    let end = at + tokens[at..].iter().position(|token| token == ";").unwrap();
                    for (name, path) in use_tree(&tokens[at + 1..end]) {
                        file.imports.insert(name, Import { path, is_exported });
                    }
                    at = end;
                }
                "mod" => {
                    assert_eq!(tokens[at + 2], ";", "a module is a file: `mod {next} {{`");
                    file.children.push(next.to_owned());
                    at += 2;
                }
                "struct" | "enum" | "trait" | "type" | "fn" | "const" | "static" if depth == 0 && is_name(next) => {
                    let is_type = !["fn", "const", "static"].contains(&token.as_str());
                    if is_type {
                        file.types.push(next.to_owned());
                    }
                    if next != "fn" {
                        file.items.push(next.to_owned());
                        at += 1;
                    }
                }
                text if text.starts_with(['"', '\'']) => {
                    let describes = tokens[..at].ends_with(&["\"description".to_owned(), ":".to_owned()]);
                    file.texts.extend((!describes).then(|| text[1..].to_owned()));
                }
                name if is_name(name) => {
                    let mut path = vec![name.to_owned()];
                    let follows = !matches!(at.checked_sub(1).map(|before| tokens[before].as_str()), Some("." | "::"));
                    while tokens.get(at + 1).is_some_and(|token| token == "::")
                        && tokens.get(at + 2).is_some_and(|token| is_name(token))
                    {
                        path.push(tokens[at + 2].clone());
                        at += 2;
                    }
                    // A field or an argument: `name: Type`.
                    let is_label = path.len() == 1 && tokens.get(at + 1).is_some_and(|token| token == ":");
                    if follows && !is_label {
                        file.uses.push(path);
                    }
                }
                _ => {}
            }
            is_exported = false;
            at += 1;
        }
        file
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

fn is_part_of_name(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// The tokens of a text: names, `::` and single signs; a string is a `"` and what it holds, a character a
/// `'` and itself, a lifetime nothing.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let starts = |at: usize, with: &str| with.chars().enumerate().all(|(n, sign)| chars.get(at + n) == Some(&sign));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&sign) = chars.get(at) {
        if starts(at, "//") {
            while chars.get(at).is_some_and(|sign| *sign != '\n') {
                at += 1;
            }
        } else if starts(at, "/*") {
            let mut depth = 0;
            loop {
                if starts(at, "/*") {
                    depth += 1;
                } else if starts(at, "*/") {
                    depth -= 1;
                } else {
                    at += 1;
                    continue;
                }
                at += 2;
                if depth == 0 {
                    break;
                }
            }
        } else if sign == '"' {
            let start = at;
            at += 1;
            while chars[at] != '"' {
                at += if chars[at] == '\\' { 2 } else { 1 };
            }
            found.push(chars[start..at].iter().collect());
            at += 1;
        } else if sign == '\'' {
            let is_escape = chars.get(at + 1) == Some(&'\\');
            if is_escape || chars.get(at + 2) == Some(&'\'') {
                let start = at;
                at += if is_escape { 3 } else { 2 };
                while chars[at] != '\'' {
                    at += 1;
                }
                found.push(chars[start..at].iter().collect());
                at += 1;
            } else {
                let name = chars[at + 1..].iter().take_while(|sign| is_part_of_name(**sign));
                at += 1 + name.count();
            }
        } else if is_part_of_name(sign) {
            let start = at;
            while chars.get(at).is_some_and(|sign| is_part_of_name(*sign)) {
                at += 1;
            }
            let name: String = chars[start..at].iter().collect();
            let hashes = chars[at..].iter().take_while(|sign| **sign == '#').count();
            if ["r", "br"].contains(&name.as_str()) && chars.get(at + hashes) == Some(&'"') {
                let close = format!("\"{}", "#".repeat(hashes));
                at += hashes;
                let start = at;
                at += 1;
                while !starts(at, &close) {
                    at += 1;
                }
                found.push(chars[start..at].iter().collect());
                at += close.len();
            } else {
                found.push(name);
            }
        } else if starts(at, "::") {
            found.push("::".to_owned());
            at += 2;
        } else {
            if !sign.is_whitespace() {
                found.push(sign.to_string());
            }
            at += 1;
        }
    }
    found
}

/// Where the bracket that opens at `open` is closed.
fn end_of(tokens: &[String], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    panic!("unclosed bracket")
}

/// The tokens without attributes, of which the texts are kept, and without the items that have `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at] != "#" {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let open = at + if tokens[at + 1] == "!" { 2 } else { 1 };
        let close = end_of(tokens, open);
        let is_test = tokens[open..=close].concat() == "[cfg(test)]";
        at = close + 1;
        if is_test {
            let mut end = at;
            while ![";", "}"].contains(&tokens[end].as_str()) {
                end = if ["(", "[", "{"].contains(&tokens[end].as_str()) { end_of(tokens, end) } else { end + 1 };
                if tokens[end] == ")" || tokens[end] == "]" {
                    end += 1;
                }
            }
            at = end + 1;
        } else {
            kept.extend(tokens[open..close].iter().filter(|token| token.starts_with('"')).cloned());
        }
    }
    kept
}

/// The names that a `use` brings in, each with what it stands for.
fn use_tree(tokens: &[String]) -> Vec<(String, Path)> {
    let mut path: Path = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "{" => {
                let mut found = Vec::new();
                for branch in branches(&tokens[at + 1..end_of(tokens, at)]) {
                    for (name, below) in use_tree(branch) {
                        let is_self = below == ["self"] && !path.is_empty();
                        let whole: Path = path.iter().chain(below.iter().filter(|_| !is_self)).cloned().collect();
                        let name = if is_self && name == "self" { path[path.len() - 1].clone() } else { name };
                        found.push((name, whole));
                    }
                }
                return found;
            }
            "as" => return vec![(tokens[at + 1].clone(), path)],
            "::" => {}
            part => path.push(part.to_owned()),
        }
        at += 1;
    }
    vec![(path[path.len() - 1].clone(), path)]
}

/// The parts of a group between its outer commas.
fn branches(tokens: &[String]) -> Vec<&[String]> {
    let mut depth = 0;
    let parts = tokens.split(|token| {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        token == "," && depth == 0
    });
    parts.filter(|part| !part.is_empty()).collect()
}
