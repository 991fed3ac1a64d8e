//! The lines of a receipt: what a population came to, organisation by organisation, in no language.

use super::batch_points::{PointsForm, RowText, total_points};
use crate::evaluation::Program;
use crate::language::Bilingual;
use crate::population::ScoredBlock;
use crate::record::{BatchReceipt, BatchReceiptRecord, LineHash, line_hash};

/// Makes the hash of each organisation's line for a receipt.
#[derive(Clone, Debug)]
pub struct ReceiptWriter {
    scheme: String,
    rows: Vec<RowText>,
    grades: Vec<Bilingual>,
    total_places: u32,
}

impl ReceiptWriter {
    /// A writer for the results of a program whose scheme has this hash.
    #[must_use]
    pub fn new(program: &Program, scheme: &str) -> Self {
        let definition = program.scheme();
        Self {
            scheme: scheme.to_owned(),
            rows: RowText::of(program, PointsForm::Plain),
            grades: definition.grades.iter().map(|band| band.name.clone()).collect(),
            total_places: definition.roundings.total.places,
        }
    }

    /// The hashes of the lines of a block, in its order.
    #[must_use]
    pub fn hashes(&self, block: &ScoredBlock<'_>) -> Vec<LineHash> {
        (0..block.len()).map(|unit| self.hash(block, unit)).collect()
    }

    /// The receipt of all lines.
    #[must_use]
    pub fn record(&self, receipt: BatchReceipt) -> BatchReceiptRecord {
        let indicators = self.rows.iter().map(|row| row.id.clone()).collect();
        receipt.record(&self.scheme, indicators, self.grades.clone())
    }

    fn hash(&self, block: &ScoredBlock<'_>, unit: usize) -> LineHash {
        let mut points = String::new();
        let result = block.results.unit(unit);
        let total = total_points(&result);
        total.iter().for_each(|total| total.push(&mut points, self.total_places));
        let mut ends = vec![points.len()];
        for (at, row) in self.rows.iter().enumerate() {
            row.push(&result, at, false, &mut points);
            ends.push(points.len());
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let mut points = starts.zip(&ends).map(|(start, end)| points.get(start..*end).unwrap_or_default());
        let head = [block.organisation(unit), block.year(unit).unwrap_or_default(), &self.scheme];
        let total = points.next().unwrap_or_default();
        let grade = result.grade().map_or("", |grade| grade.zh.as_str());
        let faults = block.faults(unit);
        let of_faults = faults.iter().flat_map(|fault| {
            // Not the value: the same number can be written in several ways.
            let parts = [&fault.indicator, &fault.metric, &fault.field];
            std::iter::once(fault.code.name()).chain(parts.map(|part| part.as_deref().unwrap_or_default()))
        });
        line_hash(head.into_iter().chain([total, grade]).chain(points).chain(of_faults))
    }
}
