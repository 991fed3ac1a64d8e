//! The units as a Parquet file, and the results of one.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::oracle::{FIGURES, LEVELS, ROWS, Unit, kind};

pub fn write(path: &Path, units: &[Unit]) {
    let names: StringArray = (0..units.len()).map(|at| Some(format!("u{at:07}"))).collect();
    let mut columns: Vec<(String, ArrayRef)> = vec![("organisation".to_owned(), Arc::new(names))];
    for row in 0..ROWS {
        for (at, name) in FIGURES[kind(row)].iter().enumerate() {
            let values = units.iter().map(|unit| unit.figures[row][at]);
            let column: ArrayRef = match *name {
                "level" => {
                    let words = values.map(|level| Some(LEVELS[usize::try_from(level).unwrap()].0));
                    Arc::new(words.collect::<StringArray>())
                }
                "count" => Arc::new(values.collect::<Int64Array>()),
                _ => {
                    let numbers = values.map(|value| Some(i128::from(value)));
                    Arc::new(numbers.collect::<Decimal128Array>().with_precision_and_scale(12, 2).unwrap())
                }
            };
            columns.push((format!("i{:02}_{name}", row + 1), column));
        }
    }
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// Points, total and grade of each result; a value that is not there is no number.
pub fn read(path: &Path) -> Vec<(Vec<i64>, i64, String)> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap().build().unwrap();
    let mut results = Vec::new();
    for batch in reader {
        let batch = batch.unwrap();
        let of_rows = batch.column_by_name("points").unwrap().as_struct();
        let points: Vec<&Decimal128Array> =
            (1..=ROWS).map(|row| of_rows.column_by_name(&format!("i{row:02}")).unwrap().as_primitive()).collect();
        let total: &Decimal128Array = batch.column_by_name("total").unwrap().as_primitive();
        let grades = batch.column_by_name("grade").unwrap().as_string::<i32>();
        for at in 0..batch.num_rows() {
            let hundredths = |column: &&Decimal128Array| hundredths(column, at);
            let points = points.iter().map(hundredths).collect();
            results.push((points, hundredths(&total), grades.value(at).to_owned()));
        }
    }
    results
}

fn hundredths(column: &Decimal128Array, at: usize) -> i64 {
    let scale = u32::try_from(column.scale()).unwrap();
    let value = if column.is_valid(at) { column.value(at) } else { return i64::MIN };
    match scale.checked_sub(2) {
        Some(more) if value % 10_i128.pow(more) == 0 => i64::try_from(value / 10_i128.pow(more)).unwrap(),
        Some(_) => i64::MIN,
        None => i64::try_from(value * 10_i128.pow(2 - scale)).unwrap(),
    }
}
