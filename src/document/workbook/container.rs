//! The parts of a packed file (.xlsx, .ods, .docx), each read under a limit and one after another.
//!
//! Only parts that are asked for are unpacked: pictures, macros and links to other files never are.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::draft::too_large;
use super::excess::Excess;
use super::file_kind::FileKind;
use super::markup::{ElementBudget, Markup};
use super::problem::{Damage, FileContent, SizeMeasure, TableProblem};

/// The most parts of a file.
const PARTS: usize = 10_000;

/// The most bytes of a part, unpacked.
const PART_BYTES: u64 = 64 << 20;

/// The most bytes of all parts that are read, unpacked.
const ALL_BYTES: u64 = 128 << 20;

/// How a zip begins the entry of a part in its table of contents.
const ENTRY: &[u8] = b"PK\x01\x02";

/// A packed file.
#[derive(Debug)]
pub(super) struct Container<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// By name in lower case with `/`, since some programs write others: the index of the part.
    names: BTreeMap<String, usize>,
    /// How many bytes may still be unpacked.
    left: u64,
    elements: ElementBudget,
}

impl<'a> Container<'a> {
    /// Opens a zip; of its content nothing is unpacked yet.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, TableProblem> {
        // Counted before the library makes a table of them.
        if bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).take(PARTS + 1).count() > PARTS {
            return Err(too_large(SizeMeasure::Parts, PARTS));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| TableProblem::damaged(guessed_kind(bytes), "", Damage::Packing))?;
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            let name = archive.by_index_raw(index).map(|part| folded(&part.name().unwrap_or_default()));
            if let Ok(name) = name {
                names.entry(name).or_insert(index);
            }
        }
        Ok(Self { archive, names, left: ALL_BYTES, elements: ElementBudget::default() })
    }

    /// What is packed here, by the parts.
    pub(super) fn kind(&self) -> Result<FileKind, TableProblem> {
        let has = |name: &str| self.names.contains_key(name);
        let any = |beginning: &str, end: &str| {
            self.names.keys().any(|name| name.starts_with(beginning) && name.ends_with(end))
        };
        let foreign = |content| Err(TableProblem::Foreign(content));
        if has("encryptedpackage") {
            Err(TableProblem::Encrypted { kind: None })
        } else if has("xl/workbook.xml") {
            Ok(FileKind::Xlsx)
        } else if has("word/document.xml") {
            Ok(FileKind::Docx)
        } else if any("xl/", "workbook.bin") {
            foreign(FileContent::BinaryWorkbook)
        } else if has("ofd.xml") {
            foreign(FileContent::Ofd)
        } else if any("ppt/", "") {
            foreign(FileContent::Presentation)
        } else if any("xl/", ".xml") {
            Ok(FileKind::Xlsx)
        } else if any("word/", ".xml") {
            Ok(FileKind::Docx)
        } else if has("content.xml") {
            Ok(FileKind::Ods)
        } else {
            foreign(FileContent::Archive)
        }
    }

    /// Is there a part of this name?
    pub(super) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// Where the part stands among the parts.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.names.get(&folded(name)).copied()
    }

    /// Reads a part as XML.
    pub(super) fn markup(&mut self, kind: FileKind, name: &str) -> Result<Markup<impl BufRead>, TableProblem> {
        let elements = self.elements.clone();
        Ok(Markup::new(BufReader::new(self.part(kind, name)?), kind, name, elements))
    }

    /// A part as a text, of so many bytes at most.
    pub(super) fn text(&mut self, kind: FileKind, name: &str, longest: u64) -> Result<String, TableProblem> {
        let mut bytes = Vec::new();
        let part = self.part(kind, name)?;
        let problem =
            |error| Excess::behind(&error).unwrap_or_else(|| TableProblem::damaged(kind, name, Damage::Packing));
        part.take(longest).read_to_end(&mut bytes).map_err(problem)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn part(&mut self, kind: FileKind, name: &str) -> Result<Bounded<'_, impl Read>, TableProblem> {
        let missing = || TableProblem::damaged(kind, name, Damage::MissingPart);
        let index = self.index(name).ok_or_else(missing)?;
        let part = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(detail) if detail == ZipError::PASSWORD_REQUIRED => {
                TableProblem::Encrypted { kind: Some(kind) }
            }
            _ => TableProblem::damaged(kind, name, Damage::Packing),
        })?;
        if part.size() > PART_BYTES {
            return Err(TableProblem::TooLarge { what: SizeMeasure::PartBytes, limit: PART_BYTES });
        }
        Ok(Bounded { part, part_left: PART_BYTES, all_left: &mut self.left })
    }
}

/// A part that ends with an error where it becomes too large, whatever size it claims.
struct Bounded<'c, R> {
    part: R,
    part_left: u64,
    all_left: &'c mut u64,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(buffer)?;
        let bytes = u64::try_from(read).unwrap_or(u64::MAX);
        let take =
            |left: u64, what, limit| left.checked_sub(bytes).ok_or_else(|| io::Error::other(Excess { what, limit }));
        self.part_left = take(self.part_left, SizeMeasure::PartBytes, PART_BYTES)?;
        *self.all_left = take(*self.all_left, SizeMeasure::UnpackedBytes, ALL_BYTES)?;
        Ok(read)
    }
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// What a zip that cannot be opened was, by the names at the beginning of its parts.
fn guessed_kind(bytes: &[u8]) -> FileKind {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    if holds(b"word/") {
        FileKind::Docx
    } else if holds(b"opendocument") || holds(b"content.xml") {
        FileKind::Ods
    } else {
        FileKind::Xlsx
    }
}
