//! Populations in columns of Arrow and Parquet: each layout and type gives the results of the same figures in a table, and
//! results in columns are those in lines.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Decimal128Type;
use arrow_array::{
    Array, ArrayRef, Decimal128Array, LargeStringArray, ListArray, RecordBatch, StringArray, StringViewArray,
    StructArray,
};
use arrow_buffer::OffsetBuffer;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{DataType, Field};
use serde_json::{Map, Value, json};

use crate::batch::{batch, lines, population, wide};
use crate::support::{YUEYANG, folder, folder_of, program};

/// Organisations with their figures.
type Units = [(String, Vec<(String, String)>)];

/// Columns by their names.
pub fn table(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true))).unwrap()
}

pub fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> ArrayRef {
    Arc::new(texts.into_iter().map(|text| (!text.is_empty()).then_some(text)).collect::<StringArray>())
}

/// A stream of batches of so many lines.
pub fn stream(rows: &RecordBatch, size: usize) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &rows.schema()).unwrap();
    for start in (0..rows.num_rows()).step_by(size) {
        writer.write(&rows.slice(start, size.min(rows.num_rows() - start))).unwrap();
    }
    writer.into_inner().unwrap()
}

fn file(rows: &RecordBatch, path: &Path) {
    let mut writer = FileWriter::try_new(File::create(path).unwrap(), &rows.schema()).unwrap();
    writer.write(rows).unwrap();
    writer.finish().unwrap();
}

#[cfg(feature = "parquet")]
fn parquet(rows: &RecordBatch, path: &Path) {
    let properties =
        parquet::file::properties::WriterProperties::builder().set_max_row_group_row_count(Some(300)).build();
    let file = File::create(path).unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, rows.schema(), Some(properties)).unwrap();
    writer.write(rows).unwrap();
    writer.close().unwrap();
}

/// A number in the scale of its column, as engines hold it: 98.70 is 987,000,000,000.
fn scaled(text: &str) -> Option<i128> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    (!text.is_empty()).then(|| format!("{whole}{decimals:0<10}").parse().unwrap())
}

fn decimals(texts: &[&str]) -> ArrayRef {
    let numbers: Decimal128Array = texts.iter().map(|text| scaled(text)).collect();
    Arc::new(numbers.with_precision_and_scale(38, 10).unwrap())
}

/// The figures of each metric: decimals where all are numbers.
fn figures(units: &Units) -> Vec<(&str, Vec<&str>, bool)> {
    let column = |at: usize| {
        let texts: Vec<&str> = units.iter().map(|(_, figures)| figures[at].1.as_str()).collect();
        let is_number = texts.iter().all(|text| text.is_empty() || jixiao::Number::parse(text).is_ok());
        (units[0].1[at].0.as_str(), texts, is_number)
    };
    (0..units[0].1.len()).map(column).collect()
}

fn organisations(units: &Units) -> ArrayRef {
    texts(units.iter().map(|(name, _)| name.as_str()))
}

fn nullable(columns: &[(&str, ArrayRef)]) -> StructArray {
    let column = |(name, column): &(&str, ArrayRef)| {
        (Arc::new(Field::new(*name, column.data_type().clone(), true)), Arc::clone(column))
    };
    StructArray::from(columns.iter().map(column).collect::<Vec<_>>())
}

