//! The receipt of a population: one hash for all results, which depends on nothing but them and which anybody can make again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Run, folder, jixiao, root};

const SCHEME: &str = "tests/data/population";

/// Records whose names hold separators, two that cannot be scored, and one without anything.
fn records() -> Vec<String> {
    let plain = (0..400).map(|at: u32| {
        let figures = json!({"accepted": 900 + at, "closed": 600 + at * 7 % 300, "satisfaction": 60 + at % 40});
        json!({"organisation": format!("{at:06}"), "year": "2024", "metrics": figures}).to_string()
    });
    let odd = [
        r#"{"organisation": "甲\t乙\\丙\n局", "accepted": 10, "closed": 9, "satisfaction": 95}"#,
        r#"{"organisation": "half", "year": 2024, "accepted": 10, "closed": 9, "satisfaction": 0.97}"#,
        r#"{"organisation": "word\tword", "accepted": 10, "closed": "some\tmore", "satisfaction": 95}"#,
        r#"{"organisation": "#,
    ];
    plain.chain(odd.map(str::to_owned)).collect()
}

/// Scores records; the results, and the receipt.
fn scored(place: &Path, records: &[String], scheme: &str, more: &[&str]) -> (PathBuf, Value, Run) {
    let [input, results, receipt] = ["in.ndjson", "out.ndjson", "receipt.json"].map(|name| place.join(name));
    for file in [&results, &receipt] {
        let _ = fs::remove_file(file);
    }
    fs::write(&input, records.join("\n") + "\n").unwrap();
    let [from, to, written] = [&input, &results, &receipt].map(|path| path.to_str().unwrap());
    let run = jixiao(&[&["batch", scheme, from, "-o", to, "--receipt", written], more].concat()).ended(0);
    let receipt: Value = serde_json::from_str(&fs::read_to_string(&receipt).unwrap()).unwrap();
    (results, receipt, run)
}

#[test]
fn neither_order_nor_threads_nor_language_nor_bundle_changes_the_root() {
    let place = folder("receipt-order");
    let records = records();
    let (_, first, run) = scored(&place, &records, SCHEME, &["--threads", "1", "--lang", "en"]);
    let root = first["root"].as_str().unwrap();
    assert!(run.err.contains(&format!("receipt: {root}")), "{}", run.err);
    assert_eq!(first["organisations"], json!(404));
    let bundle = place.join("a.bundle");
    let hash = jixiao(&["bundle", SCHEME, "-o", bundle.to_str().unwrap()]).ended(0).out;
    assert_eq!(first["scheme"], json!(hash.trim_end()));
    let mut turned = records.clone();
    turned.reverse();
    turned.swap(0, 200);
    for (records, scheme, more) in [
        (&records, SCHEME, ["--threads", "2"]),
        (&turned, SCHEME, ["--lang", "zh"]),
        (&turned, bundle.to_str().unwrap(), ["--trace", "codes"]),
    ] {
        assert_eq!(scored(&place, records, scheme, &more).1, first, "{scheme} {more:?}");
    }
    // However the same numbers are written, also where they withhold a total.
    let written = records.iter().map(|record| record.replace("0.97}", "0.970}").replace("95}", "95.0}"));
    assert_eq!(scored(&place, &written.collect::<Vec<_>>(), SCHEME, &[]).1, first);
    // A part of the results has no receipt, and none is replaced.
    let receipt = place.join("receipt.json");
    let again = ["batch", SCHEME, "-", "--lang", "en", "--receipt", receipt.to_str().unwrap()];
    jixiao(&again).refused(1, "[already-exists]", &[]);
}

#[test]
fn a_changed_record_is_in_the_buckets_that_differ() {
    let place = folder("receipt-changed");
    let mut records = records();
    let (_, first, _) = scored(&place, &records, SCHEME, &[]);
    records[123] = records[123].replace("\"satisfaction\":63", "\"satisfaction\":64");
    let (_, second, _) = scored(&place, &records, SCHEME, &[]);
    assert_ne!(first["root"], second["root"]);
    let buckets = |receipt: &Value| receipt["buckets"].as_array().unwrap().clone();
    let (first, second) = (buckets(&first), buckets(&second));
    // It left one bucket and came into another, or the same.
    let changed = second.iter().filter(|bucket| !first.contains(bucket)).count();
    assert!((1..=2).contains(&changed), "{changed}");
}

#[test]
fn anybody_makes_the_root_again_from_the_results() {
    if Command::new("python3").arg("--version").output().is_err() {
        return;
    }
    let place = folder("receipt-python");
    for language in ["zh", "en"] {
        let (results, receipt, _) = scored(&place, &records(), SCHEME, &["--lang", language]);
        let again = |results: &Path| {
            let script = root().join(SCHEME).join("receipt.py");
            Run::of(Command::new("python3").arg(script).arg(results).arg(place.join("receipt.json"))).ended(0).out
        };
        assert_eq!(again(&results), format!("{}\n", receipt["root"].as_str().unwrap()));
        // The hash of the changed line begins with its bucket; that of the line before did too.
        let text = fs::read_to_string(&results).unwrap();
        let changed = place.join("changed.ndjson");
        fs::write(&changed, text.replacen("\"total\":\"", "\"total\":\"1", 1)).unwrap();
        let told = again(&changed);
        assert!((2..=3).contains(&told.lines().count()), "{told}");
    }
}
