//! What columns of Arrow and Parquet are refused for, once and before any record; and what is one record's fault alone.

use std::fs;
use std::sync::Arc;

use arrow_array::types::Int8Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Decimal256Array, DictionaryArray, Float16Array, Float32Array,
    Float64Array, Int32Array, Int64Array, ListArray, NullArray, RecordBatch, StringArray, StructArray,
    TimestampSecondArray, UInt64Array,
};
use arrow_buffer::{OffsetBuffer, i256};
use arrow_schema::Field;
use serde_json::json;

use crate::batch::lines;
use crate::batch_arrow::{stream, table, texts};
use crate::support::{Run, folder, jixiao};

/// Code and value of an error, or else a total.
type Outcome = Result<(&'static str, &'static str), &'static str>;

const SCHEME: &str = "tests/data/population";

fn score(name: &str, bytes: &[u8], more: &[&str]) -> Run {
    let path = folder("batch-arrow-faults").with_file_name(format!("batch-arrow-faults-{name}"));
    fs::write(&path, bytes).unwrap();
    jixiao(&[&["batch", SCHEME, path.to_str().unwrap()], more].concat())
}

fn column(kind: impl arrow_array::Array + 'static) -> ArrayRef {
    Arc::new(kind)
}

fn list_of(fields: Vec<(&str, ArrayRef)>) -> ArrayRef {
    let fields =
        fields.into_iter().map(|(name, column)| (Arc::new(Field::new(name, column.data_type().clone(), true)), column));
    let items = StructArray::from(fields.collect::<Vec<_>>());
    let item = Arc::new(Field::new("item", arrow_array::Array::data_type(&items).clone(), true));
    let offsets = OffsetBuffer::from_lengths([arrow_array::Array::len(&items)]);
    column(ListArray::new(item, offsets, Arc::new(items), None))
}

#[test]
fn columns_whose_type_holds_no_exact_figures_are_refused_by_name() {
    let named =
        |more: Vec<(&str, ArrayRef)>| table(std::iter::once(("organisation", texts(["A"]))).chain(more).collect());
    let structure = |inner: ArrayRef| {
        column(StructArray::from(vec![(Arc::new(Field::new("closed", inner.data_type().clone(), true)), inner)]))
    };
    let cases: Vec<(RecordBatch, &str, &str)> = vec![
        (named(vec![("closed", column(Float64Array::from(vec![1.5])))]), "`closed`", "Float64"),
        (named(vec![("closed", column(Float32Array::from(vec![Some(1.5)])))]), "`closed`", "Float32"),
        (named(vec![("closed", column(Float16Array::new_null(1)))]), "`closed`", "Float16"),
        (named(vec![("m", structure(column(Float64Array::from(vec![1.5]))))]), "`closed`", "Float64"),
        (
            named(vec![(
                "metrics",
                list_of(vec![("metric", texts(["closed"])), ("number", column(Float64Array::from(vec![1.5])))]),
            )]),
            "`metrics.number`",
            "Float64",
        ),
        (named(vec![("closed", column(TimestampSecondArray::from(vec![1])))]), "`closed`", "Timestamp"),
        (table(vec![("organisation", column(Int64Array::from(vec![123])))]), "`organisation`", "Int64"),
        (table(vec![("organisation", column(NullArray::new(1)))]), "`organisation`", "Null"),
        (named(vec![("clsed", column(Int64Array::from(vec![1])))]), "`clsed`", "`closed`"),
        (
            named(vec![
                ("closed", column(Int64Array::from(vec![1]))),
                ("m", structure(column(Int64Array::from(vec![1])))),
            ]),
            "`closed`",
            "twice",
        ),
        (
            named(vec![("metrics", list_of(vec![("metric", texts(["closed"])), ("amount", texts(["1"]))]))]),
            "`metrics.amount`",
            "unknown",
        ),
        (named(vec![("metrics", list_of(vec![("value", texts(["1"]))]))]), "`metrics`", "unknown"),
        (table(vec![("closed", column(Int64Array::from(vec![1])))]), "`organisation`", "no column"),
    ];
    for (rows, name, kind) in cases {
        let schema = rows.schema();
        let run = score("types.arrows", &stream(&rows, 1), &["--lang", "en"]);
        assert_eq!((run.status, run.out.as_str()), (Some(1), ""), "{schema}: {}", run.err);
        assert!(run.err.contains(name) && run.err.contains(kind), "{schema}: {}", run.err);
        assert_eq!(run.err.matches("error[").count(), 1, "{}", run.err);
    }
    let float = named(vec![("closed", column(Float64Array::from(vec![1.5])))]);
    let run = score("float.arrows", &stream(&float, 1), &["--lang", "zh"]);
    assert!(run.err.contains("“closed”列：Float64 不能准确存放数值，请改用 decimal(p,s)、整数或文字"), "{}", run.err);
    // Also where no record follows, and however many do.
    assert_eq!(score("none.arrows", &stream(&float.slice(0, 0), 1), &[]).status, Some(1));
}

