//! CompoundFile files: streams in sectors, as in a small file system.

use std::collections::BTreeSet;

use super::broken::damaged;
use crate::document::workbook::problem::{Damage, TableProblem};

/// Numbers of sectors from here on are marks, not places.
const FIRST_MARK: u32 = 0xFFFF_FFFA;

/// Of the first sectors of the table, so many stand in the head of the file.
const HEAD_TABLE: usize = 109;

/// The bytes of an entry of the directory.
const ENTRY: usize = 128;

/// A compound file.
#[derive(Debug)]
pub(super) struct CompoundFile<'a> {
    bytes: &'a [u8],
    /// How many bits count the bytes of a sector.
    shift: u32,
    /// By sector: the one that follows.
    next: Vec<u32>,
    /// The same of the small sectors.
    next_small: Vec<u32>,
    /// All small sectors.
    small: Vec<u8>,
    /// Streams shorter than this lie in small sectors.
    small_below: u64,
    entries: Vec<Entry>,
}

/// A stream at the root of the file.
#[derive(Debug, Clone)]
struct Entry {
    name: String,
    start: u32,
    size: u64,
    left: u32,
    right: u32,
    child: u32,
}

impl<'a> CompoundFile<'a> {
    /// Reads table and directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, TableProblem> {
        let shift = u32::from(number16(bytes, 30).ok_or_else(broken)?);
        if !matches!(shift, 9 | 12) {
            return Err(damaged(Damage::Structure));
        }
        let mut file = Self {
            bytes,
            shift,
            next: Vec::new(),
            next_small: Vec::new(),
            small: Vec::new(),
            small_below: u64::from(number32(bytes, 56).ok_or_else(broken)?),
            entries: Vec::new(),
        };
        file.read_table()?;
        let directory = file.chain(number32(bytes, 48).ok_or_else(broken)?, None)?;
        let all: Vec<Entry> = directory.chunks_exact(ENTRY).map(|entry| Entry::read(entry, shift)).collect();
        let root = all.first().ok_or_else(broken)?.clone();
        let small_table = file.chain(number32(bytes, 60).ok_or_else(broken)?, None)?;
        file.next_small = numbers(&small_table);
        file.small = file.chain(root.start, Some(root.size))?;
        file.entries = at_root(&all, root.child);
        Ok(file)
    }

    /// Is there a stream of this name at the root?
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The stream of this name at the root.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, TableProblem> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)).ok_or_else(broken)?;
        if entry.size >= self.small_below {
            return self.chain(entry.start, Some(entry.size));
        }
        let mut stream = Vec::new();
        let mut sector = entry.start;
        let mut steps = self.next_small.len();
        while sector < FIRST_MARK && (stream.len() as u64) < entry.size {
            let start = (sector as usize).checked_mul(64).ok_or_else(broken)?;
            stream.extend_from_slice(self.small.get(start..start.saturating_add(64)).ok_or_else(broken)?);
            sector = *self.next_small.get(sector as usize).ok_or_else(broken)?;
            steps = steps.checked_sub(1).ok_or_else(broken)?;
        }
        cut(stream, entry.size)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() >> self.shift
    }

    /// A sector; the last of the file may be short.
    fn sector(&self, sector: u32) -> Result<&'a [u8], TableProblem> {
        let size = 1_usize << self.shift;
        let start = (sector as usize).checked_add(1).and_then(|place| place.checked_mul(size)).ok_or_else(broken)?;
        let end = start.saturating_add(size).min(self.bytes.len());
        self.bytes.get(start..end).filter(|bytes| !bytes.is_empty()).ok_or_else(broken)
    }

    /// Reads which sector follows which.
    fn read_table(&mut self) -> Result<(), TableProblem> {
        let head = self.bytes.get(76..76 + 4 * HEAD_TABLE).ok_or_else(broken)?;
        let mut places = numbers(head);
        let mut list = number32(self.bytes, 68).ok_or_else(broken)?;
        while list < FIRST_MARK && places.len() <= self.sectors() {
            let mut more = numbers(self.sector(list)?);
            list = more.pop().ok_or_else(broken)?;
            places.extend(more);
        }
        // A table of more sectors than the file has repeats itself.
        for place in places.into_iter().filter(|place| *place < FIRST_MARK).take(self.sectors() + 1) {
            let part = numbers(self.sector(place)?);
            self.next.extend(part);
            if self.next.len() > self.sectors().saturating_add(1 << self.shift) {
                break;
            }
        }
        Ok(())
    }

    /// The bytes of a chain of sectors, `size` of them if that is known.
    fn chain(&self, start: u32, size: Option<u64>) -> Result<Vec<u8>, TableProblem> {
        let mut bytes = Vec::new();
        let mut sector = start;
        let mut steps = self.sectors().saturating_add(1);
        while sector < FIRST_MARK && size.is_none_or(|size| (bytes.len() as u64) < size) {
            steps = steps.checked_sub(1).ok_or_else(broken)?;
            bytes.extend_from_slice(self.sector(sector)?);
            sector = *self.next.get(sector as usize).ok_or_else(broken)?;
        }
        match size {
            Some(size) => cut(bytes, size),
            None => Ok(bytes),
        }
    }
}

impl Entry {
    fn read(bytes: &[u8], shift: u32) -> Self {
        let length = usize::from(number16(bytes, 64).unwrap_or(0)).saturating_sub(2).min(62);
        let units: Vec<u16> = (0..length / 2).filter_map(|unit| number16(bytes, 2 * unit)).collect();
        let long = if shift == 9 { 0 } else { u64::from(number32(bytes, 124).unwrap_or(0)) };
        let number = |at| number32(bytes, at).unwrap_or(u32::MAX);
        Self {
            name: String::from_utf16_lossy(&units),
            start: number(116),
            size: u64::from(number32(bytes, 120).unwrap_or(0)) | long << 32,
            left: number(68),
            right: number(72),
            child: number(76),
        }
    }
}

/// The entries in the tree at the root; those of objects within have trees of their own.
fn at_root(all: &[Entry], first: u32) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![first];
    while let Some(index) = open.pop() {
        let Some(entry) = all.get(index as usize) else { continue };
        if seen.insert(index) {
            open.extend([entry.right, entry.left]);
            entries.push(entry.clone());
        }
    }
    entries
}

/// The first bytes, if there are so many.
fn cut(mut bytes: Vec<u8>, size: u64) -> Result<Vec<u8>, TableProblem> {
    let size = usize::try_from(size).map_err(|_| broken())?;
    if bytes.len() < size {
        return Err(broken());
    }
    bytes.truncate(size);
    Ok(bytes)
}

fn broken() -> TableProblem {
    damaged(Damage::Structure)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    (0..bytes.len() / 4).filter_map(|index| number32(bytes, 4 * index)).collect()
}

/// The number in the two bytes from here.
pub(super) fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..)?.first_chunk().copied()?))
}

/// The number in the four bytes from here.
pub(super) fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..)?.first_chunk().copied()?))
}
