//! Web pages: one file without scripts and without anything from elsewhere, which prints in A4.

mod style;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use self::style::style_sheet;
use super::check::check;
use super::layout::{CellLayout, RowLayout, RowStyle, SheetLayout, lay_out};
use super::text::clean;
use super::{Align, PageSetup, Paper, PaperError, PaperMark};

/// Writes the paper as a page that needs nothing but itself. Numbers are written as they are shown, formulas as their
/// values.
///
/// # Errors
///
/// Why the paper cannot be written, see [`PaperError`].
pub fn write_html(paper: &Paper) -> Result<String, PaperError> {
    write_html_on(paper, PageSetup::default())
}

/// Writes the paper as a page, as [`write_html`] does, that prints on pages which lie so.
///
/// # Errors
///
/// Those of [`write_html`].
pub fn write_html_on(paper: &Paper, page: PageSetup) -> Result<String, PaperError> {
    check(paper)?;
    let sheets: Vec<_> = paper.sheets.iter().map(|sheet| lay_out(paper, sheet)).collect();
    let title = clean(&paper.title);
    let markup = html! {
        (DOCTYPE)
        html lang=(paper.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(style_sheet(page, &paper.page_label))) }
            }
            body {
                @if sheets.len() > 1 { (contents(&title, &sheets)) }
                main {
                    @for (index, sheet) in sheets.iter().enumerate() { (section(index, sheet, page, sheets.len())) }
                }
            }
        }
    };
    Ok(markup.into_string())
}

/// The title of several sheets and where each of them is.
fn contents(title: &str, sheets: &[SheetLayout<'_>]) -> Markup {
    html! {
        header {
            h1 { (title) }
            nav { ol {
                @for (index, sheet) in sheets.iter().enumerate() {
                    li { a href={ "#" (id(index)) } { (sheet.name) } }
                }
            } }
        }
    }
}

fn id(index: usize) -> String {
    format!("sheet-{}", index.saturating_add(1))
}

fn section(index: usize, sheet: &SheetLayout<'_>, page: PageSetup, count: usize) -> Markup {
    let total = sheet.total_width();
    let heading_id = format!("{}-heading", id(index));
    let labelled = (!sheet.heading.is_empty()).then_some(&heading_id);
    html! {
        section id=(id(index)) {
            @if !sheet.heading.is_empty() {
                @if count > 1 { h2 id=(heading_id) { (lines(&sheet.heading)) } }
                @else { h1 id=(heading_id) { (lines(&sheet.heading)) } }
            }
            @for (position, line) in sheet.lines.iter().enumerate() {
                p class=[(position < page.centred_lines).then_some("centre")] { (lines(line)) }
            }
            div.wide tabindex="0" role="region" aria-labelledby=[labelled] {
                table style={ "min-width:" (total.div_ceil(2)) "em;--print:" (print_size(page, total)) "pt" } {
                    colgroup { @for width in &sheet.widths { col style={ "width:" (share(*width, total)) "%" }; } }
                    @if !sheet.header.is_empty() { thead { @for row in &sheet.header { (table_row(row)) } } }
                    tbody { @for row in &sheet.rows { (table_row(row)) } }
                }
            }
            @for note in &sheet.notes { p.note { (lines(note)) } }
        }
    }
}

/// The size of the table's text on paper, in points, so that its columns are as wide there as they were wanted.
fn print_size(page: PageSetup, total: u32) -> String {
    // Of the 297 mm of the page 273 are left, 774 points, or 186 mm of the short side, 527 points; a half-width character
    // is half as wide as high.
    let room = if page.is_portrait { 527 } else { 774 };
    let hundredths = (room * 200 / total.max(1)).saturating_mul(23) / 24;
    in_hundredths(hundredths.clamp(400, 1000))
}

/// The share of a column in percent.
fn share(width: u32, total: u32) -> String {
    in_hundredths(width.saturating_mul(10_000) / total.max(1))
}

fn in_hundredths(number: u32) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

fn table_row(row: &RowLayout<'_>) -> Markup {
    let class = match row.style {
        RowStyle::Header | RowStyle::Body => None,
        RowStyle::Group => Some("group"),
        RowStyle::Total => Some("total"),
    };
    html! { tr class=[class] { @for cell in row.cells() { (table_cell(row.style, cell)) } } }
}

fn table_cell(style: RowStyle, cell: &CellLayout<'_>) -> Markup {
    let rows = (cell.rows > 1).then_some(cell.rows);
    let columns = (cell.columns > 1).then_some(cell.columns);
    if style == RowStyle::Header {
        let scope = if cell.columns > 1 { "colgroup" } else { "col" };
        return html! { th scope=(scope) rowspan=[rows] colspan=[columns] { (lines(&cell.text)) } };
    }
    let align = match cell.align {
        Align::Left => "",
        Align::Centre => "centre ",
        Align::Right => "right ",
    };
    let number = if cell.number.is_some() { "number " } else { "" };
    let mark = match cell.mark {
        PaperMark::None => "",
        PaperMark::Wrong => "wrong",
        PaperMark::Attention => "attention",
    };
    let class = format!("{align}{number}{mark}");
    let class = Some(class.trim_end()).filter(|class| !class.is_empty());
    html! { td class=[class] rowspan=[rows] colspan=[columns] { (lines(&cell.text)) } }
}

/// A text with its line ends.
fn lines(text: &str) -> Markup {
    html! { @for (index, line) in text.split('\n').enumerate() { @if index > 0 { br; } (line) } }
}
