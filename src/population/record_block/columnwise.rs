//! Records that all say the same names, taken column by column.

use super::super::unit_head::UnitHead;
use super::{NameUse, RecordBlock};

impl RecordBlock<'_> {
    /// So many records; what they say follows column by column, each column from the first record to the last.
    pub fn open(&mut self, records: usize) {
        self.heads.resize_with(records, UnitHead::default);
        self.ranges = (0..records).map(|unit| unit..unit.saturating_add(1)).collect();
    }

    /// What follows is said by this record.
    pub fn go_to(&mut self, unit: usize) {
        self.unit = unit;
    }

    /// Takes the numbers of all records under a name, whole ones of the last of so many decimals; whether they are taken. If
    /// not, they are left there, to be said one by one.
    pub fn all_numbers(&mut self, position: usize, name: &str, numbers: &mut Vec<i64>, places: u8) -> bool {
        match self.use_at(position, name) {
            NameUse::Column(at) => {
                let column = self.columns.get_mut(at).filter(|column| column.len() == Some(0) && !column.read.is_word);
                column.is_some_and(|column| column.numbers.take_whole(numbers, places))
            }
            NameUse::Unread => true,
            NameUse::Derived | NameUse::Apart => false,
        }
    }

    /// The record has said what it says at this position: if that is nothing, it lacks the metric.
    pub fn end_cell(&mut self, position: usize) {
        let Some(Some(NameUse::Column(at))) = self.placed.get(position) else { return };
        let lacking = self.columns.get_mut(*at).filter(|column| column.len() == Some(self.unit));
        if let Some(column) = lacking {
            column.push("");
            self.apart.insert(self.unit);
        }
    }

    /// No column follows: metrics that had none are lacking in all records.
    pub fn close(&mut self) {
        let records = self.ranges.len();
        let unnamed = self.heads.iter().enumerate().filter(|(_, head)| !head.is_named());
        self.apart.extend(unnamed.map(|(unit, _)| unit));
        for column in self.columns.iter_mut().filter(|column| column.len() != Some(records)) {
            column.fill_up(records);
            self.apart.extend(0..records);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
    use proptest::prelude::*;

    use super::super::super::arrow_records::ArrowRecords;
    use super::super::super::record_source::RecordSource;
    use super::*;
    use crate::population::ArrowColumns;
    use crate::rule::RuleSet;
    use crate::scheme::Scheme;
    use crate::{Program, ReadMetric};

    /// What a block came to, however it was filled.
    fn told(mut block: RecordBlock<'_>) -> String {
        let columns = block.columns().unwrap();
        format!("{columns:?} {:?} {:?} {:?} {:?}", block.heads, block.ranges, block.apart, block.derived)
    }

    fn text() -> impl Strategy<Value = Option<String>> {
        prop_oneof![
            4 => "[1-9][0-9]{0,2}(\\.[0-9]{1,2})?".prop_map(Some),
            1 => prop::sample::select(vec!["", "九成", "0.1234567", "\u{fffd}", "是"]).prop_map(|text| Some(text.to_owned())),
            1 => Just(None),
        ]
    }

    fn number() -> impl Strategy<Value = Option<i128>> {
        prop_oneof![6 => (0_i128..20_000).prop_map(Some), 1 => Just(Some(i128::from(i64::MAX) * 3)), 1 => Just(None)]
    }

    proptest! {
        #[test]
        fn columns_taken_as_a_whole_are_those_of_the_records(
            rows in prop::collection::vec((text(), text(), number(), prop::option::of(0_i64..99), text()), 0..12),
            (scale, has_nulls, lacks) in (0_i8..9, any::<bool>(), any::<bool>()),
        ) {
            let scheme = Scheme::from_yaml(include_str!("../../../tests/data/population/scheme.yaml")).unwrap();
            let program = Program::compile(scheme.clone(), RuleSet::shipped()).unwrap();
            let reads: Vec<ReadMetric> = program.plan().read_metrics();
            let some = |number: &Option<i128>| if has_nulls { *number } else { Some(number.unwrap_or(7)) };
            let decimals = rows.iter().map(|row| some(&row.2)).collect::<Decimal128Array>();
            let names: Vec<&str> = reads.iter().map(|read| read.metric.as_str()).collect();
            let mut columns: Vec<(&str, ArrayRef)> = vec![
                ("organisation", Arc::new(rows.iter().map(|row| row.0.clone()).collect::<StringArray>())),
                ("year", Arc::new(rows.iter().map(|row| row.1.clone()).collect::<StringArray>())),
                (names[0], Arc::new(decimals.with_precision_and_scale(38, scale).unwrap())),
                (names[1], Arc::new(rows.iter().map(|row| row.3).collect::<Int64Array>())),
            ];
            if !lacks {
                columns.push((names[2], Arc::new(rows.iter().map(|row| row.4.clone()).collect::<StringArray>())));
            }
            let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true)));
            let batch = batch.unwrap();
            let columns = ArrowColumns::of(&batch.schema(), &scheme).unwrap();
            let records = ArrowRecords::new(&columns, batch);
            let (mut whole, mut one_by_one) = (RecordBlock::new(&scheme, &reads), RecordBlock::new(&scheme, &reads));
            records.fill(&mut whole);
            records.read(&mut one_by_one);
            prop_assert_eq!(told(whole), told(one_by_one));
        }
    }
}
