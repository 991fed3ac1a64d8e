//! The fields of a text with separators, one after another.

use std::borrow::Cow;

/// A field and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field<'t> {
    /// From 0; a line without anything is a row as well, as a spreadsheet counts.
    pub(super) row: u32,
    /// From 0.
    pub(super) column: u32,
    /// Without the quotes around it.
    pub(super) text: Cow<'t, str>,
}

/// Goes through the fields of a text (RFC 4180, with any line end).
#[derive(Debug)]
pub(super) struct Fields<'t> {
    left: Option<&'t str>,
    separator: char,
    has_quotes: bool,
    row: u32,
    column: u32,
}

impl<'t> Fields<'t> {
    /// From the beginning of the text; without quotes, `"` is a character as any other.
    pub(super) fn new(text: &'t str, separator: char, has_quotes: bool) -> Self {
        Self { left: Some(text), separator, has_quotes, row: 0, column: 0 }
    }

    /// What is quoted at the beginning, `""` in it being `"`, and what follows.
    fn quoted(text: &'t str) -> (Cow<'t, str>, &'t str) {
        let mut plain = Cow::Borrowed("");
        let mut left = text;
        loop {
            let (before, after) = left.split_once('"').unwrap_or((left, ""));
            plain += before;
            match after.strip_prefix('"') {
                Some(rest) => {
                    plain += "\"";
                    left = rest;
                }
                None => return (plain, after),
            }
        }
    }
}

impl<'t> Iterator for Fields<'t> {
    type Item = Field<'t>;

    fn next(&mut self) -> Option<Field<'t>> {
        let left = self.left.filter(|left| self.column > 0 || !left.is_empty())?;
        let (mut text, left) = match left.strip_prefix('"') {
            Some(inside) if self.has_quotes => Self::quoted(inside),
            _ => (Cow::Borrowed(""), left),
        };
        let is_end = |sign: char| sign == self.separator || matches!(sign, '\n' | '\r');
        let (plain, rest) = left.split_at(left.find(is_end).unwrap_or(left.len()));
        text += plain;
        let field = Field { row: self.row, column: self.column, text };
        let line_end = ["\r\n", "\n", "\r"].iter().find_map(|end| rest.strip_prefix(end));
        if let Some(next_row) = line_end {
            self.row = self.row.saturating_add(1);
            self.column = 0;
            self.left = Some(next_row);
        } else {
            self.column = self.column.saturating_add(1);
            self.left = rest.strip_prefix(self.separator);
        }
        Some(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, has_quotes: bool, expected: &[(u32, u32, &str)]) {
        let fields: Vec<_> = Fields::new(text, ',', has_quotes).collect();
        let fields: Vec<_> = fields.iter().map(|field| (field.row, field.column, field.text.as_ref())).collect();
        assert_eq!(fields, expected, "{text}");
    }

    #[test]
    fn quotes_line_ends_and_blank_lines() {
        reads("", true, &[]);
        reads("a,b\r\n\n,c\rd", true, &[(0, 0, "a"), (0, 1, "b"), (1, 0, ""), (2, 0, ""), (2, 1, "c"), (3, 0, "d")]);
        reads("a,\n", true, &[(0, 0, "a"), (0, 1, "")]);
        reads("a,", true, &[(0, 0, "a"), (0, 1, "")]);
        reads("\"a,\"\"b\"\"\nc\"d,e\"f", true, &[(0, 0, "a,\"b\"\ncd"), (0, 1, "e\"f")]);
        reads("\"a,b", false, &[(0, 0, "\"a"), (0, 1, "b")]);
        reads("\"a,b", true, &[(0, 0, "a,b")]);
    }
}