/// 60 × closed ÷ 1200 and 40 for 95 %: what each column of `closed` comes to, or the code and value of its error.
#[test]
fn every_exact_type_is_taken_digit_for_digit_and_a_fault_stays_in_its_record() {
    let decimal = |number: i128, digits: u8, scale: i8| {
        column(Decimal128Array::from(vec![number]).with_precision_and_scale(digits, scale).unwrap())
    };
    let wide = Decimal256Array::from(vec![i256::from_i128(600_000)]).with_precision_and_scale(70, 3).unwrap();
    let chosen: DictionaryArray<Int8Type> = vec!["600"].into_iter().collect();
    let total = |total: &'static str| Outcome::Err(total);
    let fault = |code: &'static str, value: &'static str| Ok((code, value));
    let cases: Vec<(ArrayRef, Outcome)> = vec![
        (column(Int32Array::from(vec![600])), total("70.00")),
        (column(UInt64Array::from(vec![600])), total("70.00")),
        (decimal(60_000, 18, 2), total("70.00")),
        (decimal(6, 5, -2), total("70.00")),
        // 60 × 600.00000001 ÷ 1200 = 30.0000000005.
        (decimal(60_000_000_001, 38, 8), total("70.00")),
        (column(wide), total("70.00")),
        (column(chosen), total("70.00")),
        (texts(["600"]), total("70.00")),
        (texts(["98.70 "]), fault("not-a-number", "98.70 ")),
        (texts(["六百"]), fault("not-a-number", "六百")),
        (texts([""]), fault("missing-metric", "")),
        (column(NullArray::new(1)), fault("missing-metric", "")),
        (column(BooleanArray::from(vec![true])), fault("not-a-number", "true")),
        // 2024-02-29 is 54 × 365 days, 13 leap days before 2024 and 59 days behind 1970-01-01.
        (column(Date32Array::from(vec![19_782])), fault("not-a-number", "2024-02-29")),
        (decimal(-600, 3, 0), fault("negative-value", "-600")),
    ];
    for (closed, wanted) in cases {
        let kind = closed.data_type().clone();
        let rows = table(vec![
            ("organisation", texts(["000123"])),
            ("year", column(Int32Array::from(vec![2024]))),
            ("accepted", column(Int64Array::from(vec![1200]))),
            ("closed", closed),
            ("satisfaction", texts(["95"])),
        ]);
        let run = score("exact.arrows", &stream(&rows, 1), &["--lang", "en"]).ended(0);
        let entry = lines(&run.out).remove(0);
        assert_eq!((&entry["organisation"], &entry["year"]), (&json!("000123"), &json!("2024")), "{kind}");
        match wanted {
            Err(total) => assert_eq!((&entry["total"], &entry["errors"]), (&json!(total), &json!([])), "{kind}"),
            Ok((code, value)) => {
                let error = &entry["errors"][0];
                let found = ["code", "value"].map(|part| error[part].as_str().unwrap_or_default());
                assert_eq!((&entry["total"], found), (&json!(null), [code, value]), "{kind}: {entry}");
            }
        }
    }
    // Twenty digits are taken as they are: 60 × …891 ÷ …892 is 59.999…, rounded 60.00.
    let rows = table(vec![
        ("organisation", texts(["A"])),
        ("accepted", decimal(12_345_678_901_234_567_892, 20, 0)),
        ("closed", decimal(12_345_678_901_234_567_891, 20, 0)),
        ("satisfaction", texts(["95"])),
    ]);
    let run = score("digits.arrows", &stream(&rows, 1), &["--trace", "full"]).ended(0);
    let written = "{\"organisation\": \"A\", \"accepted\": 12345678901234567892, \"closed\": 12345678901234567891, \"satisfaction\": 95}\n";
    assert_eq!(run.out, score("digits.ndjson", written.as_bytes(), &["--trace", "full"]).ended(0).out);
    assert!(run.out.contains("99.999999999") && run.out.contains("\"closure\":\"60.00\""), "{}", run.out);
    // A metric twice in a list, and an item without one: faults of their record.
    for (metrics, code) in [(["closed", "closed"], "duplicate-key"), (["closed", ""], "record-form")] {
        let rows = table(vec![
            ("organisation", texts(["A"])),
            ("metrics", list_of(vec![("metric", texts(metrics)), ("value", texts(["1", "2"]))])),
        ]);
        let run = score("list.arrows", &stream(&rows, 1), &[]).ended(0);
        assert_eq!(lines(&run.out)[0]["errors"][0]["code"], json!(code), "{}", run.out);
    }
}

