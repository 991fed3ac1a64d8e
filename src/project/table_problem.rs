//! What is said of a file in which no table was read.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::workbook::{Damage, FileContent, FileKind, SizeMeasure, TableProblem};
use crate::language::Bilingual;
use crate::messages::phrase;

/// The problem of a file, with what it is and what works instead.
pub(super) fn diagnostic(path: &str, problem: &TableProblem) -> Diagnostic {
    let detail = match problem {
        TableProblem::Empty => phrase("table-empty", &[]),
        TableProblem::Foreign(content) => content_name(*content),
        TableProblem::Encrypted { .. } => phrase("table-encrypted", &[]),
        TableProblem::Damaged { kind, part, damage } => {
            let (kind, damage, part) = (kind_name(*kind), damage_name(*damage), Bilingual::same(part));
            phrase("table-damaged", &[("kind", kind), ("damage", damage), ("part", part)])
        }
        TableProblem::TooLarge { what, limit } => {
            phrase("table-too-large", &[("what", measure_name(*what)), ("limit", Bilingual::same(limit.to_string()))])
        }
        TableProblem::NoTable { kind } => phrase("table-none", &[("kind", kind_name(*kind))]),
    };
    Diagnostic::new(Code::TableUnread).fact("path", path).said("detail", detail)
}

fn content_name(content: FileContent) -> Bilingual {
    match content {
        FileContent::Pdf => phrase("content-pdf", &[]),
        FileContent::Picture => phrase("content-picture", &[]),
        FileContent::WordBinary => phrase("content-word-binary", &[]),
        FileContent::OldSpreadsheet => phrase("content-old-spreadsheet", &[]),
        FileContent::BinaryWorkbook => phrase("content-binary-workbook", &[]),
        FileContent::Presentation => phrase("content-presentation", &[]),
        FileContent::OpenText => phrase("content-open-text", &[]),
        FileContent::Ofd => phrase("content-ofd", &[]),
        FileContent::RichText => phrase("content-rich-text", &[]),
        FileContent::WebArchive => phrase("content-web-archive", &[]),
        FileContent::Archive => phrase("content-archive", &[]),
        FileContent::Compound => phrase("content-compound", &[]),
        FileContent::OtherXml => phrase("content-other-xml", &[]),
        FileContent::Prose => phrase("content-prose", &[]),
        FileContent::Unknown => phrase("content-unknown", &[]),
    }
}

fn kind_name(kind: FileKind) -> Bilingual {
    match kind {
        FileKind::Xlsx => Bilingual::same(".xlsx"),
        FileKind::Xls => Bilingual::same(".xls"),
        FileKind::Ods => Bilingual::same(".ods"),
        FileKind::SpreadsheetXml => Bilingual::same("SpreadsheetML"),
        FileKind::Docx => Bilingual::same(".docx"),
        FileKind::Html => Bilingual::same("HTML"),
        FileKind::Text => phrase("file-kind-text", &[]),
    }
}

fn damage_name(damage: Damage) -> Bilingual {
    match damage {
        Damage::BreaksOff => phrase("damage-breaks-off", &[]),
        Damage::Packing => phrase("damage-packing", &[]),
        Damage::Syntax => phrase("damage-syntax", &[]),
        Damage::MissingPart => phrase("damage-missing-part", &[]),
        Damage::MissingText => phrase("damage-missing-text", &[]),
        Damage::Structure => phrase("damage-structure", &[]),
    }
}

fn measure_name(measure: SizeMeasure) -> Bilingual {
    match measure {
        SizeMeasure::FileBytes => phrase("measure-file-bytes", &[]),
        SizeMeasure::PartBytes => phrase("measure-part-bytes", &[]),
        SizeMeasure::UnpackedBytes => phrase("measure-unpacked-bytes", &[]),
        SizeMeasure::Parts => phrase("measure-parts", &[]),
        SizeMeasure::Depth => phrase("measure-depth", &[]),
        SizeMeasure::Elements => phrase("measure-elements", &[]),
        SizeMeasure::Sheets => phrase("measure-sheets", &[]),
        SizeMeasure::Cells => phrase("measure-cells", &[]),
        SizeMeasure::Merges => phrase("measure-merges", &[]),
        SizeMeasure::TextBytes => phrase("measure-text-bytes", &[]),
        SizeMeasure::AllTextBytes => phrase("measure-all-text-bytes", &[]),
        SizeMeasure::Styles => phrase("measure-styles", &[]),
    }
}
