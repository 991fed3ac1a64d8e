//! What an OpenDocument spreadsheet says of its formats: the codes of other spreadsheets are put together from it.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::super::draft::too_large;
use super::super::format_code::FormatCode;
use super::super::markup::{Markup, MarkupPiece, Tag};
use super::super::problem::{SizeMeasure, TableProblem};

/// The most formats of a file.
const FORMATS: usize = 100_000;

/// How many parents of a style are looked up.
const ANCESTORS: usize = 16;

/// The most digits that are written out.
const DIGITS: u32 = 30;

/// The longest code that is put together, in bytes, and the most conditions in it.
const CODE_BYTES: usize = 1_024;
const CONDITIONS: usize = 3;

/// Formats by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Styles of cells.
    cells: BTreeMap<String, CellStyle>,
    /// The codes of formats of data, and what other format holds for which numbers.
    data: BTreeMap<String, DataStyle>,
    /// Codes read once, by the name of the style of the cell.
    read: BTreeMap<String, Option<FormatCode>>,
    /// Styles of tables that are not shown.
    pub(super) hidden_tables: Vec<String>,
}

#[derive(Debug, Default)]
struct CellStyle {
    parent: Option<String>,
    data: Option<String>,
}

#[derive(Debug, Default)]
struct DataStyle {
    code: String,
    /// Condition, and the name of the format that applies under it.
    others: Vec<(String, String)>,
}

impl DataStyle {
    /// Adds a piece to the code, as long as that is one that anybody writes.
    fn push(&mut self, piece: &str) {
        if self.code.len().saturating_add(piece.len()) <= CODE_BYTES {
            self.code.push_str(piece);
        }
    }
}

impl Styles {
    /// Takes what this element says of formats, if it says something.
    pub(super) fn open(&mut self, tag: &Tag, markup: &mut Markup<impl BufRead>) -> Result<(), TableProblem> {
        if self.cells.len().max(self.data.len()).max(self.hidden_tables.len()) > FORMATS {
            return Err(too_large(SizeMeasure::Styles, FORMATS));
        }
        let name = tag.value("style:name").unwrap_or_default();
        match tag.name() {
            "style" => match tag.value("style:family").as_deref() {
                Some("table-cell") => {
                    let style = CellStyle {
                        parent: tag.value("style:parent-style-name"),
                        data: tag.value("style:data-style-name"),
                    };
                    self.cells.insert(name, style);
                }
                Some("table") => {
                    while let Some(inner) = child(markup)? {
                        if inner.name() == "table-properties"
                            && inner.value("table:display").as_deref() == Some("false")
                        {
                            self.hidden_tables.push(name.clone());
                        }
                        markup.skip()?;
                    }
                }
                _ => {}
            },
            "number-style" | "percentage-style" | "currency-style" | "date-style" | "time-style" | "text-style"
            | "boolean-style" => {
                let style = data_style(markup, tag.name() == "percentage-style")?;
                self.data.insert(name, style);
            }
            _ => {}
        }
        Ok(())
    }

    /// The format of cells of this style.
    pub(super) fn code(&mut self, style: &str) -> Option<&FormatCode> {
        if !self.read.contains_key(style) {
            let code =
                self.data_name(style).and_then(|name| self.whole_code(name)).map(|code| FormatCode::parse(&code));
            self.read.insert(style.to_owned(), code);
        }
        self.read.get(style)?.as_ref()
    }

    /// The format of data that a style of cells or one of its parents names.
    fn data_name(&self, style: &str) -> Option<&str> {
        let mut style = self.cells.get(style)?;
        for _ in 0..ANCESTORS {
            if let Some(data) = &style.data {
                return Some(data);
            }
            style = self.cells.get(style.parent.as_ref()?)?;
        }
        None
    }

