//! Tags and texts of a page, as forgiving as a browser where it matters for tables.

/// A piece of a page.
#[derive(Debug)]
pub(super) enum Token {
    Open(Tag),
    /// The element of this name ends.
    Close(String),
    /// Text with its entities resolved.
    Text(String),
}

/// The beginning of an element, in lower case.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

/// Elements whose content is no text of the page.
const UNSEEN: [&str; 8] = ["script", "style", "title", "xml", "template", "noscript", "textarea", "select"];

/// The most attributes of an element that are looked at.
const ATTRIBUTES: usize = 64;

/// The longest name of an entity, in bytes.
const ENTITY: usize = 10;

/// Goes through a page.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    left: &'t str,
}

impl<'t> Scanner<'t> {
    /// From the beginning of the page.
    pub(super) fn new(text: &'t str) -> Self {
        Self { left: text }
    }

    /// Passes over everything up to this word and the word itself, or to the end.
    fn pass(&mut self, word: &str) {
        self.left = self.left.split_once(word).map_or("", |(_, rest)| rest);
    }

    /// Passes over the content of an element that is not text, up to its end.
    fn pass_content(&mut self, name: &str) {
        while let Some(start) = self.left.find("</") {
            self.left = self.left.get(start.saturating_add(2)..).unwrap_or_default();
            if self.left.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                return self.pass(">");
            }
        }
        self.left = "";
    }

    /// The tag at the beginning of what is left, after its `<`.
    fn tag(&mut self) -> Tag {
        let is_end = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '>' | '/');
        let (name, rest) = self.left.split_at(self.left.find(is_end).unwrap_or(self.left.len()));
        let mut tag = Tag { name: name.to_ascii_lowercase(), attributes: Vec::new() };
        let mut left = rest;
        loop {
            left = left.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
            if left.is_empty() || left.starts_with('>') {
                break;
            }
            let is_name_end = |letter: char| is_end(letter) || letter == '=';
            let (key, rest) = match left.find(is_name_end) {
                // A sign of equality without a name.
                Some(0) => left.split_at(1),
                Some(end) => left.split_at(end),
                None => (left, ""),
            };
            left = rest.trim_start();
            let mut value = "";
            if let Some(rest) = left.strip_prefix('=') {
                let rest = rest.trim_start();
                let quote = rest.chars().next().filter(|letter| matches!(letter, '"' | '\''));
                (value, left) = match quote {
                    Some(quote) => {
                        let inside = rest.strip_prefix(quote).unwrap_or(rest);
                        inside.split_once(quote).unwrap_or((inside, ""))
                    }
                    None => rest.split_at(
                        rest.find(|letter: char| letter.is_ascii_whitespace() || letter == '>').unwrap_or(rest.len()),
                    ),
                };
            }
            if tag.attributes.len() < ATTRIBUTES {
                tag.attributes.push((key.to_ascii_lowercase(), value.to_owned()));
            }
        }
        self.left = left.strip_prefix('>').unwrap_or(left);
        tag
    }
}

impl Iterator for Scanner<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            if self.left.is_empty() {
                return None;
            }
            let Some(after) = self.left.strip_prefix('<') else {
                let (text, rest) = self.left.split_at(self.left.find('<').unwrap_or(self.left.len()));
                self.left = rest;
                return Some(Token::Text(resolved(text)));
            };
            if after.starts_with("!--") {
                self.pass("-->");
            } else if after.starts_with(['!', '?']) {
                self.pass(">");
            } else if let Some(end) = after.strip_prefix('/') {
                self.left = end;
                let tag = self.tag();
                return Some(Token::Close(tag.name));
            } else if after.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
                self.left = after;
                let tag = self.tag();
                if UNSEEN.contains(&tag.name.as_str()) {
                    self.pass_content(&tag.name);
                    continue;
                }
                return Some(Token::Open(tag));
            } else {
                // Smaller than something.
                self.left = after;
                return Some(Token::Text(String::from("<")));
            }
        }
    }
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The whole number in an attribute, from 1 to `most`.
    pub(super) fn span(&self, name: &str, most: u32) -> u32 {
        let digits = self.value(name).unwrap_or_default().trim();
        let digits = digits.split(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
        digits.parse().unwrap_or(1_u32).clamp(1, most)
    }

    /// Does nobody see the element?
    pub(super) fn is_hidden(&self) -> bool {
        let style: String = self.value("style").unwrap_or_default().split_whitespace().collect();
        self.value("hidden").is_some() || style.to_ascii_lowercase().contains("display:none")
    }
}

/// Text with entities as the characters for which they stand; unknown ones stay as they are.
fn resolved(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut left = text;
    while let Some(start) = left.find('&') {
        let (before, entity) = left.split_at(start);
        plain.push_str(before);
        let end = entity.bytes().take(ENTITY).position(|byte| byte == b';');
        match end.and_then(|end| Some((character(entity.get(1..end)?)?, end))) {
            Some((character, end)) => {
                plain.push(character);
                left = entity.get(end.saturating_add(1)..).unwrap_or_default();
            }
            None => {
                plain.push('&');
                left = entity.strip_prefix('&').unwrap_or_default();
            }
        }
    }
    plain.push_str(left);
    plain
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|character| *character != '\0');
    }
    Some(match name {
        "nbsp" => '\u{a0}',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "le" => '≤',
        "ge" => '≥',
        "ne" => '≠',
        "permil" => '‰',
        "plusmn" => '±',
        "times" => '×',
        "divide" => '÷',
        "deg" => '°',
        "yen" => '¥',
        "middot" => '·',
        "bull" => '•',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "laquo" => '«',
        "raquo" => '»',
        "radic" => '√',
        "minus" => '−',
        "sup2" => '²',
        "sup3" => '³',
        "copy" => '©',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_become_characters() {
        assert_eq!(resolved("&ge;98&#37; &amp;lt; &#x6307; R&D &unknown; &"), "≥98% &lt; 指 R&D &unknown; &");
    }

    #[test]
    fn tags_of_every_spelling() {
        let seen: Vec<String> = Scanner::new("<TD rowspan=2 colspan='3' x:num style=\"display : none\">a<b/>c</td ><1 <script>if(a<b)</script>d<!-- <td> --><")
            .map(|token| match token {
                Token::Open(tag) => format!("<{} {} {} {}>", tag.name, tag.span("rowspan", 9), tag.span("colspan", 9), tag.is_hidden()),
                Token::Close(name) => format!("</{name}>"),
                Token::Text(text) => text,
            })
            .collect();
        assert_eq!(seen, ["<td 2 3 true>", "a", "<b 1 1 false>", "c", "</td>", "<", "1 ", "d", "<"]);
    }
}
