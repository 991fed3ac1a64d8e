//! The text of a document: headings, lines and tables.

use super::super::layout::{CellLayout, PaperSlot, RowLayout, RowStyle, SheetLayout};
use super::super::tint::tint;
use super::super::{Align, PageSetup, measure};
use super::parts::{HEADING, LINE, NAMESPACE, REFERENCES, size};
use super::xml::Xml;

/// The long and the short side of A4 and its margins, in twentieths of a point.
const LONG: u32 = 16_838;
const SHORT: u32 = 11_906;
const MARGIN: u32 = 850;
/// Room at the left and at the right of a cell's text.
const CELL_MARGIN: &str = "60";
/// Smallest and greatest size of the table's text, in half points.
const SIZES: (u32, u32) = (10, 21);
/// A row of at most so many lines is not torn over two pages.
const WHOLE_LINES: u32 = 12;

/// The main part.
pub(super) fn document(sheets: &[SheetLayout<'_>], page: PageSetup) -> String {
    let mut xml = Xml::new();
    xml.element("w:document", &[("xmlns:w", NAMESPACE), ("xmlns:r", REFERENCES)], |xml| {
        xml.element("w:body", &[], |xml| {
            for (index, sheet) in sheets.iter().enumerate() {
                write_sheet(xml, sheet, page, index > 0);
            }
            section(xml, page);
        });
    });
    xml.finish()
}

fn section(xml: &mut Xml, page: PageSetup) {
    let (width, height) = if page.is_portrait { (SHORT, LONG) } else { (LONG, SHORT) };
    let (width, height, margin) = (width.to_string(), height.to_string(), MARGIN.to_string());
    let orientation = if page.is_portrait { "portrait" } else { "landscape" };
    xml.element("w:sectPr", &[], |xml| {
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")]);
        xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height), ("w:orient", orientation)]);
        let margins = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, margin.as_str()));
        let margins: Vec<_> =
            margins.into_iter().chain([("w:header", "500"), ("w:footer", "500"), ("w:gutter", "0")]).collect();
        xml.empty("w:pgMar", &margins);
    });
}

fn write_sheet(xml: &mut Xml, sheet: &SheetLayout<'_>, page: PageSetup, on_new_page: bool) {
    if on_new_page || !sheet.heading.is_empty() {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", HEADING);
                if on_new_page {
                    xml.empty("w:pageBreakBefore", &[]);
                }
            });
            run(xml, &sheet.heading, |_| {});
        });
    }
    for (position, text) in sheet.lines.iter().enumerate() {
        line(xml, text, position < page.centred_lines);
    }
    write_table(xml, sheet, page);
    sheet.notes.iter().for_each(|text| line(xml, text, false));
    if sheet.notes.is_empty() {
        // Between two tables, and after the last one, Word wants a paragraph.
        line(xml, "", false);
    }
}

fn line(xml: &mut Xml, text: &str, is_centred: bool) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", LINE);
            if is_centred {
                xml.value("w:jc", "center");
            }
        });
        run(xml, text, |_| {});
    });
}

/// A text and its line ends, with the properties that `properties` writes.
fn run(xml: &mut Xml, text: &str, properties: impl FnOnce(&mut Xml)) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], properties);
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                xml.empty("w:br", &[]);
            }
            xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(part));
        }
    });
}

/// How wide the columns of a table are, in twentieths of a point, and the size of its text in half points.
struct Measures {
    widths: Vec<u32>,
    size: u32,
}

impl Measures {
    fn of(sheet: &SheetLayout<'_>, page: PageSetup) -> Self {
        let side = if page.is_portrait { SHORT } else { LONG };
        let room = side.saturating_sub(MARGIN.saturating_mul(2));
        let total = sheet.total_width().max(1);
        let share = |width: &u32| width.saturating_mul(room) / total;
        // A half-width character is half as wide as high: ten twentieths for each point, a little is left.
        let size = (room.saturating_mul(19) / total.saturating_mul(100)).clamp(SIZES.0, SIZES.1);
        Self { widths: sheet.widths.iter().map(share).collect(), size }
    }

    fn width_of(&self, column: usize, columns: usize) -> String {
        self.widths.iter().skip(column).take(columns).sum::<u32>().to_string()
    }
}

fn write_table(xml: &mut Xml, sheet: &SheetLayout<'_>, page: PageSetup) {
    let measures = Measures::of(sheet, page);
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.empty("w:tblW", &[("w:w", &measures.width_of(0, usize::MAX)), ("w:type", "dxa")]);
            xml.value("w:jc", "center");
            xml.element("w:tblBorders", &[], |xml| {
                for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                    let border = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "808080")];
                    xml.empty(side, &border);
                }
            });
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.element("w:tblCellMar", &[], |xml| {
                for side in ["w:left", "w:right"] {
                    xml.empty(side, &[("w:w", CELL_MARGIN), ("w:type", "dxa")]);
                }
            });
        });
        xml.element("w:tblGrid", &[], |xml| {
            for width in &measures.widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        sheet.table_rows().for_each(|row| write_row(xml, sheet, row, &measures));
    });
}

fn write_row(xml: &mut Xml, sheet: &SheetLayout<'_>, row: &RowLayout<'_>, measures: &Measures) {
    let lines = |cell: &CellLayout<'_>| measure::lines(&cell.text, sheet.width_of(cell.column, cell.columns));
    let is_short = row.cells().all(|cell| lines(cell) <= WHOLE_LINES);
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            if is_short {
                xml.empty("w:cantSplit", &[]);
            }
            if row.style == RowStyle::Header {
                xml.empty("w:tblHeader", &[]);
            }
        });
        for slot in &row.slots {
            match slot {
                PaperSlot::Cell(cell) => write_cell(xml, row.style, cell, measures),
                PaperSlot::Continued { columns, column } => {
                    let width = measures.width_of(*column, *columns);
                    xml.element("w:tc", &[], |xml| {
                        xml.element("w:tcPr", &[], |xml| {
                            span(xml, &width, *columns);
                            xml.empty("w:vMerge", &[]);
                        });
                        xml.empty("w:p", &[]);
                    });
                }
            }
        }
    });
}

fn span(xml: &mut Xml, width: &str, columns: usize) {
    xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
    if columns > 1 {
        xml.value("w:gridSpan", &columns.to_string());
    }
}

fn write_cell(xml: &mut Xml, style: RowStyle, cell: &CellLayout<'_>, measures: &Measures) {
    let tint = tint(style, cell.mark).map(|tint| format!("{tint:06X}"));
    let align = match cell.align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    };
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            span(xml, &measures.width_of(cell.column, cell.columns), cell.columns);
            if cell.rows > 1 {
                xml.value("w:vMerge", "restart");
            }
            if let Some(tint) = &tint {
                xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", tint)]);
            }
            xml.value("w:vAlign", "center");
        });
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.value("w:jc", align));
            run(xml, &cell.text, |xml| {
                if style != RowStyle::Body {
                    xml.empty("w:b", &[]);
                }
                size(xml, measures.size);
            });
        });
    });
}
