//! A strict scanner of JSON: every value as the text that was written, so that no number passes through a float.

use std::borrow::Cow;

/// How deeply objects and lists may lie in each other.
const MAX_DEPTH: usize = 32;

/// The place at which a text is no JSON: so many bytes from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoJson(pub usize);

/// A value, or the start of one that has parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum JsonValue<'t> {
    Text(Cow<'t, str>),
    /// A number as it is written.
    Number(&'t str),
    Flag(bool),
    Null,
    /// To be read on by [`JsonScanner::object`].
    Object,
    /// To be read on by [`JsonScanner::list`].
    List,
}

/// Reads a text from its start to its end.
pub(super) struct JsonScanner<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> JsonScanner<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// The next value.
    ///
    /// # Errors
    /// [`NoJson`], here and below.
    pub fn value(&mut self) -> Result<JsonValue<'t>, NoJson> {
        self.skip_blanks();
        match self.byte() {
            Some(b'"') => self.string().map(JsonValue::Text),
            Some(b'-' | b'0'..=b'9') => self.number().map(JsonValue::Number),
            Some(b'{') => self.open(JsonValue::Object),
            Some(b'[') => self.open(JsonValue::List),
            _ => {
                let words =
                    [("true", JsonValue::Flag(true)), ("false", JsonValue::Flag(false)), ("null", JsonValue::Null)];
                let rest = self.text.get(self.at..).unwrap_or_default();
                let found = words.into_iter().find(|(word, _)| rest.starts_with(word));
                let (word, value) = found.ok_or(NoJson(self.at))?;
                self.at = self.at.saturating_add(word.len());
                Ok(value)
            }
        }
    }

    /// The members of an object whose start was read: `member` reads the value of each.
    pub fn object<E: From<NoJson>>(
        &mut self,
        mut member: impl FnMut(&mut Self, Cow<'t, str>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.parts(b'}', |scanner| {
            scanner.skip_blanks();
            let key = scanner.string()?;
            scanner.skip_blanks();
            scanner.expect(b':')?;
            member(scanner, key)
        })
    }

    /// The items of a list whose start was read: `item` reads each.
    pub fn list<E: From<NoJson>>(&mut self, item: impl FnMut(&mut Self) -> Result<(), E>) -> Result<(), E> {
        self.parts(b']', item)
    }

    /// Leaves a value aside that was begun.
    pub fn skip(&mut self, begun: &JsonValue<'_>) -> Result<(), NoJson> {
        let next = |scanner: &mut Self| {
            let value = scanner.value()?;
            scanner.skip(&value)
        };
        match begun {
            JsonValue::Object => self.object(|scanner, _| next(scanner)),
            JsonValue::List => self.list(next),
            _ => Ok(()),
        }
    }

    /// That nothing follows.
    pub fn end(&mut self) -> Result<(), NoJson> {
        self.skip_blanks();
        if self.at == self.text.len() { Ok(()) } else { Err(NoJson(self.at)) }
    }

    fn open(&mut self, value: JsonValue<'t>) -> Result<JsonValue<'t>, NoJson> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > MAX_DEPTH {
            return Err(NoJson(self.at));
        }
        self.at = self.at.saturating_add(1);
        Ok(value)
    }

    fn parts<E: From<NoJson>>(&mut self, end: u8, mut part: impl FnMut(&mut Self) -> Result<(), E>) -> Result<(), E> {
        self.skip_blanks();
        if self.byte() != Some(end) {
            loop {
                part(self)?;
                self.skip_blanks();
                if self.byte() != Some(b',') {
                    break;
                }
                self.at = self.at.saturating_add(1);
            }
        }
        self.expect(end)?;
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn expect(&mut self, wanted: u8) -> Result<(), NoJson> {
        if self.byte() != Some(wanted) {
            return Err(NoJson(self.at));
        }
        self.at = self.at.saturating_add(1);
        Ok(())
    }

    fn skip_blanks(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at = self.at.saturating_add(1);
        }
    }

    fn string(&mut self) -> Result<Cow<'t, str>, NoJson> {
        self.expect(b'"')?;
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let stop = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).ok_or(NoJson(start))?;
        self.at = start.saturating_add(stop);
        let plain = self.text.get(start..self.at).ok_or(NoJson(start))?;
        match self.byte() {
            Some(b'"') => {
                self.at = self.at.saturating_add(1);
                Ok(Cow::Borrowed(plain))
            }
            Some(b'\\') => self.escaped(plain).map(Cow::Owned),
            _ => Err(NoJson(self.at)),
        }
    }

    /// The rest of a string from its first escape on.
    fn escaped(&mut self, before: &str) -> Result<String, NoJson> {
        let mut text = before.to_owned();
        loop {
            let rest = self.text.get(self.at..).ok_or(NoJson(self.at))?;
            let sign = rest.chars().next().ok_or(NoJson(self.at))?;
            self.at = self.at.saturating_add(sign.len_utf8());
            match sign {
                '"' => return Ok(text),
                '\\' => text.push(self.escape()?),
                '\0'..' ' => return Err(NoJson(self.at)),
                other => text.push(other),
            }
        }
    }

    fn escape(&mut self) -> Result<char, NoJson> {
        let sign = self.byte().ok_or(NoJson(self.at))?;
        self.at = self.at.saturating_add(1);
        Ok(match sign {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return Err(NoJson(self.at)),
        })
    }

    fn unicode(&mut self) -> Result<char, NoJson> {
        let first = self.hex()?;
        let code = match first {
            0xD800..=0xDBFF => {
                self.expect(b'\\')?;
                self.expect(b'u')?;
                let second = self.hex()?;
                if !(0xDC00..=0xDFFF).contains(&second) {
                    return Err(NoJson(self.at));
                }
                0x10000_u32.saturating_add((first & 0x3FF) << 10).saturating_add(second & 0x3FF)
            }
            code => code,
        };
        char::from_u32(code).ok_or(NoJson(self.at))
    }

    fn hex(&mut self) -> Result<u32, NoJson> {
        let end = self.at.saturating_add(4);
        let digits = self.text.get(self.at..end).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).ok_or(NoJson(self.at))?;
        self.at = end;
        Ok(code)
    }

    /// A number by the grammar of JSON.
    fn number(&mut self) -> Result<&'t str, NoJson> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at = self.at.saturating_add(1);
        }
        let is_zero = self.byte() == Some(b'0');
        let digits = self.digits()?;
        if is_zero && digits > 1 {
            return Err(NoJson(start));
        }
        if self.byte() == Some(b'.') {
            self.at = self.at.saturating_add(1);
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at = self.at.saturating_add(1);
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at = self.at.saturating_add(1);
            }
            self.digits()?;
        }
        self.text.get(start..self.at).ok_or(NoJson(start))
    }

    /// At least one digit; how many there are.
    fn digits(&mut self) -> Result<usize, NoJson> {
        let start = self.at;
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.at = self.at.saturating_add(1);
        }
        if self.at == start { Err(NoJson(start)) } else { Ok(self.at.saturating_sub(start)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<JsonValue<'_>, NoJson> {
        let mut scanner = JsonScanner::new(text);
        let value = scanner.value()?;
        scanner.skip(&value)?;
        scanner.end().map(|()| value)
    }

    #[test]
    fn values_are_what_was_written() {
        for number in ["0", "-0", "98.70", "1.00E-7", "12345678901234567890.12", "1e+2"] {
            assert_eq!(value(number), Ok(JsonValue::Number(number)));
        }
        assert_eq!(value(r#" "\u5c40\ud83d\ude00\n\"" "#), Ok(JsonValue::Text("局😀\n\"".into())));
        assert_eq!(value(r#"{"a": [1, {"b": null}], "c": {}}"#), Ok(JsonValue::Object));
    }

    #[test]
    fn what_is_no_json_is_refused_where_it_stops() {
        for (text, at) in [
            ("", 0),
            ("01", 0),
            (".5", 0),
            ("1.", 2),
            ("+1", 0),
            ("NaN", 0),
            ("\"a", 1),
            (r#""\ud800""#, 7),
            (r#"{"a" 1}"#, 5),
            (r#"{"a": 1,}"#, 8),
            ("[1] 2", 4),
        ] {
            assert_eq!(value(text), Err(NoJson(at)), "{text}");
        }
        assert!(value(&"[".repeat(40)).is_err());
    }
}
