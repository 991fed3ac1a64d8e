//! What leaves the process as JSON is read by its type and written again in the same bytes, and its schema knows it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jixiao::Program;
use jixiao::analysis::robust::RobustRecord;
use jixiao::analysis::seek::{PublishedRecord, SeekRecord};
use jixiao::analysis::sweep::SweepRecord;
use jixiao::analysis::whatif::{PopulationRecord, WhatIfRecord};
use jixiao::comparison::compare::CompareRecord;
use jixiao::comparison::guard::GuardRecord;
use jixiao::format::{evaluation_record, json_text};
use jixiao::record::{
    BaselineRecord, BatchReceiptRecord, BundleRecord, CheckRecord, EvaluationRecord, RuleTestsRecord,
};
use jixiao::review::audit::AuditRecord;
use jixiao::review::recheck::{RecheckRecord, RecheckedCase};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::support::{self, YUEYANG, folder, jixiao, printed, root, rules};

/// Whether a type reads a text and writes the same bytes.
type Check = fn(&str, &str);

fn same<T: DeserializeOwned + Serialize>(text: &str, name: &str) {
    let record: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(json_text(&record).trim_end(), text.trim_end(), "{name}");
}

/// The type of every snapshot that is JSON.
const SNAPSHOTS: [(&str, Check); 11] = [
    ("suite__audit__published__yueyang-json", same::<AuditRecord>),
    ("suite__compare__variant-json", same::<CompareRecord>),
    ("suite__guard__threshold-json", same::<GuardRecord>),
    ("suite__recheck__haidian-json", same::<RecheckedCase>),
    ("suite__seek__figure-json", same::<SeekRecord>),
    ("suite__seek__figures-json", same::<SeekRecord>),
    ("suite__seek__published-json", same::<PublishedRecord>),
    ("suite__seek__unreachable-json", same::<SeekRecord>),
    ("suite__seek__weights-json", same::<SeekRecord>),
    ("suite__shipped__json", same::<EvaluationRecord>),
    ("suite__whatif__case-json", same::<WhatIfRecord>),
];

#[test]
fn snapshots_are_read_by_their_types() {
    let mut seen = BTreeSet::new();
    for folder in ["snapshots", "audit/snapshots"] {
        for entry in fs::read_dir(root().join("tests/suite").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            let (_, content) = text.split_once("\n---\n").unwrap();
            if !content.starts_with('{') {
                continue;
            }
            let (_, check) = SNAPSHOTS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name}"));
            check(content, &name);
            seen.insert(name);
        }
    }
    assert_eq!(seen.len(), SNAPSHOTS.len(), "{seen:?}");
}

/// What the commands write as JSON, with the names of their schemas.
#[test]
fn answers_are_read_by_their_types_and_known_to_their_schemas() {
    let population = "tests/data/technology-achievement";
    let reports = format!("{population}/reports");
    let published = ["--goal", "exactly:96.89", "--weights", "hotline-closure", "--grid", "5"];
    let variant = format!("{YUEYANG}/variant.yaml");
    let answers: [(&str, Check, &[&str]); 13] = [
        ("result", same::<EvaluationRecord>, &["score", YUEYANG]),
        ("recheck", same::<RecheckRecord>, &["recheck", "indicators/published"]),
        ("audit", same::<AuditRecord>, &["audit", YUEYANG]),
        ("guard", same::<GuardRecord>, &["guard", "indicators"]),
        ("whatif", same::<WhatIfRecord>, &["whatif", YUEYANG, "--set", "floods=8"]),
        (
            "population",
            same::<PopulationRecord>,
            &["whatif", population, "--reports", &reports, "--set", "patents-index=0.2"],
        ),
        ("seek", same::<SeekRecord>, &["seek", YUEYANG, "--goal", "below:优秀", "--by", "actuals"]),
        ("published", same::<PublishedRecord>, &[&["seek", YUEYANG], published.as_slice()].concat()),
        ("robust", same::<RobustRecord>, &["robust", population, "--draws", "300"]),
        ("sweep", same::<SweepRecord>, &["sweep", YUEYANG]),
        ("compare", same::<CompareRecord>, &["compare", YUEYANG, "--to-scheme", &variant]),
        ("check", same::<CheckRecord>, &["check", YUEYANG]),
        ("rule-tests", same::<RuleTestsRecord>, &["rules", "test", "timeliness"]),
    ];
    for (name, check, arguments) in answers {
        let run = jixiao(&[arguments, &["--format", "json"]].concat());
        check(&run.out, name);
        let schema: Value = serde_json::from_str(&printed(&["schema", name])).unwrap();
        known_to(&schema, &schema, &run.json(), name);
    }
}

