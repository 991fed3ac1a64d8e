//! Inputs of a population: files and the standard input, read ahead of the work within a bound.

use std::fs::{self, File};
use std::io::{self, Read};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread;

use super::files::{kind_of_file, not_a_file};
use super::system::open;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::messages::{phrase, system_error};
use crate::population::{RecordFormat, TableColumns};

/// How many bytes are read at a time, and how many such parts are read ahead.
const PART: usize = 256 << 10;
const AHEAD: usize = 16;
/// How many bytes are scored at a time, on all threads.
const ROUND: usize = 4 << 20;
/// The longest record, in bytes.
const MAX_RECORD: usize = 16 << 20;
/// The name of the standard input.
pub(super) const STANDARD_INPUT: &str = "-";

/// How the reports of an input are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// A JSON object on each line.
    Ndjson,
    /// A table whose cells are separated by commas, or by tabs.
    Csv,
    /// The same with tabs.
    Tsv,
    /// Sheets of a workbook, or tables of another file that offices have.
    Tables,
    /// A folder of report files.
    Reports,
    /// A stream or file of Arrow.
    Arrow,
    /// A Parquet file.
    Parquet,
}

/// One input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchInput {
    /// The file or folder; `-` for the standard input.
    pub path: PathBuf,
    /// How it is written.
    pub format: InputFormat,
}

impl InputFormat {
    /// The format that the name of a file or folder says; JSON for the standard input.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        match ending.as_deref() {
            _ if path.is_dir() => Self::Reports,
            Some("csv") => Self::Csv,
            Some("tsv" | "tab") => Self::Tsv,
            Some("xlsx" | "xlsm" | "xls" | "et" | "ods" | "docx") => Self::Tables,
            Some("arrow" | "arrows") => Self::Arrow,
            Some("parquet") => Self::Parquet,
            _ => Self::Ndjson,
        }
    }

    /// What separates the cells of a text.
    pub(super) fn separator(self) -> Option<u8> {
        match self {
            Self::Csv => Some(b','),
            Self::Tsv => Some(b'\t'),
            Self::Ndjson | Self::Tables | Self::Reports | Self::Arrow | Self::Parquet => None,
        }
    }
}

impl BatchInput {
    /// Whether it is the standard input, which is read once.
    pub(super) fn is_standard(&self) -> bool {
        self.path.as_os_str() == STANDARD_INPUT
    }

    /// How many bytes a file holds; `None` for what is no file.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        fs::metadata(&self.path).ok().filter(fs::Metadata::is_file).map(|about| about.len())
    }
}

/// Whole records, and where they can be cut.
pub(super) type CutText = (Vec<u8>, Vec<usize>);

/// What a feed hands over.
pub(super) enum FedText {
    /// Whole records.
    Records(CutText),
    /// Nothing yet: what was scored can go out.
    Nothing,
    /// Nothing any more.
    End,
}

/// The text of an input as it comes in.
pub(super) struct BatchFeed {
    name: String,
    parts: Receiver<io::Result<Vec<u8>>>,
    text: Vec<u8>,
    is_begun: bool,
    is_done: bool,
}

impl BatchFeed {
    /// Begins to read a file or the standard input.
    ///
    /// # Errors
    /// A file that is not there or cannot be read, and what is no file.
    pub fn open(path: &Path) -> Result<Self, Diagnostics> {
        let name = path.display().to_string();
        Ok(Self { name, parts: parts_of(path)?, text: Vec::new(), is_begun: false, is_done: false })
    }

    /// The header of a table; `None` where the input says nothing at all.
    pub fn header(&mut self, separator: u8) -> Result<Option<String>, Diagnostics> {
        loop {
            let end = TableColumns::header_end(&self.text, separator);
            match end.or_else(|| self.is_done.then_some(self.text.len())) {
                Some(0) => return Ok(None),
                Some(end) => {
                    let header = self.text.drain(..end).collect::<Vec<u8>>();
                    let detail = || phrase("record-not-utf8", &[]);
                    let header = String::from_utf8(header).map_err(|_| self.problem(detail()))?;
                    return Ok(Some(header));
                }
                None => self.wait()?,
            }
        }
    }

    /// Hands over all there is in records of a format, which can be cut at parts of so many bytes: what is next is made while
    /// what is there is scored.
    pub fn texts(mut self, format: RecordFormat, size: usize) -> FedTexts {
        let name = self.name.clone();
        let mut is_waiting = false;
        let next = move || {
            if std::mem::take(&mut is_waiting) {
                self.wait()?;
            }
            Ok(match self.ready(&format, size)? {
                Some(text) => FedText::Records(text),
                None if self.is_done => FedText::End,
                None => {
                    is_waiting = true;
                    FedText::Nothing
                }
            })
        };
        let is_last = |text: &Result<FedText, Diagnostics>| matches!(text, Ok(FedText::End) | Err(_));
        FedTexts { name, texts: read_ahead(0, up_to_last(next, is_last)) }
    }

