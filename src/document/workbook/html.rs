//! Tables of web pages, which many programs store as .xls.

mod scan;
mod table;

use std::collections::VecDeque;

use self::scan::{Scanner, Token};
use self::table::PageTable;
use super::draft::{Draft, too_large, within};
use super::file_kind::FileKind;
use super::problem::{SizeMeasure, TableProblem};
use super::tables::Workbook;

const KIND: FileKind = FileKind::Html;

/// How many lines before a table are kept as its heading.
const HEADING: usize = 10;

/// The most tables within one another.
const DEPTH: usize = 64;

/// A page while it is read.
#[derive(Debug)]
struct Page {
    draft: Draft,
    /// The tables that are open, the innermost last.
    tables: Vec<PageTable>,
    /// The last lines outside of cells since the last table.
    heading: VecDeque<String>,
    line: String,
}

/// Reads the tables of a page.
pub(super) fn read(text: &str) -> Result<Workbook, TableProblem> {
    let mut page = Page { draft: Draft::new(KIND), tables: Vec::new(), heading: VecDeque::new(), line: String::new() };
    for token in Scanner::new(text) {
        match token {
            Token::Open(tag) => page.open(&tag)?,
            Token::Close(name) => page.close(&name)?,
            Token::Text(text) => page.write(&text)?,
        }
    }
    while let Some(table) = page.tables.pop() {
        table.finish(&mut page.draft)?;
    }
    page.draft.finish()
}

impl Page {
    fn open(&mut self, tag: &scan::Tag) -> Result<(), TableProblem> {
        match tag.name.as_str() {
            "table" => {
                self.end_line();
                if self.tables.len() >= DEPTH {
                    return Err(too_large(SizeMeasure::Depth, DEPTH));
                }
                let sheet = self.draft.begin("")?;
                if let Some(sheet) = self.draft.sheet(sheet) {
                    sheet.heading = std::mem::take(&mut self.heading).into();
                    sheet.is_hidden = tag.is_hidden();
                }
                self.tables.push(PageTable::new(sheet));
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.begin_row(tag.is_hidden(), &mut self.draft)?;
                }
            }
            "td" | "th" => {
                if let Some(table) = self.tables.last_mut() {
                    table.begin_cell(tag, &mut self.draft)?;
                }
            }
            "br" => self.write_line_end(),
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" => self.end_line(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), TableProblem> {
        match name {
            "td" | "th" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell(&mut self.draft)?;
                }
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row(&mut self.draft)?;
                }
            }
            "table" => {
                if let Some(table) = self.tables.pop() {
                    table.finish(&mut self.draft)?;
                }
            }
            "caption" => {
                self.end_line();
                if let Some(sheet) = self.tables.last().and_then(|table| self.draft.sheet(table.sheet)) {
                    sheet.heading.extend(self.heading.drain(..));
                }
            }
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.end_line(),
            _ => {}
        }
        Ok(())
    }

    /// The cell that is open, else the line outside of cells.
    fn target(&mut self) -> &mut String {
        match self.tables.last_mut().and_then(PageTable::text) {
            Some(text) => text,
            None => &mut self.line,
        }
    }

    /// Adds text; white space counts once.
    fn write(&mut self, text: &str) -> Result<(), TableProblem> {
        let target = self.target();
        for character in text.chars() {
            if !matches!(character, ' ' | '\t' | '\n' | '\r') {
                target.push(character);
            } else if !target.ends_with([' ', '\n']) && !target.is_empty() {
                target.push(' ');
            }
        }
        within(target.len())
    }

    fn write_line_end(&mut self) {
        let target = self.target();
        target.truncate(target.trim_end_matches(' ').len());
        target.push('\n');
    }

    /// Ends a line where a block begins or ends.
    fn end_line(&mut self) {
        if self.tables.last_mut().and_then(PageTable::text).is_some() {
            if !self.target().is_empty() && !self.target().ends_with('\n') {
                self.write_line_end();
            }
            return;
        }
        let line = std::mem::take(&mut self.line);
        for line in line.lines().map(|line| line.trim_matches([' ', '\u{a0}'])).filter(|line| !line.is_empty()) {
            if self.heading.len() == HEADING {
                self.heading.pop_front();
            }
            self.heading.push_back(line.to_owned());
        }
    }
}