#[test]
fn bundles_and_receipts_are_read_by_their_types_and_known_to_their_schemas() {
    let bundle = printed(&["bundle", YUEYANG]);
    same::<BundleRecord>(&bundle, "bundle");
    let file = folder("records-receipt").join("receipt.json");
    jixiao(&["batch", YUEYANG, YUEYANG, "--receipt", file.to_str().unwrap()]).ended(0);
    let receipt = fs::read_to_string(&file).unwrap();
    same::<BatchReceiptRecord>(&receipt, "receipt");
    for (name, text) in [("bundle", bundle), ("receipt", receipt)] {
        let schema: Value = serde_json::from_str(&printed(&["schema", name])).unwrap();
        known_to(&schema, &schema, &serde_json::from_str(&text).unwrap(), name);
    }
}

#[test]
fn baselines_are_read_by_their_type() {
    let mut count = 0;
    for path in baselines(&root().join("indicators")) {
        same::<BaselineRecord>(&fs::read_to_string(&path).unwrap(), path.to_str().unwrap());
        count += 1;
    }
    assert!(count >= 14, "{count}");
}

fn baselines(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() {
            found.extend(baselines(&path));
        } else if path.ends_with("baseline.json") {
            found.push(path);
        }
    }
    found
}

/// Every key of a value is a property of its schema, and every key that the schema requires is there. Of alternatives
/// one must fit.
fn known_to(root: &Value, schema: &Value, value: &Value, path: &str) {
    if let Err(problem) = fits(root, schema, value, path) {
        panic!("{problem}");
    }
}