    /// The next records, as far as they are there and whole, and where they can be cut; `None` where there are none yet,
    /// or no more.
    fn ready(&mut self, format: &RecordFormat, size: usize) -> Result<Option<CutText>, Diagnostics> {
        while self.text.len() < ROUND && !self.is_done {
            match self.parts.try_recv() {
                Ok(part) => self.add(part)?,
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => self.is_done = true,
            }
        }
        let cuts = format.cuts(&self.text, size, self.is_done);
        match cuts.last() {
            Some(end) => {
                let end = (*end).min(self.text.len());
                // Room for all of the next at once.
                let mut rest = Vec::with_capacity(self.text.capacity());
                rest.extend_from_slice(self.text.get(end..).unwrap_or_default());
                self.text.truncate(end);
                Ok(Some((std::mem::replace(&mut self.text, rest), cuts)))
            }
            None if self.text.len() > MAX_RECORD => Err(self.problem(phrase("population-record-too-long", &[])).into()),
            None => Ok(None),
        }
    }

    /// Waits until more is there, or the input ends.
    fn wait(&mut self) -> Result<(), Diagnostics> {
        match self.parts.recv() {
            Ok(part) => self.add(part)?,
            Err(_) => self.is_done = true,
        }
        Ok(())
    }

    fn problem(&self, detail: crate::language::Bilingual) -> Diagnostic {
        Diagnostic::new(Code::PopulationForm).said("detail", detail).fact("path", &self.name)
    }

    /// Puts a part behind those before.
    fn add(&mut self, part: io::Result<Vec<u8>>) -> Result<(), Diagnostics> {
        let part = part.map_err(|error| unreadable(&self.name, &error))?;
        let mark: &[u8] = "\u{feff}".as_bytes();
        let part = if self.is_begun { &part } else { part.strip_prefix(mark).unwrap_or(&part) };
        self.is_begun = true;
        self.text.extend_from_slice(part);
        Ok(())
    }
}

/// What is handed over of a text, one after the other.
pub(super) struct FedTexts {
    name: String,
    texts: Receiver<Result<FedText, Diagnostics>>,
}

impl FedTexts {
    /// What is next; nothing follows the end.
    ///
    /// # Errors
    /// An input that cannot be read, or not to its end.
    pub fn next(&self) -> Result<FedText, Diagnostics> {
        let cut_off = |_| unreadable(&self.name, &io::ErrorKind::UnexpectedEof.into());
        self.texts.recv().map_err(cut_off)?
    }
}

/// The parts of a file or of the standard input, read ahead.
///
/// # Errors
/// A file that is not there or cannot be read, and what is no file.
fn parts_of(path: &Path) -> Result<Receiver<io::Result<Vec<u8>>>, Diagnostic> {
    let mut input = bytes_of(path)?;
    Ok(read_ahead(AHEAD, iter::from_fn(move || part(&mut input))))
}

/// The bytes of a file or of the standard input.
///
/// # Errors
/// Those of [`opened`].
pub(super) fn bytes_of(path: &Path) -> Result<Box<dyn Read + Send>, Diagnostic> {
    let name = path.display().to_string();
    Ok(match name == STANDARD_INPUT {
        true => Box::new(io::stdin()),
        false => Box::new(opened(path, &name)?),
    })
}

/// A file that is there to be read.
///
/// # Errors
/// A file that is not there or cannot be read, and what is no file.
pub(super) fn opened(path: &Path, name: &str) -> Result<File, Diagnostic> {
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Diagnostic::new(Code::FileNotFound).fact("path", name),
        _ => unreadable(name, &error),
    };
    let about = fs::metadata(path).map_err(unreadable)?;
    kind_of_file(&about).map_or(Ok(()), |kind| Err(not_a_file(path, kind)))?;
    open(path).map_err(unreadable)
}

pub(super) fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::FileUnreadable).fact("path", name).said("detail", system_error(error))
}

/// Makes parts on a thread of its own, so many ahead; it ends with the last, or when nobody listens any more.
pub(super) fn read_ahead<T: Send + 'static>(
    ahead: usize,
    mut parts: impl Iterator<Item = T> + Send + 'static,
) -> Receiver<T> {
    let (sender, receiver) = sync_channel(ahead);
    thread::spawn(move || parts.all(|part| sender.send(part).is_ok()));
    receiver
}

/// All that is made up to the last of it, that included.
pub(super) fn up_to_last<T>(mut next: impl FnMut() -> T, is_last: impl Fn(&T) -> bool) -> impl Iterator<Item = T> {
    let mut is_over = false;
    iter::from_fn(move || {
        let next = (!is_over).then(&mut next)?;
        is_over = is_last(&next);
        Some(next)
    })
}

/// The next bytes of an input; none behind the last.
fn part(input: &mut impl Read) -> Option<io::Result<Vec<u8>>> {
    let mut part = vec![0; PART];
    loop {
        match input.read(&mut part) {
            Ok(0) => return None,
            Ok(read) => part.truncate(read),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Some(Err(error)),
        }
        return Some(Ok(part));
    }
}
