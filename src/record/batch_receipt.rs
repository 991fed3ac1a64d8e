//! The receipt of a population: one hash for all its results that does not depend on their order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::receipt::hash;
use crate::language::Bilingual;

/// The form of receipts that is written.
const RECEIPT_FORM: u64 = 1;

/// The SHA-256 of the line of one organisation.
pub type LineHash = [u8; 32];

/// The receipt of the results of many organisations (批量计分凭据). Any engine makes it again of the results:
///
/// - The line of an organisation is, with tabs between them: organisation, year, hash of the scheme, total, grade, the
///   points of each indicator; then of each error code, indicator, metric and field. What is not there is empty; a
///   backslash, tab, line feed or carriage return in a text is `\\`, `\t`, `\n` or `\r`. The grade is as the scheme names it.
/// - The hash of the line is the SHA-256 of its UTF-8, in small hexadecimal digits; its first two digits are its bucket.
/// - The hash of a bucket is that of its lines' hashes in their order as texts, with line feeds between them.
/// - The root is the hash of a line for each bucket that holds one, in their order, with line feeds between them: bucket,
///   number of organisations and hash, with a blank between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchReceiptRecord {
    /// The form of the file: 1 (格式版本).
    pub receipt: u64,
    /// The version of the engine (引擎版本).
    pub engine: String,
    /// The hash of the scheme with its scripts, as `jixiao bundle` prints it (指标体系校验值).
    pub scheme: String,
    /// The indicators in the order of their points in a line (各项指标).
    pub indicators: Vec<String>,
    /// The grades: lines have the Chinese names (等级).
    pub grades: Vec<Bilingual>,
    /// How many organisations there are (单位数).
    pub organisations: usize,
    /// The hash of all (总校验值).
    pub root: String,
    /// The buckets that hold a line (各组).
    pub buckets: Vec<ReceiptBucket>,
}

/// The lines whose hashes begin alike (组).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptBucket {
    /// The first two digits of the hashes of its lines (组号).
    pub bucket: String,
    /// How many lines it has (单位数).
    pub organisations: usize,
    /// Its hash (校验值).
    pub sha256: String,
}

/// Takes the lines of a population in any order; holds 32 bytes of each.
#[derive(Clone, Debug, Default)]
pub struct BatchReceipt {
    lines: Vec<LineHash>,
}

impl BatchReceipt {
    /// Adds lines.
    pub fn add(&mut self, lines: &[LineHash]) {
        self.lines.extend_from_slice(lines);
    }

    /// The receipt under a scheme of this hash, these indicators and these grades.
    #[must_use]
    pub fn record(mut self, scheme: &str, indicators: Vec<String>, grades: Vec<Bilingual>) -> BatchReceiptRecord {
        self.lines.sort_unstable();
        let buckets: Vec<ReceiptBucket> =
            self.lines.chunk_by(|one, other| one.first() == other.first()).map(bucket).collect();
        let lines: Vec<String> = buckets
            .iter()
            .map(|ReceiptBucket { bucket, organisations, sha256 }| format!("{bucket} {organisations} {sha256}"))
            .collect();
        BatchReceiptRecord {
            receipt: RECEIPT_FORM,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            scheme: scheme.to_owned(),
            indicators,
            grades,
            organisations: self.lines.len(),
            root: hash(&lines.join("\n")),
            buckets,
        }
    }
}

/// The hash of a line of these fields.
#[must_use]
pub fn line_hash<'f>(fields: impl Iterator<Item = &'f str>) -> LineHash {
    let mut line = Sha256::new();
    for (at, field) in fields.enumerate() {
        if at > 0 {
            line.update("\t");
        }
        if field.contains(['\\', '\t', '\n', '\r']) {
            let field = field.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r");
            line.update(field);
        } else {
            line.update(field);
        }
    }
    line.finalize().into()
}

/// The bucket of lines that begin alike, in their order.
fn bucket(lines: &[LineHash]) -> ReceiptBucket {
    let hashes: Vec<String> = lines.iter().map(digits).collect();
    let bucket = hashes.first().and_then(|hash| hash.get(..2)).unwrap_or_default().to_owned();
    ReceiptBucket { bucket, organisations: lines.len(), sha256: hash(&hashes.join("\n")) }
}

fn digits(line: &LineHash) -> String {
    line.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_hold_separators_are_no_other_fields() {
        let hash = |fields: &[&str]| line_hash(fields.iter().copied());
        assert_ne!(hash(&["a\tb", "c"]), hash(&["a", "b\tc"]));
        assert_ne!(hash(&["a\tb"]), hash(&["a\\tb"]));
        assert_eq!(hash(&["a\n", "\\"]), <LineHash>::from(Sha256::digest("a\\n\t\\\\")));
    }

    #[test]
    fn the_order_of_lines_makes_no_difference_and_a_changed_line_changes_its_buckets_alone() {
        let lines: Vec<LineHash> = (0..1_000).map(|at| line_hash([at.to_string().as_str()].into_iter())).collect();
        let record = |lines: &[LineHash]| {
            let mut receipt = BatchReceipt::default();
            receipt.add(lines);
            receipt.record("s", Vec::new(), Vec::new())
        };
        let whole = record(&lines);
        let reversed: Vec<LineHash> = lines.iter().rev().copied().collect();
        assert_eq!(record(&reversed), whole);
        assert_eq!(
            (whole.organisations, whole.buckets.iter().map(|bucket| bucket.organisations).sum()),
            (1_000, 1_000)
        );
        let mut changed = lines.clone();
        changed[7] = line_hash(["other"].into_iter());
        let other = record(&changed);
        let differ = |one: &BatchReceiptRecord, other: &BatchReceiptRecord| {
            let differing = one.buckets.iter().filter(|bucket| !other.buckets.contains(bucket));
            differing.map(|bucket| bucket.bucket.clone()).collect::<Vec<_>>()
        };
        let mut names = [differ(&whole, &other), differ(&other, &whole)].concat();
        names.sort();
        names.dedup();
        let mut wanted = [&lines[7], &changed[7]].map(|line| digits(line).chars().take(2).collect::<String>());
        wanted.sort();
        assert_ne!(other.root, whole.root);
        assert_eq!(names, wanted);
    }
}
