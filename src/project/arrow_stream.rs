//! [`ArrowStream`]: the batches of Arrow's streams and files, message by message, as they come in.

use std::io::{self, BufReader, Chain, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_buffer::Buffer;
use arrow_ipc::convert::try_fb_to_schema;
use arrow_ipc::reader::{read_dictionary, read_record_batch};
use arrow_ipc::{Message, MessageHeader, root_as_message};
use arrow_schema::{ArrowError, SchemaRef};

use super::batch_input::{bytes_of, unreadable};
use super::row_feed::{RowFeed, form_problem};
use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::messages::phrase;

/// What a file begins and ends with; in between stands a stream.
const MAGIC: &[u8] = b"ARROW1";
/// How many bytes the beginning of a file takes up.
const MAGIC_ROOM: usize = 8;
/// What stands before the length of a message.
const MARK: [u8; 4] = [0xff; 4];
/// The longest description of a message, in bytes.
const MAX_HEAD: u64 = 16 << 20;
/// The largest batch, in bytes.
const MAX_BODY: u64 = 2 << 30;

/// Up to how many bytes there is room for a batch before it comes in.
const USUAL_BODY: u64 = 8 << 20;

/// A stream or file of Arrow.
pub(super) struct ArrowStream {
    name: String,
    input: MessageBytes,
    is_file: bool,
    schema: Option<SchemaRef>,
    dictionaries: Dictionaries,
}

/// The values of columns that name them by number, by the number of the dictionary.
#[expect(
    clippy::disallowed_types,
    reason = "the reader of messages takes no other; nothing goes through it in its order"
)]
type Dictionaries = std::collections::HashMap<i64, ArrayRef>;

/// The bytes of an input, message by message.
struct MessageBytes {
    /// What was read to see what it is, and what follows it.
    bytes: Chain<Cursor<Vec<u8>>, BufReader<Box<dyn Read + Send>>>,
    /// How many bytes came in since somebody asked.
    fed: usize,
}

/// Why there is no next message.
enum StreamStop {
    NoArrow,
    CutOff,
    TooLarge,
    Broken(String),
    Unread(io::Error),
}

impl From<io::Error> for StreamStop {
    fn from(error: io::Error) -> Self {
        Self::Unread(error)
    }
}

