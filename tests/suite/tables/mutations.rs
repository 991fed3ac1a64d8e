//! Files with bytes cut off or changed never stop the program; what they are read as does not matter.

use std::fs;
use std::io::{Cursor, Read};

use jixiao::document::workbook::read_workbook;
use zip::ZipArchive;

use super::files;
use super::packed::zip;

/// How many times each file is changed.
const CHANGES: usize = 150;

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound.max(1)
    }

    /// Changes a few bytes: at random, to values that are limits, or by moving a piece.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(6) {
            if bytes.is_empty() {
                return;
            }
            let at = self.below(bytes.len());
            match self.below(5) {
                0 => bytes[at] = u8::try_from(self.below(256)).expect("a byte"),
                1 => bytes[at] = [0, 0xFF, 0x7F, 0x80, b'<', b'"', b'9'][self.below(7)],
                2 => {
                    bytes.remove(at);
                }
                3 => {
                    let end = (at + self.below(64)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, piece);
                }
                _ => {
                    let end = (at + 4).min(bytes.len());
                    bytes[at..end].fill([0, 0xFF][self.below(2)]);
                }
            }
        }
    }
}

/// The parts of a packed file.
fn unpacked(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).ok()?;
            let mut content = Vec::new();
            part.read_to_end(&mut content).ok()?;
            Some((part.name().ok()?.into_owned(), content))
        })
        .collect()
}

#[test]
fn changed_files_do_not_stop_the_program() {
    let mut dice = Dice(2_026);
    for path in files(&[".", "nasty", "made", "texts", "other"]) {
        let bytes = fs::read(&path).expect("a file");
        let name = path.to_string_lossy();
        for _ in 0..CHANGES {
            let mut changed = bytes.clone();
            dice.change(&mut changed);
            let _ = read_workbook(&name, &changed);
        }
        let Some(parts) = unpacked(&bytes) else { continue };
        for _ in 0..CHANGES {
            let mut changed = parts.clone();
            let index = dice.below(changed.len());
            dice.change(&mut changed[index].1);
            let parts: Vec<(&str, &[u8])> =
                changed.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
            let _ = read_workbook(&name, &zip(&parts));
        }
    }
}

#[test]
fn files_cut_off_anywhere_do_not_stop_the_program() {
    for path in files(&[".", "nasty", "made", "texts", "other"]) {
        let bytes = fs::read(&path).expect("a file");
        let name = path.to_string_lossy();
        let step = (bytes.len() / 150).max(1);
        for end in (0..bytes.len()).step_by(step) {
            let _ = read_workbook(&name, &bytes[..end]);
        }
    }
}
