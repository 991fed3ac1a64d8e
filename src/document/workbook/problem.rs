//! Why no table was read from a file.

use super::file_kind::FileKind;

/// Why no table was read from a file; what works instead is told by whoever shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableProblem {
    /// There is nothing in it.
    Empty,
    /// Its content is of a kind in which no tables are looked for.
    Foreign(FileContent),
    /// A password is needed to read it.
    Encrypted {
        /// What is behind the password, as far as the content tells.
        kind: Option<FileKind>,
    },
    /// It breaks off, or is not what its content says it is.
    Damaged {
        /// What it says it is.
        kind: FileKind,
        /// In which of its parts, as the file names them; empty where it has no parts.
        part: String,
        /// What is wrong with it.
        damage: Damage,
    },
    /// It holds more than is read.
    TooLarge {
        /// More of what.
        what: SizeMeasure,
        /// The most that is read.
        limit: u64,
    },
    /// It was read, and there is no table in it.
    NoTable {
        /// What it is.
        kind: FileKind,
    },
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// It ends before it should.
    BreaksOff,
    /// It cannot be unpacked.
    Packing,
    /// It does not keep the rules of XML.
    Syntax,
    /// A part that it names is not in it.
    MissingPart,
    /// A cell shows a text that is not in it.
    MissingText,
    /// What it says of where its parts begin and end is not so.
    Structure,
}

/// What a file is in which no tables are looked for, told by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileContent {
    /// A PDF.
    Pdf,
    /// A picture: png, jpg, gif, bmp, tiff, webp, or heic.
    Picture,
    /// A Word file of 1997 to 2003, also named .wps.
    WordBinary,
    /// A spreadsheet before Excel 5.
    OldSpreadsheet,
    /// A workbook in Excel's binary form, .xlsb.
    BinaryWorkbook,
    /// A presentation.
    Presentation,
    /// An OpenDocument text.
    OpenText,
    /// An OFD, the fixed page of Chinese offices.
    Ofd,
    /// A rich text, often named .doc.
    RichText,
    /// A page stored as an e-mail, .mht.
    WebArchive,
    /// Other files packed into one: zip, rar, 7z, gz.
    Archive,
    /// A compound file of another program.
    Compound,
    /// An XML of another kind.
    OtherXml,
    /// Text without columns.
    Prose,
    /// None of these.
    Unknown,
}

/// What is counted of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SizeMeasure {
    /// Bytes of the file.
    FileBytes,
    /// Bytes of one part of it, unpacked.
    PartBytes,
    /// Bytes of all its parts, unpacked.
    UnpackedBytes,
    /// Parts of a packed file.
    Parts,
    /// Elements of XML within one another.
    Depth,
    /// Elements of XML.
    Elements,
    /// Sheets or tables.
    Sheets,
    /// Cells that are not empty.
    Cells,
    /// Merges.
    Merges,
    /// Bytes of one text.
    TextBytes,
    /// Bytes of all texts.
    AllTextBytes,
    /// Formats and fonts of cells.
    Styles,
}

impl TableProblem {
    /// Something wrong in this part of a file.
    pub(super) fn damaged(kind: FileKind, part: &str, damage: Damage) -> Self {
        Self::Damaged { kind, part: part.to_owned(), damage }
    }
}
