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

/// The same for the same text, everywhere and always: FNV-1a over eight bytes at a time, mixed at the end as MurmurHash3 does,
/// so that every bit of a text moves the lowest bits too.
pub(super) fn hash(text: &str) -> u64 {
    let joined = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0100_0000_01b3);
    let mixed = |hash: u64, factor: u64| (hash ^ (hash >> 33)).wrapping_mul(factor);
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let hash = words.iter().map(|word| u64::from_le_bytes(*word)).fold(0xcbf2_9ce4_8422_2325, joined);
    let hash = rest.iter().map(|byte| u64::from(*byte)).fold(hash, joined);
    let hash = [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53].into_iter().fold(hash, mixed);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 200,000 names about 98 are multiples of 2048, with a spread of 10.
    #[test]
    fn samples_are_drawn_whatever_names_look_like() {
        let drawn =
            |name: &dyn Fn(u32) -> String| (0..200_000).filter(|unit| hash(&name(*unit)).is_multiple_of(2048)).count();
        let names: [&dyn Fn(u32) -> String; 6] = [
            &|unit| unit.to_string(),
            &|unit| format!("u{unit:07}"),
            &|unit| format!("{unit:08}"),
            &|unit| format!("unit-{unit}"),
            &|unit| format!("{unit:09}市城市管理局"),
            &|unit| format!("岳阳市{unit}号中心"),
        ];
        for name in names {
            let drawn = drawn(name);
            assert!((50..150).contains(&drawn), "{}: {drawn}", name(1));
        }
    }
}
