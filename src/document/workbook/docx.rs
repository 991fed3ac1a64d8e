//! Tables of Word files, packed or as one XML; what is marked as deleted is not read.

mod table;

use std::collections::VecDeque;
use std::io::BufRead;

use self::table::WordTable;
use super::container::Container;
use super::draft::{Draft, within};
use super::file_kind::FileKind;
use super::markup::{ElementBudget, Markup, MarkupPiece, Tag};
use super::problem::TableProblem;
use super::tables::{Workbook, WorkbookRemark};

const KIND: FileKind = FileKind::Docx;

/// How many paragraphs before a table are kept as its heading.
const HEADING: usize = 10;

/// Reads the tables of a packed Word file.
pub(super) fn read_package(mut package: Container<'_>) -> Result<Workbook, TableProblem> {
    let mut markup = package.markup(KIND, "word/document.xml")?;
    read(&mut markup)
}

/// Reads the tables of a Word file that is one XML.
pub(super) fn read_xml(text: &str) -> Result<Workbook, TableProblem> {
    read(&mut Markup::new(text.as_bytes(), KIND, "", ElementBudget::default()))
}

/// A Word file while it is read.
#[derive(Debug)]
struct Page {
    draft: Draft,
    /// The tables that are open, the innermost last.
    tables: Vec<WordTable>,
    /// The last paragraphs outside of tables since the last table.
    heading: VecDeque<String>,
    line: String,
    is_in_body: bool,
}

fn read(markup: &mut Markup<impl BufRead>) -> Result<Workbook, TableProblem> {
    let mut page = Page {
        draft: Draft::new(KIND),
        tables: Vec::new(),
        heading: VecDeque::new(),
        line: String::new(),
        is_in_body: false,
    };
    loop {
        match markup.next()? {
            MarkupPiece::Open(tag) if page.is_in_body => page.open(&tag, markup)?,
            MarkupPiece::Open(tag) => page.is_in_body = tag.name() == "body",
            MarkupPiece::Close => page.close(markup.closed())?,
            MarkupPiece::Text(_) => {}
            MarkupPiece::End => return page.draft.finish(),
        }
    }
}

impl Page {
    fn open(&mut self, tag: &Tag, markup: &mut Markup<impl BufRead>) -> Result<(), TableProblem> {
        match tag.name() {
            "tbl" => {
                let sheet = self.draft.begin("")?;
                if let Some(sheet) = self.draft.sheet(sheet) {
                    sheet.heading = std::mem::take(&mut self.heading).into();
                }
                self.tables.push(WordTable::new(sheet));
            }
            "tr" => self.table(WordTable::begin_row),
            "tc" => self.table(WordTable::begin_cell),
            "tcPr" => self.cell_properties(markup)?,
            "trPr" => self.row_properties(markup)?,
            "p" => self.table(WordTable::begin_paragraph),
            "t" => {
                let text = markup.text()?;
                self.write(&text)?;
            }
            "tab" => self.write("\t")?,
            "br" | "cr" => self.write("\n")?,
            "noBreakHyphen" => self.write("-")?,
            "sym" => self.write(symbol(tag))?,
            "del" | "moveFrom" => {
                self.tell_deleted();
                markup.skip()?;
            }
            // Properties, other forms of the same, and how words are pronounced.
            "pPr" | "rPr" | "tblPr" | "tblGrid" | "sectPr" | "sdtPr" | "Fallback" | "rt" | "instrText" | "delText" => {
                markup.skip()?;
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), TableProblem> {
        match name {
            "body" => self.is_in_body = false,
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell(&mut self.draft)?;
                }
            }
            "tr" => self.table(WordTable::end_row),
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    table.finish(&mut self.draft)?;
                }
            }
            "p" if self.tables.is_empty() => {
                let line = std::mem::take(&mut self.line);
                if !line.trim().is_empty() {
                    if self.heading.len() == HEADING {
                        self.heading.pop_front();
                    }
                    self.heading.push_back(line.trim().to_owned());
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What the cell that was begun says of merges.
    fn cell_properties(&mut self, markup: &mut Markup<impl BufRead>) -> Result<(), TableProblem> {
        let mut depth = 0_usize;
        loop {
            match markup.next()? {
                MarkupPiece::Open(tag) => {
                    depth += 1;
                    let continues = tag.value("val").is_none_or(|value| value != "restart");
                    match tag.name() {
                        "gridSpan" => self.table(|table| table.span(tag.number("val").unwrap_or(1))),
                        "vMerge" | "vmerge" => self.table(|table| table.merge_down(continues)),
                        "hMerge" | "hmerge" => self.table(|table| table.merge_right(continues)),
                        _ => {}
                    }
                }
                MarkupPiece::Close if depth == 0 => return Ok(()),
                MarkupPiece::Close => depth -= 1,
                MarkupPiece::Text(_) => {}
                MarkupPiece::End => return Ok(()),
            }
        }
    }

    /// What the row that was begun says of itself.
    fn row_properties(&mut self, markup: &mut Markup<impl BufRead>) -> Result<(), TableProblem> {
        let mut depth = 0_usize;
        loop {
            match markup.next()? {
                MarkupPiece::Open(tag) => {
                    depth += 1;
                    match tag.name() {
                        "gridBefore" => self.table(|table| table.leave_out(tag.number("val").unwrap_or(0))),
                        "del" => {
                            self.tell_deleted();
                            self.table(WordTable::delete_row);
                        }
                        "hidden" if tag.value("val").is_none() || tag.is_true("val") => {
                            if let Some(table) = self.tables.last() {
                                table.hide_row(&mut self.draft);
                            }
                        }
                        _ => {}
                    }
                }
                MarkupPiece::Close if depth == 0 => return Ok(()),
                MarkupPiece::Close => depth -= 1,
                MarkupPiece::Text(_) => {}
                MarkupPiece::End => return Ok(()),
            }
        }
    }

    /// Does something with the innermost table, if there is one.
    fn table(&mut self, change: impl FnOnce(&mut WordTable)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn write(&mut self, text: &str) -> Result<(), TableProblem> {
        match self.tables.last_mut() {
            Some(table) => table.write(text),
            None => {
                self.line.push_str(text);
                within(self.line.len())
            }
        }
    }

    fn tell_deleted(&mut self) {
        if let Some(table) = self.tables.last_mut().filter(|table| !table.is_told) {
            table.is_told = true;
            let sheet = self.draft.sheet(table.sheet).map(|sheet| sheet.name.clone()).unwrap_or_default();
            self.draft.remark(WorkbookRemark::DeletedText { sheet });
        }
    }
}

/// The signs of Wingdings that stand in forms.
fn symbol(tag: &Tag) -> &'static str {
    let code = tag.value("char").unwrap_or_default().to_ascii_uppercase();
    let font = tag.value("font").unwrap_or_default();
    match (font.as_str(), code.trim_start_matches("F0").trim_start_matches("00")) {
        ("Wingdings", "FC") | ("Wingdings 2", "50") => "✓",
        ("Wingdings", "FE") | ("Wingdings 2", "52") => "☑",
        ("Wingdings", "FD") | ("Wingdings 2", "53") => "☒",
        ("Wingdings", "FB") | ("Wingdings 2", "4F") => "✗",
        ("Wingdings", "A8" | "6F" | "71") | ("Wingdings 2", "A3") => "□",
        _ => "\u{fffd}",
    }
}
