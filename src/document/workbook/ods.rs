//! OpenDocument spreadsheets, packed or as one XML.

mod styles;
mod table;

use super::container::Container;
use super::draft::Draft;
use super::file_kind::FileKind;
use super::markup::{ElementBudget, Markup, MarkupPiece};
use super::problem::{FileContent, TableProblem};
use super::tables::Workbook;
use styles::Styles;

const KIND: FileKind = FileKind::Ods;

/// The part with the sheets.
const CONTENT: &str = "content.xml";

/// The part with the formats that have names.
const STYLES: &str = "styles.xml";

/// The part that lists the others, and tells which are behind a password.
const MANIFEST: &str = "META-INF/manifest.xml";

/// The most bytes of the kind that a package names.
const LONGEST_KIND: u64 = 256;

/// The most bytes of the list of parts that are looked into.
const LONGEST_MANIFEST: u64 = 1 << 20;

/// Reads the sheets of a packed spreadsheet.
pub(super) fn read_package(mut package: Container<'_>) -> Result<Workbook, TableProblem> {
    if package.has("mimetype") {
        let kind = package.text(KIND, "mimetype", LONGEST_KIND)?;
        if kind.contains("opendocument.text") {
            return Err(TableProblem::Foreign(FileContent::OpenText));
        }
        if kind.contains("opendocument.presentation") {
            return Err(TableProblem::Foreign(FileContent::Presentation));
        }
    }
    if package.has(MANIFEST) && package.text(KIND, MANIFEST, LONGEST_MANIFEST)?.contains("encryption-data") {
        return Err(TableProblem::Encrypted { kind: Some(KIND) });
    }
    let mut styles = Styles::default();
    if package.has(STYLES) {
        let mut markup = package.markup(KIND, STYLES)?;
        loop {
            match markup.next()? {
                MarkupPiece::Open(tag) => styles.open(&tag, &mut markup)?,
                MarkupPiece::End => break,
                _ => {}
            }
        }
    }
    let mut draft = Draft::new(KIND);
    table::read(&mut package.markup(KIND, CONTENT)?, styles, &mut draft)?;
    draft.finish()
}

/// Reads the sheets of a spreadsheet that is one XML.
pub(super) fn read_xml(text: &str) -> Result<Workbook, TableProblem> {
    let mut draft = Draft::new(KIND);
    table::read(&mut Markup::new(text.as_bytes(), KIND, "", ElementBudget::default()), Styles::default(), &mut draft)?;
    draft.finish()
}
