//! What a file is, by its first bytes and words.

use super::container::Container;
use super::draft::too_large;
use super::encoding::{Decoded, decode};
use super::problem::{FileContent, SizeMeasure, TableProblem};

/// How a compound file begins: .xls, .doc, and whatever has a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How a packed file begins: .xlsx, .ods, .docx.
const PACKED: &[u8] = b"PK\x03\x04";

/// The largest text that is read, in bytes: decoded, it lies in memory as a whole.
const TEXT_BYTES: usize = 16 << 20;

/// How far a text is searched for what it is, in bytes.
const SEARCHED: usize = 4_096;

/// First bytes and what they stand for.
const BEGINNINGS: [(&[u8], FileContent); 24] = [
    (b"%PDF", FileContent::Pdf),
    (b"\x89PNG", FileContent::Picture),
    (b"\xff\xd8\xff", FileContent::Picture),
    (b"GIF8", FileContent::Picture),
    (b"BM", FileContent::Picture),
    (b"II*\0", FileContent::Picture),
    (b"MM\0*", FileContent::Picture),
    (b"{\\rtf", FileContent::RichText),
    (b"MIME-Version:", FileContent::WebArchive),
    (b"From: <", FileContent::WebArchive),
    (b"Rar!", FileContent::Archive),
    (b"7z\xbc\xaf", FileContent::Archive),
    (b"\x1f\x8b", FileContent::Archive),
    (b"PK\x05\x06", FileContent::Archive),
    (b"\x09\x00\x04\x00", FileContent::OldSpreadsheet),
    (b"\x09\x02\x06\x00", FileContent::OldSpreadsheet),
    (b"\x09\x04\x06\x00", FileContent::OldSpreadsheet),
    (b"\x00\x00\x02\x00\x06\x04", FileContent::OldSpreadsheet),
    (b"\x00\x00\x1a\x00", FileContent::OldSpreadsheet),
    (b"\x7fELF", FileContent::Unknown),
    (b"MZ", FileContent::Unknown),
    (b"ID3", FileContent::Unknown),
    (b"OggS", FileContent::Unknown),
    (b"SQLite format 3", FileContent::Unknown),
];

/// A file by its content, ready for the reader of its kind.
#[derive(Debug)]
pub(super) enum Sniffed<'a> {
    /// A packed file.
    Package(Container<'a>),
    /// A compound file.
    Compound,
    /// The records of a workbook without a compound file around them.
    Biff,
    SpreadsheetXml(String),
    WordXml(String),
    FlatOds(String),
    Html(String),
    /// A text, and its encoding if that was guessed.
    Text {
        text: String,
        guessed: Option<&'static str>,
    },
}

/// Whether the bytes begin as those of workbooks and Word files do: packed, or as the older ones.
pub(crate) fn is_office_file(bytes: &[u8]) -> bool {
    bytes.starts_with(PACKED) || bytes.starts_with(COMPOUND)
}

/// What the bytes are.
pub(super) fn sniff(bytes: &[u8]) -> Result<Sniffed<'_>, TableProblem> {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(TableProblem::Empty);
    }
    if bytes.starts_with(COMPOUND) {
        return Ok(Sniffed::Compound);
    }
    if bytes.starts_with(PACKED) {
        return Container::open(bytes).map(Sniffed::Package);
    }
    if bytes.starts_with(b"\x09\x08") {
        return Ok(Sniffed::Biff);
    }
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let is_heic = matches!(bytes.get(4..11), Some(b"ftyphei" | b"ftypmif" | b"ftypavi"));
    let content = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, content)| *content);
    match content {
        // Two letters may begin a text as well.
        Some(FileContent::Picture) if bytes.starts_with(b"BM") && !bytes.contains(&0) => {}
        Some(FileContent::Unknown) if !bytes.contains(&0) => {}
        Some(content) => return Err(TableProblem::Foreign(content)),
        None if is_webp || is_heic => return Err(TableProblem::Foreign(FileContent::Picture)),
        None => {}
    }
    if bytes.len() > TEXT_BYTES {
        return Err(too_large(SizeMeasure::FileBytes, TEXT_BYTES));
    }
    let Decoded { text, guessed } = decode(bytes).ok_or(TableProblem::Foreign(FileContent::Unknown))?;
    if text.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}').is_empty() {
        return Err(TableProblem::Empty);
    }
    sniff_text(text, guessed)
}

fn sniff_text<'a>(text: String, guessed: Option<&'static str>) -> Result<Sniffed<'a>, TableProblem> {
    let start = text.trim_start();
    if !start.starts_with('<') {
        return Ok(Sniffed::Text { text, guessed });
    }
    let head: String = start.chars().take(SEARCHED).collect::<String>().to_ascii_lowercase();
    let has = |word: &str| head.contains(word);
    if has("schemas-microsoft-com:office:spreadsheet") && !has("<html") {
        Ok(Sniffed::SpreadsheetXml(text))
    } else if has("<w:worddocument") || has("<pkg:package") {
        Ok(Sniffed::WordXml(text))
    } else if has("<office:document") {
        Ok(Sniffed::FlatOds(text))
    } else if has("<html") || has("<!doctype html") || text.to_ascii_lowercase().contains("<table") {
        Ok(Sniffed::Html(text))
    } else if has("<?xml") || has("<!doctype") {
        Err(TableProblem::Foreign(FileContent::OtherXml))
    } else {
        Ok(Sniffed::Text { text, guessed })
    }
}