/// The same figures in every layout.
fn layouts(units: &Units) -> Vec<(&'static str, RecordBatch)> {
    let figures = figures(units);
    let exact = figures.iter().map(|(name, column, is_number)| {
        (*name, if *is_number { decimals(column) } else { texts(column.iter().copied()) })
    });
    let exact: Vec<(&str, ArrayRef)> = exact.collect();
    let written = figures.iter().enumerate().map(|(at, (name, column, _))| {
        let column: ArrayRef = match at % 3 {
            0 => texts(column.iter().copied()),
            1 => Arc::new(column.iter().map(|text| Some(*text)).collect::<LargeStringArray>()),
            _ => Arc::new(column.iter().map(|text| Some(*text)).collect::<StringViewArray>()),
        };
        (*name, column)
    });
    let named = ("organisation", organisations(units));
    let with = |more: Vec<(&str, ArrayRef)>| table(std::iter::once(named.clone()).chain(more).collect());
    let count = figures.len();
    let repeated = |times: usize| units.iter().flat_map(move |(name, _)| std::iter::repeat_n(name.as_str(), times));
    let names = || units.iter().flat_map(|(_, figures)| figures.iter().map(|(metric, _)| metric.as_str()));
    let all = || units.iter().flat_map(|(_, figures)| figures.iter().map(|(_, text)| text.as_str()));
    let is_number = |at: usize| figures[at % count].2;
    let numbers: Vec<&str> = all().enumerate().map(|(at, text)| if is_number(at) { text } else { "" }).collect();
    let words: Vec<&str> = all().enumerate().map(|(at, text)| if is_number(at) { "" } else { text }).collect();
    let items = nullable(&[("metric", texts(names())), ("number", decimals(&numbers)), ("text", texts(words))]);
    let item = Arc::new(Field::new("item", items.data_type().clone(), true));
    let offsets = OffsetBuffer::from_lengths(std::iter::repeat_n(count, units.len()));
    let lists: ArrayRef = Arc::new(ListArray::new(item, offsets, Arc::new(items), None));
    vec![
        ("decimals", with(exact.clone())),
        ("texts", with(written.collect())),
        ("structure", with(vec![("m", Arc::new(nullable(&exact)))])),
        ("lists", with(vec![("metrics", lists)])),
        ("long", table(vec![("单位", texts(repeated(count))), ("metric", texts(names())), ("value", texts(all()))])),
    ]
}

/// Organisations of which three are faulty: a figure is missing, negative, or perhaps another one.
fn faulty(count: usize) -> Vec<(String, Vec<(String, String)>)> {
    let mut units = population(count);
    for (at, text) in [(3, ""), (700, "-3"), (count - 1, "0.95")] {
        let figure = units[at].1.iter_mut().find(|(metric, _)| metric == "complaint_disposal");
        text.clone_into(&mut figure.unwrap().1);
    }
    units
}

#[test]
fn every_layout_gives_the_results_of_the_same_table() {
    let units = faulty(2_000);
    let folder = folder_of("batch-arrow-layouts", &[("a.csv", &wide(&units))]);
    let wanted = batch(&folder.join("a.csv"), &[]).ended(0).out;
    let entries = lines(&wanted);
    let without: Vec<usize> = (0..entries.len()).filter(|at| entries[*at]["total"].is_null()).collect();
    assert_eq!(without, [3, 700, 1_999]);
    for (layout, rows) in layouts(&units) {
        for (size, threads) in [(rows.num_rows(), "1"), (333, "2")] {
            let path = folder.join(format!("{layout}-{size}.arrows"));
            std::fs::write(&path, stream(&rows, size)).unwrap();
            let run = batch(&path, &["--threads", threads]).ended(0);
            assert!(run.out == wanted, "{layout}, {size} lines, {threads} threads");
        }
        let path = folder.join(format!("{layout}.arrow"));
        file(&rows, &path);
        assert!(batch(&path, &[]).ended(0).out == wanted, "{layout} in a file");
        #[cfg(feature = "parquet")]
        {
            let path = folder.join(format!("{layout}.parquet"));
            parquet(&rows, &path);
            assert!(batch(&path, &[]).ended(0).out == wanted, "{layout} in Parquet");
        }
    }
}

/// A cell as the lines of JSON have it; what is not there is left out.
fn json_of(column: &dyn Array, row: usize) -> Option<Value> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => json!(column.as_string::<i32>().value(row)),
        DataType::Decimal128(..) => json!(column.as_primitive::<Decimal128Type>().value_as_string(row)),
        DataType::Struct(fields) => {
            let cells = fields.iter().zip(column.as_struct().columns());
            Value::Object(
                cells.filter_map(|(field, cells)| Some((field.name().clone(), json_of(cells, row)?))).collect(),
            )
        }
        DataType::List(_) => {
            let items = column.as_list::<i32>().value(row);
            Value::Array((0..items.len()).filter_map(|item| json_of(&items, item)).collect())
        }
        other => panic!("{other}"),
    })
}

fn entries(batches: impl IntoIterator<Item = RecordBatch>) -> Vec<Value> {
    let of = |batch: RecordBatch| {
        let rows = StructArray::from(batch);
        (0..rows.len()).map(|row| json_of(&rows, row).unwrap()).collect::<Vec<_>>()
    };
    batches.into_iter().flat_map(of).collect()
}