fn fits(root: &Value, schema: &Value, value: &Value, path: &str) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        fits(root, root.pointer(reference.trim_start_matches('#')).unwrap(), value, path)?;
    }
    for options in ["anyOf", "oneOf"].iter().filter_map(|key| schema[*key].as_array()) {
        let problems: Vec<String> = options.iter().filter_map(|option| fits(root, option, value, path).err()).collect();
        if problems.len() == options.len() {
            return Err(problems.join("; "));
        }
    }
    if let Some(wanted) = schema.get("const").filter(|wanted| *wanted != value) {
        return Err(format!("{path}: {value} is not {wanted}"));
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !kinds.is_empty() && !kinds.contains(&kind) {
        return Err(format!("{path}: {kind} is not {kinds:?}"));
    }
    match value {
        Value::Object(entries) => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            if let Some(missing) = required.into_iter().find(|key| !entries.contains_key(*key)) {
                return Err(format!("{path}: `{missing}` is missing"));
            }
            for (key, value) in entries {
                let path = format!("{path}.{key}");
                match (&schema["properties"][key], &schema["additionalProperties"]) {
                    (Value::Null, Value::Bool(false)) => return Err(format!("{path}: unknown")),
                    (Value::Null, Value::Null | Value::Bool(_)) => {}
                    (Value::Null, rest) => fits(root, rest, value, &path)?,
                    (own, _) => fits(root, own, value, &path)?,
                }
            }
        }
        Value::Array(items) => {
            for item in items.iter().filter(|_| schema.get("items").is_some()) {
                fits(root, &schema["items"], item, &format!("{path}[]"))?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Everything that can become of a row and of a total: what the shipped cases do not show.
const EVERYTHING: &str = "\
scheme: everything
title: 试算
full_score: 100
rounding: { total: { places: 1, mode: down } }
grades: [{ grade: 优秀, en: excellent, from: 90 }, { grade: 良好, from: 60 }, { grade: 差, from: 0 }]
not_applicable: rescale
missing: zero
bonus_limit: 1
metrics: { a: { unit: \"%\" }, b: { unit: \"%\" }, c: { unit: \"%\" }, d: { unit: \"%\" }, late: {}, rate: { unit: \"%\" } }
dimensions:
  - id: all
    name: 产出
    weight: 100
    indicators:
      - { id: a, name: 甲, weight: 30, unit: \"%\", target: { at_least: 97 }, rule: forward_ratio, basis: published, \
modifiers: [{ rule: over_achievement, params: { mode: fixed, beyond: 1 }, inputs: { actual: a } }] }
      - { id: b, name: 乙, weight: 30, unit: \"%\", target: { at_least: 99 }, rule: forward_ratio }
      - { id: c, name: 丙, weight: 20, unit: \"%\", target: { at_least: 90 }, rule: forward_ratio }
      - { id: d, name: 丁, weight: 20, unit: \"%\", target: { at_least: 90 }, rule: forward_ratio }
bonuses: [{ id: extra, name: 加分, weight: 5, rule: boolean }]
penalties: [{ id: fault, name: 扣分, weight: 3, rule: boolean }]
vetoes: [{ id: grave, name: 事故, metric: late, effect: { grade_at_most: 差 } }]
caps: [{ id: slow, name: 进度慢, metric: rate, steps: [{ below: 50, total_at_most: 10 }] }]
";
const REPORTED: &str = "\
unit: 局
year: 2024
metrics:
  a: { value: 250 }
  b: { value: 80 }
  c: { not_applicable: 无此业务 }
  d: { missing: 未统计 }
  extra: { value: 是 }
  fault: { value: 是 }
  late: { value: 是 }
  rate: { value: 40 }
rows:
  b: { deviation: 人手不足, deduction: { points: 1.5, reason: 迟报 } }
";

#[test]
fn every_state_and_step_is_read_again() {
    let scheme = support::scheme(EVERYTHING);
    let report = support::report(REPORTED, &scheme);
    let program = Program::compile(scheme, rules().clone()).unwrap();
    let record = evaluation_record(&program.evaluate(&report));
    let text = json_text(&record);
    same::<EvaluationRecord>(&text, "everything");
    let words = ["sum", "rescaled", "bonus", "penalty", "veto", "capped", "modified", "deducted", "policy"];
    for word in words {
        assert!(text.contains(&format!("\"step\": \"{word}\"")), "{word}: {text}");
    }
    assert!(text.contains("not-applicable") && text.contains('…') && text.contains("\"policy\": \"zero\""), "{text}");
}

/// A result is verified as a whole: a key that is not known, or is there twice, is refused. Answers are read by others,
/// and a later version may add to them.
#[test]
fn results_refuse_what_they_do_not_know_and_answers_tolerate_it() {
    let result = printed(&["score", YUEYANG, "--format", "json"]);
    let path = folder("records").join("result.json");
    let verify = |text: &str| {
        fs::write(&path, text).unwrap();
        jixiao(&["verify", path.to_str().unwrap(), "--lang", "en"])
    };
    let first = "\"scheme\": \"yueyang-2024\",";
    assert!(result.contains(first));
    for (more, told) in [("\"motto\": \"\",", "unknown field `motto`"), (first, "`scheme` appears twice")] {
        let run = verify(&result.replacen(first, &format!("{first} {more}"), 1));
        run.refused(1, told, &[more]);
        let code = if more == first { "duplicate-key" } else { "result-form" };
        assert!(run.err.contains(code) && run.err.contains("result.json:2:"), "{}", run.err);
    }
    for (old, new, told) in [
        ("\"role\": \"weighted\"", "\"role\": \"heavy\"", "unknown value `heavy`"),
        ("\"full_score\": \"100\"", "\"full_score\": \"-100\"", "a weight is below 0"),
        ("\"full_score\": \"100\"", "\"full_score\": \"1e2\"", "not a decimal number"),
        ("\"illustrative\": false", "\"illustrative\": \"1\"", "a value has the wrong type"),
    ] {
        verify(&result.replacen(old, new, 1)).refused(1, told, &[new]);
    }
    assert_eq!(verify(&result).status, Some(0));
    let answer = printed(&["seek", YUEYANG, "--goal", "grade:优秀", "--format", "json"]);
    let answer = answer.replacen('{', "{ \"motto\": \"\",", 1);
    assert!(serde_json::from_str::<SeekRecord>(&answer).is_ok());
}
