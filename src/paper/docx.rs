//! Word documents: one table after another in A4, its header repeated on every page.

mod body;
mod parts;
mod xml;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::check::check;
use super::layout::lay_out;
use super::text::clean;
use super::{PageSetup, Paper, PaperError};

/// Writes the paper as a Word document, each sheet on a page of its own. Numbers are written as they are shown, formulas
/// as their values.
///
/// # Errors
///
/// Why the paper cannot be written, see [`PaperError`].
pub fn write_docx(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    write_docx_on(paper, PageSetup::default())
}

/// Writes the paper as a Word document, as [`write_docx`] does, on pages that lie so.
///
/// # Errors
///
/// Those of [`write_docx`].
pub fn write_docx_on(paper: &Paper, page: PageSetup) -> Result<Vec<u8>, PaperError> {
    check(paper)?;
    let sheets: Vec<_> = paper.sheets.iter().map(|sheet| lay_out(paper, sheet)).collect();
    let parts = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONSHIPS.to_owned()),
        ("docProps/core.xml", parts::properties(&clean(&paper.title))),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONSHIPS.to_owned()),
        ("word/document.xml", body::document(&sheets, page)),
        ("word/footer1.xml", parts::footer(&paper.page_label)),
        ("word/styles.xml", parts::styles(&paper.language)),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/fontTable.xml", parts::FONTS.to_owned()),
    ];
    pack(&parts).map_err(PaperError::writer)
}

/// Puts the parts into their container, all of the same day: the same paper gives the same bytes.
fn pack(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, content) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
