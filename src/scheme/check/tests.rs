//! Refusals of schemes, each by the change of a few words in a scheme that passes.

use super::*;
use crate::diagnostic::Warned;
use crate::location::Source;
use crate::scheme::{InputSource, Target};

/// A scheme without problems.
pub(crate) const BASE: &str = r#"
scheme: "base"
title: "基础"
title_en: "Base"
full_score: "100"
rounding: {total: {places: "2", mode: "half-up"}}
grades: [{grade: "良好", from: "60", below: "100"}, {grade: "差", from: "0", below: "60"}]
metrics: {double: {unit: "%", formula: "one * 2"}}
dimensions:
  - {id: "d", name: "维度", weight: "100", indicators: [
      {id: "one", name: "一", weight: "40", unit: "%", target: {at_least: "0.95", unit: "ratio"}, rule: "ratio"},
      {id: "two", name: "二", weight: "60", target: {statement: "完成"}, rule: "ratio"}]}
vetoes: [{id: "v", name: "否决", metric: "stop", effect: {grade_at_most: "差"}}]
caps: [{id: "c", name: "封顶", metric: "one", steps: [{below: "80", total_at_most: "89"}, {below: "60", total_at_most: "79"}]}]
"#;

/// A draft in a file whose places are not known.
pub(crate) fn draft(text: &str) -> (SchemeDraft, Places) {
    let source = Source::new("scheme.yaml", text);
    (serde_yaml::from_str(text).unwrap(), Places::new(Place::start_of(&source)))
}

fn problems(from: &str, to: &str) -> Diagnostics {
    assert!(BASE.contains(from), "{from}");
    let (draft, places) = draft(&BASE.replace(from, to));
    Scheme::check(draft, places).map_or_else(|problems| problems, |checked| checked.warnings)
}

#[test]
fn a_sound_scheme_passes() {
    let (draft, places) = draft(BASE);
    let Warned { value: scheme, warnings } = Scheme::check(draft, places).unwrap();
    assert!(warnings.is_empty());
    assert_eq!(scheme.metrics.keys().collect::<Vec<_>>(), ["double", "one", "stop", "two"]);
    let rows = scheme.indicators();
    let one = rows.first().unwrap();
    assert_eq!(one.target, Some(Target::AtLeast(Number::from(95))));
    assert!(matches!(one.inputs.get("actual"), Some(InputSource::One(text, _)) if text == "one"));
}

#[test]
fn each_refusal_has_its_code() {
    let table = [
        ("weight: \"40\"", "weight: \"40.0001\"", Code::WeightSum),
        ("full_score: \"100\"", "full_score: \"100.5\"", Code::WeightSum),
        ("weight: \"40\"", "weight: \"-40\"", Code::NumberRange),
        ("id: \"two\"", "id: \"one\"", Code::DuplicateId),
        ("id: \"v\"", "id: \"one\"", Code::DuplicateId),
        ("id: \"one\"", "id: \"1one\"", Code::BadId),
        ("id: \"one\"", "id: \"_1one\"", Code::BadId),
        ("{double:", "{dou-ble:", Code::BadId),
        ("name: \"二\"", "name: \"一\"", Code::DuplicateName),
        (
            "weight: \"100\", ",
            "weight: \"100\", dimensions: [{id: \"e\", name: \"e\", weight: \"0\"}], ",
            Code::DimensionContent,
        ),
        ("from: \"0\"", "from: \"1\"", Code::GradeBands),
        ("from: \"60\"", "from: \"0\"", Code::GradeBands),
        ("below: \"60\"", "below: \"59\"", Code::GradeBands),
        ("{statement: \"完成\"}", "{}", Code::TargetForm),
        ("{statement: \"完成\"}", "{equal: \"1\", at_most: \"2\"}", Code::TargetForm),
        ("{statement: \"完成\"}", "{between: [\"2\", \"1\"]}", Code::TargetForm),
        ("{statement: \"完成\"}", "{between: [\"2\"]}", Code::TargetForm),
        ("unit: \"ratio\"", "unit: \"件\"", Code::UnitMismatch),
        ("unit: \"%\", target", "unit: \"%\", direction: \"lower\", target", Code::DirectionConflict),
        ("places: \"2\"", "places: \"7\"", Code::NumberRange),
        ("places: \"2\"", "places: \"1.5\"", Code::NumberRange),
        ("grade_at_most: \"差\"", "grade_at_most: \"中\"", Code::UnknownGrade),
        ("grade_at_most: \"差\"", "indicator: \"d\"", Code::UnknownIndicator),
        ("grade_at_most: \"差\"", "dimension: \"one\"", Code::UnknownIndicator),
        ("{grade_at_most: \"差\"}", "{}", Code::MissingField),
        ("grade_at_most: \"差\"", "grade_at_most: \"差\", total: \"zero\"", Code::UnknownField),
        ("{below: \"60\", total", "{below: \"80\", total", Code::NumberRange),
        ("title: \"基础\"", "changes: {}", Code::UnknownField),
        ("title: \"基础\"", "year: \"2024\"", Code::MissingField),
    ];
    for (from, to, code) in table {
        let found = problems(from, to);
        assert!(found.iter().any(|problem| problem.code == code), "{from} → {to}: {found:?}");
    }
}

#[test]
fn weights_that_do_not_add_up_are_shown_as_a_sum() {
    let found = problems("weight: \"40\"", "weight: \"39.9\"");
    let problem = found.iter().next().unwrap();
    let fact = |name: &str| problem.get(name).map(|fact| fact.zh.clone()).unwrap_or_default();
    assert_eq!(
        [fact("addends"), fact("sum"), fact("weight"), fact("difference"), fact("parent")],
        ["39.9 + 60 = 99.9", "99.9", "100", "0.1", "维度"]
    );
    assert_eq!(problem.related.len(), 2);
}

#[test]
fn all_problems_are_reported_in_one_run() {
    let text = BASE
        .replace("weight: \"40\"", "weight: \"1\"")
        .replace("from: \"0\"", "from: \"1\"")
        .replace("title:", "year:");
    let (draft, places) = draft(&text);
    let found = Scheme::check(draft, places).unwrap_err();
    let codes: std::collections::BTreeSet<_> = found.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::MissingField, Code::WeightSum, Code::GradeBands].into());
}

#[test]
fn rows_with_inputs_of_their_own_declare_no_metric() {
    let (draft, places) =
        draft(&BASE.replace("rule: \"ratio\"},", "rule: \"ratio\", inputs: {a: [\"double\", \"two\"]}},"));
    let scheme = Scheme::check(draft, places).unwrap().value;
    assert!(!scheme.metrics.contains_key("one"));
    assert!(
        matches!(scheme.indicators().first().unwrap().inputs.get("a"), Some(InputSource::Many(list)) if list.len() == 2)
    );
}