fn small() -> RecordBatch {
    table(vec![
        ("organisation", texts(["A", "B"])),
        ("accepted", column(Int64Array::from(vec![1200, 1200]))),
        ("closed", column(StringArray::from(vec!["1200", "600"]))),
        ("satisfaction", texts(["95", "95"])),
    ])
}

#[test]
fn a_stream_that_is_cut_off_anywhere_is_no_answer() {
    let whole = stream(&small(), 1);
    assert_eq!(lines(&score("cut.arrows", &whole, &[]).ended(0).out).len(), 2);
    for end in (0..whole.len()).step_by(40).chain([whole.len() - 1, whole.len() - 4]) {
        let run = score("cut.arrows", &whole[..end], &["--lang", "en"]);
        assert_eq!(run.status, Some(1), "{end} of {}: {}", whole.len(), run.out);
        assert!(run.err.contains("[population-form]"), "{}", run.err);
    }
    let target = folder("batch-arrow-cut").join("out.arrows");
    let run = score("cut.arrows", &whole[..whole.len() - 8], &["-o", target.to_str().unwrap()]);
    assert_eq!((run.status, target.exists()), (Some(1), false));
    // Of two streams in one file, the second would be lost.
    let twice = score("cut.arrows", &[whole.clone(), whole].concat(), &["--lang", "en"]);
    assert_eq!((twice.status, twice.err.contains("something follows the end mark")), (Some(1), true), "{}", twice.err);
    let csv = score("cut.arrows", b"organisation,closed\nA,1\n", &["--lang", "en"]);
    csv.refused(1, "no stream or file of Arrow", &[]);
    #[cfg(feature = "parquet")]
    {
        let mut writer = parquet::arrow::ArrowWriter::try_new(Vec::new(), small().schema(), None).unwrap();
        writer.write(&small()).unwrap();
        let whole = writer.into_inner().unwrap();
        assert_eq!(lines(&score("cut.parquet", &whole, &[]).ended(0).out).len(), 2);
        for end in [0, 4, whole.len() / 2, whole.len() - 8, whole.len() - 1] {
            score("cut.parquet", &whole[..end], &["--lang", "en"]).refused(1, "[population-form]", &["Parquet"]);
        }
        jixiao(&["batch", SCHEME, "-", "--from", "parquet", "--lang", "en"]).refused(
            1,
            "[population-form]",
            &["file only"],
        );
    }
}

/// Lengths that no input has: of the first message, of its table, of its body. None is believed, and none takes memory.
#[test]
fn lengths_that_are_not_true_end_in_an_error() {
    let whole = stream(&small(), 2);
    let length = |at: usize| u32::from_le_bytes(whole[at..at + 4].try_into().unwrap()) as usize;
    // Behind the schema, its mark and length included, the batch begins.
    let batch = 8 + length(4);
    assert_eq!(length(batch), 0xffff_ffff);
    let places = [4, batch + 4].into_iter().chain((batch + 8..batch + 8 + length(batch + 4)).step_by(4));
    let mut refused = 0;
    for place in places {
        // Of eight bytes the upper four: below zero.
        let hostile: u32 = if place % 8 == 0 { 0x7fff_ffff } else { 0xffff_fff8 };
        let mut bytes = whole.clone();
        bytes[place..place + 4].copy_from_slice(&hostile.to_le_bytes());
        let run = score("hostile.arrows", &bytes, &[]);
        let is_told = run.err.contains("[population-form]") == (run.status == Some(1));
        assert!(is_told && run.status.is_some_and(|status| status < 2), "{place} {hostile:x}: {}", run.err);
        refused += usize::from(run.status == Some(1));
    }
    assert!(refused > 20, "{refused}");
}
