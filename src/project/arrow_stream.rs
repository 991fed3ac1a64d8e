//! [`ArrowStream`]: the batches of Arrow's streams and files, one at a time, as they come in.

use std::io;
use std::path::Path;
use std::sync::mpsc::Receiver;

use arrow_array::RecordBatch;
use arrow_buffer::Buffer;
use arrow_ipc::reader::StreamDecoder;
use arrow_schema::SchemaRef;

use super::batch_input::{parts_of, unreadable};
use super::row_feed::{RowFeed, form_problem};
use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::messages::phrase;

/// What a file begins and ends with; in between stands a stream.
const MAGIC: &[u8] = b"ARROW1";
/// How many bytes the beginning of a file takes up.
const MAGIC_ROOM: usize = 8;
/// The largest batch, in bytes, with the dictionaries before it.
const MAX_BATCH: usize = 2 << 30;

/// A stream or file of Arrow.
pub(super) struct ArrowStream {
    name: String,
    parts: Receiver<io::Result<Vec<u8>>>,
    decoder: StreamDecoder,
    part: Buffer,
    is_file: bool,
    /// How many bytes came in since somebody asked.
    fed: usize,
}

impl ArrowStream {
    /// Begins to read a file or the standard input.
    ///
    /// # Errors
    /// A file that is not there or cannot be read.
    pub fn open(path: &Path) -> Result<Self, Diagnostic> {
        let mut stream = Self {
            name: path.display().to_string(),
            parts: parts_of(path)?,
            decoder: StreamDecoder::new(),
            part: Buffer::from(Vec::<u8>::new()),
            is_file: false,
            fed: 0,
        };
        let mut start = Vec::new();
        while start.len() < MAGIC_ROOM
            && let Some(part) = stream.receive()?
        {
            start.extend_from_slice(&part);
        }
        stream.is_file = start.starts_with(MAGIC);
        if stream.is_file {
            start.drain(..MAGIC_ROOM.min(start.len()));
        }
        stream.part = Buffer::from(start);
        Ok(stream)
    }

    fn receive(&mut self) -> Result<Option<Vec<u8>>, Diagnostic> {
        let part = self.parts.recv().ok().transpose().map_err(|error| unreadable(&self.name, &error))?;
        self.fed = self.fed.saturating_add(part.as_ref().map_or(0, Vec::len));
        Ok(part)
    }

    fn problem(&self, id: &str) -> Diagnostic {
        form_problem(&self.name, phrase(id, &[]))
    }

    /// That the stream ended with its mark: one that was cut off between two batches lacks it, and is no whole answer.
    fn end(&mut self) -> Result<(), Diagnostic> {
        let is_between = self.decoder.finish().is_ok();
        // What stands behind the mark is refused, all else that a stream begins a message with is taken.
        let goes_on = self.decoder.decode(&mut Buffer::from(vec![0_u8])).is_ok();
        if !is_between || goes_on || self.decoder.schema().is_none() {
            return Err(self.problem("arrow-cut-off"));
        }
        Ok(())
    }

    /// That nothing stands behind the mark but, in a file, its table of contents.
    fn tail(&mut self) -> Result<(), Diagnostic> {
        let mut tail = self.part.as_slice().to_vec();
        while let Some(part) = self.receive()? {
            tail.drain(..tail.len().saturating_sub(MAGIC.len()));
            tail.extend_from_slice(&part);
        }
        match self.is_file {
            true if tail.ends_with(MAGIC) => Ok(()),
            true => Err(self.problem("arrow-cut-off")),
            false => Err(self.problem("arrow-goes-on")),
        }
    }
}

impl RowFeed for ArrowStream {
    fn next(&mut self) -> Result<Option<RecordBatch>, Diagnostic> {
        let mut pending = 0_usize;
        loop {
            if self.part.is_empty() {
                match self.receive()? {
                    Some(part) => self.part = Buffer::from(part),
                    None if self.is_file => return Err(self.problem("arrow-cut-off")),
                    None => return self.end().map(|()| None),
                }
            }
            pending = pending.saturating_add(self.part.len());
            match self.decoder.decode(&mut self.part) {
                Ok(Some(batch)) => return Ok(Some(batch)),
                Ok(None) if pending > MAX_BATCH => return Err(self.problem("arrow-too-large")),
                Ok(None) => {}
                // Only behind the mark of its end is it complete and takes no more.
                Err(_) if self.decoder.finish().is_ok() => return self.tail().map(|()| None),
                Err(error) => {
                    let facts = [("detail", Bilingual::same(error.to_string()))];
                    return Err(form_problem(&self.name, phrase("arrow-broken", &facts)));
                }
            }
        }
    }

    fn schema(&self) -> Option<SchemaRef> {
        self.decoder.schema()
    }

    fn take_fed(&mut self) -> usize {
        std::mem::take(&mut self.fed)
    }
}
