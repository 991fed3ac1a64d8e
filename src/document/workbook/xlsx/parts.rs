//! What the sheets of a workbook share: texts and formats.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufRead;

use super::super::container::Container;
use super::super::draft::{too_large, within};
use super::super::file_kind::FileKind;
use super::super::format_code::FormatCode;
use super::super::markup::{Markup, MarkupPiece};
use super::super::problem::{SizeMeasure, TableProblem};

/// The most texts of a workbook that its cells share.
const TEXTS: usize = 500_000;

/// The most bytes of these texts.
const TEXT_BYTES: usize = 64 << 20;

/// The most formats of cells; a spreadsheet allows 65,490.
const FORMATS: usize = 100_000;

/// The most codes of formats; a spreadsheet allows 250.
const CODES: usize = 10_000;

/// The texts that cells share, one after another.
#[derive(Debug, Default)]
pub(super) struct Strings {
    all: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the part that holds them.
    pub(super) fn read(package: &mut Container<'_>, part: &str) -> Result<Self, TableProblem> {
        let mut strings = Self::default();
        let mut markup = package.markup(FileKind::Xlsx, part)?;
        loop {
            match markup.next()? {
                MarkupPiece::Open(tag) if tag.name() == "si" => {
                    strings.all.push_str(&rich_text(&mut markup, "si")?);
                    strings.ends.push(strings.all.len());
                    if strings.all.len() > TEXT_BYTES {
                        return Err(too_large(SizeMeasure::AllTextBytes, TEXT_BYTES));
                    }
                    if strings.ends.len() > TEXTS {
                        return Err(too_large(SizeMeasure::Cells, TEXTS));
                    }
                }
                MarkupPiece::End => return Ok(strings),
                _ => {}
            }
        }
    }

    /// The text of this number.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.all.get(start..*self.ends.get(index)?)
    }
}

/// The text of the element of this name that was opened last: its runs, but not what says how they are pronounced.
pub(super) fn rich_text(markup: &mut Markup<impl BufRead>, element: &str) -> Result<String, TableProblem> {
    let mut text = String::new();
    loop {
        match markup.next()? {
            MarkupPiece::Open(tag) => match tag.name() {
                "t" => text.push_str(&markup.text()?),
                "rPh" => markup.skip()?,
                _ => {}
            },
            MarkupPiece::Close if markup.closed() == element => break,
            MarkupPiece::End => break,
            _ => {}
        }
        within(text.len())?;
    }
    Ok(unescaped(&text).into_owned())
}

/// Text without the escapes of spreadsheets, `_x000D_` and its kind; line ends are `\n`.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") && !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut left = text;
    while let Some(start) = left.find("_x") {
        let (before, escape) = left.split_at(start);
        plain.push_str(before);
        let character = escape.get(2..6).filter(|_| escape.as_bytes().get(6) == Some(&b'_'));
        let character = character.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        let taken = match character {
            Some(character) => {
                plain.push(character);
                7
            }
            None => {
                plain.push_str("_x");
                2
            }
        };
        left = escape.get(taken..).unwrap_or_default();
    }
    plain.push_str(left);
    Cow::Owned(plain.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The formats of cells.
#[derive(Debug, Default)]
pub(super) struct Styles {
    codes: Vec<FormatCode>,
    /// By the number that a cell names: the index of its code.
    by_cell: Vec<usize>,
}

impl Styles {
    /// Reads the part that holds them.
    pub(super) fn read(package: &mut Container<'_>, part: &str) -> Result<Self, TableProblem> {
        let mut styles = Self::default();
        let mut named: BTreeMap<u32, String> = BTreeMap::new();
        let mut index_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut numbers = Vec::new();
        let mut list = String::new();
        let mut markup = package.markup(FileKind::Xlsx, part)?;
        loop {
            match markup.next()? {
                MarkupPiece::Open(tag) => match (list.as_str(), tag.name()) {
                    (_, "numFmts" | "cellXfs" | "cellStyleXfs" | "dxfs") => list = tag.name().to_owned(),
                    ("numFmts", "numFmt") => {
                        let code = tag.value("formatCode").unwrap_or_default();
                        named.extend(tag.number("numFmtId").map(|number| (number, code)));
                    }
                    ("cellXfs", "xf") => numbers.push(tag.number("numFmtId").unwrap_or(0)),
                    _ => {}
                },
                MarkupPiece::Close if markup.closed() == list => list.clear(),
                MarkupPiece::End => break,
                _ => {}
            }
            if numbers.len() > FORMATS {
                return Err(too_large(SizeMeasure::Styles, FORMATS));
            }
            if named.len() > CODES {
                return Err(too_large(SizeMeasure::Styles, CODES));
            }
        }
        // Some programs write the formats after the cells that use them.
        for number in numbers {
            let index = *index_of.entry(number).or_insert_with(|| {
                let builtin = || u16::try_from(number).map_or_else(|_| FormatCode::general(), FormatCode::builtin);
                styles.codes.push(named.get(&number).map_or_else(builtin, |code| FormatCode::parse(code)));
                styles.codes.len() - 1
            });
            styles.by_cell.push(index);
        }
        Ok(styles)
    }

    /// The code of the format with this number.
    pub(super) fn get(&self, index: usize) -> Option<&FormatCode> {
        self.codes.get(*self.by_cell.get(index)?)
    }
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_of_spreadsheets() {
        assert_eq!(unescaped("一_x000D_\n二"), "一\n二");
        assert_eq!(unescaped("a_x005F_x000D_b"), "a_x000D_b");
        assert_eq!(unescaped("_x_xZZZZ__x12"), "_x_xZZZZ__x12");
        assert_eq!(unescaped("_x4E00_"), "一");
        assert_eq!(unescaped("_x一二三四_"), "_x一二三四_");
    }
}