/// An entry without what is null, and without rows for which there are no words.
fn stripped(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name, stripped(value))).collect::<Map<String, Value>>())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(stripped).collect()),
        other => other,
    }
}

fn without_empty_words(mut entry: Value) -> Value {
    for trace in ["codes", "reasons"] {
        if let Some(rows) = entry.get_mut(trace).and_then(Value::as_object_mut) {
            rows.retain(|_, words| *words != json!([]));
        }
    }
    entry
}

#[test]
fn results_in_columns_are_those_in_lines() {
    let folder = folder_of("batch-arrow-results", &[("a.csv", &wide(&faulty(1_200)))]);
    let input = folder.join("a.csv");
    for trace in ["none", "codes", "full"] {
        let wanted: Vec<Value> =
            lines(&batch(&input, &["--trace", trace]).ended(0).out).into_iter().map(stripped).collect();
        let compare = |batches: Vec<RecordBatch>, what: &str| {
            let names: Vec<String> = batches[0].schema().fields().iter().map(|field| field.name().clone()).collect();
            assert_eq!(names[..7], ["organisation", "year", "total", "grade", "points", "lost", "errors"]);
            let found = entries(batches).into_iter().map(without_empty_words);
            assert!(found.eq(wanted.iter().cloned()), "{what}, {trace}");
        };
        let written = |name: &str, threads: &str| {
            let path = folder.join(format!("{trace}-{threads}.{name}"));
            batch(&input, &["--trace", trace, "--threads", threads, "-o", path.to_str().unwrap()]).ended(0);
            path
        };
        let open = |name: &str| BufReader::new(File::open(written(name, "2")).unwrap());
        compare(StreamReader::try_new(open("arrows"), None).unwrap().map(Result::unwrap).collect(), "a stream");
        compare(FileReader::try_new(open("arrow"), None).unwrap().map(Result::unwrap).collect(), "a file");
        #[cfg(feature = "parquet")]
        {
            use parquet::arrow::arrow_reader::ParquetRecordBatchReader;
            let file = File::open(written("parquet", "2")).unwrap();
            compare(ParquetRecordBatchReader::try_new(file, 500).unwrap().map(Result::unwrap).collect(), "Parquet");
        }
        // The same bytes whatever the threads.
        let bytes = |path: std::path::PathBuf| std::fs::read(path).unwrap();
        assert!(bytes(written("arrows", "1")) == bytes(folder.join(format!("{trace}-2.arrows"))), "{trace}");
    }
}

#[test]
fn a_filter_answers_each_batch_before_the_next() {
    let units = population(20);
    let rows = layouts(&units).remove(0).1;
    let mut arguments = program();
    arguments.args(["batch", YUEYANG, "--from", "arrow", "--to", "arrow"]);
    let mut child = arguments.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut writer = StreamWriter::try_new(child.stdin.take().unwrap(), &rows.schema()).unwrap();
    let mut reader: Option<StreamReader<_>> = None;
    for (start, count) in [(0, 7), (7, 1), (8, 12)] {
        writer.write(&rows.slice(start, count)).unwrap();
        writer.get_mut().flush().unwrap();
        let stdout = || StreamReader::try_new(child.stdout.take().unwrap(), None).unwrap();
        let answer = reader.get_or_insert_with(stdout).next().unwrap().unwrap();
        assert_eq!(answer.num_rows(), count);
        assert_eq!(answer.column(0).as_string::<i32>().value(0), format!("{start:06}"));
    }
    writer.finish().unwrap();
    drop(writer);
    assert!(reader.unwrap().next().is_none());
    assert!(child.wait().unwrap().success());
    // Nothing in, nothing but the names of the columns out.
    let place = folder("batch-arrow-empty");
    std::fs::write(place.join("a.arrows"), stream(&rows.slice(0, 0), 1)).unwrap();
    let target = place.join("out.arrow");
    batch(&place.join("a.arrows"), &["-o", target.to_str().unwrap()]).ended(0);
    assert_eq!(FileReader::try_new(File::open(target).unwrap(), None).unwrap().num_batches(), 0);
}