impl From<ArrowError> for StreamStop {
    fn from(error: ArrowError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl MessageBytes {
    /// So many bytes: beyond what is usual, no length is believed before as much came in.
    fn take_bytes(&mut self, count: u64) -> Result<Vec<u8>, StreamStop> {
        let mut bytes = Vec::with_capacity(usize::try_from(count.min(USUAL_BODY)).unwrap_or_default());
        (&mut self.bytes).take(count).read_to_end(&mut bytes)?;
        self.fed = self.fed.saturating_add(bytes.len());
        let is_whole = u64::try_from(bytes.len()).is_ok_and(|length| length == count);
        if is_whole { Ok(bytes) } else { Err(StreamStop::CutOff) }
    }

    /// A length of four bytes.
    fn length(&mut self) -> Result<[u8; 4], StreamStop> {
        <[u8; 4]>::try_from(self.take_bytes(4)?).map_err(|_| StreamStop::CutOff)
    }
}

impl ArrowStream {
    /// Begins to read a file or the standard input.
    ///
    /// # Errors
    /// A file that is not there or cannot be read.
    pub fn open(path: &Path) -> Result<Self, Diagnostic> {
        let name = path.display().to_string();
        let mut bytes = BufReader::new(bytes_of(path)?);
        let mut start = Vec::new();
        let room = u64::try_from(MAGIC_ROOM).unwrap_or_default();
        (&mut bytes).take(room).read_to_end(&mut start).map_err(|error| unreadable(&name, &error))?;
        let is_file = start.starts_with(MAGIC);
        // What is no beginning of a file is that of a stream.
        let start = if is_file { Vec::new() } else { start };
        let input = MessageBytes { bytes: Cursor::new(start).chain(bytes), fed: 0 };
        Ok(Self { name, input, is_file, schema: None, dictionaries: Dictionaries::default() })
    }

    /// The next batch; none behind the mark of the end. A stream that was cut off between two batches lacks it, and is no
    /// whole answer.
    fn batch(&mut self) -> Result<Option<RecordBatch>, StreamStop> {
        loop {
            let mut length = self.input.length()?;
            if length == MARK {
                length = self.input.length()?;
            }
            let length = u64::from(u32::from_le_bytes(length));
            match length {
                // The beginning of a file may be longer than it must be.
                0 if self.is_file && self.schema.is_none() => continue,
                0 => return Ok(None),
                1..=MAX_HEAD => {}
                _ => return Err(StreamStop::NoArrow),
            }
            let head = self.input.take_bytes(length)?;
            let message = root_as_message(&head).map_err(|error| StreamStop::Broken(error.to_string()))?;
            let length = u64::try_from(message.bodyLength()).unwrap_or(u64::MAX);
            if length > MAX_BODY {
                return Err(StreamStop::TooLarge);
            }
            let body = self.input.take_bytes(length)?;
            if let Some(batch) = self.read(message, Buffer::from(body))? {
                return Ok(Some(batch));
            }
        }
    }

    /// What a message says: a batch, or nothing but what the batches behind it are read by.
    fn read(&mut self, message: Message<'_>, body: Buffer) -> Result<Option<RecordBatch>, StreamStop> {
        let version = message.version();
        if let Some(schema) = message.header_as_schema() {
            if self.schema.is_some() {
                return Err(StreamStop::Broken(format!("{:?}", MessageHeader::Schema)));
            }
            self.schema = Some(Arc::new(try_fb_to_schema(schema)?));
            return Ok(None);
        }
        let schema = self.schema.as_ref().ok_or(StreamStop::CutOff)?;
        if let Some(dictionary) = message.header_as_dictionary_batch() {
            check(dictionary.data(), &body)?;
            read_dictionary(&body, dictionary, schema, &mut self.dictionaries, &version)?;
            return Ok(None);
        }
        let batch = message.header_as_record_batch();
        check(batch, &body)?;
        let batch =
            batch.map(|batch| read_record_batch(&body, batch, Arc::clone(schema), &self.dictionaries, None, &version));
        Ok(batch.transpose()?)
    }

    /// That nothing stands behind the mark but, in a file, its table of contents.
    fn tail(&mut self) -> Result<(), Diagnostic> {
        let mut tail = Vec::new();
        loop {
            let mut part = Vec::new();
            let read = (&mut self.input.bytes).take(MAX_HEAD).read_to_end(&mut part);
            if read.map_err(|error| unreadable(&self.name, &error))? == 0 {
                break;
            }
            tail.drain(..tail.len().saturating_sub(MAGIC.len()));
            tail.extend_from_slice(&part);
        }
        match self.is_file {
            true if !tail.ends_with(MAGIC) => Err(form_problem(&self.name, phrase("arrow-cut-off", &[]))),
            false if !tail.is_empty() => Err(form_problem(&self.name, phrase("arrow-goes-on", &[]))),
            _ => Ok(()),
        }
    }
}

/// That the parts of a batch lie in its body; the reader takes that for granted.
fn check(batch: Option<arrow_ipc::RecordBatch<'_>>, body: &Buffer) -> Result<(), StreamStop> {
    let Some(batch) = batch else { return Err(StreamStop::Broken(format!("{:?}", MessageHeader::NONE))) };
    let is_in = |offset: i64, length: i64| {
        let end = usize::try_from(offset).ok().zip(usize::try_from(length).ok());
        end.and_then(|(offset, length)| offset.checked_add(length)).is_some_and(|end| end <= body.len())
    };
    let mut buffers = batch.buffers().into_iter().flatten();
    if !buffers.all(|buffer| is_in(buffer.offset(), buffer.length())) {
        return Err(StreamStop::CutOff);
    }
    Ok(())
}

impl RowFeed for ArrowStream {
    fn next(&mut self) -> Result<Option<RecordBatch>, Diagnostic> {
        let why = match self.batch() {
            Ok(Some(batch)) => return Ok(Some(batch)),
            Ok(None) => return self.tail().map(|()| None),
            Err(StreamStop::Unread(error)) => return Err(unreadable(&self.name, &error)),
            Err(StreamStop::Broken(detail)) => phrase("arrow-broken", &[("detail", Bilingual::same(detail))]),
            Err(StreamStop::NoArrow) => phrase("arrow-no-stream", &[]),
            Err(StreamStop::CutOff) => phrase("arrow-cut-off", &[]),
            Err(StreamStop::TooLarge) => phrase("arrow-too-large", &[]),
        };
        Err(form_problem(&self.name, why))
    }

    fn schema(&self) -> Option<SchemaRef> {
        self.schema.clone()
    }

    fn take_fed(&mut self) -> usize {
        std::mem::take(&mut self.input.fed)
    }
}
