//! The units as a stream of Arrow and as a Parquet file, and the results of one.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::oracle::{FIGURES, LEVELS, ROWS, Unit, kind};

/// How many units a batch of Arrow holds.
const BATCH: usize = 10_000;

fn is_parquet(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "parquet")
}

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
    let file = File::create(path).unwrap();
    if is_parquet(path) {
        let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        return;
    }
    let mut writer = StreamWriter::try_new_buffered(file, &batch.schema()).unwrap();
    for start in (0..units.len()).step_by(BATCH) {
        writer.write(&batch.slice(start, BATCH.min(units.len() - start))).unwrap();
    }
    writer.finish().unwrap();
}

/// Points, total and grade of each result; a value that is not there is no number.
pub fn read(path: &Path) -> Vec<(Vec<i64>, i64, String)> {
    let file = File::open(path).unwrap();
    let batches: Vec<RecordBatch> = match is_parquet(path) {
        true => {
            let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap();
            reader.map(Result::unwrap).collect()
        }
        false => StreamReader::try_new(BufReader::new(file), None).unwrap().map(Result::unwrap).collect(),
    };
    let mut results = Vec::new();
    for batch in batches {
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