    /// The code of a format with those that hold under conditions before it.
    fn whole_code(&self, name: &str) -> Option<String> {
        let style = self.data.get(name)?;
        let mut code = String::new();
        for (condition, other) in &style.others {
            let bound = condition.trim().strip_prefix("value()").unwrap_or_default().replace("!=", "<>");
            if let Some(other) = self.data.get(other) {
                code.push_str(&format!("[{bound}]{};", other.code));
            }
        }
        code.push_str(&style.code);
        Some(code)
    }
}

/// The next element in the one that was opened last; `None` at its end.
fn child(markup: &mut Markup<impl BufRead>) -> Result<Option<Tag>, TableProblem> {
    loop {
        match markup.next()? {
            MarkupPiece::Open(tag) => return Ok(Some(tag)),
            MarkupPiece::Text(_) => {}
            MarkupPiece::Close | MarkupPiece::End => return Ok(None),
        }
    }
}

/// The code of a format, from its elements.
fn data_style(markup: &mut Markup<impl BufRead>, is_percentage: bool) -> Result<DataStyle, TableProblem> {
    let mut style = DataStyle::default();
    while let Some(tag) = child(markup)? {
        let piece = match tag.name() {
            "number" => {
                let code = digits(&tag, &embedded_texts(markup)?);
                style.push(&code);
                continue;
            }
            "scientific-number" => String::from("0.00E+00"),
            "fraction" => String::from("# ?/?"),
            "text" | "currency-symbol" => {
                let text = markup.text()?;
                style.push(&quoted(&text, is_percentage));
                continue;
            }
            "map" => {
                let condition = tag.value("style:condition").unwrap_or_default();
                if style.others.len() < CONDITIONS {
                    style.others.push((condition, tag.value("style:apply-style-name").unwrap_or_default()));
                }
                String::new()
            }
            "year" => String::from("yyyy"),
            "era" => String::from("y"),
            "month" => String::from("mm"),
            "day" | "day-of-week" | "week-of-year" => String::from("dd"),
            "hours" => String::from("hh"),
            "minutes" => String::from("mm"),
            "seconds" => String::from("ss"),
            "am-pm" => String::from("AM/PM"),
            "text-content" => String::from("@"),
            _ => String::new(),
        };
        style.push(&piece);
        markup.skip()?;
    }
    Ok(style)
}

/// The texts between the digits of the number that was opened last, each after how many digits from the right.
fn embedded_texts(markup: &mut Markup<impl BufRead>) -> Result<Vec<(u32, String)>, TableProblem> {
    let mut texts = Vec::new();
    while let Some(tag) = child(markup)? {
        let position = tag.number("number:position").unwrap_or(0);
        let text = markup.text()?;
        if tag.name() == "embedded-text" && texts.len() < DIGITS as usize {
            texts.push((position, text));
        }
    }
    Ok(texts)
}

fn digits(tag: &Tag, embedded: &[(u32, String)]) -> String {
    // Without places, a number shows what there is.
    let Some(places) = tag.number("number:decimal-places") else { return String::from("General") };
    let mut code = String::new();
    // A text stands before as many digits as its position says, counted from the right.
    let leftmost = embedded.iter().map(|(position, _)| position.saturating_add(1)).max().unwrap_or(1);
    for position in (0..leftmost.min(DIGITS)).rev() {
        code.push('0');
        let here = embedded.iter().filter(|(text_position, _)| *text_position == position);
        code.extend(here.map(|(_, text)| quoted(text, false)));
    }
    if places > 0 {
        code.push('.');
        code.extend((0..places.min(DIGITS)).map(|_| '0'));
    }
    let factor = tag.value("number:display-factor").unwrap_or_default();
    let zeros = factor.chars().filter(|digit| *digit == '0').count();
    code.extend((0..(zeros / 3).min(4)).map(|_| ','));
    code
}

/// Text of a format; in that of a percentage, its sign is one that multiplies.
fn quoted(text: &str, is_percentage: bool) -> String {
    let escaped =
        |character| if is_percentage && character == '%' { String::from("%") } else { format!("\\{character}") };
    text.chars().map(escaped).collect()
}
