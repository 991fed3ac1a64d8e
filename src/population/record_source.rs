//! [`RecordSource`]: records that can be read all at once, and each again.

use std::ops::Range;

use super::record_block::RecordBlock;
use super::record_fields::RecordSink;
use super::record_format::RecordFormat;

/// Some records in their order, whatever they stand in.
pub(super) trait RecordSource: Sync {
    /// Reads all of them one after the other; a sink is told where each begins and ends.
    fn read(&self, sink: &mut impl RecordSink);

    /// Reads all of them into a block, which comes to the same in whatever order it is done.
    fn fill(&self, block: &mut RecordBlock<'_>) {
        self.read(block);
    }

    /// Reads the one that stands there once more.
    fn read_again(&self, range: Range<usize>, sink: &mut impl RecordSink);

    /// What draws the samples among them: the same for the same record, everywhere and always.
    fn hash(&self, range: Range<usize>) -> u64;
}

/// The records of a text.
#[derive(Clone, Copy)]
pub(super) struct TextRecords<'t> {
    pub text: &'t str,
    pub format: &'t RecordFormat,
}

impl TextRecords<'_> {
    fn part(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}

impl RecordSource for TextRecords<'_> {
    fn read(&self, sink: &mut impl RecordSink) {
        self.format.read(self.text, sink);
    }

    fn read_again(&self, range: Range<usize>, sink: &mut impl RecordSink) {
        self.format.read(self.part(range), sink);
    }

    fn hash(&self, range: Range<usize>) -> u64 {
        // Not the line break: the last line of a file may have none.
        hash(self.part(range).trim_matches(['\r', '\n']))
    }
}

/// The same for the same text, everywhere and always (FNV-1a over eight bytes at a time).
pub(super) fn hash(text: &str) -> u64 {
    let mixed = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0100_0000_01b3);
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let hash = words.iter().map(|word| u64::from_le_bytes(*word)).fold(0xcbf2_9ce4_8422_2325, mixed);
    let hash = rest.iter().map(|byte| u64::from(*byte)).fold(hash, mixed);
    hash ^ (hash >> 32)
}
